import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { getOctokit } from '@actions/github';
import { baseEnvironment, runProcess } from '../../spawn.js';
import { startGitHub, type GitHub } from '../github.js';

/* git itself against the stand-in for GitHub: what it may fetch and push, and what it is told when it may not. */

const AT = { owner: 'octo-org', repo: 'models' };

let github: GitHub;
let folder: string;
beforeEach(async () => {
  github = await startGitHub({ files: { 'models.yaml': 'models: {}\n' } });
  folder = mkdtempSync(join(tmpdir(), 'stagegate-clone-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await github.close();
});

const AUTHOR = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((who) => [
    [`GIT_${who}_NAME`, 'Test Author'],
    [`GIT_${who}_EMAIL`, 'author@example.com'],
  ]),
) as Record<string, string>;

function git(...args: string[]) {
  return runProcess('git', args, { cwd: folder, env: { ...baseEnvironment(), ...AUTHOR } });
}

async function clone(token = github.token) {
  const cloned = await git('clone', '--quiet', github.repository.gitUrl(token), '.');
  expect(cloned).toMatchObject({ status: 0, stderr: '' });
}

async function commit(text: string) {
  writeFileSync(join(folder, 'models.yaml'), text);
  await git('commit', '--quiet', '--all', `--message=${text}`);
  return (await git('rev-parse', 'HEAD')).stdout.trim();
}

test('as actions/checkout fetches: a header with the token, one commit, no tags', async () => {
  const { sha } = await github.run();
  await git('init', '--quiet');
  await git('remote', 'add', 'origin', `${github.url}/octo-org/models`);
  const basic = Buffer.from(`x-access-token:${github.token}`).toString('base64');
  await git('config', `http.${github.url}/.extraheader`, `AUTHORIZATION: basic ${basic}`);
  const refspec = `+${sha}:refs/remotes/origin/main`;
  const fetched = await git(
    '-c',
    'protocol.version=2',
    'fetch',
    '--no-tags',
    '--prune',
    '--depth=1',
    'origin',
    refspec,
  );
  expect(fetched.status).toBe(0);
  expect(
    (await git('checkout', '--progress', '--force', '-B', 'main', 'refs/remotes/origin/main')).status,
  ).toBe(0);
  expect((await git('log', '--format=%H')).stdout.trim()).toBe(sha);
});

test('the merge of a pull request is fetched by its ref, and nobody pushes there', async () => {
  await github.repository.commit({ 'a.txt': 'a' }, { branch: 'topic' });
  const pull = await github.repository.openPull({ branch: 'topic' });
  await clone();
  await git('fetch', '--quiet', 'origin', 'refs/pull/1/merge:refs/remotes/pull/1/merge');
  expect((await git('rev-parse', 'refs/remotes/pull/1/merge')).stdout.trim()).toBe(pull.mergeCommit);
  const pushed = await git('push', 'origin', '+HEAD:refs/pull/1/head');
  expect(pushed.stderr).toContain('(deny updating a hidden ref)');
});

test('what is pushed shows in the API, and what the API commits is fetched', async () => {
  await github.repository.commit({ 'models.yaml': 'topic\n' }, { branch: 'topic' });
  const pull = await github.repository.openPull({ branch: 'topic' });
  await clone();
  await git('switch', '--quiet', 'topic');
  const pushed = await commit('pushed\n');
  expect((await git('push', '--quiet', 'origin', 'HEAD')).status).toBe(0);
  const { rest } = getOctokit(github.token, { baseUrl: github.apiUrl });
  const { data } = await rest.pulls.get({ ...AT, pull_number: pull.number });
  expect(data).toMatchObject({ head: { sha: pushed }, commits: 2, mergeable: true });
  const file = { ...AT, path: 'models.yaml' };
  const { data: before } = await rest.repos.getContent(file);
  const content = Buffer.from('api\n').toString('base64');
  await rest.repos.createOrUpdateFileContents({
    ...file,
    content,
    message: 'm',
    sha: (before as { sha: string }).sha,
  });
  await git('fetch', '--quiet', 'origin');
  expect((await git('show', 'origin/main:models.yaml')).stdout).toBe('api\n');
  expect((await git('fsck', '--strict')).status).toBe(0);
  expect(github.requests.map(({ operation }) => operation)).toContain('git receive-pack');
});

test('a push that another one overtook is told so, and the other one stays', async () => {
  await clone();
  const expected = (await git('rev-parse', 'HEAD')).stdout.trim();
  await commit('mine\n');
  let other = '';
  github.onRequest({ matching: { method: 'POST', operation: 'git receive-pack' } }, async () => {
    other = await github.repository.commit({ 'models.yaml': 'theirs\n' });
  });
  const pushed = await git('push', 'origin', 'HEAD:main');
  expect(pushed.status).toBe(1);
  expect(pushed.stderr).toContain(
    `! [remote rejected] HEAD -> main (cannot lock ref 'refs/heads/main': is at ${other} but expected ${expected})`,
  );
  expect(await github.repository.head()).toBe(other);
  // Now git knows by itself.
  expect((await git('push', 'origin', 'HEAD:main')).stderr).toContain('! [rejected]');
});

const PROTECTED = 'error: GH006: Protected branch update failed for refs/heads/main.';
const RULES = 'error: GH013: Repository rule violations found for refs/heads/main.';
const THROUGH_PULL = 'Changes must be made through a pull request.';
const BY_PROTECTION = 'protected branch hook declined';
const BY_RULESET = 'push declined due to repository rule violations';

test.each([
  [
    'a pull request is asked for',
    () => github.repository.protect('main', { requirePullRequest: true }),
    [PROTECTED, `error: ${THROUGH_PULL}`],
    BY_PROTECTION,
  ],
  [
    'a check is asked for',
    () => github.repository.protect('main', { requiredChecks: ['build'] }),
    [PROTECTED, 'error: Required status check "build" is expected.'],
    BY_PROTECTION,
  ],
  [
    'only somebody else may push',
    () => github.repository.protect('main', { restrictPushes: ['ada'] }),
    [PROTECTED, "error: You're not authorized to push to this branch."],
    BY_PROTECTION,
  ],
  [
    'a rule set asks for a pull request',
    () => github.repository.addRuleset({ include: ['~DEFAULT_BRANCH'], rules: { requirePullRequest: true } }),
    [RULES, `- ${THROUGH_PULL}`],
    BY_RULESET,
  ],
])('refused: %s', async (_, protect, words, reason) => {
  await clone();
  protect();
  const before = await github.repository.head();
  await commit('mine\n');
  const pushed = await git('push', 'origin', 'HEAD:main', 'HEAD:other');
  expect(pushed.status).toBe(1);
  for (const line of words) expect(pushed.stderr).toContain(`remote: ${line}`);
  expect(pushed.stderr).toContain(`! [remote rejected] HEAD -> main (${reason})`);
  expect(pushed.stderr).toContain('! [remote rejected] HEAD -> other (pre-receive hook declined)');
  expect(await github.repository.head()).toBe(before);
  expect(await github.repository.branches()).toEqual(['main']);
});

test('a protected branch goes forward, not back, and stays', async () => {
  await clone();
  github.repository.protect('main');
  const mine = await commit('mine\n');
  expect((await git('push', 'origin', 'HEAD:main')).status).toBe(0);
  expect((await git('push', 'origin', '+HEAD~1:main')).stderr).toContain(
    'remote: error: Cannot force-push to this branch',
  );
  expect((await git('push', 'origin', ':main')).status).toBe(1);
  expect(await github.repository.head()).toBe(mine);
  github.repository.protect('main', { allowForcePushes: true });
  expect((await git('push', 'origin', '+HEAD~1:main')).status).toBe(0);
});

test('who a rule set lets by pushes anyway; others can’t even make a branch', async () => {
  const rules = { requirePullRequest: true, restrictCreations: true };
  github.repository.addRuleset({ include: ['refs/heads/*'], rules, bypass: ['github-actions[bot]'] });
  await clone();
  await commit('mine\n');
  expect((await git('push', 'origin', 'HEAD:main', 'HEAD:new')).status).toBe(0);
  github.repository.collaborator('ada', 'write');
  const adas = github.repository.gitUrl(github.addToken({ kind: 'user', of: 'ada' }));
  const pushed = await git('push', adas, 'HEAD:adas');
  expect(pushed.stderr).toContain('remote: - Cannot create ref due to creations being restricted.');
});

test.each([
  ['no token', () => github.gitUrl, 'could not read Username'],
  ['a wrong token', () => github.repository.gitUrl('ghs_wrong'), 'Authentication failed'],
  [
    'a token for another repository',
    () => github.repository.gitUrl(github.addToken({ repositories: ['a/b'] })),
    'remote: Repository not found.',
  ],
  [
    'a repository that is not there',
    () => new URL(github.repository.gitUrl(github.token)).href.replace('models', 'nothing'),
    'remote: Repository not found.',
  ],
])('not even fetched: %s', async (_, url, words) => {
  const cloned = await git('clone', url(), '.');
  expect(cloned.status).toBe(128);
  expect(cloned.stderr).toContain(words);
});

test('a token that may only read', async () => {
  await clone(github.addToken({ permissions: { contents: 'read' } }));
  await commit('mine\n');
  const pushed = await git('push', 'origin', 'HEAD:main');
  expect(pushed.stderr).toContain('remote: Permission to octo-org/models.git denied to github-actions[bot].');
  expect(pushed.stderr).toContain('The requested URL returned error: 403');
});
