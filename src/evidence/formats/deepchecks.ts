import { UnreadableReport } from '../evidence.js';
import { growTree, type Placed } from '../metric-tree.js';
import { parsePythonJson, type JsonValue } from '../python-json.js';
import { type Format, type Reading, elementsAt, listAt, membersAt, objectAt, textAt } from './format.js';
import { type Outcome, countVerdicts, placeCounts, type Verdict } from './verdicts.js';
import { toMeasuredLeaf, placeNumbers } from './leaf.js';
import { readToolStatement } from '../statement.js';

/** A WARN fails, as in deepchecks' own passed(). */
const OUTCOMES = new Map<string, Outcome>([
  ['PASS', 'passed'],
  ['FAIL', 'failure'],
  ['WARN', 'failure'],
]);
const SUITE = 'SuiteResult';
const CHECK = 'CheckResult';
/** Keys in the rows of a model's performance. */
const [VALUE, SAMPLES] = ['Value', 'Number of samples'];

/**
 * The `to_json()` of a deepchecks suite or check. Each condition is a test, and so is a check that could not run.
 * Metrics are named by their check's header and the keys of its value; a model's performance by dataset, class and
 * metric.
 */
export const deepchecks = {
  name: 'deepchecks',
  judges: true,
  lacks: (value) => {
    const type = textAt(value, 'type');
    if (type === CHECK) return objectAt(value, 'check') === undefined ? 'has no "check"' : null;
    if (type !== SUITE) return `has no "type" that is ${SUITE} or ${CHECK}`;
    return listAt(value, 'results') === undefined ? 'has no list of "results"' : null;
  },
  read: readSuite,
} as const satisfies Format;

function readSuite(value: JsonValue): Reading {
  const root = membersAt(value);
  const checks = listAt(root, 'results') ?? [value];
  const tests = countVerdicts(checks.flatMap(judge));
  return {
    metrics: growTree([...checks.flatMap(placeValue), ...placeCounts(tests)]),
    statement: readToolStatement([root], {}),
    tests,
  };
}

function judge(check: JsonValue): Verdict[] {
  const header = nameCheck(check);
  if (textAt(check, 'type') !== CHECK) {
    return [{ outcome: 'error', name: `${header}: ${textAt(check, 'exception') ?? 'did not run'}` }];
  }
  return elementsAt(check, 'conditions_results').map((condition) => ({
    outcome: OUTCOMES.get(textAt(condition, 'Status') ?? '') ?? 'error',
    name: `${header}: ${textAt(condition, 'Condition') ?? 'unnamed condition'}`,
  }));
}

function nameCheck(check: JsonValue): string {
  return textAt(check, 'header') ?? textAt(check, 'check', 'name') ?? 'unnamed check';
}

function placeValue(check: JsonValue): Placed[] {
  const value = objectAt(check)?.get('value');
  if (value === undefined || value === null) return [];
  return typeof value === 'string'
    ? parseRows(value).flatMap((row) => placeRow(nameCheck(check), row))
    : placeNumbers(value, [nameCheck(check)]);
}

/** A table is encoded as a text of its rows. Any other text has no numbers. */
function parseRows(text: string): JsonValue[] {
  if (!text.startsWith('[')) return [];
  try {
    return elementsAt(parsePythonJson(text));
  } catch (error) {
    if (error instanceof UnreadableReport) return [];
    throw error;
  }
}

function placeRow(header: string, row: JsonValue): Placed[] {
  const members = objectAt(row);
  const value = members?.get(VALUE);
  if (members === undefined || value === undefined) return [];
  const names = [...members]
    .filter(([key, name]) => key !== VALUE && key !== SAMPLES && name !== null)
    .map(([, name]) => (typeof name === 'string' || typeof name === 'number' ? String(name) : 'unnamed'));
  return [[[header, ...names], toMeasuredLeaf(value, { samples: members.get(SAMPLES) })]];
}
