import type { EvidenceReader } from '../evidence/reader.js';
import type { CodeHost } from '../gates/code-host.js';
import type { ArtifactReader } from '../history/artifacts.js';
import type { Place, StagegateError } from '../errors.js';
import type { RunContext } from '../model/run-context.js';
import type { BaseRecord, GateContext } from '../gates/context.js';
import type { HistoryEntry } from '../model/history-entry.js';
import type { GateResult } from '../model/gate-result.js';
import type { Policy } from '../policy/load.js';
import type { ComparisonBound } from '../policy/metric-rules.js';
import type { Plan, Snapshot, Transition } from '../model/registry.js';
import type { PromotionAttempt } from './false-promotions.js';
import { verifyModel } from '../history/verify.js';

/**
 * A decision on one snapshot. It has a plan if and only if there is something to write. A blocked one only writes the
 * attempt to the history, where the policy counts them.
 */
export type Decision = DecisionFacts &
  (
    | { readonly verdict: 'go'; readonly plan: Plan }
    | { readonly verdict: 'blocked'; readonly plan: Plan | null }
    | { readonly verdict: 'unchanged'; readonly plan: null }
    | { readonly verdict: 'repeated'; readonly plan: null; readonly repeated: Repeated }
  );

/** What an earlier attempt of this run did, and how its version stands now. */
interface Repeated {
  /** The history line that it wrote. */
  readonly entry: HistoryEntry;
  /** A one-line summary of the change, as in its plan. */
  readonly title: string;
  readonly transitions: readonly Transition[];
  /** Null when the version no longer exists. */
  readonly stageNow: string | null;
}

export interface DecisionFacts {
  readonly model: string;
  readonly version: string;
  readonly stage: string;
  /** The stage that the version comes from; null for a new version. */
  readonly previousStage: string | null;
  /** The other versions that hold the stage before it, the latest last. */
  readonly holders: readonly string[];
  readonly gates: readonly GateResult[];
  /** For each result the place to look at: in a report, else at the gate in the policy. */
  readonly gatePlaces: readonly (Place | null)[];
  /** The comparisons that were judged, and doubts about their bounds that the numbers raise. @internal */
  readonly comparisons?: readonly ComparisonBound[] | undefined;
  /** It was blocked by a number, so the attempt counts. @internal */
  readonly blockedByNumbers?: boolean | undefined;
  /** Which attempt it is, where the policy counts them. */
  readonly attempt?: PromotionAttempt | null | undefined;
  /** Digest of the evidence, or null when none was read. */
  readonly reportSha256: string | null;
  /** Each report's SHA-256 by path; null when `reportSha256` alone identifies the report. */
  readonly reportFiles: Readonly<Record<string, string>> | null;
  /** The reports that were judged, for people. */
  readonly reports: readonly JudgedReport[];
  /** A gate blocked and was overridden. */
  readonly forced: boolean;
  /** Warnings that block nothing. */
  readonly notices: readonly string[];
  /** Set when another run made this decision pointless, so that the command fails as a lost race. @internal */
  readonly lost?: StagegateError | undefined;
  /** Set where the stage has `live` rules. */
  readonly confirmation?: Confirmation | undefined;
}

/** Whether a version is confirmed in use. */
export interface Confirmation {
  readonly version: string;
  /** By when it should be, in ISO 8601; null where nothing promoted it to the stage. */
  readonly due: string | null;
  /** When it was, in ISO 8601; null while it isn't. */
  readonly at: string | null;
  /** Why it isn't, in words that follow a colon; null when nothing is wrong. */
  readonly why: string | null;
  /** Its evidence shows that it fails; otherwise more evidence may still confirm it. */
  readonly failed?: true | undefined;
}

/** A version that failed in use. */
export interface LiveFailure extends Pick<
  DecisionFacts,
  'version' | 'gates' | 'reportSha256' | 'reportFiles'
> {
  /** For the history. */
  readonly reason: string;
}

/** A report as it was judged. Facts that it doesn't state are null. */
export interface JudgedReport {
  readonly path: string;
  readonly sha256: string;
  /** Milliseconds from its creation to the decision; negative when its time is in the future. */
  readonly age: number | null;
  /** The commit that the report states. */
  readonly commit: string | null;
}

/** What every decision is based on. @internal */
export interface DecisionBasis {
  readonly snapshot: Snapshot;
  /** Null when there is no policy. Registering and withdrawing a version need none. */
  readonly policy: Policy | null;
  readonly now: Date;
  readonly run: RunContext;
  /** On a pull request that contains the registry: what its base branch records. */
  readonly base?: BaseRecord | null | undefined;
}

/** How evidence is read. @internal */
export interface EvidenceSettings {
  readonly reader: EvidenceReader;
  /** Templates that replace the policy's `report`; empty to use the policy's. */
  readonly reports: readonly string[];
  readonly host: CodeHost;
  readonly artifacts: ArtifactReader;
  /** The manifest's path, for messages that tell people where to add metrics; undefined for a server. */
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
 * A registry that somebody changed by hand is judged as it is, with a warning. Problems inside the history are left for
 * `verify` to report: otherwise every later command would repeat them.
 */
function divergenceNotices(snapshot: Snapshot): string[] {
  const first = verifyModel(snapshot).problems.find(({ file }) => file === null);
  return first === undefined
    ? []
    : [`the registry doesn't match its history (run stagegate verify): ${first.message}`];
}
