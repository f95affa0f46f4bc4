import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Store, Written } from '../../src/registry/manifest/store.js';
import { openGitHubBranchStore } from '../../src/registry/manifest/github/branch-store.js';
import { answerWith, html, reset } from '../support/github/faults.js';
import { startGitHub, type GitHub } from '../support/github/github.js';
import { baseEnvironment, runProcess } from '../support/spawn.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { openClient, type ClientOptions } from './support/github-place.js';
import { addLine, HISTORY, MANIFEST } from './stores/retry.js';

const MESSAGE = { title: 'stagegate: promote', body: 'Reason: a test' };
const COMMIT = 'graphql createCommitOnBranch';

let github: GitHub;

beforeEach(async () => {
  github = await startGitHub({ files: { [MANIFEST]: 'old\n', 'first.txt': '1\n' } });
});
afterEach(() => github.close());

interface StoreOptions extends ClientOptions {
  readonly branch?: string;
  readonly prefix?: string;
  readonly root?: string;
}

function openStore({ branch = 'main', prefix = '', root = '/nowhere', ...client }: StoreOptions = {}): Store {
  return openGitHubBranchStore({
    github: () => Promise.resolve(openClient(github, client)),
    target: () => Promise.resolve({ branch, prefix }),
    root,
  });
}

async function write(store = openStore(), text = 'new\n'): Promise<Written> {
  const view = await store.open();
  const before = (await view.read(MANIFEST)) ?? '';
  return store.write(new Map([[MANIFEST, `${before}${text}`]]), view, MESSAGE);
}

/** A write whose failure is what the test is about. */
async function failToWrite(store = openStore()): Promise<unknown> {
  return write(store).then(
    (written) => ({ written }),
    (error: unknown) => error,
  );
}

const operations = (): (string | null)[] => github.requests.map(({ operation }) => operation);

describe('a write', () => {
  test('is one signed commit on the branch, in two requests', async () => {
    const begin = await github.repository.head();
    const { commit } = await write();
    expect(operations()).toEqual(['graphql repository', COMMIT]);
    const [first, second] = await github.repository.log();
    expect(first).toMatchObject({
      sha: commit,
      message: 'stagegate: promote\n\nReason: a test',
      parents: [begin],
      verified: true,
    });
    expect(second?.sha).toBe(begin);
    expect(await github.repository.read(MANIFEST)).toBe('old\nnew\n');
    expect(await github.repository.read('first.txt')).toBe('1\n');
  });

  test('without a change makes no commit', async () => {
    const store = openStore();
    const view = await store.open();
    expect(await store.write(new Map([[MANIFEST, 'old\n']]), view, MESSAGE)).toEqual({ commit: null });
    expect(operations()).toEqual(['graphql repository']);
  });

  test('creates missing files', async () => {
    const store = openStore();
    const view = await store.open();
    expect(await view.read('models/new.yaml')).toBeNull();
    await store.write(new Map([['models/new.yaml', 'x\n']]), view, MESSAGE);
    expect(await github.repository.read('models/new.yaml')).toBe('x\n');
  });

  test('stays below a workspace that is a folder of the repository', async () => {
    await github.repository.commit({ 'ml/models/b.yaml': 'b\n', 'ml/models/a.yaml': 'a\n' });
    const store = openStore({ prefix: 'ml/' });
    const view = await store.open();
    expect(
      await Promise.all([view.list('models'), view.list('.'), view.list('none'), view.read(MANIFEST)]),
    ).toEqual([['a.yaml', 'b.yaml'], [], null, null]);
    expect(operations()).toEqual(['graphql repository']);
    await store.write(new Map([['models/a.yaml', 'aa\n']]), view, MESSAGE);
    expect(await github.repository.read('ml/models/a.yaml')).toBe('aa\n');
    expect(await (await openStore().open()).list('.')).toEqual(['first.txt', MANIFEST]);
  });

  test('goes to the given branch, whatever its name', async () => {
    const branch = 'release/v1.0-ü#"x';
    await github.repository.setBranch(branch, 'main');
    const { commit } = await write(openStore({ branch }));
    expect(await github.repository.head(branch)).toBe(commit);
    expect(await github.repository.read(MANIFEST)).toBe('old\n');
  });

  test('keeps a file executable', async () => {
    const { git } = github.repository.state;
    const sha = await git.writeBlob(Buffer.from('old\n'));
    const tree = await git.writeTree(
      await github.repository.head(),
      new Map([[MANIFEST, { mode: '100755', sha }]]),
    );
    const [head] = await github.repository.log();
    const commit = await git.writeCommit({ ...head!, tree, parents: [head!.sha] });
    await github.repository.setBranch('main', commit);
    await write();
    expect(await git.entry('main', MANIFEST)).toMatchObject({ mode: '100755' });
  });
});

describe('a read', () => {
  test('returns the exact bytes, even if GitHub changes them in its answer', async () => {
    const files = {
      'bom.yaml': '\ufeffa: 1\r\n',
      'nul.yaml': 'a\u0000b\n',
      'large.jsonl': `${'0123456789abcdef\n'.repeat(40_000)}end\n`,
      'wide.yaml': 'ü𝄞 你\n',
      'empty.yaml': '',
    };
    await github.repository.commit(files);
    const view = await openStore().open();
    const read = await Promise.all(
      Object.keys(files).map(async (path) => [path, await view.read(path)] as const),
    );
    expect(Object.fromEntries(read)).toEqual(files);
    // what GraphQL gives whole needs no second request
    expect(operations()).toEqual([
      'graphql repository',
      'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
      'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
    ]);
  });

  test('stays at one commit while the branch moves on', async () => {
    const view = await openStore().open();
    expect(await view.read(MANIFEST)).toBe('old\n');
    const { id } = view;
    await github.repository.commit({ 'first.txt': '2\n' });
    expect(await view.read('first.txt')).toBe('1\n');
    expect(view.id).toBe(id);
  });

  test('of a hundred files takes three requests', async () => {
    const names = Array.from({ length: 100 }, (_, at) => `models/${at}.yaml`);
    await github.repository.commit(Object.fromEntries(names.map((name) => [name, `${name}\n`])));
    const view = await openStore().open();
    expect(await Promise.all(names.map((name) => view.read(name)))).toEqual(names.map((name) => `${name}\n`));
    expect(operations()).toEqual(Array.from({ length: 3 }, () => 'graphql repository'));
  });

  test.each([
    ['a folder', 'folder', { 'folder/file': 'x' }, 'a folder'],
    ['a path out of the workspace', '../first.txt', {}, 'out of the workspace'],
  ])('of %s is refused', async (_name, path, files, message) => {
    await github.repository.commit(files);
    const view = await openStore().open();
    await expect(view.read(path)).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining(message),
    });
  });

  test.each([
    ['a symbolic link', '120000', 'a symbolic link'],
    ['a submodule', '160000', 'a submodule'],
  ] as const)('of %s is refused', async (_name, mode, message) => {
    const { git } = github.repository.state;
    const head = (await github.repository.head())!;
    const sha = mode === '160000' ? head : await git.writeBlob(Buffer.from(MANIFEST));
    const tree = await git.writeTree(head, new Map([['other.yaml', { mode, sha }]]));
    const [last] = await github.repository.log();
    await github.repository.setBranch('main', await git.writeCommit({ ...last!, tree, parents: [head] }));
    const view = await openStore().open();
    await expect(view.read('other.yaml')).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining(message),
      hint: 'Name the file itself.',
    });
    expect(await view.list('.')).not.toContain('other.yaml');
  });

  test('of bytes that are not UTF-8 says so', async () => {
    await github.repository.commit({ 'latin.yaml': Buffer.from([0x61, 0xff, 0x0a]) });
    const view = await openStore().open();
    await expect(view.read('latin.yaml')).rejects.toMatchObject({
      code: 'manifest',
      place: { file: 'latin.yaml' },
    });
  });

  test('of a missing branch says so', async () => {
    const view = await openStore({ branch: 'other' }).open();
    await expect(view.read(MANIFEST)).rejects.toMatchObject({
      code: 'input',
      message: 'octo-org/models has no branch "other"',
      hint: expect.stringContaining('git push origin HEAD:refs/heads/other'),
    });
  });

  test.each([
    ['without the permission', { metadata: 'read' }, undefined],
    ['of a missing repository', { contents: 'write' }, 'octo-org/none'],
  ] as const)('%s names the permission', async (_name, permissions, repository) => {
    const token = github.addToken({ permissions });
    const view = await openStore({ token, ...(repository === undefined ? {} : { repository }) }).open();
    await expect(view.read(MANIFEST)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/^cannot read branch "main" of octo-org\//),
      hint: expect.stringContaining('permissions: {contents: read}'),
    });
  });
});

test('reads a branch again that GitHub still shows before our own commit', async () => {
  const begin = await github.repository.head();
  const store = openStore();
  await write(store);
  const late = JSON.stringify({ data: { repository: { ref: { target: { oid: begin, a0: null } } } } });
  const answer = { status: 200, headers: { 'content-type': 'application/json' }, body: late };
  github.arm({ times: 2, fault: answerWith(answer) });
  const view = await store.open();
  expect(await view.read(MANIFEST)).toBe('old\nnew\n');
  expect(view.id).toBe(await github.repository.head());
});

describe('a race', () => {
  test.each([
    ['in the same file', MANIFEST],
    ['in another', 'theirs.txt'],
  ])('that is lost to a commit %s is a conflict and writes nothing', async (_name, file) => {
    const store = openStore();
    const view = await store.open();
    await view.read(MANIFEST);
    const theirs = await github.repository.commit({ [file]: 'theirs\n' });
    await expect(store.write(new Map([[MANIFEST, 'x\n']]), view, MESSAGE)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await github.repository.head()).toBe(theirs);
  });

  test('of four stores keeps all lines', async () => {
    await github.repository.commit({ [MANIFEST]: 'start\n', [HISTORY]: 'start\n' });
    const lines = Array.from({ length: 4 }, (_, index) => `line-${index}`);
    await Promise.all(lines.map((line) => addLine(openStore(), line)));
    const text = (await github.repository.read(MANIFEST))!;
    expect(text.trimEnd().split('\n').sort()).toEqual([...lines, 'start'].sort());
    expect(await github.repository.read(HISTORY)).toBe(text);
    expect(await github.repository.log()).toHaveLength(2 + 4);
  });
});

describe('an answer that got lost', () => {
  test.each([
    ['by a reset', reset('after')],
    ["by a gateway's page", html(502, 'after')],
    [
      "by GitHub's own words",
      answerWith(
        {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: '{"data":null,"errors":[{"message":"Something went wrong while executing your query. Please include `1` when reporting this issue."}]}',
        },
        'after',
      ),
    ],
  ])('%s, and the commit was made: finds it, without a second one', async (_name, fault) => {
    github.arm({ matching: { operation: COMMIT }, fault });
    const { commit } = await write();
    expect(await github.repository.head()).toBe(commit);
    expect(await github.repository.log()).toHaveLength(2);
    expect(operations().filter((name) => name === COMMIT)).toHaveLength(1);
  });

  test('and others already committed on top: finds our commit', async () => {
    github.arm({ matching: { operation: COMMIT }, fault: reset('after') });
    github.onRequest({ matching: { operation: 'GET /repos/{owner}/{repo}/git/ref/{ref}' } }, async () => {
      await github.repository.commit({ 'theirs.txt': '2\n' });
    });
    const { commit } = await write();
    expect((await github.repository.log())[1]).toMatchObject({ sha: commit });
  });

  test('and the commit was not made: sends it again', async () => {
    github.arm({ matching: { operation: COMMIT }, fault: reset('before') });
    const { commit } = await write();
    expect(await github.repository.head()).toBe(commit);
    expect(operations().filter((name) => name === COMMIT)).toHaveLength(2);
    expect(await github.repository.log()).toHaveLength(2);
  });

  test('and the commit arrives late: sends it again, without a second commit', async () => {
    const sent = { text: '' };
    github.arm({ matching: { operation: COMMIT }, fault: reset('before') });
    github.onRequest({ matching: { operation: COMMIT } }, ({ body }) => void (sent.text = body));
    // the first comes through right before the second
    github.onRequest({ matching: { operation: COMMIT }, at: 2 }, async () => {
      github.clear();
      const headers = { authorization: `token ${github.token}`, 'content-type': 'application/json' };
      await fetch(github.graphqlUrl, { method: 'POST', headers, body: sent.text });
    });
    const { commit } = await write();
    expect(await github.repository.head()).toBe(commit);
    expect(await github.repository.log()).toHaveLength(2);
  });

  test('and somebody else was faster: a conflict', async () => {
    github.arm({ matching: { operation: COMMIT }, fault: reset('before') });
    github.onRequest({ matching: { operation: COMMIT } }, async () => {
      await github.repository.commit({ 'theirs.txt': '2\n' });
    });
    expect(await failToWrite()).toMatchObject({ code: 'conflict' });
    expect(await github.repository.read(MANIFEST)).toBe('old\n');
  });

  test('each time: says that nothing changed', async () => {
    github.arm({ matching: { operation: COMMIT }, times: 9, fault: html(502) });
    const error = await failToWrite();
    expect(error).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/^127\.0\.0\.1:\d+ did not make the commit to branch "main"/),
      hint: expect.stringContaining('The branch is unchanged'),
    });
    expect(operations().filter((name) => name === COMMIT)).toHaveLength(3);
    expect(await github.repository.log()).toHaveLength(1);
  });

  test('and GitHub stays away: says that the outcome is unknown', async () => {
    github.arm({ matching: { operation: COMMIT }, fault: reset('after') });
    github.arm({ matching: { method: 'GET' }, times: 9, fault: html(503) });
    expect(await failToWrite()).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('cannot tell whether the commit to branch "main" arrived'),
    });
  }, 60_000);
});

describe('a refusal', () => {
  test('without a permission names it', async () => {
    const token = github.addToken({ permissions: { contents: 'read' } });
    expect(await failToWrite(openStore({ token }))).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(
        /^cannot commit to branch "main": .*Resource not accessible by integration/,
      ),
      hint: expect.stringContaining('permissions: {contents: write}'),
    });
    expect(operations().filter((name) => name === COMMIT)).toHaveLength(1);
  });

  const rules = { requirePullRequest: true };
  test.each([
    ['a protected branch', () => github.repository.protect('main', rules)],
    ['a ruleset', () => github.repository.addRuleset({ include: ['~DEFAULT_BRANCH'], rules })],
    [
      'a required check',
      () => github.repository.addRuleset({ include: ['~ALL'], rules: { requiredChecks: ['ci'] } }),
    ],
  ])('by %s says which mode helps', async (_name, arrange) => {
    arrange();
    expect(await failToWrite()).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/^cannot commit to branch "main", which is protected: \w/),
      hint: expect.stringMatching(/commit: pull-request.*GitHub App/),
    });
    expect(await github.repository.log()).toHaveLength(1);
  });
});

describe('the checkout', () => {
  let workspace: Workspace;

  beforeEach(async () => {
    workspace = makeWorkspace();
    const url = github.repository.gitUrl(github.token);
    const at = { cwd: workspace.root, env: baseEnvironment() };
    // not through the workspace, which waits for git: this process is the server
    expect(await runProcess('git', ['clone', '--quiet', '--depth=1', url, '.'], at)).toMatchObject({
      status: 0,
    });
  });

  test('is fast-forwarded when it was at the commit before', async () => {
    workspace.write('mine.txt', 'mine');
    const { commit } = await write(openStore({ root: workspace.root }));
    expect(workspace.git('rev-parse', 'HEAD')).toBe(commit);
    expect(workspace.read(MANIFEST)).toBe('old\nnew\n');
    expect(workspace.git('status', '--porcelain')).toBe('?? mine.txt');
    expect(workspace.git('for-each-ref', 'refs/stagegate')).toBe('');
  });

  test.each([
    ['is another commit', () => github.repository.commit({ 'first.txt': '2\n' })],
    ['has the file changed', () => workspace.write(MANIFEST, 'mine\n')],
    ['is detached', () => workspace.git('checkout', '--quiet', '--detach')],
    ['cannot fetch', () => workspace.git('remote', 'set-url', 'origin', '/nowhere')],
  ])('is left alone when it %s', async (_name, arrange) => {
    await Promise.resolve().then<unknown>(arrange);
    const before = [workspace.git('rev-parse', 'HEAD'), workspace.read(MANIFEST)];
    const { commit } = await write(openStore({ root: workspace.root }));
    expect(await github.repository.head()).toBe(commit);
    expect([workspace.git('rev-parse', 'HEAD'), workspace.read(MANIFEST)]).toEqual(before);
  });
});

test('works the same on an enterprise server', async () => {
  const enterprise = await startGitHub({ ghes: true, files: { [MANIFEST]: 'old\n' } });
  const store = openGitHubBranchStore({
    github: () => Promise.resolve(openClient(enterprise)),
    target: () => Promise.resolve({ branch: 'main', prefix: '' }),
    root: '/nowhere',
  });
  await write(store);
  expect(await enterprise.repository.read(MANIFEST)).toBe('old\nnew\n');
  expect(enterprise.requests.map(({ path }) => path)).toEqual(['/api/graphql', '/api/graphql']);
  await enterprise.close();
});
