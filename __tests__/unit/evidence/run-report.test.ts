import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Report } from '../../../src/evidence/evidence.js';
import { flattenMetrics } from '../../../src/evidence/metric-tree.js';
import { findMetrics } from '../../../src/evidence/metric-path.js';
import { parseMetricPath } from '../../../src/evidence/path-syntax.js';
import {
  admitRun,
  isShared,
  readRun,
  type LinkedMetric,
  type RunFacts,
  type RunNumbers,
} from '../../../src/evidence/run-report.js';

const OWN = 'm-own';

function runWith(given: Partial<RunFacts> = {}): RunFacts {
  return {
    runId: '0123456789abcdef0123456789abcdef',
    status: 'FINISHED',
    lifecycleStage: 'active',
    endTime: Date.parse('2026-11-10T11:00:00Z'),
    metrics: [],
    tags: {},
    models: [],
    ...given,
  };
}

function readingOf(given: Partial<RunFacts>, more: Partial<RunNumbers> = {}) {
  const subject = { model: 'churn', version: '4', modelId: OWN };
  return readRun({ run: runWith(given), subject, linked: [], only: null, ...more });
}

function reportOf(given: Partial<RunFacts>, more: Partial<RunNumbers> = {}): Report {
  const read = readingOf(given, more);
  if ('message' in read) throw new Error(`${read.path} ${read.message}`);
  return read;
}

/** A report of metrics by name. */
function reportWith(metrics: Record<string, unknown>): Report {
  return reportOf({ metrics: Object.entries(metrics).map(([key, value]) => ({ key, value })) });
}

/** `path=raw`, or `path: why not`, for all that a path leads to. */
function find(report: Report, path: string): string[] {
  return findMetrics(report.metrics, parseMetricPath(path)).map(({ path: found, leaf, absence }) =>
    leaf === null ? `${found}: ${String(absence)}` : `${found}=${leaf.raw}`,
  );
}

describe('what a run has under a name', () => {
  test.each<[string, unknown, number | null, string]>([
    ['a number', 0.9, 0.9, '0.9'],
    ['zero', 0, 0, '0'],
    ['a negative number', -1.5, -1.5, '-1.5'],
    ['a tiny number', 5e-324, 5e-324, '5e-324'],
    ['a large number', 1e300, 1e300, '1e+300'],
    ['NaN', 'NaN', null, 'NaN'],
    ["JavaScript's NaN", Number.NaN, null, 'NaN'],
    ['an infinity, as MLflow keeps it', 1.7976931348623157e308, null, 'Infinity (1.797e308)'],
    ['a negative one', -1.7976931348623157e308, null, '-Infinity (-1.797e308)'],
    ['an infinity that a database rounded', 1.79769e308, null, 'Infinity (1.797e308)'],
    ['an infinity in words', 'Infinity', null, 'Infinity'],
    ['a negative one in words', '-Infinity', null, '-Infinity'],
    ['a number in words', '0.9', null, '"0.9"'],
    ['nothing', undefined, null, 'null'],
    ['null', null, null, 'null'],
    ['true', true, null, 'true'],
    ['a long text', 'x'.repeat(100), null, `"${'x'.repeat(38)}…`],
  ])('%s', (_name, value, number, raw) => {
    const [found] = findMetrics(reportWith({ m: value }).metrics, parseMetricPath('m'));
    expect(found?.leaf).toEqual({ kind: 'leaf', value: number, raw });
  });
});

describe("names as in MLflow's table", () => {
  const report = reportWith({
    accuracy: 1,
    'eval/accuracy': 2,
    'big metric é': 3,
    'slices.eu.recall': 4,
    'slices.us.recall': 5,
    'slices.us.n': 6,
    loss: 7,
    'loss.eu': 8,
    'auc.pr': 9,
    auc: 10,
    'a..b': 11,
    '.c': 12,
    ['__proto__']: 13,
    'x.constructor': 14,
  });

  test.each([
    ['accuracy', ['accuracy=1']],
    ['eval/accuracy', ['eval/accuracy=2']],
    ['big metric é', ['big metric é=3']],
    ['slices.eu.recall', ['slices.eu.recall=4']],
    ['"slices.eu.recall"', ['slices.eu.recall=4']],
    ['slices."eu.recall"', ['slices.eu.recall=4']],
    ['slices.*.recall', ['slices.eu.recall=4', 'slices.us.recall=5']],
    ['slices.*.n', ['slices.eu.n: slices.eu has no n. It has: recall', 'slices.us.n=6']],
    ['loss', ['loss=7']],
    ['loss.eu', ['loss.eu=8']],
    ['loss.*', ['loss.eu=8']],
    ['auc', ['auc=10']],
    ['auc.pr', ['auc.pr=9']],
    ['"a..b"', ['a."".b=11']],
    ['".c"', ['"".c=12']],
    ['__proto__', ['__proto__=13']],
    ['x.constructor', ['x.constructor=14']],
    ['slices', ['slices: slices is a group, not a number. It has: eu, us']],
    ['accuracy.eu', ['accuracy.eu: accuracy is 1 and has no eu']],
    ['toString', [expect.stringMatching(/^toString: the report has no metric toString. It has: /)]],
    ['eval.accuracy', [expect.stringMatching(/^eval\.accuracy: the report has no metric eval. /)]],
  ])('%s', (path, found) => {
    expect(find(report, path)).toEqual(found);
  });

  test('no two of them become one', () => {
    const names = ['a', 'a.b', 'a.b.c', 'b.a', 'b', '', '.', '..', 'a.', '.a', 'a..', 'a/b', 'A'];
    for (const order of [names, names.toReversed()]) {
      const flat = reportWith(Object.fromEntries(order.map((name, at) => [name, at])));
      for (const [at, name] of order.entries()) {
        const [found, ...others] = findMetrics(flat.metrics, [{ any: false, key: name }]);
        expect([found?.leaf?.value, others]).toEqual([at, []]);
      }
      expect(flattenMetrics(flat.metrics)).toHaveLength(names.length);
    }
  });

  test('a name with more dots than a stack is deep is a name like any other', () => {
    const name = '.'.repeat(200_000);
    expect(reportWith({ [name]: 1 }).metrics.children.size).toBe(1);
  });
});

describe('a run counts', () => {
  test('when it is finished and there', () => {
    const run = runWith();
    expect(admitRun(run)).toBe(run);
  });

  test.each<[string, RunFacts | null, RegExp]>([
    ['gone', null, /^is not on the server/],
    ['deleted', runWith({ lifecycleStage: 'deleted' }), /^was deleted/],
    ['of no known state', runWith({ lifecycleStage: null }), /^is not active \(no state\)$/],
    ['of another state', runWith({ lifecycleStage: 'Active' }), /^is not active \(Active\)$/],
    ...['RUNNING', 'SCHEDULED', 'FAILED', 'KILLED', 'finished'].map((status): [string, RunFacts, RegExp] => [
      status,
      runWith({ status }),
      new RegExp(`^has the status ${status}, and only a FINISHED run counts$`),
    ]),
    ['without a status', runWith({ status: null }), /^has the status unknown, and only/],
    ['with a long status', runWith({ status: 'x'.repeat(100) }), /^has the status x{39}…, and/],
  ])('but not when it is %s', (_name, run, why) => {
    expect(admitRun(run)).toEqual(expect.stringMatching(why));
  });
});

describe('whose numbers they are', () => {
  test.each<[string, readonly string[], string | null, boolean]>([
    ['before MLflow 3', [], null, false],
    ['of no logged model', [], OWN, false],
    ['of its own', [OWN], OWN, false],
    ['of its own, named twice', [OWN, OWN], OWN, false],
    ['of the only one', ['m-1'], null, false],
    ['of two, and which is not known', ['m-1', 'm-2'], null, true],
    ['of another', ['m-1'], OWN, true],
    ['of its own and another', [OWN, 'm-1'], OWN, true],
  ])('%s', (_name, models, modelId, shared) => {
    expect(isShared(runWith({ models }), modelId)).toBe(shared);
  });

  const runId = runWith().runId;
  const logged = (given: Partial<LinkedMetric> = {}): LinkedMetric => ({
    key: 'a',
    value: 0.5,
    step: 0,
    timestamp: 1,
    runId,
    ...given,
  });
  const shared = { models: [OWN, 'm-other'], metrics: [{ key: 'a', value: 0.9 }] };

  test.each<[string, LinkedMetric[], string[]]>([
    ['what was logged for the model', [logged()], ['a=0.5']],
    ['not what another run logged', [logged({ runId: 'x' }), logged({ runId: null })], []],
    [
      'not zero, which may be NaN',
      [logged({ value: 0 })],
      [expect.stringMatching(/^a=0 \(or NaN: /) as never],
    ],
    ['nor a negative zero', [logged({ value: -0 })], [expect.stringMatching(/^a=0 \(or NaN: /) as never]],
    ['nor an infinity', [logged({ value: 1.7976931348623157e308 })], ['a=Infinity (1.797e308)']],
    ['the last step', [logged({ step: 2, value: 2 }), logged({ step: 10, value: 10 }), logged()], ['a=10']],
    [
      'of one step the last time',
      [logged({ timestamp: 3, value: 3 }), logged({ timestamp: 20, value: 20 }), logged()],
      ['a=20'],
    ],
    [
      'the last, though there are two older ones at once',
      [logged(), logged({ value: 7 }), logged({ step: 1, value: 2 })],
      ['a=2'],
    ],
  ])('in a shared run: %s', (_name, linked, found) => {
    const report = reportOf(shared, { linked });
    expect(report.path).toBe('run 0123456789ab of churn 4, logged model m-own');
    expect(report.metrics.children.size === 0 ? [] : find(report, 'a')).toEqual(found);
  });

  test('in a run of its own: what the run says', () => {
    const report = reportOf({ ...shared, models: [OWN] }, { linked: [logged()] });
    expect([report.path, ...find(report, 'a')]).toEqual(['run 0123456789ab of churn 4', 'a=0.9']);
  });

  test.each<[string, Partial<RunFacts>, LinkedMetric[]]>([
    [
      'in a run',
      {
        metrics: [
          { key: 'a', value: 1 },
          { key: 'a', value: 1 },
        ],
      },
      [],
    ],
    ['in a logged model', shared, [logged(), logged({ value: 0.6 })]],
  ])('a name twice %s is a problem', (_name, given, linked) => {
    expect(readingOf(given, { linked })).toMatchObject({ message: 'has the metric "a" twice' });
  });

  test('names that were not asked for are left out', () => {
    const metrics = [
      { key: 'a', value: 1 },
      { key: 'b', value: 2 },
    ];
    expect(flattenMetrics(reportOf({ metrics }, { only: new Set(['b']) }).metrics)).toEqual([['b', 2]]);
  });
});

describe('what a run says of itself', () => {
  test.each<[string, Partial<RunFacts>, object]>([
    [
      'the version that was registered with it',
      {},
      { model: 'churn', version: '4', versionIsSpecific: true },
    ],
    ['when it ended', {}, { time: new Date('2026-11-10T11:00:00Z') }],
    ['not when it ended', { endTime: null }, { time: undefined }],
    ['an end that is no time', { endTime: 1e300 }, { time: undefined }],
    ['its commit', { tags: { 'mlflow.source.git.commit': 'abc1234' } }, { commit: 'abc1234' }],
    ['no commit', { tags: { 'git.commit': 'abc1234' } }, { commit: undefined }],
  ])('%s', (_name, given, statement) => {
    expect(reportOf(given).statement).toMatchObject(statement);
  });

  test('its digest is that of what was read, in whatever order', () => {
    const metrics = [
      { key: 'b', value: 'NaN' },
      { key: 'a', value: 0.5 },
    ];
    const text = `{"run_id":"${runWith().runId}","status":"FINISHED","metrics":[["a",0.5],["b","NaN"]]}`;
    const digest = createHash('sha256').update(text).digest('hex');
    expect(reportOf({ metrics })).toMatchObject({ sha256: digest, format: 'mlflow' });
    expect(reportOf({ metrics: metrics.toReversed() }).sha256).toBe(digest);
    expect(reportOf({ metrics: metrics.slice(1) }).sha256).not.toBe(digest);
  });
});
