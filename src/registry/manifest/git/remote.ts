import { StagegateError } from '../../../errors.js';
import { makeNonce } from '../disk/atomic-write.js';
import { hasCommit, mustRun, textOf, type Git } from '../../../git/command.js';
import { explainRefusal } from './refusal.js';
import type { Branch } from './resolve-branch.js';

const OBJECT_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/**
 * The commit that the remote's branch is at, and null when it has no such branch.
 * @throws StagegateError `unavailable` when the remote does not answer
 */
export async function askRemote(git: Git, at: Branch): Promise<string | null> {
  const ref = `refs/heads/${at.branch}`;
  const answer = await git(['ls-remote', '--', at.remote, ref]);
  if (answer.exitCode !== 0) throw explainRefusal('read', at, answer.stderr);
  // The name is taken as a pattern: "refs/heads/main" finds "refs/heads/x/refs/heads/main" too.
  const line = textOf(answer)
    .split('\n')
    .find((text) => text.split('\t')[1] === ref);
  const id = line?.split('\t')[0];
  return id !== undefined && OBJECT_ID.test(id) ? id : null;
}

/**
 * Makes sure that the remote's newest commit of the branch is here, and gives its id.
 * @throws StagegateError `input` when the remote has no such branch, `unavailable` when it does not answer
 */
export async function fetchBranch(git: Git, at: Branch): Promise<string> {
  const tip = await askRemote(git, at);
  if (tip === null) throw explainNoBranch(at);
  if (await hasCommit(git, tip)) return tip;
  // The newest commit is all that is read; a shallow clone would get the whole history of another branch.
  const shallow = textOf(await git(['rev-parse', '--is-shallow-repository'])) === 'true';
  return fetchTip(git, at, shallow ? ['--depth=1'] : []);
}

/** True when the remote's branch is at this commit of ours or has gone on from it. */
export async function isOnBranch(git: Git, at: Branch, commit: string): Promise<boolean> {
  if ((await askRemote(git, at)) === commit) return true;
  // Not cut off, or nothing would connect the two.
  const tip = await fetchTip(git, at, []);
  return (await git(['merge-base', '--is-ancestor', commit, tip])).exitCode === 0;
}

/** Into a ref of its own for the moment: FETCH_HEAD is shared by all that is done in the clone meanwhile. */
export async function fetchTip(git: Git, at: Branch, depth: readonly string[]): Promise<string> {
  const ref = `refs/stagegate/${makeNonce()}`;
  const fetched = await git([
    ...['-c', 'gc.auto=0', '-c', 'maintenance.auto=false', '-c', 'fetch.recurseSubmodules=false'],
    ...['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', ...depth],
    ...['--refmap=', '--', at.remote, `+refs/heads/${at.branch}:${ref}`],
  ]);
  if (fetched.exitCode !== 0) throw explainFetch(at, fetched.stderr);
  const tip = await mustRun(git, ['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`]);
  await git(['update-ref', '-d', ref]);
  return tip;
}

function explainFetch(at: Branch, words: string): StagegateError {
  if (/couldn't find remote ref/i.test(words)) return explainNoBranch(at);
  if (/shallow\.lock|shallow file has changed/i.test(words)) {
    return new StagegateError('conflict', 'another process is fetching into the same clone', {
      hint: 'Run it again when it has ended.',
    });
  }
  return explainRefusal('read', at, words);
}

function explainNoBranch({ remote, branch }: Branch): StagegateError {
  return new StagegateError(
    'input',
    `remote ${JSON.stringify(remote)} has no branch ${JSON.stringify(branch)}`,
    {
      hint: `Push it once: git push ${remote} HEAD:refs/heads/${branch}`,
    },
  );
}
