import { rmSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { runCli } from '../support/run-cli.js';
import type { Finished } from '../support/spawn.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import {
  CHURN,
  cli,
  cliJson,
  historyOf,
  makeChurn,
  MANIFEST,
  mustCli,
  POLICY,
  PROMOTE,
  stagesOf,
} from './support/churn.js';

const YML = '.github/stagegate.yml';
const YAML = '.github/stagegate.yaml';

/** Runs the command line in a folder of a workspace, which is made. */
function cliIn(workspace: Workspace, folder: string, words: string): Promise<Finished> {
  workspace.write(`${folder}/notes.txt`, '');
  return runCli(words.split(' '), { cwd: workspace.path(folder) });
}

describe('from a subfolder', () => {
  test("the repository's policy and registry are found, and paths stay relative to the subfolder", async () => {
    const workspace = makeChurn({ 'src/train/out.json': '{"accuracy": 0.97}' }, { git: 'repository' });
    const promoted = await cliIn(workspace, 'src/train', `${PROMOTE} --report out.json`);
    expect(promoted).toMatchObject({ status: 0, stderr: '' });
    expect(promoted.stdout).toContain('report src/train/out.json');
    expect(promoted.stdout).toContain(`policy ${YML} · registry models.yaml`);
    expect(await stagesOf(workspace)).toMatchObject({ 1: 'Archived', 2: 'Production' });
    const listed = await cliIn(workspace, 'src/train', 'list-versions churn');
    expect(listed).toMatchObject({ status: 0, stdout: expect.stringContaining('2        Production') });
  });

  test('a registered file is recorded by its place in the repository', async () => {
    const workspace = makeChurn({ 'src/model.bin': 'weights' }, { git: 'repository' });
    expect(await cliIn(workspace, 'src', 'register churn --source model.bin')).toMatchObject({ status: 0 });
    expect(workspace.read('models.yaml')).toContain('source: src/model.bin');
  });

  test('-C is the same as standing there', async () => {
    const workspace = makeChurn({ 'src/notes.txt': '' }, { git: 'repository' });
    expect(await cli(workspace, '-C src check churn 3 Production')).toMatchObject({ status: 1 });
  });

  test('a policy of its own comes first', async () => {
    const own = POLICY.replace('min: 0.90', 'min: 0.99');
    const files: [string, string][] = Object.entries(CHURN).map(([path, text]) => [`svc/${path}`, text]);
    const workspace = makeChurn({ ...Object.fromEntries(files), [`svc/${YML}`]: own }, { git: 'repository' });
    const blocked = await cliIn(workspace, 'svc/deep', 'check churn 2 Production');
    expect(blocked.status).toBe(1);
    expect(blocked.stdout).toContain('at least 0.99');
  });

  test('a registry without a policy is found, too', async () => {
    const workspace = makeWorkspace({ 'models.yaml': MANIFEST }, { git: 'repository' });
    const listed = await cliIn(workspace, 'src', 'list-versions churn');
    expect(listed).toMatchObject({ status: 0, stdout: expect.stringContaining('1        Production') });
  });

  test('nothing is looked for outside of the work tree', async () => {
    const workspace = makeChurn();
    workspace.git('init', '--quiet', 'inner');
    const inner = await cliIn(workspace, 'inner', PROMOTE);
    expect(inner.status).toBe(2);
    expect(inner.stderr).toContain('there is no policy');
    const noGit = await cliIn(workspace, 'src', PROMOTE);
    expect(noGit).toMatchObject({ status: 2, stderr: expect.stringContaining('there is no policy') });
  });
});

describe('.github/stagegate.yaml', () => {
  test('is taken as well', async () => {
    const { [YML]: policy, ...rest } = CHURN;
    const workspace = makeWorkspace({ ...rest, [YAML]: policy ?? '' });
    const blocked = await cli(workspace, 'check churn 3 Production');
    expect(blocked).toMatchObject({ status: 1, stdout: expect.stringContaining(`${YAML}:12:`) });
    const kept = await cliJson(workspace, 'init');
    expect(kept.json).toMatchObject({ kept: expect.arrayContaining([YAML]) });
    expect(Object.keys(workspace.files())).not.toContain(YML);
  });

  test('and .yml at once is an error that names both', async () => {
    const workspace = makeChurn({ [YAML]: POLICY });
    const run = await cli(workspace, PROMOTE);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain(`there are two policies: ${YML} and ${YAML}`);
    expect(await cli(workspace, `check churn 2 Production --policy ${YAML}`)).toMatchObject({ status: 0 });
  });

  test('judges on a branch that has it under the other name', async () => {
    const workspace = makeChurn({}, { git: 'remote' });
    workspace.git('mv', YML, YAML);
    workspace.write(YAML, POLICY.replace('min: 0.90', 'min: 0.10').replace('max-regression: 0.5%', 'max: 1'));
    const blocked = await cli(workspace, 'promote churn 3 Production --commit push');
    expect(blocked).toMatchObject({ status: 1, stdout: expect.stringContaining(`${YML}:12:`) });
    expect(blocked.stdout).toContain('differs from the one on main');
  });
});

describe("a registry that doesn't exist", () => {
  test.each([
    'list-versions churn',
    'history',
    'history churn',
    'verify',
    PROMOTE,
    'check churn 2 Production',
    'rollback churn Production --reason slow',
  ])('%s says so', async (words) => {
    const workspace = makeChurn();
    for (const registry of ['modles.yaml', 'modles/']) {
      const run = await cli(workspace, `${words} --registry ${registry}`);
      expect(run).toMatchObject({ status: 2, stdout: '' });
      expect(run.stderr).toContain(`the registry "${registry.replace('/', '')}" doesn't exist`);
      expect(run.stderr).not.toContain('no models');
    }
  });

  test('is not one that is empty', async () => {
    const workspace = makeChurn({ 'models.yaml': 'models: {}\n' });
    expect(await cli(workspace, 'verify')).toMatchObject({ status: 0 });
    expect((await cli(workspace, PROMOTE)).stderr).toContain('there is no model "churn"');
  });
});

describe('a manifest that is gone, or has a twin', () => {
  test.each(['validate', 'history churn', 'check churn 2 Production', 'register churn'])(
    '%s says that its history is still there, and starts no new one',
    async (words) => {
      const workspace = makeChurn();
      await mustCli(workspace, PROMOTE);
      rmSync(workspace.path('models.yaml'));
      const before = workspace.files();
      const run = await cli(workspace, words);
      expect(run).toMatchObject({ status: 2, stdout: '' });
      expect(run.stderr).toContain("the manifest doesn't exist, but its history models.history.jsonl does");
      expect(workspace.files()).toEqual(before);
    },
  );

  test.each(['a/b/m.yaml', 'reg/'])(
    'a new registry in a folder that is not there yet: %s',
    async (registry) => {
      const workspace = makeChurn();
      await mustCli(workspace, `register churn --registry ${registry}`);
      expect(await mustCli(workspace, `list-versions churn --registry ${registry}`)).toMatchObject({
        stderr: '',
      });
    },
  );

  test('a second manifest that would share the history is refused', async () => {
    const workspace = makeChurn();
    await mustCli(workspace, PROMOTE);
    const before = workspace.files();
    const run = await cli(workspace, 'register churn --registry models.json');
    expect(run.status).toBe(2);
    expect(run.stderr).toContain("the manifest doesn't exist, but its history models.history.jsonl does");
    const other = makeChurn();
    const first = await cli(other, 'register churn --registry models.json');
    expect(first.stderr).toContain(
      'models.yaml and models.json would share the history models.history.jsonl',
    );
    expect(first.status).toBe(2);
    expect(workspace.files()).toEqual(before);
  });
});

test('init --registry models.json writes JSON that is diffed by line', async () => {
  const workspace = makeWorkspace({}, { git: 'repository' });
  await mustCli(workspace, 'init --registry models.json');
  workspace.git('add', '--all');
  workspace.git('commit', '--quiet', '--message=feat: start');
  await mustCli(workspace, 'register my-model --source s3://models/1');
  const lines = workspace.read('models.json').split('\n');
  expect(lines).toContain('        "1": {');
  expect(lines).toContain('          "source": "s3://models/1",');
});

describe('history', () => {
  async function withHistory(): Promise<Workspace> {
    const workspace = makeChurn();
    await mustCli(workspace, PROMOTE);
    await mustCli(workspace, 'rollback churn Production --reason', 'too slow');
    await mustCli(workspace, 'promote churn 4 Staging');
    return workspace;
  }

  test('--limit keeps the last lines, --stage those of a stage in any case', async () => {
    const workspace = await withHistory();
    const actions = async (more: string) =>
      ((await cliJson(workspace, `history ${more}`)).json as unknown as { action: string; to: string }[]).map(
        ({ action, to }) => `${action} ${to}`,
      );
    expect(await actions('')).toEqual(['promote Production', 'rollback Production', 'promote Staging']);
    expect(await actions('--limit 1')).toEqual(['promote Staging']);
    expect(await actions('--stage production')).toEqual(['promote Production', 'rollback Production']);
    expect(await actions('--stage Production --limit 1')).toEqual(['rollback Production']);
    expect(await actions('--stage None')).toEqual(['promote Staging']);
    expect((await cliJson(workspace, 'history --at 2099-01-01 --stage production')).json).toMatchObject({
      versions: [{ version: '1', stage: 'Production' }],
    });
  });

  test('--stage has the acknowledged moves by hand of that stage, and no others', async () => {
    const workspace = await withHistory();
    const edit = (from: string, to: string) =>
      workspace.write('models.yaml', workspace.read('models.yaml').replace(from, to));
    edit('1: { stage: Production', '1: { stage: Archived');
    edit('1: {stage: Production', '1: {stage: Archived');
    await mustCli(workspace, 'acknowledge churn --reason', 'taken out');
    edit('4: {stage: Staging}', '4: {stage: None}');
    await mustCli(workspace, 'acknowledge churn --reason', 'elsewhere');
    const { json } = await cliJson(workspace, 'history --stage Production --limit 1');
    expect(json).toMatchObject([{ action: 'acknowledge', reason: 'taken out' }]);
  });

  test('without a match says so', async () => {
    const workspace = makeChurn();
    await mustCli(workspace, 'promote churn 4 Staging');
    expect((await cli(workspace, 'history --stage Production')).stdout).toBe(
      'No line of the history matches.\n',
    );
  });

  test.each([
    ['--limit 0', 'whole number'],
    ['--limit x', 'whole number'],
    ['--stage Prodction', 'Did you mean Production?'],
    ['--stage Prodction --at 2099-01-01', 'Did you mean Production?'],
    ['--limit 1 --at 2026-11-17', 'Leave --limit out'],
  ])('%s is refused', async (more, words) => {
    const run = await cli(makeChurn(), `history ${more}`);
    expect(run).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(words) });
  });
});

describe('rollback --dry-run', () => {
  test('tells what would move, needs no reason and changes nothing', async () => {
    const workspace = makeChurn();
    await mustCli(workspace, PROMOTE);
    const before = workspace.files();
    const { status, json } = await cliJson(workspace, 'rollback churn Production --dry-run');
    expect(status).toBe(0);
    expect(json).toMatchObject({ decision: 'allowed', promoted: false, version: '1', 'in-stage': false });
    expect((await cli(workspace, 'rollback churn Production --dry-run')).stdout).toContain(
      'version 1 Archived → Production, version 2 Production → Archived',
    );
    expect(workspace.files()).toEqual(before);
    expect(historyOf(workspace)).toHaveLength(1);
  });

  test('fails as the rollback would', async () => {
    const run = await cli(makeChurn(), 'rollback churn Production --dry-run');
    expect(run).toMatchObject({ status: 2, stderr: expect.stringContaining('there is no earlier version') });
  });
});
