import { StagegateError } from '../errors.js';

/** What git's configuration says about remotes, and about the user: one run of git tells both. */
export interface RemoteSettings {
  /** Each remote's address, in git's order. */
  readonly urls: ReadonlyMap<string, string>;
  /** The settings that choose a remote, and the user's. Keys are in lower case, except for a branch's name. */
  readonly choices: ReadonlyMap<string, string>;
}

/** Prints what `readRemotes` reads. Git exits with 1 when there is nothing to print. */
export const LIST_REMOTES = ['config', '-z', '--get-regexp', '^(remote|branch|user)\\.'] as const;

/** @param output of `git config` with `LIST_REMOTES` */
export function readRemotes(output: string): RemoteSettings {
  const urls = new Map<string, string>();
  const choices = new Map<string, string>();
  for (const record of output.split('\0')) {
    // a key without a value has no newline
    const [, key = '', value = ''] = /^([^\n]+)\n([^]*)$/.exec(record) ?? [];
    const [, remote] = /^remote\.([^]+)\.(?:url|pushurl|fetch)$/.exec(key) ?? [];
    if (remote !== undefined) {
      // git fetches from the first address
      if (key.endsWith('.url') && !urls.get(remote)) urls.set(remote, value);
      else if (!urls.has(remote)) urls.set(remote, '');
    } else choices.set(key, value);
  }
  return { urls, choices };
}

/**
 * Chooses a branch's remote as `git push` does: the branch's own setting, `remote.pushDefault`, its upstream, else the
 * only remote, else `origin`.
 * @param branch without `refs/heads/`
 * @throws StagegateError `input` when there is no remote, a setting names a missing one, or no setting chooses one
 */
export function chooseRemote({ urls, choices }: RemoteSettings, branch: string): string {
  const known = [...urls.keys()];
  const keys = [`branch.${branch}.pushremote`, 'remote.pushdefault', `branch.${branch}.remote`];
  // "." is the repository itself: the upstream is a local branch
  const setting = keys.find((key) => choices.has(key) && choices.get(key) !== '.');
  if (setting !== undefined) {
    const chosen = choices.get(setting) ?? '';
    if (isUsable(chosen, known)) return chosen;
    throw new StagegateError(
      'input',
      `git's ${setting} names ${JSON.stringify(chosen)}, which is not a usable remote`,
      { hint: `${listOf(known)} Choose one: git config ${quoteKey(setting)} <remote>` },
    );
  }
  const [only, other] = known;
  if (only === undefined) throw noRemote('the repository has no remote');
  if (other === undefined && isUsable(only, known)) return only;
  if (known.includes('origin')) return 'origin';
  throw new StagegateError(
    'input',
    `git has no setting that says where branch ${JSON.stringify(branch)} is pushed`,
    {
      hint: `${listOf(known)} Choose one: git config ${quoteKey(`branch.${branch}.pushremote`)} <remote>`,
    },
  );
}

/** Whether the remote exists, and git wouldn't read its name as an option. */
function isUsable(remote: string, known: readonly string[]): boolean {
  return known.includes(remote) && !remote.startsWith('-');
}

/** @throws StagegateError `input` when the repository has no such remote */
export function requireRemote({ urls }: RemoteSettings, remote: string): void {
  const known = [...urls.keys()];
  if (!isUsable(remote, known))
    throw noRemote(`the repository has no remote ${JSON.stringify(remote)}`, known);
}

function noRemote(message: string, known: readonly string[] = []): StagegateError {
  const others = known.length === 0 ? '' : `${listOf(known)} `;
  return new StagegateError('input', message, { hint: `${others}Add one: git remote add <name> <address>` });
}

function listOf(known: readonly string[]): string {
  if (known.length === 0) return 'The repository has no remote.';
  return `The remotes are ${known.map((name) => JSON.stringify(name)).join(', ')}.`;
}

function quoteKey(key: string): string {
  return /^[\w./-]+$/.test(key) ? key.replace(/pushremote$/, 'pushRemote') : JSON.stringify(key);
}
