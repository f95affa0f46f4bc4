import { beforeEach, describe, expect, test } from '@jest/globals';
import { findMergedPullRequest } from '../../src/github/pull-request.js';
import { caught, startHubForEach } from './support/each-hub.js';

const on = startHubForEach();
let number: number;

beforeEach(async () => {
  await on.hub.repository.commit({ 'topic.txt': 'x' }, { branch: 'topic' });
  number = (await on.hub.repository.openPull({ branch: 'topic' })).number;
});

const find = (sha: string, branch = 'main', token?: string): Promise<number | null> =>
  findMergedPullRequest(on.client(token), sha, `refs/heads/${branch}`);

describe('the pull request of a push', () => {
  test.each(['merge', 'squash', 'rebase'] as const)('is the one that was merged: %s', async (method) => {
    await on.hub.repository.mergePull(number, { method });
    expect(await find(await on.mainHead())).toBe(number);
  });

  test('is the one that merged a commit into this branch', async () => {
    const head = (await on.hub.repository.head('topic'))!;
    await on.hub.repository.mergePull(number, { method: 'merge' });
    expect(await find(head)).toBe(number);
    expect(await find(head, 'release')).toBeNull();
  });

  test('is null while it is open, or when it was closed without a merge', async () => {
    const head = (await on.hub.repository.head('topic'))!;
    expect(await find(head)).toBeNull();
    on.hub.repository.closePull(number);
    expect(await find(head)).toBeNull();
  });

  test('is null for a commit that was pushed directly', async () => {
    await on.hub.repository.mergePull(number, { method: 'merge' });
    await on.hub.repository.commit({ 'more.txt': 'x' });
    expect(await find(await on.mainHead())).toBeNull();
  });
});

test('names the missing permission', async () => {
  const token = on.hub.addToken({ permissions: { contents: 'write' } });
  const error = await caught(find(await on.mainHead(), 'main', token));
  expect(error).toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/^cannot find the pull request of commit [0-9a-f]{12}: /) as unknown,
    hint: expect.stringContaining('"permissions: {pull-requests: read, contents: read}"') as unknown,
  });
});
