import { StagegateError } from '../errors.js';
import { parseMetricPath } from '../evidence/metric-path.js';
import type { DataPath } from '../text/yaml-source.js';
import type { Finding } from './diagnose.js';
import type { MetricGate } from './schema.js';
import { templateFindings } from './template-rules.js';

/** In percent: at an even chance nobody is sure of anything. */
const LEAST_CONFIDENCE = 50;

interface Reports {
  /** They may say themselves which direction is better; else the policy has to. */
  readonly reportMayTell: boolean;
}

/** What is wrong with a gate on a metric, by itself. */
export function metricFindings(gate: MetricGate, path: DataPath, reports: Reports): Finding[] {
  return [...boundFindings(gate, path, reports), ...confidenceFindings(gate, path)];
}

function boundFindings(gate: MetricGate, path: DataPath, { reportMayTell }: Reports): Finding[] {
  const compares = comparesWithChampion(gate);
  const findings = [...pathFindings(gate.metric, [...path, 'metric'])];
  for (const key of ['samples', 'stderr', 'stdev'] as const) {
    const place = gate[key];
    if (typeof place === 'string') findings.push(...placeFindings(gate.metric, place, [...path, key]));
  }
  if (!compares && gate.min === undefined && gate.max === undefined && gate['min-samples'] === undefined) {
    findings.push({
      path,
      message: `the gate on ${JSON.stringify(gate.metric)} has nothing to check`,
      hint: 'Give it a bound: min, max, max-regression, min-improvement or min-samples.',
    });
  }
  if (gate.scale !== undefined && !compares && gate.min === undefined && gate.max === undefined) {
    findings.push({
      path,
      key: 'scale',
      message: '"scale" without a bound on the value checks nothing',
      hint: 'Add min, max or a comparison, or take it out.',
    });
  }
  if (gate.min !== undefined && gate.max !== undefined && gate.min > gate.max) {
    findings.push({
      path: [...path, 'min'],
      message: `min ${gate.min} is above max ${gate.max}: nothing can pass`,
    });
  }
  if (compares && !reportMayTell && directionOf(gate) === null) {
    findings.push({
      path,
      key: gate['max-regression'] === undefined ? 'min-improvement' : 'max-regression',
      message: `the comparison of ${JSON.stringify(gate.metric)} has no direction`,
      hint: 'Say which is better: goal: higher (as for accuracy) or goal: lower (as for a loss).',
    });
  }
  return findings;
}

/** What serves to judge a metric with confidence, and a confidence that has nothing to serve. */
function confidenceFindings(gate: MetricGate, path: DataPath): Finding[] {
  const idle = (key: string, needs: string) => ({
    path,
    key,
    message: `"${key}" without "${needs}" checks nothing`,
    hint: `Add ${needs}, or take it out.`,
  });
  const findings: Finding[] = [];
  const { confidence } = gate;
  const sure = confidence !== undefined;
  for (const key of ['stderr', 'stdev', 'paired', 'inconclusive'] as const)
    if (gate[key] !== undefined && !sure) findings.push(idle(key, 'confidence'));
  if (gate['too-few'] !== undefined && gate['min-samples'] === undefined)
    findings.push(idle('too-few', 'min-samples'));
  if (gate.samples !== undefined && gate['min-samples'] === undefined && !sure)
    findings.push(idle('samples', 'min-samples'));
  if (!sure) return findings;
  const percent = Number.parseFloat(confidence);
  if (!(percent > LEAST_CONFIDENCE && percent < 100)) {
    findings.push({
      path: [...path, 'confidence'],
      message: `a confidence of ${confidence} is none that can be asked for`,
      hint: `It is one-sided, above ${LEAST_CONFIDENCE}% and below 100%: 95% is usual.`,
    });
  }
  if (!comparesWithChampion(gate)) {
    if (gate.min === undefined && gate.max === undefined) {
      const [message, hint] = ['"confidence" has no bound to be sure of', 'Add min, max or a comparison.'];
      findings.push({ path, key: 'confidence', message, hint });
    }
    if (gate.paired !== undefined) findings.push(idle('paired', 'max-regression'));
  }
  if (gate.paired !== undefined) findings.push(...pairedFindings(gate.paired, [...path, 'paired']));
  return findings;
}

function pairedFindings(paired: NonNullable<MetricGate['paired']>, path: DataPath): Finding[] {
  const { file, key, score } = paired;
  const oneForAll = {
    path: [...path, 'file'],
    message: `the file ${JSON.stringify(file)} is the same for every version, so that it would be compared with itself`,
    hint: 'Put {version} in its path: predictions/{version}.jsonl',
  };
  return [
    ...templateFindings(file, [...path, 'file']),
    ...(file.includes('{version}') ? [] : [oneForAll]),
    ...(['key', 'score'] as const).flatMap((name) => pathFindings({ key, score }[name], [...path, name])),
  ];
}

/** Each `*` of a place beside the metric stands for what the metric's own `*` matched, so it can't have more. */
function placeFindings(metric: string, place: string, path: DataPath): Finding[] {
  const wrong = pathFindings(place, path);
  if (wrong.length > 0 || pathFindings(metric, path).length > 0) return wrong;
  const stars = (text: string) => parseMetricPath(text).filter(({ any }) => any).length;
  if (stars(place) <= stars(metric)) return [];
  return [
    { path, message: `${JSON.stringify(place)} has more "*" than the metric ${JSON.stringify(metric)}` },
  ];
}

function pathFindings(metric: string, path: DataPath): Finding[] {
  try {
    parseMetricPath(metric);
    return [];
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    return [{ path, message: error.message, hint: error.hint }];
  }
}

/** Whether a gate has a bound on the change from the champion. */
export function comparesWithChampion(gate: MetricGate): boolean {
  return gate['max-regression'] !== undefined || gate['min-improvement'] !== undefined;
}

/**
 * Which direction is better: as stated, else by the one bound that is used; never by the metric's name.
 * Null when nothing tells (both bounds or none).
 */
export function directionOf(gate: MetricGate): 'higher' | 'lower' | null {
  if (gate.goal !== undefined) return gate.goal;
  if ((gate.min === undefined) === (gate.max === undefined)) return null;
  return gate.min !== undefined ? 'higher' : 'lower';
}
