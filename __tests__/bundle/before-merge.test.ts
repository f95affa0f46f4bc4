import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Stagegate, toOutputs } from '../../src/index.js';
import { openServers } from '../../src/registry/mlflow/client/open-servers.js';
import { startDatabricks } from '../support/databricks/databricks.js';
import { runAction } from '../support/run-action.js';
import { runCli } from '../support/run-cli.js';
import type { GitHub } from '../support/github/github.js';
import type { Workspace } from '../support/workspace.js';
import { CHURN, POLICY } from './support/churn.js';
import { act, historyOn, startChurn, type StepOptions } from './support/on-github.js';

/* Before a merge there is no stage to be in: what runs for an unmerged change decides, and says no more. */

const BETTER = { model: 'churn', version: '2', stage: 'Production' };

let at: { github: GitHub; workspace: Workspace };
let pull: number;
beforeEach(async () => {
  at = await startChurn();
  at.workspace.write('models.yaml', CHURN['models.yaml']!);
  await at.github.repository.commit({ 'topic.txt': 'x' }, { branch: 'topic' });
  ({ number: pull } = await at.github.repository.openPull({ branch: 'topic' }));
});
afterEach(() => at.github.close());

type Event = readonly [name: string, options: () => StepOptions];

const QUEUE = { GITHUB_REF: 'refs/heads/gh-readonly-queue/main/pr-1-abc' };
const EVENTS: readonly Event[] = [
  ['pull_request', () => ({ event: 'pull_request', pull })],
  ['pull_request, closed without a merge', () => ({ event: 'pull_request', pull, action: 'closed' })],
  ['pull_request_target', () => ({ event: 'pull_request_target', pull })],
  [
    'pull_request_review',
    () => ({ event: 'pull_request', pull, env: { GITHUB_EVENT_NAME: 'pull_request_review' } }),
  ],
  [
    'merge_group',
    () => ({ event: 'pull_request', pull, env: { ...QUEUE, GITHUB_EVENT_NAME: 'merge_group' } }),
  ],
  [
    "a push to the merge queue's branch",
    () => ({ event: 'pull_request', pull, env: { ...QUEUE, GITHUB_EVENT_NAME: 'push' } }),
  ],
];

test.each(EVENTS)('on %s a promotion is only decided', async (name, options) => {
  if (name.includes('closed')) at.github.repository.closePull(pull);
  const [before, log] = [at.workspace.files(), await at.github.repository.log()];
  const run = await act(at, { ...BETTER, deployment: 'true' }, options());
  expect(run).toMatchObject({
    status: 0,
    outputs: {
      decision: 'allowed',
      promoted: 'false',
      'in-stage': 'false',
      commit: '',
      'archived-versions': '[]',
      'deployment-id': '',
    },
  });
  expect(run.summary).toContain('`churn` 2 can be promoted to Production');
  expect(run.summary).toContain('On merge: version 2 ');
  const comments = at.github.repository.comments(pull).map(({ body }) => body);
  for (const text of [run.stdout, run.summary, ...comments]) expect(text).not.toContain('is in Production');
  expect(run.annotations).toContainEqual(
    expect.objectContaining({
      message: expect.stringContaining('before the merge, so this run only decides'),
    }),
  );
  expect(at.workspace.files()).toEqual(before);
  expect(await at.github.repository.log()).toEqual(log);
  expect(at.github.repository.deployments).toEqual([]);
});

test('so are all others, and force does not count', async () => {
  const before = at.workspace.files();
  const step = (inputs: Record<string, string>) => act(at, inputs, { event: 'pull_request', pull });
  const worse = await step({ ...BETTER, version: '3', force: 'true', reason: 'x' });
  expect(worse).toMatchObject({ status: 1, outputs: { decision: 'blocked', 'in-stage': 'false' } });
  const held = await step({ ...BETTER, version: '1' });
  expect(held.outputs).toMatchObject({ decision: 'unchanged', promoted: 'false', 'in-stage': 'true' });
  const away = await step({ ...BETTER, version: '1', stage: 'Archived' });
  expect(away.outputs).toMatchObject({ decision: 'allowed', promoted: 'false', 'in-stage': 'false' });
  const added = await step({ command: 'register', model: 'churn' });
  expect(added).toMatchObject({
    status: 0,
    outputs: { decision: 'allowed', promoted: 'false', version: '5' },
  });
  expect(added.stdout).toContain('churn 5 can be registered');
  expect(at.workspace.files()).toEqual(before);
});

test('a rollback only decides, and says what it would do', async () => {
  await act(at, { ...BETTER, commit: 'none' });
  const before = at.workspace.files();
  const back = { command: 'rollback', model: 'churn', stage: 'Production', reason: 'slow' };
  const run = await act(at, back, { event: 'pull_request', pull });
  expect(run.outputs).toMatchObject({
    decision: 'allowed',
    promoted: 'false',
    version: '1',
    'in-stage': 'false',
  });
  expect(run.stdout).toContain('churn can be rolled back to version 1 in Production');
  expect(at.workspace.files()).toEqual(before);
});

test('commit: none changes the checkout as asked, and says that it is this checkout alone', async () => {
  const run = await act(at, { ...BETTER, commit: 'none' }, { event: 'pull_request', pull });
  expect(run.outputs).toMatchObject({ decision: 'promoted', promoted: 'true', 'in-stage': 'true' });
  expect(run.annotations).toContainEqual(
    expect.objectContaining({ message: 'only models.yaml in this checkout was changed: commit it' }),
  );
  expect(at.workspace.read('models.yaml')).toContain('2: {stage: Production}');
});

test('on a branch without a token the notice names the mode that commits', async () => {
  const run = await act(at, BETTER, { token: '' });
  expect(run.outputs).toMatchObject({ decision: 'promoted', commit: '' });
  expect(run.annotations).toContainEqual(
    expect.objectContaining({
      message: 'only models.yaml in this checkout was changed: commit it, or set commit: api',
    }),
  );
});

test('once it is merged it is a promotion', async () => {
  await at.github.repository.mergePull(pull);
  const run = await act(at, BETTER, { event: 'pull_request_target', pull, action: 'closed' });
  expect(run.outputs).toMatchObject({ decision: 'promoted', promoted: 'true', 'in-stage': 'true' });
  expect(await historyOn(at.github)).toHaveLength(1);
});

describe('from a workflow', () => {
  const env = async (): Promise<Record<string, string>> => {
    const { env: known, event, token } = await at.github.run({ event: 'pull_request', pull });
    at.workspace.write('event.json', JSON.stringify(event));
    return {
      ...known,
      GITHUB_ACTIONS: 'true',
      GITHUB_TOKEN: token,
      GITHUB_EVENT_PATH: `${at.workspace.root}/event.json`,
    };
  };

  test('the command line only decides, unless it is told how to commit', async () => {
    const given = await env();
    const words = ['--model', 'churn', '--version', '2', '--stage', 'Production'];
    const before = at.workspace.files();
    const run = await runCli(['promote', ...words, '--json'], { cwd: at.workspace.root, env: given });
    expect(JSON.parse(run.stdout)).toMatchObject({ decision: 'allowed', promoted: false, 'in-stage': false });
    const tutorial = ['--model-name', ...words.slice(1)];
    const moved = await runCli(['transition-stage', ...tutorial], { cwd: at.workspace.root, env: given });
    expect(moved.stdout).toContain('churn 2 can be promoted to Production');
    expect(moved.stdout).not.toContain('transitioned');
    expect(at.workspace.files()).toEqual(before);
    const none = await runCli(['promote', ...words, '--commit', 'none', '--json'], {
      cwd: at.workspace.root,
      env: given,
    });
    expect(JSON.parse(none.stdout)).toMatchObject({ decision: 'promoted', 'in-stage': true });
  });

  test('so does the library', async () => {
    const engine = new Stagegate({ workspace: at.workspace.root, env: await env() });
    const before = at.workspace.files();
    const outcome = await engine.promote({ ...BETTER, reason: null, force: false });
    expect(toOutputs(outcome)).toMatchObject({ decision: 'allowed', promoted: false, 'in-stage': false });
    expect(at.workspace.files()).toEqual(before);
  });
});

test('an unmerged change moves nothing on a server, unless commit: none says so', async () => {
  const databricks = await startDatabricks();
  try {
    const model = 'main.ml.churn';
    databricks.catalog.register(model, {}, {});
    const policy = POLICY.replace('models.yaml', 'databricks-uc').replace('churn:', `${model}:`);
    const open = policy
      .replace('        from: [Staging]\n', '')
      .replaceAll(/ {10}- metric[^]*/g, '          []\n');
    await at.github.repository.commit({ '.github/stagegate.yml': open });
    const context = await at.github.run({ event: 'pull_request', pull });
    const step = (inputs: Record<string, string>) =>
      runAction({
        workspace: at.workspace.root,
        ...context,
        inputs: { ...BETTER, model, ...inputs },
        env: {
          ...context.env,
          DATABRICKS_HOST: databricks.url,
          DATABRICKS_TOKEN: databricks.signIn.token,
        },
      });
    const env = { DATABRICKS_HOST: databricks.url, DATABRICKS_TOKEN: databricks.signIn.token };
    const { registry, close } = await openServers({ kind: 'databricks-uc', profile: null }, { env });
    const aliases = async () => (await registry.model(model))?.aliases;
    const run = await step({});
    expect(run.outputs).toMatchObject({ decision: 'allowed', promoted: 'false', 'in-stage': 'false' });
    expect(await aliases()).toEqual({});
    const told = await step({ commit: 'none' });
    expect(told.outputs).toMatchObject({ decision: 'promoted', promoted: 'true', 'in-stage': 'true' });
    expect(await aliases()).toEqual({ Production: '2' });
    await close();
  } finally {
    await databricks.close();
  }
});
