import type { Pull, Review } from '../world/records.js';
import type { Repository } from '../world/repository.js';
import { findViolation } from '../world/protection.js';
import { ACTIONS_BOT, type User } from '../world/users.js';
import type { World } from '../world/world.js';
import { listChanges, type ChangedFile } from '../git/diff.js';
import { apiOf, pageOf } from '../world/urls.js';
import { showRepository } from './show-repository.js';
import { nodeId, showUser } from './show-user.js';

export function showAssociation(repository: Repository, user: User): string {
  if (user.login === repository.owner.login) return 'OWNER';
  const role = repository.collaborators.get(user.login);
  return role === undefined ? 'NONE' : 'COLLABORATOR';
}

/** A pull request as lists have it. */
export function showPull(world: World, repository: Repository, pull: Pull): object {
  const api = apiOf(world, repository);
  const url = `${api}/pulls/${pull.number}`;
  const html = `${pageOf(world, repository)}/pull/${pull.number}`;
  const issue = `${api}/issues/${pull.number}`;
  const links = {
    self: url,
    html,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${api}/statuses/${pull.headSha}`,
  };
  return {
    url,
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: showUser(world, pull.author),
    body: pull.body,
    labels: [],
    milestone: null,
    active_lock_reason: null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommit,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: showEnd(world, pull.headRepository ?? repository, pull.headBranch, pull.headSha),
    base: showEnd(world, repository, pull.baseBranch, pull.baseSha),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    author_association: showAssociation(repository, pull.author),
    auto_merge: null,
    draft: pull.draft,
  };
}

function showEnd(world: World, repository: Repository, branch: string, sha: string): object {
  return {
    label: `${repository.owner.login}:${branch}`,
    ref: branch,
    sha,
    user: showUser(world, repository.owner),
    repo: showRepository(world, repository),
  };
}

/** A pull request by itself. */
export async function showFullPull(world: World, repository: Repository, pull: Pull): Promise<object> {
  const files = await changedFiles(repository, pull);
  const sum = (key: 'additions' | 'deletions') => files.reduce((total, file) => total + file[key], 0);
  return {
    ...showPull(world, repository, pull),
    merged: pull.mergedAt !== null,
    mergeable: pull.state === 'open' ? pull.mergeable : null,
    rebaseable: pull.state === 'open' ? pull.mergeable : null,
    mergeable_state: await showMergeable(repository, pull),
    merged_by: pull.mergedBy === null ? null : showUser(world, pull.mergedBy),
    comments: repository.comments.filter(({ issue }) => issue === pull.number).length,
    review_comments: 0,
    maintainer_can_modify: pull.headRepository !== repository,
    commits: (await repository.git.list(pull.baseSha, pull.headSha)).length,
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: files.length,
  };
}

async function showMergeable(repository: Repository, pull: Pull): Promise<string> {
  const { mergeable, draft, state, mergeCommit } = pull;
  if (state === 'closed' || mergeable === null) return 'unknown';
  if (!mergeable || mergeCommit === null) return 'dirty';
  if (draft) return 'draft';
  const move = { ref: `refs/heads/${pull.baseBranch}`, from: pull.baseSha, to: mergeCommit, by: ACTIONS_BOT };
  return (await findViolation(repository, { ...move, merges: pull })) === null ? 'clean' : 'blocked';
}

/** What a pull request changes: against where it left its base. */
export async function changedFiles(repository: Repository, pull: Pull): Promise<readonly ChangedFile[]> {
  const fork = await repository.git.mergeBase(pull.baseSha, pull.headSha);
  return listChanges(repository.git, fork, pull.headSha);
}

export function showFile(world: World, repository: Repository, commit: string, file: ChangedFile): object {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  const page = pageOf(world, repository);
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${page}/blob/${commit}/${path}`,
    raw_url: `${page}/raw/${commit}/${path}`,
    contents_url: `${apiOf(world, repository)}/contents/${path}?ref=${commit}`,
    ...(file.patch === null ? {} : { patch: file.patch }),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}

export function showReview(world: World, repository: Repository, review: Review): object {
  const html = `${pageOf(world, repository)}/pull/${review.pull}#pullrequestreview-${review.id}`;
  const pull = `${apiOf(world, repository)}/pulls/${review.pull}`;
  return {
    id: review.id,
    node_id: nodeId('PRR', review.id),
    user: showUser(world, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    author_association: showAssociation(repository, review.author),
    _links: { html: { href: html }, pull_request: { href: pull } },
    ...(review.state === 'PENDING' ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commit,
  };
}
