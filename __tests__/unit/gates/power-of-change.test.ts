import { describe, expect, test } from '@jest/globals';
import type { Problem } from '../../../src/evidence/evidence.js';
import type { Examples } from '../../../src/evidence/reader.js';
import { pairedKey } from '../../../src/gates/paired.js';
import { rowsKey } from '../../../src/gates/rows.js';
import type { ExampleRows, MetricGate } from '../../../src/policy/schema.js';
import { championWith, evidenceOf, recordedOf, type ContextParts } from '../support/gate-context.js';
import { powerOf, powers } from '../support/gate-power.js';

const ROWS: ExampleRows = { file: 'p/{version}.jsonl', key: 'id', score: 'ok' };
const BY_TALK: ExampleRows = { ...ROWS, cluster: 'talk' };

/** 40 examples in 10 talks: of more, each chance takes many seconds. */
function examples(version: string, scoreOf: (at: number) => number): Examples {
  const rows = Array.from({ length: 40 }, (_, at) => ({
    key: String(at),
    score: scoreOf(at),
    cluster: `t${at % 10}`,
  }));
  return { path: `p/${version}.jsonl`, sha256: 'ab', rows, statement: {} };
}

const GONE: Problem = { path: 'p/3.jsonl', message: 'does not exist' };
/** Nine in ten right, and three in four; they differ on more than that. */
const RIGHT = examples('4', (at) => (at % 10 === 0 ? 0 : 1));
const BEFORE = examples('3', (at) => (at % 5 === 1 || at >= 38 ? 0 : 1));

const meanOf = ({ rows }: Examples) => rows.reduce((sum, { score }) => sum + score, 0) / rows.length;

function paired(candidate: Examples, champion: Examples | Problem, rows: ExampleRows): ContextParts {
  const before = 'rows' in champion ? meanOf(champion) : 0.8;
  return {
    evidence: evidenceOf(`{"a": ${meanOf(candidate)}}`),
    champion: championWith({ recorded: recordedOf({ a: before }) }),
    paired: new Map([[pairedKey(rows, '3'), { candidate, champion }]]),
  };
}

const gateOf = (rows: ExampleRows, bound: Omit<MetricGate, 'metric'>): Omit<MetricGate, 'metric'> => ({
  ...{ goal: 'higher', confidence: '95%', paired: rows },
  ...bound,
});

const powerOfPairs = (
  bound: Omit<MetricGate, 'metric'>,
  [candidate, champion]: [Examples, Examples | Problem] = [RIGHT, BEFORE],
) => powerOf(gateOf(ROWS, bound), paired(candidate, champion, ROWS));

/** The first few, or their errors: of more, each chance takes seconds. */
const few = ({ rows, ...others }: Examples, count: number, isError = false): Examples => ({
  ...others,
  rows: rows.slice(0, count).map((row) => ({ ...row, score: isError ? 1 - row.score : row.score })),
});

describe('a comparison on the same examples', () => {
  const [right, before] = [few(RIGHT, 6), few(BEFORE, 6)];

  test('tells on how many the versions differ, and an equal one seldom passes for a better one', () => {
    const power = powerOfPairs({ 'min-improvement': 0 }, [right, before]);
    expect(power).toMatchObject({ against: '3', samples: 6, clusters: null, problem: null });
    expect(power.equal).toBeCloseTo(5 / 6);
    // examples 0 and 1
    expect(power.differing).toBeCloseTo(2 / 6);
    expect(power.worth!.boundPasses).toBe(power.worth!.equalPasses);
    expect(power.worth!.equalPasses).toBeLessThanOrEqual(0.05);
    expect(power.worth!.equalPasses).toBeGreaterThan(0);
    expect(power.flipRate).toBeNull();
  });

  test.each<[string, number, number, boolean]>([
    ['beyond 1 is out of reach for right and wrong', 1, 0.5, false],
    ['beyond 1 is in reach for other scores', 100, 50, true],
  ])('a bound %s', (_told, scale, bound, isReached) => {
    const scaled = ({ rows, ...others }: Examples): Examples => ({
      ...others,
      rows: rows.map((row) => ({ ...row, score: row.score * scale })),
    });
    const { worth, problem } = powerOfPairs({ 'min-improvement': bound }, [scaled(right), scaled(before)]);
    expect(problem).toBeNull();
    expect(worth!.boundPasses === null).toBe(!isReached);
  });

  test('is told for another number of examples', () => {
    const power = powerOf(gateOf(ROWS, { 'min-improvement': 0 }), paired(right, before, ROWS), {
      samples: 5,
    });
    expect(power).toMatchObject({ samples: 5, differing: 2 / 6, problem: null });
    // all five differ for the candidate: with a true value of 1 in 2 for each side of those that differ
    expect(power.worth!.equalPasses).toBeCloseTo((1 / 6) ** 5, 6);
  });
});

describe('what can not be told of the same examples says why', () => {
  const zero = examples('3', () => 0);

  test.each<[string, Omit<MetricGate, 'metric'>, [Examples, Examples | Problem], RegExp]>([
    ['unread examples', { 'min-improvement': 0 }, [RIGHT, GONE], /p\/3\.jsonl does not exist/],
    ['a percentage of 0', { 'min-improvement': '1%' }, [RIGHT, zero], /a is 0 for the champion/],
    [
      'other examples',
      { 'min-improvement': 0 },
      [RIGHT, { ...BEFORE, rows: BEFORE.rows.map((row) => ({ ...row, key: `x${row.key}` })) }],
      /example/,
    ],
  ])('%s', (_told, bound, versions, reason) => {
    expect(powerOfPairs(bound, versions)).toMatchObject({
      worth: null,
      problem: expect.stringMatching(reason) as unknown,
    });
  });

  test('a champion whose number was not recorded', () => {
    const parts = { ...paired(RIGHT, BEFORE, ROWS), champion: championWith({}) };
    const { worth, problem } = powerOf(gateOf(ROWS, { 'min-improvement': 0 }), parts);
    expect(worth).toBeNull();
    expect(problem).toContain('of version 3 was not recorded');
  });

  test('examples that no one gathered', () => {
    const parts = { ...paired(RIGHT, BEFORE, ROWS), paired: new Map() };
    const { problem } = powerOf(gateOf(ROWS, { 'min-improvement': 0 }), parts);
    expect(problem).toBe("a can't be compared example by example: the examples were not read");
  });
});

describe('where lower is better', () => {
  test('errors are worth what the right answers are', () => {
    const ask = (goal: 'higher' | 'lower') => {
      const isError = goal === 'lower';
      return powerOfPairs({ goal, 'min-improvement': 0 }, [few(RIGHT, 6, isError), few(BEFORE, 6, isError)]);
    };
    const [right, wrong] = [ask('higher'), ask('lower')];
    expect(wrong).toMatchObject({ problem: null, samples: 6, differing: right.differing });
    expect(wrong.equal).toBeCloseTo(1 - right.equal!);
    expect(wrong.worth!.equalPasses).toBeCloseTo(right.worth!.equalPasses!, 10);
    expect(right.worth!.equalPasses).toBeGreaterThan(0);
  });

  test('a number alone is, too', () => {
    const ask = (goal: 'higher' | 'lower', value: number) =>
      powerOf(
        { goal, 'max-regression': 0.01 },
        {
          evidence: evidenceOf(`{"a": ${value}}`),
          champion: championWith({ recorded: recordedOf({ a: value }) }),
        },
        { samples: 1000 },
      );
    const [higher, lower] = [ask('higher', 0.92), ask('lower', 0.08)];
    expect(lower.worth!.equalPasses).toBeCloseTo(higher.worth!.equalPasses!, 10);
    expect(lower.worth!.equalPasses).toBeGreaterThan(0.5);
    expect(lower.flipRate).toBeCloseTo(higher.flipRate!, 10);
  });
});

describe('a comparison of two numbers', () => {
  test.each<[string, Partial<MetricGate>, ContextParts, string]>([
    [
      'this version states no number of examples',
      { confidence: '95%', samples: 'n' },
      {
        evidence: evidenceOf('{"a": 0.92}'),
        champion: championWith({
          recorded: new Map([['a', { value: 0.9, uncertainty: { samples: 500 } }]]),
        }),
      },
      'the sample size of a is missing in reports/4.json',
    ],
    [
      "the champion's were not recorded",
      { confidence: '95%', samples: 'n' },
      { champion: championWith({ recorded: recordedOf({ a: 0.9 }) }) },
      'of version 3',
    ],
    [
      'nobody says how many there are',
      {},
      { evidence: evidenceOf('{"a": 0.92}'), champion: championWith({ recorded: recordedOf({ a: 0.9 }) }) },
      'pass --samples',
    ],
  ])('can not be told where %s', (_told, given, parts, problem) => {
    expect(powerOf({ goal: 'higher', 'min-improvement': 0, ...given }, parts)).toMatchObject({
      ...{ worth: null, flipRate: null, samples: null },
      problem: expect.stringContaining(problem) as unknown,
    });
  });

  const alone = { goal: 'higher', 'min-improvement': 0 } as const;
  /** A comparison of two means that states their standard errors and numbers. */
  const gate = {
    goal: 'lower',
    'min-improvement': 0,
    confidence: '95%',
    stderr: 'e',
    samples: 'n',
  } as const;

  test.each<[string, number | undefined, number | null]>([
    ['the fewer of both', 300, 300],
    ["an unknown number, where the champion's is", undefined, null],
  ])('rests on %s', (_told, samples, expected) => {
    const uncertainty = { stderr: 4, ...(samples === undefined ? {} : { samples }) };
    const parts = {
      evidence: evidenceOf('{"a": 120, "e": 3, "n": 400}'),
      champion: championWith({ recorded: new Map([['a', { value: 120, uncertainty }]]) }),
    };
    expect(powerOf(gate, parts)).toMatchObject({ against: '3', samples: expected, problem: null });
  });

  test("without confidence, the champion's number varies as much as this version's", () => {
    const champion = championWith({ recorded: recordedOf({ a: 0.9 }) });
    const power = powerOf({ ...alone, samples: 'n' }, { champion });
    expect(power).toMatchObject({ against: '3', equal: 0.9, samples: 1000, problem: null });
    expect(power.flipRate).toBeGreaterThan(0);
  });

  test('without confidence, pairs are not needed', () => {
    const champion = championWith({ recorded: recordedOf({ a: 0.9 }) });
    expect(powerOf({ ...alone, paired: ROWS }, { champion }, { samples: 1000 })).toMatchObject({
      ...{ against: '3', samples: 1000, differing: null, problem: null },
    });
  });

  test('of errors with confidence is worth what one of right answers is', () => {
    const ask = (goal: 'higher' | 'lower', own: number, other: number) =>
      powerOf(
        { goal, 'max-regression': 0.01, confidence: '95%', samples: 'n' },
        {
          evidence: evidenceOf(`{"a": ${own}, "n": 1000}`),
          champion: championWith({
            recorded: new Map([['a', { value: other, uncertainty: { samples: 1000, proportion: true } }]]),
          }),
        },
      ).worth!;
    const [higher, lower] = [ask('higher', 0.92, 0.9), ask('lower', 0.08, 0.1)];
    expect(lower.equalPasses).toBeCloseTo(higher.equalPasses!, 10);
    expect(lower.boundPasses).toBeCloseTo(higher.boundPasses!, 10);
    expect(higher.boundPasses).toBeLessThan(0.06);
    expect(higher.equalPasses).toBeGreaterThan(higher.boundPasses!);
  });

  test('without confidence flips for versions as good as each other, half of the time', () => {
    const champion = championWith({ recorded: recordedOf({ a: 0.92 }) });
    const power = powerOf(alone, { champion }, { samples: 1000 });
    expect(power).toMatchObject({ against: '3', confidence: null, equal: 0.92, samples: 1000 });
    expect(power.worth!.equalPasses).toBeGreaterThan(0.4);
    expect(power.flipRate).toBeGreaterThan(0.3);
  });

  test('of two means is as uncertain as both of them', () => {
    const spread = (stderr: number) => ({ stderr, samples: 400 });
    const parts = {
      evidence: evidenceOf('{"a": 120, "e": 3, "n": 400}'),
      champion: championWith({ recorded: new Map([['a', { value: 120, uncertainty: spread(4) }]]) }),
    };
    const { worth } = powerOf(gate, parts);
    expect(worth!.equalPasses).toBeCloseTo(0.05, 3);
    // 1.645 + 0.842 standard errors, of which each is 5
    expect(worth!.detectable).toBeCloseTo(12.45, 1);
  });

  test.each<[string, Partial<MetricGate>]>([
    ['an improvement that is required', { 'min-improvement': 0.02 }],
    ['a regression that is allowed', { 'max-regression': 0.02 }],
    ['a percentage', { 'max-regression': '2%' }],
  ])('passes half of the time on the bound: %s', (_told, bound) => {
    const champion = championWith({ recorded: recordedOf({ a: 0.9 }) });
    const { worth } = powerOf({ goal: 'higher', ...bound }, { champion }, { samples: 10_000 });
    // a count meets the bound that it lies on
    expect(worth!.boundPasses).toBeGreaterThan(0.49);
    expect(worth!.boundPasses).toBeLessThan(0.52);
  });

  test('of none right has no uncertainty, and still a chance', () => {
    const champion = championWith({ recorded: recordedOf({ a: 0 }) });
    const found = { champion, evidence: evidenceOf('{"a": 0}') };
    expect(powerOf(alone, found, { samples: 1000 })).toMatchObject({ problem: null, equal: 0 });
  });

  test("by clusters: a recorded uncertainty that ignores them does not stand for the champion's rows", () => {
    const gate = { goal: 'higher', 'max-regression': 0.05, confidence: '95%', samples: BY_TALK } as const;
    const recorded = new Map([['a', { value: 0.7, uncertainty: { samples: 40, stderr: 0.07 } }]]);
    const power = powerOf(gate, {
      evidence: evidenceOf(`{"a": ${meanOf(RIGHT)}}`),
      champion: championWith({ recorded }),
      rows: new Map<string, Examples | Problem>([
        [rowsKey(BY_TALK, '4'), RIGHT],
        [rowsKey(BY_TALK, '3'), GONE],
      ]),
    });
    expect(power).toMatchObject({
      worth: null,
      problem: expect.stringContaining('of version 3 ') as unknown,
    });
  });
});

test('a bound on examples in clusters is told by clusters', () => {
  const talks = few(
    examples('4', (at) => (at < 2 ? 0 : 1)),
    12,
  );
  const power = powerOf(
    { min: 0.5, confidence: '95%', samples: BY_TALK },
    {
      evidence: evidenceOf(`{"a": ${meanOf(talks)}}`),
      rows: new Map([[rowsKey(BY_TALK, '4'), talks]]),
    },
  );
  expect(power).toMatchObject({
    ...{ problem: null, samples: 12 },
    clusters: { count: 10, by: 'talk', correlation: expect.any(Number) as unknown, needs: null },
  });
});

test('only gates on metrics are weighed, also among alternatives', () => {
  const found = powers([{ tests: 't.xml' }, { 'any-of': [{ tests: 't.xml' }, { metric: 'a', min: 0.9 }] }], {
    evidence: evidenceOf('{"a": 0.92}'),
  });
  expect(found.map(({ at, metric, check }) => [at, metric, check])).toEqual([[1, 'a', 'min']]);
});
