import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mustRun, type Git } from '../../../git/command.js';
import type { CommitMessage } from '../store.js';
import { blobId } from '../stored-files.js';
import type { GitMemory, GitView } from './view.js';

interface CommitRequest {
  /** The files of the parent commit. */
  readonly view: GitView;
  readonly changes: readonly (readonly [path: string, text: string])[];
  readonly message: CommitMessage;
  /** Keeps the new texts, so that reading them back doesn't ask git for each. */
  readonly memory: GitMemory;
  /** Author and committer, as git's environment variables. */
  readonly author: Readonly<Record<string, string>>;
}

/**
 * Makes a commit without touching the user's index, working tree or branches, and returns its id.
 * @throws StagegateError `unavailable` when git can't store it
 */
export async function makeCommit(git: Git, { author, message, ...files }: CommitRequest): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stagegate-'));
  try {
    const env = { GIT_INDEX_FILE: join(folder, 'index') };
    await mustRun(git, ['read-tree', files.view.id], { env });
    await mustRun(git, ['update-index', '--add', ...(await storeBlobs(git, folder, files))], { env });
    // a partial clone may lack the blobs of other files
    const tree = await mustRun(git, ['write-tree', '--missing-ok'], { env });
    await writeFile(join(folder, 'message'), `${message.title}\n\n${message.body}\n`);
    return await mustRun(git, ['commit-tree', tree, '-p', files.view.id, '-F', join(folder, 'message')], {
      env: author,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Stores the new texts, and returns the arguments that add them to an index. */
async function storeBlobs(
  git: Git,
  folder: string,
  { view, changes, memory }: Pick<CommitRequest, 'view' | 'changes' | 'memory'>,
): Promise<string[]> {
  const files = changes.map((_, index) => join(folder, `blob-${index}`));
  for (const [index, [, text]] of changes.entries()) await writeFile(files[index] ?? '', text);
  // the texts were read without filters (line ends, LFS), so they are stored without them
  const blobs = (await mustRun(git, ['hash-object', '-w', '--no-filters', '--', ...files])).split('\n');
  const args: string[] = [];
  for (const [index, [path, text]] of changes.entries()) {
    const [id = '', bytes] = [blobs[index], Buffer.from(text)];
    if (blobId(bytes, id) === id) memory.keep(id, bytes);
    const mode = (await view.find(path))?.mode ?? '100644';
    args.push('--cacheinfo', `${mode},${id},${view.inRepository(path)}`);
  }
  return args;
}

export interface Author {
  readonly name: string;
  readonly email: string;
}

/** GitHub's own bot, so that GitHub shows its picture. The number is its user id. */
const ACTIONS_BOT: Author = {
  name: 'github-actions[bot]',
  email: '41898282+github-actions[bot]@users.noreply.github.com',
};
const NOBODY: Author = { name: 'stagegate', email: 'stagegate@users.noreply.github.com' };

/**
 * The environment variables for a commit's author and committer. The order: git's own variables, the given author,
 * git's configuration, and in a workflow GitHub's bot.
 */
export function describeAuthor(user: Author, given?: Author): Record<string, string> {
  const env = process.env;
  const author = {
    name: env['GIT_AUTHOR_NAME'] || given?.name || user.name,
    email: env['GIT_AUTHOR_EMAIL'] || given?.email || user.email,
  };
  const fallback = env['GITHUB_ACTIONS'] === 'true' ? ACTIONS_BOT : NOBODY;
  // a name without its address (or the reverse) would make up a person
  const chosen = author.name && author.email ? author : fallback;
  return {
    GIT_AUTHOR_NAME: chosen.name,
    GIT_AUTHOR_EMAIL: chosen.email,
    GIT_COMMITTER_NAME: env['GIT_COMMITTER_NAME'] || chosen.name,
    GIT_COMMITTER_EMAIL: env['GIT_COMMITTER_EMAIL'] || chosen.email,
  };
}
