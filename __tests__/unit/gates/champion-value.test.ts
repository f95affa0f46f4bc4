import { describe, expect, test } from '@jest/globals';
import { championValue, type ChampionEvidence } from '../../../src/gates/champion-value.js';
import { recordedNumbers } from '../../../src/history/holders.js';
import { checkMetric } from '../../../src/gates/metric.js';
import type { GateResult } from '../../../src/model/gate-result.js';
import type { MetricGate } from '../../../src/policy/schema.js';
import { championWith, contextWith, evidenceOf, recordedOf } from '../support/gate-context.js';
import { buildHistory } from '../support/history-builder.js';

function judge(gate: MetricGate, report: string, champion: ChampionEvidence): GateResult[] {
  return checkMetric(gate, contextWith({ evidence: evidenceOf(report), champion }));
}

const CUT_OFF = { path: 'reports/3.json', message: 'is cut off' };

describe("the champion's number", () => {
  const unusable = { patterns: [], reports: [], problems: [CUT_OFF] };
  const missing = {
    ...unusable,
    problems: [{ path: 'reports/3.json', message: 'is not there', isMissing: true as const }],
  };
  const lost = {
    ...unusable,
    problems: [
      {
        path: 'the run of churn 3',
        message: 'is unknown: the version was registered without a run',
        isMissing: true as const,
      },
    ],
  };
  const runOf = (json: string) => {
    const { reports, ...others } = evidenceOf(json);
    return { ...others, reports: reports.map((report) => ({ ...report, path: 'run 1a2b3c of churn 3' })) };
  };
  const registry = { manifest: 'models.yaml' };
  const gate: MetricGate = { metric: 'a', goal: 'higher', 'max-regression': 0 };
  const recorded = recordedOf({ a: 0.5 });
  const evidence = { ...evidenceOf('{"a": 0.6}'), reports: evidenceOf('{}', '{"a": 0.6}').reports.slice(1) };
  const registered = { a: 0.7 };

  test.each<[string, Partial<ChampionEvidence>, number, string]>([
    ['recorded before all else', { recorded, evidence, registered }, 0.5, '(recorded when it was promoted)'],
    ['its report next', { evidence, registered }, 0.6, '(from reports/5.json)'],
    ['what was registered last', { registered }, 0.7, '(registered with it)'],
    [
      'what was registered when its report lacks it',
      { evidence: evidenceOf('{"b": 1}'), registered },
      0.7,
      '(registered with it)',
    ],
    ['its run after all', { run: evidence }, 0.6, '(from reports/5.json)'],
    ['what was registered before its run', { run: evidence, registered }, 0.7, '(registered with it)'],
    [
      'recorded, though its report is unreadable',
      { recorded, evidence: unusable },
      0.5,
      '(recorded when it was promoted)',
    ],
    [
      'its one readable report',
      { evidence: { ...evidence, problems: [CUT_OFF] } },
      0.6,
      '(from reports/5.json)',
    ],
    [
      'what was registered when its report is missing',
      { evidence: missing, registered },
      0.7,
      '(registered with it)',
    ],
    [
      'the one of its reports that has it',
      { evidence: evidenceOf('{"b": 1}', '{"a": 0.6}') },
      0.6,
      '(from reports/5.json)',
    ],
    ['recorded zero', { recorded: recordedOf({ a: 0 }), registered }, 0, '(recorded when it was promoted)'],
  ])('%s', (_name, known, number, source) => {
    const [result] = judge(gate, '{"a": 1}', championWith(known));
    expect(result).toMatchObject({ champion: number, verdict: 'pass' });
    expect(result?.reason).toContain(`against ${String(number)} of version 3 ${source}: `);
  });

  const nowhere = 'a of version 3, which holds the stage, was not recorded when it was promoted, and ';
  test.each<[string, Partial<ChampionEvidence>, string]>([
    [
      'nowhere',
      {},
      `${nowhere}the policy names no report of its own for it (a path with {version}): name its report in the policy by a path with {version}`,
    ],
    [
      'nowhere, in a manifest',
      { registry },
      `${nowhere}the policy names no report of its own for it (a path with {version}): name its report in the policy by a path with {version}, or add metrics: {a: …} to version 3 in models.yaml`,
    ],
    [
      'nowhere: its report is missing',
      { evidence: missing, registry },
      `${nowhere}its report reports/3.json is not there: write reports/3.json, or add metrics: {a: …} to version 3 in models.yaml`,
    ],
    [
      'nowhere: its report and its run are missing',
      { evidence: missing, run: lost, registry: 'mlflow' },
      `${nowhere}its report reports/3.json is not there: write reports/3.json, or log a to the run of version 3`,
    ],
    [
      'nowhere: its run is missing',
      { run: lost, registry: 'mlflow' },
      `${nowhere}the run of churn 3 is unknown: the version was registered without a run: log a to the run of version 3`,
    ],
    [
      'not in its report',
      { evidence: evidenceOf('{"b": 1}') },
      `${nowhere}its report reports/4.json does not have it`,
    ],
    [
      'not in its report, in a manifest',
      { evidence: evidenceOf('{"b": 1}'), registry },
      `${nowhere}its report reports/4.json does not have it: add metrics: {a: …} to version 3 in models.yaml`,
    ],
    [
      'not in the report of its commit',
      { atCommit: evidenceOf('{"b": 1}'), registry },
      `${nowhere}the report at the commit of its promotion does not have it: name its report in the policy by a path with {version}, or add metrics: {a: …} to version 3 in models.yaml`,
    ],
    [
      'not in its run',
      { run: runOf('{"b": 1}'), registry: 'mlflow' },
      `${nowhere}run 1a2b3c of churn 3 does not have it: log a to the run of version 3`,
    ],
    [
      'in a run that does not count',
      { run: { ...lost, problems: [{ path: 'run 1a2b3c of churn 3', message: 'was deleted: restore it' }] } },
      `${nowhere}run 1a2b3c of churn 3 was deleted: restore it`,
    ],
    [
      'in a report of which not even the path is known',
      { evidence: { ...unusable, problems: [{ path: '', message: 'is missing or has changed' }] } },
      `${nowhere}its report is missing or has changed`,
    ],
    [
      'NaN in its run',
      { run: evidenceOf('{"a": NaN}') },
      'a of version 3, which holds the stage, is NaN in reports/4.json',
    ],
    [
      'not readable',
      {
        evidence: {
          patterns: [],
          reports: [],
          problems: [{ path: 'reports/3.json', message: 'is cut off' }],
        },
      },
      `${nowhere}its report reports/3.json is cut off`,
    ],
    [
      'not readable, though a number was registered',
      { evidence: { patterns: [], reports: [], problems: [CUT_OFF] }, registered },
      `${nowhere}its report reports/3.json is cut off`,
    ],
    [
      'not readable, though its run has it',
      { evidence: { patterns: [], reports: [], problems: [CUT_OFF] }, run: evidence },
      `${nowhere}its report reports/3.json is cut off`,
    ],
    [
      'NaN in its report',
      { evidence: evidenceOf('{"a": NaN}'), registered },
      'a of version 3, which holds the stage, is NaN in reports/4.json',
    ],
    [
      'in two of its reports',
      { evidence: evidenceOf('{"a": 1}', '{"a": 1}') },
      'a of version 3, which holds the stage, is in both reports/4.json and reports/5.json: keep it in one of them',
    ],
  ])('fails when it is %s', (_name, known, reason) => {
    expect(judge(gate, '{"a": 1}', championWith(known))).toMatchObject([
      { verdict: 'fail', champion: 'missing', observed: 1, reason },
    ]);
  });

  test.each([
    ['slices.eu.recall', 'metrics: {"slices.eu.recall": …}'],
    ['macro avg', 'metrics: {"macro avg": …}'],
    ['roc_auc', 'metrics: {roc_auc: …}'],
  ])('%s can be pasted into the manifest', (metric, words) => {
    const report = '{"slices": {"eu": {"recall": 1}}, "macro avg": 1, "roc_auc": 1}';
    const [result] = judge({ ...gate, metric }, report, championWith({ registry }));
    expect(result?.reason).toContain(`add ${words} to version 3 in models.yaml`);
  });

  test.each(['toString', 'constructor', '__proto__'])('is not what every object has: %s', (metric) => {
    const results = judge({ ...gate, metric }, `{"${metric}": 1}`, championWith());
    expect(results).toMatchObject([{ metric, verdict: 'fail', champion: 'missing' }]);
  });
});

describe('the uncertainty of a recorded number', () => {
  const counted = new Map([['a', { value: 0.5, uncertainty: { samples: 200 } }]]);
  const uncertaintyOf = (gate: Partial<MetricGate>, known: Partial<ChampionEvidence> = {}) => {
    const champion = championWith({ recorded: counted, ...known });
    return championValue(champion, {
      ...{ metric: 'a', bindings: [], gate: { metric: 'a', confidence: '95%', ...gate } },
    });
  };

  test.each<[string, Partial<MetricGate>, object]>([
    [
      'makes it a proportion where the gate names samples alone',
      { samples: 'n' },
      { samples: 200, proportion: true },
    ],
    ['is not known where the gate names no samples', {}, {}],
    ['is not known where the gate names a standard error', { samples: 'n', stderr: 'se' }, {}],
    ['is not known where the gate names a standard deviation', { samples: 'n', stdev: 'sd' }, {}],
  ])('of which only the number of examples is known %s', (_name, gate, uncertainty) => {
    expect(uncertaintyOf(gate)).toMatchObject({ value: 0.5, uncertainty });
    expect(uncertaintyOf(gate)).toEqual({ ...uncertaintyOf(gate), uncertainty });
  });

  test('may be in a report that is unreadable, and the reason names it', () => {
    const evidence = { patterns: [], reports: [], problems: [CUT_OFF] };
    expect(uncertaintyOf({}, { evidence })).toMatchObject({
      uncertainty: { absence: 'its uncertainty was not recorded, and its report reports/3.json is cut off' },
    });
    const readable = { ...evidence, reports: evidenceOf('{"a": 0.6}').reports };
    expect(uncertaintyOf({}, { evidence: readable })).toMatchObject({ uncertainty: {} });
  });
});

describe('what the history recorded', () => {
  const row = (metric: string, observed: number | string, check = 'min'): GateResult => ({
    gate: 'metric',
    metric,
    check,
    observed,
    required: 0,
    champion: null,
    verdict: 'pass',
    reason: '',
  });
  const promoted = { action: 'promote', version: '3', from: 'Staging', to: 'Production' } as const;

  test('is what the line that brought the version to the stage judged', () => {
    const history = buildHistory([
      { version: '3', to: 'Staging', gates: [row('a', 0.1)] },
      {
        ...promoted,
        gates: [
          row('a', 0.5),
          row('n', 20, 'min-samples'),
          row('b', 'NaN'),
          { ...row('t', 1), gate: 'tests' },
        ],
      },
      { ...promoted, version: '4', gates: [row('a', 0.9)] },
    ]);
    expect([...recordedNumbers(history, '3', 'Production')]).toEqual([
      ['a', { value: 0.5, uncertainty: {} }],
    ]);
    expect([...recordedNumbers(history, '3', 'Staging')]).toEqual([['a', { value: 0.1, uncertainty: {} }]]);
    expect([...recordedNumbers(history, '5', 'Production')]).toEqual([]);
  });

  test('is the last of several, and a rollback, which judges nothing, takes nothing away', () => {
    const history = buildHistory([
      { ...promoted, gates: [row('a', 0.5), row('b', 0.5)] },
      { ...promoted, gates: [row('a', 0.6)] },
      { ...promoted, version: '4' },
      { ...promoted, action: 'rollback' },
    ]);
    expect([...recordedNumbers(history, '3', 'Production')]).toEqual([
      ['a', { value: 0.6, uncertainty: {} }],
    ]);
  });
});
