/** Text to put in place of `start` to `end` (equal for an insertion). */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies splices group by group (each group is one edit, made whole or not at all); a group that touches
 * the same place as an earlier one is left out, for a later round to make on the new text.
 */
export function applySplices(text: string, groups: readonly (readonly Splice[])[]): string {
  const taken: Splice[] = [];
  const sorted = groups
    .filter((group) => group.length > 0)
    .sort((a, b) => (a[0]?.start ?? 0) - (b[0]?.start ?? 0));
  let reached = -1;
  for (const group of sorted) {
    const start = Math.min(...group.map((splice) => splice.start));
    if (start <= reached) continue;
    taken.push(...group);
    reached = Math.max(...group.map((splice) => splice.end));
  }
  let result = '';
  let from = 0;
  for (const splice of taken.sort((a, b) => a.start - b.start)) {
    result += text.slice(from, splice.start) + splice.text;
    from = splice.end;
  }
  return result + text.slice(from);
}
