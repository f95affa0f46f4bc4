import { StagegateError, type ErrorDetails } from '../errors.js';
import { makeWordsSafe } from './words.js';

export interface GitRun {
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Takes standard output as it comes, and it isn't kept: a file may be larger than memory. */
  readonly onOutput?: ((chunk: Buffer) => void) | undefined;
}

export interface GitResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Runs git with these arguments, without a shell; a failure is told by the exit code. There is no input:
 * @actions/exec ends the whole process when git ends before it has read it (EPIPE), so texts go by files.
 */
export type Git = (args: readonly string[], run?: GitRun) => Promise<GitResult>;

/** Git can't be asked about a folder: it isn't installed, or the folder belongs to a user that it doesn't trust. */
export class GitUnusable extends StagegateError {
  constructor(
    readonly why: 'missing' | 'untrusted',
    message: string,
    details: ErrorDetails,
  ) {
    super('input', message, details);
  }
}

/**
 * English messages, since they tell a lost race from a refusal; nobody to ask for a password; paths as they
 * are, without patterns.
 */
const FIXED = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_LITERAL_PATHSPECS: '1' };

/** Ends connections that hang: after a minute without a byte. Who sets the variables knows the remote better. */
const DEFAULTS = { GIT_HTTP_LOW_SPEED_LIMIT: '1', GIT_HTTP_LOW_SPEED_TIME: '60' };

/**
 * Git in a folder, with the runner's own credentials and configuration.
 * @throws GitUnusable (from the function returned) when there is no git, or git doesn't trust the folder's owner
 */
export function createGit(cwd: string): Git {
  return async (args, { env, onOutput } = {}) => {
    // Loaded here: no other way of keeping a manifest needs it.
    const { exec } = await import('@actions/exec');
    const chunks: Buffer[] = [];
    const errors: Buffer[] = [];
    try {
      const exitCode = await exec('git', [...args], {
        cwd,
        silent: true,
        ignoreReturnCode: true,
        env: { ...DEFAULTS, ...inheritedEnvironment(), ...FIXED, ...env },
        // The output as text would hide bytes that are no UTF-8.
        listeners: {
          stdout: onOutput ?? ((data) => chunks.push(data)),
          stderr: (data) => errors.push(data),
        },
      });
      const stderr = Buffer.concat(errors).toString();
      if (exitCode !== 0) requireTrust(stderr);
      return { exitCode, stdout: Buffer.concat(chunks), stderr };
    } catch (cause) {
      if (!/Unable to locate executable/.test(String(cause))) throw cause;
      throw new GitUnusable('missing', 'git was not found', {
        hint: 'Install git and put it on the PATH.',
        cause,
      });
    }
  };
}

/** Without this, a repository of another user's would look like no repository at all. */
function requireTrust(stderr: string): void {
  const [, folder] = /detected dubious ownership in repository at '(.*)'/.exec(stderr) ?? [];
  if (folder === undefined) return;
  throw new GitUnusable('untrusted', "git doesn't trust the checkout: it belongs to another user", {
    hint: `Trust it in a step before this one: git config --global --add safe.directory ${quoteFolder(folder)}`,
  });
}

/** For a shell. In a container the runner's path is another one, so its variable comes first. */
function quoteFolder(folder: string): string {
  const workspace = process.env['GITHUB_WORKSPACE'];
  const inWorkspace = workspace && `${folder}/`.startsWith(`${workspace}/`);
  const path = inWorkspace ? folder.slice(workspace.length) : folder;
  const escaped = makeWordsSafe(path || '/').replace(/["$`\\]/g, '\\$&');
  if (!inWorkspace) return `"${escaped}"`;
  return path === '' ? '"$GITHUB_WORKSPACE"' : `"$GITHUB_WORKSPACE${escaped}"`;
}

/** Standard output as text without its last line end. */
export function textOf(result: GitResult): string {
  return result.stdout.toString().replace(/\n$/, '');
}

/**
 * Runs git where it has no reason to fail.
 * @throws StagegateError `unavailable` with git's own words
 */
export async function mustRun(git: Git, args: readonly string[], run?: GitRun): Promise<string> {
  const result = await git(args, run);
  if (result.exitCode === 0) return textOf(result);
  throw new StagegateError(
    'unavailable',
    `git ${args.find((arg) => /^[a-z]/.test(arg)) ?? ''} failed: ${makeWordsSafe(result.stderr)}`,
    {
      hint: 'Check that the repository is whole (git fsck) and that its folder can be written.',
    },
  );
}

function inheritedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
