import { describe, expect, test } from '@jest/globals';
import { ServerFailure } from '../../../../src/registry/mlflow/api/server.js';
import { openTracking } from '../../../../src/registry/mlflow/api/tracking.js';
import { MISSING, refusal, scriptTransport, type Json } from '../support/scripted-transport.js';

const INFO = { run_id: 'r1', status: 'FINISHED', lifecycle_stage: 'active', end_time: 1_700_000_000_000 };
const run = (more: Json = {}): Json => ({ run: { info: INFO, data: {}, ...more } });

describe('a run', () => {
  test('with its metrics as the server sent them, its tags and its logged models', async () => {
    const metrics = [
      { key: 'accuracy', value: 0.9, timestamp: 1, step: 0 },
      { key: 'loss', value: 'NaN', timestamp: 1, step: 0 },
      { key: 'lost' },
    ];
    const transport = scriptTransport(
      run({
        data: { metrics, tags: [{ key: 'mlflow.runName', value: 'train' }] },
        inputs: { model_inputs: [{ model_id: 'm-1' }, { model_id: 'm-2' }] },
        outputs: {
          model_outputs: [
            { model_id: 'm-2', step: 0 },
            { model_id: 'm-3', step: '1' },
          ],
        },
      }),
    );
    expect(await openTracking(transport).run('r1')).toEqual({
      runId: 'r1',
      status: 'FINISHED',
      lifecycleStage: 'active',
      endTime: 1_700_000_000_000,
      metrics: [
        { key: 'accuracy', value: 0.9 },
        { key: 'loss', value: 'NaN' },
        { key: 'lost', value: undefined },
      ],
      tags: { 'mlflow.runName': 'train' },
      models: ['m-2', 'm-3', 'm-1'],
    });
    expect(transport.sent).toEqual([
      { method: 'GET', path: '/api/2.0/mlflow/runs/get', query: { run_id: 'r1' }, repeat: 'always' },
    ]);
  });

  test('that is still running and has no data yet', async () => {
    const info = { run_id: 'r1', status: 'RUNNING', lifecycle_stage: 'active' };
    expect(await openTracking(scriptTransport({ run: { info } })).run('r1')).toEqual({
      runId: 'r1',
      status: 'RUNNING',
      lifecycleStage: 'active',
      endTime: null,
      metrics: [],
      tags: {},
      models: [],
    });
  });

  test("that doesn't exist is null", async () => {
    expect(await openTracking(scriptTransport(MISSING)).run('r1')).toBeNull();
  });

  test.each<[string, Json]>([
    ['an empty object', {}],
    ['a run without an id', { run: { info: { status: 'FINISHED' } } }],
    ['metrics that are an object', run({ data: { metrics: { accuracy: 1 } } })],
    ['a metric without a key', run({ data: { metrics: [{ value: 1 }] } })],
    ['an end that is a text', { run: { info: { ...INFO, end_time: 'soon' } } }],
    ['another run', run({ info: { ...INFO, run_id: 'r2' } })],
  ])('%s is refused', async (_, answer) => {
    const failure: unknown = await openTracking(scriptTransport(answer))
      .run('r1')
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ServerFailure);
    expect(failure).toMatchObject({ definite: false });
  });
});

describe('a logged model', () => {
  const logged = { key: 'accuracy', value: 0.9, timestamp: 1_700_000_000_000, step: 2, run_id: 'r1' };
  const model = (...metrics: readonly Json[]): Json => ({
    model: { info: { model_id: 'm-1' }, data: { metrics } },
  });

  test('with all that runs logged for it', async () => {
    const transport = scriptTransport(
      model(logged, { ...logged, timestamp: '5', step: undefined, run_id: '', value: '1' }),
    );
    expect(await openTracking(transport).loggedModel('m-1')).toEqual({
      modelId: 'm-1',
      metrics: [
        { key: 'accuracy', value: 0.9, timestamp: 1_700_000_000_000, step: 2, runId: 'r1' },
        { key: 'accuracy', value: '1', timestamp: 5, step: 0, runId: null },
      ],
    });
    expect(transport.sent).toEqual([
      { method: 'GET', path: '/api/2.0/mlflow/logged-models/m-1', repeat: 'always' },
    ]);
  });

  test('its id is one part of the path, whatever is in it', async () => {
    const transport = scriptTransport(MISSING);
    await openTracking(transport).loggedModel('../runs/get?run_id=r1');
    expect(transport.sent[0]?.path).toBe('/api/2.0/mlflow/logged-models/..%2Fruns%2Fget%3Frun_id%3Dr1');
  });

  test.each([
    ['is not there', MISSING],
    ['is on a server from before MLflow 3', refusal(404, null)],
    ['is on a Databricks that has none', refusal(404, 'ENDPOINT_NOT_FOUND')],
  ])('that %s is null', async (_, failure) => {
    expect(await openTracking(scriptTransport(failure)).loggedModel('m-1')).toBeNull();
  });

  test.each<[string, Json]>([
    ['an empty object', {}],
    ['another one', { model: { info: { model_id: 'm-2' } } }],
    ['a metric without a time', model({ ...logged, timestamp: undefined })],
    ['a step that is a text', model({ ...logged, step: 'last' })],
  ])('%s is refused', async (_, answer) => {
    await expect(openTracking(scriptTransport(answer)).loggedModel('m-1')).rejects.toThrow(ServerFailure);
  });

  test('a server that is down is a failure', async () => {
    const failure = refusal(503, null);
    await expect(openTracking(scriptTransport(failure)).loggedModel('m-1')).rejects.toBe(failure);
  });
});
