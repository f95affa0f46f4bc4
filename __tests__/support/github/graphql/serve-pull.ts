import { changedFiles, showAssociation } from '../rest/show-pull.js';
import { pageOf } from '../world/urls.js';
import { nodeId } from '../rest/show-user.js';
import type { Pull, Review } from '../world/records.js';
import type { Repository } from '../world/repository.js';
import { decideReviews, listOpinions, mayPush } from '../world/reviews.js';
import { connect, type ConnectionArguments } from './connection.js';
import type { GraphqlContext } from './execute.js';
import { serveActor } from './serve-actor.js';
import { serveCommit, serveObject } from './serve-git.js';
import { serveRef, serveRepository } from './serve-repository.js';

export function pullState({ mergedAt, state }: Pull): string {
  return mergedAt === null ? state.toUpperCase() : 'MERGED';
}

interface ReviewFilter extends ConnectionArguments {
  readonly states?: readonly string[] | null;
  readonly author?: string | null;
}

export function servePull(context: GraphqlContext, repository: Repository, pull: Pull): object {
  const { world, caller } = context;
  const { number } = pull;
  const reviews = repository.reviews.filter(
    ({ pull: of, state, author }) =>
      of === number && (state !== 'PENDING' || author.login === caller.user?.login),
  );
  const serve = (some: readonly Review[]) => some.map((review) => serveReview(context, repository, review));
  const head = pull.headRepository;
  return {
    __typename: 'PullRequest',
    id: nodeId('PR', pull.id),
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    number,
    url: `${pageOf(world, repository)}/pull/${number}`,
    title: pull.title,
    body: pull.body ?? '',
    bodyText: pull.body ?? '',
    author: serveActor(context, pull.author),
    authorAssociation: showAssociation(repository, pull.author),
    state: pullState(pull),
    isDraft: pull.draft,
    closed: pull.state === 'closed',
    closedAt: pull.closedAt,
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    merged: pull.mergedAt !== null,
    mergedAt: pull.mergedAt,
    mergedBy: pull.mergedBy === null ? null : serveActor(context, pull.mergedBy),
    mergeCommit: () =>
      pull.mergedAt === null || pull.mergeCommit === null
        ? null
        : serveObject(context, repository, pull.mergeCommit),
    potentialMergeCommit: () =>
      pull.mergeCommit === null ? null : serveObject(context, repository, pull.mergeCommit),
    mergeable: pull.mergeable === null ? 'UNKNOWN' : pull.mergeable ? 'MERGEABLE' : 'CONFLICTING',
    headRefName: pull.headBranch,
    headRefOid: pull.headSha,
    headRef: () => (head === null ? null : serveRef(context, head, `refs/heads/${pull.headBranch}`)),
    headRepository: () => (head === null ? null : serveRepository(context, head)),
    headRepositoryOwner: head === null ? null : serveActor(context, head.owner),
    baseRefName: pull.baseBranch,
    baseRefOid: pull.baseSha,
    baseRef: () => serveRef(context, repository, `refs/heads/${pull.baseBranch}`),
    baseRepository: () => serveRepository(context, repository),
    repository: () => serveRepository(context, repository),
    isCrossRepository: head !== repository,
    reviewDecision: decideReviews(repository, pull),
    reviews: ({ states, author, ...args }: ReviewFilter) =>
      connect(
        'reviews',
        serve(
          reviews.filter(
            (review) =>
              (states?.includes(review.state) ?? true) &&
              (typeof author !== 'string' || review.author.login === author),
          ),
        ),
        args,
      ),
    latestReviews: (args: ConnectionArguments) => connect('latestReviews', serve(lastOfEach(reviews)), args),
    latestOpinionatedReviews: ({
      writersOnly,
      ...args
    }: ConnectionArguments & { readonly writersOnly?: boolean | null }) =>
      connect(
        'latestOpinionatedReviews',
        serve(
          listOpinions(repository, pull).filter(
            (review) => writersOnly !== true || mayPush(repository, review),
          ),
        ),
        args,
      ),
    commits: async (args: ConnectionArguments) => {
      const shas = (await repository.git.list(pull.baseSha, pull.headSha)).toReversed();
      const nodes = shas.map((sha) => ({
        id: nodeId('PRC', sha),
        commit: async () => serveCommit(context, repository, await repository.git.commit(sha)),
      }));
      return connect('commits', nodes, args);
    },
    comments: (args: ConnectionArguments) => {
      const comments = repository.comments.filter(({ issue }) => issue === number);
      const nodes = comments.map((comment) => ({
        id: nodeId('IC', comment.id),
        databaseId: comment.id,
        fullDatabaseId: String(comment.id),
        author: serveActor(context, comment.author),
        body: comment.body,
        createdAt: comment.createdAt,
        updatedAt: comment.updatedAt,
        viewerDidAuthor: comment.author.login === caller.user?.login,
        url: `${pageOf(world, repository)}/pull/${number}#issuecomment-${comment.id}`,
      }));
      return connect('comments', nodes, args);
    },
    timelineItems: ({
      itemTypes,
      ...args
    }: ConnectionArguments & { readonly itemTypes?: string[] | null }) => {
      // of all that happens to a pull request, this is kept here alone
      const isAsked = itemTypes?.includes('CLOSED_EVENT') ?? true;
      const closing = { __typename: 'ClosedEvent', createdAt: pull.closedAt };
      const by = pull.closedBy === null ? null : serveActor(context, pull.closedBy);
      const nodes = isAsked && pull.state === 'closed' ? [{ ...closing, actor: by }] : [];
      return connect('timelineItems', nodes, args);
    },
    changedFiles: async () => (await changedFiles(repository, pull)).length,
    files: async (args: ConnectionArguments) => {
      const files = await changedFiles(repository, pull);
      const nodes = files.map(({ path, status, additions, deletions }) => {
        const changeType = status === 'removed' ? 'DELETED' : status.toUpperCase();
        return { path, changeType, additions, deletions };
      });
      return connect('files', nodes, args);
    },
  };
}

function serveReview(context: GraphqlContext, repository: Repository, review: Review): object {
  const { id, author, state, body, commit, submittedAt } = review;
  return {
    __typename: 'PullRequestReview',
    id: nodeId('PRR', id),
    databaseId: id,
    fullDatabaseId: String(id),
    author: serveActor(context, author),
    authorAssociation: showAssociation(repository, author),
    authorCanPushToRepository: mayPush(repository, review),
    state,
    body,
    submittedAt: state === 'PENDING' ? null : submittedAt,
    createdAt: submittedAt,
    commit: () => serveObject(context, repository, commit),
    url: `${pageOf(context.world, repository)}/pull/${review.pull}#pullrequestreview-${id}`,
  };
}

/** The last review of each person. */
function lastOfEach(reviews: readonly Review[]): readonly Review[] {
  return [...new Map(reviews.map((review) => [review.author.login, review])).values()];
}
