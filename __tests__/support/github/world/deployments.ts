import { MoveRefused, moveRef } from './branches.js';
import { githubItself } from './pulls.js';
import type { Deployment, DeploymentStatus } from './records.js';
import type { Repository } from './repository.js';
import { noreplyAddress, type User } from './users.js';
import type { World } from './world.js';

export interface Context {
  readonly context: string;
  readonly state: string;
}

/**
 * The checks that a commit must have passed before it is deployed: those that are asked for, else every one that it
 * has. Only `success` is a pass, `skipped` is none.
 */
export function listContexts(
  { checkRuns, statuses }: Repository,
  sha: string,
  required: readonly string[] | undefined,
): readonly Context[] {
  const latest = new Map<string, string>();
  for (const { headSha, name, conclusion } of checkRuns) {
    if (headSha === sha) latest.set(name, conclusion ?? 'pending');
  }
  for (const { sha: of, context, state } of statuses) if (of === sha) latest.set(context, state);
  const names = required ?? [...latest.keys()];
  return names.map((context) => ({ context, state: latest.get(context) ?? 'expected' }));
}

/** What `auto_merge` does: a branch that is behind the default branch gets it merged in, and nothing is deployed. */
export async function mergeDefaultBranch(
  world: World,
  repository: Repository,
  { branch, by }: { readonly branch: string; readonly by: User },
): Promise<'merged' | 'conflict' | 'not needed'> {
  const { git, defaultBranch } = repository;
  const ref = `refs/heads/${branch.replace(/^refs\/heads\//, '')}`;
  const [head, base] = [await git.refSha(ref), await git.refSha(`refs/heads/${defaultBranch}`)];
  if (head === null || base === null || (await git.isAncestor(base, head))) return 'not needed';
  const tree = await git.mergeTree(head, base);
  if (tree === null) return 'conflict';
  const author = { name: by.login, email: noreplyAddress(by), date: world.now() };
  const message = `Merge ${defaultBranch} into ${branch}`;
  const committer = githubItself(world);
  const to = await git.writeCommit({ tree, parents: [head, base], message, author, committer });
  repository.signed.add(to);
  try {
    await moveRef(world, repository, { ref, from: head, to, by });
  } catch (error) {
    if (error instanceof MoveRefused) return 'conflict';
    throw error;
  }
  return 'merged';
}

/**
 * What `auto_inactive` does: after a success, earlier deployments to the same environment that succeeded become
 * inactive, unless they are transient or in production.
 */
export function deactivateOthers(
  world: World,
  repository: Repository,
  { deployment, status }: { readonly deployment: Deployment; readonly status: DeploymentStatus },
): void {
  if (status.state !== 'success') return;
  for (const other of repository.deployments) {
    const last = other.statuses.at(-1);
    const isPrior = other.id < deployment.id && other.environment === status.environment;
    if (!isPrior || other.transient || other.production || last?.state !== 'success') continue;
    other.statuses.push({ ...last, id: world.nextId(), state: 'inactive', createdAt: world.now() });
  }
}
