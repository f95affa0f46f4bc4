import { pageOf } from '../world/urls.js';
import { nodeId } from '../rest/show-user.js';
import type { Pull } from '../world/records.js';
import type { Repository } from '../world/repository.js';
import { connect, type ConnectionArguments } from './connection.js';
import type { GraphqlContext } from './execute.js';
import { Failure } from './failure.js';
import { requirePermission } from './guard.js';
import { serveActor } from './serve-actor.js';
import { serveObject } from './serve-git.js';
import { pullState, servePull } from './serve-pull.js';

interface PullFilter extends ConnectionArguments {
  readonly states?: readonly string[] | null;
  readonly headRefName?: string | null;
  readonly baseRefName?: string | null;
}

export function serveRepository(context: GraphqlContext, repository: Repository): object {
  const may = (needs: string) => requirePermission(context, repository, needs);
  const { id, name, fullName, owner, defaultBranch } = repository;
  return {
    __typename: 'Repository',
    id: nodeId('R', id),
    databaseId: id,
    name,
    nameWithOwner: fullName,
    owner: serveActor(context, owner),
    url: pageOf(context.world, repository),
    isPrivate: repository.private,
    isFork: repository.parent !== null,
    isArchived: repository.settings.archived,
    defaultBranchRef: () => {
      may('contents=read');
      return serveRef(context, repository, `refs/heads/${defaultBranch}`);
    },
    ref: ({ qualifiedName }: { readonly qualifiedName: string }) => {
      may('contents=read');
      return findRef(context, repository, qualifiedName);
    },
    object: async ({
      oid,
      expression,
    }: {
      readonly oid?: string | null;
      readonly expression?: string | null;
    }) => {
      may('contents=read');
      const sha = await repository.git.resolve(oid ?? expression ?? '');
      return sha === null ? null : serveObject(context, repository, sha);
    },
    pullRequest: ({ number }: { readonly number: number }) => {
      may('pull_requests=read');
      const pull = repository.pull(number);
      if (pull === undefined) {
        throw new Failure('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`);
      }
      return servePull(context, repository, pull);
    },
    pullRequests: (args: PullFilter) => {
      may('pull_requests=read');
      const found = repository.pulls.filter((pull) => matches(pull, args));
      return connect(
        'pullRequests',
        found.map((pull) => servePull(context, repository, pull)),
        args,
      );
    },
  };
}

function matches(pull: Pull, { states, headRefName, baseRefName }: PullFilter): boolean {
  return (
    (states?.includes(pullState(pull)) ?? true) &&
    (typeof headRefName !== 'string' || pull.headBranch === headRefName) &&
    (typeof baseRefName !== 'string' || pull.baseBranch === baseRefName)
  );
}

/** `refs/heads/main`, `heads/main` or `main`. */
async function findRef(
  context: GraphqlContext,
  repository: Repository,
  name: string,
): Promise<object | null> {
  for (const full of [name, `refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`]) {
    const served = full.startsWith('refs/') ? await serveRef(context, repository, full) : null;
    if (served !== null) return served;
  }
  return null;
}

/** A ref by its full name; null when it is not there. */
export async function serveRef(
  context: GraphqlContext,
  repository: Repository,
  ref: string,
): Promise<object | null> {
  const sha = await repository.git.refSha(ref);
  if (sha === null) return null;
  const prefix = /^refs\/[^/]+\//.exec(ref)![0];
  return {
    __typename: 'Ref',
    id: nodeId('REF', `${repository.id}:${ref}`),
    name: ref.slice(prefix.length),
    prefix,
    target: () => serveObject(context, repository, sha),
    repository: () => serveRepository(context, repository),
    associatedPullRequests: (args: PullFilter) => {
      const branch = ref.slice(prefix.length);
      const found = repository.pulls.filter((pull) => pull.headBranch === branch && matches(pull, args));
      return connect(
        'associatedPullRequests',
        found.map((pull) => servePull(context, repository, pull)),
        args,
      );
    },
  };
}
