import { UnreadableReport, type TestCounts } from '../evidence.js';
import type { Placed } from '../metric-tree.js';
import type { JsonValue } from '../python-json.js';
import { describeRaw, toLeaf, toMeasuredLeaf } from './leaf.js';

/** From best to worst. A test case counts as its worst outcome. */
const OUTCOMES = ['passed', 'skipped', 'failure', 'error'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * Outcomes by the elements in a test case. For Surefire's reruns, `rerunFailure` follows the `failure` of a test that
 * failed every time. `flakyFailure` (not listed) is in a test that passed in the end.
 */
const BY_ELEMENT = new Map<string, Outcome>([
  ['skipped', 'skipped'],
  ['failure', 'failure'],
  ['rerunfailure', 'failure'],
  ['rerunerror', 'failure'],
  ['error', 'error'],
]);

/** GoogleTest, CTest and others also write the outcome as an attribute. */
const BY_STATUS = new Map<string, Outcome>([
  ...['', 'run', 'passed', 'pass', 'success', 'successful', 'ok', 'completed'].map(
    (word) => [word, 'passed'] as const,
  ),
  ...['notrun', 'disabled', 'skipped', 'ignored', 'suppressed'].map((word) => [word, 'skipped'] as const),
  ...['fail', 'failed', 'failure'].map((word) => [word, 'failure'] as const),
]);

/** @param tag the local name, lower-cased */
export function readElement(tag: string): Outcome | undefined {
  return BY_ELEMENT.get(tag);
}

/** The outcome in a test case's attributes. An unknown word is an error. */
export function readStatus(attributes: ReadonlyMap<string, string>): Outcome {
  return worse(toOutcome(attributes.get('status')), toOutcome(attributes.get('result')));
}

export function worse(a: Outcome, b: Outcome): Outcome {
  return OUTCOMES.indexOf(a) < OUTCOMES.indexOf(b) ? b : a;
}

function toOutcome(word = ''): Outcome {
  return BY_STATUS.get(word.trim().toLowerCase()) ?? 'error';
}

const MAX_BROKEN = 5;
const MAX_NAME = 200;

/** One test, expectation or condition that a tool judged. */
export interface Verdict {
  readonly outcome: Outcome;
  /** As written in the file (foreign text). */
  readonly name: string;
}

/** A tool's own counts, as written. It may list fewer. */
type Claimed = Partial<Record<'passed' | 'failures' | 'errors', JsonValue | undefined>> & {
  /** The total. */
  readonly total?: number | undefined;
};

/**
 * Counts what passed and failed: the larger of what a tool lists and what it claims. Tests that it counts in total
 * without an outcome are errors.
 * @throws UnreadableReport when a claim is not a count
 */
export function countVerdicts(verdicts: readonly Verdict[], claimed: Claimed = {}): TestCounts {
  const count = (outcome: Outcome) => verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const most = (listed: number, key: keyof Omit<Claimed, 'total'>) =>
    Math.max(listed, readClaim(key, claimed[key]));
  const broken = verdicts.filter(({ outcome }) => outcome === 'failure' || outcome === 'error');
  const told = {
    passed: most(count('passed'), 'passed'),
    failures: most(count('failure'), 'failures'),
    errors: most(count('error'), 'errors'),
    skipped: count('skipped'),
  };
  const missing = Math.max(
    0,
    (claimed.total ?? 0) - told.passed - told.failures - told.errors - told.skipped,
  );
  const names = broken.map(({ name }) => name.slice(0, MAX_NAME));
  const unnamed = told.failures + told.errors - broken.length;
  if (unnamed > 0) names.unshift(`${unnamed} counted as failed but not listed`);
  if (missing > 0) names.unshift(`${missing} ${missing === 1 ? 'test' : 'tests'} counted but not listed`);
  return { ...told, errors: told.errors + missing, broken: names.slice(0, MAX_BROKEN) };
}

/**
 * A count that a tool claims; 0 if missing.
 * @throws UnreadableReport when it is not a count
 */
export function readClaim(key: string, value: JsonValue | undefined): number {
  if (value === undefined || value === null) return 0;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new UnreadableReport(`has ${describeRaw(value)} as its number of ${key}, which is not a count`);
}

/** The counts as metrics under `tests`, so that a gate can require a pass rate. */
export function placeCounts({ passed, failures, errors, skipped }: TestCounts): Placed[] {
  const run = passed + failures + errors;
  const counts = { passed, failed: failures, errors, skipped, total: run + skipped };
  const rate =
    run === 0
      ? ({ kind: 'leaf', value: null, raw: '0 of 0 tests' } as const)
      : toMeasuredLeaf(passed / run, { samples: run, share: 'of examples', direction: 'higher' });
  return [
    ...Object.entries(counts).map(([key, value]): Placed => [['tests', key], toLeaf(value)]),
    [['tests', 'pass_rate'], rate],
  ];
}
