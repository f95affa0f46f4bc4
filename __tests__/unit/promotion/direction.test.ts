import { describe, expect, test } from '@jest/globals';
import { StagegateError } from '../../../src/errors.js';
import type { Evidence } from '../../../src/evidence/evidence.js';
import { parsePolicy } from '../../../src/policy/load.js';
import { resolveRules } from '../../../src/policy/resolve.js';
import { judge } from '../../../src/promotion/judge.js';
import { championWith, contextWith, evidenceOf, recordedOf } from '../support/gate-context.js';
import { FILE, withGate } from '../support/policy-text.js';

const policy = parsePolicy(FILE, withGate('metric: a', 'max-regression: 1%'));
const rules = resolveRules(policy, 'churn', 'Production');
const champion = championWith({ recorded: recordedOf({ a: 0.9 }) });

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

test('a comparison without a direction stops at its gate', () => {
  const error = caught(() =>
    judge(contextWith({ rules, champion, evidence: evidenceOf('{"a": 0.9}') }), policy),
  );
  expect(error).toBeInstanceOf(StagegateError);
  expect(error).toMatchObject({
    code: 'policy',
    message: expect.stringMatching(/^"a" can't be compared/) as unknown,
    place: { file: FILE, line: 6 },
    hint: expect.stringContaining('goal: higher') as unknown,
  });
});

/** A report that says itself what is better. */
function telling(direction: 'higher' | 'lower'): Evidence {
  const evidence = evidenceOf('{"a": 0.8}');
  const [report] = evidence.reports;
  const leaf = { kind: 'leaf', value: 0.8, raw: '0.8', direction } as const;
  const reports = [{ ...report!, metrics: { kind: 'group', children: new Map([['a', leaf]]) } as const }];
  return { ...evidence, reports };
}

test('the report may say it', () => {
  const { gates } = judge(contextWith({ rules, champion, evidence: telling('lower') }), policy);
  expect(gates).toMatchObject([{ verdict: 'pass', champion: 0.9, observed: 0.8 }]);
});

describe('the report and the policy', () => {
  const judgeBy = (direction: 'higher' | 'lower', bounds: string[]) => {
    const own = parsePolicy(FILE, withGate('metric: a', 'max-regression: 1%', ...bounds));
    const context = contextWith({
      rules: resolveRules(own, 'churn', 'Production'),
      champion,
      evidence: telling(direction),
    });
    return judge(context, own).gates.map(({ verdict }) => verdict);
  };

  test.each<[string, 'higher' | 'lower', string[], string]>([
    [
      'max alone',
      'higher',
      ['max: 0.99'],
      'the report says that higher is better, but the gate says lower (since it has only max)',
    ],
    [
      'min alone',
      'lower',
      ['min: 0.1'],
      'the report says that lower is better, but the gate says higher (since it has only min)',
    ],
    [
      'a goal',
      'higher',
      ['goal: lower'],
      'the report says that higher is better, but the gate says lower (by its goal)',
    ],
    ['a goal beside min', 'higher', ['goal: lower', 'min: 0.1'], 'by its goal'],
  ])('contradict each other by %s', (_name, direction, bounds, words) => {
    const error = caught(() => judgeBy(direction, bounds));
    expect(error).toMatchObject({
      code: 'policy',
      message: expect.stringContaining(words) as unknown,
      place: { file: FILE, line: 6 },
      hint: expect.stringContaining(`write goal: ${direction} in the gate`) as unknown,
    });
    expect((error as Error).message).toContain(`the report says that ${direction} is better`);
  });

  test('agree with an upper limit, where the goal is said too', () => {
    expect(judgeBy('higher', ['max: 0.99', 'goal: higher'])).toEqual(['pass', 'fail']);
    expect(judgeBy('lower', ['max: 0.99'])).toEqual(['pass', 'pass']);
  });
});
