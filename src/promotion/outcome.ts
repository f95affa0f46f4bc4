import type { HistoryEntry } from '../history/entry.js';
import type { GateResult } from '../gates/result.js';
import type { Transition } from '../registry/registry.js';
import type { Settled } from './settle.js';

/** What became of a request: the one value that everything people and programs see is rendered from. */
export interface Outcome {
  readonly decision: 'promoted' | 'rolled-back' | 'registered' | 'unchanged' | 'allowed' | 'blocked';
  /** What was asked for. */
  readonly asked: 'promoted' | 'rolled-back' | 'registered';
  /** Whether this run changed the registry. */
  readonly promoted: boolean;
  readonly model: string;
  readonly version: string;
  readonly stage: string;
  readonly previousStage: string | null;
  /** The version that held the stage before. */
  readonly previousVersion: string | null;
  readonly archivedVersions: readonly string[];
  readonly gates: readonly GateResult[];
  readonly reportSha256: string | null;
  readonly commit: string | null;
  readonly reports: readonly { readonly path: string; readonly sha256: string }[];
  /** What was moved, or (check) would be. */
  readonly transitions: readonly Transition[];
  readonly forced: boolean;
  readonly notices: readonly string[];
  /** Where the registry is, for people. */
  readonly registry: string;
  readonly policyFile: string | null;
}

export interface OutcomeOptions {
  readonly done: 'promoted' | 'rolled-back' | 'registered';
  /** Decided only: nothing was to be applied. */
  readonly dry: boolean;
  readonly registry: string;
  readonly policyFile: string | null;
}

export function makeOutcome(settled: Settled, options: OutcomeOptions): Outcome {
  const { decision, applied, after, attempts, finished } = settled;
  const { verdict, plan } = decision;
  const outcome: Outcome = {
    decision: verdict === 'go' ? (options.dry ? 'allowed' : options.done) : verdict,
    asked: options.done,
    promoted: applied !== null,
    model: decision.model,
    version: applied?.version ?? decision.version,
    stage: decision.stage,
    previousStage: decision.previousStage,
    previousVersion: decision.champion,
    archivedVersions: plan?.entry.archived ?? [],
    gates: decision.gates,
    reportSha256: decision.reportSha256,
    commit: applied?.commit ?? null,
    reports: decision.reports,
    transitions: plan?.transitions ?? [],
    forced: decision.forced,
    notices: [
      ...decision.notices,
      ...(applied?.notices ?? []),
      ...(applied === null ? [] : afterNotices({ decision, after, attempts })),
      ...(finished === null ? [] : [finishedNotice(finished)]),
    ],
    registry: options.registry,
    policyFile: options.policyFile,
  };
  const isThis = finished?.version === decision.version && finished.to === decision.stage;
  return finished !== null && isThis && verdict === 'unchanged' ? asFinished(outcome, finished) : outcome;
}

/** What was asked for had been begun by a run that died: without this one it would not be whole. */
function asFinished(outcome: Outcome, finished: HistoryEntry): Outcome {
  return {
    ...outcome,
    decision: outcome.asked,
    promoted: true,
    previousStage: finished.from,
    previousVersion: finished.archived.at(-1) ?? null,
    archivedVersions: finished.archived,
    gates: finished.gates,
    reportSha256: finished['report-sha256'],
    forced: finished.forced,
  };
}

function finishedNotice({ version, to, time, actor }: HistoryEntry): string {
  const by = actor === null ? 'a run' : `a run of ${actor}`;
  return `${by} that began at ${time} to move version ${version} to ${to} had not come to its end: what was missing was done now`;
}

/** What the registry holds when we look again: others may have come right behind us. */
function afterNotices({
  decision,
  after,
  attempts,
}: Pick<Settled, 'decision' | 'after' | 'attempts'>): string[] {
  if (after === null)
    return ['the change was made, but the registry could not be read back: see stagegate history'];
  const again = attempts === 2 ? 'once' : `${attempts - 1} times`;
  const notices = [
    ...(attempts > 1 ? [`the registry changed meanwhile: it was decided again, ${again}`] : []),
    ...(after.notices ?? []),
  ];
  if (after.stage !== decision.stage) {
    notices.push(
      `since then version ${decision.version} has been moved on by another run, to ${after.stage ?? 'nowhere'}`,
    );
  }
  return notices;
}
