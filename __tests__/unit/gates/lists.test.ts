import { describe, expect, test } from '@jest/globals';
import type { ChampionEvidence } from '../../../src/gates/champion-value.js';
import { recordedNumbers } from '../../../src/history/holders.js';
import { checkMetric } from '../../../src/gates/metric.js';
import type { MetricGate } from '../../../src/policy/schema.js';
import { condense } from '../../../src/render/condense.js';
import { championWith, contextWith, evidenceOf, recordedOf } from '../support/gate-context.js';
import { buildHistory } from '../support/history-builder.js';

type Slice = Readonly<Record<string, unknown>>;

const night = (recall: number, more: Slice = {}): Slice => ({ dataset: 'night', recall, ...more });
const day = (recall: number, more: Slice = {}): Slice => ({ dataset: 'day', recall, ...more });
const evidence = (...results: readonly unknown[]) => evidenceOf(JSON.stringify({ results }));
const champion = (...results: readonly unknown[]) =>
  championWith({
    evidence: {
      ...evidence(...results),
      reports: [{ ...evidence(...results).reports[0]!, path: 'reports/3.json' }],
    },
  });

const GATE: MetricGate = { metric: 'results.*.recall', goal: 'higher', 'max-regression': 0.02 };

/** Metric and verdict of each row. */
function judge(gate: MetricGate, results: readonly unknown[], against: ChampionEvidence | null): string[] {
  const context = contextWith({ evidence: evidence(...results), champion: against });
  return checkMetric(gate, context).map(({ metric, verdict }) => `${String(metric)} ${verdict}`);
}

function reasons(gate: MetricGate, results: readonly unknown[], against: ChampionEvidence): string[] {
  const context = contextWith({ evidence: evidence(...results), champion: against });
  return checkMetric(gate, context).map(({ reason }) => reason);
}

describe('slices in a list are compared by their key', () => {
  const before = champion(night(0.95), day(0.81));
  test.each<[string, readonly unknown[], string[]]>([
    [
      'in another order with the numbers swapped',
      [day(0.95), night(0.81)],
      ['results[dataset=day].recall pass', 'results[dataset=night].recall fail'],
    ],
    [
      'in another order with equal numbers',
      [day(0.81), night(0.95)],
      ['results[dataset=day].recall pass', 'results[dataset=night].recall pass'],
    ],
    [
      'one in place of another',
      [{ dataset: 'dusk', recall: 0.95 }, day(0.81)],
      [
        'results[dataset=dusk].recall fail',
        'results[dataset=day].recall pass',
        'results[dataset=night].recall fail',
      ],
    ],
    [
      'one that is gone',
      [day(0.81)],
      ['results[dataset=day].recall pass', 'results[dataset=night].recall fail'],
    ],
  ])('%s', (_name, results, rows) => {
    expect(judge(GATE, results, before)).toEqual(rows);
    // as the history has it
    const recorded = recordedOf({
      'results[dataset=night].recall': 0.95,
      'results[dataset=day].recall': 0.81,
    });
    expect(judge(GATE, results, championWith({ recorded }))).toEqual(rows);
    expect(judge({ ...GATE, metric: 'results[dataset].*.recall' }, results, before)).toEqual(rows);
  });

  test('by the key that the gate names, where several could', () => {
    const files = [night(0.95, { file: 'a.csv' }), day(0.81, { file: 'b.csv' })];
    const swapped = [day(0.95, { file: 'a.csv' }), night(0.81, { file: 'b.csv' })];
    expect(judge({ ...GATE, metric: 'results[dataset].*.recall' }, swapped, champion(...files))).toEqual([
      'results[dataset=day].recall pass',
      'results[dataset=night].recall fail',
    ]);
    expect(judge({ ...GATE, metric: 'results[file].*.recall' }, swapped, champion(...files))).toEqual([
      'results[file=a.csv].recall pass',
      'results[file=b.csv].recall pass',
    ]);
    expect(judge({ ...GATE, metric: 'results[dataset=night].recall' }, swapped, champion(...files))).toEqual([
      'results[dataset=night].recall fail',
    ]);
  });

  test('by the key of this version, which the champion may lack', () => {
    const nameless = champion({ recall: 0.9 }, { recall: 0.9 });
    expect(reasons(GATE, [night(0.95)], nameless)).toEqual([
      'results.*.recall of version 3, which holds the stage, was not recorded when it was promoted, and reports/3.json does not have it: results.0 has no text or whole number under dataset, which should name it',
    ]);
    const twice = champion(night(0.9), night(0.1));
    expect(judge(GATE, [night(0.95)], twice)).toEqual(['results[dataset=night].recall fail']);
    expect(reasons(GATE, [night(0.95)], champion(day(0.9)))[0]).toContain(
      'reports/3.json does not have it: there is no results[dataset=night]. The list has: day',
    );
  });

  test.each<[string, readonly unknown[], string]>([
    [
      'several could name them',
      [night(0.95, { file: 'a' }), day(0.81, { file: 'b' })],
      "results.*.recall can't be compared by position: the order of the list results does not identify its elements. Name the key that does, as in results[dataset].*.recall (dataset and file could)",
    ],
    [
      'nothing names them',
      [{ recall: 0.95 }, { recall: 0.81 }],
      "results.*.recall can't be compared by position: the order of the list results does not identify its elements. Name the key that does, as in results[name].*.recall (no text field has a different value in each element: the first has recall)",
    ],
  ])('without a key the comparison fails, and bounds hold by the place: %s', (_name, results, reason) => {
    const gate: MetricGate = { ...GATE, min: 0.9 };
    expect(judge(gate, results, champion(...results))).toEqual([
      'results.0.recall pass',
      'results.0.recall fail',
      'results.1.recall fail',
      'results.1.recall fail',
    ]);
    expect(reasons(gate, results, champion(...results))[1]).toBe(reason);
    expect(judge(gate, results, null)).toContain('results.0.recall skip');
  });

  test('a key that does not tell them apart fails every bound', () => {
    const gate: MetricGate = { ...GATE, metric: 'results[split].*.recall', min: 0.1 };
    const results = [night(0.9, { split: 'test' }), day(0.9, { split: 'test' })];
    expect(judge(gate, results, null)).toEqual([
      'results[split].*.recall fail',
      'results[split].*.recall fail',
    ]);
    expect(reasons(gate, results, before)[0]).toBe(
      'reports/4.json: results.0 and results.1 have the same split, "test", which should tell them apart',
    );
  });

  test('an index is a place too, but for a list of numbers', () => {
    const gate: MetricGate = { ...GATE, metric: 'results.0.recall', min: 0.1 };
    const recorded = recordedOf({ 'results.0.recall': 0.5 });
    expect(judge(gate, [night(0.95)], championWith({ recorded }))).toEqual([
      'results.0.recall pass',
      'results.0.recall fail',
    ]);
    expect(reasons(gate, [night(0.95)], championWith({ recorded }))[1]).toContain(
      'as in results[dataset=night].recall',
    );
    const series = { ...GATE, metric: 'results.*' };
    expect(judge(series, [0.9, 0.8], champion(0.9, 0.9))).toEqual(['results.0 pass', 'results.1 fail']);
    expect(judge({ ...GATE, metric: 'results.1' }, [0.9, 0.8], champion(0.9, 0.9))).toEqual([
      'results.1 fail',
    ]);
  });

  test('a number recorded by position is ignored, its own report is used', () => {
    const recorded = recordedOf({ 'results.0.recall': 0.1, 'results.1.recall': 0.1 });
    const own = { ...champion(day(0.9), night(0.9)), recorded };
    expect(judge(GATE, [night(0.5), day(0.9)], own)).toEqual([
      'results[dataset=night].recall fail',
      'results[dataset=day].recall pass',
    ]);
    expect(reasons(GATE, [night(0.5)], championWith({ recorded }))).toEqual([
      'results.*.recall of version 3, which holds the stage, was only recorded by its position in a list, and the policy names no report of its own for it (a path with {version}): name its report in the policy by a path with {version}',
    ]);
    const registered = { 'results.0.recall': 0.1, 'results[dataset=day].recall': 0.9 };
    expect(judge(GATE, [night(0.5), day(0.9)], championWith({ registered }))).toEqual([
      'results[dataset=night].recall fail',
      'results[dataset=day].recall pass',
    ]);
  });

  test.each([
    ['by another name alone', ['results[dataset=day].recall'], 'was not recorded when it was promoted'],
    ['by position', ['results.0.recall'], 'was only recorded by its position in a list'],
    [
      'by both',
      ['results[dataset=day].recall', 'results.0.recall'],
      'was only recorded by its position in a list',
    ],
    ['by the position in another list', ['others.0.recall'], 'was not recorded when it was promoted'],
  ])('what was recorded %s', (_told, names, why) => {
    const gate = { ...GATE, metric: 'results[dataset=night].recall' };
    const recorded = recordedOf(Object.fromEntries(names.map((name) => [name, 0.9])));
    expect(reasons(gate, [night(0.95)], championWith({ recorded }))).toEqual([
      expect.stringContaining(`results[dataset=night].recall of version 3, which holds the stage, ${why}`),
    ]);
  });

  test('the names go into the history and are found there', () => {
    const context = contextWith({ evidence: evidence(night(0.95), day(0.81)) });
    const gates = checkMetric({ ...GATE, min: 0.8 }, context);
    const history = buildHistory([{ action: 'promote', version: '3', to: 'Production', gates }]);
    const recorded = recordedNumbers(history, '3', 'Production');
    expect(judge(GATE, [day(0.95), night(0.81)], championWith({ recorded }))).toEqual([
      'results[dataset=day].recall pass',
      'results[dataset=night].recall fail',
    ]);
  });
});

describe('what stands beside a slice in a list', () => {
  const sure = (more: Partial<MetricGate>): MetricGate => ({ ...GATE, confidence: '95%', ...more });
  const of = (order: readonly ('night' | 'day')[], more: object = {}) => {
    const all = { night: night(0.9, { se: 0.001, n: 900 }), day: day(0.8, { se: 0.004, n: 100 }) };
    return JSON.stringify({ results: order.map((name) => all[name]), ...more });
  };
  const uncertainties = (gate: MetricGate, candidate: string, other: string) => {
    const against = championWith({ evidence: evidenceOf(other) });
    return checkMetric(gate, contextWith({ evidence: evidenceOf(candidate), champion: against })).map(
      ({ metric, interval }) =>
        `${String(metric)} ±${((interval?.upper ?? 0) - (interval?.lower ?? 0)).toFixed(3)}`,
    );
  };
  const width = (value: number, stderr: number) =>
    uncertainties(sure({ metric: 'a', stderr }), `{"a": ${value}}`, `{"a": ${value}}`)[0]?.slice('a '.length);
  const rows = [
    `results[dataset=night].recall ${width(0.9, 0.001)}`,
    `results[dataset=day].recall ${width(0.8, 0.004)}`,
  ];

  test.each<[string, Partial<MetricGate>, object, object]>([
    ['in the element', { stderr: 'results.*.se' }, {}, {}],
    ['in the element, by the same key', { stderr: 'results[dataset].*.se' }, {}, {}],
    [
      'in an object',
      { stderr: 'errors.*' },
      { errors: { night: 0.001, day: 0.004 } },
      { errors: { day: 0.004, night: 0.001 } },
    ],
    [
      'in a list of numbers, each in its own order',
      { stderr: 'errors.*' },
      { errors: [0.001, 0.004] },
      { errors: [0.004, 0.001] },
    ],
    [
      'in another list of objects, by the key there',
      { stderr: 'errors[of].*.se' },
      {
        errors: [
          { of: 'day', se: 0.004 },
          { of: 'night', se: 0.001 },
        ],
      },
      {
        errors: [
          { of: 'night', se: 0.001 },
          { of: 'day', se: 0.004 },
        ],
      },
    ],
  ])('%s', (_name, more, candidate, other) => {
    const found = uncertainties(sure(more), of(['night', 'day'], candidate), of(['day', 'night'], other));
    expect(found).toEqual(rows);
  });

  test('in another list of objects without a key is missing', () => {
    const errors = [
      { of: 'night', se: 0.001 },
      { of: 'day', se: 0.004 },
    ];
    const gate = sure({ stderr: 'errors.*.se' });
    const context = contextWith({
      evidence: evidenceOf(of(['night', 'day'], { errors })),
      champion: champion(night(1)),
    });
    expect(checkMetric(gate, context)[0]?.reason).toContain(
      'errors.0 has no text or whole number under dataset, which should name it',
    );
  });

  test('counts of examples', () => {
    const gate: MetricGate = { metric: 'results.*.recall', 'min-samples': 500, samples: 'results.*.n' };
    const context = contextWith({ evidence: evidenceOf(of(['day', 'night'])) });
    expect(checkMetric(gate, context).map(({ metric, observed }) => [metric, observed])).toEqual([
      ['results[dataset=day].recall', 100],
      ['results[dataset=night].recall', 900],
    ]);
  });
});

test('many that pass are one row, by the name of their path', () => {
  const results = Array.from({ length: 6 }, (_, at) => ({ name: `s${at}`, recall: 0.9 }));
  const rows = checkMetric(
    { metric: 'results.*.recall', min: 0.5 },
    contextWith({ evidence: evidenceOf(JSON.stringify({ results })) }),
  );
  expect(condense(rows)).toMatchObject([{ metric: 'results[name].*.recall' }]);
});
