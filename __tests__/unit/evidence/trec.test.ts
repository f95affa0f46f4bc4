import { describe, expect, test } from '@jest/globals';
import { findMetrics } from '../../../src/evidence/metric-path.js';
import { parseMetricPath } from '../../../src/evidence/path-syntax.js';
import { at, fixtureText, rawAt, readFixture, readText, readValue, refusal } from './reading.js';

describe('what pytrec_eval computed', () => {
  const report = readFixture('trec/by-query.json');

  test('each query by its name, and the means over those that the run answers', () => {
    expect(report.format).toBe('trec');
    expect(at(report, 'q3.map')).toEqual({ value: 1, raw: '1' });
    expect(at(report, 'all.recip_rank')).toEqual({
      value: expect.closeTo(11 / 18, 12),
      raw: expect.any(String),
      samples: 3,
      spread: expect.closeTo(Math.sqrt(13 / 108), 12),
    });
  });

  test('counts and geometric means are not averaged', () => {
    for (const measure of ['num_ret', 'gm_map']) expect(typeof at(report, `all.${measure}`)).toBe('string');
  });

  test('the summary is not one of the queries', () => {
    const found = findMetrics(report.metrics, parseMetricPath('*.map'));
    expect(found.map(({ path }) => path)).toEqual(['q1.map', 'q2.map', 'q3.map']);
  });
});

describe('what trec_eval printed', () => {
  test('the summary', () => {
    const report = readFixture('trec/official-9.0.7.txt');
    expect(report.format).toBe('trec');
    expect(at(report, 'all.map')).toEqual({ value: 0.5278, raw: '0.5278', samples: 3 });
    expect(at(report, 'all."iprec_at_recall_0.60"')).toMatchObject({ value: 0.3889 });
    expect(at(report, 'all.gm_map')).toEqual({ value: 0.5264, raw: '0.5264' });
    expect(at(report, 'all.num_ret')).toEqual({ value: 8, raw: '8' });
    expect(report.statement.evaluated).toBe('bm25');
  });

  test('with -q, the queries and their spread', () => {
    const report = readFixture('trec/queries-9.0.7.txt');
    expect(report.format).toBe('trec');
    const spread = expect.closeTo(0.0833 / Math.sqrt(3), 6);
    expect(at(report, 'all.map')).toEqual({ value: 0.5278, raw: '0.5278', samples: 3, spread });
    expect(at(report, '301.map')).toMatchObject({ value: 0.5833 });
    expect(rawAt(report, '302.relstring')).toBe('"\'20-\'"');
  });

  test('with -c, version 9 counts a query that it does not list', () => {
    const report = readFixture('trec/complete-9.0.7.txt');
    expect(at(report, 'all.map')).toEqual({ value: 0.3958, raw: '0.3958', samples: 4 });
    expect(at(report, '304.map')).toMatch(/^the report has no metric/);
  });

  test('version 10 lists it, and has more measures', () => {
    const report = readFixture('trec/complete-10.0-rc3.txt');
    expect(report.format).toBe('trec');
    expect(at(report, '304.map')).toMatchObject({ value: 0 });
    expect(at(report, 'all.map')).toMatchObject({ value: 0.3958, samples: 4, spread: expect.any(Number) });
    expect(at(report, 'all.rbp')).toMatchObject({ value: 0.0841, samples: 4 });
    expect(at(report, 'all.yaap')).toMatchObject({ value: -0.1315 });
    expect(at(report, 'all.unj_5')).toMatchObject({ samples: 4 });
  });

  test.each([20, 500, -1, -3])('cut off after character %d: it is refused', (length) => {
    const text = fixtureText('trec/official-9.0.7.txt').slice(0, length);
    expect(refusal(() => readText(text, 'auto', 'run.txt'))).toMatch(/^is (?:cut off|plain text|CSV)/);
  });
});

const line = (measure: string, query: string, value: string) => `${measure.padEnd(22)}\t${query}\t${value}`;
const SUMMARY = [
  line('runid', 'all', 'bm25'),
  line('num_q', 'all', '2'),
  line('map', 'all', '0.7500'),
  line('ndcg_cut_10', 'all', '0.8155'),
];
const QUERIES = [line('map', '301', '1.0000'), line('map', '302', '0.5000')];
const readLines = (lines: readonly string[]) => readText(`${lines.join('\n')}\n`, 'auto', 'run.txt');

describe('the output of trec_eval', () => {
  test('measures with parameters', () => {
    const more = ['utility_1,-1,0,0', 'ndcg_1=3.5', 'set_F_0.5', 'Rprec_mult_0.50'];
    const report = readLines([...SUMMARY, ...more.map((measure) => line(measure, 'all', '0.5750'))]);
    expect(at(report, 'all."set_F_0.5"')).toMatchObject({ value: 0.575, samples: 2 });
    expect(at(report, 'all."utility_1,-1,0,0"')).toMatchObject({ value: 0.575 });
  });

  test('with -q, the spread of the queries', () => {
    const report = readLines([...QUERIES, ...SUMMARY]);
    expect(at(report, 'all.map')).toMatchObject({ value: 0.75, samples: 2, spread: Math.SQRT1_2 / 2 });
    expect(at(report, '302.map')).toMatchObject({ value: 0.5 });
  });

  test('queries that are counted and not listed leave the spread unknown', () => {
    expect(at(readLines([...QUERIES.slice(1), ...SUMMARY]), 'all.map')).not.toHaveProperty('spread');
  });

  test.each([
    ['nan', 'nan', '"nan"'],
    ['-nan', '-nan', '"-nan"'],
    ['a text', '0.9(est.)', '"0.9(est.)"'],
  ])('%s is not a number', (_, value, raw) => {
    expect(rawAt(readLines([...SUMMARY.slice(0, 2), line('map', 'all', value)]), 'all.map')).toBe(raw);
  });

  test('no queries', () => {
    const report = readLines([line('num_q', 'all', '0'), line('map', 'all', '0.0000')]);
    expect(rawAt(report, 'all.map')).toBe('0 (its number of examples is 0)');
  });

  test.each<[string, string[]]>([
    ['a measure twice', [...SUMMARY, line('map', 'all', '0.9')]],
    ['a line that is cut off', [...SUMMARY, 'map']],
    ['another line', [...SUMMARY, 'trec_eval: done']],
    ['lines without padding', SUMMARY.map((text) => text.replace(/ +/, ''))],
  ])('%s: it is refused', (_, lines) => {
    expect(() => readLines(lines)).toThrow(/text|lines|CSV/);
  });
});

test('a query without a measure leaves its mean unknown', () => {
  const report = readValue({ q1: { map: 1, P_5: 0.2 }, q2: { map: 0.5 } });
  expect(rawAt(report, 'all.P_5')).toBe('not a number for each query');
  expect(at(report, 'all.map')).toMatchObject({ value: 0.75 });
});

test.each<[string, object]>([
  ['another measure', { q1: { map: 1, accuracy: 1 } }],
  ['a number beside the queries', { q1: { map: 1 }, n: 1 }],
  ['an object in a query', { q1: { map: { old: 1 } } }],
])('%s: it is another format', (_, value) => {
  expect(readValue(value).format).toBe('plain');
});
