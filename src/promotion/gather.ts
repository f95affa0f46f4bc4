import { statesOther } from '../evidence/about.js';
import type { Evidence } from '../evidence/evidence.js';
import { findMetrics, formatMetricPath, parseMetricPath, type MetricPath } from '../evidence/metric-path.js';
import {
  NO_EVIDENCE,
  RUN_TEMPLATE,
  tellsVersionsApart,
  type EvidenceReader,
  type Subject,
} from '../evidence/reader.js';
import { awaitChecks } from '../gates/await-checks.js';
import { recordedNumbers, type ChampionEvidence } from '../gates/champion.js';
import type { Approvals, CodeHost, CommitChecks } from '../gates/code-host.js';
import type { GateContext } from '../gates/context.js';
import { testsKey } from '../gates/tests.js';
import type { StageRules } from '../policy/resolve.js';
import type { Gate } from '../policy/schema.js';
import type { ModelVersion } from '../registry/registry.js';
import { findHolders } from './champion.js';
import type { DecisionBasis } from './decision.js';

/** Where evidence comes from: the port, and the reports that were named in place of the policy's. */
export interface EvidenceSettings {
  readonly reader: EvidenceReader;
  /** Templates that replace the policy's `report`; empty for the policy's own. */
  readonly reports: readonly string[];
  readonly host: CodeHost;
}

export interface GatherOptions {
  readonly stage: string;
  readonly settings: EvidenceSettings;
  /** Nothing will be changed, whatever is decided. */
  readonly dry?: boolean | undefined;
}

/**
 * Reads what the gates of a stage will look at, and no more: a stage without gates needs no report. It waits for
 * checks before it reads anything else, so that nothing that was read gets old meanwhile.
 */
export async function gatherContext(
  basis: DecisionBasis,
  candidate: ModelVersion,
  rules: StageRules,
  { stage, settings, dry = false }: GatherOptions,
): Promise<GateContext> {
  const { snapshot, now, run, base } = basis;
  const subject = { model: snapshot.model, version: candidate.version };
  const templates = settings.reports.length > 0 ? settings.reports : rules.report;
  const needed = needsReports(rules) || settings.reports.length > 0;
  const tests = rules.gates.filter((gate) => 'tests' in gate);
  const champion = findHolders(snapshot, stage, candidate.version).at(-1);
  // what holds the stage alone is not judged again: nobody should wait for that
  const asking = candidate.stage === stage && champion === undefined ? [] : rules.gates;
  const checks = await gatherChecks(basis, asking, settings.host);
  return {
    now,
    version: candidate.version,
    currentStage: candidate.stage,
    stage,
    rules,
    snapshot,
    base,
    run,
    dry,
    checks,
    approvals: await gatherApprovals(basis, asking, settings.host),
    evidence: needed
      ? await settings.reader.reports(templates, subject, rules.format, wantedMetrics(rules))
      : NO_EVIDENCE,
    tests: new Map(
      await Promise.all(
        tests.map(
          async (gate) =>
            [testsKey(gate), await settings.reader.tests([gate.tests].flat(), subject)] as const,
        ),
      ),
    ),
    champion:
      champion === undefined ? null : await gatherChampion(basis, champion, { stage, rules, settings }),
  };
}

/** The commit that people made: of a pull request its head, not the merge that GitHub makes of it. */
async function gatherChecks(
  { run }: DecisionBasis,
  gates: readonly Gate[],
  host: CodeHost,
): Promise<CommitChecks | null> {
  const asking = gates.filter((gate) => 'checks' in gate);
  const commit = run.commits.at(-1);
  if (asking.length === 0) return null;
  if (commit === undefined) {
    const problem = 'it is not known which commit this runs on: run it in a workflow or in a repository';
    return { commit: null, checks: [], problem };
  }
  return awaitChecks(host, commit, asking);
}

async function gatherApprovals(
  { run }: DecisionBasis,
  gates: readonly Gate[],
  host: CodeHost,
): Promise<Approvals | null> {
  return gates.some((gate) => 'approvals' in gate) ? host.approvals(run) : null;
}

function needsReports({ gates, evidence }: StageRules): boolean {
  return (
    gates.some((gate) => 'metric' in gate) || evidence.version || evidence.commit || evidence.maxAge !== null
  );
}

/** The metrics and sample sizes that gates will look for. */
function wantedMetrics({ gates }: StageRules): MetricPath[] {
  return gates
    .flatMap((gate) => ('metric' in gate ? [gate.metric, gate.samples] : []))
    .flatMap((path) => (typeof path === 'string' ? [parseMetricPath(path)] : []));
}

/** The metrics that are compared with the champion's. */
function comparedMetrics({ gates }: StageRules): MetricPath[] {
  return gates.flatMap((gate) =>
    'metric' in gate && (gate['max-regression'] !== undefined || gate['min-improvement'] !== undefined)
      ? [parseMetricPath(gate.metric)]
      : [],
  );
}

/** What is known of the champion; its evidence is read only for numbers that the history does not have. */
async function gatherChampion(
  { snapshot }: DecisionBasis,
  version: string,
  { stage, rules, settings }: { stage: string; rules: StageRules; settings: EvidenceSettings },
): Promise<ChampionEvidence> {
  const { reader, reports } = settings;
  const own = [reports, rules.report]
    .map((list) => list.filter(tellsVersionsApart))
    .find((list) => list.length > 0);
  const subject = { model: snapshot.model, version };
  const read = async (templates: readonly string[], wanted: readonly MetricPath[]) =>
    refuseOthers(await reader.reports(templates, subject, rules.format, wanted), subject);
  const recorded = recordedNumbers(snapshot.history, version, stage);
  // a path with a star is never among them: it may stand for more than was recorded
  const unrecorded = comparedMetrics(rules).filter((path) => !recorded.has(formatMetricPath(path)));
  const evidence = own === undefined || unrecorded.length === 0 ? null : await read(own, unrecorded);
  const registered = snapshot.versions.find((candidate) => candidate.version === version)?.metrics ?? {};
  const untold = unrecorded.filter(
    (path) => !isTold(evidence, path) && !Object.hasOwn(registered, formatMetricPath(path)),
  );
  const asksRun = reader.readsRuns === true && own?.includes(RUN_TEMPLATE) !== true;
  return {
    version,
    recorded,
    evidence,
    run: asksRun && untold.length > 0 ? await read([RUN_TEMPLATE], untold) : null,
    registered,
  };
}

function isTold(evidence: Evidence | null, path: MetricPath): boolean {
  const reports = evidence?.reports ?? [];
  return reports.some(({ metrics }) => findMetrics(metrics, path).some(({ leaf }) => leaf !== null));
}

/** A report in the champion's place that says it is about another version or model must not stand for it. */
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
