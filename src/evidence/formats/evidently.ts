import { growTree, type Placed } from '../metric-tree.js';
import type { JsonValue } from '../python-json.js';
import {
  type Format,
  type Reading,
  type JsonObject,
  elementsAt,
  listAt,
  membersAt,
  objectAt,
  textAt,
} from './format.js';
import { type Outcome, countVerdicts, placeCounts, readClaim } from './verdicts.js';
import { placeNumbers } from './leaf.js';
import { readToolStatement } from '../statement.js';

/** A WARNING is a test that failed but isn't critical, or passed with doubts. It proves nothing. */
const OUTCOMES = new Map<string, Outcome>([
  ['SUCCESS', 'passed'],
  ['FAIL', 'failure'],
  ['WARNING', 'skipped'],
  ['SKIPPED', 'skipped'],
]);

/**
 * Reports of Evidently. Since 0.6, one file has metrics and tests; before, `Report` and `TestSuite` each have a file.
 * Metrics are named by kind, column (if any) and the keys of their result. A report without tests has 0 passed.
 */
export const evidently = {
  name: 'evidently',
  judges: true,
  lacks: (value) => {
    const [metrics, tests] = [listAt(value, 'metrics'), listAt(value, 'tests')];
    if (metrics === undefined && tests === undefined) return 'has no list of "metrics" or "tests"';
    if (metrics?.some((metric) => nameMetric(metric) === undefined) === true) {
      return 'has an entry in "metrics" without its name and value';
    }
    if (tests?.some((test) => textAt(test, 'status') === undefined) === true) {
      return 'has an entry in "tests" without its status';
    }
    const isSuite = objectAt(value, 'summary')?.has('total_tests') === true;
    const isOldReport = textAt(value, 'version') !== undefined;
    const isNewReport = metrics !== undefined && tests !== undefined;
    return isSuite || isOldReport || isNewReport
      ? null
      : 'has metrics or tests alone, and no "version" or "summary"';
  },
  read: readEvidently,
} as const satisfies Format;

function nameMetric(metric: JsonValue): string | undefined {
  if (objectAt(metric)?.has('value') === true) return nameNewMetric(metric);
  return objectAt(metric, 'result') === undefined ? undefined : textAt(metric, 'metric');
}

function readEvidently(value: JsonValue): Reading {
  const root = membersAt(value);
  const metrics = elementsAt(root, 'metrics');
  const listed = elementsAt(root, 'tests');
  const verdicts = listed.map((test) => ({
    outcome: OUTCOMES.get(textAt(test, 'status') ?? '') ?? ('error' as const),
    name: textAt(test, 'name') ?? 'unnamed test',
  }));
  const summary = objectAt(root, 'summary');
  const tests = countVerdicts(verdicts, {
    passed: verdicts.length === 0 ? summary?.get('success_tests') : undefined,
    failures: summary?.get('failed_tests'),
    total: claimTotal(summary),
  });
  const placed = [
    ...placeNewMetrics(metrics.filter((metric) => objectAt(metric)?.has('value') === true)),
    ...metrics.filter((metric) => objectAt(metric)?.has('value') !== true).flatMap(placeOldMetric),
    ...listed.flatMap(placeTested),
    ...placeCounts(tests),
  ];
  return { metrics: growTree(placed), statement: readToolStatement([root], {}), tests };
}

/** The largest total in the summary. */
function claimTotal(summary: JsonObject | undefined): number {
  const claim = (key: string) => readClaim(key, summary?.get(key));
  const byStatus = [...membersAt(summary, 'by_status')].map(([key, count]) => readClaim(key, count));
  return Math.max(
    claim('total_tests'),
    claim('success_tests') + claim('failed_tests'),
    byStatus.reduce((sum, count) => sum + count, 0),
  );
}

function placeOldMetric(metric: JsonValue): Placed[] {
  const result = membersAt(metric, 'result');
  const column = textAt(result, 'column_name');
  return placeNumbers(result, [textAt(metric, 'metric') ?? '', ...(column === undefined ? [] : [column])]);
}

/** A test of the older layout includes the number that it judged. */
function placeTested(test: JsonValue): Placed[] {
  const value = objectAt(test, 'parameters')?.get('value');
  return typeof value === 'number' ? placeNumbers(value, [textAt(test, 'name') ?? '']) : [];
}

/** In a name such as `ValueDrift(column=age,method=psi)`. */
const KIND = /^[^(]+/;
const COLUMN = /[(,]column=([^,)]*)/;

/** Evidently's name of a metric with its parameters: `ValueDrift(column=age,method=psi)`. */
function nameNewMetric(metric: JsonValue): string | undefined {
  return textAt(metric, 'metric_name') ?? textAt(metric, 'metric_id');
}

/**
 * Metrics by kind and column: `ValueDrift.age`. If several have the same kind and column, each is only found under
 * Evidently's own name.
 */
function placeNewMetrics(metrics: readonly JsonValue[]): Placed[] {
  const named = metrics.map((metric) => ({
    full: nameNewMetric(metric) ?? '',
    keys: toKeys(metric),
    value: objectAt(metric)?.get('value') ?? null,
  }));
  const times = new Map<string, number>();
  for (const { keys } of named) times.set(keys.join('\0'), (times.get(keys.join('\0')) ?? 0) + 1);
  return named.flatMap(({ full, keys, value }) => [
    ...placeNumbers(value, keys),
    ...(times.get(keys.join('\0')) === 1 ? [] : placeNumbers(value, [full])),
  ]);
}

function toKeys(metric: JsonValue): string[] {
  const full = nameNewMetric(metric) ?? '';
  const kind = KIND.exec(full)?.[0] ?? full;
  const column = textAt(metric, 'config', 'column') ?? COLUMN.exec(full)?.[1];
  return column === undefined ? [kind] : [kind, column];
}
