import { describe, expect, test } from '@jest/globals';
import { readTests } from '../../../src/evidence/read-tests.js';
import { at, fixture, names, rawAt, readFixture, readValue, refusal } from './reading.js';

describe.each(['latest-test-run', 'results-folder'])('what DeepEval wrote: %s.json', (name) => {
  const report = readFixture(`deepeval/${name}.json`);

  test('metrics are the columns of its table', () => {
    expect(report.format).toBe('deepeval');
    expect(at(report, '"Correctness [GEval]".score')).toEqual({
      value: 0.75,
      raw: '0.75',
      samples: 4,
      spread: 0.5,
    });
    expect(at(report, '"Correctness [GEval]".pass_rate')).toEqual({
      value: 0.75,
      raw: '0.75',
      samples: 4,
      scale: 'proportion',
      direction: 'higher',
    });
  });

  test('a metric without a threshold has a score and no pass rate', () => {
    expect(at(report, 'Length.score')).toMatchObject({ value: 12.75, samples: 4 });
    expect(names(report)).not.toContain('Length.pass_rate');
  });

  test('a metric that broke on an answer has no score, and the answer counts as not passed', () => {
    expect(rawAt(report, 'Tone.score')).toBe('1 of 4 without a score');
    expect(at(report, 'Tone.pass_rate')).toMatchObject({ value: 0.75, samples: 4 });
  });

  test('a case whose metric broke does not pass, although DeepEval counts it as a success', () => {
    expect(report.tests).toEqual({
      passed: 2,
      failures: 1,
      errors: 1,
      skipped: 0,
      broken: ['test_answer[Lyon]', 'test_answer[I think that it is Paris]'],
    });
    expect(readTests('t.json', fixture(`deepeval/${name}.json`))).toMatchObject({ passed: 2, errors: 1 });
  });

  test('the logged hyperparameters can say what it is about', () => {
    expect(report.statement).toMatchObject({ version: '4', versionIsSpecific: true });
  });
});

const metric = (more: object = {}) => ({ name: 'm', threshold: 0.5, success: true, score: 1, ...more });
const run = (cases: object[], more: object = {}) => ({
  testCases: cases.map((one) => ({ name: 'a', success: true, metricsData: [metric()], ...one })),
  metricsScores: [],
  ...more,
});

describe('what counts', () => {
  test.each<[string, object, object]>([
    ['nothing', run([]), {}],
    ['a pass', run([{}]), { passed: 1 }],
    ['a failure', run([{ success: false, metricsData: [metric({ success: false })] }]), { failures: 1 }],
    ['a success with a failed metric', run([{ metricsData: [metric({ success: false })] }]), { failures: 1 }],
    [
      'a success with a failed metric that is flaky',
      run([{ metricsData: [metric(), metric({ success: false, flaky: true })] }]),
      { passed: 1 },
    ],
    ['a metric with an error', run([{ metricsData: [metric({ error: 'timeout' })] }]), { errors: 1 }],
    ['a metric without a score', run([{ metricsData: [metric({ score: null })] }]), { errors: 1 }],
    ['a metric without its verdict', run([{ metricsData: [metric({ success: null })] }]), { errors: 1 }],
    [
      'only metrics without a threshold',
      run([{ success: null, metricsData: [{ name: 'm', score: 1 }] }]),
      { skipped: 1 },
    ],
    ['a pass in words', run([{ success: 'true' }]), { failures: 1 }],
    [
      'a conversation',
      run([], { conversationalTestCases: [{ name: 'c', success: false }] }),
      { failures: 1 },
    ],
    ['failures that are not listed', run([{}], { testPassed: 1, testFailed: 2 }), { passed: 1, failures: 2 }],
    ['passes beyond those that are listed', run([{}], { testPassed: 3 }), { passed: 1, errors: 2 }],
  ])('%s', (_, value, counts) => {
    expect(readValue(value).tests).toMatchObject({
      ...{ passed: 0, failures: 0, errors: 0, skipped: 0 },
      ...counts,
    });
  });

  test('a count that is none is refused', () => {
    expect(refusal(() => readValue(run([{}], { testFailed: -1 })))).toBe(
      'has -1 as its number of testFailed, which is not a count',
    );
  });
});

test('metrics of single spans are read from the lists of DeepEval', () => {
  const listed = { metric: 'Tool Use', scores: [1, 0], passes: 1, fails: 1, errors: 1 };
  const report = readValue(run([], { metricsScores: [listed, { ...listed, metric: 'Plan', errors: 0 }] }));
  expect(rawAt(report, 'Tool Use.score')).toBe('1 of 3 without a score');
  expect(at(report, 'Tool Use.pass_rate')).toMatchObject({ value: 1 / 3, samples: 3 });
  expect(at(report, 'Plan.score')).toMatchObject({ value: 0.5, samples: 2 });
});

test.each<[string, object, string]>([
  ['a score in words', metric({ score: '0.9' }), '1 of 1 without a score'],
  ['no score', metric({ score: null }), '1 of 1 without a score'],
])('%s', (_, data, raw) => {
  expect(rawAt(readValue(run([{ metricsData: [data] }])), 'm.score')).toBe(raw);
});

test.each<[string, object]>([
  ['cases alone', { testCases: [], n: 1 }],
  ['a case without a name', run([{ name: 5 }], { n: 1 })],
  ['scores alone', { metricsScores: [], n: 1 }],
])('%s: it is another format', (_, value) => {
  expect(readValue(value).format).toBe('plain');
});
