import { type ChampionEvidence, canBeJudged } from '../gates/champion-value.js';
import { arrivals, lastHolders, promotionOf, recordedNumbers } from '../history/holders.js';
import type { RecordedNumber } from '../model/history-entry.js';
import { type StageRules, everyGate } from '../policy/resolve.js';
import type { Snapshot } from '../model/registry.js';
import { statesOther } from '../evidence/statement.js';
import type { Evidence, Subject } from '../evidence/evidence.js';
import { findMetrics } from '../evidence/metric-path.js';
import { formatMetricPath, parseMetricPath, type MetricPath } from '../evidence/path-syntax.js';
import { NO_EVIDENCE, RUN_TEMPLATE, tellsVersionsApart } from '../evidence/reader.js';
import { comparesWithChampion } from '../policy/metric-rules.js';
import type { DecisionBasis, EvidenceSettings } from './decision.js';
import { keepUnchanged } from './report-digests.js';

/** The other versions that hold a stage now, in the order in which the history brought them there. */
export function findHolders(snapshot: Snapshot, stage: string, except: string): string[] {
  const order = arrivals(snapshot.history, stage);
  return snapshot.versions
    .filter((candidate) => candidate.stage === stage && candidate.version !== except)
    .map(({ version }) => version)
    .sort((a, b) => order.indexOf(a) - order.indexOf(b)); // stable: unknown ones stay by number
}

/**
 * The versions that a candidate is compared with: all others that hold the stage or, if it is empty, those that held it
 * last. So an emptied stage keeps its bar, unless the policy says `when-empty: skip`.
 */
export function findChampions(
  snapshot: Snapshot,
  stage: string,
  { candidate, rules }: { candidate: string; rules: Pick<StageRules, 'skipWhenEmpty'> },
): Pick<ChampionEvidence, 'version' | 'holds'>[] {
  const now = findHolders(snapshot, stage, candidate);
  if (now.length > 0) return now.map((version) => ({ version, holds: true }));
  if (rules.skipWhenEmpty) return [];
  return lastHolders(snapshot.history, stage, candidate).map((version) => ({ version, holds: false }));
}

/** Collects a champion's numbers. Its reports are read only for numbers that the history doesn't have. */
export async function gatherChampion(
  { snapshot }: Pick<DecisionBasis, 'snapshot'>,
  { version, holds }: Pick<ChampionEvidence, 'version' | 'holds'>,
  { stage, rules, settings }: { stage: string; rules: StageRules; settings: EvidenceSettings },
): Promise<ChampionEvidence> {
  const { reader, reports } = settings;
  const templates = reports.length > 0 ? reports : rules.report;
  const own = [reports, rules.report]
    .map((list) => list.filter(tellsVersionsApart))
    .find((list) => list.length > 0);
  const subject = { model: snapshot.model, version };
  const read = async (evidence: Promise<Evidence>) => refuseOthers(await evidence, subject);
  const recorded = recordedNumbers(snapshot.history, version, stage);
  const unrecorded = unrecordedMetrics(rules, recorded);
  const isRead = unrecorded.length > 0;
  const promotion = promotionOf(snapshot.history, version, stage);
  const evidence = isRead ? await readJudged() : null;
  const registered = snapshot.versions.find((candidate) => candidate.version === version)?.metrics ?? {};
  const untold = unrecorded.filter(
    (path) => !isTold(evidence, path) && !Object.hasOwn(registered, formatMetricPath(path)),
  );
  const asksRun = reader.readsRuns === true && own?.includes(RUN_TEMPLATE) !== true;
  return {
    version,
    holds,
    recorded,
    evidence,
    atCommit: own === undefined && evidence === null && untold.length > 0 ? await readAt(templates) : null,
    run:
      asksRun && untold.length > 0
        ? await read(reader.reports([RUN_TEMPLATE], subject, rules.reading, untold))
        : null,
    registered,
    registry:
      settings.manifest === undefined
        ? reader.readsRuns === true
          ? 'mlflow'
          : undefined
        : { manifest: settings.manifest },
  };

  /** Its reports as they were when it was promoted; null when no report is known to be its own. */
  async function readJudged(): Promise<Evidence | null> {
    const readNow = (named: readonly string[]) =>
      read(reader.reports(named, subject, rules.reading, unrecorded));
    const found = await keepUnchanged(own === undefined ? NO_EVIDENCE : await readNow(own), promotion, {
      now: readNow,
      then: async (paths) => (await readAt(paths ?? own ?? templates)) ?? NO_EVIDENCE,
    });
    return own === undefined && found.reports.length + found.problems.length === 0 ? null : found;
  }

  /** If all versions share one report path, the champion's report is the one at the commit that promoted it. */
  async function readAt(named: readonly string[]): Promise<Evidence | null> {
    const commit = promotion?.commit ?? null;
    const then = commit === null || named.length === 0 ? undefined : reader.at?.(commit);
    return then === undefined ? null : read(then.reports(named, subject, rules.reading));
  }
}

/**
 * The compared metrics whose number, or whose uncertainty where the gate needs it, is not in the history. A path with a
 * star always counts: it may match more than was recorded.
 */
function unrecordedMetrics(rules: StageRules, recorded: ReadonlyMap<string, RecordedNumber>): MetricPath[] {
  return everyGate(rules).flatMap((gate) => {
    if (!('metric' in gate) || !comparesWithChampion(gate)) return [];
    const path = parseMetricPath(gate.metric);
    const known = recorded.get(formatMetricPath(path));
    return known !== undefined && (gate.confidence === undefined || canBeJudged(known)) ? [] : [path];
  });
}

function isTold(evidence: Evidence | null, path: MetricPath): boolean {
  const reports = evidence?.reports ?? [];
  return reports.some(({ metrics }) => findMetrics(metrics, path).some(({ leaf }) => leaf !== null));
}

/** Drops reports that say they are about another version or model than the champion. */
function refuseOthers(evidence: Evidence, subject: Subject): Evidence {
  const judged = evidence.reports.map((report) => ({
    report,
    other: statesOther(report.statement, subject),
  }));
  return {
    ...evidence,
    reports: judged.filter(({ other }) => other === null).map(({ report }) => report),
    problems: [
      ...evidence.problems,
      ...judged.flatMap(({ report: { path }, other }) => (other === null ? [] : [{ path, message: other }])),
    ],
  };
}
