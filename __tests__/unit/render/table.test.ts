import { describe, expect, test } from '@jest/globals';
import type { GateResult } from '../../../src/model/gate-result.js';
import { viewOf } from '../../../src/render/outcome-view.js';
import { FAILED, gateWith, manySlices, outcomeWith } from '../support/outcome-builder.js';

describe('the table', () => {
  const rowsOf = (gates: readonly GateResult[]) => viewOf(outcomeWith({ gates })).table?.rows ?? [];

  test('there is none without gates', () => {
    expect(viewOf(outcomeWith({ gates: [] })).table).toBeNull();
  });

  test('failures come first and passes last, otherwise in the policy’s order', () => {
    const verdicts = ['pass', 'skip', 'inconclusive', 'fail', 'pass', 'fail'] as const;
    const rows = rowsOf(verdicts.map((verdict, at) => gateWith({ verdict, metric: `m${String(at)}` })));
    expect(rows.map(({ gate }) => gate)).toEqual(['m3', 'm5', 'm2', 'm1', 'm0', 'm4']);
  });

  test.each<[string, Partial<GateResult>, [string, string, string, string, string]]>([
    ['min', {}, ['accuracy', '', '0.95', '', '≥ 0.9']],
    [
      'max',
      { check: 'max', metric: 'p95', observed: 120.5, required: 120 },
      ['p95', '', '120.5', '', '≤ 120'],
    ],
    [
      'a near miss in full',
      { observed: 0.8999999999, verdict: 'fail' },
      ['accuracy', '', '0.8999999999', '', '≥ 0.9'],
    ],
    ['worse than the champion', FAILED, ['accuracy', '0.91', '0.84', '−0.07', '≤ 0.5% worse']],
    [
      'better than the champion',
      { check: 'min-improvement', champion: 0.9, required: 0.01 },
      ['accuracy', '0.9', '0.95', '+0.05', '≥ 0.01 better'],
    ],
    [
      'as good as the champion',
      { champion: 0.95, check: 'max-regression', required: 0 },
      ['accuracy', '0.95', '0.95', '0', '≤ 0 worse'],
    ],
    ['NaN', { observed: 'NaN', verdict: 'fail' }, ['accuracy', '', 'NaN', '', '≥ 0.9']],
    [
      'a NaN beside the champion’s number',
      { observed: 'NaN', champion: 0.9 },
      ['accuracy', '0.9', 'NaN', '', '≥ 0.9'],
    ],
    [
      'too few',
      { check: 'min-samples', observed: 12, required: 200 },
      ['accuracy', '', '12', '', '≥ 200 examples'],
    ],
    [
      'an age',
      { gate: 'evidence', metric: null, check: 'max-age', observed: '9d', required: '7d' },
      ['evidence: max-age', '', '9d', '', '≤ 7d old'],
    ],
    [
      'a soak',
      { gate: 'soak', metric: null, check: 'soak', observed: '2h', required: '24h' },
      ['soak', '', '2h', '', '≥ 24h'],
    ],
    [
      'from',
      { gate: 'from', metric: null, check: 'from', observed: 'None', required: 'Staging' },
      ['from', '', 'None', '', 'Staging'],
    ],
    [
      'tests',
      { gate: 'tests', metric: 'junit/*.xml', check: 'tests', observed: '3 failed', required: null },
      ['tests junit/*.xml', '', '3 failed', '', ''],
    ],
  ])('%s', (_name, given, [gate, champion, candidate, change, required]) => {
    expect(rowsOf([gateWith(given)])).toMatchObject([
      { verdict: given.verdict ?? 'pass', gate, champion, candidate, change, required, results: 1 },
    ]);
  });

  test.each([
    ['a champion', [FAILED], 'version 3'],
    ['nothing to compare', [gateWith()], null],
  ])('its columns with %s', (_name, gates, champion) => {
    expect(viewOf(outcomeWith({ gates })).table).toMatchObject({ candidate: 'version 4', champion });
  });

  test('many slices that passed alike are one row, and what failed stands alone', () => {
    const failed = gateWith({ metric: 'slices.eu.recall', verdict: 'fail' });
    expect(rowsOf([...manySlices(5), failed])).toMatchObject([
      { gate: 'slices.eu.recall', verdict: 'fail' },
      { gate: 'slices.*.recall (5)', candidate: '0.9 … 0.9000004', verdict: 'pass' },
    ]);
  });

  test('slices that all lack the metric share a row, and so do those that the champion lacks', () => {
    const lacking = manySlices(5).map((gate) => ({
      ...gate,
      observed: 'missing',
      champion: null,
      verdict: 'fail' as const,
    }));
    expect(rowsOf(lacking)).toMatchObject([
      { gate: 'slices.*.recall (5)', candidate: 'missing', change: '', verdict: 'fail', results: 5 },
    ]);
    const unknown = manySlices(5).map((gate) => ({
      ...gate,
      check: 'max-regression',
      champion: 'missing',
      verdict: 'fail' as const,
    }));
    expect(rowsOf(unknown)).toMatchObject([
      {
        gate: 'slices.*.recall (5)',
        champion: 'missing',
        candidate: '0.9 … 0.9000004',
        change: '',
        verdict: 'fail',
      },
    ]);
    const mixed = lacking.map((gate, at) => (at % 2 === 0 ? { ...gate, observed: 'NaN' } : gate));
    expect(rowsOf(mixed)).toHaveLength(5);
  });

  test('a metric whose name is no path stands alone', () => {
    const gates = [0, 1, 2, 3].map((at) =>
      gateWith({ metric: `a.\n${String(at)}.b`, observed: 'missing', verdict: 'fail' }),
    );
    expect(rowsOf(gates)).toHaveLength(4);
  });

  test('three slices are three rows', () => {
    expect(rowsOf(manySlices(3))).toHaveLength(3);
  });

  test('the metrics that passed stand before what else was asked', () => {
    const rows = rowsOf([
      gateWith({ gate: 'from', metric: null, check: 'from', observed: 'Staging' }),
      gateWith(),
    ]);
    expect(rows.map(({ gate }) => gate)).toEqual(['accuracy', 'from']);
  });

  describe('bounds of one metric', () => {
    const compared = gateWith({ check: 'max-regression', champion: 0.94, required: '0.5%' });

    test('that came out alike share a row', () => {
      expect(rowsOf([gateWith(), compared])).toEqual([
        {
          verdict: 'pass',
          gate: 'accuracy',
          against: null,
          champion: '0.94',
          candidate: '0.95',
          change: '+0.01',
          required: '≥ 0.9, ≤ 0.5% worse',
          results: 2,
          value: '0.95',
        },
      ]);
    });

    test('that came out differently have rows of their own, each with the champion’s number', () => {
      const rows = rowsOf([gateWith({ required: 0.96, verdict: 'fail' }), compared]);
      expect(rows).toMatchObject([
        { verdict: 'fail', champion: '0.94', change: '+0.01', required: '≥ 0.96' },
        { verdict: 'pass', champion: '0.94', change: '+0.01', required: '≤ 0.5% worse' },
      ]);
    });

    test('of a sample size are no bounds of the metric', () => {
      const samples = gateWith({ check: 'min-samples', observed: 300, required: 200 });
      expect(rowsOf([gateWith(), samples])).toMatchObject([
        { candidate: '0.95' },
        { candidate: '300', champion: '', required: '≥ 200 examples' },
      ]);
    });
  });

  test('slices that are compared are one row too, with the span of their changes', () => {
    const slices = manySlices(5).map((gate, at) => ({ ...gate, observed: 0.9, champion: 0.9 + at / 100 }));
    const bounds = slices.map((gate) => ({ ...gate, check: 'max-regression', required: 0.1 }));
    expect(rowsOf([...slices, ...bounds])).toMatchObject([
      {
        gate: 'slices.*.recall (5)',
        champion: '',
        candidate: '0.9',
        change: '−0.04 … 0',
        required: '≥ 0.9, ≤ 0.1 worse',
        results: 10,
      },
    ]);
  });

  test.each<[string, Partial<GateResult>, string, string]>([
    ['far from its bound', { observed: 0.931274839 }, '0.9313', '≥ 0.9'],
    ['near its bound', { observed: 0.899991, verdict: 'fail' }, '0.899991', '≥ 0.9'],
    ['large', { observed: 1234.5678, check: 'max', required: 1200, verdict: 'fail' }, '1234.6', '≤ 1200'],
    [
      'far from the champion’s',
      { observed: 0.931274839, champion: 0.8123, check: 'max-regression', required: '1%' },
      '0.931',
      '≤ 1% worse',
    ],
    [
      'near what a comparison allows',
      { observed: 0.75999, champion: 0.8, check: 'max-regression', required: '5%', verdict: 'fail' },
      '0.75999',
      '≤ 5% worse',
    ],
    [
      'near what a comparison in numbers allows',
      { observed: 0.74999, champion: 0.8, check: 'max-regression', required: 0.05, verdict: 'fail' },
      '0.74999',
      '≤ 0.05 worse',
    ],
  ])('a number %s has the digits that matter', (_name, given, candidate, required) => {
    expect(rowsOf([gateWith(given)])).toMatchObject([{ candidate, required }]);
  });

  test('a commit is shown as short as the one it is compared with', () => {
    const given = {
      gate: 'evidence',
      metric: null,
      check: 'commit',
      observed: 'c0ffee'.repeat(7),
      required: 'c0ffeec0ffee',
    };
    expect(rowsOf([gateWith(given)])).toMatchObject([
      { candidate: 'c0ffeec0ffee', required: 'c0ffeec0ffee' },
    ]);
  });
});
