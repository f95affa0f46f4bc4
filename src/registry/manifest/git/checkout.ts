import { StagegateError } from '../../../errors.js';
import { GitUnusable, makeWordsSafe, type Git } from '../../../git/command.js';
import { readHead, type Head } from '../../../git/head.js';
import {
  chooseRemote,
  LIST_REMOTES,
  readRemotes,
  requireRemote,
  type RemoteSettings,
} from '../../../git/remotes.js';
import type { Author } from './commit.js';

/* The clone that this runs in: which branch of which remote it stands for, and its fast-forward after a commit. */

export interface Branch {
  readonly remote: string;
  /** Without `refs/heads/`. */
  readonly branch: string;
  /** The workspace's folder in the repository: empty, or with a `/` at its end. */
  readonly prefix: string;
  /** The commit that was checked out; null if there was none. */
  readonly head: string | null;
  /** Whether the clone lacked older commits. */
  readonly isShallow: boolean;
  /** `user.name` and `user.email`, empty where not set. */
  readonly user: Author;
}

interface BranchRequest {
  readonly git: Git;
  /** By default the remote that git would push the branch to. */
  readonly remote?: string | undefined;
  /** By default (or empty) the branch that is checked out. */
  readonly branch?: string | undefined;
}

/**
 * Finds the branch that the manifest is kept on, without asking the remote.
 * @throws StagegateError `input` without git, outside a repository, on a detached head without a given branch, for an
 * invalid branch name, and for a remote that isn't configured
 */
export async function resolveBranch({ git, remote, branch }: BranchRequest): Promise<Branch> {
  const head = await askHead(git);
  if ('refused' in head) throw explainNoRepository(head.refused);
  const name = branch ? await checkBranch(git, branch) : requireUsable(currentBranch(head));
  const settings = readRemotes((await git(LIST_REMOTES)).stdout.toString());
  const setting = (key: string) => settings.choices.get(key) ?? '';
  const { commit, prefix, isShallow } = head;
  return {
    ...{ prefix, head: commit, isShallow, branch: name, remote: findRemote(settings, name, remote) },
    user: { name: setting('user.name'), email: setting('user.email') },
  };
}

/** Only a push needs git, so the hint names the modes that don't. */
async function askHead(git: Git): ReturnType<typeof readHead> {
  try {
    return await readHead(git);
  } catch (error) {
    if (!(error instanceof GitUnusable) || error.why !== 'missing') throw error;
    throw new GitUnusable('missing', error.message, {
      hint: `${error.hint ?? ''} Or use commit: api, which asks GitHub, or commit: none, which only changes files on disk.`,
      cause: error,
    });
  }
}

function explainNoRepository(words: string): StagegateError {
  return new StagegateError('input', `the workspace is not a git repository: ${makeWordsSafe(words)}`, {
    hint: 'Check it out first (actions/checkout), or keep the manifest on disk only (commit: none).',
  });
}

function currentBranch({ ref }: Head): string {
  if (ref !== null) return ref;
  throw new StagegateError('input', 'cannot push from a detached head: no branch is checked out', {
    hint: 'Check out a branch, with actions/checkout "with: {ref: main}", or on your machine with "git switch main".',
  });
}

async function checkBranch(git: Git, name: string): Promise<string> {
  const short = name.replace(/^refs\/heads\//, '');
  const check = await git(['check-ref-format', `refs/heads/${short}`]);
  if (check.exitCode === 0) return requireUsable(name);
  throw explainInvalid(name);
}

/** @param name that is valid for git @returns it without `refs/heads/` */
function requireUsable(name: string): string {
  const short = name.replace(/^refs\/heads\//, '');
  // git would read a leading hyphen as an option, and a plus sign as a forced push
  if (!/^[-+]/.test(short)) return short;
  throw explainInvalid(name);
}

function explainInvalid(name: string): StagegateError {
  return new StagegateError('input', `${JSON.stringify(name)} is not a valid branch name`, {
    hint: 'Name a branch: main',
  });
}

function findRemote(settings: RemoteSettings, branch: string, given: string | undefined): string {
  if (given === undefined) return chooseRemote(settings, branch);
  requireRemote(settings, given);
  return given;
}

/** Keeps a merge from starting maintenance and from stashing local changes. */
const QUIETLY = ['merge.autoStash=false', 'gc.auto=0', 'maintenance.auto=false'].flatMap((setting) => [
  '-c',
  setting,
]);

/**
 * Fast-forwards the checkout to the new commit if it is still at the commit before. Git itself refuses when local
 * changes would be overwritten. The registry has already changed, so a failure here is ignored.
 * @param bring fetches the new commit
 */
export async function advanceCheckout(
  git: Git,
  move: { readonly branch: string; readonly from: string; readonly to: string },
  bring: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  try {
    const head = await readHead(git);
    if ('refused' in head || head.commit !== move.from || head.ref !== `refs/heads/${move.branch}`) return;
    await bring();
    await git([...QUIETLY, 'merge', '--ff-only', '--quiet', move.to]);
  } catch {
    // the checkout stays where it is
  }
}
