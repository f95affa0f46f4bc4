import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readEvent } from '../../../src/run/event.js';
import {
  chooseCommitMode,
  onlyDecides,
  type CommitSetting,
  readRepository,
} from '../../../src/run/target-branch.js';
import { accessGitHub } from '../../../src/github/access.js';

const PUSH = {
  GITHUB_ACTIONS: 'true',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REPOSITORY: 'octo-org/models',
};
const CLOSED = { ...PUSH, GITHUB_EVENT_NAME: 'pull_request' };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagegate-event-'));
  writeFileSync(join(folder, 'merged.json'), '{"pull_request": {"merged": true}}');
  writeFileSync(join(folder, 'open.json'), '{"pull_request": {"merged": false}}');
  writeFileSync(join(folder, 'forged.json'), '{"pull_request": {"merged": "true"}}');
  writeFileSync(join(folder, 'broken.json'), '{"pull_request');
  writeFileSync(join(folder, 'null.json'), 'null');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('commit: auto is', () => {
  test.each<[string, string, Record<string, string>, string | undefined]>([
    ['api', 'on a push', PUSH, 'token'],
    ['api', 'on a dispatch', { ...PUSH, GITHUB_EVENT_NAME: 'workflow_dispatch' }, 'token'],
    ['api', 'with the token of the environment', { ...PUSH, GITHUB_TOKEN: 'x' }, undefined],
    ['api', 'on a tag, which tells that it needs a branch', { ...PUSH, GITHUB_REF: 'refs/tags/v1' }, 'token'],
    ['api', 'on a pull request that was merged', { ...CLOSED, event: 'merged.json' }, 'token'],
    ['none', 'without a token', PUSH, undefined],
    ['none', 'without a repository', { ...PUSH, GITHUB_REPOSITORY: '' }, 'token'],
    ['none', 'outside a workflow', { ...PUSH, GITHUB_ACTIONS: '' }, 'token'],
    [
      'none',
      'on a pull request',
      { ...PUSH, GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge' },
      'token',
    ],
    [
      'none',
      'on its target',
      { ...PUSH, GITHUB_EVENT_NAME: 'pull_request_target', event: 'open.json' },
      'token',
    ],
    [
      'none',
      'on a review',
      { ...PUSH, GITHUB_EVENT_NAME: 'pull_request_review', event: 'open.json' },
      'token',
    ],
    [
      'none',
      'on a merged one off its branch',
      { ...CLOSED, GITHUB_REF: 'refs/pull/7/merge', event: 'merged.json' },
      'token',
    ],
    ['none', 'on one that says merged in other words', { ...CLOSED, event: 'forged.json' }, 'token'],
    ['none', 'on one whose event is broken', { ...CLOSED, event: 'broken.json' }, 'token'],
    ['none', 'on one whose event is nothing', { ...CLOSED, event: 'null.json' }, 'token'],
    ['none', 'on one whose event is missing', { ...CLOSED, event: 'missing.json' }, 'token'],
    [
      'none',
      "on a merge queue's branch",
      { ...PUSH, GITHUB_REF: 'refs/heads/gh-readonly-queue/main/pr-1-a' },
      'token',
    ],
    ['none', 'in a merge queue', { ...PUSH, GITHUB_EVENT_NAME: 'merge_group' }, 'token'],
  ])('%s %s', async (mode, _name, { event, ...given }, token) => {
    const env = { ...given, ...(event === undefined ? {} : { GITHUB_EVENT_PATH: join(folder, event) }) };
    const github = accessGitHub({ token, env, onWait: () => undefined });
    expect(chooseCommitMode('auto', { event: await readEvent(env), github })).toBe(mode);
  });
});

test.each<[CommitSetting | undefined, string]>([
  [undefined, 'none'],
  ['none', 'none'],
  ['push', 'push'],
  ['api', 'api'],
  ['pull-request', 'pull-request'],
])('commit: %s is %s, wherever it runs', async (setting, mode) => {
  const github = accessGitHub({ token: 'x', env: PUSH, onWait: () => undefined });
  expect(chooseCommitMode(setting, { event: await readEvent(PUSH), github })).toBe(mode);
});

test.each<[string, CommitSetting | undefined, Record<string, string>, boolean]>([
  ['with auto before a merge', 'auto', { ...CLOSED, event: 'open.json' }, true],
  ['without a setting before a merge', undefined, { ...CLOSED, event: 'open.json' }, true],
  ['in a merge queue', 'auto', { ...PUSH, GITHUB_EVENT_NAME: 'merge_group' }, true],
  ['where the event tells nothing', 'auto', { ...CLOSED, event: 'missing.json' }, true],
  ['with none, which says so', 'none', { ...CLOSED, event: 'open.json' }, false],
  ['once it is merged', 'auto', { ...CLOSED, event: 'merged.json' }, false],
  ['on a push', 'auto', PUSH, false],
  ['outside a workflow', undefined, {}, false],
])('a run only decides: %s', async (_name, setting, { event, ...given }, expected) => {
  const env = { ...given, ...(event === undefined ? {} : { GITHUB_EVENT_PATH: join(folder, event) }) };
  expect(onlyDecides(setting, await readEvent(env))).toBe(expected);
});

describe('the repository of an address', () => {
  test.each([
    ['https://github.com/octo-org/models', 'octo-org/models'],
    ['https://github.com/octo-org/models.git', 'octo-org/models'],
    ['https://x-access-token:secret@GitHub.com/octo-org/models.git/', 'octo-org/models'],
    ['git@github.com:octo-org/models.git', 'octo-org/models'],
    ['ssh://git@github.com/octo-org/models', 'octo-org/models'],
    ['https://github.com.example.com/octo-org/models', null],
    ['https://githubxcom/octo-org/models', null],
    ['https://example.com/github.com/octo-org/models', null],
    ['/srv/git/models.git', null],
    ['https://github.com/octo-org', null],
    ['', null],
  ])('%s', (address, repository) => {
    expect(readRepository(address, 'https://github.com')).toBe(repository);
  });

  test('on a server with a port', () => {
    expect(readRepository('http://127.0.0.1:8080/a/b.git', 'http://127.0.0.1:8080/')).toBe('a/b');
    expect(readRepository('http://127.0.0.1:9090/a/b.git', 'http://127.0.0.1:8080')).toBeNull();
  });
});
