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
          - {metric: accuracy, goal: higher, max-regression: 0.01}`;

interface Bench {
  readonly judge: Judge;
  readonly model: string;
  readonly workspace: Workspace;
  promote(version: string, options?: StagegateOptions): ReturnType<Stagegate['promote']>;
}

/** A registered model without versions, and a policy whose rules for Production these are. */
async function openBench(
  name: ServerName,
  rules: string,
  git: 'none' | 'repository' = 'none',
): Promise<Bench> {
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
  'a metric that misses its bound': {
    run: { metrics: { ...GOOD, accuracy: 0.7 } },
    reason: 'accuracy is 0.7, must be at least 0.8',
  },
  'a metric whose last value misses its bound': {
    run: { metrics: { ...GOOD, accuracy: [0.9, 0.95, 0.7] } },
    reason: 'accuracy is 0.7, must be at least 0.8',
  },
  'NaN under an upper bound': {
    run: { metrics: { ...GOOD, loss: Number.NaN } },
    reason: 'loss is NaN in run RUN of MODEL 1',
  },
  'NaN as the last value': {
    run: { metrics: { ...GOOD, accuracy: [0.9, Number.NaN] } },
    reason: 'accuracy is NaN in run RUN of MODEL 1',
  },
  'infinity above a lower bound': {
    run: { metrics: { ...GOOD, accuracy: Infinity } },
    reason: 'accuracy is Infinity (1.797e308) in run RUN of MODEL 1',
  },
  'negative infinity below an upper bound': {
    run: { metrics: { ...GOOD, loss: -Infinity } },
    reason: 'loss is -Infinity (-1.797e308) in run RUN of MODEL 1',
  },
  'a run without the metric': {
    run: { metrics: { accuracy: 0.9 } },
    reason: 'run RUN of MODEL 1: the report has no metric loss. It has: accuracy',
  },
  'a run without metrics': { run: {}, reason: 'run RUN of MODEL 1 has no metrics' },
  'a run that failed': {
    run: { metrics: GOOD, status: 'FAILED' },
    reason: 'run RUN of MODEL 1 has the status FAILED, and only a FINISHED run counts',
  },
  'a run that was killed': {
    run: { metrics: GOOD, status: 'KILLED' },
    reason: 'run RUN of MODEL 1 has the status KILLED, and only a FINISHED run counts',
  },
  'a run that still goes on': {
    run: { metrics: GOOD, status: 'RUNNING' },
    reason: 'run RUN of MODEL 1 has the status RUNNING, and only a FINISHED run counts',
  },
  'a run that was deleted': {
    run: { metrics: GOOD, deleted: true },
    reason: 'run RUN of MODEL 1 was deleted: restore it, or register a version of another run',
  },
  'a version without a run': {
    run: null,
    reason: 'the run of MODEL 1 is unknown: the version was registered without a run',
  },
};

/** What is known of the champion is its run: it was put into Production past stagegate. */
const CHAMPIONS: Readonly<
  Record<string, { champion: NewRun | null; accuracy: number; decision: string; reason: string }>
> = {
  'a candidate as good as its run': {
    champion: { metrics: { accuracy: [0.5, 0.9] } },
    accuracy: 0.895,
    decision: 'promoted',
    reason: 'from run RUN of MODEL 1',
  },
  'a candidate worse than its run': {
    champion: { metrics: { accuracy: [0.5, 0.9] } },
    accuracy: 0.88,
    decision: 'blocked',
    reason: 'from run RUN of MODEL 1',
  },
  'its run has NaN': {
    champion: { metrics: { accuracy: Number.NaN } },
    accuracy: 0.9,
    decision: 'blocked',
    reason: 'is NaN in run RUN of MODEL 1',
  },
  'its run lacks the metric': {
    champion: { metrics: { loss: 0.1 } },
    accuracy: 0.9,
    decision: 'blocked',
    reason: 'does not have it',
  },
  'its run failed': {
    champion: { metrics: { accuracy: 0.9 }, status: 'FAILED' },
    accuracy: 0.9,
    decision: 'blocked',
    reason: 'run RUN of MODEL 1 has the status FAILED',
  },
  'it has no run': {
    champion: null,
    accuracy: 0.9,
    decision: 'blocked',
    reason: 'the run of MODEL 1 is unknown: the version was registered without a run',
  },
};

/** A server's files can't be read from here. */
const UNCHECKED = { gate: 'artifact', verdict: 'skip' };

const HOUR = 3_600_000;

describe.each(['sqlite-3', 'sqlite-2'] as const)('on %s', (name) => {
  test(
    'metrics that meet their bounds: promoted, by the last value of each',
    async () => {
      const bench = await openBench(name, BOUNDS);
      await addVersion(bench, { metrics: { accuracy: [0.1, 0.9], loss: 0.1 } });
      expect(await bench.promote('1')).toMatchObject({
        decision: 'promoted',
        gates: [
          UNCHECKED,
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
      const outcome = await bench.promote('1');
      expect(outcome.decision).toBe('blocked');
      expect(failures(outcome)).toContain(reason);
      const { versions, aliases } = await bench.judge.dumpModel(bench.model);
      expect({ versions, aliases }).toMatchObject({ versions: [{ stage: 'None', tags: {} }], aliases: {} });
    },
    SERVER_TIMEOUT,
  );

  test.each(Object.entries(CHAMPIONS))(
    'a champion from before the history, %s',
    async (_case, { champion, accuracy, decision, reason }) => {
      const bench = await openBench(name, COMPARED);
      await addVersion(bench, champion);
      await bench.judge.transition(bench.model, '1', 'Production');
      await addVersion(bench, { metrics: { accuracy } });
      const outcome = await bench.promote('2');
      expect(outcome).toMatchObject({ decision, previousVersion: '1' });
      expect(outcome.gates.map((gate) => plain(gate.reason))).toEqual([
        expect.stringContaining('files were not checked'),
        expect.stringContaining(reason),
      ]);
    },
    SERVER_TIMEOUT,
  );

  test(
    "a champion's numbers are those recorded when it was promoted, whatever its run says since",
    async () => {
      const bench = await openBench(name, COMPARED);
      const runId = await bench.judge.createRun({ metrics: { accuracy: 0.9 } });
      await bench.judge.createVersion(bench.model, { runId });
      expect(await bench.promote('1')).toMatchObject({ decision: 'promoted' });
      await post(name, 'runs/log-metric', {
        run_id: runId,
        key: 'accuracy',
        value: 0.1,
        step: 9,
        timestamp: 1,
      });
      await addVersion(bench, { metrics: { accuracy: 0.5 } });
      expect(await bench.promote('2')).toMatchObject({
        decision: 'blocked',
        gates: [UNCHECKED, { check: 'max-regression', champion: 0.9, observed: 0.5, verdict: 'fail' }],
      });
    },
    SERVER_TIMEOUT,
  );

  test(
    'max-age counts from the end of the run',
    async () => {
      const bench = await openBench(name, 'evidence: {max-age: 2h}');
      await addVersion(bench, { metrics: GOOD });
      const late = await bench.promote('1', { now: () => new Date(Date.now() + 3 * HOUR) });
      expect(late.decision).toBe('blocked');
      expect(failures(late)).toEqual(
        ['run RUN of MODEL 1 is 3 h old, must be at most 2h'].map(expect.stringContaining),
      );
      const early = await bench.promote('1', { now: () => new Date(Date.now() + HOUR) });
      expect(early).toMatchObject({
        decision: 'promoted',
        gates: [UNCHECKED, { check: 'max-age', verdict: 'pass' }],
      });
    },
    SERVER_TIMEOUT,
  );

  test.each([
    { said: 'this commit', tag: (head: string) => head, decision: 'promoted' },
    { said: 'its first digits', tag: (head: string) => head.slice(0, 10), decision: 'promoted' },
    { said: 'another commit', tag: () => 'c0ffee'.repeat(6), decision: 'blocked' },
    { said: 'none', tag: () => null, decision: 'blocked' },
  ])(
    'commit: required, and the run says $said: $decision',
    async ({ tag, decision }) => {
      const bench = await openBench(name, 'evidence: {commit: required, version: required}', 'repository');
      const commit = tag(bench.workspace.git('rev-parse', 'HEAD'));
      await addVersion(bench, {
        metrics: GOOD,
        ...(commit === null ? {} : { tags: { 'mlflow.source.git.commit': commit } }),
      });
      expect(await bench.promote('1')).toMatchObject({
        decision,
        gates: [
          UNCHECKED,
          { check: 'version', verdict: 'pass' },
          { check: 'commit', verdict: decision === 'promoted' ? 'pass' : 'fail' },
        ],
      });
    },
    SERVER_TIMEOUT,
  );
});

describe("MLflow 3's logged models", () => {
  const NAME = 'sqlite-3';

  /** A version that was registered from a logged model of its run. */
  async function addLogged(bench: Bench, runId: string, metrics: Readonly<Record<string, number>> = {}) {
    const modelId = await bench.judge.createLoggedModel('model', runId, metrics);
    await post(NAME, 'runs/outputs', { run_id: runId, models: [{ model_id: modelId, step: 0 }] });
    const version = await bench.judge.createVersion(bench.model, { source: `models:/${modelId}`, runId });
    return { modelId, version };
  }

  async function evaluate(bench: Bench, modelId: string, accuracy: number, status?: NewRun['status']) {
    const runId = await bench.judge.createRun({ ...(status === undefined ? {} : { status }) });
    await post(NAME, 'runs/log-metric', {
      ...{ run_id: runId, model_id: modelId },
      ...{ key: 'accuracy', value: accuracy, step: 0, timestamp: 1 },
    });
  }

  test.each([
    {
      name: 'a good evaluation after the training',
      runs: [[0.9]],
      decision: 'promoted',
      reason: 'accuracy is 0.9',
    },
    {
      name: 'a bad one',
      runs: [[0.7]],
      decision: 'blocked',
      reason: 'accuracy is 0.7, must be at least 0.8',
    },
    {
      name: 'one that failed',
      runs: [[0.9, 'FAILED']],
      decision: 'blocked',
      reason: 'run RUN of MODEL 1 has the status FAILED',
    },
    { name: 'two', runs: [[0.9], [0.95]], decision: 'blocked', reason: 'is in both' },
    { name: 'none', runs: [], decision: 'blocked', reason: 'the report has no metric accuracy' },
  ] as const)(
    '$name: $decision',
    async ({ runs, decision, reason }) => {
      const bench = await openBench(NAME, BOUNDS);
      const training = await bench.judge.createRun({ metrics: { loss: 0.1 } });
      const { modelId } = await addLogged(bench, training);
      for (const [accuracy, status] of runs) await evaluate(bench, modelId, accuracy, status);
      const outcome = await bench.promote('1');
      expect(outcome.decision).toBe(decision);
      const reasons = outcome.gates.map((gate) => plain(gate.reason));
      expect(reasons).toContainEqual(expect.stringContaining(reason));
    },
    SERVER_TIMEOUT,
  );

  test(
    'of a run that made two, each version is judged by its own numbers; 0 may be NaN',
    async () => {
      const bench = await openBench(NAME, BOUNDS);
      const runId = await bench.judge.createRun();
      await addLogged(bench, runId, { accuracy: 0.7, loss: 0.1 });
      await addLogged(bench, runId, { accuracy: 0.95, loss: Number.NaN });
      await addLogged(bench, runId, GOOD);
      expect(failures(await bench.promote('1'))).toEqual(['accuracy is 0.7, must be at least 0.8']);
      expect(failures(await bench.promote('2'))).toEqual([expect.stringContaining('loss is 0 (or NaN')]);
      expect(await bench.promote('3')).toMatchObject({ decision: 'promoted' });
    },
    SERVER_TIMEOUT,
  );
});

type Outcome = Awaited<ReturnType<Stagegate['promote']>>;

function failures({ gates }: Outcome): string[] {
  return gates.filter(({ verdict }) => verdict === 'fail').map(({ reason }) => plain(reason));
}

/** Without the names that are new each time. */
function plain(reason: string): string {
  return reason.replaceAll(/\brun [0-9a-f]{12}\b/g, 'run RUN').replaceAll(/\bruns-[0-9a-f-]{13}/g, 'MODEL');
}

/** What the judge has no call for. */
async function post(name: ServerName, path: string, body: object): Promise<void> {
  const { url } = await server(name);
  const response = await fetch(`${url}/api/2.0/mlflow/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
}
