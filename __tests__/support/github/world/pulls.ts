import type { Person } from '../git/commit.js';
import { noreplyAddress, type User } from './users.js';
import type { Pull } from './records.js';
import type { Repository } from './repository.js';
import type { World } from './world.js';

export interface NewPull {
  readonly title: string;
  readonly body: string | null;
  readonly author: User;
  readonly headRepository: Repository;
  readonly headBranch: string;
  readonly baseBranch: string;
  readonly draft: boolean;
}

/** Opens a pull request; its branches are there and differ. */
export async function openPull(world: World, repository: Repository, opened: NewPull): Promise<Pull> {
  const now = world.now();
  const pull: Pull = {
    ...opened,
    number: repository.nextNumber(),
    id: world.nextId(),
    headSha: (await opened.headRepository.git.refSha(`refs/heads/${opened.headBranch}`))!,
    baseSha: (await repository.git.refSha(`refs/heads/${opened.baseBranch}`))!,
    state: 'open',
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    closedBy: null,
    mergedAt: null,
    mergedBy: null,
    mergeCommit: null,
    mergeable: null,
  };
  repository.pulls.push(pull);
  await testMerge(world, repository, pull);
  return pull;
}

/** After refs moved: heads, bases, test merges, and pull requests whose commits the base got by another way. */
export async function refreshPulls(world: World, moved: Repository): Promise<void> {
  for (const repository of world.repositories.values()) {
    for (const pull of repository.pulls) {
      if (pull.state !== 'open' || (pull.headRepository !== moved && repository !== moved)) continue;
      await refreshPull(world, repository, pull);
    }
  }
}

async function refreshPull(world: World, repository: Repository, pull: Pull): Promise<void> {
  const head = (await pull.headRepository?.git.refSha(`refs/heads/${pull.headBranch}`)) ?? null;
  const base = await repository.git.refSha(`refs/heads/${pull.baseBranch}`);
  if (head === null || base === null) {
    closePull(world, pull);
    return;
  }
  if (head === pull.headSha && base === pull.baseSha) return;
  const baseBefore = pull.baseSha;
  Object.assign(pull, { headSha: head, updatedAt: world.now() });
  await fetchHead(repository, pull);
  if (base !== baseBefore && (await repository.git.isAncestor(head, base))) {
    // Whoever pushed the commits to the base branch has merged it.
    markMerged(world, pull, { sha: head, by: pull.author });
    return;
  }
  pull.baseSha = base;
  await testMerge(world, repository, pull);
}

async function fetchHead(repository: Repository, pull: Pull): Promise<void> {
  const ref = `refs/pull/${pull.number}/head`;
  if (pull.headRepository !== null && pull.headRepository !== repository) {
    await repository.git.git('fetch', '--quiet', pull.headRepository.git.folder, `+${pull.headSha}:${ref}`);
  } else {
    await repository.git.git('update-ref', ref, pull.headSha);
  }
}

/** `refs/pull/N/merge`, as GitHub makes it: what merging would give. */
async function testMerge(world: World, repository: Repository, pull: Pull): Promise<void> {
  await fetchHead(repository, pull);
  const ref = `refs/pull/${pull.number}/merge`;
  const tree = await repository.git.mergeTree(pull.baseSha, pull.headSha);
  pull.mergeable = tree !== null;
  if (tree === null) {
    pull.mergeCommit = null;
    await repository.git.deleteRef(ref);
    return;
  }
  const author = { name: pull.author.login, email: noreplyAddress(pull.author), date: world.now() };
  pull.mergeCommit = await repository.git.writeCommit({
    tree,
    parents: [pull.baseSha, pull.headSha],
    message: `Merge ${pull.headSha} into ${pull.baseSha}`,
    author,
    committer: githubItself(world),
  });
  await repository.git.git('update-ref', ref, pull.mergeCommit);
}

/** Who commits what is made on GitHub itself. */
export function githubItself(world: World): Person {
  return { name: 'GitHub', email: 'noreply@github.com', date: world.now() };
}

export function closePull(world: World, pull: Pull, by: User | null = null): void {
  const now = world.now();
  Object.assign(pull, { state: 'closed', closedAt: now, closedBy: by, updatedAt: now });
}

export function markMerged(world: World, pull: Pull, { sha, by }: { sha: string; by: User }): void {
  closePull(world, pull);
  Object.assign(pull, { mergedAt: pull.closedAt, mergedBy: by, mergeCommit: sha });
}

export type MergeMethod = 'merge' | 'squash' | 'rebase';

interface Merging {
  readonly method: MergeMethod;
  readonly by: User;
  readonly title?: string | undefined;
  readonly message?: string | undefined;
}

/** The commit that the base branch gets; null when the two conflict. Nothing moves yet. */
export async function makeMerge(
  world: World,
  repository: Repository,
  pull: Pull,
  merging: Merging,
): Promise<string | null> {
  const { git } = repository;
  const tree = await git.mergeTree(pull.baseSha, pull.headSha);
  if (tree === null) return null;
  const { by, method } = merging;
  const author = { name: by.login, email: noreplyAddress(by), date: world.now() };
  const committer = githubItself(world);
  const label = `${(pull.headRepository ?? repository).owner.login}/${pull.headBranch}`;
  if (method === 'rebase') return rebase(world, repository, pull);
  const made =
    method === 'merge'
      ? {
          parents: [pull.baseSha, pull.headSha],
          title: merging.title ?? `Merge pull request #${pull.number} from ${label}`,
          message: merging.message ?? pull.title,
        }
      : {
          parents: [pull.baseSha],
          title: merging.title ?? `${pull.title} (#${pull.number})`,
          message: merging.message ?? '',
        };
  const message = `${made.title}\n\n${made.message}`.trim();
  const sha = await git.writeCommit({ tree, parents: made.parents, message, author, committer });
  repository.signed.add(sha);
  return sha;
}

/** The pull request's commits anew, one after the other, on top of the base. */
async function rebase(world: World, { git }: Repository, pull: Pull): Promise<string | null> {
  const commits = (await git.list(pull.baseSha, pull.headSha)).toReversed();
  let onto = pull.baseSha;
  for (const sha of commits) {
    const commit = await git.commit(sha);
    if (commit.parents.length !== 1) return null;
    const tree = await git.pickTree(onto, sha);
    if (tree === null) return null;
    onto = await git.writeCommit({
      tree,
      parents: [onto],
      message: commit.message,
      author: commit.author,
      committer: githubItself(world),
    });
  }
  return onto === pull.baseSha ? null : onto;
}
