import type { Endpoint, Json } from './endpoint.js';
import { missing } from './refusal.js';

/** The runs of a workspace's tracking server, added by tests. */
export class Runs {
  private readonly runs = new Map<string, Json>();

  readonly endpoints: readonly Endpoint[] = [
    {
      method: 'GET',
      path: '/api/2.0/mlflow/runs/get',
      fields: { run_id: 'string', run_uuid: 'string' },
      answer: (given) => ({ run: this.run(given.text('run_id')) }),
    },
  ];

  /** A finished run with metrics. */
  add(runId: string, metrics: Readonly<Record<string, number | string>>): void {
    this.runs.set(runId, {
      info: {
        run_id: runId,
        run_uuid: runId,
        experiment_id: '1',
        status: 'FINISHED',
        start_time: 1_700_000_000_000,
        end_time: 1_700_000_060_000,
        artifact_uri: `dbfs:/databricks/mlflow-tracking/1/${runId}/artifacts`,
        lifecycle_stage: 'active',
      },
      data: {
        metrics: Object.entries(metrics).map(([key, value]) => ({
          key,
          value,
          timestamp: 1_700_000_030_000,
          step: 0,
        })),
        tags: [{ key: 'mlflow.runName', value: 'train' }],
      },
      inputs: {},
    });
  }

  private run(runId: string): Json {
    const run = this.runs.get(runId);
    if (run === undefined) throw missing(`Run '${runId}' not found.`);
    return run;
  }
}
