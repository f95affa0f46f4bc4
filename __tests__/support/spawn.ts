import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from './project.js';

export interface Finished {
  /** The exit status; null when a signal ended the process. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SpawnOptions {
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** What the process reads on stdin; nothing by default. */
  readonly stdin?: string;
  /** Gets what kills the process (SIGKILL) and waits for its end. */
  readonly onStart?: ((kill: () => Promise<void>) => void) | undefined;
}

/** Runs a process to its end. Never rejects for its exit status, only when it can't be started. */
export function runProcess(file: string, args: readonly string[], options: SpawnOptions): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: options.cwd, env: options.env });
    options.onStart?.(async () => {
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    // A process that ends without reading closes its stdin early, which is its right.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.stdin ?? '');
    child.on('error', reject);
    child.on('close', (status) =>
      resolve({
        status,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
      }),
    );
  });
}

/** What a process needs of this machine, and nothing that the machine's own settings would change. */
export function baseEnvironment(): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: tmpdir(),
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    // a Node that finds its code compiled takes a tenth less of the processor
    NODE_COMPILE_CACHE: join(PROJECT, '.cache', 'compiled'),
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
}
