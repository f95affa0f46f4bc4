import { formatPatch, OMIT_HEADERS, structuredPatch } from 'diff';

/** With more changed lines than this, a diff says nothing. */
const MAX_EDITS = 1_000;
const MAX_LINES = 200;
const MAX_CHARACTERS = 12_000;

/** How a pull request changes the policy that it is judged by. */
export interface PolicyChange {
  readonly file: string;
  /** Hunks of a unified diff from the base's text to the checkout's, cut where they get long. Untrusted text. */
  readonly diff: string;
}

/** Null when nothing changes. @param own the checkout's text; null when it has no policy */
export function describeChange(file: string, base: string, own: string | null): PolicyChange | null {
  const [from, to] = [base, own ?? ''].map((text) => text.replaceAll('\r\n', '\n'));
  if (own !== null && from === to) return null;
  const patch = structuredPatch(file, file, from ?? '', to ?? '', undefined, undefined, {
    context: 3,
    maxEditLength: MAX_EDITS,
  });
  if (patch === undefined) return { file, diff: 'Too many lines differ to show them.' };
  return { file, diff: cut(formatPatch(patch, OMIT_HEADERS).trimEnd()) };
}

function cut(diff: string): string {
  const lines = diff.split('\n');
  let characters = 0;
  const fits = lines.findIndex((line, at) => {
    characters += line.length + 1;
    return at >= MAX_LINES || characters > MAX_CHARACTERS;
  });
  if (fits < 0) return diff;
  return [...lines.slice(0, fits), `… and ${lines.length - fits} more lines`].join('\n');
}
