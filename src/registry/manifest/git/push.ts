import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { StagegateError } from '../../../errors.js';
import { textOf, type Git, type GitResult, makeWordsSafe } from '../../../git/command.js';
import { explainRefusal } from './refusal.js';
import { isOnBranch } from './remote.js';
import type { Branch } from './resolve-branch.js';

/** The reasons that git and servers give when the branch is not where it was expected. */
const LOST_RACE =
  /^(?:stale info|non-fast-forward|fetch first|needs force|failed to update ref|incorrect old value provided|reference already exists)$|cannot lock ref|failed to lock|incorrect old value/i;

/** `unclear`: nothing says what the remote did. */
export type PushOutcome = 'pushed' | 'lost-race' | 'refused' | 'unclear';

/** What a `git push --porcelain` of one branch came to; only git's own line counts, not what hooks print. */
export function readOutcome({
  exitCode,
  stdout,
}: Pick<GitResult, 'exitCode'> & { readonly stdout: string }): PushOutcome {
  if (exitCode === 0) return 'pushed';
  const line = stdout.split('\n').find((text) => text.startsWith('!\t'));
  const [, kind, reason] = /^!\t[^\t]*\t\[([^\]]+)\](?: \((.*)\))?\s*$/.exec(line ?? '') ?? [];
  if (kind === undefined || kind === 'remote failure') return 'unclear';
  return LOST_RACE.test(reason ?? '') ? 'lost-race' : 'refused';
}

/**
 * Moves the remote's branch from one commit to another, if it still is at the first.
 * @throws StagegateError `conflict` when it is not, `unavailable` when the remote refuses or is not reached
 */
export async function pushCommit(git: Git, at: Branch, move: { from: string; to: string }): Promise<void> {
  const ref = `refs/heads/${at.branch}`;
  const pushed = await git([
    ...[
      'push',
      '--porcelain',
      '--no-follow-tags',
      '--recurse-submodules=no',
      `--force-with-lease=${ref}:${move.from}`,
    ],
    ...['--', at.remote, `${move.to}:${ref}`],
  ]);
  const stdout = textOf(pushed);
  const outcome = readOutcome({ exitCode: pushed.exitCode, stdout });
  if (outcome === 'pushed') return;
  if (outcome === 'lost-race') throw explainLostRace(at);
  const hook = outcome === 'unclear' ? await findRefusingHook(git, pushed) : null;
  if (hook !== null) throw explainHook(hook, at, pushed.stderr);
  // The connection may have broken after the remote did what it was asked: then it holds the commit.
  if (outcome === 'unclear' && (await holdsCommit(git, at, move.to))) return;
  throw explainRefusal(
    'push to',
    at,
    `${pushed.stderr}\n${stdout
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .join('\n')}`,
  );
}

/**
 * The checkout's own `pre-push` hook, where it ended the push. Hooks run here as on any push, since one may be a check
 * that nobody is to pass by. Git then says nothing of branches, and `fatal:` only for what it failed at itself.
 */
async function findRefusingHook(git: Git, { exitCode, stdout, stderr }: GitResult): Promise<string | null> {
  if (exitCode !== 1 || stdout.toString().trim() !== '' || /^fatal:/m.test(stderr)) return null;
  const name = 'hooks/pre-push';
  const paths = await git(['rev-parse', '--git-path', name, '--path-format=absolute', '--git-path', name]);
  const [shown = '', path = ''] = textOf(paths).split('\n');
  try {
    await access(path, constants.X_OK);
    return shown;
  } catch {
    return null;
  }
}

async function holdsCommit(git: Git, at: Branch, commit: string): Promise<boolean> {
  try {
    return await isOnBranch(git, at, commit);
  } catch {
    return false;
  }
}

function explainHook(hook: string, { remote, branch }: Branch, stderr: string): StagegateError {
  const own = stderr.replace(/^error: failed to push some refs to .*$/m, '');
  return new StagegateError(
    'unavailable',
    `this checkout's own hook ${hook} refused the push to branch ${JSON.stringify(branch)} of remote ${JSON.stringify(remote)}: ${makeWordsSafe(own)}`,
    {
      hint: 'Do what the hook asks for, then run this again. The remote was not asked, and nothing was changed.',
    },
  );
}

function explainLostRace({ remote, branch }: Branch): StagegateError {
  return new StagegateError(
    'conflict',
    `branch ${JSON.stringify(branch)} of remote ${JSON.stringify(remote)} was moved by somebody else`,
    {
      hint: 'Run it again: it is decided on what the branch holds then.',
    },
  );
}
