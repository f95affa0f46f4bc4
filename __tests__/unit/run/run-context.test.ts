import { describe, expect, test } from '@jest/globals';
import type { WorkflowEvent } from '../../../src/run/event.js';
import { readRunContext } from '../../../src/run/run-context.js';

const SHA = 'c'.repeat(40);
const HEAD = 'a'.repeat(40);
const ENV = {
  GITHUB_ACTIONS: 'true',
  GITHUB_ACTOR: 'octocat',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_SHA: SHA,
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'octo-org/models',
  GITHUB_RUN_ID: '12',
};
const GIT = { head: 'd'.repeat(40), ref: 'refs/heads/mine', userName: 'Mona', problem: null };

function eventOf(name: string | null, head: string | null = null): WorkflowEvent {
  const pullRequest = {
    number: 7,
    author: 'octocat',
    head: { branch: 'new', sha: head, repository: null },
    fromFork: true,
  };
  const isPullRequest = name?.startsWith('pull_request') === true;
  return {
    name,
    proposes: isPullRequest,
    beforeMerge: isPullRequest,
    base: null,
    pullRequest: isPullRequest ? pullRequest : null,
    number: isPullRequest ? 7 : null,
  };
}

const read = (env: Record<string, string>, event: WorkflowEvent) =>
  readRunContext({ env, event, askGit: () => Promise.resolve(GIT) });

describe('the ref and the commits that a run is about', () => {
  test.each([
    ['a push', 'push', null, 'refs/heads/main', [SHA]],
    [
      'a pull request: the merge that was checked out, and its head',
      'pull_request',
      HEAD,
      'refs/heads/main',
      [SHA, HEAD],
    ],
    [
      'a pull request without a readable event: the merge only',
      'pull_request',
      null,
      'refs/heads/main',
      [SHA],
    ],
    ["a pull request's head that is what was checked out", 'pull_request', SHA, 'refs/heads/main', [SHA]],
    // its variables name the base branch and the base's commit
    [
      'pull_request_target: the head, which is on no branch yet',
      'pull_request_target',
      HEAD,
      'refs/pull/7/head',
      [HEAD],
    ],
    [
      'pull_request_target without a readable event: no commit',
      'pull_request_target',
      null,
      'refs/pull/7/head',
      [],
    ],
  ])('%s', async (_name, event, head, ref, commits) => {
    expect(await read(ENV, eventOf(event, head))).toMatchObject({ ref, commits });
  });

  test('once it is merged, pull_request_target is on the branch that it was merged into', async () => {
    const event = { ...eventOf('pull_request_target', HEAD), beforeMerge: false };
    expect(await read(ENV, event)).toMatchObject({ ref: 'refs/heads/main', commits: [SHA, HEAD] });
  });

  test('pull_request_target without a pull request is on no ref that is known', async () => {
    const event = { ...eventOf('pull_request_target'), pullRequest: null, number: null };
    expect(await read(ENV, event)).toMatchObject({ ref: null, commits: [] });
  });
});

test.each([
  ['the first attempt', {}, 'https://github.com/octo-org/models/actions/runs/12'],
  [
    'a later one',
    { GITHUB_RUN_ATTEMPT: '2' },
    'https://github.com/octo-org/models/actions/runs/12/attempts/2',
  ],
  ['no id', { GITHUB_RUN_ID: '' }, null],
])('the run of %s', async (_name, more, run) => {
  expect(await read({ ...ENV, ...more }, eventOf('push'))).toMatchObject({ actor: 'octocat', run });
});

test.each([
  ['a pull request', { branch: 'main', sha: null }, 'refs/heads/main'],
  ['another event', null, undefined],
])('the base of %s', async (_name, base, ref) => {
  expect((await read(ENV, { ...eventOf('pull_request', HEAD), base })).base).toBe(ref);
});

test('outside of a workflow git is asked', async () => {
  expect(await read({ ...ENV, GITHUB_ACTIONS: '' }, eventOf(null))).toEqual({
    actor: 'Mona',
    run: null,
    ref: 'refs/heads/mine',
    commits: [GIT.head],
  });
});
