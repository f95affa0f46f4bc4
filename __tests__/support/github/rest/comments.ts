import { answerPage } from '../http/paging.js';
import { invalid, notFound, Refusal, unprocessable } from '../http/refusal.js';
import { route, type RepositoryCall, type Route } from '../http/route.js';
import { BODY_AT_MOST, isLonger } from '../world/limits-of-text.js';
import type { Comment } from '../world/records.js';
import type { Repository } from '../world/repository.js';
import type { World } from '../world/world.js';
import { showAssociation } from './show-pull.js';
import { apiOf, pageOf } from '../world/urls.js';
import { nodeId, showApp, showUser } from './show-user.js';

const READ = 'issues=read; pull_requests=read';
const WRITE = 'issues=write; pull_requests=write';

export const commentRoutes: readonly Route[] = [
  route('GET /issues/{issue_number}/comments', READ, (call) => {
    const { world, repository, query } = call;
    const issue = requireIssue(call);
    const since = query['since'] as string | undefined;
    const comments = repository.comments.filter(
      (comment) => comment.issue === issue && (since === undefined || comment.updatedAt >= since),
    );
    return answerPage(call, comments, (comment) => showComment(world, repository, comment));
  }),

  route('POST /issues/{issue_number}/comments', WRITE, (call) => {
    const { world, repository, caller } = call;
    const issue = requireIssue(call);
    const comment: Comment = {
      id: world.nextId(),
      issue,
      author: caller.user!,
      app: caller.token!.app,
      body: readBody(call),
      createdAt: world.now(),
      updatedAt: world.now(),
    };
    repository.comments.push(comment);
    return { status: 201, body: showComment(world, repository, comment) };
  }),

  route('GET /issues/comments/{comment_id}', READ, (call) => ({
    status: 200,
    body: showComment(call.world, call.repository, requireComment(call)),
  })),

  route('PATCH /issues/comments/{comment_id}', WRITE, (call) => {
    const comment = requireComment(call);
    requireOwn(call, comment);
    comment.body = readBody(call);
    comment.updatedAt = call.world.now();
    return { status: 200, body: showComment(call.world, call.repository, comment) };
  }),

  route('DELETE /issues/comments/{comment_id}', WRITE, (call) => {
    const comment = requireComment(call);
    requireOwn(call, comment);
    call.repository.comments.splice(call.repository.comments.indexOf(comment), 1);
    return { status: 204 };
  }),
];

function requireIssue({ repository, path }: RepositoryCall): number {
  const number = Number(path['issue_number']);
  if (repository.pull(number) === undefined && !repository.issues.includes(number)) throw notFound();
  return number;
}

function requireComment({ repository, path }: RepositoryCall): Comment {
  const comment = repository.comments.find(({ id }) => String(id) === path['comment_id']);
  if (comment === undefined) throw notFound();
  return comment;
}

/** Other people's comments are for those who may write to the repository, which an app with the permission may. */
function requireOwn({ repository, caller: { token, user } }: RepositoryCall, comment: Comment): void {
  if (token!.kind !== 'user' || comment.author.login === user!.login) return;
  const role = repository.roleOf(user!);
  if (role === 'read' || role === null) throw new Refusal(403, 'Must have admin rights to Repository.');
}

function readBody({ body }: RepositoryCall): string {
  const text = body['body'] as string;
  if (text.trim() === '') throw unprocessable('Body cannot be blank');
  if (isLonger(text, BODY_AT_MOST)) {
    const message = `Body is too long (maximum is ${BODY_AT_MOST} characters)`;
    throw invalid({ resource: 'IssueComment', code: 'unprocessable', field: 'data', message });
  }
  return text;
}

function showComment(world: World, repository: Repository, comment: Comment): object {
  const api = apiOf(world, repository);
  const kind = repository.pull(comment.issue) === undefined ? 'issues' : 'pull';
  const url = `${api}/issues/comments/${comment.id}`;
  return {
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    url,
    html_url: `${pageOf(world, repository)}/${kind}/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${comment.issue}`,
    user: showUser(world, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: showAssociation(repository, comment.author),
    performed_via_github_app: comment.app === null ? null : showApp(world, comment.app),
    reactions: {
      url: `${url}/reactions`,
      total_count: 0,
      ...Object.fromEntries(REACTIONS.map((name) => [name, 0])),
    },
  };
}

const REACTIONS = ['+1', '-1', 'laugh', 'hooray', 'confused', 'heart', 'rocket', 'eyes'];
