import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import type { GitHub } from '../support/github/github.js';
import type { Files } from '../support/github/repository-content.js';
import { baseEnvironment, runProcess } from '../support/spawn.js';
import { EXAMPLES, startExample } from './support/example-repository.js';
import { checkOut, runWorkflow, type WorkflowRun } from './support/run-workflow.js';

/* The example workflows, as they are, run by act on the committed bundle and a GitHub of the tests. */

let github: GitHub;
beforeEach(async () => (github = await startExample()));
afterEach(() => github.close());

async function stages(at = 'main'): Promise<Record<string, string>> {
  const manifest = parse((await github.repository.read('models.yaml', at))!) as {
    models: { churn: { versions: Record<string, { stage: string }> } };
  };
  const { versions } = manifest.models.churn;
  return Object.fromEntries(Object.entries(versions).map(([version, { stage }]) => [version, stage]));
}

const AT_FIRST = { 1: 'Production', 2: 'Staging', 3: 'None' };

/** Fails with the whole log where a job ended otherwise than it should. */
function expectEnd(run: WorkflowRun, success: boolean): void {
  if (run.success !== success) throw new Error(run.log);
}

const dispatch = (workflow: string, inputs: Record<string, string>) =>
  runWorkflow(github, { workflow, event: 'workflow_dispatch', payload: { inputs, ref: 'refs/heads/main' } });

const merge = () =>
  runWorkflow(github, {
    workflow: 'promote-on-merge.yml',
    event: 'push',
    payload: { ref: 'refs/heads/main' },
  });

/** What a step of an example runs. */
function scriptOf(workflow: string, id: string): string {
  const { jobs } = parse(readFileSync(join(EXAMPLES, workflow), 'utf8')) as {
    jobs: Record<string, { steps: { id?: string; run?: string }[] }>;
  };
  const step = Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .find((candidate) => candidate.id === id);
  if (step?.run === undefined) throw new Error(`${workflow} has no step ${id} that runs something`);
  return step.run;
}

test('every workflow that promotes or rolls back lets all its runs wait', () => {
  const waits = readdirSync(EXAMPLES)
    .filter((name) => name.endsWith('.yml') && !/^(?:check-|site\.)/.test(name))
    .map((name) => {
      const { concurrency } = parse(readFileSync(join(EXAMPLES, name), 'utf8')) as { concurrency: object };
      return [name, concurrency];
    });
  expect(waits).toHaveLength(4);
  for (const [, concurrency] of waits)
    expect(concurrency).toMatchObject({ queue: 'max', 'cancel-in-progress': false });
});

describe('check on a pull request', () => {
  async function check(files: Files, token?: string): Promise<WorkflowRun> {
    await github.repository.commit(files, { branch: 'topic', message: 'feat: version 4' });
    const { number } = await github.repository.openPull({ branch: 'topic' });
    const [head, base] = await Promise.all([github.repository.head('topic'), github.repository.head()]);
    const repo = { full_name: github.repository.fullName };
    return runWorkflow(github, {
      workflow: 'check-on-pull-request.yml',
      event: 'pull_request',
      ref: `refs/pull/${number}/merge`,
      payload: {
        action: 'opened',
        number,
        pull_request: {
          number,
          base: { ref: 'main', sha: base, repo },
          head: { ref: 'topic', sha: head, repo },
          user: { login: 'octocat' },
        },
      },
      ...(token === undefined ? {} : { token }),
    });
  }

  const version4 = async (accuracy: number): Promise<Files> => ({
    'models.yaml': (await github.repository.read('models.yaml'))!.replace(
      /\n$/,
      '\n      4: {stage: None}\n',
    ),
    'reports/churn/4.json': JSON.stringify({ version: '4', accuracy }),
  });

  test('a good version would be promoted, and nothing is changed', async () => {
    const run = await check(await version4(0.93));
    expectEnd(run, true);
    expect(run.outputs).toMatchObject({
      decision: 'allowed',
      version: '4',
      stage: 'Staging',
      promoted: 'false',
    });
    expect(run.summary).toContain('4 can be promoted to Staging');
    expect(await stages()).toEqual(AT_FIRST);
  });

  test("a bad one would not, though the pull request's policy lets it", async () => {
    const policy = (await github.repository.read('.github/stagegate.yml'))!;
    const run = await check({
      ...(await version4(0.5)),
      '.github/stagegate.yml': policy.replace('0.85', '0.1'),
    });
    expectEnd(run, false);
    expect(run.outputs).toMatchObject({ decision: 'blocked', promoted: 'false' });
    expect(run.summary).toContain('`accuracy` is 0.5');
    expect(run.summary).toContain('differs from the one on main');
  });

  // with git, which act leaves out; there the step can't compare, and the checks above run
  test.each<[string, string, Files]>([
    ['a report', 'true', { 'reports/churn/4.json': '{}' }],
    ['the policy', 'true', { '.github/stagegate.yml': 'models: {}' }],
    ['no model', 'false', { 'README.md': 'Models of the team.' }],
  ])('one that changes %s: model=%s', async (_name, judged, files) => {
    await github.repository.commit(files, { branch: 'topic', message: 'feat: a change' });
    const { number } = await github.repository.openPull({ branch: 'topic' });
    // main goes on, and a pull request is about its own changes
    await github.repository.commit({ 'reports/churn/9.json': '{}' });
    const temp = mkdtempSync(join(tmpdir(), 'stagegate-check-'));
    try {
      const folder = await checkOut(github, `refs/pull/${number}/merge`, join(temp, 'checkout'));
      const output = join(temp, 'output');
      const script = scriptOf('check-on-pull-request.yml', 'changes');
      const env = { ...baseEnvironment(), GITHUB_OUTPUT: output };
      const { status } = await runProcess('bash', ['-e', '-c', script], { cwd: folder, env });
      expect({ status, output: readFileSync(output, 'utf8') }).toEqual({
        status: 0,
        output: `model=${judged}\n`,
      });
    } finally {
      rmSync(temp, { recursive: true, force: true });
    }
  });

  test('with a token that may only read, as a fork has', async () => {
    const token = github.addToken({ permissions: { contents: 'read' } });
    const run = await check(await version4(0.93), token);
    expectEnd(run, true);
    expect(run.outputs).toMatchObject({ decision: 'allowed' });
  });
});

describe('promote on merge', () => {
  test('the newest version goes to Staging, in a signed commit with its line in the history', async () => {
    const run = await merge();
    expectEnd(run, true);
    expect(run.outputs).toMatchObject({ decision: 'promoted', version: '3', 'archived-versions': '["2"]' });
    expect(await stages()).toEqual({ ...AT_FIRST, 2: 'Archived', 3: 'Staging' });
    const [commit] = await github.repository.log();
    expect(commit).toMatchObject({ verified: true });
    expect(run.outputs['commit']).toBe(await github.repository.head());
    expect(await github.repository.read('models.history.jsonl')).toMatch(/"action":"promote".*"version":"3"/);
  });

  test('a second run finds nothing to do', async () => {
    await merge();
    const head = await github.repository.head();
    const run = await merge();
    expectEnd(run, true);
    expect(run.outputs).toMatchObject({ decision: 'unchanged', promoted: 'false' });
    expect(await github.repository.head()).toBe(head);
  });

  test('two runs at once make one promotion', async () => {
    const runs = await Promise.all([merge(), merge()]);
    for (const run of runs) expectEnd(run, true);
    expect(runs.map(({ outputs }) => outputs['decision']).sort()).toEqual(['promoted', 'unchanged']);
    expect((await github.repository.read('models.history.jsonl'))!.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('promote when the tests pass', () => {
  const promote = () => dispatch('promote-when-tests-pass.yml', { version: '2' });

  test('they pass: the version is in Production, and is deployed there', async () => {
    const run = await promote();
    expectEnd(run, true);
    expect(run.outputs).toMatchObject({
      decision: 'promoted',
      'previous-version': '1',
      'in-stage': 'true',
    });
    expect(run.log).toContain('Replace this with your deployment of version 2.');
    expect(await stages()).toEqual({ ...AT_FIRST, 1: 'Archived', 2: 'Production' });
    expect(github.repository.deployments).toMatchObject([
      {
        id: Number(run.outputs['deployment-id']),
        environment: 'Production',
        statuses: [{ state: 'success' }],
      },
    ]);
  });

  test.each<[string, Files, RegExp]>([
    [
      'one fails',
      { 'model/2.json': '{"bias": 9, "complaints": 1.1, "years": -0.4}' },
      /2 passed, 1 failed .*who never complained/,
    ],
    ['they leave no results', { 'tests/churn.test.mjs': 'process.kill(process.ppid);' }, /reports\/junit/],
  ])('%s: it is blocked, and everything is as it was', async (_name, files, reason) => {
    const head = await github.repository.commit(files);
    const run = await promote();
    expectEnd(run, false);
    expect(run.outputs).toMatchObject({ decision: 'blocked', promoted: 'false', 'in-stage': 'false' });
    expect(run.log).not.toContain('your deployment of version');
    expect(run.summary).toMatch(reason);
    expect(await github.repository.head()).toBe(head);
    expect(github.repository.deployments).toEqual([]);
  });
});

describe('roll back', () => {
  const rollBack = (inputs: Record<string, string> = {}) =>
    dispatch('rollback.yml', {
      model: 'churn',
      stage: 'Production',
      reason: 'slow answers "in" $Berlin',
      ...inputs,
    });

  test('to the version before, with the reason in the history', async () => {
    expectEnd(await dispatch('promote-when-tests-pass.yml', { version: '2' }), true);
    const run = await rollBack();
    expectEnd(run, true);
    expect(run.outputs).toMatchObject({
      decision: 'rolled-back',
      version: '1',
      'archived-versions': '["2"]',
    });
    expect(await stages()).toEqual({ ...AT_FIRST, 2: 'Archived' });
    const history = (await github.repository.read('models.history.jsonl'))!.trimEnd().split('\n');
    expect(JSON.parse(history.at(-1)!)).toMatchObject({
      reason: 'slow answers "in" $Berlin',
      actor: 'octocat',
    });
    expect(github.repository.deployments.map(({ statuses }) => statuses.at(-1)?.state)).toEqual([
      'inactive',
      'success',
    ]);
  });

  test('to nothing: the job fails and says so', async () => {
    const run = await rollBack();
    expectEnd(run, false);
    expect(run.summary).toContain('there is no earlier version');
    expect(await stages()).toEqual(AT_FIRST);
  });
});

describe('promote, deploy and confirm', () => {
  const WORKFLOW = '.github/workflows/confirm.yml';
  /** It passes the tests of a version, and fails in use. */
  const STUBBORN = { 'model/2.json': '{"bias": -9, "complaints": 1.1, "years": -0.4}' };

  /** @param last the name or id of the step after which the runner dies: nothing runs then, not even `always()` */
  async function release(attempt: number, last: string | null = null): Promise<WorkflowRun> {
    const whole = (await github.repository.read(WORKFLOW))!;
    if (last !== null) await github.repository.commit({ [WORKFLOW]: cutAfter(whole, last) });
    const run = await runWorkflow(github, {
      ...{ workflow: 'confirm.yml', event: 'workflow_dispatch', attempt },
      payload: { inputs: { version: '2' }, ref: 'refs/heads/main' },
    });
    if (last !== null) await github.repository.commit({ [WORKFLOW]: whole });
    return run;
  }

  const finish = () =>
    runWorkflow(github, { workflow: 'confirm.yml', event: 'schedule', payload: { ref: 'refs/heads/main' } });

  function cutAfter(workflow: string, last: string): string {
    const content = parse(workflow) as { jobs: { promote: { steps: { id?: string; name?: string }[] } } };
    const { steps } = content.jobs.promote;
    const at = steps.findIndex(({ id, name }) => id === last || name === last);
    if (at === -1) throw new Error(`there is no step ${last}`);
    content.jobs.promote.steps = steps.slice(0, at + 1);
    return stringify(content);
  }

  const history = async () =>
    ((await github.repository.read('models.history.jsonl')) ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { action: string; version: string })
      .map(({ action, version }) => `${action} ${version}`);

  /** What must not depend on where a run died. */
  const state = async () => ({
    stages: await stages(),
    history: await history(),
    deployments: github.repository.deployments.map(
      ({ environment, statuses }) => `${environment} ${statuses.at(-1)?.state ?? ''}`,
    ),
  });
  const KEPT = {
    stages: { ...AT_FIRST, 1: 'Archived', 2: 'Production' },
    history: ['promote 2', 'confirm 2'],
    deployments: ['Production success'],
  };
  const BACK = {
    stages: { ...AT_FIRST, 2: 'Archived' },
    history: ['promote 2', 'rollback 1'],
    deployments: ['Production inactive', 'Production success'],
  };
  const REDEPLOYED = 'Replace this with your deployment of version 1.';

  test('a version that holds up is confirmed, and a scheduled run finds nothing to do', async () => {
    const run = await release(1);
    expectEnd(run, true);
    expect(run.outputs).toMatchObject({ decision: 'confirmed', version: '2', 'in-stage': 'true' });
    expect(await state()).toEqual(KEPT);
    const scheduled = await finish();
    expectEnd(scheduled, true);
    expect(scheduled.outputs).toMatchObject({ decision: 'confirmed', promoted: 'false', version: '2' });
    expect(await state()).toEqual(KEPT);
  });

  test('one that fails in use is rolled back, and the version before is deployed', async () => {
    await github.repository.commit(STUBBORN);
    const run = await release(1);
    expectEnd(run, false);
    expect(run.outputs).toMatchObject({ decision: 'rolled-back', version: '1', 'previous-version': '2' });
    expect(run.log).toContain(REDEPLOYED);
    expect(run.summary).toContain('`error_rate` is 0.25');
    expect(await state()).toEqual(BACK);
  });

  const STEPS = ['Test the version', 'promote', 'Deploy it', 'Test the deployment', 'confirm'];
  const KILLS = STEPS.flatMap((step) => [[step, true] as const, [step, false] as const]);
  test.each(KILLS)(
    'killed after "%s" and run again ends in the same state (good: %s)',
    async (step, good) => {
      if (!good) await github.repository.commit(STUBBORN);
      await release(1, step);
      const run = await release(2);
      expectEnd(run, good);
      expect(await state()).toEqual(good ? KEPT : BACK);
      if (!good) expect(run.log).toContain(REDEPLOYED);
    },
  );

  test.each([true, false])('killed before confirm, a scheduled run finishes it (good: %s)', async (good) => {
    if (!good) await github.repository.commit(STUBBORN);
    await release(1, 'Deploy it');
    const run = await finish();
    expectEnd(run, good);
    expect(await state()).toEqual(good ? KEPT : BACK);
    expect(run.log).toContain(`your deployment of version ${good ? '2' : '1'}.`);
  });
});
