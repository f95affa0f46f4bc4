import { groupBy } from '../../../model/group-by.js';
import { readLine } from '../../../history/chain.js';
import type { HistoryEntry, HistoryLine } from '../../../model/history-entry.js';
import type { Finding } from '../../../model/registry.js';
import type { ServerVersion } from '../api/server.js';
import {
  fromTags,
  GONE,
  historyKey,
  historyPlace,
  intentKey,
  intentRun,
  isKeptKey,
  REGISTERED,
} from './tags.js';

/*
 * Puts a model's history together from its versions' tags. Anyone may delete a version on a server, so a gap or a fork
 * is a finding and not an error: otherwise nothing could be promoted any more.
 *
 * Keep the words of the findings. `acknowledge` records them in the history, and `verify` compares them.
 */

/** What a run is about to do, and where it has written so. */
export interface Intent {
  readonly run: string;
  /** The version whose tag it is. */
  readonly anchor: string;
  /** The line as it will stand in the history. */
  readonly text: string;
  readonly line: HistoryLine;
}

/** A model's history by its versions' tags. */
export interface Journal {
  /** Promotions, rollbacks and withdrawals, each after the one that it follows. */
  readonly lines: readonly HistoryLine[];
  /** Registrations, in no order. */
  readonly registrations: readonly HistoryLine[];
  /** Not recorded, and would follow the last line. In the order of the runs. */
  readonly intents: readonly Intent[];
  /** Not recorded, and would follow an earlier line: the history has gone on without them. */
  readonly staleIntents: readonly Intent[];
  readonly problems: readonly Finding[];
}

/** All intents that are not recorded: their runs may still be at work. */
export function openIntents({ intents, staleIntents }: Journal): Intent[] {
  return [...intents, ...staleIntents];
}

/**
 * Reads the tags of versions: of all, or of those with a history of their own.
 * @throws StagegateError `history` when a line was altered
 */
export function readJournal(model: string, versions: readonly ServerVersion[]): Journal {
  const kept = versions.flatMap((held) => keptLines(model, held));
  const all = [...versions.flatMap((held) => recordedLines(model, held)), ...kept];
  // a run that crashed while it carried lines to another version leaves them on both
  const recorded = [...new Map(all.map((line) => [line.sha256, line])).values()];
  const intents = versions.flatMap((held) => intentsOn(model, held));
  const lost = findLost(recorded, intents);
  const { lines, problems } = linkLines([...recorded, ...lost.map(({ line }) => line)]);
  const known = new Set([...recorded, ...lines].map(({ sha256 }) => sha256));
  const head = lines.at(-1)?.sha256 ?? null;
  const open = intents.filter(({ line }) => !known.has(line.sha256));
  const isNext = ({ line }: Intent) => line.entry.previous === head;
  return {
    lines,
    registrations: versions.flatMap((held) => registrationOf(model, held)),
    intents: open.filter(isNext).sort((a, b) => (a.run < b.run ? -1 : 1)),
    staleIntents: open.filter((intent) => !isNext(intent)),
    problems: [
      ...problems,
      ...versions.flatMap((held) => findRenamed(model, held)),
      ...versions.flatMap(findGone),
      ...kept
        .filter((line) => isDoubtful(line, lines))
        .map(({ entry }) => ({
          version: entry.version,
          message: `the history line that ${describeLine(entry)} at ${entry.time} is only known from its intent: the version was deleted, so nothing shows whether it was moved`,
        })),
      ...lost.map(({ line: { entry } }) => ({
        version: entry.version,
        message: `the history line that ${describeLine(entry)} at ${entry.time} is missing from its tags; the copy kept with the line before it is used instead`,
      })),
    ],
  };
}

/** What a line did, in words. */
export function describeLine({
  action,
  version,
  to,
}: Pick<HistoryEntry, 'action' | 'version' | 'to'>): string {
  if (action === 'attempt') return `recorded an attempt of version ${version}`;
  if (action === 'acknowledge') return 'acknowledged the registry as it was';
  if (action === 'confirm') return `confirmed version ${version} in ${to}`;
  return action === 'unregister' ? `unregistered version ${version}` : `moved version ${version} to ${to}`;
}

/** How many history lines a version itself has. */
export function countRecorded({ tags }: Pick<ServerVersion, 'tags'>): number {
  let place = 1;
  while (tags[historyKey(place)] !== undefined) place += 1;
  return place - 1;
}

function recordedLines(model: string, held: ServerVersion): HistoryLine[] {
  const places = Object.keys(held.tags).flatMap((key) => historyPlace(key) ?? []);
  return (
    places
      .sort((a, b) => a - b)
      .flatMap((place) => lineUnder(historyKey(place), model, held) ?? [])
      // a copied version also has the lines of its original; the line that unregisters a version is on another one
      .filter(({ entry }) => entry.version === held.version || entry.action === 'unregister')
  );
}

/** Lines of versions that were deleted. */
function keptLines(model: string, held: ServerVersion): HistoryLine[] {
  return Object.keys(held.tags)
    .filter(isKeptKey)
    .flatMap((key) => lineUnder(key, model, held) ?? []);
}

function registrationOf(model: string, held: ServerVersion): HistoryLine[] {
  const line = lineUnder(REGISTERED, model, held);
  return line?.entry.version === held.version ? [line] : [];
}

/** Null without one, and for a line of another model: MLflow copies tags along with a version. */
function lineUnder(key: string, model: string, { version, tags }: ServerVersion): HistoryLine | null {
  if (tags[key] === undefined || tags[key] === GONE) return null;
  const line = readTag(fromTags(key, tags) ?? '', sourceOf({ key, model, version }));
  return line.entry.model === model ? line : null;
}

/** An intent that can't be read is ignored: its own run notices when it looks. */
function intentsOn(model: string, { version: anchor, tags }: ServerVersion): Intent[] {
  return Object.keys(tags).flatMap((key) => {
    const run = intentRun(key);
    const text = run === null ? null : fromTags(key, tags);
    if (run === null || text === null || !text.startsWith('{')) return [];
    const line = tryLine(text, sourceOf({ key: intentKey(run), model, version: anchor }));
    return line?.entry.model === model ? [{ run, anchor, text, line }] : [];
  });
}

function tryLine(text: string, source: LineSource): HistoryLine | null {
  try {
    return readTag(text, source);
  } catch {
    return null;
  }
}

/** A command reads the same tags several times, and each line stands in an announcement and in the history. */
const read = new Map<string, HistoryLine>();

/** Lines that are remembered: some 10 MB. */
const MOST_READ = 10_000;

/** Reads a line once, as long as its text is the same. @throws StagegateError `history` as `readLine` does */
function readTag(text: string, source: LineSource): HistoryLine {
  const known = read.get(text);
  if (known !== undefined) return { ...known, file: source.file, line: source.line };
  const line = readLine(text, source);
  if (read.size >= MOST_READ) read.clear();
  read.set(text, line);
  return line;
}

type LineSource = Parameters<typeof readLine>[1];

function sourceOf({ key, model, version }: { key: string; model: string; version: string }) {
  return {
    file: `version ${version} of ${model}, tag ${key}`,
    line: null,
    restore: `Restore the tag's value. If nobody knows it, set the tag to ${GONE}: the history then has a gap, which verify reports. Don't delete the tag, because a search finds the version by it.`,
  };
}

/**
 * Intents whose lines are no longer recorded, because their version was deleted, although recorded lines follow them.
 */
function findLost(recorded: readonly HistoryLine[], intents: readonly Intent[]): Intent[] {
  const known = new Set(recorded.map(({ sha256 }) => sha256));
  const byDigest = new Map(intents.map((intent) => [intent.line.sha256, intent]));
  const lost: Intent[] = [];
  for (const queue = recorded.map(({ entry }) => entry); queue.length > 0;) {
    const previous = queue.pop()?.previous ?? null;
    const copy = previous === null || known.has(previous) ? undefined : byDigest.get(previous);
    if (copy === undefined) continue;
    known.add(copy.line.sha256);
    lost.push(copy);
    queue.push(copy.line.entry);
  }
  return lost;
}

/**
 * Whether nothing left of the model shows that a line took effect: it archived no version, and no other line follows
 * it.
 */
function isDoubtful({ entry, sha256 }: HistoryLine, lines: readonly HistoryLine[]): boolean {
  if (entry.action === 'unregister') return false; // the version is gone
  return entry.archived.length === 0 && !lines.some((other) => other.entry.previous === sha256);
}

/**
 * MLflow takes tags along when it renames a model or copies a version. A copy names its origin as its source, where the
 * history is. A renamed model has lost its history, because every line names its model.
 */
function findRenamed(model: string, { version, tags, source }: ServerVersion): Finding[] {
  if (source?.startsWith('models:') === true) return [];
  const keys = Object.keys(tags).filter((key) => historyPlace(key) !== null && tags[key] !== GONE);
  const unplaced = { file: '', line: null, restore: '' };
  const names = keys.flatMap((key) => tryLine(fromTags(key, tags) ?? '', unplaced)?.entry.model ?? []);
  return [...new Set(names.filter((name) => name !== model))].map((name) => ({
    version,
    message: `version ${version} has history lines of the model ${JSON.stringify(name)}: it was renamed, and its history did not come along`,
  }));
}

function findGone({ version, tags }: ServerVersion): Finding[] {
  return Object.keys(tags)
    .filter((key) => historyPlace(key) !== null && tags[key] === GONE)
    .map((key) => ({
      version,
      message: `a history line of version ${version} is gone: its tag ${key} says so`,
    }));
}

/**
 * Orders lines from many places so that each comes after the one that it follows. Reports gaps (a version was deleted
 * with its lines) and forks (two runs at once, past the lock).
 */
export function linkLines(lines: readonly HistoryLine[]): { lines: HistoryLine[]; problems: Finding[] } {
  const known = new Set(lines.map(({ sha256 }) => sha256));
  const followers = groupBy(lines, ({ entry: { previous } }) =>
    previous === null || !known.has(previous) ? null : previous,
  );
  const ordered: HistoryLine[] = [];
  const problems: Finding[] = [];
  const open: HistoryLine[] = byTime(followers.get(null) ?? []).reverse();
  // a line's followers come right after it; of several, the one that goes on comes last
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
  const rank = ({ entry, sha256 }: HistoryLine) => `${entry.time} ${sha256}`;
  return lines.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function gapBefore({ entry }: HistoryLine): Finding {
  const { version, time } = entry;
  return {
    version,
    message: `the history line before the one that ${describeLine(entry)} at ${time} is missing: the version that kept it was deleted, or its tags were`,
  };
}

function forkAfter({ entry }: HistoryLine, lines: readonly HistoryLine[]): Finding {
  const versions = lines.map(({ entry: { version, to } }) => `${version} to ${to}`).join(', ');
  return {
    version: entry.version,
    message: `two runs changed the model at the same time without seeing each other: they moved ${versions}`,
  };
}
