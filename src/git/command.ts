import { accessSync, constants, lstatSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { StagegateError, type ErrorDetails } from '../errors.js';

interface GitRun {
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Receives standard output piece by piece. The result doesn't have it then: a file may be larger than memory. */
  readonly onOutput?: ((chunk: Buffer) => void) | undefined;
}

export interface GitResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Runs git with these arguments, without a shell. The exit code tells whether it failed. Git gets no standard input:
 * if git ended before reading all of it (EPIPE), @actions/exec would end the whole process. Pass texts in files.
 */
export type Git = (args: readonly string[], run?: GitRun) => Promise<GitResult>;

/** Git can't answer: it isn't installed, or it doesn't trust the folder's owner. */
export class GitUnusable extends StagegateError {
  constructor(
    readonly why: 'missing' | 'untrusted',
    message: string,
    details: ErrorDetails,
  ) {
    super('input', message, details);
  }
}

/** English messages, since they tell a lost race from a refusal; no password prompt; paths that aren't patterns. */
const FIXED = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_LITERAL_PATHSPECS: '1' };

/** Ends a connection after a minute without a byte. The user's own settings take precedence. */
const DEFAULTS = { GIT_HTTP_LOW_SPEED_LIMIT: '1', GIT_HTTP_LOW_SPEED_TIME: '60' };

/**
 * Git in a folder, with the runner's own credentials and configuration.
 * @throws GitUnusable (from the returned function) when git is missing or doesn't trust the folder's owner
 */
export function createGit(cwd: string): Git {
  return async (args, { env: own, onOutput } = {}) => {
    const env = { ...DEFAULTS, ...inheritedEnvironment(), ...FIXED, ...own };
    // starting git takes longer than looking for a repository
    if (isInVain(cwd, args, env)) return OUTSIDE;
    const program = locateGit();
    if (program === null) throw isMissing();
    // loaded late: a run that never asks git starts faster
    const { exec } = await import('@actions/exec');
    const chunks: Buffer[] = [];
    const errors: Buffer[] = [];
    try {
      const exitCode = await exec(program, [...args], {
        cwd,
        silent: true,
        ignoreReturnCode: true,
        env,
        // as bytes: a file need not be UTF-8
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
      throw isMissing(cause);
    }
  };
}

function isMissing(cause?: unknown): GitUnusable {
  return new GitUnusable('missing', 'git was not found', {
    hint: 'Install git and put it on the PATH.',
    cause,
  });
}

/**
 * Git's path, by the PATH; null without git. `@actions/io` looks for it as well, but for each folder that it can't read
 * it prints a line to stdout, in front of our JSON. On Windows it knows how the names of programs end.
 */
function locateGit(): string | null {
  if (process.platform === 'win32') return 'git';
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => resolve(folder, 'git')).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Commands that, outside a repository, only report that there is none. */
const NEED_REPOSITORY: ReadonlySet<string> = new Set(['rev-parse', 'ls-files', 'check-attr']);

const OUTSIDE: GitResult = { exitCode: 128, stdout: Buffer.of(), stderr: 'fatal: not a git repository' };

/** Whether git needs a repository, and no folder from here up has a `.git` or the `HEAD` of a bare repository. */
function isInVain(cwd: string, args: readonly string[], env: Readonly<Record<string, string>>): boolean {
  const [folder, command] = args[0] === '-C' ? [resolve(cwd, args[1] ?? ''), args[2]] : [cwd, args[0]];
  if (!NEED_REPOSITORY.has(command ?? '') || env['GIT_DIR'] !== undefined) return false;
  try {
    for (let at = realpathSync(folder); ; at = dirname(at)) {
      if (isThere(join(at, '.git')) || isThere(join(at, 'HEAD'))) return false;
      if (dirname(at) === at) return true;
    }
  } catch (error) {
    // a missing folder is in no repository; let git report any other error
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Without this check, another user's repository looks like a folder outside any repository. */
function requireTrust(stderr: string): void {
  const [, folder] = /detected dubious ownership in repository at '(.*)'/.exec(stderr) ?? [];
  if (folder === undefined) return;
  throw new GitUnusable('untrusted', "git doesn't trust the checkout: it belongs to another user", {
    hint: `Trust it in a step before this one: git config --global --add safe.directory ${quoteFolder(folder)}`,
  });
}

/** Quotes a folder for a shell. In a container job the runner's path differs, so its variable is used. */
function quoteFolder(folder: string): string {
  const workspace = process.env['GITHUB_WORKSPACE'];
  const inWorkspace = workspace && `${folder}/`.startsWith(`${workspace}/`);
  const path = inWorkspace ? folder.slice(workspace.length) : folder;
  const escaped = makeWordsSafe(path || '/').replace(/["$`\\]/g, '\\$&');
  if (!inWorkspace) return `"${escaped}"`;
  return path === '' ? '"$GITHUB_WORKSPACE"' : `"$GITHUB_WORKSPACE${escaped}"`;
}

/** Standard output as text, without the final newline. */
export function textOf(result: GitResult): string {
  return result.stdout.toString().replace(/\n$/, '');
}

/**
 * Runs a git command that is expected to succeed, and returns its output.
 * @throws StagegateError `unavailable` with git's own message
 */
export async function mustRun(git: Git, args: readonly string[], run?: GitRun): Promise<string> {
  const result = await git(args, run);
  if (result.exitCode === 0) return textOf(result);
  throw new StagegateError(
    'unavailable',
    `git ${args.find((arg) => /^[a-z]/.test(arg)) ?? ''} failed: ${makeWordsSafe(result.stderr)}`,
    {
      hint: 'Check the repository with "git fsck", and that its folder is writable.',
    },
  );
}

function inheritedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Whether the repository has this commit. A shallow clone lacks older ones. */
export async function hasCommit(git: Git, sha: string): Promise<boolean> {
  return (await git(['cat-file', '-e', `${sha}^{commit}`])).exitCode === 0;
}

/** Makes git read objects as they are: after `git replace`, it would return another object for a commit's SHA. */
export function ignoreReplacements(git: Git): Git {
  return (args, run) => git(args, { ...run, env: { ...run?.env, GIT_NO_REPLACE_OBJECTS: '1' } });
}

/** Enough for what a server says about a refused push. A hook may print pages. */
const MAX_CHARACTERS = 600;

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/:\/\/[^/\s@]+@/g, '://***@'],
  [/\b(authorization\s*:\s*\w+)\s+\S+/gi, '$1 ***'],
  [/\b(?:gh[a-z]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,})/g, '***'],
];

/**
 * Makes the output of git, a remote or GitHub fit for a message: one short line without credentials, control characters
 * and direction marks.
 */
export function makeWordsSafe(text: string): string {
  const lines = text
    // eslint-disable-next-line no-control-regex -- escape sequences of terminals
    .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g, '')
    .split(/[\r\n]+/)
    .map((line) =>
      line
        .replace(/^remote:/, '')
        .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((line) => line !== '' && !line.startsWith('hint:'));
  const safe = SECRETS.reduce(
    (words, [pattern, stars]) => words.replace(pattern, stars),
    [...new Set(lines)].join('; '),
  );
  if (safe === '') return 'no reason given';
  return safe.length > MAX_CHARACTERS ? `${safe.slice(0, MAX_CHARACTERS)}…` : safe;
}
