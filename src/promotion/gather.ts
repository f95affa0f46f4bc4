import type { EvidenceSettings } from './decision.js';
import { parseMetricPath, type MetricPath } from '../evidence/metric-path.js';
import { NO_EVIDENCE } from '../evidence/reader.js';
import { awaitChecks } from '../gates/await-checks.js';
import type { Approvals, CodeHost, CommitChecks } from '../gates/code-host.js';
import type { GateContext } from '../gates/context.js';
import { testsKey } from '../gates/tests.js';
import { everyGate, type StageRules } from '../policy/resolve.js';
import type { Gate } from '../policy/schema.js';
import type { ModelVersion } from '../model/registry.js';
import { findChampions } from './champion.js';
import type { DecisionBasis } from './decision.js';
import { gatherChampion } from './gather-champion.js';
import { gatherPaired } from './gather-paired.js';

export interface GatherOptions {
  readonly stage: string;
  readonly settings: EvidenceSettings;
  /** Nothing will be changed, whatever is decided. */
  readonly dry?: boolean | undefined;
  /** The candidate may come back to a stage that it was taken out of. */
  readonly allowTakenOut?: boolean | undefined;
}

/**
 * Reads what the gates of a stage will look at, and no more: a stage without gates needs no report. It waits for
 * checks before it reads anything else, so that nothing that was read gets old meanwhile.
 */
export async function gatherContext(
  basis: DecisionBasis,
  candidate: ModelVersion,
  rules: StageRules,
  { stage, settings, dry = false, allowTakenOut = false }: GatherOptions,
): Promise<GateContext> {
  const { snapshot, now, run, base } = basis;
  const subject = { model: snapshot.model, version: candidate.version };
  const templates = settings.reports.length > 0 ? settings.reports : rules.report;
  const needed = needsReports(rules) || settings.reports.length > 0;
  const tests = everyGate(rules).filter((gate) => 'tests' in gate);
  const checks = await gatherChecks(basis, rules.gates, settings.host);
  const champions = findChampions(snapshot, stage, { candidate: candidate.version, rules });
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
    allowTakenOut,
    checks,
    artifact: await settings.artifacts.read(candidate),
    approvals: await gatherApprovals(basis, rules.gates, settings.host),
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
    champions: await Promise.all(
      champions.map((champion) => gatherChampion(basis, champion, { stage, rules, settings })),
    ),
    paired: await gatherPaired(rules, settings, {
      candidate: subject,
      champions: champions.map(({ version }) => version),
    }),
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

function needsReports(rules: StageRules): boolean {
  const { version, commit, maxAge } = rules.evidence;
  return everyGate(rules).some((gate) => 'metric' in gate) || version || commit || maxAge !== null;
}

/** The metrics that gates will look for, and what tells how sure they are. */
function wantedMetrics(rules: StageRules): MetricPath[] {
  return everyGate(rules)
    .flatMap((gate) => ('metric' in gate ? [gate.metric, gate.samples, gate.stderr, gate.stdev] : []))
    .flatMap((path) => (typeof path === 'string' ? [parseMetricPath(path)] : []));
}
