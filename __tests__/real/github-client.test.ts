import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { openGitHub, type GitHub } from '../../src/github/client.js';
import {
  explainFailure,
  GitHubFailure,
  isForbidden,
  isNotFound,
  isThrottled,
  isUnclear,
} from '../../src/github/failure.js';
import {
  answerWith,
  graphqlLimit,
  graphqlTimeout,
  hang,
  html,
  primaryLimit,
  reset,
  secondaryLimit,
  serverError,
  type Fault,
} from '../support/github/faults.js';
import { startGitHub, type GitHub as TestGitHub } from '../support/github/github.js';
import { makeCertificates } from './support/certificates.js';
import { openClient } from './support/github-place.js';
import { startServer } from './support/scripted-server.js';

const HEAD = 'query($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { id } }';
const COMMIT = `mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }`;

let server: TestGitHub;
let client: GitHub;
let waits: string[];

beforeEach(async () => {
  server = await startGitHub({ files: { 'a.txt': 'a\n' } });
  waits = [];
  client = openClient(server, { onWait: (message) => waits.push(message) });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await server.close();
});

const soon = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;
const place = () => ({ owner: client.owner, repo: client.repo });

const READS: Readonly<Record<string, () => Promise<unknown>>> = {
  REST: () => client.rest.git.getRef({ ...place(), ref: 'heads/main' }),
  GraphQL: () => client.query(HEAD, place()),
};

const WRITES: Readonly<Record<string, () => Promise<unknown>>> = {
  REST: async () =>
    client.rest.git.createRef({
      ...place(),
      ref: 'refs/heads/new',
      sha: (await server.repository.head())!,
    }),
  GraphQL: async () =>
    client.mutate(COMMIT, {
      input: {
        branch: { repositoryNameWithOwner: server.repository.fullName, branchName: 'main' },
        expectedHeadOid: await server.repository.head(),
        message: { headline: 'x' },
        fileChanges: { additions: [{ path: 'b.txt', contents: '' }] },
      },
    }),
};

const fail = (work: () => Promise<unknown>): Promise<GitHubFailure> =>
  work().then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => {
      if (error instanceof GitHubFailure) return error;
      throw error;
    },
  );

describe.each(Object.keys(READS))('a read by %s', (api) => {
  const read = () => READS[api]!();

  test.each<[string, Fault]>([
    ['is reset', reset('before')],
    ["gets a gateway's page", html(502)],
    ['meets a fault of the server', serverError(500)],
    ...(api === 'GraphQL' ? ([['is given up half way', graphqlTimeout('before')]] as [string, Fault][]) : []),
  ])('that %s is retried', async (_name, fault) => {
    server.arm({ fault });
    await read();
    expect(server.requests).toHaveLength(2);
  });

  test('that hangs is retried', async () => {
    const real = AbortSignal.timeout.bind(AbortSignal);
    const limit = jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => real(300));
    server.arm({ fault: hang('before') });
    await read();
    expect(server.requests).toHaveLength(2);
    expect(limit).toHaveBeenCalledWith(60_000);
  });

  test('is not retried after a refusal', async () => {
    client = openClient(server, { token: 'ghs_wrong' });
    expect(await fail(read)).toMatchObject({ status: 401 });
    expect(server.requests).toHaveLength(1);
  });

  test('waits for a rate limit that passes soon', async () => {
    server.arm({
      fault: api === 'REST' ? primaryLimit({ reset: soon(0) }) : graphqlLimit({ reset: soon(0) }),
    });
    await read();
    expect(waits).toEqual([expect.stringMatching(/^127\.0\.0\.1:\d+: rate limit reached, waiting [01] s$/)]);
    expect(server.requests).toHaveLength(2);
  });

  test('reports a lasting rate limit at once', async () => {
    server.arm({
      times: 9,
      fault: api === 'REST' ? primaryLimit({ reset: soon(3_000) }) : graphqlLimit({ reset: soon(3_000) }),
    });
    const failure = await fail(read);
    expect([isThrottled(failure), isUnclear(failure), waits]).toEqual([true, false, []]);
    expect(explainFailure(failure, 'read', 'contents: read')).toMatchObject({
      hint: 'Run it again later: the rate limit is reached.',
    });
    expect(server.requests).toHaveLength(1);
  });

  test('reports a rate limit with status 429 at once', async () => {
    server.arm({ times: 9, fault: primaryLimit({ reset: soon(3_000), status: 429 }) });
    expect(isThrottled(await fail(read))).toBe(true);
    expect(server.requests).toHaveLength(1);
  });
});

describe.each(Object.keys(WRITES))('a write by %s', (api) => {
  const write = () => WRITES[api]!();

  test.each<[string, Fault]>([
    ['is reset', reset('after')],
    ["gets a gateway's page", html(502, 'after')],
    ['meets a fault of the server', serverError(500, 'after')],
    ...(api === 'GraphQL' ? ([['is given up half way', graphqlTimeout()]] as [string, Fault][]) : []),
  ])('that %s is not retried, and is reported as unclear', async (_name, fault) => {
    server.arm({ times: 9, fault });
    const failure = await fail(write);
    expect([isUnclear(failure), isThrottled(failure)]).toEqual([true, false]);
    expect(server.requests).toHaveLength(1);
  });

  test('waits for a secondary rate limit as long as GitHub says', async () => {
    server.arm({ fault: secondaryLimit({ retryAfter: 1 }) });
    await write();
    expect(waits).toEqual([expect.stringContaining('secondary rate limit reached, waiting 1 s')]);
    expect(server.requests).toHaveLength(2);
  });

  test('gives up after too many secondary rate limits', async () => {
    server.arm({ times: 9, fault: secondaryLimit({ retryAfter: 1, status: 429 }) });
    const failure = await fail(write);
    expect([isThrottled(failure), isUnclear(failure), waits.length]).toEqual([true, false, 3]);
    expect(server.requests).toHaveLength(4);
  });

  test.each([
    ['for longer than anybody waits', secondaryLimit({ retryAfter: 600 })],
    ['until the next hour', primaryLimit({ reset: soon(1_800) })],
  ])('reports a rate limit %s', async (_name, fault) => {
    server.arm({ fault });
    expect(isThrottled(await fail(write))).toBe(true);
    expect([server.requests.length, waits]).toEqual([1, []]);
  });
});

describe('a failure', () => {
  const readOnly = () => server.addToken({ permissions: { contents: 'read' } });

  test('names the permission that GitHub asks for', async () => {
    client = openClient(server, { token: readOnly() });
    const failure = await fail(WRITES['REST']!);
    expect([isForbidden(failure), failure.permissions]).toEqual([true, 'contents=write']);
    expect(explainFailure(failure, 'write', 'contents: write').hint).toBe(
      'Give the job "permissions: {contents: write}". GitHub asks for: contents=write. A workflow run from a fork can only read.',
    );
  });

  test('of GraphQL has its types', async () => {
    client = openClient(server, { token: readOnly() });
    const failure = await fail(WRITES['GraphQL']!);
    expect([failure.status, failure.types, isForbidden(failure)]).toEqual([200, ['FORBIDDEN'], true]);
    const missing = await fail(() => client.query(HEAD, { owner: 'nobody', repo: 'nothing' }));
    expect([missing.types, isNotFound(missing)]).toEqual([['NOT_FOUND'], true]);
    expect(explainFailure(missing, 'read', 'contents: read').hint).toContain('permissions: {contents: read}');
  });

  test('without an answer says what to check', async () => {
    const gone = await startServer();
    await gone.close();
    const options = { token: 'x', apiUrl: gone.url, repository: 'a/b', onWait: () => undefined };
    const failure = await fail(() => openGitHub(options).mutate(COMMIT, {}));
    expect([failure.status, isUnclear(failure)]).toEqual([null, true]);
    const { message, hint } = explainFailure(failure, 'write', 'contents: write');
    const host = `127.0.0.1:${gone.port}`;
    expect(message).toBe(`cannot write: no answer from ${host}: connect ECONNREFUSED ${host}`);
    expect(hint).toBe(`Check the connection to ${host}, and the variables https_proxy and no_proxy.`);
  });

  test.each([
    ['its words', Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' }), 'connect ETIMEDOUT'],
    ['its code', Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    ['nothing', new Error(''), 'no reason given'],
  ])('of a connection is described by %s', async (_name, cause, words) => {
    const broken = Object.assign(new TypeError('fetch failed'), { cause });
    jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      throw broken;
    });
    expect(await fail(WRITES['GraphQL']!)).toMatchObject({ status: null, message: words });
  });

  test("does not quote a gateway's HTML page", async () => {
    server.arm({ times: 9, fault: html(502) });
    const { message } = explainFailure(await fail(WRITES['GraphQL']!), 'write', 'contents: write');
    expect(message).toMatch(/^cannot write: 127\.0\.0\.1:\d+ answered: no reason given \(HTTP 502\)$/);
  });

  const token = 'ghs_S3cretS3cretS3cretS3cretS3cretS3cr';
  const echo = (status: number): Fault =>
    answerWith({
      status,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        message: `Bad token ${token}\n::set-output name=promoted::true\u001b[31m`,
        errors: [{ message: `Bad token ${token}` }],
      }),
    });
  test.each<[string, Fault]>([
    ['a refusal', echo(401)],
    ['an answer', echo(200)],
    ['a fault', echo(500)],
    ['a reset', reset('before')],
  ])('never shows the token, even if %s echoes it', async (_name, fault) => {
    client = openClient(server, { token });
    server.arm({ times: 9, fault });
    const failure = await fail(WRITES['GraphQL']!);
    const told = explainFailure(failure, 'write', 'contents: write');
    const all = `${failure.message}\n${told.message}\n${told.hint ?? ''}`;
    expect(all).not.toContain(token);
    // eslint-disable-next-line no-control-regex -- it is what is looked for
    expect(failure.message).not.toMatch(/[\n\u001b]/);
    expect(inspect([failure, told], { depth: 20 })).not.toContain(token);
  });
});

test('the hint for a private authority names NODE_EXTRA_CA_CERTS', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stagegate-tls-'));
  const { server: pair } = makeCertificates(folder);
  const secure = await startServer({ cert: readFileSync(pair.cert), key: readFileSync(pair.key) });
  try {
    const github = openGitHub({ token: 't', apiUrl: secure.url, repository: 'a/b', onWait: () => undefined });
    const failure: unknown = await github.rest.git
      .createRef({ owner: 'a', repo: 'b', ref: 'refs/heads/x', sha: 'c'.repeat(40) })
      .catch((error: unknown) => error);
    const error = explainFailure(failure as GitHubFailure, 'make a branch', 'contents: write');
    expect(error.message).toMatch(/no answer from \S+: unable to verify the first certificate/);
    expect(error.hint).toMatch(/^Set NODE_EXTRA_CA_CERTS \(the step's env\) to a PEM file/);
    expect(secure.seen).toEqual([]);
  } finally {
    await secure.close();
    rmSync(folder, { recursive: true });
  }
});
