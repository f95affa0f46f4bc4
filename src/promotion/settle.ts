import { StagegateError } from '../errors.js';
import type { Applied, Registry, Snapshot } from '../registry/registry.js';
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

export interface Settled {
  readonly decision: Decision;
  /** Null when nothing was to be done. */
  readonly applied: Applied | null;
  /**
   * What the registry holds afterwards, read back; the decision's own snapshot when nothing was done. Null when
   * the change was made and could not be read back: it is made all the same.
   */
  readonly after: Snapshot | null;
  /** 1 when nobody came in between. */
  readonly attempts: number;
}

interface Disturbed {
  readonly registry: Registry;
  readonly pacing: Pacing;
}

export interface SettleOptions extends Disturbed {
  readonly model: string;
  /** Only decide: a plan is made, and not applied. */
  readonly dry: boolean;
  /** Makes a decision on what the registry holds now; called again after each lost race. */
  decide(snapshot: Snapshot): Promise<Decision>;
}

/**
 * The one place where races are settled, for every registry: read, decide, apply if nothing has changed,
 * else from the beginning. An old decision is never replayed.
 * @throws StagegateError `conflict` when every attempt lost
 */
export async function settle(options: SettleOptions): Promise<Settled> {
  const { registry, model, dry, decide } = options;
  let attempts = 0;
  const settled = await untilUndisturbed(options, async () => {
    attempts += 1;
    const before = await registry.read(model);
    const decision = await decide(before);
    const applied = decision.plan === null || dry ? null : await registry.apply(decision.plan, before);
    return { decision, applied, before };
  });
  const after = settled.applied === null ? settled.before : await readBack(options);
  return { decision: settled.decision, applied: settled.applied, after, attempts };
}

/** What was applied is applied: reading back has tries of its own, and its failure is not the promotion's. */
async function readBack(options: SettleOptions): Promise<Snapshot | null> {
  try {
    return await untilUndisturbed(options, () => options.registry.read(options.model));
  } catch (error) {
    if (error instanceof StagegateError) return null;
    throw error;
  }
}

/**
 * Runs what may meet a conflict, also a read that others write under, until it does not.
 * @throws StagegateError `conflict` when every attempt lost
 */
export async function untilUndisturbed<T>(
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
