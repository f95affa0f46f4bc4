import type { EvidenceReader } from '../evidence/reader.js';
import type { CodeHost } from '../gates/code-host.js';
import type { ArtifactReader } from '../history/artifacts.js';
import type { Place, StagegateError } from '../errors.js';
import type { RunContext } from '../model/run-context.js';
import type { BaseRecord, GateContext } from '../gates/context.js';
import type { HistoryEntry } from '../model/history-entry.js';
import type { GateResult } from '../model/gate-result.js';
import type { Policy } from '../policy/load.js';
import type { ComparisonBound } from '../policy/missing-percent.js';
import type { Plan, Snapshot, Transition } from '../model/registry.js';
import { verifyModel } from '../history/verify.js';

/** What was decided on one snapshot. A plan is there if and only if there is something to do. */
export type Decision = DecisionFacts &
  (
    | { readonly verdict: 'go'; readonly plan: Plan }
    | { readonly verdict: 'blocked' | 'unchanged'; readonly plan: null }
    | { readonly verdict: 'repeated'; readonly plan: null; readonly repeated: Repeated }
  );

/** What an earlier attempt of this run did, and how its version stands now. */
export interface Repeated {
  /** The line that it wrote. */
  readonly entry: HistoryEntry;
  /** The change in a line, as its plan had it. */
  readonly title: string;
  readonly transitions: readonly Transition[];
  /** Null when the version is gone. */
  readonly stageNow: string | null;
}

export interface DecisionFacts {
  readonly model: string;
  readonly version: string;
  readonly stage: string;
  /** The stage that the version comes from; null for a version that did not exist. */
  readonly previousStage: string | null;
  /** The other versions that hold the stage before it, the latest last. */
  readonly holders: readonly string[];
  readonly gates: readonly GateResult[];
  /** Beside each result where people look: in a file of evidence, else at its gate in the policy. */
  readonly gatePlaces: readonly (Place | null)[];
  /** The comparisons that were judged, and what the numbers say of their bounds. @internal */
  readonly comparisons?: readonly ComparisonBound[] | undefined;
  /** Digest of the evidence, or null when none was read. */
  readonly reportSha256: string | null;
  /** By path what the digest does not tell of each report; null where it tells all. */
  readonly reportFiles: Readonly<Record<string, string>> | null;
  /** The reports that were judged, for people. */
  readonly reports: readonly JudgedReport[];
  /** A gate blocked and was overridden. */
  readonly forced: boolean;
  /** Things to say that block nothing. */
  readonly notices: readonly string[];
  /** Set when another run made this decision pointless, so that the command fails as a lost race. @internal */
  readonly lost?: StagegateError | undefined;
}

/** A report as it was judged; null where it says nothing about itself. */
export interface JudgedReport {
  readonly path: string;
  readonly sha256: string;
  /** Milliseconds from when it was made to the decision; negative for one from the future. */
  readonly age: number | null;
  /** As it states it. */
  readonly commit: string | null;
}

/** What every decision is made with. @internal */
export interface DecisionBasis {
  readonly snapshot: Snapshot;
  /** Null where no policy is needed (register, or withdrawing a version). */
  readonly policy: Policy | null;
  readonly now: Date;
  readonly run: RunContext;
  /** What the branch that it would go to records, where the registry is part of a proposal. */
  readonly base?: BaseRecord | null | undefined;
}

/** Where evidence comes from: the port, and the reports that were named in place of the policy's. @internal */
export interface EvidenceSettings {
  readonly reader: EvidenceReader;
  /** Templates that replace the policy's `report`; empty for the policy's own. */
  readonly reports: readonly string[];
  readonly host: CodeHost;
  readonly artifacts: ArtifactReader;
  /** The registry's file or folder, where people can add a version's metrics; undefined on a server. */
  readonly manifest?: string | undefined;
}

/** The facts of a decision before anything is judged. @internal */
export function factsOf(
  context: Pick<GateContext, 'snapshot' | 'version' | 'currentStage' | 'stage'>,
  holders: readonly string[],
): DecisionFacts {
  return {
    model: context.snapshot.model,
    version: context.version,
    stage: context.stage,
    previousStage: context.currentStage,
    holders,
    gates: [] as GateResult[],
    gatePlaces: [],
    reportSha256: null,
    reportFiles: null,
    reports: [],
    forced: false,
    notices: divergenceNotices(context.snapshot),
  };
}

/**
 * A registry that somebody changed by hand is decided on as it is, with a warning. Problems inside the history are left
 * to verify: every later command would repeat them.
 */
function divergenceNotices(snapshot: Snapshot): string[] {
  const first = verifyModel(snapshot).problems.find(({ file }) => file === null);
  return first === undefined
    ? []
    : [`the registry doesn't match its history (run stagegate verify): ${first.message}`];
}
