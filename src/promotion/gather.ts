import type { EvidenceSettings, DecisionBasis } from './decision.js';
import { parseMetricPath, type MetricPath } from '../evidence/path-syntax.js';
import { NO_EVIDENCE, tellsVersionsApart, type Examples } from '../evidence/reader.js';
import type { Evidence, Subject, Problem } from '../evidence/evidence.js';
import { awaitChecks } from '../gates/checks.js';
import type { Approvals, CodeHost, CommitChecks } from '../gates/code-host.js';
import type { ChampionEvidence } from '../gates/champion-value.js';
import type { GateContext, LiveContext } from '../gates/context.js';
import { testsKey } from '../gates/tests.js';
import { everyGate, type StageRules } from '../policy/resolve.js';
import type { Gate } from '../policy/schema.js';
import type { ModelVersion } from '../model/registry.js';
import { findChampions, gatherChampion } from './find-champions.js';

import { statesOther } from '../evidence/statement.js';
import { pairedKey, type PairedExamples } from '../gates/paired.js';
import { rowsKey, rowsOf } from '../gates/rows.js';
import { comparesWithChampion } from '../policy/metric-rules.js';

interface GatherOptions {
  readonly stage: string;
  readonly settings: EvidenceSettings;
  /** Nothing is changed, whatever the decision. */
  readonly dry?: boolean | undefined;
  /** The candidate may come back to a stage that it was taken out of. */
  readonly allowTakenOut?: boolean | undefined;
  /** The version is judged in use: since when it has been in the stage, and what it is compared with. */
  readonly live?: (LiveContext & { readonly champions: readonly ChampionEvidence[] }) | undefined;
}

/**
 * Reads what the gates of a stage need, and no more: a stage without gates needs no report. Waits for checks first, so
 * that everything else is read fresh.
 */
export async function gatherContext(
  basis: Omit<DecisionBasis, 'now'>,
  candidate: ModelVersion,
  rules: StageRules,
  { stage, settings, dry = false, allowTakenOut = false, live }: GatherOptions,
): Promise<Omit<GateContext, 'now'>> {
  const { snapshot, run, base } = basis;
  const subject = { model: snapshot.model, version: candidate.version };
  const needed = live !== undefined || needsReports(rules) || settings.reports.length > 0;
  const tests = everyGate(rules).filter((gate) => 'tests' in gate);
  const checks = await gatherChecks(basis, rules.gates, settings.host);
  const champions =
    live?.champions ?? findChampions(snapshot, stage, { candidate: candidate.version, rules });
  return {
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
    testSet: rules.testSet === null ? null : ((await settings.artifacts.digest?.(rules.testSet)) ?? null),
    approvals: await gatherApprovals(basis, rules.gates, settings.host),
    evidence: needed ? await readReports(subject, rules, settings) : NO_EVIDENCE,
    tests: new Map(
      await Promise.all(
        tests.map(
          async (gate) =>
            [testsKey(gate), await settings.reader.tests([gate.tests].flat(), subject)] as const,
        ),
      ),
    ),
    champions:
      live?.champions ??
      (await Promise.all(
        champions.map((champion) => gatherChampion(basis, champion, { stage, rules, settings })),
      )),
    live,
    paired: await gatherPaired(rules, settings, {
      candidate: subject,
      champions: champions.map(({ version }) => version),
    }),
    rows: await gatherRows(rules, settings, {
      candidate: subject,
      champions: champions.map(({ version }) => version),
    }),
  };
}

/** A version's reports: those that the options name, else the policy's. */
export function readReports(
  subject: Subject,
  rules: StageRules,
  settings: Pick<EvidenceSettings, 'reader' | 'reports'>,
): Promise<Evidence> {
  const templates = settings.reports.length > 0 ? settings.reports : rules.report;
  return settings.reader.reports(templates, subject, rules.reading, wantedMetrics(rules));
}

/** On a pull request, asks about its head commit instead of GitHub's merge commit. */
async function gatherChecks(
  { run }: Pick<DecisionBasis, 'run'>,
  gates: readonly Gate[],
  host: CodeHost,
): Promise<CommitChecks | null> {
  const asking = gates.filter((gate) => 'checks' in gate);
  const commit = run.commits.at(-1);
  if (asking.length === 0) return null;
  if (commit === undefined) {
    const problem = 'the commit is unknown: run this in a workflow or in a git repository';
    return { commit: null, checks: [], problem };
  }
  return awaitChecks(host, commit, asking);
}

async function gatherApprovals(
  { run }: Pick<DecisionBasis, 'run'>,
  gates: readonly Gate[],
  host: CodeHost,
): Promise<Approvals | null> {
  return gates.some((gate) => 'approvals' in gate) ? host.approvals(run) : null;
}

export function needsReports(rules: StageRules): boolean {
  const { version, commit, maxAge } = rules.evidence;
  return everyGate(rules).some((gate) => 'metric' in gate) || version || commit || maxAge !== null;
}

/** The metrics that the gates need, with their standard errors and sample sizes. */
export function wantedMetrics(rules: StageRules): MetricPath[] {
  return everyGate(rules)
    .flatMap((gate) => ('metric' in gate ? [gate.metric, gate.samples, gate.stderr, gate.stdev] : []))
    .flatMap((path) => (typeof path === 'string' ? [parseMetricPath(path)] : []));
}

/** The per-example results of candidate and champions, for paired gates. */
export async function gatherPaired(
  rules: StageRules,
  { reader }: EvidenceSettings,
  { candidate, champions }: { candidate: Subject; champions: readonly string[] },
): Promise<ReadonlyMap<string, PairedExamples>> {
  const found = new Map<string, PairedExamples>();
  for (const gate of everyGate(rules)) {
    if (!('metric' in gate) || gate.paired === undefined) continue;
    const { file, ...columns } = gate.paired;
    const read = async (of: Subject) => refuseOther(await reader.examples(file, of, columns), of);
    for (const champion of champions) {
      const key = pairedKey(gate.paired, champion);
      if (found.has(key)) continue;
      found.set(key, {
        candidate: await read(candidate),
        champion: await read({ ...candidate, version: champion }),
      });
    }
  }
  return found;
}

/** The rows that gates name as their samples: the candidate's, and the champions' for a comparison. */
export async function gatherRows(
  rules: StageRules,
  { reader }: EvidenceSettings,
  { candidate, champions }: { candidate: Subject; champions: readonly string[] },
): Promise<ReadonlyMap<string, Examples | Problem>> {
  const found = new Map<string, Examples | Problem>();
  for (const gate of everyGate(rules)) {
    const named = 'metric' in gate ? rowsOf(gate) : null;
    if (named === null || !('metric' in gate)) continue;
    const { file, ...columns } = named;
    const others = comparesWithChampion(gate) && tellsVersionsApart(file) ? champions : [];
    for (const version of [candidate.version, ...others]) {
      const key = rowsKey(named, version);
      const subject = { ...candidate, version };
      if (!found.has(key))
        found.set(key, refuseOther(await reader.examples(file, subject, columns), subject));
    }
  }
  return found;
}

/** Refuses results that say they are about another version or model. */
function refuseOther(examples: Examples | Problem, subject: Subject): Examples | Problem {
  if ('message' in examples) return examples;
  const other = statesOther(examples.statement, subject);
  return other === null ? examples : { path: examples.path, message: other };
}
