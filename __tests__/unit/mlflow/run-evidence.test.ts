import { describe, expect, test } from '@jest/globals';
import { flattenMetrics } from '../../../src/evidence/metric-tree.js';
import { findMetrics } from '../../../src/evidence/metric-path.js';
import { parseMetricPath } from '../../../src/evidence/path-syntax.js';
import { RunEvidence } from '../../../src/registry/mlflow/run-evidence.js';
import {
  ServerFailure,
  type ServerLoggedModel,
  type ServerRun,
  type ServerVersion,
} from '../../../src/registry/mlflow/api/server.js';

const OWN = 'm-own';
const subject = { model: 'churn', version: '4' };

type Version = Pick<ServerVersion, 'runId' | 'modelId' | 'source'>;
type Linked = ServerLoggedModel['metrics'][number];

function versionWith(given: Partial<Version> = {}): Version {
  return { runId: 'train', modelId: null, source: `models:/${OWN}`, ...given };
}

function runWith(runId: string, metrics: Record<string, unknown>, given: Partial<ServerRun> = {}): ServerRun {
  return {
    runId,
    status: 'FINISHED',
    lifecycleStage: 'active',
    endTime: null,
    metrics: Object.entries(metrics).map(([key, value]) => ({ key, value })),
    tags: {},
    models: [OWN],
    ...given,
  };
}

function linkedOf(runId: string | null, metrics: Record<string, unknown>): Linked[] {
  return Object.entries(metrics).map(([key, value]) => ({ key, value, step: 0, timestamp: 1, runId }));
}

interface World {
  readonly version?: Version | null;
  readonly runs?: readonly ServerRun[];
  /** Of the logged model `m-own`; null when it is not there. */
  readonly linked?: readonly Linked[] | null;
}

/** A server that tells what it was asked for. */
function open({ version = versionWith(), runs = [], linked = [] }: World) {
  const asked: string[] = [];
  const evidence = new RunEvidence({
    findVersion: () => Promise.resolve(version),
    server: {
      run: (runId) => {
        asked.push(runId);
        return Promise.resolve(runs.find((run) => run.runId === runId) ?? null);
      },
      loggedModel: (modelId) => {
        asked.push(modelId);
        return Promise.resolve(linked === null ? null : { modelId, metrics: linked });
      },
    },
  });
  return { asked, evidence };
}

/** The numbers by report, the problems and the requests, for a version whose gates want these metrics. */
async function read(world: World, ...wanted: string[]) {
  const { asked, evidence } = open(world);
  const { reports, problems } = await evidence.runs(subject, wanted.map(parseMetricPath));
  return {
    numbers: Object.fromEntries(
      reports.map(({ path, metrics }) => [path, Object.fromEntries(flattenMetrics(metrics))]),
    ),
    problems: problems.map(({ path, message }) => `${path} ${message}`),
    raw: (metric: string) =>
      reports.flatMap(({ metrics }) =>
        findMetrics(metrics, parseMetricPath(metric)).flatMap(({ leaf }) => leaf?.raw ?? []),
      ),
    asked,
  };
}

const train = runWith('train', { accuracy: 0.9, loss: 0.1 });

describe("the version's own run", () => {
  test.each<[string, World]>([
    ['of its own logged model', { runs: [train] }],
    ['before MLflow 3', { version: versionWith({ source: 's3://b/x' }), runs: [{ ...train, models: [] }] }],
    ['of the only logged model', { version: versionWith({ source: null }), runs: [train] }],
    ['of a copy of another version', { version: versionWith({ source: 'models:/m-own/3' }), runs: [train] }],
  ])('%s takes one request', async (_name, world) => {
    const { numbers, problems, asked } = await read(world, 'accuracy', 'loss');
    expect(numbers).toEqual({ 'run train of churn 4': { accuracy: 0.9, loss: 0.1 } });
    expect([problems, asked]).toEqual([[], ['train']]);
  });

  test.each<[string, World, string]>([
    ['no version', { version: null }, 'the run of churn 4 is unknown: the version is not registered'],
    [
      'no run',
      { version: versionWith({ runId: null }) },
      'the run of churn 4 is unknown: the version was registered without a run',
    ],
    [
      'an empty run',
      { version: versionWith({ runId: '' }) },
      'the run of churn 4 is unknown: the version was registered without a run',
    ],
    [
      'a run that is gone',
      {},
      'run train of churn 4 is not on the server: it was deleted for good, or is on another tracking server',
    ],
    [
      'a deleted run',
      { runs: [{ ...train, lifecycleStage: 'deleted' }] },
      'run train of churn 4 was deleted: restore it, or register a version of another run',
    ],
    ...['RUNNING', 'FAILED', 'KILLED', 'SCHEDULED'].map((status): [string, World, string] => [
      `a run that is ${status}, though an evaluation is finished`,
      {
        runs: [{ ...train, status }, runWith('eval', { f1: 1 })],
        linked: linkedOf('eval', { f1: 1 }),
      },
      `run train of churn 4 has the status ${status}, and only a FINISHED run counts`,
    ]),
    ['a run without metrics', { runs: [runWith('train', {})] }, 'run train of churn 4 has no metrics'],
  ])('%s is a problem', async (_name, world, problem) => {
    expect(await read(world, 'f1')).toMatchObject({ numbers: {}, problems: [problem] });
  });

  test('a name twice is a problem', async () => {
    const runs = [{ ...train, metrics: [...train.metrics, ...train.metrics] }];
    expect(await read({ runs }, 'f1')).toMatchObject({
      numbers: {},
      problems: ['run train of churn 4 has the metric "accuracy" twice'],
      asked: ['train'],
    });
  });

  test('a NaN that its logged model has as 0 is a NaN', async () => {
    const world = { runs: [runWith('train', { loss: 'NaN' })], linked: linkedOf('train', { loss: 0 }) };
    const { numbers, raw } = await read(world, 'loss', 'other');
    expect([numbers, raw('loss')]).toEqual([{ 'run train of churn 4': {} }, ['NaN']]);
  });
});

describe('a run of several logged models', () => {
  const shared = runWith('train', { accuracy: 0.5, unlinked: 1 }, { models: [OWN, 'm-other'] });
  const path = 'run train of churn 4, logged model m-own';

  test("only what was logged for the version's own counts", async () => {
    const world = { runs: [shared], linked: linkedOf('train', { accuracy: 0.9, zero: 0 }) };
    const { numbers, problems, asked, raw } = await read(world, 'accuracy');
    expect([numbers, problems]).toEqual([{ [path]: { accuracy: 0.9 } }, []]);
    expect(asked).toEqual(['train', OWN]);
    expect([...raw('zero'), ...raw('unlinked')]).toEqual([
      "0 (or NaN: MLflow's logged models have 0 for both)",
    ]);
  });

  test.each<[string, World, string]>([
    [
      'nothing says which is its own',
      { version: versionWith({ source: 's3://b/x' }), runs: [shared] },
      'run train of churn 4 made or evaluated several logged models, and version 4 does not say which one it is: register it from its logged model (models:/m-…)',
    ],
    [
      'its own is gone',
      { runs: [shared], linked: null },
      'run train of churn 4 made or evaluated several logged models, but the one of version 4 (m-own) is not on the server',
    ],
    ['nothing was logged for its own', { runs: [shared] }, `${path} has no metrics`],
  ])('%s: a problem', async (_name, world, problem) => {
    expect(await read(world, 'accuracy')).toMatchObject({ numbers: {}, problems: [problem] });
  });

  test('the server may say which one is its own', async () => {
    const version = versionWith({ source: 's3://b/x', modelId: OWN });
    const { numbers } = await read({ version, runs: [shared], linked: linkedOf('train', { a: 1 }) }, 'a');
    expect(numbers).toEqual({ [path]: { a: 1 } });
  });
});

describe('runs that evaluated the logged model', () => {
  const linked = [...linkedOf('train', { accuracy: 0.9 }), ...linkedOf('eval', { f1: 0.8, accuracy: 0.7 })];
  const evaluation = runWith('eval', { f1: 0.8, accuracy: 0.7, more: 1 });

  test.each<[string, string[], Record<string, object>, string[]]>([
    ['are not asked for what the own run has', ['accuracy'], {}, ['train']],
    ['are not asked for nothing', [], {}, ['train']],
    ['tell what it lacks, and nothing else', ['f1'], { eval: { f1: 0.8 } }, ['train', OWN, 'eval']],
    ['are not asked for what nobody has', ['x'], {}, ['train', OWN]],
    ['may have more of what a star means', ['*'], { eval: { f1: 0.8 } }, ['train', OWN, 'eval']],
  ])('%s', async (_name, wanted, others, requests) => {
    const { numbers, problems, asked } = await read({ runs: [train, evaluation], linked }, ...wanted);
    const expected = Object.entries(others).map(([run, metrics]) => [`run ${run} of churn 4`, metrics]);
    expect(numbers).toEqual({
      'run train of churn 4': { accuracy: 0.9, loss: 0.1 },
      ...Object.fromEntries(expected),
    });
    expect([problems, asked]).toEqual([[], requests]);
  });

  test('are enough if the own run has no metrics', async () => {
    const runs = [runWith('train', {}), evaluation];
    const { numbers, problems } = await read({ runs, linked: linkedOf('eval', { f1: 0.8 }) }, 'f1');
    expect([numbers, problems]).toEqual([{ 'run eval of churn 4': { f1: 0.8 } }, []]);
  });

  test('distinguish a NaN from the 0 that the logged model has for it', async () => {
    const runs = [train, runWith('eval', { a: 'NaN', b: 0 })];
    const { raw } = await read({ runs, linked: linkedOf('eval', { a: 0, b: 0 }) }, 'a', 'b');
    expect([raw('a'), raw('b')]).toEqual([['NaN'], ['0']]);
  });

  test('of other models too: only what they logged for this one, and no zero', async () => {
    const runs = [train, runWith('eval', { a: 0.1, b: 0.2 }, { models: ['m-other', OWN] })];
    const { numbers, raw } = await read({ runs, linked: linkedOf('eval', { a: 0.7, b: 0 }) }, 'a', 'b');
    expect(numbers).toMatchObject({ 'run eval of churn 4, logged model m-own': { a: 0.7 } });
    expect(raw('b')).toEqual(["0 (or NaN: MLflow's logged models have 0 for both)"]);
  });

  test.each<[string, ServerRun[], string]>([
    [
      'is running',
      [{ ...evaluation, status: 'RUNNING' }],
      'has the status RUNNING, and only a FINISHED run counts',
    ],
    [
      'has failed',
      [{ ...evaluation, status: 'FAILED' }],
      'has the status FAILED, and only a FINISHED run counts',
    ],
    [
      'was deleted',
      [{ ...evaluation, lifecycleStage: 'deleted' }],
      'was deleted: restore it, or register a version of another run',
    ],
    ['is gone', [], 'is not on the server: it was deleted for good, or is on another tracking server'],
  ])('one that %s is a problem', async (_name, runs, why) => {
    expect(await read({ runs: [train, ...runs], linked }, 'f1')).toMatchObject({
      numbers: { 'run train of churn 4': { accuracy: 0.9 } },
      problems: [`run eval of churn 4 ${why}`],
    });
  });

  test("a failed one doesn't matter if another has the same metrics", async () => {
    const failed = runWith('eval', { f1: 0.1 }, { status: 'FAILED' });
    const runs = [train, failed, runWith('again', { f1: 0.8 })];
    const both = [...linkedOf('eval', { f1: 0.1 }), ...linkedOf('again', { f1: 0.8 })];
    const all = await read({ runs, linked: both }, 'f1');
    expect([all.problems, Object.keys(all.numbers)]).toEqual([
      [],
      ['run train of churn 4', 'run again of churn 4'],
    ]);
    const more = [...both, ...linkedOf('eval', { recall: 1 })];
    const less = await read({ runs, linked: more }, 'f1', 'recall');
    expect(less.problems).toEqual([
      'run eval of churn 4 has the status FAILED, and only a FINISHED run counts',
    ]);
  });

  test('two with the same metric are two reports, so that the gate reports it', async () => {
    const runs = [train, evaluation, runWith('again', { f1: 0.7 })];
    const world = { runs, linked: [...linked, ...linkedOf('again', { f1: 0.7 })] };
    expect((await read(world, 'f1')).raw('f1')).toEqual(['0.8', '0.7']);
  });

  test("metrics without a run don't count", async () => {
    const { numbers } = await read({ runs: [train], linked: linkedOf(null, { f1: 0.8 }) }, 'f1');
    expect(Object.keys(numbers)).toEqual(['run train of churn 4']);
  });

  test('are not read if there are very many', async () => {
    const many = Array.from({ length: 11 }, (_, at) => `eval-${String(at)}`);
    const world = { runs: [train], linked: many.flatMap((run) => linkedOf(run, { f1: 0.8 })) };
    expect(await read(world, 'f1')).toMatchObject({
      problems: ['run train of churn 4 lacks metrics that 11 other runs logged; at most 10 are read'],
      asked: ['train', OWN],
    });
  });
});

describe('requests', () => {
  test('nothing is asked for twice', async () => {
    const { asked, evidence } = open({
      runs: [train, runWith('eval', { f1: 0.8 })],
      linked: linkedOf('eval', { f1: 0.8 }),
    });
    const wanted = [parseMetricPath('f1')];
    await Promise.all([evidence.runs(subject, wanted), evidence.runs(subject, wanted)]);
    await evidence.runs(subject, wanted);
    expect(asked).toEqual(['train', OWN, 'eval']);
  });

  test('a failing server is an error, not missing evidence', async () => {
    const failure = new ServerFailure('x', { status: 503, errorCode: null, definite: true });
    const evidence = new RunEvidence({
      findVersion: () => Promise.resolve(versionWith()),
      server: { run: () => Promise.reject(failure), loggedModel: () => Promise.reject(failure) },
    });
    await expect(evidence.runs(subject, [])).rejects.toBe(failure);
  });
});
