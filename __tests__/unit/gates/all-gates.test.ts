import { describe, expect, test } from '@jest/globals';
import type { RunContext } from '../../../src/model/run-context.js';
import { isBlocking } from '../../../src/model/gate-result.js';
import { faultAt } from '../../../src/gates/fault.js';
import { readWindow } from '../../../src/policy/time.js';
import { checksOf, checkWith, reviewBy } from '../support/code-host.js';
import { contextWith, evaluateGates, evidenceOf, rulesWith, testsOf } from '../support/gate-context.js';

const HOUR = 3_600_000;
const runOn = (given: Partial<RunContext>): RunContext => ({
  actor: null,
  run: null,
  ref: null,
  commits: [],
  ...given,
});

describe('all gates together', () => {
  test('each is judged though the first fails', () => {
    const rules = rulesWith({
      from: ['None'],
      soak: { text: '1h', milliseconds: HOUR },
      refs: ['refs/heads/main'],
      evidence: { maxAge: null, version: true, commit: false },
      freeze: [readWindow({ from: 'Tue', to: 'Tue', timezone: 'UTC' })],
      gates: [
        { metric: 'gone', min: 1 },
        { tests: 'junit/*.xml' },
        { checks: ['build', 'unit'] },
        { approvals: 1 },
        { metric: 'a', min: 0.9, max: 1 },
      ],
    });
    const results = evaluateGates(
      contextWith({
        rules,
        evidence: evidenceOf('{"a": 0.95}'),
        tests: new Map([['junit/*.xml', testsOf({ passed: 1 })]]),
        run: runOn({ ref: 'refs/heads/main' }),
        checks: checksOf(checkWith({ name: 'unit' })),
        approvals: {
          pullRequest: { number: 7, author: 'mona', reviews: [reviewBy('hubot', 'APPROVED')] },
          problem: null,
        },
      }),
    );
    expect(results.map(({ gate, check, verdict }) => `${gate} ${String(check)} ${verdict}`)).toEqual([
      'freeze freeze fail',
      'evidence version fail',
      'from from fail',
      'soak soak fail',
      'refs refs pass',
      'metric min fail',
      'tests tests pass',
      'checks checks fail',
      'checks checks pass',
      'approvals approvals pass',
      'metric min pass',
      'metric max pass',
    ]);
  });

  test('evidence that was not read fails', () => {
    const rules = rulesWith({ gates: [{ checks: ['build'] }, { approvals: 1 }] });
    expect(evaluateGates(contextWith({ rules }))).toMatchObject([
      { gate: 'checks', verdict: 'fail' },
      { gate: 'approvals', verdict: 'fail' },
    ]);
  });

  test("an error that isn't about the policy is not blamed on it", () => {
    const broken = new TypeError('broken');
    const run = () =>
      faultAt({ approvals: 1 }, 0, () => {
        throw broken;
      });
    expect(run).toThrow(broken);
  });

  test('a stage that asks for nothing has no rows', () => {
    expect(evaluateGates(contextWith())).toEqual([]);
  });

  test('the same context gives the same results, and is left as it was', () => {
    const context = contextWith({
      evidence: evidenceOf('{"s": {"a": 1, "b": 2}}'),
      rules: rulesWith({ gates: [{ metric: 's.*', min: 1.5 }] }),
    });
    const before = structuredClone(context);
    expect(evaluateGates(context)).toEqual(evaluateGates(context));
    expect(structuredClone(context)).toEqual(before);
  });

  test.each([
    ['pass', false],
    ['skip', false],
    ['fail', true],
    ['inconclusive', true],
  ] as const)('%s blocks: %s', (verdict, blocks) => {
    expect(
      isBlocking({
        gate: 'x',
        metric: null,
        check: null,
        observed: null,
        required: null,
        champion: null,
        verdict,
        reason: '',
      }),
    ).toBe(blocks);
  });
});
