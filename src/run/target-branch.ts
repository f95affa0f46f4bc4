import type { WorkflowEvent } from './event.js';
import type { GitHubAccess } from '../github/access.js';
import { join, relative, sep } from 'node:path';
import { StagegateError } from '../errors.js';
import { createGit, GitUnusable } from '../git/command.js';
import { chooseRemote, LIST_REMOTES, readRemotes, type RemoteSettings } from '../git/remotes.js';
import { askGit } from './run-context.js';
import { findTop } from '../files/place.js';
import type { Environment } from '../model/run-context.js';
import { exists } from '../files/workspace-file.js';

/** How a changed manifest is committed. */
export type CommitMode = 'none' | 'push' | 'api' | 'pull-request';

/** A mode, or `auto` to choose by where the run is. */
export type CommitSetting = CommitMode | 'auto';

/**
 * Whether a run may only decide: its change is not merged yet, and no commit mode was set. The change may never get to
 * the branch.
 * @internal
 */
export function onlyDecides(setting: CommitSetting | undefined, { beforeMerge }: WorkflowEvent): boolean {
  return beforeMerge && (setting === undefined || setting === 'auto');
}

/** The mode of a setting, for a manifest. @internal */
export function chooseCommitMode(
  setting: CommitSetting | undefined,
  { event, github }: { event: WorkflowEvent; github: GitHubAccess },
): CommitMode {
  if (setting !== 'auto') return setting ?? 'none';
  const mayCommit = event.name !== null && github.isThere && !event.beforeMerge;
  return mayCommit ? 'api' : 'none';
}

/** Where a manifest is on GitHub. */
export interface TargetBranch {
  /** Without `refs/heads/`. */
  readonly branch: string;
  /** The workspace's folder in the repository, empty or with a `/` at its end. */
  readonly prefix: string;
}

export interface TargetOptions {
  readonly root: string;
  readonly env: Environment;
  readonly event: WorkflowEvent;
  readonly mode: CommitMode;
}

/**
 * The workflow's branch, else the checked-out one.
 * @throws StagegateError `input` without a branch to commit to, or when another repository is checked out
 */
export async function findTargetBranch(options: TargetOptions): Promise<TargetBranch> {
  const branch = await findBranch(options);
  const top = await findTop(options.root, options.env);
  if (top !== null) await requireSameRepository(top, branch, options);
  return { branch, prefix: prefixOf(top, options.root) };
}

/** The workspace's folder in the checked-out repository, empty or with a `/` at its end. */
export async function findPrefix(options: Pick<TargetOptions, 'root' | 'env'>): Promise<string> {
  return prefixOf(await findTop(options.root, options.env), options.root);
}

function prefixOf(top: string | null, root: string): string {
  const folder = top === null ? '' : relative(top, root).split(sep).join('/');
  return folder === '' ? '' : `${folder}/`;
}

async function findBranch({ root, env, event, mode }: TargetOptions): Promise<string> {
  if (event.beforeMerge) {
    throw new StagegateError(
      'input',
      `commit: ${mode} has no branch to commit to: this run is for a change that isn't merged yet (${event.name ?? ''})`,
      { hint: 'Use command: check here, and promote on push or workflow_dispatch.' },
    );
  }
  const ref = env['GITHUB_REF'] || (await askRef(root));
  if (ref?.startsWith('refs/heads/') === true) return ref.slice('refs/heads/'.length);
  const where = ref ? `on ${ref}` : 'on an unknown branch';
  throw new StagegateError('input', `commit: ${mode} needs a branch to commit to, but this runs ${where}`, {
    hint: 'Start the workflow on a branch, or check one out (actions/checkout with: {ref: main}) and use commit: push.',
  });
}

async function askRef(root: string): Promise<string | null> {
  const { ref, problem } = await askGit(root);
  if (problem !== null) throw problem;
  return ref;
}

/** Refuses a checkout of another repository on the same server: the commit would go elsewhere. */
async function requireSameRepository(
  top: string,
  branch: string,
  { env, mode }: TargetOptions,
): Promise<void> {
  const [host, asked] = [env['GITHUB_SERVER_URL'] || 'https://github.com', env['GITHUB_REPOSITORY'] ?? ''];
  const found = (await askAddresses(top, branch)).map((address) => readRepository(address, host));
  const [held] = found.filter((repository) => repository !== null);
  if (held === undefined || found.some((each) => each?.toLowerCase() === asked.toLowerCase())) return;
  throw new StagegateError(
    'input',
    `${JSON.stringify(held)} is checked out, but commit: ${mode} commits to ${JSON.stringify(asked)}`,
    {
      hint: 'Use commit: push, which commits to what is checked out. Or set GITHUB_REPOSITORY, with a token for it.',
    },
  );
}

/** The address of the branch's remote, or all addresses if git doesn't choose one. */
async function askAddresses(top: string, branch: string): Promise<string[]> {
  const git = createGit(top);
  const [config, ...args] = LIST_REMOTES;
  // read as a file: git refuses a checkout that it doesn't trust, and reading runs nothing
  const file = join(top, '.git', 'config');
  const from = (await exists(file)) ? ['--file', file] : [];
  try {
    if (from.length === 0) await git(['rev-parse', '--git-dir']); // `git config` itself hides a lack of trust
    const { urls, choices } = readRemotes((await git([config, ...from, ...args])).stdout.toString());
    return chosenAddress({ urls, choices }, branch) ?? [...urls.values()];
  } catch (error) {
    if (error instanceof GitUnusable && error.why === 'missing') return []; // without git, nothing was checked out with it
    throw error;
  }
}

function chosenAddress(settings: RemoteSettings, branch: string): string[] | null {
  try {
    return [settings.urls.get(chooseRemote(settings, branch)) ?? ''];
  } catch {
    return null;
  }
}

/** `owner/name` of an address on a server; null for any other address. */
export function readRepository(address: string, server: string): string | null {
  const host = server.replace(/^https?:\/\/|\/+$/g, '').replace(/[^\w:-]/g, '\\$&');
  const scp = new RegExp(`^(?:[^@/]+@)?${host}:(?!//)`, 'i');
  const url = new RegExp(`^(?:https?|ssh|git)://(?:[^@/]+@)?${host}/`, 'i');
  const start = url.exec(address) ?? scp.exec(address);
  const path = start === null ? '' : address.slice(start[0].length).replace(/(?:\.git)?\/*$/, '');
  return /^[^/\s]+\/[^/\s]+$/.test(path) ? path : null;
}
