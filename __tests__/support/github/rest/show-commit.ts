import type { Commit } from '../git/commit.js';
import type { Repository } from '../world/repository.js';
import type { User } from '../world/users.js';
import type { World } from '../world/world.js';
import { apiOf, pageOf } from '../world/urls.js';
import { nodeId, showUser } from './show-user.js';

export function verification(repository: Repository, { sha, author }: Commit): object {
  const verified = repository.signed.has(sha);
  return {
    verified,
    reason: verified ? 'valid' : 'unsigned',
    signature: verified ? '-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----\n' : null,
    payload: verified ? `author ${author.name} <${author.email}>\n` : null,
    verified_at: verified ? author.date : null,
  };
}

/** Who a commit's address belongs to: the noreply addresses that hold a login. */
export function userOf(world: World, email: string): User | null {
  const login = /^(?:\d+\+)?(.+)@users\.noreply\.github\.com$/.exec(email)?.[1];
  return login === undefined ? null : (world.users.get(login) ?? null);
}

/** A commit as git has it: `GET git/commits/{sha}`, and the `commit` of a changed file. */
export function showGitCommit(world: World, repository: Repository, commit: Commit): object {
  const api = apiOf(world, repository);
  const page = pageOf(world, repository);
  return {
    sha: commit.sha,
    node_id: nodeId('C', commit.sha),
    url: `${api}/git/commits/${commit.sha}`,
    html_url: `${page}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/git/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
    verification: verification(repository, commit),
  };
}

/** A commit with the people behind it: `GET commits/{ref}` without its files, and every list. */
export function showCommit(world: World, repository: Repository, commit: Commit): object {
  const api = apiOf(world, repository);
  const page = pageOf(world, repository);
  const person = (email: string) => {
    const user = userOf(world, email);
    return user === null ? null : showUser(world, user);
  };
  return {
    sha: commit.sha,
    node_id: nodeId('C', commit.sha),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: verification(repository, commit),
    },
    url: `${api}/commits/${commit.sha}`,
    html_url: `${page}/commit/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    author: person(commit.author.email),
    committer: person(commit.committer.email),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
  };
}
