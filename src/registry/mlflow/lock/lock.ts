import { StagegateError } from '../../../errors.js';
import type { HistoryEntry } from '../../../model/history-entry.js';
import type { Announcement } from '../history/journal.js';
import { toTags } from '../history/long-tag.js';
import type { Reading } from '../history/reading.js';
import { ServerFailure } from '../api/server.js';
import { nextKey } from '../history/tags.js';
import type { Writer } from './writer.js';

/*
 * How runs take turns on a server without compare-and-swap, by tags alone: announce, then look; who sees a run that
 * comes before it takes its announcement back, who sees one that comes after waits until that one has. Of two runs,
 * at least the one that looked last sees the other, so they never change the model together. Burns and Lynch,
 * "Bounds on Shared Memory for Mutual Exclusion", Information and Computation 107 (1993), the one-bit algorithm.
 */

/** Milliseconds for which an announcement must have been seen before its run counts as dead. */
export const DEAD_AFTER = 60_000;

/** Milliseconds after its announcement in which a run must have begun to change the model, else it starts anew. */
export const BEGIN_WITHIN = 15_000;

/** Milliseconds after its announcement from which a run writes nothing more: others may soon take it for dead. */
export const STOP_AFTER = 45_000;

/** Waits between two looks, in milliseconds: growing from the first to the last. */
const FIRST_LOOK = 60;
const LAST_LOOK = 1_000;

/** Time and chance, from outside. */
export interface Pace {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** In [0, 1). */
  random(): number;
  /** Told, for people, what is waited for. */
  waiting(message: string): void;
}

export interface LockOptions {
  readonly server: Writer;
  readonly pace: Pace;
  /** A fresh look at the model. @param whole at all its versions, also those without the mark of a history */
  look(whole?: boolean): Promise<Reading>;
  /** Ends what a dead run had announced: finishes it, or takes it away. */
  recoverCrashed(announced: Announcement, found: Reading): Promise<void>;
  /** By run: when an announcement was first seen by this process (pace's clock). */
  readonly seen: Map<string, number>;
}

/** An announcement of our own. */
export interface OwnAnnouncement extends Announcement {
  /** When its first tag was sent (pace's clock). */
  readonly since: number;
}

/**
 * Waits until nobody else is about to change the model, if anybody is.
 * @throws StagegateError `conflict` after a wait: what was read before is old then
 */
export async function waitForOthers(first: Reading, options: LockOptions): Promise<void> {
  const { pace } = options;
  let others = openIn(first);
  if (others.length === 0) return;
  let told = false;
  for (let wait = FIRST_LOOK; others.length > 0; wait = Math.min(LAST_LOOK, wait * 1.5)) {
    const dead = others.filter((other) => isDead(other, options));
    if (dead.length > 0) await recoverAll(dead, options);
    if (wait === LAST_LOOK && !told) tellWait(others, pace);
    told ||= wait === LAST_LOOK;
    await pace.sleep(wait * (0.5 + pace.random()));
    others = openIn(await options.look());
  }
  throw disturbed('another run changed the model');
}

/** Each is judged on all that there is: its line may stand on a version that has lost its mark. */
async function recoverAll(dead: readonly Announcement[], options: LockOptions): Promise<void> {
  for (const { run } of dead) {
    const found = await options.look(true);
    const open = openIn(found).find((other) => other.run === run);
    if (open !== undefined) await options.recoverCrashed(open, found);
  }
}

/** Resolves once every part of it is on the server. However late it comes, it changes nothing: others clear it. */
export async function announce({ run, anchor, text, line }: Announcement, server: Writer): Promise<void> {
  const at = { name: line.entry.model, version: anchor };
  for (const tag of toTags(nextKey(run), text, server.features.tagValue)) await server.setVersionTag(at, tag);
}

/**
 * Looks until it is our turn; the announcement is still up then.
 * @param basis what was decided on
 * @throws StagegateError `conflict` when it is not to be, or the model is no longer as it was
 */
export async function acquireLock(
  own: OwnAnnouncement,
  basis: Reading,
  options: LockOptions,
): Promise<Reading> {
  const { pace } = options;
  for (let wait = FIRST_LOOK; ; wait = Math.min(LAST_LOOK, wait * 1.5)) {
    const found = await options.look();
    requireSame(own, basis, found);
    const others = openIn(found).filter((other) => other.run !== own.run && !isDead(other, options));
    if (others.some(({ run }) => run < own.run)) throw disturbed('another run comes first');
    if (!mayBegin(own, pace)) throw disturbed('it took too long');
    if (others.length === 0) return found;
    await pace.sleep(wait * (0.5 + pace.random()));
  }
}

/** Whether a run that announced itself may still begin: others may soon take it for dead. */
function mayBegin({ since }: OwnAnnouncement, pace: Pace): boolean {
  return pace.now() - since < BEGIN_WITHIN;
}

/** Whether a run may still write. */
export function mayGoOn({ since }: Pick<OwnAnnouncement, 'since'>, pace: Pace): boolean {
  return pace.now() - since < STOP_AFTER;
}

/** Takes an announcement away; where deleting a tag is not allowed, its value says so. */
export async function withdraw({ run, anchor, text, line }: Announcement, server: Writer): Promise<void> {
  const at = { name: line.entry.model, version: anchor };
  const [first, ...parts] = toTags(nextKey(run), text, server.features.tagValue)
    .reverse()
    .map(({ key }) => key);
  if (first === undefined) return;
  try {
    await server.deleteVersionTag(at, first);
    for (const key of parts) await server.deleteVersionTag(at, key);
  } catch (error) {
    if (!(error instanceof ServerFailure)) throw error;
    if (error.definite) await server.setVersionTag(at, { key: first, value: 'withdrawn' });
  }
}

/**
 * Whoever has announced something and neither recorded it nor taken it back may still be at it, also where the
 * history has gone on since.
 */
function openIn({ journal }: Reading): Announcement[] {
  return [...journal.announced, ...journal.stale];
}

/** Whether it has been seen for long enough; the first time that it is seen counts from now. */
function isDead({ run }: Announcement, { seen, pace }: LockOptions): boolean {
  const first = seen.get(run) ?? pace.now();
  seen.set(run, first);
  return pace.now() - first >= DEAD_AFTER;
}

/** What was decided on is what there is: the last line, the stages, the aliases, and our announcement among the rest. */
function requireSame(own: OwnAnnouncement, basis: Reading, found: Reading): void {
  // what is announced follows the last line that there is: another line has come in between where it does not
  if (!found.journal.announced.some(({ run, text }) => run === own.run && text === own.text)) {
    throw disturbed('another run changed the model');
  }
  for (const held of found.versions.values()) {
    const before = basis.versions.get(held.version);
    if (before !== undefined && before.stage !== held.stage)
      throw disturbed(`version ${held.version} was moved`);
  }
  // read again only where they stand for the stages
  if (basis.model === null || found.model === null) return;
  const moved = findMoved(basis.model.aliases, found.model.aliases);
  if (moved !== undefined) throw disturbed(`the alias ${moved} was moved`);
}

function findMoved(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): string | undefined {
  return Object.keys({ ...before, ...now }).find((alias) => before[alias] !== now[alias]);
}

function tellWait(others: readonly Announcement[], pace: Pace): void {
  const [other] = others;
  if (other === undefined) return;
  const { entry } = other.line;
  const { actor } = entry;
  const who = actor === null ? 'another run' : `a run of ${actor}`;
  pace.waiting(`${who} has announced to ${tellIntent(entry)}: waiting until it is done or counts as dead`);
}

/** What a run is about to do, in words. */
export function tellIntent({ action, version, to }: Pick<HistoryEntry, 'action' | 'version' | 'to'>): string {
  if (action === 'acknowledge') return 'acknowledge the registry as it is';
  return action === 'unregister' ? `unregister version ${version}` : `move version ${version} to ${to}`;
}

export function disturbed(why: string): StagegateError {
  return new StagegateError('conflict', why);
}
