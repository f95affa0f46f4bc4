import { StagegateError } from '../errors.js';
import type { HistoryEntry } from '../model/history-entry.js';
import type { Applied, Interest, Plan, Registry, Snapshot, ReadBack } from '../model/registry.js';
import type { Decision } from './decision.js';

/**
 * How often a promotion decides again when others keep changing the registry. Each loser waits and tries
 * again, and one always wins, so with N promoters at once the last needs about N tries.
 */
export const MAX_ATTEMPTS = 100;

/** Waiting times in milliseconds: the wait is drawn from zero to a bound that doubles up to a ceiling. */
const FIRST_WAIT = 50;
const LONGEST_WAIT = 6_000;

export interface Pacing {
  /** Resolves after so many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
  /** In [0, 1). */
  random(): number;
  /** Told before each new try, counted from 1. */
  retrying(attempt: number): void;
}

export interface LoopResult {
  readonly decision: Decision;
  /** Null when nothing was to be done. */
  readonly applied: Applied | null;
  /**
   * What the registry holds afterwards, read back; null when nothing was done or it was only proposed, and when the
   * change was made and could not be read back: it is made all the same.
   */
  readonly after: ReadBack | null;
  /** 1 when nobody came in between. */
  readonly attempts: number;
  /** What this call finished first, of a run that died. */
  readonly finished: HistoryEntry | null;
  /** The commit by which an earlier attempt of this run did it, where that is known. */
  readonly repeatedCommit?: string | null | undefined;
}

interface Disturbed {
  readonly registry: Registry;
  readonly pacing: Pacing;
}

export interface LoopOptions extends Disturbed {
  readonly model: string;
  /** Undefined for all that there is of the model. */
  readonly interest: Interest | undefined;
  /** Only decide: a plan is made, and not applied. */
  readonly dry: boolean;
  /**
   * Makes a decision on what the registry holds now; called again after each lost race.
   * @param finished what this call finished first, of a run that died
   */
  decide(snapshot: Snapshot, finished: HistoryEntry | null): Promise<Decision>;
}

/**
 * The one place where races are settled, for every registry: read, decide, apply if nothing has changed,
 * else from the beginning. An old decision is never replayed.
 * @throws StagegateError `conflict` when every attempt lost
 */
export async function decideAndApply(options: LoopOptions): Promise<LoopResult> {
  const { registry, dry, decide } = options;
  let attempts = 0;
  let finished: HistoryEntry | null = null;
  const settled = await retryOnConflict(options, async () => {
    attempts += 1;
    let before = await registry.read(options.model, options.interest);
    const left = dry ? undefined : await registry.finish?.(before);
    if (left !== undefined) {
      finished = left.finished ?? finished;
      before = await registry.read(options.model, options.interest);
    }
    const decision = await decide(before, finished);
    const applied = decision.plan === null || dry ? null : await registry.apply(decision.plan, before);
    const repeatedCommit = await findRepeated(registry, decision, before);
    return { decision, applied, finished, repeatedCommit };
  });
  const { decision, applied } = settled;
  const isMade = applied !== null && applied.pullRequest === undefined && applied.closed === undefined;
  const after = isMade && decision.plan !== null ? await readBack(options, decision.plan) : null;
  if (after !== null && after.lostTo !== null) throw lostAfterwards(decision, after.lostTo);
  return { ...settled, after, attempts };
}

/** For the outputs alone: where it can't be found, the rest is told. */
async function findRepeated(
  registry: Registry,
  decision: Decision,
  before: Snapshot,
): Promise<string | null> {
  if (decision.verdict !== 'repeated') return null;
  const { entry, title } = decision.repeated;
  try {
    return (await registry.findCommit?.(before, entry, title)) ?? null;
  } catch (error) {
    if (error instanceof StagegateError) return null;
    throw error;
  }
}

/** What was applied is applied: reading back has tries of its own, and its failure is not the promotion's. */
async function readBack(options: LoopOptions, plan: Plan): Promise<ReadBack | null> {
  try {
    return await retryOnConflict(options, () => options.registry.readBack(plan));
  } catch (error) {
    if (error instanceof StagegateError) return null;
    throw error;
  }
}

/**
 * Runs what may meet a conflict, also a read that others write under, until it does not.
 * @throws StagegateError `conflict` when every attempt lost
 */
export async function retryOnConflict<T>(
  { registry, pacing }: Disturbed,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StagegateError) || error.code !== 'conflict') throw error;
      if (attempt >= MAX_ATTEMPTS) throw lostRace(registry, error);
      pacing.retrying(attempt);
      await pacing.sleep(pacing.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1)));
    }
  }
}

function lostAfterwards({ version, stage }: Decision, lostTo: string): StagegateError {
  return new StagegateError(
    'conflict',
    `version ${version} was put into ${stage}, but does not hold it any more: ${lostTo}`,
    {
      hint: 'Another run promoted at the same time. See stagegate history, and run it again if this version is wanted.',
    },
  );
}

function lostRace(registry: Registry, cause: StagegateError): StagegateError {
  return new StagegateError(
    'conflict',
    `${registry.label} was changed by others ${MAX_ATTEMPTS} times in a row`,
    {
      hint: 'Nothing was changed by this run. Run it again when fewer promotions run at once.',
      cause,
    },
  );
}
