import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { StagegateError } from '../../../errors.js';
import { hasCommit, makeWordsSafe, mustRun, textOf, type Git, type GitResult } from '../../../git/command.js';
import { makeNonce } from '../disk/location.js';
import type { Branch } from './checkout.js';

/* A branch of a remote: where it is, fetching it, and pushing to it. */

const OBJECT_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** The commit that the remote's branch points to; null without such a branch. @throws StagegateError `unavailable` */
async function readTip(git: Git, at: Branch): Promise<string | null> {
  const ref = `refs/heads/${at.branch}`;
  const answer = await git(['ls-remote', '--', at.remote, ref]);
  if (answer.exitCode !== 0) throw explainRefusal('read', at, answer.stderr);
  // git takes the name for a pattern: "refs/heads/main" also finds "refs/heads/x/refs/heads/main"
  const line = textOf(answer)
    .split('\n')
    .find((text) => text.split('\t')[1] === ref);
  const id = line?.split('\t')[0];
  return id !== undefined && OBJECT_ID.test(id) ? id : null;
}

/** A branch of a remote, with what one run learns about it. */
interface RemoteBranch {
  /**
   * Fetches the branch's newest commit unless the clone has it, and returns its id.
   * @throws StagegateError `input` when the remote has no such branch, `unavailable` when it doesn't answer
   */
  fetch(at: Branch): Promise<string>;
  /** @throws StagegateError as `pushCommit` */
  push(at: Branch, move: { readonly from: string; readonly to: string }): Promise<void>;
  /** Deletes what a fetch left in the clone. */
  close(): Promise<void>;
}

/** Starting git takes longer than what it does here, so git isn't asked what this run already knows. */
export function openRemoteBranch(git: Git): RemoteBranch {
  /** Commits that the clone has. */
  const held = new Set<string>();
  let isBehind = false;
  const ref = ownRef();
  let hasRef = false;
  const fetchNow = async (at: Branch): Promise<string> => {
    // Only the newest commit is read. Without a depth, a shallow clone would get another branch's whole history.
    hasRef = true;
    return fetchTo(git, at, ref, at.isShallow ? ['--depth=1'] : []);
  };
  const find = async (at: Branch): Promise<string> => {
    // somebody else has pushed: the clone can't have that commit
    if (isBehind) return fetchNow(at);
    const tip = await readTip(git, at);
    if (tip === null) throw explainNoBranch(at);
    return tip === at.head || held.has(tip) || (await hasCommit(git, tip)) ? tip : fetchNow(at);
  };
  const close = async (): Promise<void> => {
    if (!hasRef) return;
    hasRef = false;
    try {
      await git(['update-ref', '-d', ref]);
    } catch {
      // the commit may be pushed by now: a ref that stays in the clone is no reason to fail
    }
  };
  return {
    fetch: async (at) => {
      const tip = await find(at);
      isBehind = false;
      held.add(tip);
      return tip;
    },
    push: async (at, move) => {
      held.add(move.to);
      try {
        await pushCommit(git, at, move);
      } catch (error) {
        isBehind = error instanceof StagegateError && error.code === 'conflict';
        throw error;
      }
      await close();
    },
    close,
  };
}

/** Every fetch in a clone shares FETCH_HEAD, so a run has a ref of its own. */
function ownRef(): string {
  return `refs/stagegate/${makeNonce()}`;
}

/** Fetches the branch, with its history, and returns its newest commit. @throws StagegateError as `fetchTo` */
export async function fetchTip(git: Git, at: Branch): Promise<string> {
  const ref = ownRef();
  try {
    // without a depth: a truncated history wouldn't connect two commits
    return await fetchTo(git, at, ref, []);
  } finally {
    await git(['update-ref', '-d', ref]);
  }
}

/**
 * Points a ref to the branch's newest commit, and returns that.
 * @throws StagegateError as `RemoteBranch.fetch`, and `conflict` when another process fetches into the same shallow clone
 */
async function fetchTo(git: Git, at: Branch, ref: string, depth: readonly string[]): Promise<string> {
  const fetched = await git([
    ...['-c', 'gc.auto=0', '-c', 'maintenance.auto=false', '-c', 'fetch.recurseSubmodules=false'],
    ...['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', ...depth],
    ...['--refmap=', '--', at.remote, `+refs/heads/${at.branch}:${ref}`],
  ]);
  if (fetched.exitCode !== 0) throw explainFetch(at, fetched.stderr);
  return mustRun(git, ['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`]);
}

/** The reasons that git and servers give when the branch isn't where it was expected. */
const LOST_RACE =
  /^(?:stale info|non-fast-forward|fetch first|needs force|failed to update ref|incorrect old value provided|reference already exists)$|cannot lock ref|failed to lock|incorrect old value/i;

/** `unclear`: the output doesn't tell whether the remote moved the branch. */
type PushOutcome = 'pushed' | 'lost-race' | 'refused' | 'unclear';

/** The outcome of a `git push --porcelain` of one branch. Only git's own line counts, not what hooks print. */
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
 * Moves the remote's branch from one commit to another, if it is still at the first.
 * @throws StagegateError `conflict` when it isn't, `unavailable` when the remote refuses or can't be reached
 */
async function pushCommit(git: Git, at: Branch, move: { from: string; to: string }): Promise<void> {
  const ref = `refs/heads/${at.branch}`;
  const pushed = await git([
    ...['push', '--porcelain', '--no-follow-tags', '--recurse-submodules=no'],
    ...[`--force-with-lease=${ref}:${move.from}`, '--', at.remote, `${move.to}:${ref}`],
  ]);
  const stdout = textOf(pushed);
  const outcome = readOutcome({ exitCode: pushed.exitCode, stdout });
  if (outcome === 'pushed') return;
  if (outcome === 'lost-race') throw explainLostRace(at);
  const hook = outcome === 'unclear' ? await findRefusingHook(git, pushed) : null;
  if (hook !== null) throw explainHook(hook, at, pushed.stderr);
  // The connection may have broken after the remote moved the branch. Then it has the commit.
  if (outcome === 'unclear' && (await holdsCommit(git, at, move.to))) return;
  const refusals = stdout.split('\n').filter((line) => line.startsWith('!'));
  throw explainRefusal('push to', at, `${pushed.stderr}\n${refusals.join('\n')}`);
}

/** Whether the remote's branch is at our commit or ahead of it. False when the remote can't be asked. */
async function holdsCommit(git: Git, at: Branch, commit: string): Promise<boolean> {
  try {
    if ((await readTip(git, at)) === commit) return true;
    const tip = await fetchTip(git, at);
    return (await git(['merge-base', '--is-ancestor', commit, tip])).exitCode === 0;
  } catch {
    return false;
  }
}

/**
 * The checkout's own `pre-push` hook, when it stopped the push. We run hooks as any push does, since one may be a check
 * that nobody should bypass. Git then prints no line for the branch, and `fatal:` only for its own failures.
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

function explainHook(hook: string, at: Branch, stderr: string): StagegateError {
  const own = stderr.replace(/^error: failed to push some refs to .*$/m, '');
  const message = `this checkout's own hook ${hook} refused the push to ${nameOf(at)}: ${makeWordsSafe(own)}`;
  return new StagegateError('unavailable', message, {
    hint: 'Fix what the hook complains about, then run this again. Nothing was sent to the remote.',
  });
}

function explainLostRace(at: Branch): StagegateError {
  return new StagegateError('conflict', `somebody else changed ${nameOf(at)} meanwhile`, {
    hint: "Run it again to decide on the branch's new contents.",
  });
}

function explainFetch(at: Branch, words: string): StagegateError {
  if (/couldn't find remote ref/i.test(words)) return explainNoBranch(at);
  if (/shallow\.lock|shallow file has changed/i.test(words)) {
    return new StagegateError('conflict', 'another process is fetching into the same clone', {
      hint: 'Run it again after that process has ended.',
    });
  }
  return explainRefusal('read', at, words);
}

function explainNoBranch({ remote, branch }: Branch): StagegateError {
  const message = `remote ${JSON.stringify(remote)} has no branch ${JSON.stringify(branch)}`;
  return new StagegateError('input', message, {
    hint: `Push it once: git push ${remote} HEAD:refs/heads/${branch}`,
  });
}

function nameOf({ remote, branch }: Branch): string {
  return `branch ${JSON.stringify(branch)} of remote ${JSON.stringify(remote)}`;
}

const PERMISSION = 'Give the job "permissions: {contents: write}".';
const CREDENTIALS =
  'Give the job "permissions: {contents: write}" and let actions/checkout keep its credentials (persist-credentials: true, its default).';

/** What git or a remote prints, and what to do about it. The first match counts. */
const HINTS: readonly (readonly [when: RegExp, hint: string])[] = [
  [
    /GH006|GH013|protected branch|rule violations/i,
    'Use commit: pull-request, which proposes the change instead: the branch is protected. Or let a GitHub App bypass the rule, and check out with its token.',
  ],
  [/shallow update not allowed/i, 'Check out the whole history: actions/checkout with fetch-depth: 0.'],
  [
    /aborted by hook/i,
    "Follow the message above: the checkout's own hook reference-transaction refused the change.",
  ],
  [
    /certificate (?:problem|verif)|certificate verification failed|self[- ]signed|unable to get local issuer/i,
    "Set GIT_SSL_CAINFO (or git config http.sslCAInfo) to a PEM file with the certificate of the authority that signed the server's. NODE_EXTRA_CA_CERTS doesn't reach git: it is for the requests to GitHub's API and to MLflow.",
  ],
  [/hook declined/i, 'Follow the message above: a hook on the remote refused the change.'],
  [/write access|denied to|permission denied|error: 403|HTTP 403|access denied/i, PERMISSION],
  [
    /authentication failed|could not read (?:username|password)|error: 401|terminal prompts disabled|publickey/i,
    CREDENTIALS,
  ],
  [
    /repository .*not found|does not exist|does not appear to be a git repository|error: 404/i,
    `Check the remote's address (git remote -v). ${CREDENTIALS}`,
  ],
  [
    /could not resolve|unable to access|timed out|connection|network|hung up|early EOF|low speed/i,
    'Check the connection to the remote, then run this again.',
  ],
  [
    /no space|disk full|unpacker error|unable to create temporary/i,
    "Check the remote's disk and its folder's permissions: it could not store the change.",
  ],
];

/** @param words git's raw output */
function explainRefusal(doing: 'read' | 'push to', at: Branch, words: string): StagegateError {
  return new StagegateError('unavailable', `cannot ${doing} ${nameOf(at)}: ${makeWordsSafe(words)}`, {
    hint:
      HINTS.find(([when]) => when.test(words))?.[1] ??
      'Run the same git command by hand to see what the remote needs.',
  });
}
