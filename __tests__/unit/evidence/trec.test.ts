import { describe, expect, test } from '@jest/globals';
import { findMetrics } from '../../../src/evidence/metric-path.js';
import { parseMetricPath } from '../../../src/evidence/path-syntax.js';
import { at, rawAt, readFixture, readText, readValue } from './reading.js';

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

const line = (measure: string, query: string, value: string) => `${measure.padEnd(22)}\t${query}\t${value}`;
/** As trec_eval prints it. */
const SUMMARY = [
  line('runid', 'all', 'bm25'),
  line('num_q', 'all', '2'),
  line('map', 'all', '0.7500'),
  line('ndcg_cut_10', 'all', '0.8155'),
];
const QUERIES = [line('map', '301', '1.0000'), line('map', '302', '0.5000')];
const readLines = (lines: readonly string[]) => readText(`${lines.join('\n')}\n`, 'auto', 'run.txt');

describe('the output of trec_eval', () => {
  test('the summary, with its number of queries', () => {
    const report = readLines(SUMMARY);
    expect(report.format).toBe('trec');
    expect(at(report, 'all.map')).toEqual({ value: 0.75, raw: '0.75', samples: 2 });
    expect(at(report, 'all.num_q')).toEqual({ value: 2, raw: '2' });
    expect(report.statement.evaluated).toBe('bm25');
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
