import { describe, expect, test } from '@jest/globals';
import { formatNumber, formatPair } from '../../../src/gates/number.js';
import type { GateResult } from '../../../src/gates/result.js';
import type { Outcome } from '../../../src/promotion/outcome.js';
import { tellOutcome } from '../../../src/render/story.js';
import { FAILED, gateWith, manySlices, outcomeWith } from '../support/outcome-builder.js';

const blocked = {
  decision: 'blocked',
  promoted: false,
  archivedVersions: [],
  gates: [gateWith(), FAILED],
} as const;

describe('the headline and the lead', () => {
  test.each<[string, Partial<Outcome>, string, string, string]>([
    [
      'promoted',
      {},
      'good',
      'churn 4 is in Production',
      'It came from Staging and replaced version 3, archived now.',
    ],
    [
      'promoted in place of two',
      { archivedVersions: ['2', '3'] },
      'good',
      'churn 4 is in Production',
      'It came from Staging and replaced versions 2, 3, archived now.',
    ],
    [
      'promoted, the first',
      { previousVersion: null, archivedVersions: [] },
      'good',
      'churn 4 is in Production',
      'It came from Staging; Production was empty.',
    ],
    [
      'promoted beside another',
      { archivedVersions: [] },
      'good',
      'churn 4 is in Production',
      'It came from Staging; version 3 stays in Production beside it.',
    ],
    [
      'forced',
      { forced: true, gates: [gateWith(), FAILED] },
      'good',
      'churn 4 is in Production, by force: 1 of 2 checks failed',
      'It came from Staging and replaced version 3, archived now.',
    ],
    [
      'withdrawn',
      { stage: 'Archived', previousVersion: null, archivedVersions: [], gates: [] },
      'good',
      'churn 4 is in Archived',
      'It came from Staging.',
    ],
    [
      'rolled back',
      { decision: 'rolled-back', version: '2' },
      'good',
      'churn is back on version 2 in Production',
      'It replaced version 3, archived now.',
    ],
    [
      'rolled back to an empty stage',
      { decision: 'rolled-back', previousVersion: null, archivedVersions: [] },
      'good',
      'churn is back on version 4 in Production',
      'Production was empty.',
    ],
    [
      'registered',
      { decision: 'registered', stage: 'None' },
      'good',
      'churn 4 is registered',
      'It is in stage None: promote it when its evaluation is there.',
    ],
    [
      'unchanged',
      { decision: 'unchanged' },
      'neutral',
      'churn 4 is in Production already',
      'Nothing was changed.',
    ],
    [
      'registered already',
      { decision: 'unchanged', asked: 'registered', stage: 'None' },
      'neutral',
      'churn 4 is registered already',
      'Nothing was changed.',
    ],
    [
      'allowed',
      { decision: 'allowed' },
      'good',
      'churn 4 may go to Production',
      'It would move version 3 from Production to Archived, and version 4 from Staging to Production. Nothing was changed.',
    ],
    [
      'proposed',
      { decision: 'allowed', promoted: false, pullRequest: 7 },
      'good',
      'churn 4 is proposed for Production in pull request #7',
      'Merging it moves version 3 from Production to Archived, and version 4 from Staging to Production. Until then nothing is changed.',
    ],
    [
      'a rollback, proposed',
      { decision: 'allowed', asked: 'rolled-back', pullRequest: 7, version: '3' },
      'good',
      'going back to churn 3 in Production is proposed in pull request #7',
      'Merging it moves version 3 from Production to Archived, and version 4 from Staging to Production. Until then nothing is changed.',
    ],
    [
      'a registration, proposed',
      { decision: 'allowed', asked: 'registered', pullRequest: 7, version: '5', transitions: [] },
      'good',
      'registering churn 5 is proposed in pull request #7',
      'Merging it adds the version, in stage None. Until then nothing is changed.',
    ],
    [
      'blocked',
      blocked,
      'bad',
      'churn 4 stays in Staging: 1 of 2 checks failed',
      'Production is still version 3. Nothing was changed.',
    ],
    [
      'blocked, and nobody is there',
      { ...blocked, previousVersion: null },
      'bad',
      'churn 4 stays in Staging: 1 of 2 checks failed',
      'No version is in Production. Nothing was changed.',
    ],
    [
      'blocked by an inconclusive one',
      { ...blocked, gates: [gateWith({ verdict: 'inconclusive' })] },
      'bad',
      'churn 4 stays in Staging: 1 of 1 check failed',
      'Production is still version 3.',
    ],
  ])('%s', (_name, given, tone, headline, lead) => {
    const story = tellOutcome(outcomeWith(given));
    expect(story).toMatchObject({ tone, headline });
    expect(story.lead.join(' ').startsWith(lead)).toBe(true);
  });
});

describe('how to undo it', () => {
  const command = 'stagegate rollback --model churn --stage Production --reason "…"';

  test.each<[string, Partial<Outcome>, string | null]>([
    ['a promotion', {}, command],
    ['a first promotion', { previousVersion: null }, null],
    ['a check', { decision: 'allowed' }, null],
    ['a blocked one', blocked, null],
    ['a rollback', { decision: 'rolled-back' }, null],
    ['a name for a shell', { model: "it's $(rm)" }, command.replace('churn', String.raw`'it'\''s $(rm)'`)],
    ['a stage for a shell', { stage: 'Pre `x`' }, command.replace('Production', "'Pre `x`'")],
  ])('%s', (_name, given, undo) => {
    expect(tellOutcome(outcomeWith(given)).undo).toBe(undo);
  });
});

describe('the table', () => {
  const rowsOf = (gates: readonly GateResult[]) => tellOutcome(outcomeWith({ gates })).table?.rows ?? [];

  test('there is none without gates', () => {
    expect(tellOutcome(outcomeWith({ gates: [] })).table).toBeNull();
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
    expect(rowsOf([gateWith(given)])).toEqual([
      { verdict: given.verdict ?? 'pass', gate, champion, candidate, change, required },
    ]);
  });

  test.each([
    ['a champion', [FAILED], 'version 3'],
    ['nothing to compare', [gateWith()], null],
  ])('its columns with %s', (_name, gates, champion) => {
    expect(tellOutcome(outcomeWith({ gates })).table).toMatchObject({ candidate: 'version 4', champion });
  });

  test('many slices that passed alike are one row, and what failed stands alone', () => {
    const failed = gateWith({ metric: 'slices.eu.recall', verdict: 'fail' });
    expect(rowsOf([...manySlices(5), failed])).toMatchObject([
      { gate: 'slices.eu.recall', verdict: 'fail' },
      { gate: 'slices.*.recall (5)', candidate: '0.9 … 0.9000004', verdict: 'pass' },
    ]);
  });

  test('three slices are three rows', () => {
    expect(rowsOf(manySlices(3))).toHaveLength(3);
  });

  test('more slices than a call may have arguments', () => {
    expect(rowsOf(manySlices(200_000))).toMatchObject([
      { gate: 'slices.*.recall (200000)', candidate: '0.9 … 0.92' },
    ]);
  });
});

describe('the footer', () => {
  test('names what was judged by what', () => {
    expect(tellOutcome(outcomeWith({ commit: 'c0ffee'.repeat(6) })).footer).toEqual([
      'report reports/4.json (abababababab…)',
      'policy policy.yml',
      'registry models.yaml',
      'commit c0ffeec0ffee',
    ]);
  });
});

describe('numbers for people', () => {
  test.each<[number, string]>([
    [0, '0'],
    [-0, '0'],
    [0.9, '0.9'],
    [0.1 + 0.2, '0.3'],
    [0.123456789, '0.123457'],
    [-0.5, '-0.5'],
    [100, '100'],
    [1200, '1200'],
    [1234.5678, '1234.57'],
    [1234567, '1234567'],
    [123456.7, '123457'],
    [0.999999999, '1'],
    [0.00001234567, '0.0000123457'],
    [1e-6, '0.000001'],
    [1.5e-7, '1.5e-7'],
    [1e-300, '1e-300'],
    [1e15, '1e+15'],
    [1e14, '100000000000000'],
    [Number.MAX_VALUE, '1.798e+308'],
    [Number.MIN_VALUE, '5e-324'],
  ])('formatNumber(%d)', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  test.each<[number, number, [string, string]]>([
    [0.9, 0.8, ['0.9', '0.8']],
    [0.9, 0.9, ['0.9', '0.9']],
    [0.9, 0.9000000001, ['0.9', '0.9000000001']],
    [1.00000001, 1.00000002, ['1.00000001', '1.00000002']],
    [-0, 0, ['0', '0']],
    [1e20, 1.0000001e20, ['100000000000000000000', '100000010000000000000']],
  ])('formatPair(%d, %d)', (a, b, pair) => {
    expect(formatPair(a, b)).toEqual(pair);
  });
});
