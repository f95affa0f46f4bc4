import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CommitMessage, Store, Written } from '../../src/registry/manifest/store.js';
import { openPullRequestStore } from '../../src/registry/manifest/github/pull-request-store.js';
import { html, reset } from '../support/github/faults.js';
import { startGitHub, type GitHub } from '../support/github/github.js';
import { openClient, type ClientOptions } from './support/github-place.js';
import { MANIFEST } from './stores/retry.js';

const BRANCH = 'stagegate/churn-Production';
const OPEN = 'POST /repos/{owner}/{repo}/pulls';
const MOVE = 'PATCH /repos/{owner}/{repo}/git/refs/{ref}';
const MAKE = 'POST /repos/{owner}/{repo}/git/refs';

let github: GitHub;

beforeEach(async () => {
  github = await startGitHub({ files: { [MANIFEST]: 'old\n', 'first.txt': '1\n' } });
  github.repository.settings.actionsMayOpenPulls = true;
});
afterEach(() => github.close());

interface Change extends ClientOptions {
  /** What the manifest gets behind what it has. */
  readonly text?: string;
  readonly message?: Partial<CommitMessage>;
  /** Whether an earlier run proposed the same. */
  readonly repeats?: boolean;
  /** Whether what was closed before is the same change. */
  readonly renews?: boolean;
  readonly base?: string;
}

function openStore({ base = 'main', ...client }: Change = {}): Store {
  return openPullRequestStore({
    github: () => Promise.resolve(openClient(github, client)),
    target: () => Promise.resolve({ branch: base, prefix: '' }),
  });
}

async function propose(change: Change = {}): Promise<Written> {
  const { text = 'new\n', message, repeats = false, renews = false } = change;
  const store = openStore(change);
  const view = await store.open();
  const before = (await view.read(MANIFEST)) ?? '';
  const proposal = { topic: ['churn', 'Production'], repeats: () => repeats, renews: () => renews };
  const title = 'stagegate: promote churn 2 to Production';
  const changes = new Map([[MANIFEST, `${before}${text}`]]);
  return store.write(changes, view, { title, body: 'Actor: octocat', proposal, ...message });
}

const failure = (change?: Change): Promise<unknown> =>
  propose(change).then(
    (written) => ({ written }),
    (error: unknown) => error,
  );

const writes = (): (string | null)[] =>
  github.requests
    .filter(({ method, operation }) => method !== 'GET' && operation !== 'graphql repository')
    .map(({ operation }) => operation);

describe('a proposal', () => {
  test('is one signed commit on its own branch, and a pull request; the base stays', async () => {
    const base = await github.repository.head();
    const { commit, pullRequest } = await propose();
    expect(await github.repository.head()).toBe(base);
    expect(await github.repository.branches()).toEqual(['main', BRANCH]);
    expect((await github.repository.log(BRANCH))[0]).toMatchObject({
      sha: commit,
      parents: [base],
      message: 'stagegate: promote churn 2 to Production\n\nActor: octocat',
      verified: true,
    });
    expect(await github.repository.read(MANIFEST, BRANCH)).toBe('old\nnew\n');
    expect(await github.repository.read('first.txt', BRANCH)).toBe('1\n');
    const pull = github.repository.pull(pullRequest!);
    expect(pull).toMatchObject({
      title: 'stagegate: promote churn 2 to Production',
      headBranch: BRANCH,
      baseBranch: 'main',
      state: 'open',
    });
    expect(pull.body).toContain(`Decided on \`main\` at ${base}. Nothing changes until you merge this`);
  });

  test('changes the base when it is merged', async () => {
    const { pullRequest } = await propose();
    await github.repository.mergePull(pullRequest!);
    expect(await github.repository.read(MANIFEST)).toBe('old\nnew\n');
  });

  test('without a change creates nothing', async () => {
    expect(await propose({ text: '' })).toEqual({ commit: null });
    expect(writes()).toEqual([]);
  });

  test('keeps a file executable', async () => {
    const { git } = github.repository.state;
    const sha = await git.writeBlob(Buffer.from('old\n'));
    const tree = await git.writeTree(
      await github.repository.head(),
      new Map([[MANIFEST, { mode: '100755', sha }]]),
    );
    const [head] = await github.repository.log();
    await github.repository.setBranch(
      'main',
      await git.writeCommit({ ...head!, tree, parents: [head!.sha] }),
    );
    await propose();
    expect(await git.entry(BRANCH, MANIFEST)).toMatchObject({ mode: '100755' });
  });
});

describe('a second run', () => {
  test('that decides the same changes nothing', async () => {
    const first = await propose();
    github.clear();
    const second = await propose({ text: 'new, later\n', repeats: true });
    expect(second).toEqual(first);
    expect(writes()).toEqual([]);
  });

  test('that decides something else replaces the first proposal in one step', async () => {
    const base = await github.repository.head();
    const first = await propose();
    const heads: string[] = [];
    github.onRequest({ times: 99 }, async () => {
      heads.push((await github.repository.head(BRANCH))!);
    });
    const second = await propose({
      text: 'other\n',
      message: { title: 'stagegate: promote churn 3 to Production' },
    });
    expect(second.pullRequest).toBe(first.pullRequest);
    expect((await github.repository.log(BRANCH))[0]).toMatchObject({ sha: second.commit, parents: [base] });
    // never at its base in between, where GitHub would close the pull request
    expect(new Set(heads)).toEqual(new Set([first.commit, second.commit]));
    expect(await github.repository.read(MANIFEST, BRANCH)).toBe('old\nother\n');
    expect(github.repository.pull(first.pullRequest!)).toMatchObject({
      title: 'stagegate: promote churn 3 to Production',
      state: 'open',
    });
    expect(github.repository.state.pulls).toHaveLength(1);
  });

  test.each([
    ['also where it decides the same', true],
    ['where it decides something else', false],
  ])('proposes on the current base, %s', async (_name, repeats) => {
    const first = await propose();
    const base = await github.repository.commit({ [MANIFEST]: 'moved\n' });
    const second = await propose({ repeats });
    expect(second.pullRequest).toBe(first.pullRequest);
    expect((await github.repository.log(BRANCH))[0]?.parents).toEqual([base]);
    expect(await github.repository.read(MANIFEST, BRANCH)).toBe('moved\nnew\n');
  });

  test.each([
    ['merged', (number: number) => github.repository.mergePull(number)],
    ['merged by squashing', (number: number) => github.repository.mergePull(number, { method: 'squash' })],
    ['closed', (number: number) => Promise.resolve().then(() => github.repository.closePull(number))],
  ])('after the first was %s opens a new one', async (_name, end) => {
    const first = await propose();
    await end(first.pullRequest!);
    const second = await propose({ text: 'more\n' });
    expect(second.pullRequest).not.toBe(first.pullRequest);
    expect(github.repository.pull(second.pullRequest!)).toMatchObject({ state: 'open', headBranch: BRANCH });
  });

  test('after somebody closed the same change proposes nothing', async () => {
    const first = await propose();
    github.repository.closePull(first.pullRequest!, { by: 'ann' });
    github.clear();
    expect(await propose({ renews: true })).toEqual({
      commit: null,
      closed: { number: first.pullRequest, by: 'ann', at: expect.stringMatching(/^2\d{3}-/) },
    });
    expect(github.requests.filter(({ method }) => !['GET', 'POST'].includes(method))).toEqual([]);
    expect(github.repository.state.pulls).toHaveLength(1);
  });

  test('finds the open proposal about a topic, with its files', async () => {
    const { pullRequest } = await propose();
    const found = await openStore().findProposal!(['churn', 'Production']);
    expect(found?.number).toBe(pullRequest);
    expect(await found?.files.read(MANIFEST)).toBe('old\nnew\n');
    github.repository.closePull(pullRequest!);
    expect(await openStore().findProposal!(['churn', 'Production'])).toBeNull();
  });

  test("accepts a branch that GitHub's button updated", async () => {
    await propose();
    const { git } = github.repository.state;
    const base = await github.repository.commit({ 'first.txt': '2\n' });
    const [head] = await github.repository.log(BRANCH);
    const tree = (await git.mergeTree(base, head!.sha))!;
    const message = `Merge branch 'main' into ${BRANCH}`;
    await github.repository.setBranch(
      BRANCH,
      await git.writeCommit({ ...head!, tree, parents: [head!.sha, base], message }),
    );
    const { commit } = await propose();
    expect((await github.repository.log(BRANCH))[0]).toMatchObject({ sha: commit, parents: [base] });
  });

  test("never overwrites somebody's commit", async () => {
    await propose();
    const theirs = await github.repository.commit(
      { 'first.txt': 'mine\n' },
      { branch: BRANCH, message: 'fix:\u001b[31m a typo' },
    );
    expect(await failure()).toMatchObject({
      code: 'unavailable',
      message: `branch "${BRANCH}" has commits that stagegate did not make, such as ${theirs.slice(0, 12)} (fix: a typo)`,
      hint: expect.stringContaining('Nothing was overwritten.'),
    });
    expect(await github.repository.head(BRANCH)).toBe(theirs);
  });

  test("ignores a fork's pull request", async () => {
    const fork = await github.repository.fork('mallory');
    await fork.commit({ 'first.txt': '2\n' }, { branch: BRANCH });
    const theirs = await github.repository.openPull({ branch: BRANCH, fork, by: 'mallory' });
    const { pullRequest } = await propose();
    expect(pullRequest).not.toBe(theirs.number);
    expect(github.repository.pull(theirs.number).title).toBe(`Merge ${BRANCH}`);
  });
});

describe('a race', () => {
  test('in which the base moves is a conflict', async () => {
    github.onRequest({ matching: { operation: 'GET /repos/{owner}/{repo}/git/ref/{ref}' } }, async () => {
      await github.repository.commit({ [MANIFEST]: 'theirs\n' });
    });
    expect(await failure()).toMatchObject({ code: 'conflict' });
    expect(await github.repository.branches()).toEqual(['main']);
  });

  test('of two that create the branch is a conflict', async () => {
    github.onRequest({ matching: { operation: MAKE } }, async () => {
      await propose({ text: 'theirs\n' });
    });
    expect(await failure()).toMatchObject({ code: 'conflict' });
    expect(await github.repository.read(MANIFEST, BRANCH)).toBe('old\ntheirs\n');
  });

  test('of two that open the pull request leaves one', async () => {
    github.onRequest({ matching: { operation: OPEN } }, async () => {
      await github.repository.openPull({ branch: BRANCH });
    });
    const { pullRequest } = await propose();
    expect(github.repository.state.pulls.map(({ number }) => number)).toEqual([pullRequest]);
  });
});

describe('an answer that got lost', () => {
  test.each([
    'POST /repos/{owner}/{repo}/git/blobs',
    'POST /repos/{owner}/{repo}/git/trees',
    'POST /repos/{owner}/{repo}/git/commits',
    MAKE,
    OPEN,
  ])('to %s creates nothing twice', async (operation) => {
    github.arm({ matching: { operation }, fault: reset('after') });
    const { commit, pullRequest } = await propose();
    expect(await github.repository.head(BRANCH)).toBe(commit);
    expect(github.repository.state.pulls.map(({ number }) => number)).toEqual([pullRequest]);
    expect(await github.repository.log(BRANCH)).toHaveLength(2);
  });

  test.each([MOVE, 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}'])(
    'to %s changes nothing twice',
    async (operation) => {
      await propose();
      github.arm({ matching: { operation }, fault: html(502, 'after') });
      const { commit, pullRequest } = await propose({ text: 'other\n' });
      expect(await github.repository.head(BRANCH)).toBe(commit);
      expect(github.repository.state.pulls.map(({ number }) => number)).toEqual([pullRequest]);
    },
  );
});

describe('a refusal', () => {
  test("by the repository's setting names it", async () => {
    github.repository.settings.actionsMayOpenPulls = false;
    expect(await failure()).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('GitHub Actions is not permitted to create or approve pull requests'),
      hint: expect.stringContaining('"Allow GitHub Actions to create and approve pull requests"'),
    });
    // the next run finds the branch and goes on from there
    github.repository.settings.actionsMayOpenPulls = true;
    github.clear();
    expect(await propose({ repeats: true })).toMatchObject({ pullRequest: 1 });
    expect(writes()).toEqual([OPEN]);
  });

  const refused: readonly (readonly [string, () => Change, string])[] = [
    [
      'to write contents',
      () => ({ token: github.addToken({ permissions: { contents: 'read', 'pull-requests': 'write' } }) }),
      'permissions: {contents: write}',
    ],
    [
      'to write pull requests',
      () => ({ token: github.addToken({ permissions: { contents: 'write', 'pull-requests': 'read' } }) }),
      'permissions: {pull-requests: write}',
    ],
    [
      'by a rule for all branches',
      () => {
        github.repository.addRuleset({ include: ['~ALL'], rules: { restrictCreations: true } });
        return {};
      },
      'Exclude the branches stagegate/*',
    ],
    ['on the branch of the proposal itself', () => ({ base: BRANCH }), 'the branch that has the registry'],
  ];
  test.each(refused)('%s says how to fix it', async (_name, arrange, hint) => {
    const change = arrange();
    if (change.base !== undefined) await github.repository.setBranch(change.base, 'main');
    expect(await failure(change)).toMatchObject({ hint: expect.stringContaining(hint) });
    expect(github.repository.state.pulls).toEqual([]);
  });
});
