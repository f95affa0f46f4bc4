import { readLine } from '../../../history/chain.js';
import type { HistoryLine } from '../../../model/history-entry.js';
import type { Finding } from '../../../model/registry.js';
import { linkLines, tellLine } from './link-lines.js';
import { fromTags } from './long-tag.js';
import type { ServerVersion } from '../api/server.js';
import { announcingRun, GONE, historyKey, historyPlace, keepingRun, nextKey, REGISTERED } from './tags.js';

/** What a run has announced that it will do, and where it did so. */
export interface Announcement {
  readonly run: string;
  /** The version whose tag it is. */
  readonly anchor: string;
  /** The line as it will stand in the history. */
  readonly text: string;
  readonly line: HistoryLine;
}

/** A model's history as its versions' tags tell it. */
export interface Journal {
  /** Promotions, rollbacks and withdrawals, each after the one that it follows. */
  readonly lines: readonly HistoryLine[];
  /** Registrations, in no order. */
  readonly registrations: readonly HistoryLine[];
  /** What would follow the last line: announced, and not recorded. In the order of the runs. */
  readonly announced: readonly Announcement[];
  /** Announced to follow an earlier line, and not recorded: the history has gone on without them. */
  readonly stale: readonly Announcement[];
  readonly problems: readonly Finding[];
}

/**
 * Reads the tags of versions, of all or of those with a history of their own.
 * @throws StagegateError `history` when a line was altered
 */
export function readJournal(model: string, versions: readonly ServerVersion[]): Journal {
  const kept = versions.flatMap((held) => keptLines(model, held));
  const recorded = onlyOnce([...versions.flatMap((held) => recordedLines(model, held)), ...kept]);
  const announcements = versions.flatMap((held) => announcementsOn(model, held));
  const known = new Set(recorded.map(({ sha256 }) => sha256));
  const lost = findLost(recorded, announcements);
  const { lines, problems } = linkLines([...recorded, ...lost.map(({ line }) => line)]);
  for (const { sha256 } of lines) known.add(sha256);
  const head = lines.at(-1)?.sha256 ?? null;
  const open = announcements.filter(({ line }) => !known.has(line.sha256));
  return {
    lines,
    registrations: versions.flatMap((held) => registrationOf(model, held)),
    announced: open
      .filter(({ line }) => line.entry.previous === head)
      .sort((a, b) => (a.run < b.run ? -1 : 1)),
    stale: open.filter(({ line }) => line.entry.previous !== head),
    problems: [
      ...problems,
      ...versions.flatMap((held) => renamedLines(model, held)),
      ...versions.flatMap(goneLines),
      ...kept.filter((line) => isDoubtful(line, lines)).map(doubt),
      ...lost.map(({ line: { entry } }) => ({
        version: entry.version,
        message: `the history line that ${tellLine(entry)} at ${entry.time} is gone from its tags; it is told from the copy that the line before it keeps`,
      })),
    ],
  };
}

/** The number of lines that a version has of its own. */
export function countRecorded({ tags }: Pick<ServerVersion, 'tags'>): number {
  let place = 1;
  while (tags[historyKey(place)] !== undefined) place += 1;
  return place - 1;
}

function recordedLines(model: string, held: ServerVersion): HistoryLine[] {
  const places = Object.keys(held.tags)
    .map(historyPlace)
    .filter((place) => place !== null);
  return (
    places
      .sort((a, b) => a - b)
      .flatMap((place) => lineUnder(historyKey(place), model, held) ?? [])
      // a copy of a version has its lines too; one that was unregistered has its line on another
      .filter(({ entry }) => entry.version === held.version || entry.action === 'unregister')
  );
}

/** A run that died while it took lines to another version leaves them on both. */
function onlyOnce(lines: readonly HistoryLine[]): HistoryLine[] {
  return [...new Map(lines.map((line) => [line.sha256, line])).values()];
}

/** Lines of versions that were deleted. */
function keptLines(model: string, held: ServerVersion): HistoryLine[] {
  const keys = Object.keys(held.tags).filter((key) => keepingRun(key) !== null);
  return keys.flatMap((key) => lineUnder(key, model, held) ?? []);
}

/** Nothing that is left of the model shows whether a line came true that replaced nobody and that no other follows. */
function isDoubtful({ entry, sha256 }: HistoryLine, lines: readonly HistoryLine[]): boolean {
  if (entry.action === 'unregister') return false; // that the version is gone shows it
  return entry.archived.length === 0 && !lines.some((other) => other.entry.previous === sha256);
}

function doubt({ entry }: HistoryLine): Finding {
  const { version, time } = entry;
  return {
    version,
    message: `the history line that ${tellLine(entry)} at ${time} is told from its announcement: the version was deleted, and nothing shows any more whether it was moved`,
  };
}

/**
 * MLflow takes the tags along when a model is renamed and when a version is copied. A copy has its origin for a source,
 * and its history is there; a renamed model has lost it, since every line says whose it is.
 */
function renamedLines(model: string, { version, tags, source }: ServerVersion): Finding[] {
  if (source?.startsWith('models:') === true) return [];
  const keys = Object.keys(tags).filter((key) => historyPlace(key) !== null && tags[key] !== GONE);
  const names = keys.flatMap((key) => tryLine(fromTags(key, tags) ?? '', UNPLACED)?.entry.model ?? []);
  return [...new Set(names.filter((name) => name !== model))].map((name) => ({
    version,
    message: `version ${version} has history lines of the model ${JSON.stringify(name)}: it was renamed, and its history did not come along`,
  }));
}

const UNPLACED = { file: '', line: null, restore: '' };

function goneLines({ version, tags }: ServerVersion): Finding[] {
  return Object.keys(tags)
    .filter((key) => historyPlace(key) !== null && tags[key] === GONE)
    .map((key) => ({
      version,
      message: `a history line of version ${version} is gone: its tag ${key} says so`,
    }));
}

function registrationOf(model: string, held: ServerVersion): HistoryLine[] {
  const line = lineUnder(REGISTERED, model, held);
  return line?.entry.version === held.version ? [line] : [];
}

/** Null without one, and for a line of another model: MLflow copies a version's tags along with it. */
function lineUnder(key: string, model: string, { version, tags }: ServerVersion): HistoryLine | null {
  if (tags[key] === undefined || tags[key] === GONE) return null;
  const line = readLine(fromTags(key, tags) ?? '', sourceOf({ key, model, version }));
  return line.entry.model === model ? line : null;
}

/** An announcement that can't be read announces nothing: its own run finds that out when it looks. */
function announcementsOn(model: string, { version: anchor, tags }: ServerVersion): Announcement[] {
  return Object.keys(tags).flatMap((key) => {
    const run = announcingRun(key);
    const text = run === null ? null : fromTags(key, tags);
    if (run === null || text === null || !text.startsWith('{')) return [];
    const line = tryLine(text, sourceOf({ key: nextKey(run), model, version: anchor }));
    return line?.entry.model === model ? [{ run, anchor, text, line }] : [];
  });
}

function tryLine(text: string, source: Parameters<typeof readLine>[1]): HistoryLine | null {
  try {
    return readLine(text, source);
  } catch {
    return null;
  }
}

function sourceOf({ key, model, version }: { key: string; model: string; version: string }) {
  return {
    file: `version ${version} of ${model}, tag ${key}`,
    line: null,
    restore: `Put the tag back as it was; if that is not known, set it to ${GONE} and don't delete it (the version is found by it): the history then has a gap, which verify tells.`,
  };
}

/** Announcements that recorded lines follow, though they themselves are recorded no more: their version was deleted. */
function findLost(recorded: readonly HistoryLine[], announcements: readonly Announcement[]): Announcement[] {
  const known = new Set(recorded.map(({ sha256 }) => sha256));
  const byDigest = new Map(announcements.map((announced) => [announced.line.sha256, announced]));
  const lost: Announcement[] = [];
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
