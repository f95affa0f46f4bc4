import { describe, expect, test } from '@jest/globals';
import { StagegateError } from '../../../src/errors.js';
import { readReport } from '../../../src/evidence/read-report.js';
import type { ChampionEvidence } from '../../../src/gates/champion-value.js';
import { checkMetric } from '../../../src/gates/metric.js';
import { formatNumber, formatPair } from '../../../src/gates/number.js';
import { isBlocking, type GateResult } from '../../../src/model/gate-result.js';
import type { MetricGate } from '../../../src/policy/schema.js';
import { championWith, contextWith, evidenceOf, recordedOf, snapshotWith } from '../support/gate-context.js';
import { buildHistory, promotion } from '../support/history-builder.js';

type Bounds = Omit<MetricGate, 'metric'>;

/** What a gate on `a` says of a value, with a champion's value if there is one. */
function judge(bounds: Bounds, value: string | number, champion?: number): GateResult[] {
  const recorded = recordedOf(champion === undefined ? {} : { a: champion });
  return checkMetric(
    { metric: 'a', ...bounds },
    contextWith({
      evidence: evidenceOf(`{"a": ${String(value)}}`),
      champion: champion === undefined ? null : championWith({ recorded }),
    }),
  );
}

function verdict(bounds: Bounds, value: string | number, champion?: number): string {
  return judge(bounds, value, champion)
    .map((result) => result.verdict)
    .join(' ');
}

describe('absolute bounds hold at the bound and not past it', () => {
  test.each<[string, Bounds, string | number, string]>([
    ['at the minimum', { min: 0.9 }, 0.9, 'pass'],
    ['just below the minimum', { min: 0.9 }, 0.8999999999999999, 'fail'],
    ['just above the minimum', { min: 0.9 }, 0.9000000000000001, 'pass'],
    ['at the maximum', { max: 120 }, 120, 'pass'],
    ['just above the maximum', { max: 120 }, 120.00000000000001, 'fail'],
    ['at a minimum of zero, minus zero', { min: 0 }, '-0.0', 'pass'],
    ['a whole number written with a point', { max: 1 }, '1.0', 'pass'],
    ['an exponent', { min: 0.001 }, '1e-3', 'pass'],
    ['a very small number', { max: 0 }, '5e-324', 'fail'],
    ['a very large number', { min: 1e308 }, '1.7976931348623157e308', 'pass'],
    ['negative numbers', { min: -0.5 }, -0.50001, 'fail'],
    ['both, within', { min: 0, max: 1 }, 0.5, 'pass pass'],
    ['both, below', { min: 0, max: 1 }, -1, 'fail pass'],
    ['both, above', { min: 0, max: 1 }, 2, 'pass fail'],
  ])('%s', (_name, bounds, value, expected) => {
    expect(verdict(bounds, value)).toBe(expected);
  });

  test('a result says all that the outputs show', () => {
    expect(judge({ min: 0.9 }, 0.85)).toEqual([
      {
        gate: 'metric',
        metric: 'a',
        check: 'min',
        observed: 0.85,
        required: 0.9,
        champion: null,
        verdict: 'fail',
        reason: 'a is 0.85, must be at least 0.9',
      },
    ]);
    expect(judge({ max: 120 }, 87.5)).toMatchObject([
      { check: 'max', observed: 87.5, required: 120, reason: 'a is 87.5, at most 120' },
    ]);
  });

  test('numbers that rounding would make equal are shown in full', () => {
    const [result] = judge({ min: 0.9 }, 0.8999999999999999);
    expect(result?.reason).toBe('a is 0.8999999999999999, must be at least 0.9');
  });
});

describe('comparisons with the champion', () => {
  test.each<[string, Bounds, number, number, string]>([
    ['5% of 0.80 is 0.04', { 'min-improvement': '5%', goal: 'higher' }, 0.84, 0.8, 'pass'],
    ['and not a little less', { 'min-improvement': '5%', goal: 'higher' }, 0.8399, 0.8, 'fail'],
    ['nor the least less', { 'min-improvement': '5%', goal: 'higher' }, 0.8399999999999999, 0.8, 'fail'],
    ['0.1 and 0.2 are 0.3', { 'min-improvement': 0.2, goal: 'higher' }, 0.3, 0.1, 'pass'],
    ['0.3 less 0.1 is 0.2', { 'max-regression': 0.1, goal: 'higher' }, 0.2, 0.3, 'pass'],
    [
      '0.3 and a double above it',
      { 'min-improvement': 0.2, goal: 'lower' },
      0.1,
      0.30000000000000004,
      'pass',
    ],
    [
      'the least past a regression',
      { 'max-regression': 0.1, goal: 'higher' },
      0.19999999999999998,
      0.3,
      'fail',
    ],
    ['1% of 0.7, at the bound', { 'max-regression': '1%', goal: 'higher' }, 0.693, 0.7, 'pass'],
    ['1% of 0.7, past it', { 'max-regression': '1%', goal: 'higher' }, 0.6929, 0.7, 'fail'],
    [
      'a third of a percent',
      { 'max-regression': '0.3333333333%', goal: 'higher' },
      2.990000000001,
      3,
      'pass',
    ],
    ['a percentage with a space', { 'max-regression': '1 %', goal: 'higher' }, 0.693, 0.7, 'pass'],
    ['no regression at all, the same', { 'max-regression': 0, goal: 'higher' }, 0.5, 0.5, 'pass'],
    ['no regression at all, a little', { 'max-regression': '0%', goal: 'higher' }, 0.4999999, 0.5, 'fail'],
    ['no improvement asked, the same', { 'min-improvement': 0, goal: 'higher' }, 0.5, 0.5, 'pass'],
    ['no improvement asked, worse', { 'min-improvement': 0, goal: 'higher' }, 0.4999999, 0.5, 'fail'],
    ['more is no regression', { 'max-regression': '0.1%', goal: 'higher' }, 99, 1, 'pass'],
    ['negative, higher is better', { 'min-improvement': '1%', goal: 'higher' }, -1, -0.5, 'fail'],
    ['negative, worse by all of it', { 'max-regression': '100%', goal: 'higher' }, -1, -0.5, 'pass'],
    ['negative, worse by more', { 'max-regression': '99.9%', goal: 'higher' }, -1, -0.5, 'fail'],
    ['negative, better', { 'min-improvement': '50%', goal: 'higher' }, -0.5, -1, 'pass'],
    ['negative, lower is better', { 'min-improvement': '100%', goal: 'lower' }, -1, -0.5, 'pass'],
    ['a loss that falls', { 'min-improvement': '10%', goal: 'lower' }, 0.45, 0.5, 'pass'],
    ['a loss that falls too little', { 'min-improvement': '10%', goal: 'lower' }, 0.4501, 0.5, 'fail'],
    ['a loss that rises', { 'max-regression': '10%', goal: 'lower' }, 0.55, 0.5, 'pass'],
    ['a loss that rises too much', { 'max-regression': '10%', goal: 'lower' }, 0.5501, 0.5, 'fail'],
    ['from zero, absolute', { 'min-improvement': 0.01, goal: 'higher' }, 0.01, 0, 'pass'],
    ['from zero, absolute, too little', { 'min-improvement': 0.01, goal: 'higher' }, 0.009, 0, 'fail'],
    ['from zero, a percentage', { 'max-regression': '5%', goal: 'higher' }, 1, 0, 'fail'],
    ['from zero to zero, a percentage', { 'max-regression': '5%', goal: 'higher' }, 0, 0, 'fail'],
    ['from minus zero, a percentage', { 'min-improvement': '0%', goal: 'higher' }, 1, -0, 'fail'],
    ['to zero, a percentage', { 'max-regression': '100%', goal: 'higher' }, 0, 0.8, 'pass'],
    ['across zero', { 'max-regression': '100%', goal: 'higher' }, -0.1, 0.8, 'fail'],
    ['huge numbers', { 'max-regression': '1%', goal: 'higher' }, 1e308, 1e308, 'pass'],
    ['tiny numbers', { 'max-regression': '1%', goal: 'lower' }, 5e-324, 5e-324, 'pass'],
    [
      'both comparisons',
      { 'max-regression': 0, 'min-improvement': 0.2, goal: 'higher' },
      0.6,
      0.5,
      'pass fail',
    ],
    ['the direction by min', { min: 0, 'max-regression': 0 }, 0.4, 0.5, 'pass fail'],
    ['the direction by max', { max: 1, 'max-regression': 0 }, 0.4, 0.5, 'pass pass'],
    ['the goal before the bound', { min: 0, goal: 'lower', 'max-regression': 0 }, 0.6, 0.5, 'pass fail'],
  ])('%s', (_name, bounds, value, champion, expected) => {
    expect(verdict(bounds, value, champion)).toBe(expected);
  });

  test.each<[string, Bounds, number, number, string]>([
    [
      'worse',
      { 'max-regression': '0.5%', goal: 'higher' },
      0.9,
      0.92,
      'a is 0.9 against 0.92 of version 3 (recorded when it was promoted): 2.17% worse, must be no more than 0.5% worse',
    ],
    [
      'within',
      { 'max-regression': 0.05, goal: 'higher' },
      0.9,
      0.92,
      'a is 0.9 against 0.92 of version 3 (recorded when it was promoted): 0.02 worse, no more than 0.05 worse',
    ],
    [
      'better',
      { 'min-improvement': '1%', goal: 'lower' },
      0.5,
      1,
      'a is 0.5 against 1 of version 3 (recorded when it was promoted): 50% better, at least 1% better',
    ],
    [
      'the same',
      { 'min-improvement': 0.01, goal: 'higher' },
      0.5,
      0.5,
      'a is 0.5 against 0.5 of version 3 (recorded when it was promoted): no change, must be at least 0.01 better',
    ],
    [
      'of zero',
      { 'max-regression': '5%', goal: 'higher' },
      1,
      0,
      'a is 1 against 0 of version 3 (recorded when it was promoted): a percentage of 0 is undefined, so write an absolute bound',
    ],
    [
      'just past the bound',
      { 'max-regression': '5%', goal: 'higher' },
      0.75999,
      0.8,
      'a is 0.75999 against 0.8 of version 3 (recorded when it was promoted): 5.00125% worse, must be no more than 5% worse',
    ],
    [
      'less than six digits past a percentage',
      { 'min-improvement': '5%', goal: 'higher' },
      0.83999999999,
      0.8,
      'a is 0.84 against 0.8 of version 3 (recorded when it was promoted): 4.99999999875% better, must be at least 5% better',
    ],
    [
      'less than six digits past a difference',
      { 'max-regression': 0.01, goal: 'higher' },
      0.78999999999,
      0.8,
      'a is 0.79 against 0.8 of version 3 (recorded when it was promoted): 0.01000000001 worse, must be no more than 0.01 worse',
    ],
  ])('the reason when it is %s', (_name, bounds, value, champion, reason) => {
    expect(judge(bounds, value, champion)).toMatchObject([{ observed: value, champion, reason }]);
  });

  test('without a direction from the policy or the report it is an error, and no guess', () => {
    expect(() => judge({ 'max-regression': '50%' }, 1, 1)).toThrow(
      '"a" can\'t be compared: neither the policy nor the report says whether higher or lower is better',
    );
  });

  describe('of several metrics whose direction the report gives', () => {
    const context = (both: object) => {
      const results = { t: { acc: 0.9, perplexity: 5 } };
      const json = JSON.stringify({ results, versions: { t: 1 }, config: {}, higher_is_better: { t: both } });
      const bytes = new TextEncoder().encode(json);
      const report = readReport({ path: 'reports/4.json', bytes, sha256: 'ab', format: 'lm-eval' });
      const recorded = recordedOf({ 't.acc': 0.9, 't.perplexity': 5 });
      return contextWith({
        evidence: { patterns: [], reports: [report], problems: [] },
        champion: championWith({ recorded }),
      });
    };
    const both = { acc: true, perplexity: false };
    const compare = (bounds: Bounds, told: object = both) =>
      checkMetric({ metric: 't.*', 'max-regression': 0.01, ...bounds }, context(told));
    const hintOf = (bounds: Bounds, told?: object): string | undefined => {
      try {
        compare(bounds, told);
      } catch (error) {
        if (error instanceof StagegateError) return error.hint;
        throw error;
      }
      return undefined;
    };

    test('each is compared in its own direction, without a goal', () => {
      expect(compare({}).map(({ metric, verdict }) => `${String(metric)} ${verdict}`)).toEqual([
        't.acc pass',
        't.perplexity pass',
      ]);
    });

    const OWN =
      'so that each metric follows the report, or give the metrics separate gates. If it is wrong, correct it where it is written.';
    test.each<[string, Bounds, string]>([
      ['goal: higher', { goal: 'higher' }, 'remove goal from the gate'],
      ['goal: lower', { goal: 'lower' }, 'remove goal from the gate'],
      ['a goal beside both bounds', { goal: 'lower', min: 0, max: 9 }, 'remove goal from the gate'],
      ['min alone', { min: 0 }, 'move the comparison to a gate without min, max and goal'],
      [
        'a goal beside max',
        { goal: 'lower', max: 9 },
        'move the comparison to a gate without min, max and goal',
      ],
    ])('%s for all of them has no hint at the other direction', (_name, bounds, fix) => {
      expect(hintOf(bounds)).toBe(`If the report is right, ${fix}, ${OWN}`);
    });

    test('nor has a metric without a direction in the report', () => {
      expect(hintOf({}, { acc: true })).toBe(
        'Add it to the gate: goal: higher (as for accuracy) or goal: lower (as for a loss). Where "*" matches metrics of both kinds, give them separate gates.',
      );
    });
  });

  test('a first promotion skips comparisons, and absolute bounds still hold', () => {
    const bounds = { min: 0.9, 'max-regression': '1%', 'min-improvement': 0.1 } as const;
    expect(judge(bounds, 0.8)).toMatchObject([
      { check: 'min', verdict: 'fail' },
      {
        gate: 'metric',
        check: 'max-regression',
        verdict: 'skip',
        observed: 0.8,
        required: '1%',
        champion: null,
        reason: 'first promotion: no version holds the stage, so there is nothing to compare with',
      },
      { check: 'min-improvement', verdict: 'skip' },
    ]);
    expect(judge(bounds, 0.8).map(isBlocking)).toEqual([true, false, false]);
    expect(judge(bounds, 0.95).some(isBlocking)).toBe(false);
  });
});

test('an empty stage skips comparisons where the policy says so, and the reason names the last version', () => {
  const archived = { action: 'archive', version: '3', from: 'Production', to: 'Archived' } as const;
  const snapshot = snapshotWith({ history: buildHistory([promotion('3'), archived]) });
  const context = contextWith({ evidence: evidenceOf('{"a": 0.8}'), snapshot });
  expect(checkMetric({ metric: 'a', goal: 'higher', 'max-regression': 0 }, context)).toMatchObject([
    {
      verdict: 'skip',
      reason: 'no version holds the stage (version 3 held it last), and the policy says when-empty: skip',
    },
  ]);
});

describe('a version in use is compared with confirmed numbers only', () => {
  const gate: MetricGate = { metric: 'a', goal: 'higher', 'max-regression': 0 };
  const judgeLive = (recorded: Record<string, number>) =>
    checkMetric(
      gate,
      contextWith({
        evidence: evidenceOf('{"a": 0.8}'),
        champion: championWith({ inUse: true, recorded: recordedOf(recorded), registered: { a: 0.9 } }),
        live: { since: new Date('2026-11-10T06:00:00Z') },
      }),
    );

  test('without one there is nothing to compare with', () => {
    expect(judgeLive({ b: 0.9 })).toMatchObject([
      {
        ...{ gate: 'metric', check: 'max-regression', verdict: 'skip', champion: null },
        reason: 'no earlier version was confirmed with this number, so there is nothing to compare with',
      },
    ]);
  });

  test('with one it must hold', () => {
    expect(judgeLive({ a: 0.85 })).toMatchObject([
      {
        ...{ verdict: 'fail', champion: 0.85 },
        reason: expect.stringContaining('of version 3 (recorded when it was confirmed)') as unknown,
      },
    ]);
  });
});

describe('values that are no finite number fail every bound', () => {
  test.each([
    ['NaN', 'NaN', 'NaN'],
    ['infinity', 'Infinity', 'Infinity'],
    ['minus infinity', '-Infinity', '-Infinity'],
    ['a number past the largest', '1e999', /1e999|Infinity/],
    ['text', '"0.99"', /0\.99/],
    ['text that says NaN', '"NaN"', /NaN/],
    ['null', 'null', 'null'],
    ['true', 'true', 'true'],
  ])('%s', (_name, json, raw) => {
    for (const bounds of [
      { min: 0 },
      { max: 1 },
      { 'max-regression': '100%', goal: 'higher' },
      { 'min-samples': 1, samples: 9 },
    ] as Bounds[]) {
      const results = judge(bounds, json, 0.5);
      expect(results).toMatchObject([{ metric: 'a', verdict: 'fail', champion: null }]);
      expect(results[0]?.observed).toEqual(typeof raw === 'string' ? raw : expect.stringMatching(raw));
      expect(results[0]?.reason).toContain('reports/4.json');
    }
  });

  test.each([
    ['a group', '{"b": 1}', 'a is a group, not a number. It has: b'],
    ['an empty group', '{}', 'a is a group, not a number. It is empty'],
    ['a list', '[1]', 'a is a list, not a number. Add .last, .first, .min or .max, or an index from 0'],
  ])('%s', (_name, json, reason) => {
    expect(judge({ min: 0 }, json)).toMatchObject([
      {
        metric: 'a',
        check: 'min',
        observed: 'missing',
        required: 0,
        verdict: 'fail',
        reason: `reports/4.json: ${reason}`,
      },
    ]);
  });

  test('a champion whose number is infinite or NaN in its report fails the comparison', () => {
    for (const raw of ['NaN', 'Infinity', '"high"']) {
      const champion = championWith({ evidence: evidenceOf(`{"a": ${raw}}`) });
      const context = contextWith({ evidence: evidenceOf('{"a": 1}'), champion });
      expect(checkMetric({ metric: 'a', goal: 'higher', 'max-regression': 9 }, context)).toMatchObject([
        { gate: 'metric', verdict: 'fail', champion: 'missing', observed: 1 },
      ]);
    }
  });
});

describe('several champions', () => {
  const champion = (version: string, a: number, holds = true) =>
    championWith({ version, holds, recorded: recordedOf({ a }) });
  const judgeAgainst = (champions: ChampionEvidence[], bounds: Bounds = { 'max-regression': '0.5%' }) =>
    checkMetric(
      { metric: 'a', goal: 'higher', ...bounds },
      contextWith({ evidence: evidenceOf('{"a": 0.92}'), champions }),
    );

  test('a comparison holds against each', () => {
    expect(judgeAgainst([champion('1', 0.95), champion('2', 0.91)])).toMatchObject([
      {
        against: '1',
        champion: 0.95,
        verdict: 'fail',
        reason: expect.stringContaining('0.95 of version 1 (recorded'),
      },
      {
        against: '2',
        champion: 0.91,
        verdict: 'pass',
        reason: expect.stringContaining('0.91 of version 2 (recorded'),
      },
    ]);
  });

  test('one whose number is not known fails', () => {
    expect(judgeAgainst([championWith({ version: '1' }), champion('2', 0.91)])).toMatchObject([
      { against: '1', champion: 'missing', verdict: 'fail' },
      { against: '2', verdict: 'pass' },
    ]);
  });

  test('the reason says that a champion held the stage last', () => {
    expect(judgeAgainst([champion('1', 0.95, false)])).toMatchObject([
      {
        ...{ against: '1', champion: 0.95, verdict: 'fail' },
        reason: expect.stringContaining('of version 1 (held the stage last; recorded when it was promoted)'),
      },
    ]);
  });

  test('one that holds the stage alone needs no name', () => {
    expect(judgeAgainst([champion('1', 0.92)])[0]).not.toHaveProperty('against');
  });
});

describe('numbers for people', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [0.1 + 0.2, '0.3'],
    [1 / 3, '0.333333'],
    [2 / 3, '0.666667'],
    [-2 / 3, '-0.666667'],
    [100, '100'],
    [120000, '120000'],
    [1234567, '1234567'],
    [999999.5, '1000000'],
    [0.00012345678, '0.000123457'],
    [1e-6, '0.000001'],
    [1e-7, '1e-7'],
    [1.5e20, '1.5e+20'],
    [1e15, '1e+15'],
    [1e100, '1e+100'],
    [5e-324, '5e-324'],
  ])('%d', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  test.each([
    [0.9, 0.9, ['0.9', '0.9']],
    [0.9, 0.8, ['0.9', '0.8']],
    [0.90000001, 0.9, ['0.90000001', '0.9']],
    [1e-9, 0, ['1e-9', '0']],
  ])('%d beside %d', (a, b, pair) => {
    expect(formatPair(a, b)).toEqual(pair);
  });
});
