import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { StagegateError } from '../errors.js';
import { findTop } from '../files/place.js';
import { readInside } from '../files/workspace-file.js';
import { createGit, textOf, type Git } from '../git/command.js';
import type { Environment } from '../model/run-context.js';
import { SYSTEM_CLOCK } from '../system-clock.js';
import type { GitTag, Repository } from './findings.js';

/** The search is bounded: a repository may hold anything. */
const MAX_PATHS = 50_000;
const MAX_LIST_BYTES = 16 * 1024 * 1024;
const MAX_FILE_BYTES = 4 * 1024 * 1024;
const MAX_CODE_BYTES = 512 * 1024;
const MAX_TOTAL_BYTES = 128 * 1024 * 1024;
const MAX_FILES = 5_000;
const MAX_MILLISECONDS = 20_000;
const MAX_TAGS = 20_000;
/** Other people's files, and those of tools. */
const SKIPPED =
  /(?:^|\/)(?:node_modules|\.git|\.?venv[^/]*|env|virtualenv|site-packages|__pycache__|\.tox|\.nox|\.mypy_cache|\.dvc|vendor|third_party|mlruns|wandb|\.ipynb_checkpoints)\//;
const DATA = /\.(?:json|ya?ml|xml)$/i;

/** What was looked at, and whether all of it was. */
interface OpenedRepository extends Repository {
  /** The top folder. */
  readonly top: string;
  /** What wasn't looked at, once detectors are done; empty if nothing was left out. */
  limits(): string[];
}

/**
 * Opens the repository that a folder is in. Nothing is read yet but git's lists.
 * @throws StagegateError `input` outside a git repository
 */
export async function openRepository(
  cwd: string,
  env: Environment,
  now: () => number = SYSTEM_CLOCK.elapsed,
): Promise<OpenedRepository> {
  const top = await findTop(await realpath(cwd), env);
  if (top === null) {
    throw new StagegateError('input', `${cwd} isn't in a git repository`, {
      hint: 'Run "git init" first, or use -C to name a folder of the repository. "stagegate init" works without git.',
    });
  }
  const git = createGit(top);
  const reader = new Reader(top, now);
  const committed = await list(git, ['--cached']);
  const others = await list(git, ['--others', '--exclude-standard']);
  const paths = [...new Set([...committed.paths, ...others.paths])].filter((path) => !SKIPPED.test(path));
  const ignored = await list(git, ['--others', '--ignored', '--exclude-standard', '--directory']);
  if (committed.isCut || others.isCut || paths.length > MAX_PATHS)
    reader.leaveOut(`it has more than ${MAX_PATHS} files`);
  return {
    top,
    name: await nameRepository(git, top),
    branch: await findBranch(git),
    paths: paths.slice(0, MAX_PATHS),
    untracked: others.paths,
    ignored: ignored.paths,
    tags: await listTags(git),
    trackingUri: env['MLFLOW_TRACKING_URI'] || null,
    read: (path) => reader.read(path),
    readAt: (commit, path) => readAt(git, commit, path),
    limits: () => reader.limits(),
  };
}

/** Reads each file at most once, within the limits above. */
class Reader {
  private readonly known = new Map<string, Uint8Array | null>();
  private readonly left = new Set<string>();
  private readonly start: number;
  private bytes = 0;

  constructor(
    private readonly root: string,
    private readonly now: () => number,
  ) {
    this.start = now();
  }

  async read(path: string): Promise<Uint8Array | null> {
    const known = this.known.get(path);
    if (known !== undefined) return known;
    if (this.known.size >= MAX_FILES) this.leaveOut(`it has more than ${MAX_FILES} files to read`);
    else if (this.bytes >= MAX_TOTAL_BYTES)
      this.leaveOut(`its files have more than ${MAX_TOTAL_BYTES / 1024 / 1024} MB`);
    else if (this.now() - this.start > MAX_MILLISECONDS)
      this.leaveOut(`reading it took more than ${MAX_MILLISECONDS / 1000} s`);
    else return await this.readAnew(path);
    return null;
  }

  leaveOut(what: string): void {
    this.left.add(what);
  }

  limits(): string[] {
    return [...this.left].map((what) => `only a part of the repository was read: ${what}`);
  }

  private async readAnew(path: string): Promise<Uint8Array | null> {
    const limit = DATA.test(path) ? MAX_FILE_BYTES : MAX_CODE_BYTES;
    const bytes = await this.readWhole(path, limit);
    this.known.set(path, bytes);
    this.bytes += bytes?.length ?? 0;
    return bytes;
  }

  /** Null for a larger file, one that can't be read, and a link that leads out of the repository. */
  private async readWhole(path: string, limit: number): Promise<Uint8Array | null> {
    try {
      const file = await readInside(this.root, path, { limit, what: 'the file' });
      return file.kind === 'file' && file.bytes.length <= limit ? file.bytes : null;
    } catch (error) {
      if (error instanceof StagegateError) return null;
      throw error;
    }
  }
}

async function list(git: Git, flags: readonly string[]): Promise<{ paths: string[]; isCut: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const onOutput = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MAX_LIST_BYTES) chunks.push(chunk);
  };
  await git(['ls-files', '-z', ...flags], { onOutput });
  const paths = Buffer.concat(chunks)
    .toString()
    .split('\0')
    .filter((path) => path !== '');
  return { paths, isCut: bytes > MAX_LIST_BYTES };
}

async function readAt(git: Git, commit: string, path: string): Promise<Uint8Array | null> {
  const object = `${commit}:${path}`;
  const size = await git(['cat-file', '-s', object]);
  if (size.exitCode !== 0 || Number(textOf(size)) > MAX_FILE_BYTES) return null;
  const found = await git(['cat-file', 'blob', object]);
  return found.exitCode === 0 ? found.stdout : null;
}

/** Annotated tags with the commits that they stand at. */
async function listTags(git: Git): Promise<GitTag[]> {
  const format = '%(objecttype)%09%(*objecttype)%09%(*objectname)%09%(taggerdate:unix)%09%(refname:strip=2)';
  const { exitCode, stdout } = await git([
    'for-each-ref',
    `--count=${MAX_TAGS}`,
    `--format=${format}`,
    'refs/tags',
  ]);
  if (exitCode !== 0) return [];
  return stdout
    .toString()
    .split('\n')
    .flatMap((line): GitTag[] => {
      const [type, target, commit = '', time = '', name = ''] = line.split('\t');
      return type === 'tag' && target === 'commit' ? [{ name, commit, time: Number(time) }] : [];
    });
}

async function nameRepository(git: Git, top: string): Promise<string> {
  const remote = await git(['remote', 'get-url', 'origin']);
  const last = remote.exitCode === 0 ? /([^/:]+?)(?:\.git)?\/*$/.exec(textOf(remote))?.[1] : undefined;
  return last ?? basename(top);
}

/** The remote's default branch, else main or master, else the current one. */
async function findBranch(git: Git): Promise<string> {
  const remote = await git(['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']);
  if (remote.exitCode === 0) return textOf(remote).replace(/^origin\//, '');
  for (const branch of ['main', 'master'])
    if ((await git(['show-ref', '--verify', '--quiet', `refs/heads/${branch}`])).exitCode === 0)
      return branch;
  const current = await git(['symbolic-ref', '--quiet', '--short', 'HEAD']);
  return current.exitCode === 0 ? textOf(current) : 'main';
}
