import { growTree, type Placed } from '../metric-tree.js';
import type { JsonValue } from '../python-json.js';
import { readToolStatement } from '../statement.js';
import {
  type Format,
  type JsonObject,
  type Reading,
  elementsAt,
  listAt,
  membersAt,
  objectAt,
  textAt,
} from './format.js';
import { toMeasuredLeaf, spreadOf } from './leaf.js';
import { countVerdicts, placeCounts, readClaim, type Verdict } from './verdicts.js';

const [SINGLE, CONVERSATIONS] = ['testCases', 'conversationalTestCases'];

/**
 * A test run of DeepEval: `.deepeval/.latest_test_run.json`, or a file in its folder of results, which is the same
 * without `testRunData` around it. Each test case is a test. Metrics are `metric.score` and `metric.pass_rate`, the
 * columns "Average Score" and "Pass Rate" of DeepEval's table.
 */
export const deepeval = {
  name: 'deepeval',
  judges: true,
  lacks: (value) => {
    const run = findRun(value);
    if (listAt(run, SINGLE) === undefined) return `has no list of "${SINGLE}"`;
    if (listAt(run, 'metricsScores') === undefined) return 'has no list of "metricsScores"';
    const other = listCases(run).findIndex((one) => textAt(one, 'name') === undefined);
    return other === -1 ? null : `has no name of test case ${other + 1}`;
  },
  read: readRun,
} as const satisfies Format;

function findRun(value: JsonValue): JsonValue {
  return objectAt(value, 'testRunData') ?? value;
}

function listCases(run: JsonValue): JsonValue[] {
  return [SINGLE, CONVERSATIONS].flatMap((key) => elementsAt(run, key));
}

function readRun(value: JsonValue): Reading {
  const run = membersAt(findRun(value));
  const cases = listCases(run);
  const verdicts = cases.map(judge);
  const claim = (key: string) => readClaim(key, run.get(key));
  const broken = verdicts.filter(({ outcome }) => outcome === 'error').length;
  const tests = countVerdicts(verdicts, {
    // of DeepEval's failures, some could not be judged
    failures: Math.max(0, claim('testFailed') - broken),
    passed: cases.length === 0 ? run.get('testPassed') : undefined,
    total: claim('testPassed') + claim('testFailed'),
  });
  return {
    metrics: growTree([...placeMetrics(run, cases), ...placeCounts(tests)]),
    statement: readToolStatement([membersAt(value), run, membersAt(run, 'hyperparameters')], {}),
    tests,
  };
}

/**
 * A flaky metric doesn't decide, as in DeepEval. A metric that raised can be left without score, verdict and error, in
 * a case that DeepEval calls a success: it breaks the case.
 */
function judge(one: JsonValue): Verdict {
  const name = textAt(one, 'name') ?? '';
  const success = objectAt(one)?.get('success') ?? null;
  const deciding = elementsAt(one, 'metricsData')
    .map((data) => membersAt(data))
    .filter((data) => data.get('flaky') !== true);
  const verdicts = deciding.map((data) => data.get('success') ?? null);
  if (deciding.some(isBroken)) return { outcome: 'error', name };
  if (success === null && verdicts.every((verdict) => verdict === null)) return { outcome: 'skipped', name };
  return { outcome: success === true && !verdicts.includes(false) ? 'passed' : 'failure', name };
}

/** Whether a metric could not be judged. Without a threshold, it has a score but no verdict. */
function isBroken(data: JsonObject): boolean {
  const has = (key: string) => (data.get(key) ?? null) !== null;
  return has('error') || !has('score') || (has('threshold') && !has('success'));
}

/** One metric over the test cases. Undefined scores could not be computed. */
interface Scored {
  readonly scores: (JsonValue | undefined)[];
  passes: number;
  judged: number;
}

/** Takes metrics from the test cases. Metrics of single spans are only in DeepEval's own lists. */
function placeMetrics(run: JsonObject, cases: readonly JsonValue[]): Placed[] {
  const byName = new Map<string, Scored>();
  for (const data of cases.flatMap((one) => elementsAt(one, 'metricsData'))) {
    const name = textAt(data, 'name') ?? 'unnamed metric';
    const scored: Scored = byName.get(name) ?? { scores: [], passes: 0, judged: 0 };
    byName.set(name, scored);
    scored.scores.push(objectAt(data)?.get('score') ?? undefined);
    const [threshold, success] = ['threshold', 'success'].map((key) => objectAt(data)?.get(key) ?? null);
    if (threshold !== null || success !== null) scored.judged += 1;
    if (success === true) scored.passes += 1;
  }
  const ofSpans = elementsAt(run, 'metricsScores').flatMap((entry): [string, Scored][] => {
    const name = textAt(entry, 'metric');
    return name === undefined || byName.has(name) ? [] : [[name, readListed(membersAt(entry))]];
  });
  return [...byName, ...ofSpans].flatMap(([name, scored]) => placeScored(name, scored));
}

function readListed(entry: JsonObject): Scored {
  const [passes, fails, errors] = ['passes', 'fails', 'errors'].map((key) => readClaim(key, entry.get(key)));
  const unscored = Array.from({ length: errors ?? 0 }, () => undefined);
  const judged = (passes ?? 0) + (fails ?? 0) + (errors ?? 0);
  return { scores: [...elementsAt(entry, 'scores'), ...unscored], passes: passes ?? 0, judged };
}

function placeScored(name: string, { scores, passes, judged }: Scored): Placed[] {
  const numbers = scores.filter((score) => typeof score === 'number');
  const mean = numbers.reduce((sum, score) => sum + score, 0) / numbers.length;
  const missing = scores.length - numbers.length;
  const leaf = toMeasuredLeaf(mean, { samples: numbers.length, spread: spreadOf(numbers) });
  // the mean of the others would hide those that are hard to judge
  const refused = { ...leaf, value: null, raw: `${missing} of ${scores.length} without a score` };
  const placed: Placed[] = [[[name, 'score'], missing === 0 ? leaf : refused]];
  if (judged === 0) return placed;
  const rate = toMeasuredLeaf(passes / judged, {
    samples: judged,
    share: 'of examples',
    direction: 'higher',
  });
  return [...placed, [[name, 'pass_rate'], rate]];
}
