import type { RunContext } from '../model/run-context.js';
import type { Place } from '../errors.js';
import type { Evidence, Problem, TestEvidence } from '../evidence/evidence.js';
import type { Examples } from '../evidence/reader.js';
import type { ArtifactReading } from '../history/artifacts.js';
import type { StageRules } from '../policy/resolve.js';
import type { MetricGate } from '../policy/schema.js';
import type { Snapshot } from '../model/registry.js';
import type { ChampionEvidence } from './champion-value.js';
import type { Approvals, CommitChecks } from './code-host.js';
import type { PairedExamples } from './paired.js';
import type { GateResult } from '../model/gate-result.js';

/** The model's history on the branch that a proposal would be merged into. */
export interface BaseRecord {
  /** The branch's name: `main`. */
  readonly name: string;
  /** Null when it can't be read, which is not the proposal's fault. */
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
  /** The files at the candidate's source; null where it has neither a source nor a SHA-256. */
  readonly artifact: ArtifactReading | null;
  readonly evidence: Evidence;
  /** The policy's test set; null where it names none. */
  readonly testSet?: ArtifactReading | null | undefined;
  /** The least confidence for every gate that has one: `99.762%`. Undefined: each gate's own is enough. */
  readonly leastConfidence?: string | undefined;
  /** By `testsKey`: the gate's patterns as written, joined with a newline. */
  readonly tests: ReadonlyMap<string, TestEvidence>;
  /** By `pairedKey`; empty without a champion. */
  readonly paired: ReadonlyMap<string, PairedExamples>;
  /** The rows of versions whose gates name them as samples, by `rowsKey`. */
  readonly rows: ReadonlyMap<string, Examples | Problem>;
  /**
   * The candidate is compared with these: every other version that holds the stage, else those that held it last. Empty
   * on a first promotion, and for an empty stage where the policy skips comparisons.
   */
  readonly champions: readonly ChampionEvidence[];
  /** Null where nothing is proposed, or the proposal doesn't include the registry. */
  readonly base?: BaseRecord | null | undefined;
  readonly run: RunContext;
  /** Null if no gate asks for them. The same goes for the approvals. */
  readonly checks: CommitChecks | null;
  readonly approvals: Approvals | null;
  /** A check or dry run: nothing changes, whatever the gates say. */
  readonly dry: boolean;
  /** The candidate may come back to a stage that it was taken out of. */
  readonly allowTakenOut: boolean;
  /** Set when the version is judged in use, after its promotion. */
  readonly live?: LiveContext | undefined;
}

/** What `confirm` adds to the context. @internal */
export interface LiveContext {
  /** When the version came to the stage: a report must have been made since. */
  readonly since: Date;
}

/** A result, with facts about it that stay out of the outputs and the history. @internal */
export interface Checked extends GateResult {
  /** A place in the report or test file that the result is about. */
  readonly place?: Place | undefined;
  /** The metric gate, also where it is one of several alternatives. */
  readonly of?: MetricGate | undefined;
}
