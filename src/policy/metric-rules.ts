import { parseMetricPath } from '../evidence/path-syntax.js';
import type { DataPath } from '../text/yaml-source.js';
import { findingsOf, templateFindings, type Finding } from './diagnose.js';
import type { ExampleRows, MetricGate, PolicyFile } from './schema.js';

/** In percent. A confidence of even odds says nothing. */
const LEAST_CONFIDENCE = 50;

interface Reports {
  /** Whether the report may say which direction is better. If not, the policy must. */
  readonly reportMayTell: boolean;
}

/** What is wrong with a metric gate in itself. */
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
  const hasBound = compares || gate.min !== undefined || gate.max !== undefined;
  if (!hasBound && gate['min-samples'] === undefined)
    findings.push({
      path,
      message: `the gate on ${JSON.stringify(gate.metric)} has nothing to check`,
      hint: 'Add a bound: min, max, max-regression, min-improvement or min-samples.',
    });
  if (typeof gate.samples === 'object') findings.push(...rowsFindings(gate, gate.samples, path));
  if (gate.scale !== undefined && !hasBound)
    findings.push(idle(path, 'scale', 'a bound on the value', 'min, max or a comparison'));
  if (gate.min !== undefined && gate.max !== undefined && gate.min > gate.max)
    findings.push({
      path: [...path, 'min'],
      message: `min ${gate.min} is above max ${gate.max}: nothing can pass`,
      hint: 'Lower min, or raise max.',
    });
  if (compares && !reportMayTell && directionOf(gate) === null) {
    findings.push({
      path,
      key: gate['max-regression'] === undefined ? 'min-improvement' : 'max-regression',
      message: `${JSON.stringify(gate.metric)} can't be compared: the policy doesn't say whether higher or lower is better`,
      hint: 'Add goal: higher (as for accuracy) or goal: lower (as for a loss).',
    });
  }
  return findings;
}

/** A key that has no effect without another. */
function idle(path: DataPath, key: string, needs: string, add = needs): Finding {
  return {
    ...{ path, key },
    message: `"${key}" has no effect without ${needs}`,
    hint: `Add ${add}, or remove ${key}.`,
  };
}

/** Keys that need `confidence`, and a confidence without a bound. */
function confidenceFindings(gate: MetricGate, path: DataPath): Finding[] {
  const findings: Finding[] = [];
  const { confidence } = gate;
  for (const key of ['stderr', 'stdev', 'paired', 'inconclusive'] as const)
    if (gate[key] !== undefined && confidence === undefined) findings.push(idle(path, key, 'confidence'));
  if (gate['min-samples'] === undefined) {
    if (gate['too-few'] !== undefined) findings.push(idle(path, 'too-few', 'min-samples'));
    if (gate.samples !== undefined && confidence === undefined)
      findings.push(idle(path, 'samples', 'min-samples'));
  }
  if (confidence === undefined) return findings;
  const percent = Number.parseFloat(confidence);
  if (!(percent > LEAST_CONFIDENCE && percent < 100))
    findings.push({
      path: [...path, 'confidence'],
      message: `the confidence must be above ${LEAST_CONFIDENCE}% and below 100%, not ${confidence}`,
      hint: 'Write 95%, for example: it is one-sided.',
    });
  if (!comparesWithChampion(gate)) {
    if (gate.min === undefined && gate.max === undefined)
      findings.push(idle(path, 'confidence', 'a bound', 'min, max or a comparison'));
    if (gate.paired !== undefined) findings.push(idle(path, 'paired', 'max-regression'));
  }
  if (gate.paired !== undefined) findings.push(...examplesFindings(gate.paired, [...path, 'paired'], true));
  return findings;
}

/** @param areCompared whether they are compared with another version's examples */
function examplesFindings(examples: ExampleRows, path: DataPath, areCompared: boolean): Finding[] {
  const { file, key, score, cluster } = examples;
  const oneForAll = {
    path: [...path, 'file'],
    message: `the file ${JSON.stringify(file)} is the same for every version, so it would be compared with itself`,
    hint: 'Put {version} in its path: predictions/{version}.jsonl',
  };
  return [
    ...templateFindings(file, [...path, 'file']),
    ...(file.includes('{version}') || !areCompared ? [] : [oneForAll]),
    ...Object.entries({ key, score, cluster }).flatMap(([name, place]) =>
      place === undefined ? [] : pathFindings(place, [...path, name]),
    ),
  ];
}

/** What is wrong with `samples` that names rows of single examples. */
function rowsFindings(gate: MetricGate, rows: ExampleRows, path: DataPath): Finding[] {
  const areCompared = comparesWithChampion(gate) && gate.paired === undefined;
  const findings = examplesFindings(rows, [...path, 'samples'], areCompared);
  for (const key of ['stderr', 'stdev'] as const)
    if (gate[key] !== undefined)
      findings.push({
        ...{ path, key },
        message: `"${key}" has no effect beside the examples in samples`,
        hint: `Remove ${key}: the standard error comes from the examples.`,
      });
  const isPath = pathFindings(gate.metric, path).length === 0;
  if (isPath && parseMetricPath(gate.metric).some(({ any }) => any))
    findings.push({
      path: [...path, 'samples'],
      message: `the examples have one score, but ${JSON.stringify(gate.metric)} matches several metrics`,
      hint: 'Write a gate for each metric, with its own score.',
    });
  return findings;
}

/** Each `*` stands for what a `*` of the metric matched, so there can't be more of them. */
function placeFindings(metric: string, place: string, path: DataPath): Finding[] {
  const wrong = pathFindings(place, path);
  if (wrong.length > 0 || pathFindings(metric, path).length > 0) return wrong;
  const stars = (text: string) => parseMetricPath(text).filter(({ any }) => any).length;
  if (stars(place) <= stars(metric)) return [];
  const message = `${JSON.stringify(place)} has more "*" than the metric ${JSON.stringify(metric)}`;
  return [{ path, message, hint: 'Remove a *: each stands for what a * of the metric matched.' }];
}

function pathFindings(metric: string, path: DataPath): Finding[] {
  return findingsOf(path, () => parseMetricPath(metric));
}

/** Whether a gate has a bound on the change from the champion. */
export function comparesWithChampion(gate: MetricGate): boolean {
  return gate['max-regression'] !== undefined || gate['min-improvement'] !== undefined;
}

/**
 * Which direction is better: by `goal`, else by the only bound, never by the metric's name. Null when neither says it
 * (both bounds or none).
 */
export function directionOf(gate: MetricGate): 'higher' | 'lower' | null {
  if (gate.goal !== undefined) return gate.goal;
  if ((gate.min === undefined) === (gate.max === undefined)) return null;
  return gate.min !== undefined ? 'higher' : 'lower';
}

/** The bounds on the change from the champion. */
export const COMPARISONS = ['max-regression', 'min-improvement'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** 0.02 of a share is a usual absolute bound. Nobody tolerates ten points, but 0.1% to 50% are usual percentages. */
const LEAST_DOUBTED = 0.1;

/** A comparison in the policy, and why its bound may be wrong; null where it looks right. */
export interface ComparisonBound {
  /** The path of its gate. */
  readonly path: DataPath;
  readonly check: Comparison;
  readonly doubt: string | null;
}

/** Every absolute comparison in a policy whose bound is large enough to be a percentage. */
export function findBareComparisons({ models }: PolicyFile): ComparisonBound[] {
  return Object.entries(models).flatMap(([model, { stages }]) =>
    Object.entries(stages).flatMap(([stage, { gates = [], live }]) =>
      [
        ...gates.map((gate, at) => ({ gate, within: ['gates', at] })),
        ...(live?.gates ?? []).map((gate, at) => ({ gate, within: ['live', 'gates', at] })),
      ].flatMap(({ gate, within }) => {
        const path = ['models', model, 'stages', stage, ...within];
        if ('metric' in gate) return comparisonsOf(gate, path);
        if (!('any-of' in gate)) return [];
        return gate['any-of'].flatMap((one, index) =>
          'metric' in one ? comparisonsOf(one, [...path, 'any-of', index]) : [],
        );
      }),
    ),
  );
}

function comparisonsOf(gate: MetricGate, path: DataPath): ComparisonBound[] {
  return COMPARISONS.filter((check) => isBare(gate, check)).map((check) => ({
    path,
    check,
    doubt: doubtComparison(gate, check, []),
  }));
}

function isBare(gate: MetricGate, check: Comparison): boolean {
  const bound = gate[check];
  // scale: any says that the metric isn't a share
  return typeof bound === 'number' && bound >= LEAST_DOUBTED && gate.scale !== 'any';
}

/**
 * Warns that a comparison's bound looks like a percentage without its sign, with both readings; null where it doesn't.
 * A number strictly between 0 and 1, known or a bound of the gate, makes the metric a share; one above 1 shows that it
 * isn't.
 * @param known values of the gate's metrics, the champions' before the candidate's: the effect is shown on the first
 */
export function doubtComparison(
  gate: MetricGate,
  check: Comparison,
  known: readonly number[],
): string | null {
  const bound = gate[check];
  if (typeof bound !== 'number' || !isBare(gate, check)) return null;
  const numbers = [...known, gate.min ?? [], gate.max ?? []].flat();
  const from = numbers.find((number) => number > 0 && number < 1);
  if (from === undefined || numbers.some((number) => Math.abs(number) > 1)) return null;
  const meant = bound === 0.5 ? 'half a percent' : `${bound} percent`;
  return `${check}: ${bound} ${effectOf(gate, check, { bound, from })}; if you meant ${meant}, write ${bound}%`;
}

/** What the bound means as it is written. */
function effectOf(
  gate: MetricGate,
  check: Comparison,
  { bound, from }: { bound: number; from: number },
): string {
  const isTolerance = check === 'max-regression';
  const goal = directionOf(gate);
  // the report may tell which direction is better
  if (goal === null)
    return `${isTolerance ? 'allows a loss' : 'asks for a gain'} of ${bound} in ${gate.metric}`;
  const falls = (goal === 'higher') === isTolerance;
  // in double arithmetic, 0.91 - 0.5 has more digits
  const to = Number((falls ? from - bound : from + bound).toPrecision(6));
  const move = `a ${falls ? 'drop' : 'rise'} of ${bound} in ${gate.metric}`;
  return `${isTolerance ? 'allows' : 'asks for'} ${move}, i.e. from ${Number(from.toPrecision(6))} to ${to}`;
}
