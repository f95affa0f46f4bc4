import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/load.js';
import { findBareComparisons } from '../../../src/policy/metric-rules.js';
import { readingOf, requireLive, resolveRules } from '../../../src/policy/resolve.js';
import { FILE } from '../support/policy-text.js';

/* What confirms a version in use. */

const policyWith = (...lines: readonly string[]) => `models:
  churn:
    stages:
      Production:
        live:
${lines.map((line) => `          ${line}\n`).join('')}`;
const ERRORS = 'gates: [{metric: error_rate, max: 0.01}]';
const FULL = ['report: live/{version}.json', 'within: 24h', ERRORS];

const liveOf = (...lines: readonly string[]) =>
  resolveRules(parsePolicy(FILE, policyWith(...lines)), 'churn', 'Production').live;

test('a failure rolls back, unless the policy only wants to hear of it', () => {
  expect(liveOf(...FULL)).toMatchObject({
    report: ['live/{version}.json'],
    within: { text: '24h', milliseconds: 86_400_000 },
    onFailure: 'rollback',
    gates: [{ metric: 'error_rate', max: 0.01 }],
  });
  expect(liveOf(...FULL, 'on-failure: report')).toMatchObject({ onFailure: 'report' });
});

test("its report is read in the model's format", () => {
  const lines = policyWith(...FULL).replace('churn:\n', 'churn:\n    format: plain\n');
  const policy = parsePolicy(FILE, lines);
  expect(resolveRules(policy, 'churn', 'Production').live?.reading.format).toBe('plain');
  expect(readingOf(policy, 'churn').format).toBe('plain');
  expect(readingOf(policy, 'other').format).toBe('auto');
});

describe('what is wrong in it is told at its place', () => {
  test.each<[string, readonly string[], string, number]>([
    ['a gate', ['report: r.json', 'within: 24h', 'gates: [{metric: "a..b", max: 1}]'], 'a..b', 8],
    ['a report', ['within: 24h', ERRORS, 'report: "live/{vers}.json"'], '{vers}', 8],
    [
      'the choice of rows',
      ['within: 24h', ERRORS, 'report:', '  file: live.csv', '  records: {best: loss}'],
      'whether higher or lower "loss" is better',
      10,
    ],
  ])('%s', (_name, lines, words, line) => {
    expect(() => parsePolicy(FILE, policyWith(...lines))).toThrow(
      expect.objectContaining({
        code: 'policy',
        message: expect.stringContaining(words) as unknown,
        place: expect.objectContaining({ file: FILE, line }) as unknown,
      }),
    );
  });
});

test('a comparison that may lack its % is found there too', () => {
  const gates = 'gates: [{metric: error_rate, max: 0.01}, {metric: p95, goal: lower, max-regression: 5}]';
  const { content } = parsePolicy(FILE, policyWith('report: r.json', 'within: 24h', gates));
  const path = ['models', 'churn', 'stages', 'Production', 'live', 'gates', 1];
  expect(findBareComparisons(content)).toMatchObject([{ path, check: 'max-regression' }]);
});

test('a stage without it gets the lines to add', () => {
  const policy = parsePolicy(FILE, 'models:\n  churn:\n    stages:\n      Production: {from: [Staging]}\n');
  const rules = resolveRules(policy, 'churn', 'Production');
  expect(() => requireLive(policy, rules)).toThrow(
    expect.objectContaining({
      message: "the policy doesn't say what confirms a version in Production",
      place: expect.objectContaining({ file: FILE, line: 4 }) as unknown,
      hint: expect.stringContaining('live:') as unknown,
    }),
  );
});
