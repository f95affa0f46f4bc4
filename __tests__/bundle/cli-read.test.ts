import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { makeWorkspace } from '../support/workspace.js';
import { cli, cliJson, historyOf, makeChurn, mustCli, PROMOTE, stagesOf } from './support/churn.js';

const TUTORIAL = {
  '.github/stagegate.yml': 'models: {"*": {stages: {Staging: {}, Production: {}}}}\n',
  'models.yaml': `models:
  my-model:
    versions:
      1: {stage: Staging}
      2: {stage: Production}
      3: {stage: None}
`,
};

describe("the tutorials' commands", () => {
  test('print what the tutorials show', async () => {
    const workspace = makeWorkspace(TUTORIAL);
    expect(
      await cli(workspace, 'transition-stage --model-name my-model --version 3 --stage Production'),
    ).toEqual({
      status: 0,
      stdout: "Model version '3' of model 'my-model' transitioned to stage 'Production'.\n",
      stderr: '',
    });
    expect(await cli(workspace, 'list-versions --model-name my-model')).toEqual({
      status: 0,
      stdout: 'Version  Stage\n1        Staging\n2        Archived\n3        Production\n',
      stderr: '',
    });
  });

  test('are gated like a promotion', async () => {
    const workspace = makeChurn();
    const before = workspace.files();
    const run = await cli(workspace, 'transition-stage --model-name churn --version 3 --stage Production');
    expect(run.status).toBe(1);
    expect(run.stdout).not.toContain('transitioned');
    expect(run.stdout).toContain('accuracy is 0.8');
    expect(workspace.files()).toEqual(before);
  });
});

describe('history', () => {
  test('without a line says so, and is an empty list for programs', async () => {
    const workspace = makeChurn();
    expect((await mustCli(workspace, 'history')).stdout).toBe(
      'The history is empty: nothing has happened yet.\n',
    );
    expect((await cliJson(workspace, 'history')).json).toEqual([]);
  });

  test('tells what happened, by whom and why, oldest first, of one model or of all', async () => {
    const workspace = makeChurn();
    await mustCli(workspace, PROMOTE, '--reason', 'better on all slices');
    await mustCli(workspace, 'register --model other --new-model');
    const { stdout } = await mustCli(workspace, 'history --model churn');
    expect(stdout).toContain('churn 2 Staging → Production, archives 1');
    expect(stdout).toContain('“better on all slices”');
    expect(stdout).not.toContain('other');
    const all = (await cliJson(workspace, 'history')).json as unknown as Record<string, unknown>[];
    expect(all.map(({ model, action }) => [model, action])).toEqual([
      ['churn', 'promote'],
      ['other', 'register'],
    ]);
    expect(Object.keys(all[0] ?? {})).toEqual([
      ...[
        'time',
        'action',
        'model',
        'version',
        'from',
        'to',
        'archived',
        'actor',
        'reason',
        'forced',
        'commit',
        'run',
      ],
      ...['policy-sha256', 'report-sha256', 'gates', 'beginning', 'previous'],
    ]);
  });

  test('--at shows what was in which stage at that time', async () => {
    const workspace = makeChurn();
    await mustCli(workspace, PROMOTE);
    const between = new Date().toISOString();
    await mustCli(workspace, 'rollback --model churn --stage Production --reason slow');
    const at = async (time: string): Promise<unknown> =>
      (await cliJson(workspace, `history --model churn --at ${time}`)).json['versions'];
    const rows = (one: string, two: string): unknown => [
      { model: 'churn', version: '1', stage: one },
      { model: 'churn', version: '2', stage: two },
      { model: 'churn', version: '3', stage: 'Staging' },
    ];
    expect(await at('2020-01-01')).toEqual(rows('Production', 'Staging'));
    expect(await at(between)).toEqual(rows('Archived', 'Production'));
    expect(await at('2199-12-31T23:59+02:00')).toEqual(rows('Production', 'Archived'));
    const { stdout } = await mustCli(workspace, `history --at ${between}`);
    expect(stdout).toContain(`At ${between}`);
    expect(stdout).toMatch(/churn +2 +Production/);
  });

  test.each(['yesterday', '2026-13-01', '2026-11-17T25:00Z', '17.11.2026', ''])(
    '--at %j is bad input',
    async (time) => {
      const { status, stderr } = await cli(makeChurn(), 'history', '--at', time);
      expect(status).toBe(2);
      expect(stderr).toContain('is not a time');
    },
  );
});

describe('verify', () => {
  test('a manifest that had stages before the first line is taken as the beginning, and it says so', async () => {
    const workspace = makeChurn();
    const fresh = await mustCli(workspace, 'verify');
    expect(fresh.stdout).toContain(
      'before the first history line: 1 in Production, 2 in Staging, 3 in Staging',
    );
    await mustCli(workspace, PROMOTE);
    const { json } = await cliJson(workspace, 'verify');
    expect(json).toEqual({
      verified: true,
      models: [
        {
          model: 'churn',
          lines: 1,
          problems: [],
          notes: [expect.stringContaining('1 in Production, 2 in Staging, 3 in Staging')],
          acknowledged: [],
        },
      ],
    });
  });

  test('says where the manifest and the history part', async () => {
    const workspace = makeChurn();
    await mustCli(workspace, PROMOTE);
    workspace.write(
      'models.yaml',
      workspace.read('models.yaml').replace('4: {stage: None}', '4: {stage: Production}'),
    );
    const { status, stdout, stderr } = await cli(workspace, 'verify');
    expect(status).toBe(2);
    expect(stdout + stderr).toContain('version 4 is in Production, but the history has it in None');
    const { json } = await cliJson(workspace, 'verify');
    expect(json).toMatchObject({ verified: false, models: [{ problems: [{ version: '4' }] }] });
  });

  test.each([
    ['the first line', 0],
    ['a line in between', 1],
    ['the last line', 2],
  ])('says that %s was altered', async (_name, at) => {
    const workspace = await withThreeLines();
    const lines = workspace.read('models.history.jsonl').split('\n');
    lines[at] = (lines[at] ?? '').replace('"forced":false', '"forced":true');
    workspace.write('models.history.jsonl', lines.join('\n'));
    const { status, stderr } = await cli(workspace, 'verify');
    expect(status).toBe(2);
    expect(stderr).toContain(`models.history.jsonl:${at + 1}`);
    expect(stderr).toContain('altered');
  });

  test.each([
    ['the first line', 0],
    ['a line in between', 1],
    ['the last line', 2],
  ])('says that %s is gone', async (_name, at) => {
    const workspace = await withThreeLines();
    const lines = workspace.read('models.history.jsonl').split('\n');
    lines.splice(at, 1);
    workspace.write('models.history.jsonl', lines.join('\n'));
    expect((await cli(workspace, 'verify')).status).toBe(2);
  });

  async function withThreeLines(): Promise<ReturnType<typeof makeChurn>> {
    const workspace = makeChurn();
    await mustCli(workspace, PROMOTE);
    await mustCli(workspace, 'rollback --model churn --stage Production --reason slow');
    await mustCli(workspace, 'promote --model churn --version 4 --stage Staging');
    expect(historyOf(workspace)).toHaveLength(3);
    return workspace;
  }
});

describe('init', () => {
  test('writes a start that works, says what it wrote, and keeps what is there', async () => {
    const workspace = makeWorkspace({ 'reports/my-model/1.json': '{"accuracy": 0.95}' });
    const first = await cliJson(workspace, 'init');
    expect(first.status).toBe(0);
    expect(first.json).toEqual({
      created: ['.github/stagegate.yml', 'models.yaml', '.github/workflows/promote.yml'],
      kept: [],
    });
    await mustCli(workspace, 'register --model my-model --source s3://models/1');
    await mustCli(workspace, 'promote --model my-model --version 1 --stage Staging');
    await mustCli(workspace, 'promote --model my-model --version 1 --stage Production');
    expect((await mustCli(workspace, 'list-versions --model-name my-model')).stdout).toContain(
      '1        Production',
    );
    const before = workspace.files();
    const again = await mustCli(workspace, 'init');
    expect(again.stdout).toContain('kept');
    expect(workspace.files()).toEqual(before);
  });

  test.each([
    ['models.json', 'models.json'],
    ['registry/models.yml', 'registry/models.yml'],
    ['registry', 'registry/my-model.yaml'],
    ['..models.yaml', '..models.yaml'],
    ['reg/./models.yaml', 'reg/models.yaml'],
    ['./mlflow', 'mlflow/my-model.yaml'],
    ['null', 'null/my-model.yaml'],
    ['true', 'true/my-model.yaml'],
  ])('writes a start that works with the manifest in %s', async (registry, file) => {
    const workspace = makeWorkspace({ 'reports/my-model/1.json': '{"accuracy": 0.95}' });
    await mustCli(workspace, `init --registry ${registry}`);
    await mustCli(workspace, 'register --model my-model --source s3://models/1');
    await mustCli(workspace, 'promote --model my-model --version 1 --stage Staging');
    expect(workspace.read(file)).toContain('Staging');
    expect(workspace.files()).not.toHaveProperty('models.yaml');
  });

  test.each([
    ['mlflow', 'mlflow: env', 'MLFLOW_TRACKING_URI: ${{ vars.MLFLOW_TRACKING_URI }}'],
    [
      'https://mlflow.example.com:5000/base',
      'https://mlflow.example.com:5000/base',
      'MLFLOW_TRACKING_TOKEN:',
    ],
    ['databricks-uc', 'mlflow: databricks-uc', 'DATABRICKS_TOKEN: ${{ secrets.DATABRICKS_TOKEN }}'],
  ])('writes a start for the server %s, which has nothing to commit', async (registry, words, variable) => {
    const workspace = makeWorkspace({});
    const { json } = await cliJson(workspace, `init --registry ${registry}`);
    expect(json['created']).toEqual(['.github/stagegate.yml', '.github/workflows/promote.yml']);
    expect(workspace.read('.github/stagegate.yml')).toContain(words);
    const workflow = workspace.read('.github/workflows/promote.yml');
    expect(workflow).toContain(variable);
    expect(workflow).not.toContain('commit:');
  });

  test('writes a policy for a server that is understood', async () => {
    const workspace = makeWorkspace({});
    await mustCli(workspace, 'init --registry mlflow');
    const run = await cli(workspace, 'check --model my-model --version 1 --stage Staging');
    expect(run).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('MLFLOW_TRACKING_URI is not set') as unknown,
    });
  });

  test.each([
    ['databricks://prof', 'mlflow: databricks\n'],
    ['Databricks-UC://prof', 'mlflow: databricks-uc\n'],
  ])('leaves the profile of %s out, which a runner does not have, and says so', async (registry, words) => {
    const workspace = makeWorkspace({});
    const { stdout } = await mustCli(workspace, `init --registry ${registry}`);
    expect(workspace.read('.github/stagegate.yml')).toContain(words);
    expect(stdout).toContain('without the profile prof');
    const again = await mustCli(workspace, `init --registry ${registry}`);
    expect(again.stdout).not.toContain('profile');
  });

  test('says what is treated as a folder', async () => {
    const { stdout } = await mustCli(makeWorkspace({}), 'init --registry models.txt');
    expect(stdout).toContain('models.txt is treated as a folder');
    expect((await mustCli(makeWorkspace({}), 'init')).stdout).not.toContain('folder');
  });

  test.each([
    ['https://me:hunter2@mlflow.example.com', 'contains a user or a password'],
    ['../models.yaml', 'leads out of the workspace'],
    ['reg/../../models.yaml', 'leads out of the workspace'],
    ['reg/./../models.yaml', 'leads out of the workspace'],
    ['/models.yaml', 'is absolute'],
    ['C:\\m.yaml', 'is absolute'],
    ['.github/stagegate.yml', 'would overwrite .github/stagegate.yml'],
    ['./.github//Stagegate.yml', 'would overwrite .github/stagegate.yml'],
    ['.github/workflows/promote.yml', 'would overwrite .github/workflows/promote.yml'],
    ['.github', 'would overwrite .github/stagegate.yml'],
  ])('refuses %s as the registry and writes nothing', async (registry, words) => {
    const workspace = makeWorkspace({});
    const run = await cli(workspace, `init --registry ${registry}`);
    expect(run).toMatchObject({ status: 2, stderr: expect.stringContaining(words) as unknown });
    expect(run.stderr).not.toContain('hunter2');
    expect(workspace.files()).toEqual({});
  });

  test('writes nothing through a link out of the workspace', async () => {
    const [workspace, outside] = [makeWorkspace({}), makeWorkspace({})];
    symlinkSync(outside.root, join(workspace.root, 'reg'));
    const run = await cli(workspace, 'init --registry reg/models.yaml');
    expect(run).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('outside the workspace') as unknown,
    });
    expect([workspace.files(), outside.files()]).toEqual([{}, {}]);
  });
});

test('list-versions shows a thousand versions by number', async () => {
  const versions = Array.from({ length: 1000 }, (_, at) => `      ${1000 - at}: {stage: None}\n`).join('');
  const workspace = makeWorkspace({ 'models.yaml': `models:\n  churn:\n    versions:\n${versions}` });
  expect(Object.keys(await stagesOf(workspace))).toHaveLength(1000);
  const { stdout } = await mustCli(workspace, 'list-versions --model-name churn');
  expect(stdout.split('\n').slice(1, 3)).toEqual(['1        None', '2        None']);
});
