import type { Evidence, Report } from '../evidence/evidence.js';
import { findMetrics, parseMetricPath, substitute, type Found, type MetricPath } from '../evidence/metric-path.js';
import type { MetricGate } from '../policy/schema.js';
import { checkBounds } from './bounds.js';
import { championMetrics } from './champion.js';
import type { GateContext } from './context.js';
import type { GateResult } from './result.js';

type Located = Found & { readonly report: Report };

/** Every bound of a metric gate, for every metric that its path stands for. */
export function checkMetric(gate: MetricGate, context: GateContext): GateResult[] {
  const path = parseMetricPath(gate.metric);
  const { evidence, champion } = context;
  if (evidence.reports.length === 0) return [missing(gate, gate.metric, noReport(evidence))];
  const located = locate(path, evidence);
  const results = located.flatMap((found) => checkFound(gate, found, located, context));
  if (champion === null || !comparesWithChampion(gate)) return results;
  const present = new Set(located.filter(({ leaf }) => leaf !== null).map((found) => found.path));
  const gone = [...championMetrics(champion, path)].filter((metric) => !present.has(metric));
  const told = new Set(results.map((result) => result.metric));
  return [
    ...results,
    ...gone
      .filter((metric) => !told.has(metric))
      .map((metric) => missing(gate, metric, `version ${champion.version} has ${metric}, this version's report has not`)),
  ];
}

function comparesWithChampion(gate: MetricGate): boolean {
  return gate['max-regression'] !== undefined || gate['min-improvement'] !== undefined;
}

/** The metrics in the reports that have any; where none has, the first report's account of what is missing. */
function locate(path: MetricPath, evidence: Evidence): Located[] {
  const perReport = evidence.reports.map((report) =>
    findMetrics(report.metrics, path).map((found) => ({ ...found, report })),
  );
  const having = perReport.filter((found) => found.some(({ leaf }) => leaf !== null));
  return having.length > 0 ? having.flat() : (perReport[0] ?? []);
}

function checkFound(gate: MetricGate, found: Located, all: readonly Located[], context: GateContext): GateResult[] {
  const { leaf, report } = found;
  if (leaf === null) return [missing(gate, found.path, `${report.path}: ${found.absence ?? 'not there'}`)];
  const twin = all.find((other) => other !== found && other.path === found.path);
  if (twin !== undefined) {
    const reason = `${found.path} stands in both ${report.path} and ${twin.report.path}: which one counts would be a guess`;
    // as words: the history must not record one of the two as this version's
    return [{ ...missing(gate, found.path, reason), observed: leaf.raw }];
  }
  if (leaf.value === null) {
    const reason = `${found.path} is ${leaf.raw} in ${report.path}, which is no finite number`;
    return [{ ...missing(gate, found.path, reason), observed: leaf.raw }];
  }
  const measured = { metric: found.path, value: leaf.value };
  const results = checkBounds(gate, measured, context.champion);
  if (gate['min-samples'] !== undefined) results.push(checkSamples(gate, gate['min-samples'], found));
  return results;
}

function checkSamples(gate: MetricGate, required: number, found: Located): GateResult {
  const counted = countSamples(gate, found);
  const result = { gate: 'metric', metric: found.path, check: 'min-samples', required, champion: null } as const;
  if (typeof counted === 'string') return { ...result, observed: 'missing', verdict: 'fail', reason: counted };
  const enough = counted >= required;
  return {
    ...result,
    observed: counted,
    verdict: enough ? 'pass' : 'fail',
    reason: `${found.path} rests on ${counted} examples, ${enough ? '' : 'must be '}at least ${required}`,
  };
}

/** The number of examples behind a metric, or why it is not known. */
function countSamples(gate: MetricGate, found: Located): number | string {
  const { samples } = gate;
  if (typeof samples === 'number') return samples;
  const { report, leaf } = found;
  if (samples === undefined) {
    if (leaf?.samples !== undefined) return leaf.samples;
    return `${report.path} does not say how many examples ${found.path} rests on: name the place in the gate (samples: …)`;
  }
  const path = substitute(parseMetricPath(samples), found.bindings);
  const [count] = findMetrics(report.metrics, path);
  if (!count?.leaf) return `the sample size of ${found.path} is missing in ${report.path}: ${count?.absence ?? samples}`;
  const { value, raw } = count.leaf;
  if (value === null || !Number.isInteger(value) || value < 0) {
    return `the sample size of ${found.path} is ${raw} in ${report.path}, which is no count`;
  }
  return value;
}

function noReport(evidence: Evidence): string {
  if (evidence.patterns.length === 0) {
    return "no evaluation report is named: set report: in the policy, or give one (--report, the action's report input)";
  }
  return `there is no readable report to take it from (${evidence.patterns.join(', ')})`;
}

function missing(gate: MetricGate, metric: string, reason: string): GateResult {
  const checks = ['min', 'max', 'max-regression', 'min-improvement', 'min-samples'] as const;
  const asked = checks.filter((check) => gate[check] !== undefined);
  const [only, ...others] = asked;
  const single = only !== undefined && others.length === 0 ? only : null;
  return {
    gate: 'metric',
    metric,
    check: single,
    observed: 'missing',
    required: single === null ? asked.map((check) => `${check} ${gate[check]}`).join(', ') : (gate[single] ?? null),
    champion: null,
    verdict: 'fail',
    reason,
  };
}
