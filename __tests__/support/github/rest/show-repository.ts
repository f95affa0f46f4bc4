import type { Repository } from '../world/repository.js';
import type { World } from '../world/world.js';
import type { Caller } from '../http/route.js';
import { apiOf, pageOf } from '../world/urls.js';
import { nodeId, showUser } from './show-user.js';

/** What other things' answers have of a repository (`minimal-repository`, `repository`). */
export function showRepository(world: World, repository: Repository): object {
  const { id, owner, name, fullName, createdAt, defaultBranch } = repository;
  return {
    id,
    node_id: nodeId('R', id),
    name,
    full_name: fullName,
    owner: showUser(world, owner),
    private: repository.private,
    description: null,
    fork: repository.parent !== null,
    ...showLinks(world, repository),
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    open_issues: 0,
    open_issues_count: repository.pulls.filter(({ state }) => state === 'open').length,
    size: 0,
    default_branch: defaultBranch,
    topics: [],
    has_issues: true,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: repository.settings.archived,
    disabled: false,
    visibility: repository.private ? 'private' : 'public',
    pushed_at: createdAt,
    created_at: createdAt,
    updated_at: createdAt,
    is_template: false,
    allow_forking: true,
    web_commit_signoff_required: false,
  };
}

/** `GET /repos/{owner}/{repo}`; who may push sees the ways to merge, too. */
export function showFullRepository(world: World, repository: Repository, { token, user }: Caller): object {
  const role = user === null ? null : repository.roleOf(user);
  const installed = token !== null && token.kind !== 'user';
  const push = installed
    ? token.permissions.contents === 'write'
    : ['write', 'maintain', 'admin'].includes(role ?? '');
  const { settings, parent } = repository;
  return {
    ...showRepository(world, repository),
    subscribers_count: 0,
    network_count: 0,
    ...(token === null
      ? {}
      : {
          permissions: {
            admin: !installed && role === 'admin',
            maintain: !installed && (role === 'admin' || role === 'maintain'),
            push,
            triage: push,
            pull: true,
          },
        }),
    ...(push
      ? {
          allow_merge_commit: settings.allowMergeCommit,
          allow_squash_merge: settings.allowSquashMerge,
          allow_rebase_merge: settings.allowRebaseMerge,
          allow_auto_merge: false,
          delete_branch_on_merge: settings.deleteBranchOnMerge,
        }
      : {}),
    ...(repository.owner.type === 'Organization' ? { organization: showUser(world, repository.owner) } : {}),
    ...(parent === null
      ? {}
      : { parent: showRepository(world, parent), source: showRepository(world, parent) }),
  };
}

/** URLs and URL templates. */
function showLinks(world: World, repository: Repository): object {
  const api = apiOf(world, repository);
  const page = pageOf(world, repository);
  const under = Object.entries(TEMPLATES).map(([name, path]): [string, string] => [
    `${name}_url`,
    `${api}/${path}`,
  ]);
  const host = new URL(world.url).host;
  return {
    url: api,
    html_url: page,
    ...(Object.fromEntries(under) as object),
    git_url: `git://${host}/${repository.fullName}.git`,
    ssh_url: `git@${host}:${repository.fullName}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
  };
}

const TEMPLATES: Readonly<Record<string, string>> = {
  archive: '{archive_format}{/ref}',
  assignees: 'assignees{/user}',
  blobs: 'git/blobs{/sha}',
  branches: 'branches{/branch}',
  collaborators: 'collaborators{/collaborator}',
  comments: 'comments{/number}',
  commits: 'commits{/sha}',
  compare: 'compare/{base}...{head}',
  contents: 'contents/{+path}',
  contributors: 'contributors',
  deployments: 'deployments',
  downloads: 'downloads',
  events: 'events',
  forks: 'forks',
  git_commits: 'git/commits{/sha}',
  git_refs: 'git/refs{/sha}',
  git_tags: 'git/tags{/sha}',
  hooks: 'hooks',
  issue_comment: 'issues/comments{/number}',
  issue_events: 'issues/events{/number}',
  issues: 'issues{/number}',
  keys: 'keys{/key_id}',
  labels: 'labels{/name}',
  languages: 'languages',
  merges: 'merges',
  milestones: 'milestones{/number}',
  notifications: 'notifications{?since,all,participating}',
  pulls: 'pulls{/number}',
  releases: 'releases{/id}',
  stargazers: 'stargazers',
  statuses: 'statuses/{sha}',
  subscribers: 'subscribers',
  subscription: 'subscription',
  tags: 'tags',
  teams: 'teams',
  trees: 'git/trees{/sha}',
};
