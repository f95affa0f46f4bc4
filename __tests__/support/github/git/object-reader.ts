import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Socket } from 'node:net';
import { baseEnvironment } from '../../spawn.js';

export interface GitObject {
  readonly sha: string;
  readonly type: string;
  readonly size: number;
  readonly content: Buffer;
}

interface Waiting {
  readonly wantsContent: boolean;
  resolve(object: GitObject | null): void;
  reject(error: Error): void;
}

/** Reads objects through one `git cat-file` that stays: a process for each read would take most of a test's time. */
export class ObjectReader {
  private child: ChildProcessWithoutNullStreams | null = null;
  private waiting: Waiting[] = [];
  private received = Buffer.alloc(0);

  constructor(private readonly folder: string) {}

  /** What an expression (`main`, `refs/heads/main^{commit}`, `main:models.yaml`) names; null for nothing. */
  read(expression: string): Promise<GitObject | null> {
    return this.ask('contents', expression);
  }

  /** The same without its content. */
  look(expression: string): Promise<GitObject | null> {
    return this.ask('info', expression);
  }

  close(): void {
    this.child?.kill();
    this.child = null;
  }

  private ask(command: 'contents' | 'info', expression: string): Promise<GitObject | null> {
    if (expression === '' || /[\n\0]/.test(expression)) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      this.child ??= this.start();
      this.hold(true);
      this.waiting.push({ wantsContent: command === 'contents', resolve, reject });
      this.child.stdin.write(`${command} ${expression}\n`);
    });
  }

  private start(): ChildProcessWithoutNullStreams {
    const env = { ...baseEnvironment(), GIT_DIR: this.folder };
    const child = spawn('git', ['cat-file', '--batch-command'], { cwd: this.folder, env });
    child.stdout.on('data', (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk]);
      while (this.takeOne());
    });
    child.stderr.resume();
    child.stdin.on('error', () => undefined);
    child.on('close', () => {
      for (const { reject } of this.waiting.splice(0)) reject(new Error('git cat-file ended'));
    });
    return child;
  }

  /** `<sha> <type> <size>`, then the content and a line end; or `<expression> missing`. */
  private takeOne(): boolean {
    const [next] = this.waiting;
    const end = this.received.indexOf('\n');
    if (next === undefined || end < 0) return false;
    const line = this.received.toString('utf8', 0, end);
    const match = /^([0-9a-f]{40}) (\w+) (\d+)$/.exec(line);
    if (match === null) {
      this.finish(end + 1)?.resolve(null);
      return true;
    }
    const [, sha = '', type = '', size = ''] = match;
    if (!next.wantsContent) {
      this.finish(end + 1)?.resolve({ sha, type, size: Number(size), content: Buffer.alloc(0) });
      return true;
    }
    const last = end + 1 + Number(size);
    if (this.received.length < last + 1) return false;
    const content = Buffer.from(this.received.subarray(end + 1, last));
    this.finish(last + 1)?.resolve({ sha, type, size: Number(size), content });
    return true;
  }

  private finish(used: number): Waiting | undefined {
    this.received = this.received.subarray(used);
    const answered = this.waiting.shift();
    if (this.waiting.length === 0) this.hold(false);
    return answered;
  }

  /** Only while something is asked: a test that failed before it closed its GitHub must not keep jest from ending. */
  private hold(busy: boolean): void {
    if (this.child === null) return;
    const { stdin, stdout, stderr } = this.child as unknown as Record<string, Socket>;
    for (const held of [this.child, stdin!, stdout!, stderr!]) {
      if (busy) held.ref();
      else held.unref();
    }
  }
}
