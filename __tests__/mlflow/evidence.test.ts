import { describe, expect, test } from '@jest/globals';
import { Stagegate, type StagegateOptions } from '../../src/index.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { openJudge, type Judge, type NewRun } from './support/judge.js';
import { server, SERVER_TIMEOUT, uniqueName, type ServerName } from './support/servers.js';

/* `report: mlflow`: the runs are MLflow's own, logged by its own client; what they say decides. */

const BOUNDS = `gates:
          - {metric: accuracy, min: 0.8}
          - {metric: loss, max: 0.5}`;
const COMPARED = `gates:
          - {metric: accuracy, max-regression: 0.01}`;

interface Bench {
  readonly judge: Judge;
  readonly model: string;
  readonly workspace: Workspace;
  promote(version: string, options?: StagegateOptions): ReturnType<Stagegate['promote']>;
}

/** A registered model without versions, and a policy whose rules for Production these are. */
async function openBench(name: ServerName, rules: string, git: 'none' | 'repository' = 'none'): Promise<Bench> {
  const { url, env } = await server(name);
  const judge = await openJudge(name);
  const model = uniqueName('runs');
  await judge.createModel(model);
  const policy = `registry: ${url}
models:
  ${model}:
    report: mlflow
    stages:
      Production:
        ${rules}
`;
  const workspace = makeWorkspace({ '.github/stagegate.yml': policy }, { git });
  const stagegate = (options: StagegateOptions = {}) =>
    new Stagegate({ workspace: workspace.root, env: { ...env }, ...options });
  return {
    judge,
    model,
    workspace,
    promote: (version, options) =>
      stagegate(options).promote({ model, version, stage: 'Production', reason: null, force: false }),
  };
}

async function addVersion({ judge, model }: Bench, run: NewRun | null): Promise<string> {
  return judge.createVersion(model, run === null ? {} : { runId: await judge.createRun(run) });
}

const GOOD = { accuracy: 0.9, loss: 0.1 };

const BLOCKED: Readonly<Record<string, { run: NewRun | null; reason: string }>> = {
  'a metric that misses its bound': { run: { metrics: { ...GOOD, accuracy: 0.7 } }, reason: 'x' },
  'a metric whose last value misses its bound': {
    run: { metrics: { ...GOOD, accuracy: [0.9, 0.95, 0.7] } },
    reason: 'x',
  },
  'NaN under an upper bound': { run: { metrics: { ...GOOD, loss: Number.NaN } }, reason: 'x' },
  'NaN as the last value': { run: { metrics: { ...GOOD, accuracy: [0.9, Number.NaN] } }, reason: 'x' },
  'infinity above a lower bound': { run: { metrics: { ...GOOD, accuracy: Infinity } }, reason: 'x' },
  'negative infinity below an upper bound': { run: { metrics: { ...GOOD, loss: -Infinity } }, reason: 'x' },
  'a run without the metric': { run: { metrics: { accuracy: 0.9 } }, reason: 'x' },
  'a run without metrics': { run: {}, reason: 'x' },
  'a run that failed': { run: { metrics: GOOD, status: 'FAILED' }, reason: 'x' },
  'a run that was killed': { run: { metrics: GOOD, status: 'KILLED' }, reason: 'x' },
  'a run that still goes on': { run: { metrics: GOOD, status: 'RUNNING' }, reason: 'x' },
  'a run that was deleted': { run: { metrics: GOOD, deleted: true }, reason: 'x' },
  'a version without a run': { run: null, reason: 'x' },
};

describe.each(['sqlite-3', 'sqlite-2'] as const)('on %s', (name) => {
  test(
    'metrics that meet their bounds: promoted, and the history has their numbers',
    async () => {
      const bench = await openBench(name, BOUNDS);
      await addVersion(bench, { metrics: { accuracy: [0.1, 0.9], loss: 0.1 } });
      const outcome = await bench.promote('1');
      expect(outcome).toMatchObject({
        decision: 'promoted',
        gates: [
          { metric: 'accuracy', check: 'min', observed: 0.9, verdict: 'pass' },
          { metric: 'loss', check: 'max', observed: 0.1, verdict: 'pass' },
        ],
        reportSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    },
    SERVER_TIMEOUT,
  );

  test.each(Object.entries(BLOCKED))(
    '%s: blocked',
    async (_case, { run, reason }) => {
      const bench = await openBench(name, BOUNDS);
      await addVersion(bench, run);
      const { decision, gates } = await bench.promote('1');
      const reasons = gates.filter(({ verdict }) => verdict === 'fail').map((gate) => gate.reason);
      expect({ decision, reasons }).toEqual({ decision: 'blocked', reasons: [reason] });
      const { versions, aliases } = await bench.judge.dumpModel(bench.model);
      expect({ stage: versions[0]?.stage, tags: versions[0]?.tags, aliases }).toEqual({
        stage: 'None',
        tags: {},
        aliases: {},
      });
    },
    SERVER_TIMEOUT,
  );
});
