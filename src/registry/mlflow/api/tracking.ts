import * as z from 'zod/mini';
import { integer, listOf, optionalTime, parseAnswer, refuseAnswer, tag, text, toRecord } from './answers.js';
import {
  unlessMissing,
  type ModelServer,
  type ServerLoggedModel,
  type ServerRun,
  type Transport,
} from './server.js';

/** The calls of MLflow's tracking API that return metrics. The tracking server may differ from the registry's. */
export type Tracking = Pick<ModelServer, 'run' | 'loggedModel'>;

const API = '/api/2.0/mlflow';

// not checked here: an unusable value only concerns its own gate, whose reader says so
const metric = { key: z.string(), value: z.optional(z.unknown()) };
const linkedModel = z.object({ model_id: z.string() });

const runAnswer = z.object({
  run: z.object({
    info: z.object({ run_id: z.string(), status: text, lifecycle_stage: text, end_time: optionalTime }),
    data: z.nullish(z.object({ metrics: listOf(z.object(metric)), tags: listOf(tag) })),
    inputs: z.nullish(z.object({ model_inputs: listOf(linkedModel) })),
    outputs: z.nullish(z.object({ model_outputs: listOf(linkedModel) })),
  }),
});

const loggedModelAnswer = z.object({
  model: z.object({
    info: z.object({ model_id: z.string() }),
    data: z.nullish(
      z.object({
        metrics: listOf(
          z.object({ ...metric, step: z._default(integer, 0), timestamp: integer, run_id: text }),
        ),
      }),
    ),
  }),
});

export function openTracking({ label, send }: Transport): Tracking {
  const get = (path: string, query?: Readonly<Record<string, string>>) =>
    send({
      method: 'GET',
      path: `${API}/${path}`,
      ...(query === undefined ? {} : { query }),
      repeat: 'always',
    });
  return {
    run: (runId) =>
      unlessMissing(async () => {
        const found = readRun(await get('runs/get', { run_id: runId }), label);
        if (found.runId === runId) return found;
        throw refuseAnswer(label, `with run ${found.runId} when asked for run ${runId}`);
      }),

    loggedModel: (modelId) =>
      unlessMissing(
        async () => {
          const answer = await get(`logged-models/${encodeURIComponent(modelId)}`);
          const found = readLoggedModel(answer, label);
          if (found.modelId === modelId) return found;
          throw refuseAnswer(label, `with logged model ${found.modelId} when asked for ${modelId}`);
        },
        // before MLflow 3 there is no such path
        ({ status }) => status === 404,
      ),
  };
}

function readRun(answer: unknown, label: string): ServerRun {
  const { info, data, inputs, outputs } = parseAnswer(runAnswer, answer, label, 'run').run;
  const models = [...(outputs?.model_outputs ?? []), ...(inputs?.model_inputs ?? [])];
  return {
    runId: info.run_id,
    status: info.status,
    lifecycleStage: info.lifecycle_stage,
    endTime: info.end_time,
    metrics: (data?.metrics ?? []).map(({ key, value }) => ({ key, value })),
    tags: toRecord(data?.tags ?? [], (key) => key),
    models: [...new Set(models.map(({ model_id }) => model_id))],
  };
}

function readLoggedModel(answer: unknown, label: string): ServerLoggedModel {
  const { info, data } = parseAnswer(loggedModelAnswer, answer, label, 'logged model').model;
  const metrics = (data?.metrics ?? []).map(({ run_id: runId, value, ...metric }) => ({
    ...metric,
    value,
    runId,
  }));
  return { modelId: info.model_id, metrics };
}
