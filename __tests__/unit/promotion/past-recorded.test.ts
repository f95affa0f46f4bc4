import { describe, expect, test } from '@jest/globals';
import type { GateResult } from '../../../src/model/gate-result.js';
import type { MetricGate } from '../../../src/policy/schema.js';
import {
  ageOf,
  lacksOf,
  recordedMetrics,
  recordedReport,
  recordsEvidence,
} from '../../../src/promotion/past-recorded.js';
import { reportOf, rulesWith } from '../support/gate-context.js';
import { buildHistory, promotion, timeOf } from '../support/history-builder.js';
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
      'the uncertainty of an upper bound beside it',
      { goal: 'higher', 'min-improvement': 0, max: 0.99, confidence: '95%', paired: PAIRS },
      '{"a": 1}',
      ['uncertainty'],
    ],
    [
      'the uncertainty for a comparison',
      { goal: 'higher', 'min-improvement': 0, confidence: '95%', samples: 'n' },
      '{"a": 1}',
      ['uncertainty'],
    ],
    ['nothing beside what was not a number', { min: 0.9, confidence: '95%', samples: 'n' }, '{"a": NaN}', []],
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
    expect(lacksOf(gate, reportOf('{"b": 1}'), true).map(({ what }) => what)).toEqual(['number']);
  });
});

describe('the numbers of a line', () => {
  const known = { value: 0.95, raw: '0.95', uncertainty: {} };

  test.each<[string, Partial<GateResult>[], object]>([
    ['are those of its metrics', [{}], { accuracy: known }],
    ['are none of a gate that judged no metric', [{ gate: 'tests' }], {}],
    ['are none without a name', [{ metric: null }], {}],
    ['are none where nothing was observed', [{ observed: null }], {}],
    ['are none of a path that stands for several', [{ metric: 'slices.*.accuracy' }], {}],
    ["are none of what isn't a path", [{ metric: 'slices."eu' }], {}],
    [
      'are words where there was no number',
      [{ observed: 'NaN' }],
      { accuracy: { ...known, value: null, raw: 'NaN' } },
    ],
    [
      'have a number of examples',
      [{}, { check: 'min-samples', observed: 80 }],
      { accuracy: { ...known, uncertainty: { samples: 80 } } },
    ],
    [
      'may only have that',
      [{ check: 'min-samples', observed: 80 }],
      { accuracy: { value: null, raw: 'unknown', uncertainty: { samples: 80 } } },
    ],
    [
      'have no number of examples that was missing',
      [{}, { check: 'min-samples', observed: 'missing' }],
      { accuracy: known },
    ],
  ])('%s', (_told, rows, expected) => {
    expect(Object.fromEntries(recordedMetrics(rows.map(gateWith)))).toEqual(expected);
  });

  test('still lack the number where only that of the examples was recorded', () => {
    const gate = { metric: 'accuracy', min: 0.9 };
    const gates = [gateWith({ check: 'min-samples', observed: 80 })];
    const [line] = buildHistory([{ ...promotion('1'), gates }]);
    const report = recordedReport(line!, rulesWith({ gates: [gate] }));
    expect(lacksOf(gate, report, true)).toEqual([{ what: 'number', reason: 'accuracy was not recorded' }]);
  });
});

describe('what a line says that its reports stated', () => {
  const said = (check: string, observed: GateResult['observed'], verdict: GateResult['verdict'] = 'pass') =>
    gateWith({ gate: 'evidence', metric: null, check, observed, verdict });
  const hours = (count: number) => new Date(Date.parse(timeOf(1)) - count * 3_600_000);

  test.each<[string, GateResult[], object]>([
    ['a version', [said('version', '1')], { version: '1' }],
    ['a commit', [said('commit', 'c0ffee')], { commit: 'c0ffee' }],
    [
      'of several, the one that was refused',
      [said('version', '1'), said('version', '7', 'fail')],
      { version: '7' },
    ],
    ['nothing that was missing', [said('version', 'missing', 'fail')], {}],
    ['nothing that is not text', [said('version', 1)], {}],
    ['nothing that another gate observed', [gateWith({ check: 'version', observed: '7' })], {}],
    ['a time', [said('max-age', '3 h')], { time: hours(3) }],
    ['of several times, the earliest', [said('max-age', '3 h'), said('max-age', '5 h')], { time: hours(5) }],
    [
      'no time where one is in the future',
      [said('max-age', '3 h'), said('max-age', 'in the future', 'fail')],
      {},
    ],
    ['no time where one is a number', [said('max-age', '3 h'), said('max-age', 3)], {}],
  ])('%s', (_told, gates, expected) => {
    const [line] = buildHistory([{ ...promotion('1'), gates }]);
    const { statement } = recordedReport(line!, rulesWith());
    expect(statement).toEqual({ version: undefined, commit: undefined, time: undefined, ...expected });
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
