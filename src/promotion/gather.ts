import { parseMetricPath, type MetricPath } from '../evidence/metric-path.js';
import { NO_EVIDENCE, type EvidenceReader } from '../evidence/reader.js';
import type { GateContext } from '../gates/context.js';
import { testsKey } from '../gates/tests.js';
import { everyGate, type StageRules } from '../policy/resolve.js';
import type { ModelVersion } from '../registry/registry.js';
import { findHolders } from './champion.js';
import type { DecisionBasis } from './decision.js';
import { gatherChampion } from './gather-champion.js';
import { gatherPaired } from './gather-paired.js';

/** Where evidence comes from: the port, and the reports that were named in place of the policy's. */
export interface EvidenceSettings {
  readonly reader: EvidenceReader;
  /** Templates that replace the policy's `report`; empty for the policy's own. */
  readonly reports: readonly string[];
}

/** Reads what the gates of a stage will look at, and no more: a stage without gates needs no report. */
export async function gatherContext(
  basis: DecisionBasis,
  candidate: ModelVersion,
  rules: StageRules,
  { stage, settings }: { stage: string; settings: EvidenceSettings },
): Promise<GateContext> {
  const { snapshot, now, run } = basis;
  const subject = { model: snapshot.model, version: candidate.version };
  const templates = settings.reports.length > 0 ? settings.reports : rules.report;
  const needed = needsReports(rules) || settings.reports.length > 0;
  const tests = everyGate(rules).filter((gate) => 'tests' in gate);
  const champion = findHolders(snapshot, stage, candidate.version).at(-1);
  return {
    now,
    version: candidate.version,
    currentStage: candidate.stage,
    stage,
    rules,
    snapshot,
    run,
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
    paired: await gatherPaired(rules, settings, { candidate: subject, champion: champion ?? null }),
  };
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
