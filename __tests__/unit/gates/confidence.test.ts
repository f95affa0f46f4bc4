import { describe, expect, test } from '@jest/globals';
import { readReport } from '../../../src/evidence/read-report.js';
import type { Examples } from '../../../src/evidence/reader.js';
import type { RecordedNumber } from '../../../src/model/history-entry.js';
import { readUncertainty, type Uncertainty } from '../../../src/gates/uncertainty.js';
import { checkMetric } from '../../../src/gates/metric.js';
import { pairedKey } from '../../../src/gates/paired.js';
import { isBlocking, type GateResult } from '../../../src/model/gate-result.js';
import type { Gate, MetricGate } from '../../../src/policy/schema.js';
import {
  championWith,
  contextWith,
  evaluateGates,
  evidenceOf,
  recordedOf,
  reportOf,
  rulesWith,
} from '../support/gate-context.js';

type Bounds = Omit<MetricGate, 'metric'>;

const REPORT = '{"a": 0.93, "n": 2000, "se": 0.005, "sd": 0.25}';

/** What a gate on `a` says of a report, with what is recorded of a champion if there is one. */
function judge(bounds: Bounds, report = REPORT, champion?: RecordedNumber): GateResult[] {
  const recorded = new Map(champion === undefined ? [] : [['a', champion]]);
  return checkMetric(
    { metric: 'a', confidence: '95%', ...bounds },
    contextWith({
      evidence: evidenceOf(report),
      champion: champion === undefined ? null : championWith({ recorded }),
    }),
  );
}

function only(results: readonly GateResult[]): GateResult {
  const [result, other] = results;
  if (result === undefined || other !== undefined) throw new Error(`${String(results.length)} results`);
  return result;
}

describe('a bound with confidence', () => {
  test.each<[string, Bounds, string, string]>([
    ['a proportion that is clearly above', { min: 0.9, samples: 'n' }, REPORT, 'pass'],
    ['a proportion that is above by luck, maybe', { min: 0.925, samples: 'n' }, REPORT, 'inconclusive'],
    ['a proportion that is below by luck, maybe', { min: 0.935, samples: 'n' }, REPORT, 'inconclusive'],
    ['a proportion that is clearly below', { min: 0.95, samples: 'n' }, REPORT, 'fail'],
    ['a standard error, clearly above', { min: 0.91, stderr: 'se' }, REPORT, 'pass'],
    ['a standard error, maybe above', { min: 0.925, stderr: 'se' }, REPORT, 'inconclusive'],
    ['a standard error as a number', { min: 0.925, stderr: 0.001 }, REPORT, 'pass'],
    [
      'a standard deviation with its examples',
      { min: 0.925, stdev: 'sd', samples: 'n' },
      REPORT,
      'inconclusive',
    ],
    [
      'a standard deviation of many examples',
      { min: 0.925, stdev: 'sd', samples: 1_000_000 },
      REPORT,
      'pass',
    ],
    ['an upper bound, clearly below', { max: 0.95, samples: 'n' }, REPORT, 'pass'],
    ['an upper bound, maybe below', { max: 0.935, samples: 'n' }, REPORT, 'inconclusive'],
    ['an upper bound, clearly above', { max: 0.9, samples: 'n' }, REPORT, 'fail'],
    ['one wrong of none: nothing is sure', { min: 0.99, samples: 'n' }, '{"a": 1, "n": 20}', 'inconclusive'],
  ])('%s', (_name, bounds, report, verdict) => {
    const result = only(judge(bounds, report));
    expect(result.verdict).toBe(verdict);
    expect(result.interval).toMatchObject({ confidence: '95%', method: expect.any(String) as unknown });
    expect(result.interval!.lower).toBeLessThanOrEqual(result.observed as number);
    expect(result.interval!.upper).toBeGreaterThanOrEqual(result.observed as number);
  });

  test.each<[string, Bounds, string, string]>([
    ['nothing tells how sure', { min: 0.9 }, '{"a": 0.93}', 'the report has neither its standard error nor'],
    [
      'nothing tells how sure, and where the report could say it',
      { min: 0.9 },
      '{"a": 0.93}',
      'name one in the gate (stderr: a path, or samples: a path for a proportion)',
    ],
    ['a place that is not there', { min: 0.9, stderr: 'sx' }, REPORT, 'the standard error of a is missing'],
    [
      'a standard error of NaN',
      { min: 0.9, stderr: 'se' },
      '{"a": 0.93, "se": NaN}',
      'the standard error of a is NaN',
    ],
    [
      'a negative standard error',
      { min: 0.9, stderr: 'se' },
      '{"a": 0.93, "se": -1}',
      'the standard error of a is -1',
    ],
    [
      'a standard error of 0',
      { min: 0.9, stderr: 'se' },
      '{"a": 0.93, "se": 0}',
      'has a standard error of 0',
    ],
    [
      'a standard deviation of an unknown number of examples',
      { min: 0.9, stdev: 'sd' },
      REPORT,
      'neither its standard error nor its number of examples',
    ],
    [
      'a missing standard deviation',
      { min: 0.9, stdev: 'sx', samples: 'n' },
      REPORT,
      'the standard deviation of a is missing',
    ],
    ['no examples', { min: 0.9, samples: 'n' }, '{"a": 0.93, "n": 0}', 'rests on 0 examples'],
    ['half an example', { min: 0.9, samples: 'n' }, '{"a": 0.93, "n": 10.5}', 'the sample size of a is 10.5'],
    [
      '97 where a proportion is expected',
      { min: 0.9, samples: 'n', scale: 'any' },
      '{"a": 97, "n": 100}',
      'is 97, but a proportion',
    ],
    ['no share of so many', { min: 0.9, samples: 'n' }, '{"a": 0.931234, "n": 100}', "isn't a proportion of"],
  ])('%s fails, and says what is wrong', (_name, bounds, report, words) => {
    const result = only(judge(bounds, report));
    expect(result).toMatchObject({ verdict: 'fail', reason: expect.stringContaining(words) as unknown });
    expect(result).not.toHaveProperty('interval');
  });

  test('more examples that would confirm a failure are marked so', () => {
    expect(only(judge({ min: 0.935, samples: 'n' }, '{"a": 0.93, "n": 1000}')).reason).toMatch(
      /about [\d,]+ examples would settle it, probably as a failure\)$/,
    );
  });

  test('the number of needed examples is whole, also when it is small', () => {
    expect(only(judge({ min: 0.5, samples: 'n' }, '{"a": 1, "n": 3}'))).toMatchObject({
      verdict: 'inconclusive',
      needs: 5,
    });
  });

  test('the reason has the limit and, where it is not clear, how many examples would settle it', () => {
    expect(only(judge({ min: 0.9, samples: 'n' })).reason).toMatch(
      /^a is 0\.93, at least 0\.9; with 95% confidence it is at least 0\.9\d+$/,
    );
    expect(only(judge({ min: 0.95, samples: 'n' })).reason).toMatch(
      /^a is 0\.93, must be at least 0\.95; with 95% confidence it is at most 0\.9\d+$/,
    );
    const unclear = only(judge({ min: 0.925, samples: 'n' }));
    expect(unclear.reason).toMatch(
      /^a is 0\.93, at least 0\.925, but with 95% confidence it is anything from 0\.9\d+ to 0\.9\d+: not clear enough \(about [\d,]+ examples would settle it\)$/,
    );
    expect(unclear.needs).toBeGreaterThan(2000);
    expect(only(judge({ min: 0.935, samples: 'n' })).reason).toMatch(
      /\(about [\d,]+ examples would settle it, probably as a failure\)$/,
    );
    expect(only(judge({ min: 0.935, stderr: 'se' })).reason).toMatch(
      /\(about [\d.]+ times as many examples would settle it, probably as a failure\)$/,
    );
  });

  test('an inconclusive result blocks unless the policy says otherwise', () => {
    const bounds = { min: 0.925, samples: 'n' } as const;
    const blocks = (gate: Bounds) => isBlocking(only(judge({ ...bounds, ...gate })));
    expect(blocks({})).toBe(true);
    expect(blocks({ inconclusive: 'block' })).toBe(true);
    expect(blocks({ inconclusive: 'warn' })).toBe(false);
    expect(blocks({ inconclusive: 'allow' })).toBe(false);
    expect(blocks({ inconclusive: 'allow', min: 0.95 })).toBe(true);
  });

  /** As a format reads it that knows more than the number. */
  const known = { stderr: 0.001, spread: 0.01, samples: 2000, scale: 'proportion' } as const;

  test.each<[string, Bounds, Uncertainty]>([
    ['a standard error', { stderr: 'se' }, { stderr: 0.005, samples: 2000 }],
    ['a standard deviation', { stdev: 'sd' }, { spread: 0.25, samples: 2000 }],
    ['a standard error and a count', { stderr: 'se', samples: 500 }, { stderr: 0.005, samples: 500 }],
    ['a count alone', { samples: 500 }, { stderr: 0.001, spread: 0.01, samples: 500, proportion: true }],
    ['nothing', {}, { stderr: 0.001, spread: 0.01, samples: 2000, proportion: true }],
  ])('the gate comes before what the format knows: %s', (_name, bounds, expected) => {
    const report = reportOf(REPORT);
    const leaf = { kind: 'leaf', value: 0.93, raw: '0.93', ...known } as const;
    expect(
      readUncertainty({ metric: 'a', min: 0.9, confidence: '95%', ...bounds }, report, {
        path: 'a',
        bindings: [],
        leaf,
      }),
    ).toEqual(expected);
  });

  test('a number of examples in the report makes no proportion where the gate names rows', () => {
    const samples = { file: 'p/{version}.jsonl', key: 'id', score: 'ok' };
    const leaf = { kind: 'leaf', value: 0.93, raw: '0.93', samples: 2000 } as const;
    const gate: MetricGate = { metric: 'a', min: 0.9, confidence: '95%', samples };
    expect(readUncertainty(gate, reportOf(REPORT), { path: 'a', bindings: [], leaf })).toEqual({
      samples: 2000,
    });
  });

  test('a standard error in the gate overrides the one of the format', () => {
    const metrics = { kind: 'leaf', value: 0.93, raw: '0.93', ...known } as const;
    const report = {
      ...reportOf(REPORT),
      metrics: { kind: 'group', children: new Map([['a', metrics]]) } as const,
    };
    const verdictOf = (bounds: Bounds) =>
      only(
        checkMetric(
          { metric: 'a', min: 0.9, confidence: '95%', ...bounds },
          contextWith({ evidence: { patterns: [], reports: [report], problems: [] } }),
        ),
      ).verdict;
    expect(verdictOf({})).toBe('pass');
    expect(verdictOf({ stderr: 0.02 })).toBe('inconclusive');
    expect(verdictOf({ stdev: 2 })).toBe('inconclusive');
  });

  test('the uncertainty of the value is kept for the next comparison', () => {
    expect(only(judge({ min: 0.9, samples: 'n' })).uncertainty).toEqual({ samples: 2000, proportion: true });
    expect(only(judge({ min: 0.9, stderr: 'se' })).uncertainty).toEqual({ stderr: 0.005 });
    expect(only(judge({ min: 0.9, stderr: 'sx' }))).not.toHaveProperty('uncertainty');
    // without confidence nobody has said that it is a proportion
    expect(
      judge({ min: 0.9, samples: 'n', 'min-samples': 1, confidence: undefined })[0]?.uncertainty,
    ).toEqual({
      samples: 2000,
    });
  });
});

describe('a change with confidence', () => {
  const champion = (value: number, samples = 2000): RecordedNumber => ({
    value,
    uncertainty: { samples, proportion: true },
  });

  test.each<[string, Bounds, RecordedNumber, string]>([
    ['clearly no worse', { 'max-regression': 0.03 }, champion(0.93), 'pass'],
    ['no worse, maybe', { 'max-regression': 0.005 }, champion(0.93), 'inconclusive'],
    ['better, maybe', { 'min-improvement': 0 }, champion(0.925), 'inconclusive'],
    ['worse, maybe', { 'min-improvement': 0 }, champion(0.935), 'inconclusive'],
    ['clearly better', { 'min-improvement': 0 }, champion(0.9), 'pass'],
    ['clearly worse', { 'max-regression': 0.005 }, champion(0.97), 'fail'],
    ['a part of the champion, clearly', { 'max-regression': '3%' }, champion(0.93), 'pass'],
    ['a part of the champion, maybe', { 'max-regression': '0.5%' }, champion(0.93), 'inconclusive'],
    ['a part of the champion, clearly not', { 'max-regression': '0.5%' }, champion(0.97), 'fail'],
    ['better by a part', { 'min-improvement': '1%' }, champion(0.88), 'pass'],
    ['better by a part, clearly not', { 'min-improvement': '5%' }, champion(0.93), 'fail'],
    ['worse by all of it is allowed', { 'max-regression': '100%' }, champion(0.99), 'pass'],
    ['of less is better', { goal: 'lower', 'max-regression': 0.005 }, champion(0.9), 'fail'],
    ['of less is better, clearly', { goal: 'lower', 'min-improvement': 0 }, champion(0.97), 'pass'],
  ])('%s', (_name, bounds, recorded, verdict) => {
    const result = only(judge({ goal: 'higher', samples: 'n', ...bounds }, REPORT, recorded));
    expect(result.verdict).toBe(verdict);
    expect(result.champion).toBe(recorded.value);
    expect(result.interval).toMatchObject({ confidence: '95%' });
  });

  test('as many examples are needed for errors as for right answers', () => {
    const needs = (goal: 'higher' | 'lower', own: number, other: number) =>
      only(
        judge({ goal, samples: 'n', 'max-regression': 0.005 }, `{"a": ${own}, "n": 2000}`, champion(other)),
      ).needs;
    expect(needs('lower', 0.07, 0.069)).toBe(needs('higher', 0.93, 0.931));
    // about (1.645 / 0.004)² · 2 · 0.93 · 0.07
    expect(needs('higher', 0.93, 0.931)).toBeGreaterThan(20_000);
  });

  test('a tiny improvement on few examples is noise', () => {
    const small = '{"a": 0.914, "n": 500}';
    const plain = checkMetric(
      { metric: 'a', goal: 'higher', 'min-improvement': 0 },
      contextWith({
        evidence: evidenceOf(small),
        champion: championWith({ recorded: recordedOf({ a: 0.912 }) }),
      }),
    );
    expect(only(plain).verdict).toBe('pass');
    const sure = only(
      judge({ goal: 'higher', 'min-improvement': 0, samples: 'n' }, small, champion(0.912, 500)),
    );
    expect(sure.verdict).toBe('inconclusive');
    expect(sure.needs).toBeGreaterThan(10_000);
  });

  test('limits are in the unit of the bound', () => {
    const relative = only(
      judge({ goal: 'higher', samples: 'n', 'max-regression': '3%' }, REPORT, champion(0.93)),
    );
    expect(relative.reason).toMatch(/; with 95% confidence it is no more than 1\.\d+% worse$/);
    expect(relative.interval!.lower).toBeGreaterThan(-3);
    expect(relative.interval!.lower).toBeLessThan(-1);
    const absolute = only(
      judge({ goal: 'higher', samples: 'n', 'max-regression': 0.03 }, REPORT, champion(0.93)),
    );
    expect(absolute.interval!.lower).toBeGreaterThan(-0.03);
    expect(absolute.interval!.lower).toBeLessThan(-0.01);
    // 40% worse
    const large = only(
      judge({ goal: 'lower', stderr: 0.1, 'max-regression': '50%' }, '{"a": 14}', {
        ...{ value: 10, uncertainty: { stderr: 0.1 } },
      }),
    );
    expect(large.interval!.lower).toBeCloseTo(-43, 0);
    expect(large.interval!.upper).toBeCloseTo(-37, 0);
  });

  test.each<[string, Bounds, number, number, string]>([
    ['a loss of a part, of less than 0', { goal: 'higher', 'max-regression': '50%' }, -10, -14, 'pass'],
    [
      'too large a loss of a part, of less than 0',
      { goal: 'higher', 'max-regression': '50%' },
      -10,
      -16,
      'fail',
    ],
    ['a loss of a part, where lower is better', { goal: 'lower', 'max-regression': '50%' }, 10, 14, 'pass'],
    ['too large a loss, where lower is better', { goal: 'lower', 'max-regression': '50%' }, 10, 16, 'fail'],
    ['a gain of a part, where lower is better', { goal: 'lower', 'min-improvement': '50%' }, 10, 4, 'pass'],
    ['a loss of a part of 0', { goal: 'higher', 'max-regression': '50%' }, 0, 1, 'fail'],
  ])('%s', (_name, bounds, before, after, verdict) => {
    const recorded = { value: before, uncertainty: { stderr: 0.1 } };
    const result = only(judge({ ...bounds, stderr: 0.1 }, `{"a": ${after}}`, recorded));
    expect(result.verdict).toBe(verdict);
  });

  test('a loss of all of it depends on the candidate alone, and so do the examples that are needed', () => {
    const bounds: Bounds = { goal: 'higher', stdev: 0.5, samples: 'n', 'max-regression': '100%' };
    const before = (value: number): RecordedNumber => ({ value, uncertainty: { stderr: 0.1 } });
    const results = [0.2, 0.9].map((value) => only(judge(bounds, '{"a": 0.1, "n": 20}', before(value))));
    expect(results.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive']);
    const [needs, other] = results.map((result) => result.needs);
    expect(needs).toBeGreaterThan(20);
    expect(other).toBe(needs);
  });

  test.each<[string, Uncertainty]>([
    ['nothing', {}],
    ['a proportion of an unknown number of examples', { proportion: true }],
    ['a standard deviation of an unknown number of examples', { spread: 0.25 }],
  ])('a champion of whose uncertainty the history has %s fails the comparison', (_name, uncertainty) => {
    const result = only(
      judge({ goal: 'higher', samples: 'n', 'max-regression': 0.03 }, REPORT, { value: 0.93, uncertainty }),
    );
    expect(result).toMatchObject({
      verdict: 'fail',
      reason: expect.stringMatching(/^a of version 3 can't be judged with confidence: /) as unknown,
    });
  });

  test('a number recorded without uncertainty takes it from the report of the champion, where that has the same number', () => {
    const gate: MetricGate = {
      ...{ metric: 'a', confidence: '95%', goal: 'higher', samples: 'n', 'max-regression': 0.03 },
    };
    const evidence = evidenceOf('{"a": 0.93, "n": 2000}');
    const with_ = (value: number) =>
      only(
        checkMetric(
          gate,
          contextWith({
            evidence: evidenceOf(REPORT),
            champion: championWith({ recorded: recordedOf({ a: value }), evidence }),
          }),
        ),
      ).verdict;
    expect(with_(0.93)).toBe('pass');
    expect(with_(0.92)).toBe('fail');
  });
});

describe('a number recorded for min-samples alone, before confidence was asked for', () => {
  const counted: RecordedNumber = { value: 0.93, uncertainty: { samples: 2000 } };
  const bounds = { goal: 'higher', 'max-regression': 0.03 } as const;
  const against = (given: Bounds, evidence: string | null) =>
    only(
      checkMetric(
        { metric: 'a', confidence: '95%', ...bounds, ...given },
        contextWith({
          evidence: evidenceOf(REPORT),
          champion: championWith({
            recorded: new Map([['a', counted]]),
            evidence: evidence === null ? null : evidenceOf(evidence),
          }),
        }),
      ),
    );

  test.each<[string, Bounds, string | null, string]>([
    ['is a proportion where the gate says so by its samples', { samples: 'n' }, null, 'pass'],
    ['whatever the report has become', { samples: 'n' }, '{"a": 0.5}', 'pass'],
    [
      'takes it from the report of the same number',
      { samples: 'n' },
      '{"a": 0.93, "n": 100}',
      'inconclusive',
    ],
    ['is none where the gate names a standard error', { stderr: 'se', samples: 'n' }, null, 'fail'],
    [
      'takes a standard error from the report',
      { stderr: 'se', samples: 'n' },
      '{"a": 0.93, "n": 2000, "se": 0.001}',
      'pass',
    ],
  ])('%s', (_name, given, evidence, verdict) => {
    expect(against(given, evidence).verdict).toBe(verdict);
  });
});

describe('compared example by example', () => {
  const paired = { file: 'p/{version}.jsonl', key: 'id', score: 'ok' };
  const examples = (path: string, right: (at: number) => boolean, count = 400): Examples => ({
    path,
    sha256: 'ab',
    statement: {},
    rows: Array.from({ length: count }, (_, at) => ({ key: String(at), score: right(at) ? 1 : 0 })),
  });
  const compare = (bounds: Bounds, candidate: Examples, champion: Examples, values: [number, number]) =>
    only(
      checkMetric(
        { metric: 'a', confidence: '95%', goal: 'higher', paired, ...bounds },
        contextWith({
          evidence: evidenceOf(`{"a": ${String(values[0])}}`),
          champion: championWith({ recorded: recordedOf({ a: values[1] }) }),
          paired: new Map([[pairedKey(paired, '3'), { candidate, champion }]]),
        }),
      ),
    );

  test('tells what the numbers alone do not', () => {
    // 12 examples gained, none lost
    const result = compare(
      { 'min-improvement': 0 },
      examples('p/4.jsonl', (at) => at >= 28),
      examples('p/3.jsonl', (at) => at >= 40),
      [0.93, 0.9],
    );
    expect(result).toMatchObject({ verdict: 'pass', interval: { method: 'paired-binomial' } });
  });

  test('as many gained as lost tells nothing', () => {
    const result = compare(
      { 'min-improvement': 0 },
      examples('p/4.jsonl', (at) => at >= 40),
      examples('p/3.jsonl', (at) => at < 360),
      [0.9, 0.9],
    );
    expect(result.verdict).toBe('inconclusive');
  });

  test.each<[string, Examples, Examples, [number, number], string]>([
    [
      'other examples',
      examples('p/4.jsonl', () => true, 401),
      examples('p/3.jsonl', () => true),
      [1, 1],
      "examples only in the candidate's file (400)",
    ],
    [
      'of another evaluation',
      examples('p/4.jsonl', () => true),
      examples('p/3.jsonl', () => true),
      [0.93, 1],
      'is 0.93, but the mean of p/4.jsonl is 1: the examples are from another evaluation',
    ],
    [
      'of another evaluation of the champion',
      examples('p/4.jsonl', () => true),
      examples('p/3.jsonl', () => true),
      [1, 0.9],
      'is 0.9, but the mean of p/3.jsonl is 1: the examples are from another evaluation',
    ],
  ])('%s fail', (_name, candidate, champion, values, words) => {
    expect(compare({ 'min-improvement': 0 }, candidate, champion, values)).toMatchObject({
      verdict: 'fail',
      reason: expect.stringContaining(words) as unknown,
    });
  });

  /** So many of 1,000 right, the same ones first. */
  const of = (path: string, right: number, count = 1_000) => examples(path, (at) => at < right, count);
  const HIGH: Examples = {
    ...{ path: 'p/4.jsonl', sha256: 'ab', statement: {} },
    rows: Array.from({ length: 400 }, (_, at) => ({ key: String(at), score: at % 20 < 9 ? 101 : 100 })),
  };
  const latencies = (path: string, least: number): Examples => ({
    ...{ path, sha256: 'ab', statement: {} },
    rows: Array.from({ length: 400 }, (_, at) => ({ key: String(at), score: least + at })),
  });
  const half: Examples['rows'] = Array.from({ length: 400 }, (_, at) => ({
    key: String(at),
    score: at % 2 === 0 ? 0.4 : 0.6,
  }));

  test.each<[string, Examples, Examples, [number, number]]>([
    ['one decimal for what is far from it', of('p/4.jsonl', 860), of('p/3.jsonl', 600), [0.9, 1]],
    ['one decimal for what it rounds to at most', of('p/4.jsonl', 940), of('p/3.jsonl', 600), [0.9, 0.6]],
    ['none at all', of('p/4.jsonl', 860), of('p/3.jsonl', 600), [1, 1]],
    ['all right where a few are wrong', of('p/4.jsonl', 997), of('p/3.jsonl', 600), [1, 0.6]],
    ['all wrong where a few are right', of('p/4.jsonl', 600), of('p/3.jsonl', 3), [0.6, 0]],
    ['percent where the examples have shares', of('p/4.jsonl', 900), of('p/3.jsonl', 600), [90, 60]],
    ['three decimals of another number', of('p/4.jsonl', 904), of('p/3.jsonl', 600), [0.901, 0.6]],
    ['a whole number for scores that lie close together', HIGH, HIGH, [100, 100]],
    [
      'none at all for scores between right and wrong',
      { path: 'p/4.jsonl', sha256: 'ab', rows: half, statement: {} },
      { path: 'p/3.jsonl', sha256: 'ab', rows: half, statement: {} },
      [1, 0],
    ],
  ])('a report with digits that say nothing fails: %s', (_name, candidate, champion, values) => {
    expect(compare({ 'min-improvement': 0 }, candidate, champion, values)).toMatchObject({
      verdict: 'fail',
      reason: expect.stringContaining('the examples are from another evaluation') as unknown,
    });
  });

  test.each<[string, Examples, Examples, [number, number]]>([
    ['three decimals', of('p/4.jsonl', 904), of('p/3.jsonl', 600), [0.904, 0.6]],
    ['two decimals', of('p/4.jsonl', 904), of('p/3.jsonl', 604), [0.9, 0.6]],
    ['all right', of('p/4.jsonl', 1_000), of('p/3.jsonl', 600), [1, 0.6]],
    [
      'large numbers that were summed in another order',
      latencies('p/4.jsonl', 200_000),
      latencies('p/3.jsonl', 100_000),
      [200_199.5 * (1 + 1e-12), 100_199.5],
    ],
    [
      'percent in both',
      {
        path: 'p/4.jsonl',
        sha256: 'ab',
        statement: {},
        rows: of('p/4.jsonl', 904).rows.map(({ key, score }) => ({ key, score: 100 * score })),
      },
      {
        path: 'p/3.jsonl',
        sha256: 'ab',
        statement: {},
        rows: of('p/3.jsonl', 600).rows.map(({ key, score }) => ({ key, score: 100 * score })),
      },
      [90, 60],
    ],
  ])('a report that rounded honestly agrees: %s', (_name, candidate, champion, values) => {
    expect(compare({ 'min-improvement': 0 }, candidate, champion, values).verdict).toBe('pass');
  });

  test('what fails by the report never passes by the examples', () => {
    // 0.04 better by the report, which rounded both, and 0.049 by the examples
    const compareThem = (bound: number) =>
      compare(
        { 'min-improvement': bound },
        of('p/4.jsonl', 9_440, 10_000),
        of('p/3.jsonl', 8_950, 10_000),
        [0.94, 0.9],
      );
    const result = compareThem(0.041);
    expect(result).toMatchObject({
      verdict: 'fail',
      reason: expect.stringContaining('the report and the examples contradict each other') as unknown,
    });
    expect(result).not.toHaveProperty('interval');
    expect(compareThem(0.04).verdict).toBe('pass');
  });

  test.each<[string, number, string]>([
    ['maybe worse', 4, 'inconclusive'],
    ['clearly worse', 40, 'fail'],
  ])('what fails by the report is judged by the examples too: %s', (_name, lost, verdict) => {
    const [candidate, champion] = [
      examples('p/4.jsonl', (at) => at >= 40 + lost),
      examples('p/3.jsonl', (at) => at >= 40),
    ];
    const result = compare({ 'min-improvement': 0 }, candidate, champion, [0.9 - lost / 400, 0.9]);
    expect(result).toMatchObject({ verdict, interval: { method: 'paired-binomial' } });
  });

  test('a missing file fails instead of comparing in another way', () => {
    const result = only(
      checkMetric(
        { metric: 'a', confidence: '95%', goal: 'higher', paired, samples: 'n', 'min-improvement': 0 },
        contextWith({
          evidence: evidenceOf(REPORT),
          champion: championWith({
            recorded: new Map([['a', { value: 0.5, uncertainty: { samples: 2000, proportion: true } }]]),
          }),
          paired: new Map([
            [
              pairedKey(paired, '3'),
              {
                candidate: examples('p/4.jsonl', () => true),
                champion: { path: 'p/3.jsonl', message: 'is not there' },
              },
            ],
          ]),
        }),
      ),
    );
    expect(result).toMatchObject({ verdict: 'fail' });
  });

  test.each<[string, 'candidate' | 'champion', string]>([
    ["the candidate's file", 'candidate', 'p/4.jsonl is cut off at line 3'],
    ["the champion's file", 'champion', 'p/3.jsonl is cut off at line 3'],
  ])('%s that is broken is named, and no number of examples is asked for', (_name, broken, words) => {
    const files = {
      candidate: examples('p/4.jsonl', () => true),
      champion: examples('p/3.jsonl', () => true),
      [broken]: { path: words.split(' ')[0], message: 'is cut off at line 3' },
    };
    const result = only(
      checkMetric(
        { metric: 'a', confidence: '95%', goal: 'higher', paired, 'min-improvement': 0 },
        contextWith({
          evidence: evidenceOf(REPORT),
          champion: championWith({ recorded: recordedOf({ a: 0.9 }) }),
          paired: new Map([[pairedKey(paired, '3'), files]]),
        }),
      ),
    );
    expect(result).toMatchObject({ verdict: 'fail' });
    expect(result.reason).toContain(`can't be compared example by example: ${words}`);
    expect(result.needs ?? null).toBeNull();
  });
});

describe('slices with too few examples', () => {
  const SLICES = '{"s": {"eu": {"r": 0.9, "n": 300}, "us": {"r": 0.1, "n": 20}}}';
  const gate: MetricGate = { metric: 's.*.r', min: 0.8, 'min-samples': 200, samples: 's.*.n' };
  const lines = (given: Partial<MetricGate>, report = SLICES) =>
    checkMetric({ ...gate, ...given }, contextWith({ evidence: evidenceOf(report) })).map(
      ({ metric, check, verdict, tolerated }) =>
        `${String(metric)} ${String(check)} ${verdict}${tolerated === undefined ? '' : ` ${tolerated}`}`,
    );

  test('fail', () => {
    const failing = [
      's.eu.r min pass',
      's.eu.r min-samples pass',
      's.us.r min fail',
      's.us.r min-samples fail',
    ];
    expect(lines({})).toEqual(failing);
    expect(lines({ 'too-few': 'fail' })).toEqual(failing);
  });

  test('are left out, with or without a word', () => {
    expect(lines({ 'too-few': 'skip' }).slice(2)).toEqual(['s.us.r min skip', 's.us.r min-samples skip']);
    expect(lines({ 'too-few': 'warn' }).slice(2)).toEqual([
      's.us.r min skip',
      's.us.r min-samples skip warn',
    ]);
  });

  test('say that they are left out, and what they would have been', () => {
    const found = checkMetric({ ...gate, 'too-few': 'skip' }, contextWith({ evidence: evidenceOf(SLICES) }));
    expect(found[2]?.reason).toBe(
      'left out because of too few examples: s.us.r is 0.1, must be at least 0.8',
    );
  });

  test('fail when none is left', () => {
    expect(lines({ 'too-few': 'skip', 'min-samples': 500 }).at(-1)).toBe('s.*.r min-samples fail');
  });

  test('a count that is missing is not one that is too small', () => {
    expect(lines({ 'too-few': 'skip' }, '{"s": {"eu": {"r": 0.9}}}')).toContain('s.eu.r min-samples fail');
  });

  test('NaN fails in a slice however small', () => {
    expect(lines({ 'too-few': 'skip' }, SLICES.replace('0.1', 'NaN'))).toContain('s.us.r min fail');
  });
});

describe('slices with too few examples in one version', () => {
  const bounds = { goal: 'higher', 'max-regression': 0.01, 'min-samples': 200, samples: 's.*.n' } as const;
  const compare = (own: [number, number], other: [number, number], given: Partial<MetricGate>) =>
    checkMetric(
      { metric: 's.*.r', ...bounds, ...given },
      contextWith({
        evidence: evidenceOf(
          `{"s": {"a": {"r": 0.9, "n": 300}, "b": {"r": ${String(own[0])}, "n": ${String(own[1])}}}}`,
        ),
        champion: championWith({
          recorded: new Map([
            ['s.a.r', { value: 0.9, uncertainty: { samples: 300 } }],
            ['s.b.r', { value: other[0], uncertainty: { samples: other[1] } }],
          ]),
        }),
      }),
    ).slice(2);

  test.each<['skip' | 'warn', object]>([
    ['skip', {}],
    ['warn', { tolerated: 'warn' }],
  ])("the champion's is nothing to compare with under %s", (tooFew, tolerated) => {
    const [change, count] = compare([0.2, 3000], [0.1, 5], { 'too-few': tooFew });
    expect(change).toEqual({
      ...{ gate: 'metric', metric: 's.b.r', check: 'max-regression', observed: 0.2, required: 0.01 },
      ...{ champion: 0.1, verdict: 'skip', uncertainty: { samples: 3000 }, ...tolerated },
      reason:
        's.b.r of version 3 (recorded when it was promoted) rests on 5 examples, fewer than 200, so there is nothing to compare with',
    });
    expect(count).toMatchObject({ check: 'min-samples', verdict: 'pass' });
  });

  test('and its own bound holds all the same', () => {
    const results = compare([0.2, 3000], [0.1, 5], { 'too-few': 'skip', min: 0.8 });
    expect(results.some(isBlocking)).toBe(true);
  });

  test('without it they are compared', () => {
    expect(compare([0.2, 3000], [0.1, 5], {})[0]?.verdict).toBe('pass');
    expect(compare([0.2, 3000], [0.3, 5], {})[0]?.verdict).toBe('fail');
  });

  test("the candidate's fails, or is left out with a word of what that hides", () => {
    expect(compare([0.2, 5], [0.9, 3000], {}).some(isBlocking)).toBe(true);
    const [change, count] = compare([0.2, 5], [0.9, 3000], { 'too-few': 'skip' });
    expect(change).toMatchObject({ verdict: 'skip' });
    expect(count).toMatchObject({
      verdict: 'skip',
      reason:
        "s.b.r rests on 5 examples, fewer than 200, so it is left out, though version 3's rests on 3000: a regression would go unnoticed",
    });
    expect(compare([0.2, 5], [0.9, 6], { 'too-few': 'skip' })[1]?.reason).toMatch(/, so it is left out$/);
  });

  test.each<[string, Partial<MetricGate>, RecordedNumber]>([
    ['nothing is compared', { min: 0.8 }, { value: 0.9, uncertainty: { samples: 3000 } }],
    [
      'nobody knows how many examples the other has',
      { goal: 'higher', 'max-regression': 0 },
      { value: 0.9, uncertainty: {} },
    ],
  ])('and that hides nothing where %s', (_told, bounds, other) => {
    const gate: MetricGate = { metric: 'a', 'min-samples': 200, samples: 'n', 'too-few': 'skip', ...bounds };
    const champion = championWith({ recorded: new Map([['a', other]]) });
    const results = checkMetric(gate, contextWith({ evidence: evidenceOf('{"a": 0.2, "n": 5}'), champion }));
    expect(results.filter(({ observed }) => observed === 5)).toMatchObject([
      { verdict: 'skip', reason: 'a rests on 5 examples, fewer than 200, so it is left out' },
    ]);
  });

  test("the candidate's is left out where the champion has no number", () => {
    const gate: MetricGate = {
      ...{ metric: 'a', min: 0.1, goal: 'higher', 'min-improvement': 0.1 },
      ...{ 'min-samples': 200, samples: 'n', 'too-few': 'skip' },
    };
    const results = checkMetric(
      gate,
      contextWith({ evidence: evidenceOf('{"a": 0.2, "n": 5}'), champion: championWith() }),
    );
    expect(results.slice(0, 3)).toMatchObject([
      { check: 'min', verdict: 'skip' },
      { check: 'min-improvement', verdict: 'skip' },
      { gate: 'metric', check: 'min-samples', verdict: 'skip', observed: 5 },
    ]);
    expect(results.at(-1)).toMatchObject({ metric: 'a', check: 'min-samples', verdict: 'fail' });
  });

  test('as many as the least for the candidate hide a regression', () => {
    const [, count] = compare([0.2, 5], [0.9, 200], { 'too-few': 'skip' });
    expect(count?.reason).toMatch(/, though version 3's rests on 200: a regression would go unnoticed$/);
    expect(compare([0.2, 5], [0.9, 199], { 'too-few': 'skip' })[1]?.reason).toMatch(/, so it is left out$/);
  });
});

describe('a comparison with nothing left, since the champion has too few examples', () => {
  const gate: MetricGate = {
    ...{ metric: 'f1', goal: 'higher', 'max-regression': 0.01 },
    ...{ 'min-samples': 500, samples: 'n', 'too-few': 'skip' },
  };
  const slices = (given: Partial<MetricGate> = {}): MetricGate => ({
    ...gate,
    ...{ metric: 's.*.f1', samples: 's.*.n' },
    ...given,
  });
  const improving: MetricGate = {
    ...{ metric: 'f1', goal: 'higher', 'min-improvement': 0.01 },
    ...{ 'min-samples': 500, samples: 'n', 'too-few': 'skip' },
  };
  const ONE = '{"f1": 0.01, "n": 1000}';
  const TWO = '{"s": {"a": {"f1": 0.01, "n": 1000}, "b": {"f1": 0.9, "n": 1000}}}';
  const few = (value: number, samples: number): RecordedNumber => ({ value, uncertainty: { samples } });
  const results = (judged: Gate, report: string, recorded: Record<string, RecordedNumber> | null) =>
    evaluateGates(
      contextWith({
        rules: rulesWith({ gates: [judged] }),
        evidence: evidenceOf(report),
        champion: recorded === null ? null : championWith({ recorded: new Map(Object.entries(recorded)) }),
      }),
    );

  test.each<[string, Gate, string, Record<string, RecordedNumber> | null, string, boolean]>([
    ['one metric fails', gate, ONE, { f1: few(0.9, 400) }, 'skip pass fail', true],
    [
      'with a notice it fails all the same',
      { ...gate, 'too-few': 'warn' },
      ONE,
      { f1: few(0.9, 400) },
      'skip pass fail',
      true,
    ],
    ['an improvement fails', improving, ONE, { f1: few(0.9, 400) }, 'skip pass fail', true],
    [
      'all slices fail',
      slices(),
      TWO,
      { 's.a.f1': few(0.9, 400), 's.b.f1': few(0.9, 499) },
      'skip pass skip pass fail',
      true,
    ],
    [
      "the champion's in one slice and the candidate's in the other fail",
      slices(),
      '{"s": {"a": {"f1": 0.01, "n": 1000}, "b": {"f1": 0.9, "n": 20}}}',
      { 's.a.f1': few(0.9, 400), 's.b.f1': few(0.9, 1000) },
      'skip pass skip skip fail',
      true,
    ],
    [
      'a slice that was compared is enough',
      slices(),
      TWO,
      { 's.a.f1': few(0.9, 400), 's.b.f1': few(0.9, 500) },
      'skip pass pass pass',
      false,
    ],
    [
      'a min that was judged is enough',
      { ...gate, min: 0.005 },
      ONE,
      { f1: few(0.9, 400) },
      'pass skip pass',
      false,
    ],
    [
      'a max that was judged in one slice is enough',
      slices({ max: 0.95 }),
      '{"s": {"a": {"f1": 0.01, "n": 1000}, "b": {"f1": 0.9, "n": 20}}}',
      { 's.a.f1': few(0.9, 400), 's.b.f1': few(0.9, 1000) },
      'pass skip pass skip skip skip',
      false,
    ],
    ['a first promotion still skips', gate, ONE, null, 'skip pass', false],
    [
      'alternatives of which none is left fail',
      { 'any-of': [gate, improving] },
      ONE,
      { f1: few(0.9, 400) },
      'skip pass fail skip pass fail fail',
      true,
    ],
    [
      'an alternative that passes is enough',
      { 'any-of': [gate, { metric: 'n', min: 1 }] },
      ONE,
      { f1: few(0.9, 400) },
      'skip pass skip pass pass',
      false,
    ],
  ])('%s', (_name, judged, report, recorded, expected, blocks) => {
    const told = results(judged, report, recorded);
    expect(told.map(({ verdict }) => verdict).join(' ')).toBe(expected);
    expect(told.some(isBlocking)).toBe(blocks);
  });

  test('the result is about the comparison that the gate asks for', () => {
    expect(results(improving, ONE, { f1: few(0.9, 400) }).at(-1)).toMatchObject({
      ...{ gate: 'metric', metric: 'f1', check: 'min-improvement', required: 0.01, verdict: 'fail' },
    });
  });

  test('the reason says what to do', () => {
    expect(results(gate, ONE, { f1: few(0.9, 400) }).at(-1)).toEqual({
      ...{ gate: 'metric', metric: 'f1', check: 'max-regression', observed: 'missing', required: 0.01 },
      ...{ champion: null, verdict: 'fail' },
      reason:
        'f1 was not compared with version 3, since all of it rests on too few examples: remove too-few, lower min-samples, or add min or max',
    });
  });
});

describe('one of several gates', () => {
  const anyOf = (...gates: MetricGate[]): Gate => ({ 'any-of': gates });
  const verdicts = (gate: Gate, report: string) =>
    evaluateGates(contextWith({ rules: rulesWith({ gates: [gate] }), evidence: evidenceOf(report) }));
  const [a, b]: MetricGate[] = [
    { metric: 'a', min: 0.9 },
    { metric: 'b', min: 0.9 },
  ];

  test.each([
    ['the first passes', '{"a": 1, "b": 0}', 'pass skip pass', 'alternative 1'],
    ['the second passes', '{"a": 0, "b": 1}', 'skip pass pass', 'alternative 2'],
    ['both pass', '{"a": 1, "b": 1}', 'pass pass pass', 'alternative 1'],
    ['none passes', '{"a": 0, "b": 0}', 'fail fail fail', 'none'],
    ['one is missing, the other passes', '{"b": 1}', 'skip pass pass', 'alternative 2'],
    ['both are missing', '{}', 'fail fail fail', 'none'],
    ['NaN is no pass', '{"a": NaN, "b": 0}', 'fail fail fail', 'none'],
  ])('%s', (_name, report, expected, observed) => {
    const results = verdicts(anyOf(a!, b!), report);
    expect(results.map(({ verdict }) => verdict).join(' ')).toBe(expected);
    expect(results.at(-1)).toMatchObject({ check: 'any-of', required: 'one passes', observed });
    expect(results.some(isBlocking)).toBe(observed === 'none');
  });

  test('an alternative with one bound that fails does not pass by its other bound', () => {
    const both: MetricGate = { metric: 'a', min: 0.5, max: 0.9 };
    const results = verdicts(anyOf(both, b!), '{"a": 1, "b": 0}');
    expect(results.map(({ verdict }) => verdict).join(' ')).toBe('pass fail fail fail');
  });

  test('each is asked for more confidence, since each is a chance more to pass by luck', () => {
    const sure = { confidence: '95%', samples: 1000 } as const;
    const [result] = verdicts(anyOf({ ...a!, ...sure }, { ...b!, ...sure }), '{"a": 0.95, "b": 0}');
    expect(result?.interval?.confidence).toBe('97.5%');
    const [alone] = verdicts({ ...a!, ...sure }, '{"a": 0.95, "b": 0}');
    expect(result!.interval!.lower).toBeLessThan(alone!.interval!.lower);
  });

  test('comparisons that are skipped prove nothing beside a gate that fails', () => {
    const comparison: MetricGate = { metric: 'a', goal: 'higher', 'max-regression': 0 };
    expect(verdicts(anyOf(comparison, b!), '{"a": 1, "b": 0}').some(isBlocking)).toBe(true);
    expect(verdicts(anyOf(comparison, comparison), '{"a": 1}').some(isBlocking)).toBe(false);
  });

  describe('enough examples alone are no pass', () => {
    const latency: MetricGate = { metric: 'latency', max: 100 };
    const enough = { 'min-samples': 100, samples: 'n' } as const;
    const better: MetricGate = { metric: 'f1', goal: 'higher', 'min-improvement': 0.01, ...enough };
    const unclear: MetricGate = {
      ...{ metric: 'f1', min: 0.9, confidence: '95%', inconclusive: 'allow' },
      ...{ 'min-samples': 1, samples: 'n' },
    };

    test.each<[string, MetricGate[], string, string, boolean]>([
      [
        'beside a comparison without a champion',
        [better, latency],
        '{"f1": 0.01, "n": 200, "latency": 500}',
        'skip pass fail fail',
        true,
      ],
      [
        'beside a bound that is only tolerated',
        [unclear, latency],
        '{"f1": 0.8, "n": 10, "latency": 500}',
        'inconclusive pass fail fail',
        true,
      ],
      [
        'beside a bound that is only tolerated, and no other alternative can tell',
        [unclear, better],
        '{"f1": 0.8, "n": 200}',
        'fail pass skip pass fail',
        true,
      ],
      [
        'beside a bound that is only tolerated, and an alternative without a champion',
        [unclear, { metric: 'f1', goal: 'higher', 'min-improvement': 0.01 }],
        '{"f1": 0.8, "n": 10}',
        'inconclusive pass skip fail',
        true,
      ],
      [
        'beside a tolerated bound and a comparison without a champion in one alternative',
        [{ ...unclear, goal: 'higher', 'min-improvement': 0.01 }, better],
        '{"f1": 0.88, "n": 100}',
        'inconclusive skip pass skip pass fail',
        true,
      ],
      [
        'where all alternatives compare, and there is no champion, none is missing',
        [better, better],
        '{"f1": 0.8, "n": 200}',
        'skip pass skip pass skip',
        false,
      ],
      [
        'too few of them beside such a comparison fail',
        [better, better],
        '{"f1": 0.8, "n": 20}',
        'skip fail skip fail fail',
        true,
      ],
      [
        'unless nothing else is asked for',
        [{ metric: 'f1', ...enough }, latency],
        '{"f1": 0.8, "n": 200, "latency": 500}',
        'pass skip pass',
        false,
      ],
      [
        'and a bound that passes beside a tolerated one is',
        [{ ...unclear, max: 0.999 }, latency],
        '{"f1": 0.8, "n": 10, "latency": 500}',
        'inconclusive pass pass skip pass',
        false,
      ],
    ])('%s', (_name, alternatives, report, expected, blocks) => {
      const results = verdicts(anyOf(...alternatives), report);
      expect(results.map(({ verdict }) => verdict).join(' ')).toBe(expected);
      expect(results.some(isBlocking)).toBe(blocks);
    });
  });
});

test("a number of the Trainer's report is led to the place of its examples", () => {
  const text =
    '{"eval_accuracy": 0.93, "eval_samples": 1000, "eval_runtime": 1, "eval_samples_per_second": 1}';
  const bytes = new TextEncoder().encode(text);
  const reports = [readReport({ path: 'all_results.json', bytes, sha256: 'ab' })];
  const evidence = { patterns: ['all_results.json'], reports, problems: [] };
  const gate: MetricGate = { metric: 'eval_accuracy', min: 0.9, confidence: '95%' };
  expect(checkMetric(gate, contextWith({ evidence }))).toMatchObject([
    {
      verdict: 'fail',
      reason:
        "eval_accuracy can't be judged with confidence: the report has its number of examples (1000), but not its standard error: if it is a proportion of them, such as an accuracy, write samples: eval_samples in the gate, else stderr: a path",
    },
  ]);
  expect(checkMetric({ ...gate, samples: 'eval_samples' }, contextWith({ evidence }))).toMatchObject([
    { verdict: 'pass' },
  ]);
});

describe('where lower is better', () => {
  const champion = (value: number): RecordedNumber => ({ value, uncertainty: { stderr: 0.001 } });
  const lower = (bounds: Bounds, value: number) =>
    only(judge({ goal: 'lower', stderr: 0.001, ...bounds }, '{"a": 0.2}', champion(value)));

  test.each<[string, Bounds, string, string]>([
    ['clearly below max', { max: 0.21, stderr: 0.001 }, 'pass', 'at most 0.201\\d+'],
    ['clearly above max', { max: 0.19, stderr: 0.001 }, 'fail', 'at least 0.198\\d+'],
    [
      'below max, maybe',
      { max: 0.201, stderr: 0.001 },
      'inconclusive',
      'anything from 0.198\\d+ to 0.201\\d+',
    ],
  ])('%s', (_name, bounds, verdict, limits) => {
    const result = only(judge(bounds, '{"a": 0.2}'));
    expect(result.verdict).toBe(verdict);
    expect(result.reason).toMatch(new RegExp(`with 95% confidence it is ${limits}(?!\\w)`));
  });

  test.each<[string, Bounds, number, string, string]>([
    ['clearly better', { 'min-improvement': 0 }, 0.21, 'pass', 'at least 0.007\\d+ better'],
    ['hardly worse', { 'max-regression': 0.01 }, 0.2, 'pass', 'no more than 0.002\\d+ worse'],
    ['clearly worse', { 'max-regression': 0.001 }, 0.19, 'fail', 'at least 0.007\\d+ worse'],
    ['hardly better', { 'min-improvement': 0.01 }, 0.2, 'fail', 'no more than 0.002\\d+ better'],
    [
      'maybe worse',
      { 'max-regression': 0.001 },
      0.2,
      'inconclusive',
      'anything from 0.002\\d+ worse to 0.002\\d+ better',
    ],
  ])('%s', (_name, bounds, value, verdict, limits) => {
    const result = lower(bounds, value);
    expect(result.verdict).toBe(verdict);
    expect(result.reason).toMatch(new RegExp(`with 95% confidence it is ${limits}(?!\\w)`));
  });
});
