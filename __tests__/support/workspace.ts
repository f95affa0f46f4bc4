import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { afterAll, afterEach } from '@jest/globals';
import { baseEnvironment } from './spawn.js';

export interface WorkspaceOptions {
  /** `repository`: a git repository with one commit on `main`; `remote`: that, pushed to a bare `origin`. */
  readonly git?: 'none' | 'repository' | 'remote';
  /** Until when the folder stands: the end of the test (the default) or of the file, for `beforeAll`. */
  readonly lifetime?: 'test' | 'file';
}

export interface Workspace {
  /** The folder, absolute, links resolved. */
  readonly root: string;
  /** The bare repository behind `origin`; null without one. */
  readonly remote: string | null;
  /** An absolute path. */
  path(file: string): string;
  read(file: string): string;
  write(file: string, text: string | Uint8Array): void;
  /** Every file (not git's own) with its text, to compare before and after. */
  files(): Record<string, string>;
  /** Runs git in the folder and returns its stdout, without the last line end. Throws when git fails. */
  git(...args: readonly string[]): string;
  /** A second clone of `origin`, removed with this one. */
  clone(): Workspace;
}

/** One author and one moment, so that equal contents give equal commits. */
const GIT_ENVIRONMENT = {
  GIT_AUTHOR_NAME: 'Test Author',
  GIT_AUTHOR_EMAIL: 'author@example.com',
  GIT_AUTHOR_DATE: '2026-11-01T10:00:00Z',
  GIT_COMMITTER_NAME: 'Test Author',
  GIT_COMMITTER_EMAIL: 'author@example.com',
  GIT_COMMITTER_DATE: '2026-11-01T10:00:00Z',
};

const made = { test: [] as string[], file: [] as string[] };

afterEach(() => removeAll(made.test));
afterAll(() => removeAll(made.file));

/**
 * Makes a temporary workspace, removed when the test (or the file) ends.
 *
 * @example const workspace = makeWorkspace({ 'models.yaml': 'models: {}\n' }, { git: 'remote' });
 */
export function makeWorkspace(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  options: WorkspaceOptions = {},
): Workspace {
  const { git = 'none', lifetime = 'test' } = options;
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'stagegate-test-')));
  made[lifetime].push(base);
  const root = join(base, 'workspace');
  mkdirSync(root);
  const remote = git === 'remote' ? join(base, 'origin.git') : null;
  const workspace = openWorkspace(base, root, remote);
  for (const [file, text] of Object.entries(files)) workspace.write(file, text);
  if (git !== 'none') {
    workspace.git('init', '--quiet', '--initial-branch=main');
    workspace.git('add', '--all');
    workspace.git('commit', '--quiet', '--allow-empty', '--message=chore: begin');
  }
  if (remote !== null) {
    workspace.git('init', '--quiet', '--bare', '--initial-branch=main', remote);
    workspace.git('remote', 'add', 'origin', remote);
    workspace.git('push', '--quiet', '--set-upstream', 'origin', 'main');
  }
  return workspace;
}

function openWorkspace(base: string, root: string, remote: string | null): Workspace {
  return {
    root,
    remote,
    path: (file) => join(root, file),
    read: (file) => readFileSync(join(root, file), 'utf8'),
    write: (file, text) => {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    },
    files: () => readTree(root),
    git: (...args) => runGit(root, args),
    clone: () => {
      if (remote === null) throw new Error('This workspace has no remote to clone.');
      const copy = mkdtempSync(join(base, 'clone-'));
      runGit(base, ['clone', '--quiet', remote, copy]);
      return openWorkspace(base, copy, remote);
    },
  };
}

function runGit(cwd: string, args: readonly string[]): string {
  const env = { ...baseEnvironment(), ...GIT_ENVIRONMENT };
  return execFileSync('git', args, { cwd, env, encoding: 'utf8' }).replace(/\n$/, '');
}

function readTree(root: string): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (!entry.isFile() || path.startsWith('.git/')) continue;
    tree[path] = readFileSync(join(root, path), 'utf8');
  }
  return tree;
}

function removeAll(folders: string[]): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
