import { StagegateError } from '../../../errors.js';
import { GitUnusable, textOf, type Git, type GitResult, makeWordsSafe } from '../../../git/command.js';
import { chooseRemote, LIST_REMOTES, readRemotes, requireRemote } from '../../../git/remotes.js';

export interface Branch {
  readonly remote: string;
  /** Without `refs/heads/`. */
  readonly branch: string;
  /** The workspace's folder in the repository, empty or with a `/` at its end. */
  readonly prefix: string;
}

export interface BranchRequest {
  readonly git: Git;
  /** Undefined: the one that git would push the branch to. */
  readonly remote?: string | undefined;
  /** Empty or undefined: the branch that is checked out. */
  readonly branch?: string | undefined;
}

/**
 * Which branch the manifest is kept on, told without asking the remote.
 * @throws StagegateError `input` without git, outside a repository, on a detached head without a branch, for
 * a wrong branch name and for a remote that is not configured
 */
export async function resolveBranch({ git, remote, branch }: BranchRequest): Promise<Branch> {
  const prefix = await askPrefix(git);
  if (prefix.exitCode !== 0) throw explainNoRepository(prefix.stderr);
  const name = await checkBranch(git, (branch ?? '') === '' ? await currentBranch(git) : (branch ?? ''));
  return { remote: await findRemote(git, name, remote), branch: name, prefix: textOf(prefix) };
}

/** Pushing needs git, unlike the other ways. */
async function askPrefix(git: Git): Promise<GitResult> {
  try {
    return await git(['rev-parse', '--show-prefix']);
  } catch (error) {
    if (!(error instanceof GitUnusable) || error.why !== 'missing') throw error;
    throw new GitUnusable('missing', error.message, {
      hint: `${error.hint ?? ''} Or use commit: api, which asks GitHub, or commit: none, which changes the files on disk only.`,
      cause: error,
    });
  }
}

function explainNoRepository(words: string): StagegateError {
  return new StagegateError('input', `the workspace is not a git repository: ${makeWordsSafe(words)}`, {
    hint: 'Check it out first (actions/checkout), or keep the manifest on disk only (commit: none).',
  });
}

async function currentBranch(git: Git): Promise<string> {
  const head = await git(['symbolic-ref', '--quiet', 'HEAD']);
  if (head.exitCode === 0) return textOf(head);
  throw new StagegateError('input', 'no branch is checked out (detached head), so there is none to push to', {
    hint: 'Check out a branch, with actions/checkout "with: {ref: main}", or on your machine with "git switch main".',
  });
}

async function checkBranch(git: Git, name: string): Promise<string> {
  const short = name.replace(/^refs\/heads\//, '');
  const check = await git(['check-ref-format', `refs/heads/${short}`]);
  // What begins with a hyphen or a plus sign would read as an option or a forced push.
  if (check.exitCode === 0 && !/^[-+]/.test(short)) return short;
  throw new StagegateError('input', `${JSON.stringify(name)} is not a branch name`, {
    hint: 'Name a branch: main',
  });
}

async function findRemote(git: Git, branch: string, given: string | undefined): Promise<string> {
  const listed = await git(LIST_REMOTES);
  const settings = readRemotes(listed.stdout.toString());
  if (given === undefined) return chooseRemote(settings, branch);
  requireRemote(settings, given);
  return given;
}
