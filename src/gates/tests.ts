import { placeOf, type TestEvidence } from '../evidence/evidence.js';
import type { TestsGate } from '../policy/schema.js';
import type { Checked, GateContext } from './context.js';

/** The key under which a gate's test files are kept in the context. */
export function testsKey(gate: TestsGate): string {
  return [gate.tests].flat().join('\n');
}

/**
 * Passes only when every file could be read, at least one test was run and passed, and none failed or
 * broke. Zero tests prove nothing, and neither do skipped ones.
 */
export function checkTests(gate: TestsGate, context: GateContext): Checked[] {
  const evidence = context.tests.get(testsKey(gate));
  const result = {
    gate: 'tests',
    metric: (evidence?.patterns ?? [gate.tests].flat()).join(', '),
    check: 'tests',
    required: 'all pass',
    champion: null,
  } as const;
  if (evidence === undefined)
    return [{ ...result, observed: 'missing', verdict: 'fail', reason: 'the tests were not looked for' }];
  const [problem] = evidence.problems;
  if (problem !== undefined) {
    return [
      {
        ...result,
        observed: 'missing',
        verdict: 'fail',
        reason: `${problem.path} ${problem.message}`,
        place: placeOf(problem),
      },
    ];
  }
  const counts = addUp(evidence);
  const run = counts.passed + counts.failures + counts.errors;
  const observed = [
    `${counts.passed} passed`,
    counts.failures > 0 ? `${counts.failures} failed` : '',
    counts.errors > 0 ? `${counts.errors} broken` : '',
    counts.skipped > 0 ? `${counts.skipped} skipped` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
  if (run === 0) {
    const what =
      counts.skipped > 0 ? `all its tests were skipped (${counts.skipped})` : 'there are no tests in it';
    return [
      { ...result, observed, verdict: 'fail', reason: `${names(evidence)}: ${what}, which proves nothing` },
    ];
  }
  if (counts.failures + counts.errors > 0) {
    const broken = counts.broken.length > 0 ? ` (${counts.broken.join('; ')})` : '';
    return [{ ...result, observed, verdict: 'fail', reason: `${names(evidence)}: ${observed}${broken}` }];
  }
  if (counts.passed === 0)
    return [{ ...result, observed, verdict: 'fail', reason: `${names(evidence)}: no test passed` }];
  return [{ ...result, observed, verdict: 'pass', reason: `${names(evidence)}: ${observed}` }];
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
  return { ...sum, broken: sum.broken.slice(0, 5) };
}

function names(evidence: TestEvidence): string {
  const [first, ...others] = evidence.files;
  if (first === undefined) return evidence.patterns.join(', ');
  return others.length === 0 ? first.path : `${first.path} and ${others.length} more`;
}
