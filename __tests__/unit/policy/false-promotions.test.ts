import { describe, expect, test } from '@jest/globals';
import { StagegateError } from '../../../src/errors.js';
import { parsePolicy } from '../../../src/policy/load.js';
import { resolveRules } from '../../../src/policy/resolve.js';
import { FILE } from '../support/policy-text.js';

const SURE = '{metric: accuracy, goal: higher, min-improvement: 0, confidence: 95%}';

function policyWith(stage: readonly string[]): string {
  return [
    'models:',
    '  churn:',
    '    stages:',
    '      Production:',
    ...stage.map((line) => `        ${line}`),
    '',
  ].join('\n');
}

function faultOf(...stage: readonly string[]): StagegateError {
  try {
    parsePolicy(FILE, policyWith(stage));
  } catch (error) {
    if (error instanceof StagegateError) return error;
    throw error;
  }
  throw new Error('the policy was accepted');
}

test('is the rate and the test set of a stage', () => {
  const text = policyWith(['false-promotions: 5%', 'test-set: data/test.csv', `gates: [${SURE}]`]);
  expect(resolveRules(parsePolicy(FILE, text), 'churn', 'Production')).toMatchObject({
    falsePromotions: { text: '5%', rate: 0.05 },
    testSet: 'data/test.csv',
  });
  const none = parsePolicy(FILE, policyWith([`gates: [${SURE}]`]));
  expect(resolveRules(none, 'churn', 'Production')).toMatchObject({ falsePromotions: null, testSet: null });
});

test('a bound without confidence is taken as exact, beside a gate that has it', () => {
  const text = policyWith(['false-promotions: 5%', `gates: [${SURE}, {metric: latency, max: 120}]`]);
  expect(() => parsePolicy(FILE, text)).not.toThrow();
});

describe('is refused, with its place', () => {
  test.each([
    ['0%', 'false-promotions must be above 0% and below 100%, not 0%'],
    ['100%', 'false-promotions must be above 0% and below 100%, not 100%'],
    ['0.05', 'models.churn.stages.Production.false-promotions must be a percentage such as 5%'],
    ['often', 'models.churn.stages.Production.false-promotions must be a percentage such as 5%'],
  ])('a value of %s', (value, message) => {
    const fault = faultOf(`false-promotions: ${value}`, `gates: [${SURE}]`);
    expect(fault).toMatchObject({ code: 'policy', message, place: { file: FILE, line: 5, column: 27 } });
  });

  test.each([
    ['max-regression: 1%', 25],
    ['min-improvement: 0', 25],
  ])('a comparison without confidence (%s)', (bound, column) => {
    const fault = faultOf(
      'false-promotions: 5%',
      'gates:',
      `  - ${SURE}`,
      `  - metric: f1`,
      `    goal: higher`,
      `    ${bound}`,
    );
    expect(fault).toMatchObject({
      message: `false-promotions can't be kept: the gate on "f1" compares without confidence, so chance alone can pass it`,
      hint: expect.stringContaining('Add confidence: 95% to it') as unknown,
      place: { line: 10, column: column - 12 },
    });
  });

  test('the same as one of several alternatives', () => {
    const either = 'any-of: [{metric: f1, goal: higher, max-regression: 1%}, {tests: t.xml}]';
    const fault = faultOf('false-promotions: 5%', 'gates:', `  - ${SURE}`, `  - ${either}`);
    expect(fault).toMatchObject({ place: { line: 8 } });
    expect(fault.message).toContain('"f1" compares without confidence');
  });

  test.each(['warn', 'allow'])('a gate with inconclusive: %s', (way) => {
    const gate = `{metric: accuracy, min: 0.9, confidence: 95%, inconclusive: ${way}}`;
    expect(faultOf('false-promotions: 5%', `gates: [${gate}]`)).toMatchObject({
      message: `false-promotions can't be kept: the gate on "accuracy" lets an inconclusive result pass (inconclusive: ${way})`,
      hint: 'Remove inconclusive, so that it blocks.',
      place: { line: 6 },
    });
  });

  test.each([[[]], [['gates: [{metric: accuracy, min: 0.9}]']]])(
    'a stage without confidence (%j)',
    (gates) => {
      expect(faultOf('false-promotions: 5%', ...gates)).toMatchObject({
        message: '"false-promotions" has no effect without a metric gate that has confidence',
        place: { line: 5, column: 9 },
      });
    },
  );

  test('a test set without it', () => {
    expect(faultOf('test-set: data/test.csv', `gates: [${SURE}]`)).toMatchObject({
      message: '"test-set" has no effect without false-promotions',
      place: { line: 5, column: 9 },
    });
  });
});
