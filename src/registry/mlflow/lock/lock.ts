import { StagegateError } from '../../../errors.js';
import type { HistoryEntry } from '../../../model/history-entry.js';
import { ServerFailure, type ModelServer, type Repeatable } from '../api/server.js';
import { openIntents, type Intent } from '../history/journal.js';
import type { Reading } from '../history/reading.js';
import { intentKey, toTags } from '../history/tags.js';

/*
 * A lock for a server without compare-and-swap, made of tags alone:
 *
 * 1. Write an intent: a tag with the history line that the change will add.
 * 2. Look at all intents. If a run that comes before ours has one, remove our own and decide again later. If a run that
 *    comes after has one, wait until it has removed it. If nobody else has one, and the model is still as it was when we
 *    decided, the lock is ours.
 * 3. Change the model, then record the line. That releases the lock: a recorded intent is no longer open.
 *
 * Of two runs, at least the one that looked last sees the other's intent, so they never change the model together. This
 * is the one-bit algorithm of Burns and Lynch, "Bounds on Shared Memory for Mutual Exclusion", Information and
 * Computation 107 (1993).
 *
 * The lock is a lease. A run counts as dead once others have seen its intent for DEAD_AFTER, and they recover it: they
 * complete what it began, or remove its intent. So a run begins its change within BEGIN_WITHIN and writes nothing after
 * STOP_AFTER (`fence`). All times are durations on the run's own clock: clocks need not agree.
 */

/** Milliseconds for which an intent must have been seen before its run counts as dead. */
export const DEAD_AFTER = 60_000;

/** Milliseconds after its intent within which a run must begin to change the model, or else decide again. */
export const BEGIN_WITHIN = 15_000;

/** Milliseconds after its intent from which a run writes nothing more: others may soon take it for dead. */
export const STOP_AFTER = 45_000;

/** Waits between two looks, in milliseconds, growing from the first to the last. */
const FIRST_LOOK = 60;
const LAST_LOOK = 1_000;

/** The last of them once another run has held the lock for BEGIN_WITHIN, because then it hardly ends soon. */
const LONGEST_LOOK = 5_000;

/** The clock and random numbers, given from outside. */
export interface Pace {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** In [0, 1). */
  random(): number;
  /** Called with a message for people about a longer wait. */
  waiting(message: string): void;
}

/** What a run needs of a server to change a model. */
export type Writer = Pick<
  ModelServer,
  | 'label'
  | 'features'
  | 'version'
  | 'setVersionTag'
  | 'deleteVersionTag'
  | 'deleteVersion'
  | 'setAlias'
  | 'deleteAlias'
  | 'transition'
>;

export interface LockOptions {
  readonly pace: Pace;
  /** Looks at the model again. @param whole at all its versions, also those without a history mark */
  look(whole?: boolean): Promise<Reading>;
  /** Completes or removes the intent of a dead run. */
  recover(intent: Intent, found: Reading): Promise<void>;
  /** By run: when this process first saw its intent, by pace's clock. */
  readonly seen: Map<string, number>;
}

/** This run's own intent. */
export interface OwnIntent extends Intent {
  /** When its first tag was sent, by pace's clock. */
  readonly since: number;
}

/**
 * Waits until nobody else is about to change the model.
 * @throws StagegateError `conflict` after a wait: what was read before is stale then
 */
export async function waitForOthers(first: Reading, options: LockOptions): Promise<void> {
  const { pace, look } = options;
  let others = openIntents(first.journal);
  if (others.length === 0) return;
  let told = false;
  let wait = FIRST_LOOK;
  while (others.length > 0) {
    const dead = others.filter((other) => isDead(other, options));
    if (dead.length > 0) {
      await recoverAll(dead, options);
      wait = FIRST_LOOK;
    }
    if (wait >= LAST_LOOK && !told) {
      told = true;
      tellWait(others, pace);
    }
    await pace.sleep(wait * (0.5 + pace.random()));
    others = openIntents((await look()).journal);
    const isNew = others.some((other) => ageOf(other, options) < BEGIN_WITHIN);
    wait = Math.min(isNew ? LAST_LOOK : LONGEST_LOOK, wait * 1.5);
  }
  throw conflict('another run changed the model');
}

/** Looks at all versions for each run: its line may be on a version that lost its mark. */
async function recoverAll(dead: readonly Intent[], { look, recover }: LockOptions): Promise<void> {
  for (const { run } of dead) {
    const found = await look(true);
    const intent = openIntents(found.journal).find((other) => other.run === run);
    if (intent !== undefined) await recover(intent, found);
  }
}

/** Writes an intent. One that arrives late changes nothing: others clear it away. */
export async function writeIntent({ run, anchor, text, line }: Intent, server: Writer): Promise<void> {
  const at = { name: line.entry.model, version: anchor };
  for (const tag of toTags(intentKey(run), text, server.features.tagValue))
    await server.setVersionTag(at, tag);
}

/**
 * Looks until the lock is ours. The intent stays.
 * @param basis what was decided on
 * @returns the look that gave us the lock
 * @throws StagegateError `conflict` when another run comes first, or the model has changed
 */
export async function acquireLock(own: OwnIntent, basis: Reading, options: LockOptions): Promise<Reading> {
  const { pace, look } = options;
  for (let wait = FIRST_LOOK; ; wait = Math.min(LAST_LOOK, wait * 1.5)) {
    const found = await look();
    requireUnchanged(own, basis, found);
    const others = openIntents(found.journal).filter(
      (other) => other.run !== own.run && !isDead(other, options),
    );
    if (others.some(({ run }) => run < own.run)) throw conflict('another run comes first');
    if (pace.now() - own.since >= BEGIN_WITHIN) throw conflict('getting the lock took too long');
    if (others.length === 0) return found;
    await pace.sleep(wait * (0.5 + pace.random()));
  }
}

/** Removes an intent. Where deleting a tag is not allowed, its value says that it was withdrawn. */
export async function removeIntent({ run, anchor, text, line }: Intent, server: Writer): Promise<void> {
  const at = { name: line.entry.model, version: anchor };
  const tags = toTags(intentKey(run), text, server.features.tagValue).reverse();
  try {
    for (const { key } of tags) await server.deleteVersionTag(at, key);
  } catch (error) {
    if (!(error instanceof ServerFailure)) throw error;
    if (error.definite) await server.setVersionTag(at, { key: intentKey(run), value: 'withdrawn' });
  }
}

/** Whether its run counts as dead: this process has seen the intent for long enough. */
function isDead(intent: Intent, options: LockOptions): boolean {
  return ageOf(intent, options) >= DEAD_AFTER;
}

/** Milliseconds for which this process has seen the intent. At the first sight, the time starts. */
function ageOf({ run }: Intent, { seen, pace }: LockOptions): number {
  const first = seen.get(run) ?? pace.now();
  seen.set(run, first);
  return pace.now() - first;
}

/** The model must be as it was when we decided: the last line, the stages, the aliases. Our intent must be there. */
function requireUnchanged(own: OwnIntent, basis: Reading, found: Reading): void {
  // an intent that doesn't follow the last line means that another line has come in between
  if (!found.journal.intents.some(({ run, text }) => run === own.run && text === own.text)) {
    throw conflict('another run changed the model');
  }
  for (const held of found.versions.values()) {
    const before = basis.versions.get(held.version);
    if (before !== undefined && before.stage !== held.stage)
      throw conflict(`version ${held.version} was moved`);
  }
  // aliases are only read again where they stand for the stages
  if (basis.model === null || found.model === null) return;
  const [before, now] = [basis.model.aliases, found.model.aliases];
  const moved = Object.keys({ ...before, ...now }).find((alias) => before[alias] !== now[alias]);
  if (moved !== undefined) throw conflict(`the alias ${moved} was moved`);
}

function tellWait([other]: readonly Intent[], pace: Pace): void {
  if (other === undefined) return;
  const { entry } = other.line;
  const who = entry.actor === null ? 'another run' : `a run of ${entry.actor}`;
  pace.waiting(
    `waiting for ${who}, which is about to ${describeIntent(entry)}, until it is done or counts as dead`,
  );
}

/** What a run is about to do, in words. */
export function describeIntent({
  action,
  version,
  to,
}: Pick<HistoryEntry, 'action' | 'version' | 'to'>): string {
  if (action === 'attempt') return `record an attempt of version ${version}`;
  if (action === 'acknowledge') return 'acknowledge the registry as it is';
  if (action === 'confirm') return `confirm version ${version} in ${to}`;
  return action === 'unregister' ? `unregister version ${version}` : `move version ${version} to ${to}`;
}

export function conflict(why: string): StagegateError {
  return new StagegateError('conflict', why);
}

/**
 * A server that refuses every write, first or repeated, once the lease is over.
 * @param own with `since`, from which the lease counts
 * @param refuse the error for a write that comes too late
 */
export function fence(
  server: Writer,
  { since }: Pick<OwnIntent, 'since'>,
  { pace, refuse }: { readonly pace: Pace; readonly refuse: () => Error },
): Writer {
  const mayRepeat = () => pace.now() - since < STOP_AFTER;
  const inTime = async <T>(write: (options: Repeatable) => Promise<T>): Promise<T> => {
    if (!mayRepeat()) throw refuse();
    return write({ mayRepeat });
  };
  return {
    label: server.label,
    features: server.features,
    version: (at) => server.version(at),
    setVersionTag: (at, tag) => inTime((options) => server.setVersionTag(at, tag, options)),
    deleteVersionTag: (at, key) => inTime((options) => server.deleteVersionTag(at, key, options)),
    deleteVersion: (at) => inTime((options) => server.deleteVersion(at, options)),
    setAlias: (at, alias) => inTime((options) => server.setAlias(at, alias, options)),
    deleteAlias: (name, alias) => inTime((options) => server.deleteAlias(name, alias, options)),
    transition: (at, to) => inTime((options) => server.transition(at, to, options)),
  };
}
