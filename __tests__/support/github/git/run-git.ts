import { spawn } from 'node:child_process';
import { baseEnvironment } from '../../spawn.js';

export interface GitRun {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface GitOptions {
  readonly stdin?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

/** git said no; `stderr` says why. */
export class GitError extends Error {
  constructor(
    args: readonly string[],
    readonly stderr: string,
  ) {
    super(`git ${args.join(' ')}: ${stderr.trim()}`);
  }
}

/** Runs git in a bare repository, whatever its exit status. */
export function tryGit(folder: string, args: readonly string[], options: GitOptions = {}): Promise<GitRun> {
  return new Promise((resolve, reject) => {
    const env = { ...baseEnvironment(), ...options.env, GIT_DIR: folder };
    const child = spawn('git', args, { cwd: folder, env });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.stdin ?? '');
    child.on('error', reject);
    child.on('close', (status) =>
      resolve({ status, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString('utf8') }),
    );
  });
}

/** @throws GitError when git fails */
export async function runGit(
  folder: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<Buffer> {
  const { status, stdout, stderr } = await tryGit(folder, args, options);
  if (status !== 0) throw new GitError(args, stderr);
  return stdout;
}
