import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { runAction } from '../support/run-action.js';
import { makeWorkspace, type Workspace, type WorkspaceOptions } from '../support/workspace.js';
import { cli, cliJson, historyOf, mustCli, stagesOf } from './support/churn.js';

/* Files that were exchanged after they were registered: nothing moves to them. */

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const OPEN = 'models: {churn: {stages: {Staging: {}, Production: {}}}}\n';
const REQUIRED = OPEN.replace('Production: {}', 'Production: {artifact: required}');
const to = (version: number, stage = 'Production'): string =>
  `promote --model churn --version ${version} --stage ${stage}`;
const BACK = 'rollback --model churn --stage Production --reason slow';

/** Versions 1 and 2 are files, both registered. */
async function makeFiles(
  files: Readonly<Record<string, string>> = {},
  options: WorkspaceOptions = {},
  registry = 'models.yaml',
): Promise<Workspace> {
  const policy = `registry: ${registry}\n${OPEN}`;
  const all = { '.github/stagegate.yml': policy, 'm/1.bin': 'one', 'm/2.bin': 'two', ...files };
  const workspace = makeWorkspace(all, options);
  for (const version of [1, 2]) await mustCli(workspace, `register --model churn --source m/${version}.bin`);
  return workspace;
}

const failure = (found: string | null, recorded: string) => ({
  gate: 'artifact',
  check: 'sha256',
  observed: found === null ? 'missing' : sha256(found),
  required: sha256(recorded),
  verdict: 'fail',
});

describe.each(['models.yaml', 'models.json', 'registry'])(
  'in %s, a file that was overwritten',
  (registry) => {
    test('is not promoted, with both digests', async () => {
      const workspace = await makeFiles({}, {}, registry);
      workspace.write('m/1.bin', 'other');
      const before = workspace.files();
      for (const words of [to(1), `check${to(1).slice(7)}`, `${to(1)} --dry-run`]) {
        const { status, json } = await cliJson(workspace, words);
        expect(status).toBe(1);
        expect(json).toMatchObject({ decision: 'blocked', gates: [failure('other', 'one')] });
      }
      const { stdout } = await cli(workspace, to(1));
      expect(stdout).toContain(
        `m/1.bin has changed since version 1 was registered (SHA-256 ${sha256('other').slice(0, 12)}, recorded ${sha256('one').slice(0, 12)}): restore it, or register`,
      );
      expect(stdout).not.toContain(sha256('one'));
      expect(workspace.files()).toEqual(before);
      expect(
        (await cli(workspace, `transition-stage --model-name churn --version 1 --stage Production`)).status,
      ).toBe(1);
    });
  },
);

describe('a version whose files', () => {
  test('are as they were moves, and the history has it', async () => {
    const workspace = await makeFiles();
    expect((await cliJson(workspace, to(1))).json).toMatchObject({
      decision: 'promoted',
      gates: [{ gate: 'artifact', verdict: 'pass', observed: sha256('one') }],
    });
    expect(historyOf(workspace).at(-1)).toMatchObject({ gates: [{ gate: 'artifact', verdict: 'pass' }] });
    expect((await mustCli(workspace, 'verify')).stdout).toContain(
      'registry and history agree (3 history lines)',
    );
  });

  test.each([
    ['changed in a folder', 'm/a/x', 'other'],
    ['came to a folder', 'm/a/z', 'more'],
  ])('%s is blocked', async (_name, file, text) => {
    const workspace = makeWorkspace({ '.github/stagegate.yml': OPEN, 'm/a/x': '1', 'm/a/y/b': '2' });
    await mustCli(workspace, 'register --model churn --source m/a');
    expect((await cli(workspace, to(1, 'Staging'))).status).toBe(0);
    workspace.write(file, text);
    expect((await cliJson(workspace, to(1))).json).toMatchObject({
      decision: 'blocked',
      gates: [{ gate: 'artifact', observed: expect.stringMatching(/^[0-9a-f]{64}$/), verdict: 'fail' }],
    });
  });

  test.each<[string, (workspace: Workspace) => void, string]>([
    ['are missing', (workspace) => rmSync(workspace.path('m/1.bin')), 'm/1.bin is missing'],
    [
      'are a link now',
      (workspace) => {
        rmSync(workspace.path('m/1.bin'));
        symlinkSync('2.bin', workspace.path('m/1.bin'));
      },
      'm/1.bin can\'t be used (source "m/1.bin" is neither a file nor a folder of files)',
    ],
    [
      'are outside of the workspace by a link now',
      (workspace) => {
        rmSync(workspace.path('m'), { recursive: true });
        mkdirSync(workspace.path('../outside'));
        symlinkSync('../outside', workspace.path('m'));
        workspace.write('../outside/1.bin', 'one');
      },
      'm/1.bin can\'t be used (source "m/1.bin" is outside the workspace)',
    ],
  ])('%s is blocked', async (_name, exchange, says) => {
    const workspace = await makeFiles();
    exchange(workspace);
    const { status, stdout } = await cli(workspace, to(1));
    expect(status).toBe(1);
    expect(stdout).toContain(says);
  });

  test('were exchanged moves by force, unless the policy forbids it, and to Archived at any time', async () => {
    const workspace = await makeFiles();
    workspace.write('m/1.bin', 'other');
    workspace.write(
      '.github/stagegate.yml',
      OPEN.replace('Production: {}', 'Production: {allow-force: false}'),
    );
    expect((await cli(workspace, `${to(1)} --force --reason mine`)).status).toBe(1);
    workspace.write('.github/stagegate.yml', OPEN);
    expect((await cliJson(workspace, `${to(1)} --force --reason mine`)).json).toMatchObject({
      decision: 'promoted',
    });
    expect(historyOf(workspace).at(-1)).toMatchObject({
      forced: true,
      gates: [{ gate: 'artifact', verdict: 'fail' }],
    });
    expect((await cli(workspace, to(1, 'Archived'))).status).toBe(0);
  });

  test('stand in a folder of the repository are found from there', async () => {
    const files = { 'ml/.github/stagegate.yml': OPEN, 'ml/m/1.bin': 'one' };
    const workspace = makeWorkspace(files, { git: 'repository' });
    await mustCli(workspace, '-C ml register --model churn --source m/1.bin');
    expect((await cli(workspace, `-C ml ${to(1, 'Staging')}`)).status).toBe(0);
    workspace.write('ml/m/1.bin', 'other');
    expect((await cliJson(workspace, `-C ml ${to(1)}`)).json).toMatchObject({
      gates: [failure('other', 'one')],
    });
  });
});

describe('a Git LFS pointer', () => {
  const pointer = (text: string): string =>
    `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256(text)}\nsize 3\n`;

  test('stands for the file that was registered', async () => {
    const workspace = await makeFiles();
    workspace.write('m/1.bin', pointer('one'));
    expect((await cli(workspace, to(1))).status).toBe(0);
    workspace.write('m/2.bin', pointer('other'));
    expect((await cliJson(workspace, to(2))).json).toMatchObject({ gates: [failure('other', 'two')] });
  });
});

describe('a file that is in git and not here', () => {
  test('is read from the commit where a sparse checkout leaves it out', async () => {
    const workspace = await makeFiles({}, { git: 'repository' });
    workspace.git('sparse-checkout', 'set', '--no-cone', '/*', '!/m/');
    expect(Object.keys(workspace.files())).not.toContain('m/1.bin');
    expect((await cliJson(workspace, to(1))).json).toMatchObject({
      gates: [{ observed: sha256('one'), verdict: 'pass' }],
    });
  });

  test('is missing where somebody deleted it', async () => {
    const workspace = await makeFiles({}, { git: 'repository' });
    rmSync(workspace.path('m/1.bin'));
    const { status, stdout } = await cli(workspace, to(1));
    expect(status).toBe(1);
    expect(stdout).toContain(
      'is in git, but was deleted from this checkout (Restore it: git checkout -- m/1.bin',
    );
  });
});

describe('a rollback', () => {
  test('to other files is blocked, and says how to go on', async () => {
    const workspace = await makeFiles();
    await mustCli(workspace, to(1));
    await mustCli(workspace, to(2));
    workspace.write('m/1.bin', 'other');
    const before = workspace.files();
    const { status, json } = await cliJson(workspace, BACK);
    expect(status).toBe(1);
    expect(json).toMatchObject({ decision: 'blocked', version: '1', gates: [failure('other', 'one')] });
    expect((await cli(workspace, BACK)).stdout).toContain(
      'to go back now, restore the files, name another version, or promote this one with force and a reason',
    );
    expect(workspace.files()).toEqual(before);
    await mustCli(workspace, `${to(1)} --force --reason slow`);
    expect(await stagesOf(workspace)).toMatchObject({ 1: 'Production', 2: 'Archived' });
  });

  test('is not held to artifact: required, unless gate-rollbacks says so', async () => {
    const workspace = makeWorkspace({ '.github/stagegate.yml': OPEN });
    await mustCli(workspace, 'register --model churn --source s3://m/1');
    await mustCli(workspace, 'register --model churn --source s3://m/2');
    await mustCli(workspace, to(1));
    await mustCli(workspace, to(2));
    workspace.write('.github/stagegate.yml', REQUIRED.replace('required', 'required, gate-rollbacks: true'));
    expect((await cli(workspace, BACK)).status).toBe(1);
    workspace.write('.github/stagegate.yml', REQUIRED);
    expect((await cliJson(workspace, BACK)).json).toMatchObject({
      decision: 'rolled-back',
      gates: [{ gate: 'artifact', verdict: 'skip' }],
    });
  });
});

describe('a source that nobody can look at from here', () => {
  test.each([
    ['s3://m/1', '', 's3://m/1'],
    ['https://example.org/m.bin', `--sha256 ${sha256('one')}`, 'https://example.org/m.bin'],
    ['models:/m-1', '', 'models:/m-1'],
  ])('%s is told as unchecked, and fails where the policy requires it', async (source, more, name) => {
    const workspace = makeWorkspace({ '.github/stagegate.yml': OPEN });
    await mustCli(workspace, `register --model churn --source ${source} ${more}`);
    const staged = await cliJson(workspace, to(1, 'Staging'));
    expect(staged).toMatchObject({ status: 0, stderr: '' });
    expect(staged.json).toMatchObject({
      decision: 'promoted',
      gates: [{ verdict: 'skip', reason: `${name} can't be read from here: its files were not checked` }],
    });
    expect((await mustCli(workspace, 'verify')).stdout).toContain(
      `note: version 1 in Staging: ${name} can't be read from here`,
    );
    workspace.write('.github/stagegate.yml', REQUIRED);
    const blocked = await cli(workspace, to(1));
    expect(blocked.status).toBe(1);
    expect(blocked.stdout).toContain('the policy says artifact: required');
  });

  test.each([
    ['a path outside', "source: '../m.bin', sha256: aa", 'skip'],
    ['an absolute path outside', "source: '/m.bin', sha256: aa", 'skip'],
    ['a path without a digest', 'source: m/1.bin', 'skip'],
    ['a digest without a source', 'sha256: aa', 'skip'],
  ])('%s counts as unchecked', async (_name, facts, verdict) => {
    const workspace = makeWorkspace({
      '.github/stagegate.yml': OPEN,
      'models.yaml': `models: {churn: {versions: {1: {${facts}}}}}\n`,
      'm/1.bin': 'one',
    });
    expect((await cliJson(workspace, to(1, 'Staging'))).json).toMatchObject({
      gates: [{ gate: 'artifact', verdict }],
    });
    workspace.write('.github/stagegate.yml', REQUIRED);
    expect((await cliJson(workspace, to(1))).json).toMatchObject({ decision: 'blocked' });
  });

  test('a version without source and digest says nothing, and fails where it must', async () => {
    const workspace = makeWorkspace({
      '.github/stagegate.yml': OPEN,
      'models.yaml': 'models: {churn: {versions: {1: {}}}}\n',
    });
    expect((await cliJson(workspace, to(1, 'Staging'))).json).toMatchObject({
      decision: 'promoted',
      gates: [],
    });
    workspace.write('.github/stagegate.yml', REQUIRED);
    expect((await cliJson(workspace, to(1))).json).toMatchObject({
      decision: 'blocked',
      gates: [{ reason: expect.stringContaining('version 1 has no source and no SHA-256') }],
    });
  });
});

describe('verify', () => {
  test('finds exchanged and missing files of all versions; what is missing in Archived is a note', async () => {
    const workspace = await makeFiles();
    await mustCli(workspace, to(1));
    expect((await cli(workspace, 'verify')).status).toBe(0);
    workspace.write('m/2.bin', 'other');
    workspace.write('m/1.bin', 'other');
    const { status, json } = await cliJson(workspace, 'verify');
    expect(status).toBe(2);
    expect(json).toMatchObject({
      verified: false,
      models: [
        {
          problems: [
            { version: '1', artifact: { recorded: sha256('one'), found: sha256('other') } },
            { version: '2', artifact: { recorded: sha256('two'), found: sha256('other') } },
          ],
        },
      ],
    });
    expect((await cli(workspace, 'verify')).stdout).toContain('model files differ from what was registered');
    workspace.write('m/2.bin', 'two');
    await mustCli(workspace, to(1, 'Archived'));
    expect((await cli(workspace, 'verify')).status).toBe(2);
    rmSync(workspace.path('m/1.bin'));
    const gone = await mustCli(workspace, 'verify');
    expect(gone.stdout).toContain('note: version 1 in Archived: m/1.bin is missing');
  });
});

test('a large file is announced', async () => {
  const workspace = makeWorkspace({ '.github/stagegate.yml': OPEN, 'm/1.bin': '' });
  truncateSync(workspace.path('m/1.bin'), 2 ** 30);
  const { status, stderr } = await cli(workspace, 'register --model churn --source m/1.bin');
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: expect.stringContaining('hashing m/1.bin (1.0 GiB)'),
  });
}, 60_000);

describe('the action', () => {
  test('blocks a promotion and a rollback, and its summary shows short digests', async () => {
    const workspace = await makeFiles();
    await mustCli(workspace, to(1));
    workspace.write('m/2.bin', 'other');
    const at = { workspace: workspace.root };
    const run = await runAction({ ...at, inputs: { model: 'churn', version: '2', stage: 'Production' } });
    expect(run).toMatchObject({ status: 1, outputs: { decision: 'blocked' } });
    expect(JSON.parse(run.outputs['gates'] ?? '')).toMatchObject([failure('other', 'two')]);
    expect(run.summary).toContain(sha256('other').slice(0, 12));
    expect(run.summary).not.toContain(sha256('other'));
  });

  test('a later attempt of a run that moved the version is not blocked anew', async () => {
    const workspace = await makeFiles();
    const inputs = { model: 'churn', version: '1', stage: 'Production' };
    const attempt = (number: number) =>
      runAction({
        workspace: workspace.root,
        inputs,
        env: { GITHUB_RUN_ID: '77', GITHUB_RUN_ATTEMPT: String(number) },
      });
    const first = await attempt(1);
    workspace.write('m/1.bin', 'other');
    const second = await attempt(2);
    // which attempt did it is a notice of the second alone
    const outputs = { ...first.outputs, notices: second.outputs['notices'] };
    expect(second).toMatchObject({ status: 0, outputs });
    expect(second.outputs['notices']).toContain('attempt 1 of this run already promoted');
  });
});
