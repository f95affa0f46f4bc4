import type { HistoryEntry, HistoryLine } from '../../../model/history-entry.js';
import type { Finding } from '../../../model/registry.js';

/**
 * Puts lines that stand in many places into the order in which each follows another. Gaps (a version that was
 * deleted takes its lines along) and forks (two runs at once, past the announcements) are told, not refused: on a
 * server anybody may delete a version, and no promotion would ever pass again.
 */
export function linkLines(lines: readonly HistoryLine[]): { lines: HistoryLine[]; problems: Finding[] } {
  const known = new Set(lines.map(({ sha256 }) => sha256));
  const followers = new Map<string | null, HistoryLine[]>();
  for (const line of lines) {
    const { previous } = line.entry;
    const after = previous === null || !known.has(previous) ? null : previous;
    followers.set(after, [...(followers.get(after) ?? []), line]);
  }
  const ordered: HistoryLine[] = [];
  const problems: Finding[] = [];
  const open: HistoryLine[] = byTime(followers.get(null) ?? []).reverse();
  // what follows a line comes right after it; of several that follow one, the one that goes on comes last
  for (let line = open.pop(); line !== undefined; line = open.pop()) {
    if (line.entry.previous !== null && !known.has(line.entry.previous)) problems.push(gapBefore(line));
    ordered.push(line);
    const next = byTime(followers.get(line.sha256) ?? []).sort(
      (a, b) => Number(followers.has(a.sha256)) - Number(followers.has(b.sha256)),
    );
    if (next.length > 1) problems.push(forkAfter(line, next));
    open.push(...next.reverse());
  }
  const beginnings = (followers.get(null) ?? []).filter(({ entry }) => entry.previous === null);
  const [first] = beginnings;
  if (first !== undefined && beginnings.length > 1) problems.push(forkAfter(first, beginnings));
  return { lines: ordered, problems };
}

function byTime(lines: readonly HistoryLine[]): HistoryLine[] {
  return lines.toSorted((a, b) =>
    a.entry.time === b.entry.time ? (a.sha256 < b.sha256 ? -1 : 1) : a.entry.time < b.entry.time ? -1 : 1,
  );
}

/** What a line did, in words. */
export function tellLine({ action, version, to }: Pick<HistoryEntry, 'action' | 'version' | 'to'>): string {
  if (action === 'acknowledge') return 'acknowledged the registry as it was';
  return action === 'unregister' ? `unregistered version ${version}` : `moved version ${version} to ${to}`;
}

function gapBefore({ entry }: HistoryLine): Finding {
  const { version, time } = entry;
  return {
    version,
    message: `the history line before the one that ${tellLine(entry)} at ${time} is gone: the version that kept it was deleted, or its tags were`,
  };
}

function forkAfter({ entry }: HistoryLine, lines: readonly HistoryLine[]): Finding {
  const versions = lines.map(({ entry: { version, to } }) => `${version} to ${to}`).join(', ');
  return {
    version: entry.version,
    message: `two runs changed the model at once, each without knowing of the other: they moved ${versions}`,
  };
}
