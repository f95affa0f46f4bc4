import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { getOctokit } from '@actions/github';
import { startGitHub, type GitHub } from '../github.js';
import type { RepositoryHandle } from '../repository-handle.js';

/* GraphQL against GitHub's own schema: commits with compare-and-swap, files at a commit, pull requests. */

const NAME = 'octo-org/models';
const MANIFEST = 'models: {}\n';
const FILES = { 'models.yaml': MANIFEST, 'docs/note.md': 'note\n' };

let github: GitHub;
let repository: RepositoryHandle;
beforeEach(async () => {
  github = await startGitHub({ files: FILES });
  repository = github.repository;
});
afterEach(() => github.close());

interface Told {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly type?: string; readonly message: string; readonly path?: string[] }[];
}

/** The answer as it comes, which is 200 whatever happened. */
async function ask(query: string, variables: object = {}, token = github.token): Promise<Told> {
  const response = await fetch(github.graphqlUrl, {
    method: 'POST',
    headers: { authorization: `bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Told;
}

const COMMIT = `mutation($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) {
    commit { oid message author { name email } committer { name } signature { isValid state wasSignedByGitHub } }
    ref { name target { oid } }
  }
}`;

interface Input {
  readonly branch?: string;
  readonly head?: string;
  readonly additions?: Readonly<Record<string, string>>;
  readonly deletions?: readonly string[];
}

async function input({ branch = 'main', head, additions = {}, deletions = [] }: Input = {}) {
  return {
    input: {
      branch: { repositoryNameWithOwner: NAME, branchName: branch },
      expectedHeadOid: head ?? (await repository.head()),
      message: { headline: 'Promote churn 5', body: 'because' },
      fileChanges: {
        additions: Object.entries(additions).map(([path, text]) => ({
          path,
          contents: Buffer.from(text).toString('base64'),
        })),
        deletions: deletions.map((path) => ({ path })),
      },
    },
  };
}

describe('createCommitOnBranch', () => {
  test('adds, changes and deletes in one commit that GitHub signs', async () => {
    const asked = await input({
      additions: { 'models.yaml': 'x\n', 'a/b.txt': 'b' },
      deletions: ['docs/note.md'],
    });
    const { data, errors } = await ask(COMMIT, asked);
    const oid = await repository.head();
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      createCommitOnBranch: {
        commit: {
          oid,
          message: 'Promote churn 5\n\nbecause',
          author: {
            name: 'github-actions[bot]',
            email: '41898282+github-actions[bot]@users.noreply.github.com',
          },
          committer: { name: 'GitHub' },
          signature: { isValid: true, state: 'VALID', wasSignedByGitHub: true },
        },
        ref: { name: 'main', target: { oid } },
      },
    });
    expect(await repository.read('a/b.txt')).toBe('b');
    expect(await repository.read('docs/note.md')).toBeNull();
    const { rest } = getOctokit(github.token, { baseUrl: github.apiUrl });
    const commit = await rest.repos.getCommit({ owner: 'octo-org', repo: 'models', ref: oid! });
    expect(commit.data.commit.verification).toMatchObject({ verified: true, reason: 'valid' });
  });

  test('an old head: nothing is done, and the answer is 200', async () => {
    const head = (await repository.head())!;
    const asked = await input({ head, additions: { a: 'a' } });
    const other = await repository.commit({ b: 'b' });
    expect(await ask(COMMIT, asked)).toEqual({
      data: { createCommitOnBranch: null },
      errors: [
        {
          type: 'STALE_DATA',
          path: ['createCommitOnBranch'],
          locations: [{ line: 2, column: 3 }],
          message: `Expected branch to point to "${head}" but it did not.  Pull and try again.`,
        },
      ],
    });
    expect(await repository.head()).toBe(other);
  });

  test('of ten at once one gets through', async () => {
    const all = await Promise.all(
      Array.from({ length: 10 }, async (_, at) => ask(COMMIT, await input({ additions: { a: String(at) } }))),
    );
    expect(all.filter(({ errors }) => errors === undefined)).toHaveLength(1);
    expect(all.flatMap(({ errors = [] }) => errors.map(({ type }) => type))).toEqual(
      Array(9).fill('STALE_DATA'),
    );
    expect(await repository.log()).toHaveLength(2);
  });

  const THROUGH_PULL = 'Changes must be made through a pull request.';
  test.each([
    [
      'a protected branch',
      () => repository.protect('main', { requirePullRequest: true }),
      {},
      'BRANCH_PROTECTION_RULE_VIOLATION',
      `protected branch 'main' check failed:\n  ${THROUGH_PULL}`,
    ],
    [
      'a rule set',
      () => repository.addRuleset({ include: ['~ALL'], rules: { requirePullRequest: true } }),
      {},
      'UNPROCESSABLE',
      `Repository rule violations found\n\n${THROUGH_PULL}\n\n`,
    ],
    [
      'no such branch',
      () => undefined,
      { branch: 'nowhere' },
      'NOT_FOUND',
      "Could not resolve to a Ref with the name 'refs/heads/nowhere'.",
    ],
    [
      'nothing to delete',
      () => undefined,
      { deletions: ['no.txt'] },
      'NOT_FOUND',
      expect.stringContaining('A path was requested for deletion'),
    ],
  ])('refused: %s', async (_, prepare, more, type, message) => {
    prepare();
    const { data, errors } = await ask(COMMIT, await input({ additions: { a: 'a' }, ...more }));
    expect(data).toEqual({ createCommitOnBranch: null });
    expect(errors).toMatchObject([{ type, message }]);
    expect(await repository.log()).toHaveLength(1);
  });

  test('a token that may not write', async () => {
    const token = github.addToken({ permissions: { contents: 'read' } });
    const { errors } = await ask(COMMIT, await input({ additions: { a: 'a' } }), token);
    expect(errors).toMatchObject([{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }]);
  });
});

describe('reading', () => {
  const FILE = 'id oid ... on Blob { text byteSize isBinary isTruncated }';

  test('several files at one commit, by aliases', async () => {
    const head = (await repository.head())!;
    await repository.commit({ 'models.yaml': 'later\n', bin: Buffer.from([1, 0, 2]) });
    const query = `query($owner: String!, $name: String!, $manifest: String!) {
      repository(owner: $owner, name: $name) {
        manifest: object(expression: $manifest) { ${FILE} }
        missing: object(expression: "main:nothing.yaml") { ${FILE} }
        binary: object(expression: "main:bin") { ${FILE} }
        folder: object(expression: "main:docs") { ... on Tree { entries { name path type mode object { oid } } } }
        commit: object(oid: "${head}") { ... on Commit { message file(path: "docs/note.md") { path size } } }
        defaultBranchRef { name target { ... on Commit { history(first: 5) { totalCount } } } }
      }
    }`;
    const { data } = await ask(query, { owner: 'octo-org', name: 'models', manifest: `${head}:models.yaml` });
    expect(data!['repository']).toMatchObject({
      manifest: { text: MANIFEST, byteSize: 11, isBinary: false, isTruncated: false },
      missing: null,
      binary: { text: null, isBinary: true },
      folder: { entries: [{ name: 'note.md', path: 'note.md', type: 'blob', mode: 0o100644 }] },
      commit: { message: 'First commit', file: { path: 'docs/note.md', size: 5 } },
      defaultBranchRef: { name: 'main', target: { history: { totalCount: 2 } } },
    });
  });

  test('a pull request with its reviews, the decision, its comments and its checks', async () => {
    repository.protect('main', { approvals: 2 });
    repository.collaborator('ada', 'write');
    repository.collaborator('bob', 'admin');
    const sha = await repository.commit({ a: 'a' }, { branch: 'topic' });
    const { number } = await repository.openPull({ branch: 'topic' });
    repository.review(number, { by: 'ada' });
    repository.review(number, { by: 'ada', state: 'COMMENTED' });
    repository.review(number, { by: 'stranger' });
    repository.comment(number, { by: 'github-actions[bot]', body: 'hello' });
    repository.checkRun({ sha, name: 'build' });
    repository.status({ sha, context: 'ci', state: 'pending' });
    const query = `query {
      viewer { login }
      rateLimit { remaining }
      repository(owner: "octo-org", name: "models") {
        pullRequest(number: ${number}) {
          state merged mergeable headRefOid baseRefName isCrossRepository reviewDecision
          reviews(first: 1) { totalCount pageInfo { hasNextPage endCursor } }
          latestOpinionatedReviews(first: 10, writersOnly: true) {
            nodes { state author { login } authorCanPushToRepository commit { oid } }
          }
          comments(last: 1) { nodes { body viewerDidAuthor author { __typename login } } }
          commits(last: 1) { nodes { commit { statusCheckRollup { state contexts(first: 10) { nodes {
            ... on CheckRun { name conclusion }
            ... on StatusContext { context state }
          } } } } } }
        }
      }
    }`;
    const { data } = await ask(query);
    expect(data).toMatchObject({
      viewer: { login: 'github-actions[bot]' },
      repository: {
        pullRequest: {
          ...{
            state: 'OPEN',
            merged: false,
            mergeable: 'MERGEABLE',
            headRefOid: sha,
            reviewDecision: 'REVIEW_REQUIRED',
          },
          reviews: { totalCount: 3, pageInfo: { hasNextPage: true } },
          latestOpinionatedReviews: {
            nodes: [{ state: 'APPROVED', author: { login: 'ada' }, commit: { oid: sha } }],
          },
          comments: {
            nodes: [{ viewerDidAuthor: true, author: { __typename: 'Bot', login: 'github-actions' } }],
          },
          commits: {
            nodes: [
              {
                commit: {
                  statusCheckRollup: {
                    state: 'PENDING',
                    contexts: { nodes: [{ name: 'build' }, { context: 'ci' }] },
                  },
                },
              },
            ],
          },
        },
      },
    });
    repository.review(number, { by: 'bob' });
    const decision =
      'query { repository(owner: "octo-org", name: "models") { pullRequest(number: 1) { reviewDecision } } }';
    expect(await ask(decision)).toMatchObject({
      data: { repository: { pullRequest: { reviewDecision: 'APPROVED' } } },
    });
  });

  const REPOSITORY = 'repository(owner: "octo-org", name: "models")';
  test.each([
    [
      'another repository',
      'repository(owner: "octo-org", name: "nothing") { id }',
      'NOT_FOUND',
      "Could not resolve to a Repository with the name 'octo-org/nothing'.",
    ],
    [
      'another pull request',
      `${REPOSITORY} { pullRequest(number: 9) { id } }`,
      'NOT_FOUND',
      'Could not resolve to a PullRequest with the number of 9.',
    ],
    [
      'a list without bounds',
      `${REPOSITORY} { pullRequests { totalCount } }`,
      'MISSING_PAGINATION_BOUNDARIES',
      'You must provide a `first` or `last` value to properly paginate the `pullRequests` connection.',
    ],
    [
      'too long a list',
      `${REPOSITORY} { pullRequests(first: 101) { totalCount } }`,
      'EXCESSIVE_PAGINATION',
      'Requesting 101 records on the `pullRequests` connection exceeds the `first` limit of 100 records.',
    ],
  ])('refused: %s', async (_, field, type, message) => {
    expect((await ask(`query { ${field} }`)).errors).toMatchObject([{ type, message }]);
  });

  test('a permission that is missing', async () => {
    const query = `query { ${REPOSITORY} { name object(expression: "main") { oid } } }`;
    const { data, errors } = await ask(query, {}, github.addToken({ permissions: {} }));
    expect(data).toEqual({ repository: { name: 'models', object: null } });
    expect(errors).toMatchObject([{ type: 'FORBIDDEN', path: ['repository', 'object'] }]);
  });
});

describe('what does not fit', () => {
  test.each([
    [
      'a field that GitHub does not have',
      'query { repository(owner: "octo-org", name: "models") { nope } }',
      'Cannot query field "nope"',
    ],
    [
      'a field that is not served',
      'query { repository(owner: "octo-org", name: "models") { stargazerCount } }',
      'does not serve Repository.stargazerCount',
    ],
    ['no GraphQL', 'query {', 'Syntax Error'],
  ])('%s', async (_, query, words) => {
    expect((await ask(query)).errors).toHaveLength(1);
    expect(github.takeViolations()).toEqual([expect.stringContaining(words)]);
  });

  test('a variable of another type', async () => {
    expect((await ask(COMMIT, { input: { branch: 1 } })).data ?? null).toBeNull();
    expect(github.takeViolations()).not.toEqual([]);
  });

  test('without a token nothing is told', async () => {
    const response = await fetch(github.graphqlUrl, {
      method: 'POST',
      body: '{"query":"query { viewer { login } }"}',
    });
    expect(response.status).toBe(401);
  });
});
