import type { RunContext } from '../model/run-context.js';
import type { Place } from '../errors.js';
import type { Evidence, TestEvidence } from '../evidence/evidence.js';
import type { ArtifactReading } from '../history/artifacts.js';
import type { StageRules } from '../policy/resolve.js';
import type { MetricGate } from '../policy/schema.js';
import type { Snapshot } from '../model/registry.js';
import type { ChampionEvidence } from './champion.js';
import type { Approvals, CommitChecks } from './code-host.js';

import type { PairedExamples } from './paired.js';
import type { GateResult } from '../model/gate-result.js';

/** What the branch that a proposal would go to records of the model. */
export interface BaseRecord {
  /** For people: `main`. */
  readonly name: string;
  /** Null when it can't be understood, which is no fault of the proposal. */
  readonly snapshot: Snapshot | null;
}

/** Everything that a gate may look at. Gates are pure: the same context gives the same results. @internal */
export interface GateContext {
  readonly now: Date;
  /** The candidate, a canonical version. */
  readonly version: string;
  /** The candidate's stage now. */
  readonly currentStage: string;
  /** The target. */
  readonly stage: string;
  readonly rules: StageRules;
  readonly snapshot: Snapshot;
  /** What is at the candidate's source; null where it has neither a source nor a SHA-256. */
  readonly artifact: ArtifactReading | null;
  readonly evidence: Evidence;
  /** By the gate's patterns as written, joined with a newline. */
  readonly tests: ReadonlyMap<string, TestEvidence>;
  /** By `pairedKey`; empty without a champion. */
  readonly paired: ReadonlyMap<string, PairedExamples>;
  /**
   * What the candidate is compared with: every other version that holds the stage, else those that held it last. Empty
   * on a first promotion, and for an empty stage where the policy skips comparisons.
   */
  readonly champions: readonly ChampionEvidence[];
  /** Null where nothing is proposed, and where the registry is no part of what is. */
  readonly base?: BaseRecord | null | undefined;
  readonly run: RunContext;
  /** Null where no gate asks. */
  readonly checks: CommitChecks | null;
  readonly approvals: Approvals | null;
  /** It is only asked whether the version may go there: nothing is changed, whatever the gates say. */
  readonly dry: boolean;
  /** The candidate may come back to a stage that it was taken out of. */
  readonly allowTakenOut: boolean;
}

/** A result on its way from its gate, with what is known of it and goes no further. @internal */
export interface Checked extends GateResult {
  /** In a report or test file, where the result is about one. */
  readonly place?: Place | undefined;
  /** The gate, where it is on a metric; one of several alternatives too. */
  readonly of?: MetricGate | undefined;
}
