import { placeOf, type TestEvidence } from '../evidence/evidence.js';
import { gateResult, type Verdict } from '../model/gate-result.js';
import type { TestsGate } from '../policy/schema.js';
import type { Checked, GateContext } from './context.js';

/** Names of failed tests that a reason lists. */
const LISTED = 5;

/** The key under which a gate's test files are kept in the context. */
export function testsKey(gate: TestsGate): string {
  return [gate.tests].flat().join('\n');
}

/**
 * `tests`: every file can be read, at least one test ran and passed, and none failed or broke. No tests at all prove
 * nothing, and neither do skipped ones.
 */
export function checkTests(gate: TestsGate, context: GateContext): Checked[] {
  const evidence = context.tests.get(testsKey(gate));
  const metric = (evidence?.patterns ?? [gate.tests].flat()).join(', ');
  const result = (observed: string, verdict: Verdict, reason: string) =>
    gateResult('tests', { metric, observed, required: 'all pass', verdict, reason });
  if (evidence === undefined) return [result('missing', 'fail', 'the test results were not read')];
  const [problem] = evidence.problems;
  if (problem !== undefined)
    return [{ ...result('missing', 'fail', `${problem.path} ${problem.message}`), place: placeOf(problem) }];
  const { passed, failures, errors, skipped, broken } = addUp(evidence);
  const observed = [
    `${passed} passed`,
    ...(failures > 0 ? [`${failures} failed`] : []),
    ...(errors > 0 ? [`${errors} broken`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ].join(', ');
  const files = nameFiles(evidence);
  if (failures + errors > 0) {
    const list = broken.length > 0 ? ` (${broken.join('; ')})` : '';
    return [result(observed, 'fail', `${files}: ${observed}${list}`)];
  }
  if (passed > 0) return [result(observed, 'pass', `${files}: ${observed}`)];
  const found = skipped > 0 ? `all tests were skipped (${skipped})` : 'no tests found';
  return [result(observed, 'fail', `${files}: ${found}, but at least one must pass`)];
}

function addUp(evidence: TestEvidence) {
  const sum = { passed: 0, failures: 0, errors: 0, skipped: 0, broken: [] as string[] };
  for (const file of evidence.files) {
    sum.passed += file.passed;
    sum.failures += file.failures;
    sum.errors += file.errors;
    sum.skipped += file.skipped;
    sum.broken.push(...file.broken);
  }
  return { ...sum, broken: sum.broken.slice(0, LISTED) };
}

function nameFiles(evidence: TestEvidence): string {
  const [first, ...others] = evidence.files;
  if (first === undefined) return evidence.patterns.join(', ');
  return others.length === 0 ? first.path : `${first.path} and ${others.length} more`;
}
