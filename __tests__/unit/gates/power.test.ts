import { describe, expect, test } from '@jest/globals';
import { readReport } from '../../../src/evidence/read-report.js';
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
      'a comparison of the version that holds the stage with another that holds it, too',
      { goal: 'higher', 'min-improvement': '1%', ...sure },
      { champion, currentStage: 'Production' },
      { check: 'min-improvement', against: null, equal: 0.92 },
    ],
    [
      'the number alone',
      { min: 0.9 },
      { evidence: evidenceOf('{"a": 0.92}') },
      { confidence: null, problem: /--samples/ },
    ],
    [
      'the number alone, with its number of examples',
      { min: 0.9, samples: 'n' },
      {},
      { confidence: null, isTolerated: false, samples: 1000, flipRate: expect.any(Number) },
    ],
    [
      'a number of which all examples are right',
      { min: 0.9, samples: 'n' },
      { evidence: evidenceOf('{"a": 1, "n": 100}') },
      { samples: 100, equal: 1 },
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

  test('max on errors is worth what min on right answers is', () => {
    const right = powerOf({ min: 0.9, ...sure }, {}, { effect: 0.03 });
    const wrong = powerOf(
      { max: 0.1, ...sure },
      { evidence: evidenceOf('{"a": 0.08, "n": 1000}') },
      { effect: 0.03 },
    );
    expect(wrong.worth!.equalPasses).toBeCloseTo(right.worth!.equalPasses!, 10);
    expect(wrong.worth!.boundPasses).toBeCloseTo(right.worth!.boundPasses!, 10);
    expect(wrong.worth!.detectable).toBeCloseTo(right.worth!.detectable!, 3);
    expect(wrong.worth!.needs).toBe(right.worth!.needs);
  });

  test('an equal version passes less often by luck alone on fewer examples', () => {
    const equalPasses = (samples: number) => powerOf({ min: 0.9 }, {}, { samples }).worth!.equalPasses!;
    expect(equalPasses(100)).toBeCloseTo(0.8, 1);
    expect(equalPasses(1000)).toBeCloseTo(0.99, 2);
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

  test('more examples of a number with a standard error make that smaller', () => {
    const gate = { min: 0.9, confidence: '95%', stderr: 'e', samples: 'n' } as const;
    const few = { evidence: evidenceOf('{"a": 0.92, "e": 0.02, "n": 500}') };
    const many = powerOf(gate, { evidence: evidenceOf('{"a": 0.92, "e": 0.01, "n": 2000}') });
    const asked = powerOf(gate, few, { samples: 2000 });
    expect(asked).toMatchObject({ samples: 2000, problem: null });
    expect(asked.worth!.equalPasses).toBeCloseTo(many.worth!.equalPasses!, 6);
    expect(asked.worth!.equalPasses).toBeGreaterThan(powerOf(gate, few).worth!.equalPasses! + 0.1);
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

  test('a number of examples makes no share where the gate does not say so', () => {
    const text =
      '{"eval_accuracy": 0.93, "eval_samples": 1000, "eval_runtime": 1, "eval_samples_per_second": 1}';
    const reports = [
      readReport({ path: 'all_results.json', bytes: new TextEncoder().encode(text), sha256: 'ab' }),
    ];
    const gate: Gate = { metric: 'eval_accuracy', min: 0.9, confidence: '95%' };
    const found = powers([gate], { evidence: { patterns: [], reports, problems: [] } });
    expect(found).toMatchObject([
      { worth: null, problem: expect.stringContaining("can't be judged with confidence") as unknown },
    ]);
  });

  test('each bound of a missing metric is named once, and min-samples is none', () => {
    const gate: Gate = { metric: 'a', min: 0.9, max: 0.99, 'min-samples': 100, ...sure };
    const told = { at: 0, metric: 'a', against: null, equal: null, confidence: '95%', isTolerated: false };
    expect(powers([gate], { evidence: evidenceOf('{"b": 1}') })).toMatchObject([
      { ...told, check: 'min', required: 0.9 },
      { ...told, check: 'max', required: 0.99 },
    ]);
    expect(powers([gate], {})).toHaveLength(2);
  });

  test('a comparison of elements that only their position names', () => {
    const gate: Gate = { metric: 'r.*.x', goal: 'higher', 'max-regression': 0 };
    const recorded = recordedOf({ 'r.0.x': 0.9, 'r.1.x': 0.8 });
    const found = powers(
      [gate],
      { evidence: evidenceOf('{"r": [{"x": 0.9}, {"x": 0.8}]}'), champion: championWith({ recorded }) },
      { samples: 100 },
    );
    expect(found).toHaveLength(2);
    for (const { worth, problem } of found) {
      expect(worth).toBeNull();
      expect(problem).toContain("can't be compared by position");
    }
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

  test('each bound is told once, also where only the number of examples is known', () => {
    const gate: Gate = { metric: 'a', min: 0.5, max: 0.95, ...sure };
    const told = [
      { check: 'min', required: 0.5, equal: null, samples: 1000, problem: null },
      { check: 'max', required: 0.95, equal: null, samples: 1000, problem: null },
    ];
    expect(powers([gate], none, { samples: 1000 })).toMatchObject(told);
    expect(powers([{ metric: 'a', min: 0.5, ...sure }], none, { samples: 1000 })).toHaveLength(1);
    const problems = [{ path: 'reports/4.json', message: 'is not there', isMissing: true as const }];
    const evidence = { patterns: ['reports/4.json'], reports: [], problems };
    expect(powers([gate], { evidence }, { samples: 1000 })).toMatchObject(told);
  });

  test('without a number of examples the report is asked for', () => {
    expect(powerOf({ min: 0.9, ...sure }, none)).toMatchObject({
      ...{ check: 'min', worth: null },
      problem: expect.stringContaining('no report could be read') as unknown,
    });
  });

  test('examples of two versions that nobody gathered can not be told', () => {
    const paired = { file: 'p', key: 'id', score: 'ok' };
    const gate = { goal: 'higher', 'min-improvement': 0, confidence: '95%', paired } as const;
    expect(powerOf(gate, { ...none, champion }, { samples: 100 })).toMatchObject({
      ...{ against: '3', worth: null, problem: 'a has examples that were not read' },
    });
  });

  test("the champion's number stands for this version's, else what was registered with it", () => {
    const gate = { goal: 'higher', 'max-regression': 0.01, ...sure } as const;
    expect(powerOf(gate, { ...none, champion }, { samples: 500 })).toMatchObject({
      equal: 0.9,
      samples: 500,
    });
    const versions = [
      versionWith({ version: '3', metrics: { a: 0.7 } }),
      versionWith({ version: '4', metrics: { a: 0.8 } }),
    ];
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
    ['a bound below every share', { min: -0.5, ...sure }, /isn't a share/],
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
