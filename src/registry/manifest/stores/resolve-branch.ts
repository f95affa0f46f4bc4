import { StagegateError } from '../../../errors.js';
import { mustRun, textOf, type Git } from '../../../git/command.js';
import { makeWordsSafe } from '../../../git/words.js';

export interface Branch {
  readonly remote: string;
  /** Without `refs/heads/`. */
  readonly branch: string;
  /** The workspace's folder in the repository, empty or with a `/` at its end. */
  readonly prefix: string;
}

export interface BranchRequest {
  readonly git: Git;
  readonly remote: string;
  /** Empty or undefined: the branch that is checked out. */
  readonly branch?: string | undefined;
}

/**
 * Which branch the manifest is kept on, told without asking the remote.
 * @throws StagegateError `input` without git, outside a repository, on a detached head without a branch, for
 * a wrong branch name and for a remote that is not configured
 */
export async function resolveBranch({ git, remote, branch }: BranchRequest): Promise<Branch> {
  const prefix = await git(['rev-parse', '--show-prefix']);
  if (prefix.exitCode !== 0) throw explainNoRepository(prefix.stderr);
  const name = await checkBranch(git, (branch ?? '') === '' ? await currentBranch(git) : (branch ?? ''));
  await checkRemote(git, remote);
  return { remote, branch: name, prefix: textOf(prefix) };
}

function explainNoRepository(words: string): StagegateError {
  if (words.includes('dubious ownership')) {
    return new StagegateError('input', 'git does not trust the workspace, since it belongs to another user', {
      hint: 'git config --global --add safe.directory "$GITHUB_WORKSPACE"',
    });
  }
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

async function checkRemote(git: Git, remote: string): Promise<void> {
  const remotes = (await mustRun(git, ['remote'])).split('\n').filter((name) => name !== '');
  if (remotes.includes(remote) && !remote.startsWith('-')) return;
  const known =
    remotes.length === 0
      ? 'The repository has no remote.'
      : `The remotes are ${remotes.map((name) => JSON.stringify(name)).join(', ')}.`;
  throw new StagegateError('input', `there is no remote ${JSON.stringify(remote)}`, {
    hint: `${known} Add one with "git remote add".`,
  });
}
