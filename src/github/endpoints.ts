import type { getOctokit } from '@actions/github';

/** The requests that we send to GitHub's REST API, under octokit's names. A test compares the routes with octokit's. */
export const ROUTES = {
  checks: { listForRef: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs' },
  git: {
    createBlob: 'POST /repos/{owner}/{repo}/git/blobs',
    createCommit: 'POST /repos/{owner}/{repo}/git/commits',
    createRef: 'POST /repos/{owner}/{repo}/git/refs',
    createTree: 'POST /repos/{owner}/{repo}/git/trees',
    getBlob: 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
    getCommit: 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
    getRef: 'GET /repos/{owner}/{repo}/git/ref/{ref}',
    getTree: 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
    updateRef: 'PATCH /repos/{owner}/{repo}/git/refs/{ref}',
  },
  issues: {
    createComment: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    deleteComment: 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
    listComments: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    updateComment: 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
  },
  pulls: {
    create: 'POST /repos/{owner}/{repo}/pulls',
    get: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
    list: 'GET /repos/{owner}/{repo}/pulls',
    listReviews: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    update: 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
  },
  repos: {
    compareCommitsWithBasehead: 'GET /repos/{owner}/{repo}/compare/{basehead}',
    createDeployment: 'POST /repos/{owner}/{repo}/deployments',
    createDeploymentStatus: 'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
    getCollaboratorPermissionLevel: 'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
    getCombinedStatusForRef: 'GET /repos/{owner}/{repo}/commits/{ref}/status',
    listCommits: 'GET /repos/{owner}/{repo}/commits',
    listDeploymentStatuses: 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
    listDeployments: 'GET /repos/{owner}/{repo}/deployments',
    listPullRequestsAssociatedWithCommit: 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
  },
} as const;

type Routes = typeof ROUTES;
type Rest = ReturnType<typeof getOctokit>['rest'];

/** Octokit's methods for ROUTES: another one is a type error until its route is added. */
export type Endpoints = {
  readonly [Scope in keyof Routes]: Pick<Rest[Scope], keyof Routes[Scope] & keyof Rest[Scope]>;
};

interface Requester {
  readonly request: { defaults(options: { method: string; url: string }): unknown };
}

/**
 * Replaces `@octokit/plugin-rest-endpoint-methods` in the bundle (REPLACED in scripts/build.mjs). The plugin's table of
 * all endpoints would be a tenth of what a job downloads.
 */
export function restEndpointMethods({ request }: Requester): { rest: object } {
  const methods = (routes: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(routes).map(([name, route]) => {
        const [method = '', url = ''] = route.split(' ');
        return [name, request.defaults({ method, url })];
      }),
    );
  return {
    rest: Object.fromEntries(Object.entries(ROUTES).map(([scope, routes]) => [scope, methods(routes)])),
  };
}
