import { createHash } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Stagegate } from '../../src/index.js';
import { type GitHub, startGitHub } from '../support/github/github.js';
import { runAction } from '../support/run-action.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { CHURN, cli, makeChurn, PROMOTE } from './support/churn.js';
import { act, historyOn, startChurn } from './support/on-github.js';

const BETTER = { model: 'churn', version: '2', stage: 'Production' };
const WORSE = { ...BETTER, version: '3' };
const HELD = '2: {stage: Production}';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Files below a folder. */
const below = (folder: string, files: Readonly<Record<string, string>> = CHURN): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

/** A repository in a folder of the workspace, as `actions/checkout` with `path:` leaves it. */
function checkOut(
  workspace: Workspace,
  folder: string,
  files: Readonly<Record<string, string>> = CHURN,
): void {
  workspace.git('init', '--quiet', '--initial-branch=main', folder);
  for (const [path, text] of Object.entries(files)) workspace.write(`${folder}/${path}`, text);
  workspace.git('-C', folder, 'add', '--all');
  workspace.git('-C', folder, 'commit', '--quiet', '--allow-empty', '--message=chore: begin');
}

describe('a checkout in a folder of the workspace (actions/checkout with path)', () => {
  const POLICY = 'models-repo/.github/stagegate.yml';
  const AT = { policy: POLICY, registry: 'models-repo/models.yaml' };
  let at: { github: GitHub; workspace: Workspace };

  beforeEach(async () => {
    const { github } = await startChurn();
    at = { github, workspace: makeWorkspace() };
    checkOut(at.workspace, 'models-repo');
  });
  afterEach(() => at.github.close());

  test('is the repository: its registry on the branch is what changes', async () => {
    const promoted = await act(at, { ...BETTER, ...AT });
    expect(promoted).toMatchObject({ status: 0, outputs: { decision: 'promoted' } });
    at.workspace.write('models-repo/out/model.bin', 'weights');
    const added = await act(at, { command: 'register', model: 'churn', source: 'models-repo/out', ...AT });
    expect(added).toMatchObject({ status: 0, outputs: { decision: 'registered', version: '5' } });
    const manifest = await at.github.repository.read('models.yaml');
    expect(manifest).toContain(HELD);
    expect(manifest).toMatch(/5:.*source: out\b.*sha256: [0-9a-f]{64}/);
    expect(await at.github.repository.read('models-repo/models.yaml')).toBeNull();
    expect((await historyOn(at.github)).map(({ action }) => action)).toEqual(['promote', 'register']);
  });

  test.each([
    ['with the policy that names the registry', { policy: POLICY }],
    ['by absolute paths', { policy: '{workspace}/models-repo/.github/stagegate.yml' }],
    ['with reports of its own', { ...AT, report: 'models-repo/reports/{version}.json' }],
    ['with reports by a pattern', { ...AT, report: '*/reports/{version}.json' }],
  ])('is found %s', async (_name, inputs) => {
    const policy = inputs.policy.replace('{workspace}', at.workspace.root);
    expect(await act(at, { ...BETTER, ...inputs, policy })).toMatchObject({ status: 0 });
    const [line] = await historyOn(at.github);
    expect(line?.['report-sha256']).toBe(sha256(CHURN['reports/2.json']!));
  });

  test('is found by the registry as long as there is no policy', async () => {
    const { github } = await startChurn();
    const workspace = makeWorkspace();
    checkOut(workspace, 'models-repo', { 'models.yaml': 'models: {}\n' });
    try {
      const run = await act(
        { github, workspace },
        { command: 'register', model: 'new', registry: AT.registry, 'new-model': 'true' },
      );
      expect(run).toMatchObject({ status: 0, outputs: { decision: 'registered' } });
      expect(await github.repository.read('models.yaml')).toContain('new:');
      expect(await github.repository.read('models-repo/models.yaml')).toBeNull();
    } finally {
      await github.close();
    }
  });

  test("gets a report that the job made outside of it, and keeps its digest under a name of the job's", async () => {
    const text = '{"accuracy": 0.97}\n';
    at.workspace.write('out/2.json', text);
    const run = await act(at, { ...BETTER, ...AT, report: 'out/{version}.json' });
    expect(run).toMatchObject({ status: 0, outputs: { decision: 'promoted' } });
    const [line] = await historyOn(at.github);
    expect(line?.['report-sha256']).toBe(sha256(text));
    expect(run.summary).toContain('workspace:out/2.json');
  });

  test.each([
    ['above the workspace', '../2.json'],
    ['behind a link out of it', 'link/2.json'],
  ])('gets no report from %s', async (_name, report) => {
    symlinkSync('/tmp', at.workspace.path('link'));
    const run = await act(at, { ...BETTER, ...AT, report });
    expect(run).toMatchObject({ status: 1, outputs: { promoted: 'false' } });
    expect(run.annotations.map(({ message }) => message).join('\n')).toMatch(
      /is outside the workspace|matches no file|is missing/,
    );
    expect(await historyOn(at.github)).toEqual([]);
  });

  test('has annotations at the paths of the repository', async () => {
    const blocked = await act(at, { ...WORSE, ...AT });
    expect(blocked.annotations).toContainEqual(
      expect.objectContaining({ file: '.github/stagegate.yml', line: 12 }),
    );
    at.workspace.write(POLICY, 'models: [\n');
    const broken = await act(at, { ...WORSE, ...AT });
    expect(broken.annotations[0]).toMatchObject({ level: 'error', file: '.github/stagegate.yml' });
  });

  test.each<[string, Record<string, string>, Record<string, string>]>([
    [
      'the registry is in the workspace and the policy in the checkout',
      { policy: POLICY, registry: 'models.yaml' },
      {},
    ],
    [
      'the policy is in the workspace and the registry in the checkout',
      { registry: AT.registry },
      { '.github/stagegate.yml': CHURN['.github/stagegate.yml']! },
    ],
  ])('is no place for half of it: %s', async (_name, inputs, files) => {
    for (const [path, text] of Object.entries(files)) at.workspace.write(path, text);
    const run = await act(at, { ...BETTER, ...inputs });
    expect(run).toMatchObject({ status: 1, outputs: { promoted: 'false' } });
    const message = run.annotations[0]?.message ?? '';
    expect(message).toContain('are in different git work trees');
    expect(message).toContain(JSON.stringify(inputs['policy'] ?? '.github/stagegate.yml'));
    expect(message).toContain(JSON.stringify(inputs['registry'] ?? AT.registry));
    expect(at.github.requests.filter(({ operation }) => operation?.includes('createCommit'))).toEqual([]);
  });

  test('is no place for half of it: the policy names a registry in the checkout below it', async () => {
    const text = CHURN['.github/stagegate.yml']!.replace('registry: models.yaml', `registry: ${AT.registry}`);
    const { github } = await startChurn({ '.github/stagegate.yml': text });
    at.workspace.write('.github/stagegate.yml', text);
    try {
      const run = await act({ github, workspace: at.workspace }, BETTER);
      expect(run).toMatchObject({ status: 1, outputs: { promoted: 'false' } });
      expect(run.annotations[0]?.message).toContain(
        `the policy ".github/stagegate.yml" and the registry "${AT.registry}" are in different git work trees`,
      );
      expect(github.requests.filter(({ operation }) => operation?.includes('createCommit'))).toEqual([]);
    } finally {
      await github.close();
    }
  });

  test('is the repository for a program, too', async () => {
    const engine = new Stagegate({ workspace: at.workspace.root, ...AT, env: {} });
    const outcome = await engine.promote({ ...BETTER, reason: null, force: false });
    expect(outcome).toMatchObject({ decision: 'promoted', policyFile: '.github/stagegate.yml' });
    expect(at.workspace.read(AT.registry)).toContain(HELD);
    expect(await engine.history('churn')).toHaveLength(1);
  });
});

describe('a working directory in the repository', () => {
  const FILES = below('services/churn');
  const DIRECTORY = { 'working-directory': 'services/churn' };

  test.each([
    ['api', 'main'],
    ['pull-request', 'stagegate/churn-Production-services-churn-'],
  ])('has its registry there on the branch with commit: %s', async (commit, name) => {
    const github = await startGitHub({ files: { ...FILES, 'README.md': 'x\n' } });
    github.repository.settings.actionsMayOpenPulls = true;
    const workspace = makeWorkspace({ ...FILES, 'README.md': 'x\n' }, { git: 'repository' });
    try {
      const run = await act({ github, workspace }, { ...BETTER, ...DIRECTORY, commit });
      expect(run).toMatchObject({
        status: 0,
        outputs: { decision: commit === 'api' ? 'promoted' : 'allowed' },
      });
      const branch = commit === 'api' ? 'main' : github.repository.pull(1).headBranch;
      expect(branch).toContain(name);
      expect(await github.repository.read('services/churn/models.yaml', branch)).toContain(HELD);
      expect(await github.repository.read('models.yaml', branch)).toBeNull();
      const blocked = await act({ github, workspace }, { ...WORSE, ...DIRECTORY });
      expect(blocked.annotations).toContainEqual(
        expect.objectContaining({ file: 'services/churn/.github/stagegate.yml', line: 12 }),
      );
    } finally {
      await github.close();
    }
  });

  test('changes the files there with commit: none', async () => {
    const workspace = makeWorkspace(FILES, { git: 'repository' });
    const run = await runAction({ workspace: workspace.root, inputs: { ...BETTER, ...DIRECTORY } });
    expect(run).toMatchObject({ status: 0, outputs: { decision: 'promoted' } });
    expect(workspace.read('services/churn/models.yaml')).toContain(HELD);
    expect(Object.keys(workspace.files()).filter((path) => !path.startsWith('services/churn/'))).toEqual([]);
  });

  test('is pushed to from the command line', async () => {
    const workspace = makeWorkspace(FILES, { git: 'remote' });
    const run = await cli(workspace, `-C services/churn ${PROMOTE} --commit push`);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(workspace.git('-C', workspace.remote!, 'show', 'main:services/churn/models.yaml')).toContain(HELD);
    expect(workspace.git('-C', workspace.remote!, 'ls-tree', '--name-only', 'main')).toBe('services');
  });

  test.each([
    ['..', 'is outside the workspace'],
    ['nowhere', 'does not exist'],
    ['services/churn/models.yaml', 'is a file, not a folder'],
  ])('is refused when it is %s', async (directory, message) => {
    const workspace = makeWorkspace(FILES);
    const run = await runAction({
      workspace: workspace.root,
      inputs: { ...BETTER, 'working-directory': directory },
    });
    expect(run).toMatchObject({ status: 1, outputs: { promoted: 'false' } });
    expect(run.annotations[0]?.message).toContain(message);
  });
});

describe('-C', () => {
  const placed = [
    '-C services/churn check --model churn --version 2 --stage Production',
    `${PROMOTE} --directory services/churn`,
    'transition-stage -C services/churn --model-name churn --version 2 --stage Production',
    '-C services/churn register --model churn',
    'list-versions --model-name churn -Cservices/churn',
    '--directory=services/churn history',
    'verify -C services/churn',
    '-C services/churn init',
  ];
  const OPTION = /(?:-C ?|--directory[ =])services\/churn/;
  test.each(placed)('names the folder to work in: %s', async (words) => {
    const there = await cli(makeWorkspace(below('services/churn')), words);
    expect(there).toMatchObject({ status: 0, stderr: '' });
    const plain = await cli(makeChurn(), words.replace(OPTION, ''));
    expect(there.stdout).toBe(plain.stdout);
  });

  test('starts a folder of a repository with a workflow that GitHub runs', async () => {
    const workspace = makeWorkspace({ 'services/churn/README.md': 'x\n' }, { git: 'repository' });
    const run = await cli(workspace, '-C services/churn init');
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain('wrote ../../.github/workflows/promote.yml');
    expect(workspace.read('.github/workflows/promote.yml')).toMatch(
      /\n {8}with:\n {10}working-directory: services\/churn\n {10}model:/,
    );
    expect(Object.keys(workspace.files()).sort()).toEqual([
      '.github/workflows/promote.yml',
      'services/churn/.github/stagegate.yml',
      'services/churn/README.md',
      'services/churn/models.yaml',
    ]);
  });

  test("says that the workflow isn't for a second folder", async () => {
    const files = { 'services/churn/README.md': 'x\n', 'services/price/README.md': 'x\n' };
    const workspace = makeWorkspace(files, { git: 'repository' });
    const told = async (folder: string) =>
      (await cli(workspace, `-C ${folder} init`)).stdout
        .split('\n')
        .filter((line) => line.includes('another folder'));
    expect(await told('services/churn')).toEqual([]);
    expect(await told('services/churn')).toEqual([]);
    expect(await told('services/price')).toEqual([
      '../../.github/workflows/promote.yml is for another folder: copy it for this one, with working-directory: services/price',
    ]);
  });

  test('rolls back there, too', async () => {
    const workspace = makeWorkspace(below('services/churn'));
    await cli(workspace, `-C services/churn ${PROMOTE}`);
    const back = 'rollback --model churn --stage Production --reason slow';
    expect(await cli(workspace, `${back} -C services/churn`)).toMatchObject({ status: 0 });
    expect(workspace.read('services/churn/models.yaml')).toContain('1: {stage: Production');
  });

  test('goes on from the one before', async () => {
    const workspace = makeWorkspace(below('services/churn'));
    for (const words of [
      '-C services -C churn verify',
      '-C services verify -C churn',
      '-Cservices/churn verify',
    ])
      expect(await cli(workspace, words)).toMatchObject({ status: 0, stderr: '' });
  });

  test('leaves the version, a misspelt flag and a missing folder to be told', async () => {
    const workspace = makeWorkspace(below('services/churn'));
    const plain = await cli(workspace, '--version');
    expect(await cli(workspace, '-C services/churn --version')).toMatchObject({
      status: 0,
      stdout: plain.stdout,
    });
    expect((await cli(workspace, '-C services/churn verify --polcy x')).stderr).toContain(
      'See stagegate verify',
    );
    const missing = await cli(workspace, '-C nowhere init');
    expect(missing).toMatchObject({ status: 2, stdout: '' });
    expect(missing.stderr).toContain('the folder "nowhere" (-C) doesn\'t exist');
    expect(workspace.files()).not.toHaveProperty('nowhere/models.yaml');
  });
});
