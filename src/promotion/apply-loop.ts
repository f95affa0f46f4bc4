import { StagegateError } from '../errors.js';
import type { Clock } from '../model/clock.js';
import type { HistoryEntry } from '../model/history-entry.js';
import type { Applied, Interest, Plan, Registry, Snapshot, ReadBack } from '../model/registry.js';
import type { Decision } from './decision.js';

/**
 * How often a promotion decides again while others keep changing the registry. One promoter wins each round, so with N
 * at once the last one needs about N attempts.
 */
export const MAX_ATTEMPTS = 100;

/** Milliseconds. Each wait is random, below a bound that doubles from the first to the longest. */
const FIRST_WAIT = 50;
const LONGEST_WAIT = 6_000;

export interface Pacing {
  readonly clock: Pick<Clock, 'sleep'>;
  /** In [0, 1). */
  random(): number;
  /** Called before each retry, counted from 1. */
  retrying(attempt: number): void;
}

export interface LoopResult {
  readonly decision: Decision;
  /** Null when there was nothing to do. */
  readonly applied: Applied | null;
  /**
   * What the registry holds afterwards. Null when nothing was done or only proposed, and when the change was made but
   * couldn't be read back.
   */
  readonly after: ReadBack | null;
  /** 1 without a conflict. */
  readonly attempts: number;
  /** The change that an interrupted run had begun and this call completed first. */
  readonly finished: HistoryEntry | null;
  /** The commit of an earlier attempt of this run that made the change, if known. */
  readonly repeatedCommit?: string | null | undefined;
}

interface Disturbed {
  readonly registry: Registry;
  readonly pacing: Pacing;
}

interface LoopOptions extends Disturbed {
  readonly model: string;
  /** The part of the model to read; undefined for all of it. */
  readonly interest: Interest | undefined;
  /** Only decide: make a plan, but don't apply it. */
  readonly dry: boolean;
  /** Makes a decision on what the registry holds now; called again after each lost race. */
  decide(
    snapshot: Snapshot,
    attempt: {
      /** The snapshot of the first attempt. */
      readonly first: Snapshot;
      /** The change that an interrupted run had begun and this call completed first. */
      readonly finished: HistoryEntry | null;
    },
  ): Promise<Decision>;
}

/**
 * Settles races, whatever the registry: reads, decides, and applies the decision if nothing has changed since.
 * Otherwise it starts again with a new decision, and never applies an old one.
 * @throws StagegateError `conflict` when every attempt lost
 */
export async function decideAndApply(options: LoopOptions): Promise<LoopResult> {
  const { registry, dry, decide } = options;
  let attempts = 0;
  let finished: HistoryEntry | null = null;
  let first: Snapshot | undefined;
  const settled = await retryOnConflict(options, async () => {
    attempts += 1;
    let before = await registry.read(options.model, options.interest);
    const left = dry ? undefined : await registry.finish?.(before);
    if (left !== undefined) {
      finished = left.finished ?? finished;
      before = await registry.read(options.model, options.interest);
    }
    first ??= before;
    const decision = await decide(before, { first, finished });
    const { plan } = decision;
    const applied = plan === null || dry ? null : await registry.apply(plan, before);
    const repeatedCommit = await findRepeated(registry, decision, before);
    return { decision, applied, finished, repeatedCommit };
  });
  const { decision, applied } = settled;
  if (decision.lost !== undefined) throw decision.lost;
  const isMade = applied !== null && applied.pullRequest === undefined && applied.closed === undefined;
  const after = isMade && decision.plan !== null ? await readBack(options, decision.plan) : null;
  if (after !== null && after.lostTo !== null) throw lostAfterwards(decision, after.lostTo);
  return { ...settled, after, attempts };
}

/** Finds the earlier attempt's commit. Only the outputs show it, so a failure is ignored. */
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

/** Reads the registry after a change, with retries of its own. Null if that fails: the change was made all the same. */
async function readBack(options: LoopOptions, plan: Plan): Promise<ReadBack | null> {
  try {
    return await retryOnConflict(options, () => options.registry.readBack(plan));
  } catch (error) {
    if (error instanceof StagegateError) return null;
    throw error;
  }
}

/**
 * Retries `work` until it finishes without a conflict. Reads can conflict too.
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
      await pacing.clock.sleep(pacing.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1)));
    }
  }
}

function lostAfterwards({ version, stage }: Decision, lostTo: string): StagegateError {
  return new StagegateError(
    'conflict',
    `version ${version} was moved to ${stage}, but another run has replaced it: ${lostTo}`,
    {
      hint: 'Another run promoted at the same time. Check stagegate history, and run this again if you still want this version.',
    },
  );
}

function lostRace(registry: Registry, cause: StagegateError): StagegateError {
  return new StagegateError(
    'conflict',
    `${registry.label} changed ${MAX_ATTEMPTS} times in a row while this run tried to write`,
    {
      hint: 'Nothing was changed by this run. Run it again when fewer promotions run at the same time.',
      cause,
    },
  );
}
