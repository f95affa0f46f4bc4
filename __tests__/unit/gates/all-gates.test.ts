import { describe, expect, test } from '@jest/globals';
import type { RunContext } from '../../../src/gates/context.js';
import { evaluateGates } from '../../../src/gates/index.js';
import { isBlocking } from '../../../src/gates/result.js';
import { contextWith, evidenceOf, rulesWith, testsOf } from '../support/gate-context.js';

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
      gates: [{ metric: 'gone', min: 1 }, { tests: 'junit/*.xml' }, { metric: 'a', min: 0.9, max: 1 }],
    });
    const results = evaluateGates(
      contextWith({
        rules,
        evidence: evidenceOf('{"a": 0.95}'),
        tests: new Map([['junit/*.xml', testsOf({ passed: 1 })]]),
        run: runOn({ ref: 'refs/heads/main' }),
      }),
    );
    expect(results.map(({ gate, check, verdict }) => `${gate} ${String(check)} ${verdict}`)).toEqual([
      'evidence version fail',
      'from from fail',
      'soak soak fail',
      'refs refs pass',
      'metric min fail',
      'tests tests pass',
      'metric min pass',
      'metric max pass',
    ]);
  });

  test('a gate of a kind that is not checked fails, should one ever get here', () => {
    const rules = rulesWith({ gates: [{ checks: ['build'] }, { approvals: 1 }] });
    expect(evaluateGates(contextWith({ rules }))).toMatchObject([
      { gate: 'checks', verdict: 'fail' },
      { gate: 'approvals', verdict: 'fail' },
    ]);
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
