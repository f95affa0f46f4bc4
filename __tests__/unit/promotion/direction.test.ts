import { expect, test } from '@jest/globals';
import { StagegateError } from '../../../src/errors.js';
import { parsePolicy } from '../../../src/policy/load.js';
import { resolveRules } from '../../../src/policy/resolve.js';
import { judge } from '../../../src/promotion/judge.js';
import { championWith, contextWith, evidenceOf, recordedOf } from '../support/gate-context.js';
import { FILE, withGate } from '../support/policy-text.js';

const policy = parsePolicy(FILE, withGate('metric: a', 'max-regression: 1%'));
const rules = resolveRules(policy, 'churn', 'Production');
const champion = championWith({ recorded: recordedOf({ a: 0.9 }) });

test('a comparison of which neither the policy nor the report says what is better stops at its gate', () => {
  let error: unknown;
  try {
    judge(contextWith({ rules, champion, evidence: evidenceOf('{"a": 0.9}') }), policy);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(StagegateError);
  expect(error).toMatchObject({
    code: 'policy',
    message: expect.stringMatching(/^the comparison of "a" has no direction/) as unknown,
    place: { file: FILE, line: 6 },
    hint: expect.stringContaining('goal: higher') as unknown,
  });
});

test('the report may say it', () => {
  const evidence = evidenceOf('{"a": 0.8}');
  const [report] = evidence.reports;
  const leaf = { kind: 'leaf', value: 0.8, raw: '0.8', direction: 'lower' } as const;
  const reports = [{ ...report!, metrics: { kind: 'group', children: new Map([['a', leaf]]) } as const }];
  const { gates } = judge(contextWith({ rules, champion, evidence: { ...evidence, reports } }), policy);
  expect(gates).toMatchObject([{ verdict: 'pass', champion: 0.9, observed: 0.8 }]);
});
