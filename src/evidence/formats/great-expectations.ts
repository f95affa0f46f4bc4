import type { TestCounts } from '../evidence.js';
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
import { placeNumbers } from './leaf.js';
import { readToolStatement } from '../statement.js';
import { countVerdicts, placeCounts, readClaim, type Verdict } from './verdicts.js';

const STATISTICS = 'statistics';
const COLUMNS = ['column', 'column_A', 'column_B', 'column_list', 'column_set'];

/**
 * A validation result of Great Expectations, or a checkpoint's `describe()` of several. Each expectation is a test.
 * Metrics are named by expectation, columns and the observed value.
 */
export const greatExpectations = {
  name: 'great-expectations',
  judges: true,
  lacks: (value) => {
    if (typeof objectAt(value)?.get('success') !== 'boolean') return 'has no "success" that is true or false';
    const statistics = objectAt(value, STATISTICS);
    const [one, several] = [listAt(value, 'results'), listAt(value, 'validation_results')];
    if (one !== undefined && statistics?.has('evaluated_expectations') === true) return null;
    if (several !== undefined && statistics?.has('evaluated_validations') === true) return null;
    return 'has no results with the statistics of their expectations';
  },
  read: readValidations,
} as const satisfies Format;

function readValidations(value: JsonValue): Reading {
  const root = membersAt(value);
  const validations = listAt(root, 'validation_results') ?? [value];
  const expectations = validations.flatMap(listExpectations);
  const tests = countExpectations(root, validations, expectations.map(judge));
  const meta = objectAt(root, 'meta');
  const times = [
    { key: 'run_time', value: objectAt(meta, 'run_id')?.get('run_time') ?? null },
    { key: 'validation_time', value: meta?.get('validation_time') ?? null },
  ];
  return {
    metrics: growTree([
      ...placeNumbers(objectAt(root, STATISTICS)?.get('success_percent') ?? null, [
        STATISTICS,
        'success_percent',
      ]),
      ...expectations.flatMap(placeObserved),
      ...placeCounts(tests),
    ]),
    statement: readToolStatement([root], { times }),
    tests,
  };
}

function listExpectations(validation: JsonValue): JsonValue[] {
  return listAt(validation, 'results') ?? elementsAt(validation, 'expectations');
}

function judge(expectation: JsonValue): Verdict {
  const raised = objectAt(expectation, 'exception_info');
  const broke = raised?.get('raised_exception') === true || isRaisedByMetric(raised);
  const held = objectAt(expectation)?.get('success') === true;
  const name = nameExpectation(expectation).join(' ');
  return { outcome: held ? 'passed' : broke ? 'error' : 'failure', name };
}

/** Whether a metric could not be computed. Since 1.0, each such metric has an entry. */
function isRaisedByMetric(raised: JsonObject | undefined): boolean {
  return [...(raised?.values() ?? [])].some((entry) => objectAt(entry)?.get('raised_exception') === true);
}

/** The larger of what is listed and what the statistics claim: a result may list only its failures. */
function countExpectations(
  root: JsonObject,
  validations: readonly JsonValue[],
  verdicts: readonly Verdict[],
): TestCounts {
  const broken = verdicts.filter(({ outcome }) => outcome === 'error').length;
  const claimed = {
    passed: addUp(validations, 'successful_expectations'),
    failures: Math.max(0, addUp(validations, 'unsuccessful_expectations') - broken),
    total: claimTotal(root, validations),
  };
  const tests = countVerdicts(verdicts, claimed);
  const saysItFailed = [root, ...validations].some((part) => objectAt(part)?.get('success') !== true);
  if (!saysItFailed || tests.failures + tests.errors > 0) return tests;
  // the result says that it failed, although everything that it lists passed
  return countVerdicts([...verdicts, { outcome: 'error', name: 'the validation as a whole' }], claimed);
}

/** For each validation, the largest count that it claims or lists; at least 1 for each that is counted but missing. */
function claimTotal(root: JsonObject, validations: readonly JsonValue[]): number {
  const claim = (key: string, of: JsonValue) => readClaim(key, objectAt(of, STATISTICS)?.get(key));
  const totals = validations.map((validation) =>
    Math.max(
      claim('evaluated_expectations', validation),
      claim('successful_expectations', validation) + claim('unsuccessful_expectations', validation),
      listExpectations(validation).length,
    ),
  );
  const missing = Math.max(0, claim('evaluated_validations', root) - validations.length);
  return totals.reduce((sum, total) => sum + total, missing);
}

function addUp(validations: readonly JsonValue[], key: string): number {
  return validations
    .map((validation) => readClaim(key, objectAt(validation, STATISTICS)?.get(key)))
    .reduce((sum, count) => sum + count, 0);
}

function nameExpectation(expectation: JsonValue): string[] {
  const config = objectAt(expectation, 'expectation_config') ?? objectAt(expectation);
  const type = textAt(config, 'type') ?? textAt(config, 'expectation_type') ?? 'unnamed expectation';
  const kwargs = objectAt(config, 'kwargs');
  const columns = COLUMNS.map((key) => kwargs?.get(key) ?? [])
    .flat()
    .filter((column) => typeof column === 'string');
  return columns.length === 0 ? [type] : [type, columns.join(', ')];
}

/** Proportions are in percent of the values that are not missing. */
function placeObserved(expectation: JsonValue): Placed[] {
  const result = membersAt(expectation, 'result');
  return [...result].flatMap(([key, value]) => {
    return value instanceof Map ? [] : placeNumbers(value, [...nameExpectation(expectation), key]);
  });
}
