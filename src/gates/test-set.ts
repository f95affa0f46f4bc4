import { gateResult } from '../model/gate-result.js';
import type { Checked, GateContext } from './context.js';

/** `test-set`: the file or folder can be read. Without it, nobody knows which attempt on it this is. */
export function checkTestSet({ rules, testSet }: GateContext): Checked[] {
  if (rules.testSet === null || testSet?.kind === 'read') return [];
  const { kind = 'unchecked', why = 'was not read' } = testSet ?? {};
  const told = kind === 'unchecked' && testSet ? why : `${rules.testSet} ${why}`;
  const reason = `the test set ${told}: restore it, or correct test-set in the policy`;
  const result = { check: 'test-set', observed: kind, required: rules.testSet, reason };
  return [gateResult('evidence', { ...result, verdict: 'fail' })];
}
