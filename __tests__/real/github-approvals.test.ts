import { beforeEach, describe, expect, test } from '@jest/globals';
import { checkApprovals } from '../../src/gates/approvals.js';
import type { GateContext } from '../../src/gates/context.js';
import type { RunContext } from '../../src/model/run-context.js';
import type { GateResult } from '../../src/model/gate-result.js';
import { readApprovals } from '../../src/github/pull-request.js';
import { caught, startHubForEach } from './support/each-hub.js';

const on = startHubForEach();

describe('approvals', () => {
  const onMain = (...commits: string[]): RunContext => ({
    actor: null,
    run: null,
    ref: 'refs/heads/main',
    commits,
  });
  const onPull = (number: number): RunContext => ({
    ...onMain('e'.repeat(40)),
    ref: `refs/pull/${number}/merge`,
  });

  beforeEach(() => {
    for (const login of ['ann', 'bob', 'octocat']) on.hub.repository.collaborator(login, 'write');
  });

  async function open(branch = 'topic', base = 'main'): Promise<number> {
    await on.hub.repository.commit({ [branch]: 'one' }, { branch, from: base });
    await on.hub.repository.commit({ [branch]: 'two' }, { branch });
    return (await on.hub.repository.openPull({ branch, base })).number;
  }

  async function count(run: RunContext, required = 1, github = on.client()): Promise<GateResult> {
    const approvals = await readApprovals(github, run);
    return checkApprovals({ approvals: required }, { approvals } as GateContext)[0]!;
  }

  test.each(['merge', 'squash', 'rebase'] as const)('of the pull request merged by %s', async (method) => {
    const number = await open();
    on.hub.repository.review(number, { by: 'ann' });
    const sha = await on.hub.repository.mergePull(number, { method });
    expect(await count(onMain(sha))).toMatchObject({
      verdict: 'pass',
      observed: 1,
      reason: `pull request ${number} is approved by ann`,
    });
  });

  test('of the pull request that merged a commit into this branch, not into another', async () => {
    await on.hub.repository.setBranch('next', 'main');
    const first = await open('topic', 'next');
    on.hub.repository.review(first, { by: 'ann' });
    const sha = (await on.hub.repository.head('topic'))!;
    await on.hub.repository.mergePull(first);
    expect(await count(onMain(sha))).toMatchObject({ verdict: 'fail', observed: 'missing' });
    const second = (await on.hub.repository.openPull({ branch: 'topic' })).number;
    await on.hub.repository.mergePull(second);
    expect(await count(onMain(sha))).toMatchObject({ verdict: 'fail', observed: 0 });
    on.hub.repository.review(second, { by: 'bob' });
    expect(await count(onMain(sha))).toMatchObject({
      verdict: 'pass',
      reason: `pull request ${second} is approved by bob`,
    });
  });

  test('of the pull request whose merge commit is tagged; none for a tag elsewhere', async () => {
    const number = await open();
    on.hub.repository.review(number, { by: 'ann' });
    const sha = await on.hub.repository.mergePull(number);
    const tagged = (commit: string): RunContext => ({ ...onMain(commit), ref: 'refs/tags/v1' });
    expect(await count(tagged(sha))).toMatchObject({ verdict: 'pass' });
    expect(await count(tagged(on.hub.repository.pull(number).headSha))).toMatchObject({
      observed: 'missing',
    });
  });

  test('of the pull request into this branch, even if the commit is the merge commit of another', async () => {
    await on.hub.repository.setBranch('next', 'main');
    const inner = await open('topic', 'next');
    on.hub.repository.review(inner, { by: 'ann' });
    const sha = await on.hub.repository.mergePull(inner);
    const outer = (await on.hub.repository.openPull({ branch: 'next' })).number;
    await on.hub.repository.mergePull(outer);
    expect(await count(onMain(sha))).toMatchObject({
      verdict: 'fail',
      reason: expect.stringContaining(`pull request ${outer} has 0 of 1 approvals`) as unknown,
    });
  });

  test('of the first pull request that merged a commit, not of a later one that has it too', async () => {
    const { repository } = on.hub;
    const sha = await repository.commit({ a: '1' }, { branch: 'topic' });
    await repository.commit({ b: '1' }, { branch: 'later', from: 'topic' });
    const later = await repository.openPull({ branch: 'later' });
    const first = await repository.openPull({ branch: 'topic' });
    repository.review(later.number, { by: 'ann' });
    await repository.mergePull(first.number);
    await repository.mergePull(later.number);
    Object.assign(later, { mergedAt: '2100-01-01T00:00:00Z', baseSha: first.baseSha });
    expect(await count(onMain(sha))).toMatchObject({
      reason: expect.stringContaining(`pull request ${first.number} has 0 of`) as unknown,
    });
  });

  test.each<[string, () => Promise<string>]>([
    ['that was pushed', () => on.hub.repository.commit({ a: '1' })],
    [
      'of a pull request that is open',
      async () => {
        const number = await open();
        on.hub.repository.review(number, { by: 'ann' });
        return on.hub.repository.pull(number).headSha;
      },
    ],
    [
      'of a pull request that was closed',
      async () => {
        const number = await open();
        on.hub.repository.review(number, { by: 'ann' });
        on.hub.repository.closePull(number);
        return on.hub.repository.pull(number).headSha;
      },
    ],
  ])('of a commit %s there are none', async (_name, arrange) => {
    const sha = await arrange();
    expect(await count(onMain(sha))).toMatchObject({
      verdict: 'fail',
      observed: 'missing',
      reason: `commit ${sha.slice(0, 12)} did not come from a merged pull request: merge one, or run this on the commit of the last merge`,
    });
  });

  test('of a commit that was never pushed, or without a commit, there are none', async () => {
    expect(await count(onMain('d'.repeat(40)))).toMatchObject({
      verdict: 'fail',
      reason: 'octo-org/models does not have commit dddddddddddd on GitHub: push it first',
    });
    expect(await count(onMain())).toMatchObject({ verdict: 'fail', observed: 'missing' });
  });

  test('on an open pull request are its own', async () => {
    const number = await open();
    expect(await count(onPull(number))).toMatchObject({ verdict: 'fail', observed: 0 });
    on.hub.repository.review(number, { by: 'ann' });
    expect(await count(onPull(number))).toMatchObject({ verdict: 'pass', observed: 1 });
  });

  const CHANGES = { state: 'CHANGES_REQUESTED' } as const;
  test.each<[string, (number: number) => void, 'pass' | 'fail', number | string]>([
    [
      'dismissed',
      (number) => on.hub.repository.dismissReview(on.hub.repository.review(number, { by: 'ann' }).id),
      'fail',
      0,
    ],
    [
      'given after changes were asked for',
      (number) => {
        on.hub.repository.review(number, { by: 'ann', ...CHANGES });
        on.hub.repository.review(number, { by: 'ann' });
      },
      'pass',
      1,
    ],
    [
      'given before changes were asked for',
      (number) => {
        on.hub.repository.review(number, { by: 'ann' });
        on.hub.repository.review(number, { by: 'ann', ...CHANGES });
      },
      'fail',
      'changes requested',
    ],
    [
      'beside changes that another asks for',
      (number) => {
        on.hub.repository.review(number, { by: 'ann' });
        on.hub.repository.review(number, { by: 'bob', ...CHANGES });
      },
      'fail',
      'changes requested',
    ],
    [
      'beside changes that an outsider asks for',
      (number) => {
        on.hub.repository.review(number, { by: 'ann' });
        on.hub.repository.review(number, { by: 'stranger', ...CHANGES });
      },
      'pass',
      1,
    ],
    [
      'followed by more comments than a page has',
      (number) => {
        on.hub.repository.review(number, { by: 'ann', ...CHANGES });
        for (let at = 0; at < 120; at++) on.hub.repository.review(number, { by: 'bob', state: 'COMMENTED' });
        on.hub.repository.review(number, { by: 'ann' });
      },
      'pass',
      1,
    ],
    ["the author's own", (number) => on.hub.repository.review(number, { by: 'octocat' }), 'fail', 0],
    ["a bot's", (number) => on.hub.repository.review(number, { by: 'github-actions[bot]' }), 'fail', 0],
    ["an outsider's", (number) => on.hub.repository.review(number, { by: 'stranger' }), 'fail', 0],
    [
      'of a commit before the last',
      (number) =>
        on.hub.repository.review(number, { by: 'ann', commit: on.hub.repository.pull(number).baseSha }),
      'pass',
      1,
    ],
  ])('%s', async (_name, arrange, verdict, observed) => {
    const number = await open();
    arrange(number);
    const sha = await on.hub.repository.mergePull(number);
    expect(await count(onMain(sha))).toMatchObject({ verdict, observed });
  });

  test.each([
    ['read', 'fail'],
    ['triage', 'fail'],
    ['write', 'pass'],
    ['maintain', 'pass'],
    ['admin', 'pass'],
  ] as const)('by somebody with the role %s: %s', async (role, verdict) => {
    on.hub.repository.collaborator('carl', role);
    const number = await open();
    on.hub.repository.review(number, { by: 'carl' });
    expect(await count(onPull(number))).toMatchObject({ verdict });
  });

  test('looks up each reviewer once', async () => {
    const number = await open();
    for (const by of ['ann', 'bob', 'ann', 'bob']) on.hub.repository.review(number, { by });
    expect(await count(onPull(number), 2)).toMatchObject({ verdict: 'pass', observed: 2 });
    expect(on.hub.requests.filter(({ path }) => path.includes('/collaborators/'))).toHaveLength(2);
  });

  test.each([
    ['a push', () => on.mainHead().then((sha) => onMain(sha)), /find the pull request of commit/],
    ['a pull request', () => open().then(onPull), /read pull request 1/],
  ])('a token that may not read them, on %s', async (_name, run, message) => {
    const token = on.hub.addToken({ permissions: { contents: 'read' } });
    const error = await caught(readApprovals(on.client(token), await run()));
    expect(error.code).toBe('unavailable');
    expect(error.message).toMatch(message);
    expect(error.hint).toContain('"permissions: {pull-requests: read, contents: read}"');
    expect(error.hint).toContain('pull_requests=read');
  });
});
