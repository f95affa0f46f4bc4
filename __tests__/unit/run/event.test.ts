import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readEvent } from '../../../src/run/event.js';

const folder = mkdtempSync(join(tmpdir(), 'stagegate-event-'));
afterAll(() => rmSync(folder, { recursive: true }));

const BASE = 'b'.repeat(40);
const HEAD = 'a'.repeat(40);

/** A payload as GitHub sends it, the keys that are read among many. */
const PULL_REQUEST = {
  action: 'synchronize',
  number: 7,
  pull_request: {
    id: 1,
    number: 7,
    user: { login: 'octocat', id: 2 },
    base: { ref: 'main', sha: BASE, label: 'octo-org:main', repo: { full_name: 'octo-org/models' } },
    head: { ref: 'new-model', sha: HEAD, repo: { full_name: 'octo-org/models' } },
  },
};

const withHead = (head: unknown) => ({ pull_request: { ...PULL_REQUEST.pull_request, head } });
const withBase = (base: unknown) => ({ pull_request: { ...PULL_REQUEST.pull_request, base } });

function read(name: string, payload: unknown, env: Record<string, string> = {}) {
  const path = join(folder, 'event.json');
  writeFileSync(path, typeof payload === 'string' ? payload : JSON.stringify(payload));
  return readEvent({ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path, ...env });
}

const PARSED = {
  number: 7,
  author: 'octocat',
  head: { branch: 'new-model', sha: HEAD, repository: 'octo-org/models' },
  fromFork: false,
};

describe('events that propose a change', () => {
  test.each(['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment'])(
    '%s',
    async (name) => {
      expect(await read(name, PULL_REQUEST)).toEqual({
        name,
        proposes: true,
        beforeMerge: true,
        base: { branch: 'main', sha: BASE },
        pullRequest: PARSED,
        number: 7,
      });
    },
  );

  test('merge_group, whose refs are full', async () => {
    const payload = { merge_group: { base_ref: 'refs/heads/release/1', base_sha: BASE, head_sha: HEAD } };
    expect(await read('merge_group', payload)).toEqual({
      name: 'merge_group',
      proposes: true,
      beforeMerge: true,
      base: { branch: 'release/1', sha: BASE },
      pullRequest: null,
      number: null,
    });
  });
});

test.each<[string, string, string | null]>([
  ['push', 'main/pr-7-cafe', 'main'],
  ['push', 'release/1/pr-7-cafe', 'release/1'],
  ['push', 'main', null],
  ['merge_group', 'main/pr-7-cafe', 'main'],
])("%s to the merge queue's own branch %s", async (name, queued, branch) => {
  const event = await read(name, {}, { GITHUB_REF: `refs/heads/gh-readonly-queue/${queued}` });
  expect(event).toMatchObject({
    proposes: true,
    beforeMerge: true,
    base: branch === null ? null : { branch, sha: null },
  });
});

describe('events that do not', () => {
  test.each([
    ['push', {}, null],
    ['workflow_dispatch', { inputs: {} }, null],
    ['a push whose payload has been made to look like a pull request', PULL_REQUEST, 7],
    ['issue_comment on an issue', { issue: { number: 3 } }, null],
    ['issue_comment on a pull request', { issue: { number: 3, pull_request: { url: 'x' } } }, 3],
    ['workflow_run for a pull request', { workflow_run: { pull_requests: [{ number: 5 }] } }, 5],
    ['workflow_run for a fork', { workflow_run: { pull_requests: [] } }, null],
  ])('%s', async (name, payload, number) => {
    expect(await read(name.split(' ')[0]!.replace(/^a$/, 'push'), payload)).toMatchObject({
      proposes: false,
      beforeMerge: false,
      base: null,
      pullRequest: null,
      number,
    });
  });
});

test.each([
  ['its own repository', { repo: { full_name: 'octo-org/models' } }, false],
  ['another repository', { repo: { full_name: 'mallory/models' } }, true],
  ['a fork that is gone', { repo: null }, true],
  ['nowhere', {}, true],
])('a head from %s', async (_name, head, fromFork) => {
  const { pullRequest } = await read('pull_request', withHead(head));
  expect(pullRequest).toMatchObject({ number: 7, fromFork });
});

describe('a pull request that is closed', () => {
  const closed = (merged: unknown) => ({ pull_request: { ...PULL_REQUEST.pull_request, merged } });
  test.each<[string, unknown, string, boolean]>([
    ['merged, on its branch', true, 'refs/heads/main', false],
    ['merged, on a ref of its own', true, 'refs/pull/7/merge', true],
    ['merged, on no ref', true, '', true],
    ['merged in other words', 'true', 'refs/heads/main', true],
    ['not merged', false, 'refs/heads/main', true],
  ])('%s', async (_name, merged, ref, beforeMerge) => {
    const event = await read('pull_request', closed(merged), { GITHUB_REF: ref });
    expect(event).toMatchObject({ proposes: true, beforeMerge });
  });
});

describe('a payload that is not as expected', () => {
  const nothing = {
    name: 'pull_request',
    proposes: true,
    beforeMerge: true,
    base: null,
    pullRequest: null,
    number: null,
  };
  test.each([
    ['empty', ''],
    ['no JSON', '{"pull_request":'],
    ['null', 'null'],
    ['a list', '[]'],
    ['without a pull request', '{}'],
    ['a pull request that is a text', '{"pull_request":"7"}'],
    ['a number that is a text', '{"pull_request":{"number":"7"}}'],
    ['nested too deep', '['.repeat(100_000)],
    ['too large', ' '.repeat(32 * 1024 * 1024 + 1)],
  ])('%s: nothing is known, and it still proposes', async (_name, payload) => {
    expect(await read('pull_request', payload)).toEqual(nothing);
  });

  test.each([undefined, '', '/nowhere/event.json', folder])('at %j', async (path) => {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: path };
    expect(await readEvent(env)).toEqual(nothing);
  });

  test.each([
    [
      'a sha that is a word',
      withBase({ ref: 'main', sha: '--upload-pack=x' }),
      { branch: 'main', sha: null },
    ],
    ['no ref', withBase({ sha: BASE }), { branch: 'next', sha: BASE }],
    ['an empty ref', withBase({ ref: '', sha: BASE }), { branch: 'next', sha: BASE }],
    ['no base', withBase(undefined), { branch: 'next', sha: null }],
    ['a base that is a number', withBase(1), { branch: 'next', sha: null }],
  ])("%s: what is left, and the runner's GITHUB_BASE_REF", async (_name, payload, base) => {
    expect((await read('pull_request', payload, { GITHUB_BASE_REF: 'next' })).base).toEqual(base);
  });
});

test('outside a workflow, there is no event', async () => {
  const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' };
  expect(await readEvent(env)).toEqual({
    name: null,
    proposes: false,
    beforeMerge: false,
    base: null,
    pullRequest: null,
    number: null,
  });
});
