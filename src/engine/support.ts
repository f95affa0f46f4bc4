import { setTimeout as sleep } from 'node:timers/promises';
import { StagegateError } from '../errors.js';
import type { BaseRecord } from '../gates/context.js';
import { readAttempt } from '../history/attempts.js';
import type { HistoryEntry } from '../model/history-entry.js';
import type { Policy } from '../policy/load.js';
import type { Decision, DecisionBasis } from '../promotion/decision.js';
import type { EvidenceSettings } from '../promotion/decision.js';
import { makeOutcome, type Done, type Outcome } from '../promotion/outcome.js';
import { decideAndApply, type Pacing } from '../promotion/apply-loop.js';
import type { Interest, Registry, Snapshot } from '../model/registry.js';
import { deploy, tellAliases, tellBeside } from '../workspace/beside.js';
import { onlyDecides } from '../run/commit-mode.js';
import { askGit } from '../run/git-facts.js';
import type { Setup } from '../workspace/open-workspace.js';
import type { StagegateOptions } from '../workspace/options.js';
import { readRunContext } from '../run/run-context.js';

/* What the engine's commands have in common. */

/** What a request is about. */
export interface About {
  readonly model: string;
  /** Undefined for all that there is of the model. */
  readonly interest?: Interest;
  readonly done: Done;
  /** Only decide, as was asked for. */
  readonly dry: boolean;
}

/** Decides on what the registry holds now; called again after each lost race. */
export type Decide = (
  snapshot: Snapshot,
  basis: DecisionBasis,
  attempt: { readonly finished: HistoryEntry | null; readonly settings: EvidenceSettings },
) => Promise<Decision>;

/** Decides a request and carries it out, by the rules of each attempt. */
export async function decideFor(
  setup: Setup,
  options: StagegateOptions,
  { about, decide }: { readonly about: About; readonly decide: Decide },
): Promise<Outcome> {
  const { registry, rules, root, event } = setup;
  const { model, interest, done } = about;
  const base = done === 'promoted' || done === 'rolled-back' ? await readBase(setup, model) : null;
  const env = options.env ?? process.env;
  const run = await readRunContext({ env, event, askGit: () => askGit(root) });
  const isEarly = !about.dry && onlyDecides(options.commit, event);
  const dry = about.dry || isEarly;
  const isFirst = (readAttempt(run.run)?.attempt ?? 1) === 1;
  let judging = setup.policyReading;
  const settled = await decideAndApply({
    registry,
    model,
    // what an earlier attempt registered need not be the latest any more
    interest: done === 'registered' && !isFirst ? undefined : interest,
    dry,
    pacing: pacingFor(registry, options.onProgress),
    decide: async (snapshot, finished) => {
      const { policyReading, settings } = await rules.for(snapshot);
      judging = policyReading;
      const { policy } = policyReading;
      return decide(snapshot, { snapshot, policy, now: nowFor(options), run, base }, { finished, settings });
    },
  });
  const policy = { ...judging, notices: [...judging.notices, ...(await rules.notices())] };
  const outcome = makeOutcome(settled, { done, dry, registry: registry.label, policy, run });
  const beside = await tellBeside(outcome, setup, isEarly);
  const noticed = { ...outcome, notices: [...outcome.notices, ...beside] };
  const told = await tellAliases(noticed, setup, options.pruneAliases === true);
  return options.deployment === true ? deploy(told, setup) : told;
}

export function nowFor({ now }: StagegateOptions): Date {
  return now?.() ?? new Date();
}

/** @param policy that of the setup, or of an attempt */
export function requirePolicy(
  policy: Policy | null,
  { policyReading, commit }: Pick<Setup, 'policyReading' | 'commit'>,
  need: { readonly model: string; readonly stage: string },
): Policy {
  if (policy === null) throw policyReading.missing({ ...need, isServer: commit === null });
  return policy;
}

/** One that can't be understood is no fault of the proposal, which may be what mends it. */
async function readBase({ base }: Setup, model: string): Promise<BaseRecord | null> {
  if (base === null) return null;
  try {
    return { name: base.name, snapshot: await base.registry.read(model) };
  } catch (error) {
    if (!(error instanceof StagegateError) || !['manifest', 'history'].includes(error.code)) throw error;
    return { name: base.name, snapshot: null };
  }
}

/** How to wait where others change the registry at the same time. */
export function pacingFor(registry: Registry, onProgress?: (message: string) => void): Pacing {
  return {
    sleep: (milliseconds) => sleep(milliseconds),
    random: Math.random,
    retrying: (attempt) =>
      onProgress?.(`${registry.label} was changed by another run: reading it again (${attempt})`),
  };
}
