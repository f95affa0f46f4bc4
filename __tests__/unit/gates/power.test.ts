import { describe, expect, test } from '@jest/globals';
import { GateFault } from '../../../src/gates/fault.js';
import type { Gate, MetricGate } from '../../../src/policy/schema.js';
import {
  championWith,
  evidenceOf,
  recordedOf,
  snapshotWith,
  versionWith,
  type ContextParts,
} from '../support/gate-context.js';
import { CLUSTERS, powerOf, powers, sure } from '../support/gate-power.js';

const champion = championWith({
  recorded: new Map([['a', { value: 0.9, uncertainty: { samples: 1000, proportion: true } }]]),
});

describe('every kind of bound', () => {
  test.each<[string, Omit<MetricGate, 'metric'>, ContextParts, object]>([
    ['min', { min: 0.9, ...sure }, {}, { check: 'min', required: 0.9, equal: 0.92, samples: 1000 }],
    ['max', { max: 0.95, ...sure }, {}, { check: 'max', confidence: '95%', against: null }],
    [
      'a comparison with the champion',
      { goal: 'higher', 'max-regression': 0.01, ...sure },
      { champion },
      { check: 'max-regression', against: '3', equal: 0.9 },
    ],
    [
      'a comparison of the version that holds the stage: its own numbers stand for the champion',
      { goal: 'higher', 'min-improvement': '1%', ...sure },
      {},
      { check: 'min-improvement', against: null, equal: 0.92 },
    ],
    [
      'a level that an attempt raises',
      { min: 0.9, ...sure },
      { leastConfidence: '99.279%' },
      { confidence: '99.279%' },
    ],
    [
      'the number alone',
      { min: 0.9 },
      { evidence: evidenceOf('{"a": 0.92}') },
      { confidence: null, problem: /--samples/ },
    ],
  ])('%s', (_told, gate, parts, expected) => {
    const { problem, ...power } = powerOf(gate, parts);
    const { problem: told, ...rest } = expected as { problem?: RegExp };
    expect(power).toMatchObject(rest);
    if (told === undefined) expect(problem).toBeNull();
    else expect(problem).toMatch(told);
  });

  test('is told before it is asked about', () => {
    const watched: string[] = [];
    const gate: Gate = { metric: 'a', min: 0.9, goal: 'higher', 'max-regression': 0.01, ...sure };
    powers([gate], { champion }, { watch: (about) => watched.push(about) });
    expect(watched).toEqual(['a min', 'a max-regression']);
  });

  test('the chances are those of the gate: an equal version, one on the bound, and what 80% of the time passes', () => {
    const { worth } = powerOf({ min: 0.9, ...sure }, {}, { effect: 0.02 });
    expect(worth!.boundPasses).toBeLessThanOrEqual(0.05);
    expect(worth!.equalPasses).toBeGreaterThan(0.6);
    expect(worth!.detectable).toBeCloseTo(0.0226, 3);
    expect(worth!.needs).toBeGreaterThan(1000);
  });

  test('stricter alternatives pass less often', () => {
    const alone = powerOf({ min: 0.9, ...sure });
    const [first] = powers(
      [
        {
          'any-of': [
            { metric: 'a', min: 0.9, ...sure },
            { metric: 'a', min: 0.91, ...sure },
          ],
        },
      ],
      {},
    );
    expect(first!.confidence).toBe('97.5%');
    expect(first!.worth!.equalPasses).toBeLessThan(alone.worth!.equalPasses!);
  });

  test('an inconclusive result that passes too', () => {
    const power = powerOf({ min: 0.9, inconclusive: 'warn', ...sure });
    expect(power).toMatchObject({ isTolerated: true });
    expect(power.worth!.boundPasses).toBeGreaterThan(0.9);
  });

  test('more examples, the same number', () => {
    const options = { samples: 4000 };
    expect(powerOf({ min: 0.9, ...sure }, {}, options)).toMatchObject({ samples: 4000 });
    const alone = powerOf({ min: 0.9 }, {}, options);
    expect(alone).toMatchObject({ confidence: null, samples: 4000, flipRate: expect.any(Number) });
    expect(alone.flipRate).toBeLessThan(0.01);
  });
});

describe('what can not be told says why', () => {
  test.each<[string, Omit<MetricGate, 'metric'>, ContextParts, RegExp]>([
    ['a missing metric', { min: 0.9, ...sure }, { evidence: evidenceOf('{"b": 1}') }, /a/],
    ['a metric that is no number', { min: 0.9, ...sure }, { evidence: evidenceOf('{"a": NaN}') }, /a is NaN/],
    ['no uncertainty', { min: 0.9, confidence: '95%' }, {}, /can't be judged with confidence/],
    [
      'a champion without the number',
      { goal: 'higher', 'max-regression': 0, ...sure },
      { champion: championWith({}) },
      /of version 3 was not recorded/,
    ],
    [
      'a champion without uncertainty',
      { goal: 'higher', 'max-regression': 0, confidence: '95%', stderr: 0.01 },
      { champion: championWith({ recorded: recordedOf({ a: 0.9 }) }) },
      /of version 3 can't be judged/,
    ],
    [
      'a percentage of 0',
      { goal: 'higher', 'max-regression': '1%', ...sure },
      {
        champion: championWith({
          recorded: new Map([['a', { value: 0, uncertainty: { samples: 9, proportion: true } }]]),
        }),
      },
      /is 0 for the champion/,
    ],
    [
      'pairs before there are two versions',
      {
        goal: 'higher',
        'min-improvement': 0,
        confidence: '95%',
        paired: { file: 'p', key: 'id', score: 'ok' },
      },
      {},
      /no other version's results to compare with yet/,
    ],
  ])('%s', (_told, gate, parts, reason) => {
    const { worth, problem } = powerOf(gate, parts);
    expect(worth).toBeNull();
    expect(problem).toMatch(reason);
  });

  test('a direction that nothing says is a fault of the gate, by its position in the policy', () => {
    const gate: Gate = { metric: 'a', 'max-regression': 0.01, ...sure };
    const run = () => powers([{ metric: 'a', min: 0, ...sure }, gate], { champion });
    expect(run).toThrow(GateFault);
    expect(run).toThrow(expect.objectContaining({ path: ['gates', 1], gate }));
  });
});

describe('without a report, and with a number of examples', () => {
  const none = { evidence: evidenceOf() };

  test('a bound is worth what it is, whatever the number', () => {
    const power = powerOf({ min: 0.9, ...sure }, none, { samples: 1000 });
    expect(power).toMatchObject({ samples: 1000, equal: null, problem: null });
    expect(power.worth).toMatchObject({ equalPasses: null, detectable: expect.closeTo(0.0226, 3) });
  });

  test("the champion's number stands for this version's, else what was registered with it", () => {
    const gate = { goal: 'higher', 'max-regression': 0.01, ...sure } as const;
    expect(powerOf(gate, { ...none, champion }, { samples: 500 })).toMatchObject({
      equal: 0.9,
      samples: 500,
    });
    const versions = [versionWith({ version: '4', metrics: { a: 0.8 } })];
    const registered = { ...none, snapshot: snapshotWith({ versions }) };
    expect(powerOf(gate, registered, { samples: 500 })).toMatchObject({ equal: 0.8, problem: null });
  });

  test.each<[string, Omit<MetricGate, 'metric'>, RegExp]>([
    [
      'a comparison with nothing',
      { goal: 'higher', 'max-regression': 0, ...sure },
      /no number to compare with/,
    ],
    [
      'clusters',
      { min: 0.9, confidence: '95%', samples: CLUSTERS },
      /how alike the examples of a cluster are/,
    ],
    ['a bound that no share meets', { min: 20, ...sure }, /isn't a share/],
  ])('%s can not be told', (_told, gate, reason) => {
    expect(powerOf(gate, none, { samples: 100 })).toMatchObject({
      worth: null,
      problem: expect.stringMatching(reason) as unknown,
    });
  });

  test('an unreadable report is told instead', () => {
    const problems = [{ path: 'reports/4.json', message: 'is cut off' }];
    const { problem } = powerOf(
      { min: 0.9, ...sure },
      { evidence: { patterns: ['reports/4.json'], reports: [], problems } },
      { samples: 9 },
    );
    expect(problem).toContain('is cut off');
  });
});
