import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/load.js';
import { FILE, refusalOf, withGate } from '../support/policy-text.js';

const GATE = 'models.churn.stages.Production.gates[0]';

describe('confidence is taken', () => {
  test.each([
    ['of a bound', ['min: 1', 'confidence: 95%']],
    ['of a bound from above', ['max: 1', 'confidence: 95%']],
    ['just above even odds', ['min: 1', 'confidence: 50.1%']],
    ['just below certainty', ['min: 1', 'confidence: 99.99%']],
    ['of a change', ['max-regression: 1%', 'goal: higher', 'confidence: 99.9%']],
    ['with a standard error by path', ['min: 1', 'confidence: 95%', 'stderr: e']],
    ['with a standard error by number', ['min: 1', 'confidence: 95%', 'stderr: 0.01']],
    ['with a standard deviation', ['min: 1', 'confidence: 95%', 'stdev: s', 'samples: n']],
    ['of a proportion', ['min: 1', 'confidence: 95%', 'samples: n']],
    ['that only warns', ['min: 1', 'confidence: 95%', 'inconclusive: warn']],
    [
      'example by example',
      [
        'min-improvement: 0',
        'goal: higher',
        'confidence: 95%',
        'paired: {file: "p/{version}.csv", key: a, score: b}',
      ],
    ],
  ])('%s', (_name, lines) => {
    expect(parsePolicy(FILE, withGate('metric: a', ...lines)).content).toBeDefined();
  });

  test('in alternatives', () => {
    const text = withGate('any-of:', '  - {metric: a, min: 1}', '  - {tests: a.xml}');
    expect(parsePolicy(FILE, text).content).toBeDefined();
  });
});

describe('a key without effect is refused', () => {
  test.each([
    ['stderr', ['min: 1', 'stderr: e'], '"stderr" has no effect without confidence'],
    ['stdev', ['min: 1', 'stdev: 0.1'], '"stdev" has no effect without confidence'],
    ['inconclusive', ['min: 1', 'inconclusive: allow'], '"inconclusive" has no effect without confidence'],
    [
      'paired',
      ['min: 1', 'paired: {file: a, key: b, score: c}'],
      '"paired" has no effect without confidence',
    ],
    ['too-few', ['min: 1', 'too-few: skip'], '"too-few" has no effect without min-samples'],
    ['confidence', ['min-samples: 1', 'confidence: 95%'], '"confidence" has no effect without a bound'],
  ])('%s', (_key, lines, message) => {
    expect(refusalOf(withGate('metric: a', ...lines))).toMatchObject({ code: 'policy', message });
  });

  test('is told at its place in an alternative', () => {
    const text = withGate('any-of:', '  - {metric: a, min: 1}', '  - {metric: b, min: "1"}');
    expect(refusalOf(text).at).toMatch(/^8:/);
    const idle = withGate('any-of:', '  - {metric: a, min: 1}', '  - {metric: b, min: 1, stdev: 0.1}');
    expect(refusalOf(idle).at).toBe('8:37');
  });

  test('paired results where nothing is compared', () => {
    const text = withGate('metric: a', 'min: 1', 'confidence: 95%', 'paired: {file: a, key: b, score: c}');
    expect(refusalOf(text).message).toBe('"paired" has no effect without max-regression');
  });
});

test.each(['predictions.jsonl', 'mlflow', 'p/{model}/*.csv'])(
  'examples in %s, which is one file for every version, are refused',
  (file) => {
    const paired = `paired: {file: "${file}", key: a, score: b}`;
    expect(
      refusalOf(withGate('metric: a', 'min-improvement: 0', 'goal: higher', 'confidence: 95%', paired)),
    ).toMatchObject({
      code: 'policy',
      at: '10:28',
      message: `the file "${file}" is the same for every version, so it would be compared with itself`,
      hint: 'Put {version} in its path: predictions/{version}.jsonl',
    });
  },
);

test.each([
  ['key', '{file: "p/{version}.csv", key: a..b, score: s}', 'the metric path "a..b" has an empty part'],
  ['score', '{file: "p/{version}.csv", key: a, score: s.}', 'the metric path "s." has an empty part'],
  ['file', '{file: "p/{version}/{x}.csv", key: a, score: s}', '{x}'],
])('a wrong %s of the examples is refused', (key, paired, message) => {
  const text = withGate(
    ...['metric: a', 'min-improvement: 0', 'goal: higher', 'confidence: 95%', `paired: ${paired}`],
  );
  const refusal = refusalOf(text);
  expect(refusal.message).toContain(message);
  expect(refusal.at).toBe(
    `10:${String(13 + 'paired: '.length + paired.indexOf(`${key}: `) + key.length + 2)}`,
  );
});

test.each(['0.95', '95', '[95%]', 'true'])('a confidence of %s is told what it should be', (confidence) => {
  expect(refusalOf(withGate('metric: a', 'min: 1', `confidence: ${confidence}`)).message).toBe(
    `${GATE}.confidence must be a percentage such as 95%`,
  );
});

describe('a wrong value is refused', () => {
  test.each([
    ['confidence', withGate('metric: a', 'min: 1', 'confidence: 95'), '8:25'],
    ['confidence', withGate('metric: a', 'min: 1', 'confidence: most'), '8:25'],
    ['inconclusive', withGate('metric: a', 'min: 1', 'inconclusive: pass'), '8:27'],
    ['stderr', withGate('metric: a', 'min: 1', 'confidence: 95%', 'stderr: -1'), '9:21'],
    ['approvals', withGate('approvals: 0'), '6:24'],
    ['checks', withGate('checks: []'), '6:21'],
  ])('%s', (key, text, at) => {
    expect(refusalOf(text)).toMatchObject({
      at,
      message: expect.stringMatching(
        new RegExp(`^${GATE.replace(/[[\].]/g, '\\$&')}\\.${key} must`),
      ) as unknown,
    });
  });

  test.each(['50%', '0%', '100%'])('a confidence of %s', (confidence) => {
    expect(refusalOf(withGate('metric: a', 'min: 1', `confidence: ${confidence}`))).toMatchObject({
      message: `the confidence must be above 50% and below 100%, not ${confidence}`,
      hint: 'Write 95%, for example: it is one-sided.',
      at: '8:25',
    });
  });

  test.each([
    [
      'one alternative',
      ['any-of:', '  - {metric: a, min: 1}'],
      `${GATE}.any-of must have at least 2 entries`,
    ],
    [
      'an alternative of another kind',
      ['any-of:', '  - {metric: a, min: 1}', '  - {approvals: 1}'],
      'an alternative needs one of metric, tests; this one has approvals',
    ],
    [
      'a misspelt key in an alternative',
      ['any-of:', '  - {metric: a, min: 1}', '  - {metric: a, mim: 1}'],
      `unknown key "mim" in ${GATE}.any-of[1]`,
    ],
    [
      'an alternative that checks nothing',
      ['any-of:', '  - {metric: a, min: 1}', '  - {metric: b}'],
      'the gate on "b" has nothing to check',
    ],
  ])('%s', (_name, lines, message) => {
    expect(refusalOf(withGate(...lines)).message).toBe(message);
  });
});
