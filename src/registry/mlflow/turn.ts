import { StagegateError } from '../../errors.js';
import type { Announcement } from './ledger.js';
import { toTags } from './long-tag.js';
import type { Reading } from './reading.js';
import { ServerFailure, type ModelServer } from './server.js';
import { nextKey } from './tags.js';

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

/** Milliseconds after its announcement from which a run leaves it to others to finish: they may take it for dead. */
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

export interface TurnOptions {
  readonly server: ModelServer;
  readonly pace: Pace;
  /** A fresh look at the model. */
  look(): Promise<Reading>;
  /** Ends what a dead run had announced: finishes it, or takes it away. */
  settleDead(announced: Announcement, found: Reading): Promise<void>;
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
export async function waitForOthers(first: Reading, options: TurnOptions): Promise<void> {
  const { pace } = options;
  let others = openIn(first);
  if (others.length === 0) return;
  let found = first;
  let told = false;
  for (let wait = FIRST_LOOK; others.length > 0; wait = Math.min(LAST_LOOK, wait * 1.5)) {
    for (const other of others) {
      if (isDead(other, options)) await options.settleDead(other, found);
    }
    if (wait === LAST_LOOK && !told) tellWait(others, pace);
    told ||= wait === LAST_LOOK;
    await pace.sleep(wait * (0.5 + pace.random()));
    found = await options.look();
    others = openIn(found);
  }
  throw disturbed('another run changed the model');
}

/** @returns the announcement, once every part of it is on the server */
export async function announce(
  intent: Announcement,
  { server, pace }: Pick<TurnOptions, 'server' | 'pace'>,
): Promise<OwnAnnouncement> {
  const at = { name: intent.line.entry.model, version: intent.anchor };
  const since = pace.now();
  for (const tag of toTags(nextKey(intent.run), intent.text, server.features.tagValue)) {
    await server.setVersionTag(at, tag);
  }
  return { ...intent, since };
}

/**
 * Looks until it is our turn; the announcement is still up then.
 * @param basis what was decided on
 * @throws StagegateError `conflict` when it is not to be, or the model is no longer as it was
 */
export async function awaitTurn(
  own: OwnAnnouncement,
  basis: Reading,
  options: TurnOptions,
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
export function mayBegin({ since }: OwnAnnouncement, pace: Pace): boolean {
  return pace.now() - since < BEGIN_WITHIN;
}

/** Whether a run that has begun may go on. */
export function mayGoOn({ since }: OwnAnnouncement, pace: Pace): boolean {
  return pace.now() - since < STOP_AFTER;
}

/** Takes an announcement away; where deleting a tag is not allowed, its value says so. */
export async function withdraw(
  { run, anchor, text, line }: Announcement,
  server: ModelServer,
): Promise<void> {
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
function openIn({ ledger }: Reading): Announcement[] {
  return [...ledger.announced, ...ledger.stale];
}

/** Whether it has been seen for long enough; the first time that it is seen counts from now. */
function isDead({ run }: Announcement, { seen, pace }: TurnOptions): boolean {
  const first = seen.get(run) ?? pace.now();
  seen.set(run, first);
  return pace.now() - first >= DEAD_AFTER;
}

/** What was decided on is what there is: the same last line, the same stages, and our announcement among the rest. */
function requireSame(own: OwnAnnouncement, basis: Reading, found: Reading): void {
  // what is announced follows the last line that there is: another line has come in between where it does not
  if (!found.ledger.announced.some(({ run, text }) => run === own.run && text === own.text)) {
    throw disturbed('another run changed the model');
  }
  for (const held of found.versions.values()) {
    const before = basis.versions.get(held.version);
    if (before !== undefined && before.stage !== held.stage)
      throw disturbed(`version ${held.version} was moved`);
  }
}

function tellWait(others: readonly Announcement[], pace: Pace): void {
  const [other] = others;
  if (other === undefined) return;
  const { version, to, actor } = other.line.entry;
  const who = actor === null ? 'another run' : `a run of ${actor}`;
  pace.waiting(`${who} is moving version ${version} to ${to}: waiting until it is done`);
}

function disturbed(why: string): StagegateError {
  return new StagegateError('conflict', why);
}
