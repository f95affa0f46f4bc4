import { describe, expect, test } from '@jest/globals';
import { checkChecks } from '../../../src/gates/checks.js';
import { checkMetric } from '../../../src/gates/metric.js';
import type { MetricGate } from '../../../src/policy/schema.js';
import { checksOf } from '../support/code-host.js';
import type { ArtifactReading } from '../../../src/history/artifacts.js';
import { championWith, contextWith, evidenceOf, snapshotWith, rulesWith } from '../support/gate-context.js';
import { checkArtifact, checkTestSet } from '../../../src/gates/integrity.js';

/* Reasons where something is not there that nearly always is. */

test('a check of no commit', () => {
  const checks = { ...checksOf(), commit: null };
  expect(checkChecks({ checks: ['build'] }, contextWith({ checks }))).toMatchObject([
    { observed: 'missing', verdict: 'fail', reason: expect.stringContaining('on no commit') as unknown },
  ]);
});

describe('a champion without the number', () => {
  const gate: MetricGate = { metric: 'a', goal: 'higher', 'max-regression': 0 };

  test.each([
    [true, 'a of version 3, which holds the stage, was not recorded'],
    [false, 'a of version 3, which held the stage'],
  ])('that holds the stage: %s', (holds, reason) => {
    const context = contextWith({ evidence: evidenceOf('{"a": 0.9}'), champion: championWith({ holds }) });
    expect(checkMetric(gate, context)).toMatchObject([
      { verdict: 'fail', champion: 'missing', reason: expect.stringContaining(reason) as unknown },
    ]);
  });
});

test('files of a version that is gone fail where they are required', () => {
  const context = contextWith({
    snapshot: snapshotWith({ versions: [] }),
    rules: rulesWith({ artifactRequired: true }),
  });
  const rows = checkArtifact(context);
  expect(rows.map(({ verdict }) => verdict)).toEqual(['fail']);
});

describe('a test set', () => {
  const rules = rulesWith({ testSet: 'data/test.csv' });

  test.each<[ArtifactReading | null, string, string]>([
    [{ kind: 'unchecked', why: 'nobody may read it' }, 'unchecked', 'the test set nobody may read it'],
    [{ kind: 'missing', why: 'is not there' }, 'missing', 'the test set data/test.csv is not there'],
    [null, 'unchecked', 'the test set data/test.csv was not read'],
  ])('that is %j fails', (testSet, observed, told) => {
    expect(checkTestSet(contextWith({ rules, testSet }))).toMatchObject([
      {
        ...{ gate: 'evidence', check: 'test-set', observed, required: 'data/test.csv', verdict: 'fail' },
        reason: `${told}: restore it, or correct test-set in the policy`,
      },
    ]);
  });

  test('that was read, or that the policy does not name, has no result', () => {
    const testSet: ArtifactReading = { kind: 'read', sha256: 'ab', branch: null };
    expect(checkTestSet(contextWith({ rules, testSet }))).toEqual([]);
    expect(checkTestSet(contextWith({ testSet: null }))).toEqual([]);
  });
});
