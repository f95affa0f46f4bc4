import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { runCli } from '../support/run-cli.js';
import type { Finished } from '../support/spawn.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { CHURN, cli, historyOf, makeChurn, mustCli, POLICY, PROMOTE } from './support/churn.js';
import { act, historyOn, startChurn } from './support/on-github.js';

const POINTER = 'version https://git-lfs.github.com/spec/v1\n' + `oid sha256:${'5'.repeat(64)}\nsize 1234\n`;
const REGISTER = 'register --model churn --version 9';
const READS = [
  'list-versions --model-name churn',
  'history',
  'verify',
  'check --model churn --version 2 --stage Production',
];

const flat = ({ stderr }: Finished): string => stderr.replace(/\s+/g, ' ');

describe('a registry file that is not checked out', () => {
  const FOLDER = {
    ...CHURN,
    'models.yaml': '',
    '.github/stagegate.yml': POLICY.replace('models.yaml', 'registry/models.yaml'),
    'registry/models.yaml': CHURN['models.yaml']!,
  };

  function sparse(files: Readonly<Record<string, string>> = FOLDER): Workspace {
    const workspace = makeWorkspace(files, { git: 'repository' });
    workspace.git('sparse-checkout', 'set', '--no-cone', '/*', '!/registry/');
    return workspace;
  }

  test.each([REGISTER, PROMOTE, ...READS])('for the sparse checkout is refused by %s', async (words) => {
    const workspace = sparse();
    const before = workspace.files();
    const run = await cli(workspace, words);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(flat(run)).toContain(
      '"registry/models.yaml" is not checked out: the sparse checkout leaves it out Run "git sparse-checkout add registry"',
    );
    expect(workspace.files()).toEqual(before);
    workspace.git('sparse-checkout', 'disable');
    expect((await cli(workspace, words)).status).toBe(0);
  });

  test('in a folder of them is refused where it counts, and no other model is held up', async () => {
    const workspace = makeWorkspace(
      {
        ...CHURN,
        '.github/stagegate.yml': POLICY.replace('models.yaml', 'registry'),
        'registry/churn.yaml': CHURN['models.yaml']!,
        'registry/fraud.json': '{"models": {"fraud": {"versions": {"1": {"stage": "None"}}}}}\n',
      },
      { git: 'repository' },
    );
    workspace.git('sparse-checkout', 'set', '--no-cone', '/*', '!/registry/fraud.json');
    await mustCli(workspace, PROMOTE);
    for (const words of ['verify', 'register --model fraud', 'list-versions --model-name fraud']) {
      const run = await cli(workspace, words);
      expect(run.status).toBe(2);
      expect(`${run.stdout} ${flat(run)}`).toContain('registry/fraud.json" is not checked out');
    }
    expect(workspace.files()).not.toHaveProperty('registry/fraud.yaml');
  });

  test.each([REGISTER, 'verify'])(
    'in a submodule that is not checked out is refused by %s',
    async (words) => {
      const origin = makeWorkspace({ 'models.yaml': CHURN['models.yaml']! }, { git: 'repository' });
      const workspace = makeWorkspace({ ...FOLDER }, { git: 'none' });
      rmSync(workspace.path('registry'), { recursive: true });
      workspace.git('init', '--quiet', '--initial-branch=main');
      workspace.git(
        '-c',
        'protocol.file.allow=always',
        'submodule',
        '--quiet',
        'add',
        origin.root,
        'registry',
      );
      workspace.git('add', '--all');
      workspace.git('commit', '--quiet', '--message=x');
      expect((await cli(workspace, words)).status).toBe(0);
      workspace.git('submodule', '--quiet', 'deinit', '--force', 'registry');
      const run = await cli(workspace, words);
      expect(run).toMatchObject({ status: 2, stdout: '' });
      expect(flat(run)).toContain(
        '"registry/models.yaml" is not checked out: it is in the submodule registry Run "git submodule update --init registry", or set submodules: true',
      );
      expect(workspace.files()).not.toHaveProperty('registry/models.yaml');
    },
  );

  test('since a person deleted it is refused until that is committed', async () => {
    const workspace = makeChurn({}, { git: 'repository' });
    rmSync(workspace.path('models.yaml'));
    const run = await cli(workspace, REGISTER);
    expect(run.status).toBe(2);
    expect(flat(run)).toContain(
      '"models.yaml" is in git, but was deleted from this checkout Restore it: git checkout -- models.yaml.',
    );
    workspace.git('commit', '--quiet', '--all', '--message=drop it');
    await mustCli(workspace, REGISTER);
  });

  test('is refused when it is the history alone', async () => {
    const workspace = makeChurn({}, { git: 'repository' });
    await mustCli(workspace, PROMOTE);
    workspace.git('add', '--all');
    workspace.git('commit', '--quiet', '--message=promoted');
    workspace.git('sparse-checkout', 'set', '--no-cone', '/*', '!/models.history.jsonl');
    for (const words of [REGISTER, 'verify', 'rollback --model churn --stage Production --reason slow']) {
      const run = await cli(workspace, words);
      expect(run.status).toBe(2);
      expect(flat(run)).toContain('"models.history.jsonl" is not checked out');
    }
  });

  test.each([
    ['the policy', '/.github/', '.github/stagegate.yml: the policy is not checked out', 2],
    ['a report', '/reports/', 'reports/2.json is not checked out', 1],
  ])('is told of %s as well', async (_name, folder, words, status) => {
    const workspace = makeChurn({}, { git: 'repository' });
    workspace.git('sparse-checkout', 'set', '--no-cone', '/*', `!${folder}`);
    const run = await cli(workspace, PROMOTE);
    expect(run.status).toBe(status);
    expect((run.stdout + run.stderr).replace(/\s+/g, ' ')).toContain(words);
  });

  test('is told of a report that a pattern matches, beside others that are there', async () => {
    const workspace = makeChurn(
      { 'junit/a.xml': '<testsuite/>', 'junit/b.xml': '<testsuite/>' },
      { git: 'repository' },
    );
    workspace.git('sparse-checkout', 'set', '--no-cone', '/*', '!/junit/b.xml');
    const run = await runCli(
      [...PROMOTE.split(' '), '--report', 'reports/*.json', '--report', 'junit/*.xml'],
      {
        cwd: workspace.root,
      },
    );
    expect(run.stdout).toContain('junit/b.xml is not checked out');
    expect(run.status).toBe(1);
  });
});

describe('Git LFS', () => {
  const TRACKED = '*.jsonl filter=lfs diff=lfs merge=lfs -text\n';
  const LINE = 'models.history.jsonl !filter !diff !merge text';

  test.each([
    ['none', PROMOTE],
    ['none', REGISTER],
    ['push', PROMOTE],
  ])('over the history: nothing is written with commit: %s by %s', async (commit, words) => {
    const workspace = makeChurn({ '.gitattributes': TRACKED }, { git: 'remote' });
    const before = [workspace.files(), workspace.git('-C', workspace.remote!, 'rev-parse', 'main')];
    const run = await cli(workspace, `${words} --commit ${commit}`);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(flat(run)).toContain(
      '"models.history.jsonl" can\'t be kept here: .gitattributes gives it to Git LFS',
    );
    expect(run.stderr).toContain(LINE);
    expect([workspace.files(), workspace.git('-C', workspace.remote!, 'rev-parse', 'main')]).toEqual(before);
    workspace.write('.gitattributes', `${TRACKED}${LINE}\n`);
    expect((await cli(workspace, `${words} --commit ${commit}`)).status).toBe(0);
  });

  test.each(['api', 'pull-request'])(
    'over the history: nothing is written with commit: %s',
    async (commit) => {
      const { github } = await startChurn({ '.gitattributes': TRACKED });
      github.repository.settings.actionsMayOpenPulls = true;
      try {
        const workspace = makeChurn({ '.gitattributes': TRACKED }, { git: 'repository' });
        const better = { model: 'churn', version: '2', stage: 'Production', commit };
        const run = await act({ github, workspace }, better);
        expect(run).toMatchObject({ status: 1, outputs: { promoted: 'false' } });
        expect(run.annotations[0]?.message).toContain('gives it to Git LFS');
        expect(await github.repository.log()).toHaveLength(1);
      } finally {
        await github.close();
      }
    },
  );

  test.each([
    ['models.yaml', 'the manifest', 2],
    ['models.history.jsonl', 'the history', 2],
    ['.github/stagegate.yml', 'the policy', 2],
    ['reports/2.json', 'a report', 1],
  ])('a pointer in the place of %s is told as that', async (file, what, status) => {
    const run = await cli(makeChurn({ [file]: POINTER }), PROMOTE);
    expect(run.status).toBe(status);
    const told = (run.stdout + run.stderr).replace(/\s+/g, ' ');
    expect(told).toContain('is a Git LFS pointer, not the');
    expect(told).toContain(what === 'a report' ? 'lfs: true' : `${file} !filter !diff !merge text`);
    expect(told).not.toContain('altered');
  });

  test('a pointer on the branch is told as that', async () => {
    const at = await startChurn({ 'models.history.jsonl': POINTER });
    try {
      const run = await act(at, { model: 'churn', version: '2', stage: 'Production' });
      expect(run).toMatchObject({ status: 1, outputs: { promoted: 'false' } });
      expect(run.annotations[0]).toMatchObject({
        file: 'models.history.jsonl',
        message: expect.stringMatching(/is a Git LFS pointer[^]*!filter !diff !merge text/),
      });
      expect(await at.github.repository.log()).toHaveLength(1);
    } finally {
      await at.github.close();
    }
  });

  test("a source that is a pointer has the model's digest, not the pointer's", async () => {
    const workspace = makeChurn({ 'out/model.bin': POINTER, 'out/card.md': 'x' });
    await mustCli(workspace, 'register --model churn --version 8 --source out/model.bin');
    await mustCli(workspace, 'register --model churn --version 9 --source out');
    const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
    expect(workspace.read('models.yaml')).toContain(`sha256: "${'5'.repeat(64)}"`);
    expect(workspace.read('models.yaml')).toContain(
      digest(`${digest('x')}  card.md\n${'5'.repeat(64)}  model.bin\n`),
    );
  });
});

describe('other attributes of git', () => {
  test('a filter is none that a commit passes by', async () => {
    const attributes = { '.gitattributes': 'models.yaml filter=git-crypt\n' };
    const workspace = makeChurn(attributes, { git: 'remote' });
    const run = await cli(workspace, `${PROMOTE} --commit push`);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(flat(run)).toContain('.gitattributes gives it to the filter "git-crypt"');
    expect(await cli(workspace, PROMOTE)).toMatchObject({ status: 0 });
  });

  test('another encoding is refused before it is written', async () => {
    const workspace = makeChurn(
      { '.gitattributes': '*.jsonl working-tree-encoding=UTF-16LE\n' },
      { git: 'repository' },
    );
    const run = await cli(workspace, PROMOTE);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(flat(run)).toContain('.gitattributes sets its encoding to UTF-16LE, but the file is UTF-8');
    expect(workspace.files()).not.toHaveProperty('models.history.jsonl');
  });

  test('line ends that git changes alter no history', async () => {
    const workspace = makeChurn({ '.gitattributes': '* text eol=crlf\n' }, { git: 'remote' });
    await mustCli(workspace, PROMOTE);
    workspace.git('add', '--all');
    workspace.git('commit', '--quiet', '--message=promoted');
    workspace.git('push', '--quiet', 'origin', 'main');
    rmSync(workspace.path('models.history.jsonl'));
    rmSync(workspace.path('models.yaml'));
    workspace.git('checkout', '--', '.');
    expect(workspace.read('models.history.jsonl')).toMatch(/\r\n$/);
    await mustCli(workspace, 'verify');
    await mustCli(workspace, 'register --model churn --commit push');
    await mustCli(workspace, 'rollback --model churn --stage Production --reason slow');
    await mustCli(workspace, 'verify');
    expect(historyOf(workspace).map(({ action }) => action)).toEqual(['promote', 'register', 'rollback']);
  });
});

describe("a checkout of another owner's (container jobs)", () => {
  const UNTRUSTED = { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };
  const REMEDY = 'git config --global --add safe.directory';
  const untrusted = (workspace: Workspace, words: string, env = {}): Promise<Finished> =>
    runCli(words.split(' '), { cwd: workspace.root, env: { ...UNTRUSTED, ...env } });

  /** One that has a history already. */
  async function withHistory(): Promise<Workspace> {
    const workspace = makeChurn({}, { git: 'repository' });
    await mustCli(workspace, REGISTER);
    return workspace;
  }

  test('is told with a promotion that records no commit', async () => {
    const workspace = await withHistory();
    const run = await untrusted(workspace, PROMOTE);
    expect(run.status).toBe(0);
    expect(run.stdout.replace(/\s+/g, ' ')).toContain(
      "the commit and the branch of this run are unknown: git doesn't trust the checkout",
    );
    expect(run.stdout).toContain(`${REMEDY} "${workspace.root}"`);
    expect(historyOf(workspace)[1]?.['commit']).toBeNull();
  });

  test('needs no git in a workflow, which has its commit', async () => {
    const sha = 'c'.repeat(40);
    const workspace = await withHistory();
    const run = await untrusted(workspace, PROMOTE, { GITHUB_ACTIONS: 'true', GITHUB_SHA: sha });
    expect(run.status).toBe(0);
    expect(run.stdout).not.toContain(REMEDY);
    expect(historyOf(workspace)[1]?.['commit']).toBe(sha);
  });

  test.each([
    [`${PROMOTE} --commit push`, {}],
    [`${PROMOTE} --commit api`, { GITHUB_TOKEN: 't', GITHUB_REPOSITORY: 'octo-org/models' }],
  ])('is told as that by %s', async (words, env) => {
    const run = await untrusted(makeChurn({}, { git: 'remote' }), words, env);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(flat(run)).toContain("git doesn't trust the checkout: it belongs to another user");
    expect(run.stderr).toContain(REMEDY);
  });

  test('is no reason to take a manifest that is not there for an empty registry', async () => {
    const workspace = makeChurn({}, { git: 'repository' });
    rmSync(workspace.path('models.yaml'));
    const run = await untrusted(workspace, REGISTER);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(flat(run)).toContain(`"models.yaml" is missing, and git can't tell whether`);
    expect(run.stderr).toContain(REMEDY);
    expect(workspace.files()).not.toHaveProperty('models.yaml');
  });

  test('is told where the pull request is judged by its base, and where the champion is', async () => {
    const workspace = makeChurn({}, { git: 'repository' });
    const sha = workspace.git('rev-parse', 'HEAD');
    const event = `${workspace.root}-event.json`;
    writeFileSync(
      event,
      JSON.stringify({ pull_request: { number: 1, base: { ref: 'main', sha }, head: { sha } } }),
    );
    const run = await untrusted(workspace, 'check --model churn --version 2 --stage Production', {
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: event,
    });
    rmSync(event);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain(REMEDY);
    expect(run.stderr).not.toContain('fetch-depth');
  });

  test('of another repository is refused by its configuration, which needs no trust', async () => {
    const at = await startChurn();
    try {
      const workspace = makeChurn({}, { git: 'repository' });
      workspace.git('remote', 'add', 'upstream', `${at.github.url}/octo-org/other.git`);
      const better = { model: 'churn', version: '2', stage: 'Production', commit: 'api' };
      const run = await act({ ...at, workspace }, better, { env: UNTRUSTED });
      expect(run.status).toBe(1);
      expect(run.annotations[0]?.message).toContain('"octo-org/other" is checked out');
      workspace.git('remote', 'set-url', 'upstream', `${at.github.url}/octo-org/models.git`);
      expect(await act({ ...at, workspace }, better, { env: UNTRUSTED })).toMatchObject({ status: 0 });
      expect(await historyOn(at.github)).toHaveLength(1);
    } finally {
      await at.github.close();
    }
  });
});

test('JSON stays JSON where the PATH has what cannot be searched', async () => {
  const workspace = makeChurn({ 'file.txt': '' }, { git: 'repository' });
  const PATH = `${workspace.path('file.txt')}:${process.env['PATH'] ?? ''}`;
  const { stdout, status } = await runCli([...PROMOTE.split(' '), '--json'], {
    cwd: workspace.root,
    env: { PATH },
  });
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ decision: 'promoted' });
});

test('without git on the PATH, nothing advises what is set already', async () => {
  const workspace = makeChurn({}, { git: 'repository' });
  mkdirSync(workspace.path('empty'));
  const PATH = workspace.path('empty');
  expect(await runCli(PROMOTE.split(' '), { cwd: workspace.root, env: { PATH } })).toMatchObject({
    status: 0,
  });
  const push = await runCli([...REGISTER.split(' '), '--commit', 'push'], {
    cwd: workspace.root,
    env: { PATH },
  });
  expect(push.status).toBe(2);
  expect(flat(push)).toContain('git was not found Install git and put it on the PATH. Or use commit: api');
});
