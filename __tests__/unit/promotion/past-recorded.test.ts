import { describe, expect, test } from '@jest/globals';
import type { MetricGate } from '../../../src/policy/schema.js';
import { ageOf, lacksOf, recordsEvidence } from '../../../src/promotion/past-recorded.js';
import { reportOf, rulesWith } from '../support/gate-context.js';
import { gateWith } from '../support/outcome-builder.js';

/* What a gate needs and a line of the history didn't record. */

const PAIRS = { file: 'p/{version}.jsonl', key: 'id', score: 'ok' };

describe('a line lacks', () => {
  test.each<[string, Omit<MetricGate, 'metric'>, string, string[]]>([
    ['nothing for a number', { min: 0.9 }, '{"a": 1}', []],
    ['the number', { min: 0.9 }, '{"b": 1}', ['number']],
    ['the number of examples', { min: 0.9, 'min-samples': 9, samples: 'n' }, '{"a": 1}', ['samples']],
    ['nothing where that is known', { min: 0.9, 'min-samples': 9, samples: 'n' }, '{"a": 1, "n": 9}', []],
    ['the uncertainty', { min: 0.9, confidence: '95%', samples: 'n' }, '{"a": 1}', ['uncertainty']],
    ['none where there is one', { min: 0.9, confidence: '95%', samples: 'n' }, '{"a": 1, "n": 9}', []],
    ['the direction', { 'max-regression': 0 }, '{"a": 1}', ['direction']],
    ['nothing where the gate says it', { goal: 'higher', 'max-regression': 0 }, '{"a": 1}', []],
    [
      'nothing for a comparison of examples, which are files',
      { goal: 'higher', 'min-improvement': 0, confidence: '95%', paired: PAIRS },
      '{"a": 1}',
      [],
    ],
    [
      'the uncertainty of a bound beside it',
      { goal: 'higher', 'min-improvement': 0, min: 0.9, confidence: '95%', paired: PAIRS },
      '{"a": 1}',
      ['uncertainty'],
    ],
  ])('%s', (_name, gate, report, expected) => {
    const found = lacksOf({ metric: 'a', ...gate }, reportOf(report), true);
    expect(found.map(({ what }) => what)).toEqual(expected);
  });

  test('further slices, unless all were judged', () => {
    const gate = { metric: 's.*', min: 0.5 };
    const report = reportOf('{"s": {"eu": 1}}');
    expect(lacksOf(gate, report, false).map(({ what }) => what)).toEqual(['more']);
    expect(lacksOf(gate, report, true)).toEqual([]);
    expect(lacksOf({ metric: 's.eu', min: 0.5 }, report, false)).toEqual([]);
  });
});

describe('what the policy wants to know of reports', () => {
  const all = { maxAge: { text: '7d', milliseconds: 7 * 86_400_000 }, version: true, commit: true };
  const rows = (...checks: string[]) => checks.map((check) => gateWith({ gate: 'evidence', check }));

  test.each<[string[], boolean]>([
    [['version', 'commit', 'max-age'], true],
    [['commit', 'max-age'], false],
    [['version', 'max-age'], false],
    [['version', 'commit'], false],
  ])('was recorded by %j: %s', (checks, expected) => {
    expect(recordsEvidence(rows(...checks), rulesWith({ evidence: all }))).toBe(expected);
  });

  test('is nothing, or was checked of a metric, which is not it', () => {
    expect(recordsEvidence([], rulesWith())).toBe(true);
    const metric = ['version', 'commit', 'max-age'].map((check) => gateWith({ check }));
    expect(recordsEvidence(metric, rulesWith({ evidence: all }))).toBe(false);
  });
});

test.each([
  ['3 d 4 h', 273_600_000],
  ['3 h 12 min', 11_520_000],
  ['12 min', 720_000],
  ['7 s', 7_000],
  ['less than a second', 0],
  ['a little more than 7 d', 604_800_000],
  ['in the future', null],
  ['3 d 4 h 5 min', null],
  ['', null],
])('an age of %j is %j ms', (shown, milliseconds) => {
  expect(ageOf(shown)).toBe(milliseconds);
});
