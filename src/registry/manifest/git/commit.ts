import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommitMessage, WantedCommit } from '../store.js';
import { mustRun, type Git } from '../../../git/command.js';
import type { GitView } from './view.js';

export interface CommitRequest {
  /** The commit that it is made on. */
  readonly view: GitView;
  readonly changes: readonly (readonly [path: string, text: string])[];
  readonly message: CommitMessage;
  /** Author and committer as git's variables. */
  readonly author: Readonly<Record<string, string>>;
}

/**
 * Makes a commit without touching the user's index, working tree or branches, and gives its id.
 * @throws StagegateError `unavailable` when git can't store it
 */
export async function makeCommit(
  git: Git,
  { view, changes, message, author }: CommitRequest,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stagegate-'));
  try {
    const env = { GIT_INDEX_FILE: join(folder, 'index') };
    await mustRun(git, ['read-tree', view.id], { env });
    await mustRun(git, ['update-index', '--add', ...(await storeBlobs(git, folder, { view, changes }))], {
      env,
    });
    // In a partial clone the blobs of other files need not be here.
    const tree = await mustRun(git, ['write-tree', '--missing-ok'], { env });
    await writeFile(join(folder, 'message'), `${message.title}\n\n${message.body}\n`);
    return await mustRun(git, ['commit-tree', tree, '-p', view.id, '-F', join(folder, 'message')], {
      env: author,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Stores the new texts and gives the arguments that put them into an index. */
async function storeBlobs(
  git: Git,
  folder: string,
  { view, changes }: Pick<CommitRequest, 'view' | 'changes'>,
): Promise<string[]> {
  const files = changes.map((_, index) => join(folder, `blob-${index}`));
  for (const [index, [, text]] of changes.entries()) await writeFile(files[index] ?? '', text);
  // The texts were read without filters (line ends, LFS), so they are stored without them.
  const blobs = (await mustRun(git, ['hash-object', '-w', '--no-filters', '--', ...files])).split('\n');
  const args: string[] = [];
  for (const [index, [path]] of changes.entries()) {
    const mode = (await view.find(path))?.mode ?? '100644';
    args.push('--cacheinfo', `${mode},${blobs[index] ?? ''},${view.inRepository(path)}`);
  }
  return args;
}

/** Between and within the commits of a list: neither stands in a message. */
const [END, HASH_END] = ['\u001e', '\u001f'];

/**
 * Finds a commit by its message among the newest hundred that changed a file; in a shallow clone it may not be there.
 * @throws StagegateError `unavailable` when git can't read them
 */
export async function findCommit(
  git: Git,
  view: GitView,
  { path, title, line }: WantedCommit,
): Promise<string | null> {
  const format = `--format=%H${HASH_END}%B${END}`;
  const listed = await mustRun(git, [
    ...['log', '--max-count=100', format, view.id, '--'],
    view.inRepository(path),
  ]);
  for (const [sha = '', message = ''] of listed.split(END).map((each) => each.trim().split(HASH_END))) {
    if (message.startsWith(title) && message.split('\n').includes(line)) return sha;
  }
  return null;
}
