import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { getOctokit } from '@actions/github';
import {
  cutJson,
  graphqlLimit,
  graphqlTimeout,
  hang,
  html,
  primaryLimit,
  reset,
  secondaryLimit,
  serverError,
  type Fault,
} from '../faults.js';
import { startGitHub, type GitHub, type GitHubOptions } from '../github.js';
import { makeWorkspace } from '../../workspace.js';
import { runAction } from '../../run-action.js';

/* What tests can make the stand-in for GitHub do, and what it notices by itself. */

const AT = { owner: 'octo-org', repo: 'models' };
const FILES = { 'models.yaml': 'models: {}\n' };

let github: GitHub;
let issue: number;
let others: GitHub[];
beforeEach(async () => {
  github = await startGitHub({ files: FILES });
  issue = github.repository.openIssue();
  others = [];
});
afterEach(async () => {
  await Promise.all([github, ...others].map((one) => one.close()));
});

async function another(options: GitHubOptions = {}): Promise<GitHub> {
  const other = await startGitHub({ files: FILES, ...options });
  others.push(other);
  return other;
}

interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly token?: string;
  readonly signal?: AbortSignal;
}

function send(path: string, { token = github.token, ...more }: Sent = {}) {
  return fetch(`${github.apiUrl}${path}`, { ...more, headers: { authorization: `token ${token}` } });
}

const comments = () => `/repos/octo-org/models/issues/${issue}/comments`;
const comment = () => send(comments(), { method: 'POST', body: '{"body":"hello"}' });
const POSTS = { method: 'POST', operation: /comments$/ };

describe('faults', () => {
  test.each([
    ['reset before', reset('before'), 0],
    ['reset after', reset('after'), 1],
    ['a page instead of the answer, before', html(502), 0],
    ['a page instead of the answer, after', html(502, 'after'), 1],
    ['half an answer', cutJson(), 1],
    ['an error of GitHub’s own', serverError(503), 0],
  ])('%s: the second comment of three is struck', async (_, fault, done) => {
    github.arm({ matching: POSTS, at: 2, fault });
    expect((await comment()).status).toBe(201);
    const second = await comment()
      .then((response) => response.json())
      .catch(() => ({}));
    expect(second).not.toHaveProperty('id');
    expect((await comment()).status).toBe(201);
    expect(github.repository.comments(issue)).toHaveLength(2 + done);
  });

  test('an answer that does not come', async () => {
    github.arm({ matching: POSTS, fault: hang('after') });
    const signal = AbortSignal.timeout(200);
    await expect(send(comments(), { method: 'POST', body: '{"body":"x"}', signal })).rejects.toThrow();
    expect(github.repository.comments(issue)).toHaveLength(1);
    expect(github.requests.at(-1)).toMatchObject({ method: 'POST', status: null });
  });

  const soon = Math.floor(Date.now() / 1000) + 60;
  test.each<[string, Fault, number, Record<string, string>]>([
    ['too much, wait', secondaryLimit({ retryAfter: 3 }), 403, { 'retry-after': '3' }],
    ['too much', secondaryLimit(), 403, {}],
    [
      'none left',
      primaryLimit({ reset: soon }),
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(soon) },
    ],
    ['none left, by 429', primaryLimit({ reset: soon, status: 429 }), 429, { 'x-ratelimit-remaining': '0' }],
  ])('%s', async (_, fault, status, headers) => {
    github.arm({ times: 2, fault });
    for (const expected of [status, status, 201]) {
      const response = await comment();
      expect(response.status).toBe(expected);
      if (expected === 201) continue;
      expect(Object.fromEntries(response.headers)).toMatchObject(headers);
      expect(response.headers.has('retry-after')).toBe('retry-after' in headers);
    }
  });

  test.each([
    ['out of requests', graphqlLimit({ reset: soon }), [{ type: 'RATE_LIMITED' }]],
    ['timed out', graphqlTimeout('before'), [{ message: expect.stringContaining('Something went wrong') }]],
  ])('GraphQL %s', async (_, fault, errors) => {
    github.arm({ matching: { operation: 'graphql viewer' }, fault });
    const octokit = getOctokit(github.token, { baseUrl: github.apiUrl });
    const error: unknown = await octokit
      .graphql('query { viewer { login } }')
      .catch((reason: unknown) => reason);
    const told = error as { errors?: unknown; response?: { data?: { errors?: unknown } } };
    expect(told.errors ?? told.response?.data?.errors).toMatchObject(errors);
    await octokit.graphql('query { viewer { login } }');
  });
});

describe('limits', () => {
  test('a token’s requests run out, and asking about it costs none', async () => {
    github.leaveRequests({ remaining: 2, seconds: 90 });
    expect((await send(comments())).headers.get('x-ratelimit-remaining')).toBe('1');
    const limits = (await (await send('/rate_limit')).json()) as { rate: object };
    expect(limits.rate).toMatchObject({ limit: 1000, used: 999, remaining: 1 });
    expect((await comment()).status).toBe(201);
    const refused = await comment();
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({
      message: expect.stringContaining('API rate limit exceeded'),
    });
    expect(Number(refused.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000 + 60);
    expect(github.repository.comments(issue)).toHaveLength(1);
    const other = github.addToken({ kind: 'app' });
    expect((await send(comments(), { token: other })).headers.get('x-ratelimit-remaining')).toBe('4999');
  });

  test('more writes in a minute than GitHub bears', async () => {
    let now = Date.parse('2026-11-01T10:00:00Z');
    const busy = await another({ writesPerMinute: 2, clock: () => now });
    const number = busy.repository.openIssue();
    const write = () =>
      fetch(`${busy.apiUrl}/repos/octo-org/models/issues/${number}/comments`, {
        ...{ method: 'POST', body: '{"body":"x"}', headers: { authorization: `token ${busy.token}` } },
      });
    const statuses = [(await write()).status, (await write()).status];
    now += 20_000;
    const refused = await write();
    expect([...statuses, refused.status]).toEqual([201, 201, 403]);
    expect(refused.headers.get('retry-after')).toBe('40');
    now += 40_000;
    expect((await write()).status).toBe(201);
    expect(busy.repository.comments(number)[2]!.createdAt).toBe('2026-11-01T10:01:00Z');
  });
});

test('something happens between two requests', async () => {
  github.onRequest(
    { matching: { operation: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments' }, at: 2 },
    ({ number }) => {
      github.repository.comment(issue, { by: 'eve', body: `before request ${number}` });
    },
  );
  const bodies = async () =>
    ((await (await send(comments())).json()) as { body: string }[]).map(({ body }) => body);
  expect(await bodies()).toEqual([]);
  expect(await bodies()).toEqual(['before request 2']);
  expect(await bodies()).toEqual(['before request 2']);
});

test('the requests are told: what, by whom, with which end', async () => {
  await comment();
  await send('/repos/octo-org/nothing?a=b', { token: github.addToken({ kind: 'user', of: 'ada' }) });
  await fetch(`${github.gitUrl}/info/refs?service=git-upload-pack`);
  expect(github.requests).toMatchObject([
    {
      number: 1,
      operation: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
      by: 'github-actions[bot]',
      status: 201,
    },
    { number: 2, method: 'GET', path: '/repos/octo-org/nothing?a=b', by: 'ada', status: 404 },
    { number: 3, operation: 'git upload-pack', by: null, status: 401 },
  ]);
  expect(github.requests[0]!.body).toBe('{"body":"hello"}');
  expect(github.takeViolations()).toEqual([expect.stringContaining('"a" is not described')]);
  github.clear();
  expect(github.requests).toEqual([]);
});

describe('what does not fit GitHub’s description', () => {
  test.each([
    ['a path that is not there', () => send('/repos/octo-org/models/nothing'), 'is not served'],
    [
      'a field of another type',
      () => send(comments(), { method: 'POST', body: '{"body":1}' }),
      '/body must be string',
    ],
    [
      'a field that is missing',
      () => send(comments(), { method: 'POST', body: '{}' }),
      "must have required property 'body'",
    ],
    [
      'a field too many',
      () => send(comments(), { method: 'POST', body: '{"body":"x","id":1}' }),
      'the field "id" is not described',
    ],
    [
      'a query of another type',
      () => send(`${comments()}?per_page=all`),
      'query per_page: /value must be integer',
    ],
    ['no body', () => send(comments(), { method: 'POST' }), 'a body is required'],
  ])('%s', async (_, ask, words) => {
    const response = await ask();
    expect(response.ok).toBe(words.startsWith('query'));
    expect(github.takeViolations()).toEqual([expect.stringContaining(words)]);
  });

  test('closing fails, and cleans up all the same', async () => {
    const other = await startGitHub({ files: FILES });
    await fetch(`${other.apiUrl}/nothing`, { headers: { authorization: `token ${other.token}` } });
    expect(() => other.assertFaithful()).toThrow('GET /nothing is not served');
    await fetch(`${other.apiUrl}/nothing`, { headers: { authorization: `token ${other.token}` } });
    await expect(other.close()).rejects.toThrow('GET /nothing is not served');
    expect(existsSync(other.world.folder)).toBe(false);
    await expect(fetch(other.apiUrl)).rejects.toThrow();
  });

  test('an answer of the stand-in’s own', async () => {
    const made = github.repository.comment(issue, { body: 'x' });
    Object.assign(made, { createdAt: 'yesterday' });
    await send(comments());
    expect(github.takeViolations()).toEqual([
      expect.stringContaining('/0/created_at must match format "date-time"'),
    ]);
  });
});

test('GitHub Enterprise Server: other paths, the same answers', async () => {
  const ghes = await another({ ghes: true });
  expect([ghes.apiUrl, ghes.graphqlUrl]).toEqual([`${ghes.url}/api/v3`, `${ghes.url}/api/graphql`]);
  const octokit = getOctokit(ghes.token, { baseUrl: ghes.apiUrl });
  const { data } = await octokit.rest.repos.get(AT);
  expect(data.url).toBe(`${ghes.url}/api/v3/repos/octo-org/models`);
  expect(await octokit.graphql('query { viewer { login } }')).toEqual({
    viewer: { login: 'github-actions[bot]' },
  });
  await fetch(`${ghes.url}/repos/octo-org/models`, { headers: { authorization: `token ${ghes.token}` } });
  expect(ghes.takeViolations()).toEqual([expect.stringContaining('is not served')]);
});

describe('a workflow’s run', () => {
  test('a push: the branch, what it held before, and the commits', async () => {
    const before = (await github.repository.head())!;
    const sha = await github.repository.commit({ 'a.txt': 'a' }, { message: 'Add a', by: 'ada' });
    const { event, eventName, env, ref, token, run } = await github.run({ actor: 'ada' });
    expect([eventName, ref]).toEqual(['push', 'refs/heads/main']);
    expect(event).toMatchObject({
      ...{ ref: 'refs/heads/main', before, after: sha, created: false, forced: false },
      head_commit: { id: sha, message: 'Add a', added: ['a.txt'] },
      repository: { full_name: 'octo-org/models' },
      sender: { login: 'ada' },
    });
    expect(env).toMatchObject({
      GITHUB_API_URL: github.apiUrl,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
      GITHUB_REPOSITORY: 'octo-org/models',
      GITHUB_SHA: sha,
      GITHUB_RUN_ID: String(run.id),
      GITHUB_HEAD_REF: '',
    });
    expect((await send(comments(), { token })).status).toBe(200);
  });

  test('a fork’s pull request: the merge is checked out, and the token may only read', async () => {
    const fork = await github.repository.fork('eve');
    const headSha = await fork.commit({ 'a.txt': 'a' }, { branch: 'patch', by: 'eve' });
    const { number } = await github.repository.openPull({ branch: 'patch', fork, by: 'eve' });
    const { event, env, sha, token, run } = await github.run({
      event: 'pull_request',
      pull: number,
      actor: 'eve',
    });
    expect(env).toMatchObject({
      GITHUB_REF: `refs/pull/${number}/merge`,
      GITHUB_HEAD_REF: 'patch',
      GITHUB_BASE_REF: 'main',
    });
    expect(sha).toBe(github.repository.pull(number).mergeCommit);
    expect(event).toMatchObject({
      number,
      action: 'synchronize',
      pull_request: { head: { sha: headSha, repo: { fork: true } } },
    });
    expect(run).toMatchObject({ headSha, event: 'pull_request' });
    const refused = await send(comments(), { method: 'POST', body: '{"body":"x"}', token });
    expect(refused.status).toBe(403);
    const target = await github.run({ event: 'pull_request_target', pull: number });
    expect(target).toMatchObject({ ref: 'refs/heads/main', sha: await github.repository.head() });
    expect(
      (await send(comments(), { method: 'POST', body: '{"body":"x"}', token: target.token })).status,
    ).toBe(201);
  });

  test('a dispatch has its inputs, and the action starts with all that', async () => {
    const run = await github.run({
      event: 'workflow_dispatch',
      inputs: { version: '2' },
      permissions: { contents: 'read' },
    });
    expect(run.event).toMatchObject({ inputs: { version: '2' }, workflow: '.github/workflows/promote.yml' });
    const workspace = makeWorkspace();
    const acted = await runAction({
      workspace: workspace.root,
      inputs: { model: 'churn', version: '2', stage: 'Staging' },
      ...run,
    });
    expect(acted.status).toBe(1);
    expect(acted.stdout).toContain('.github/stagegate.yml');
    const { data } = await getOctokit(run.token, { baseUrl: run.env['GITHUB_API_URL']! }).rest.repos.get(AT);
    expect(data.full_name).toBe(run.env['GITHUB_REPOSITORY']);
  });
});

test('many at once, each for itself', async () => {
  const all = await Promise.all(Array.from({ length: 3 }, () => another()));
  await all[0]!.repository.commit({ 'models.yaml': 'other\n' });
  const texts = await Promise.all(all.map(({ repository }) => repository.read('models.yaml')));
  expect(texts).toEqual(['other\n', 'models: {}\n', 'models: {}\n']);
  expect(readFileSync(`${all[1]!.repository.state.git.folder}/HEAD`, 'utf8')).toBe('ref: refs/heads/main\n');
});
