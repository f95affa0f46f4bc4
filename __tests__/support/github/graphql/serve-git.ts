import type { Commit, Person } from '../git/commit.js';
import type { TreeEntry } from '../git/bare-repository.js';
import { combine } from '../rest/show-check.js';
import { userOf } from '../rest/show-commit.js';
import { pageOf } from '../world/urls.js';
import { nodeId } from '../rest/show-user.js';
import { pullsOf } from '../world/pulls-of-commit.js';
import type { Repository } from '../world/repository.js';
import { connect, type ConnectionArguments } from './connection.js';
import type { GraphqlContext } from './execute.js';
import { serveActor } from './serve-actor.js';
import { serveRepository } from './serve-repository.js';
import { servePull } from './serve-pull.js';

/** A git object by its name: a commit, a tree, a blob or an annotated tag. */
export async function serveObject(
  context: GraphqlContext,
  repository: Repository,
  sha: string,
): Promise<object | null> {
  const type = await repository.git.type(sha);
  const common = { id: nodeId('O', sha), oid: sha, abbreviatedOid: sha.slice(0, 7), repository };
  switch (type) {
    case 'commit':
      return serveCommit(context, repository, await repository.git.commit(sha));
    case 'tree':
      return {
        __typename: 'Tree',
        ...common,
        entries: async () =>
          (await repository.git.tree(sha)).map((entry) => serveEntry(context, repository, entry)),
      };
    case 'blob':
      return { __typename: 'Blob', ...common, ...serveBytes(await repository.git.blob(sha)) };
    case 'tag':
      return {
        __typename: 'Tag',
        ...common,
        target: async () => serveObject(context, repository, (await repository.git.resolve(`${sha}^{}`))!),
      };
    case null:
    default:
      return null;
  }
}

const TEXT_AT_MOST = 512_000;

/** The text of a blob: null when it is binary, cut off when it is large. */
function serveBytes(bytes: Buffer): object {
  const isBinary = bytes.subarray(0, 8000).includes(0);
  const isTruncated = bytes.length > TEXT_AT_MOST;
  const text = isBinary ? null : bytes.subarray(0, TEXT_AT_MOST).toString('utf8');
  return { byteSize: bytes.length, isBinary, isTruncated, text };
}

function serveEntry(context: GraphqlContext, repository: Repository, entry: TreeEntry): object {
  const name = entry.path.split('/').at(-1)!;
  const object = () => (entry.type === 'commit' ? null : serveObject(context, repository, entry.sha));
  return {
    name,
    path: entry.path,
    mode: parseInt(entry.mode, 8),
    type: entry.type,
    oid: entry.sha,
    size: entry.size ?? 0,
    extension: name.includes('.') ? `.${name.split('.').at(-1)!}` : '',
    object,
  };
}

export function serveCommit(context: GraphqlContext, repository: Repository, commit: Commit): object {
  const { world } = context;
  const { sha, message, parents } = commit;
  const [headline = '', ...rest] = message.split('\n');
  const another = async (other: string) =>
    serveCommit(context, repository, await repository.git.commit(other));
  const page = `${pageOf(world, repository)}/commit/${sha}`;
  return {
    __typename: 'Commit',
    id: nodeId('C', sha),
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    url: page,
    commitUrl: page,
    message,
    messageHeadline: headline,
    messageBody: rest.join('\n').trim(),
    authoredDate: commit.author.date,
    committedDate: commit.committer.date,
    author: servePerson(context, commit.author),
    committer: servePerson(context, commit.committer),
    committedViaWeb: commit.committer.email === 'noreply@github.com',
    repository: () => serveRepository(context, repository),
    signature: repository.signed.has(sha) ? SIGNATURE : null,
    tree: () => serveObject(context, repository, commit.tree),
    file: async ({ path }: { readonly path: string }) => {
      const entry = await repository.git.entry(sha, path);
      return entry === null ? null : serveEntry(context, repository, entry);
    },
    parents: async (args: ConnectionArguments) =>
      connect('parents', await Promise.all(parents.map(another)), args),
    history: async ({ path, ...args }: ConnectionArguments & { readonly path?: string | null }) => {
      const shas = await repository.git.list(null, sha, path ?? undefined);
      return connect('history', await Promise.all(shas.map(another)), args);
    },
    associatedPullRequests: async (args: ConnectionArguments) => {
      const found = await pullsOf(repository, sha);
      return connect(
        'associatedPullRequests',
        found.map((pull) => servePull(context, repository, pull)),
        args,
      );
    },
    statusCheckRollup: () => serveRollup(context, repository, sha),
  };
}

const SIGNATURE = {
  __typename: 'GpgSignature',
  isValid: true,
  state: 'VALID',
  wasSignedByGitHub: true,
  email: 'noreply@github.com',
  signer: null,
};

function servePerson(context: GraphqlContext, { name, email, date }: Person): object {
  const user = userOf(context.world, email);
  return {
    name,
    email,
    date,
    user: user === null || user.type !== 'User' ? null : serveActor(context, user),
  };
}

/** Check runs and statuses together; null when there is neither. */
function serveRollup(context: GraphqlContext, repository: Repository, sha: string): object | null {
  const runs = repository.checkRuns.filter((run) => run.headSha === sha);
  const latest = new Map(
    repository.statuses.filter((one) => one.sha === sha).map((one) => [one.context, one]),
  );
  if (runs.length + latest.size === 0) return null;
  const nodes = [
    ...runs.map((run) => ({
      __typename: 'CheckRun',
      id: nodeId('CR', run.id),
      databaseId: run.id,
      name: run.name,
      status: run.status.toUpperCase(),
      conclusion: run.conclusion?.toUpperCase() ?? null,
      detailsUrl: run.detailsUrl,
      startedAt: run.startedAt,
      completedAt: run.completedAt,
      checkSuite: { app: { name: run.app.name, slug: run.app.slug, databaseId: run.app.id } },
    })),
    ...[...latest.values()].map((status) => ({
      __typename: 'StatusContext',
      id: nodeId('SC', status.id),
      context: status.context,
      state: status.state.toUpperCase(),
      description: status.description,
      targetUrl: status.targetUrl,
      createdAt: status.createdAt,
      creator: serveActor(context, status.creator),
    })),
  ];
  return {
    id: nodeId('SCR', sha),
    state: rollUp(runs, [...latest.values()]),
    contexts: (args: ConnectionArguments) => connect('contexts', nodes, args),
  };
}

function rollUp(runs: Repository['checkRuns'], statuses: Repository['statuses']): string {
  const state = statuses.length === 0 ? 'success' : combine(statuses);
  const passed = ['success', 'neutral', 'skipped'];
  if (
    state === 'failure' ||
    runs.some((run) => run.conclusion !== null && !passed.includes(run.conclusion))
  ) {
    return 'FAILURE';
  }
  return state === 'pending' || runs.some((run) => run.status !== 'completed') ? 'PENDING' : 'SUCCESS';
}
