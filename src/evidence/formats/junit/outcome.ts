/** From best to worst: a test case counts as its worst. */
const OUTCOMES = ['passed', 'skipped', 'failure', 'error'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * What an element in a test case says of it. Surefire's reruns: `rerunFailure` stands beside the `failure` of
 * a test that failed every time, `flakyFailure` (not here) in one that passed in the end.
 */
const BY_ELEMENT = new Map<string, Outcome>([
  ['skipped', 'skipped'],
  ['failure', 'failure'],
  ['rerunfailure', 'failure'],
  ['rerunerror', 'failure'],
  ['error', 'error'],
]);

/** GoogleTest, CTest and others write how it went on the test case as well. */
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

/** What a test case's attributes say; a word that is not known is no pass. */
export function readStatus(attributes: ReadonlyMap<string, string>): Outcome {
  return worse(toOutcome(attributes.get('status')), toOutcome(attributes.get('result')));
}

export function worse(a: Outcome, b: Outcome): Outcome {
  return OUTCOMES.indexOf(a) < OUTCOMES.indexOf(b) ? b : a;
}

function toOutcome(word = ''): Outcome {
  return BY_STATUS.get(word.trim().toLowerCase()) ?? 'error';
}
