import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { blockWith, docBlocks } from '../support/docs.js';
import { rowsFor } from '../support/full.js';
import { startGitHub, type GitHub } from '../support/github/github.js';
import { runAction, type ActionRun } from '../support/run-action.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { cli, mustCli, stagesOf } from './support/churn.js';
import { act, historyOn } from './support/on-github.js';

/* What people paste first: blocks of the README and of a guide, and the files that init writes. */

interface Workflow {
  readonly on: { readonly workflow_dispatch: { readonly inputs: Record<string, { default?: string }> } };
  readonly jobs: Record<
    string,
    {
      permissions: Record<string, 'read' | 'write'>;
      steps: { uses?: string; with?: Record<string, string> }[];
    }
  >;
}

/** The one job of a workflow that is dispatched, as GitHub would fill it in. */
function dispatched(text: string, given: Record<string, string>) {
  const { on, jobs } = parse(text) as Workflow;
  const [job] = Object.values(jobs);
  const step = job?.steps.find(({ uses }) => uses?.startsWith('stagegate/stagegate@'));
  if (job === undefined || step === undefined) throw new Error('the workflow has no step of stagegate');
  const { inputs } = on.workflow_dispatch;
  for (const name of Object.keys(given)) if (!(name in inputs)) throw new Error(`no input ${name}`);
  const filled = Object.entries(step.with ?? {}).map(([name, value]) => [
    name,
    value.replace(
      /\$\{\{ inputs\.([\w-]+) \}\}/g,
      (_, input: string) => given[input] ?? inputs[input]?.default ?? '',
    ),
  ]);
  return {
    inputs: Object.fromEntries(filled) as Record<string, string>,
    permissions: job.permissions,
    defaults: inputs,
  };
}

const WORKFLOW = blockWith('README.md', 'workflow_dispatch');
const POLICY = blockWith('README.md', 'slices.*.recall');
const GUIDE = 'docs/guides/promote-on-merge.md';
const MANIFEST = blockWith(GUIDE, '# models.yaml');
const [REPORT = ''] = docBlocks(/^json$/, [GUIDE]).map(({ text }) => text);

const junit = (failed: boolean): string =>
  `<testsuite tests="1" failures="${failed ? 1 : 0}"><testcase name="it predicts">${failed ? '<failure message="no"/>' : ''}</testcase></testsuite>`;

/** Under the paths that the blocks and the policy name. */
const FILES = {
  '.github/workflows/promote.yml': WORKFLOW,
  '.github/stagegate.yml': POLICY,
  'models.yaml': MANIFEST,
  'reports/churn/2.json': REPORT,
  'reports/churn/2.junit.xml': junit(false),
};

test('the blocks say which files they are', () => {
  expect(WORKFLOW).toMatch(/^# \.github\/workflows\/promote\.yml\n/);
  expect(POLICY).toMatch(/^# \.github\/stagegate\.yml\n/);
  expect(MANIFEST).toMatch(/^# models\.yaml\n/);
});

/** Each fails version 2 for Production; Staging asks for nothing. */
const WORSE: readonly (readonly [string, Record<string, string>, string])[] = [
  [
    'less accurate than version 1',
    { 'reports/churn/2.json': REPORT.replace('0.93', '0.902') },
    '0.902 against 0.91 of version 1',
  ],
  ['below the bound', { 'reports/churn/2.json': REPORT.replace('0.93', '0.85') }, 'must be at least 0.9'],
  ['a bad slice', { 'reports/churn/2.json': REPORT.replace('0.88', '0.7') }, 'slices.eu.recall is 0.7'],
  [
    'a slice of few examples',
    { 'reports/churn/2.json': REPORT.replace('640', '64') },
    'rests on 64 examples',
  ],
  ['a failed test', { 'reports/churn/2.junit.xml': junit(true) }, 'it predicts'],
  ['no report', { 'reports/churn/2.json': '' }, 'reports/churn/2.json'],
];

describe("the README's workflow and policy, with the guide's manifest and report, on GitHub", () => {
  let at: { github: GitHub; workspace: Workspace };
  const start = async (files: Record<string, string> = {}) => {
    const all = { ...FILES, ...files };
    at = { github: await startGitHub({ files: all }), workspace: makeWorkspace(all) };
  };
  afterEach(() => at.github.close());

  const dispatch = (given: Record<string, string>): Promise<ActionRun> => {
    const { inputs, permissions } = dispatched(WORKFLOW, given);
    return act(at, inputs, { event: 'workflow_dispatch', inputs: given, permissions });
  };
  const stages = async (): Promise<string[]> => {
    const { models } = parse((await at.github.repository.read('models.yaml'))!) as {
      models: { churn: { versions: Record<string, { stage: string }> } };
    };
    return Object.values(models.churn.versions).map(({ stage }) => stage);
  };

  test('take version 2 to Staging, which is where it goes without a choice, and then to Production', async () => {
    await start();
    expect(await stages()).toEqual(['Production', 'None']);
    const first = await dispatch({ version: '2' });
    expect(first).toMatchObject({
      status: 0,
      outputs: { decision: 'promoted', stage: 'Staging', 'in-stage': 'true' },
    });
    expect(await stages()).toEqual(['Production', 'Staging']);
    const second = await dispatch({ version: '2', stage: 'Production' });
    expect(second).toMatchObject({
      status: 0,
      outputs: { decision: 'promoted', stage: 'Production', 'in-stage': 'true', 'previous-version': '1' },
    });
    expect(await stages()).toEqual(['Archived', 'Production']);
    expect(await historyOn(at.github)).toHaveLength(2);
    expect(second.outputs['gates']).toContain('"check":"max-regression"');
    const gates = JSON.parse(second.outputs['gates'] ?? '') as { gate: string; verdict: string }[];
    expect(gates.filter(({ verdict }) => verdict !== 'pass').map(({ gate }) => gate)).toEqual(['artifact']);
    expect([...first.annotations, ...second.annotations].filter(({ level }) => level !== 'notice')).toEqual(
      [],
    );
  });

  test.each(rowsFor(WORSE, { at: 0, of: 2 }))(
    'block version 2 for Production: %s',
    async (_name, files, words) => {
      await start(files);
      expect((await dispatch({ version: '2' })).status).toBe(0);
      const run = await dispatch({ version: '2', stage: 'Production' });
      expect(run).toMatchObject({ status: 1, outputs: { decision: 'blocked', 'in-stage': 'false' } });
      expect(run.stdout).toContain(words);
      expect(await stages()).toEqual(['Production', 'Staging']);
    },
  );
});

describe("the README's policy and the guide's manifest, on the command line", () => {
  test('take version 2 to Staging and to Production', async () => {
    const workspace = makeWorkspace(FILES);
    await mustCli(workspace, 'promote churn 2 Staging');
    await mustCli(workspace, 'promote churn 2 Production');
    expect(await stagesOf(workspace)).toEqual({ 1: 'Archived', 2: 'Production' });
  });

  test.each(rowsFor(WORSE, { at: 1, of: 2 }))('block it: %s', async (_name, files, words) => {
    const workspace = makeWorkspace({ ...FILES, ...files });
    await mustCli(workspace, 'promote churn 2 Staging');
    const { status, stdout } = await cli(workspace, 'promote churn 2 Production');
    expect(status).toBe(1);
    expect(stdout).toContain(words);
    expect(await stagesOf(workspace)).toEqual({ 1: 'Production', 2: 'Staging' });
  });
});

describe('what init writes', () => {
  let workspace: Workspace;
  const report = (version: number, accuracy: number) =>
    workspace.write(`reports/my-model/${String(version)}.json`, JSON.stringify({ accuracy }));
  const save = () => {
    workspace.git('add', '--all');
    workspace.git('commit', '--quiet', '--message=feat: a version');
    workspace.git('push', '--quiet');
  };
  const run = (version: string, stage?: string) => {
    const given = { version, ...(stage === undefined ? {} : { stage }) };
    const { inputs } = dispatched(workspace.read('.github/workflows/promote.yml'), given);
    return runAction({ workspace: workspace.root, inputs, eventName: 'workflow_dispatch' });
  };

  beforeEach(() => {
    workspace = makeWorkspace({}, { git: 'remote' });
  });

  test.each(['models.yaml', 'registry'])(
    'promotes two versions through both stages by its workflow, and blocks a worse one: %s',
    async (registry) => {
      await mustCli(workspace, `init --registry ${registry}`);
      for (const [version, accuracy] of [0.95, 0.96, 0.94].entries()) {
        report(version + 1, accuracy);
        await mustCli(workspace, `register --model my-model --source s3://models/${String(version + 1)}`);
      }
      save();
      for (const version of ['1', '2']) {
        const first = await run(version);
        expect(first).toMatchObject({ status: 0, outputs: { decision: 'promoted', stage: 'Staging' } });
        const second = await run(version, 'Production');
        expect(second).toMatchObject({ status: 0, outputs: { decision: 'promoted', stage: 'Production' } });
      }
      expect(await run('3')).toMatchObject({ status: 0, outputs: { decision: 'promoted' } });
      const worse = await run('3', 'Production');
      expect(worse).toMatchObject({ status: 1, outputs: { decision: 'blocked', 'previous-version': '2' } });
      expect(worse.stdout).toContain('0.94 against 0.96 of version 2');
    },
  );

  test('says in the manifest what a version that is in Production already needs, and that works', async () => {
    await mustCli(workspace, 'init');
    const example = workspace
      .read('models.yaml')
      .split('\n')
      .filter((line) => /^# {3}/.test(line))
      .map((line) => line.slice(2));
    expect(example).toHaveLength(3);
    workspace.write('models.yaml', `models:\n${example.map((line) => `${line}\n`).join('')}`);
    report(2, 0.9);
    await mustCli(workspace, 'register --model my-model --source s3://models/2');
    await mustCli(workspace, 'promote my-model 2 Staging');
    expect((await cli(workspace, 'promote my-model 2 Production')).stdout).toContain(
      '0.9 against 0.91 of version 1',
    );
    report(2, 0.92);
    await mustCli(workspace, 'promote my-model 2 Production');
  });

  test('is understood by the action for a server, which is asked at once', async () => {
    await mustCli(workspace, 'init --registry mlflow');
    const { inputs } = dispatched(workspace.read('.github/workflows/promote.yml'), { version: '1' });
    expect(inputs).toMatchObject({ model: 'my-model', version: '1', stage: 'Staging' });
    const env = { MLFLOW_TRACKING_URI: 'http://127.0.0.1:9', MLFLOW_HTTP_REQUEST_MAX_RETRIES: '0' };
    const asked = await runAction({ workspace: workspace.root, inputs, env });
    expect(asked).toMatchObject({ status: 1, outputs: {} });
    expect(asked.annotations).toEqual([
      expect.objectContaining({ level: 'error', message: expect.stringContaining('127.0.0.1:9') as unknown }),
    ]);
  });
});
