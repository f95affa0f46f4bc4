import type { RunContext } from '../gates/context.js';
import type { BaseRecord } from '../gates/history.js';
import type { GateResult } from '../gates/result.js';
import type { Policy } from '../policy/load.js';
import type { Plan, Snapshot } from '../registry/registry.js';

/** What was decided on one snapshot. A plan is there if and only if there is something to do. */
export type Decision = DecisionFacts &
  (
    | { readonly verdict: 'go'; readonly plan: Plan }
    | { readonly verdict: 'blocked' | 'unchanged'; readonly plan: null }
  );

export interface DecisionFacts {
  readonly model: string;
  readonly version: string;
  readonly stage: string;
  /** The stage that the version comes from; null for a version that did not exist. */
  readonly previousStage: string | null;
  /** The version that holds the stage before it. */
  readonly champion: string | null;
  readonly gates: readonly GateResult[];
  /** Digest of the evidence, or null when none was read. */
  readonly reportSha256: string | null;
  /** The reports that were judged, for people. */
  readonly reports: readonly { readonly path: string; readonly sha256: string }[];
  /** A gate blocked and was overridden. */
  readonly forced: boolean;
  /** Things to say that block nothing. */
  readonly notices: readonly string[];
}

/** What every decision is made with. */
export interface DecisionBasis {
  readonly snapshot: Snapshot;
  /** Null where no policy is needed (register, or withdrawing a version). */
  readonly policy: Policy | null;
  readonly now: Date;
  readonly run: RunContext;
  /** What the branch that it would go to records, where the registry is part of a proposal. */
  readonly base?: BaseRecord | null | undefined;
}
