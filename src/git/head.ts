import { textOf, type Git } from './command.js';

/** What is checked out. */
export interface Head {
  /** The commit; null if there is none yet. */
  readonly commit: string | null;
  /** `refs/heads/…`, or null when detached. */
  readonly ref: string | null;
  /** Whether the clone lacks older commits. */
  readonly isShallow: boolean;
  /** Git's folder in the repository: empty, or with a `/` at its end. */
  readonly prefix: string;
}

const PLACE = ['--is-shallow-repository', '--show-prefix'];

function readPlace(output: string): Pick<Head, 'isShallow' | 'prefix'> {
  const [isShallow, ...prefix] = output.split('\n');
  return { isShallow: isShallow === 'true', prefix: prefix.join('\n') };
}

/**
 * Asks git for everything at once, since starting git takes longer than the answer. `refused` has git's own message.
 */
export async function readHead(git: Git): Promise<Head | { readonly refused: string }> {
  const all = await git(['rev-parse', 'HEAD^{commit}', '--symbolic-full-name', 'HEAD', ...PLACE]);
  const [, commit, ref, rest] = /^([0-9a-f]+)\n(HEAD|refs\/[^\n]+)\n([^]*)$/.exec(textOf(all)) ?? [];
  if (all.exitCode === 0 && commit !== undefined && ref !== undefined && rest !== undefined)
    return { commit, ref: ref === 'HEAD' ? null : ref, ...readPlace(rest) };
  // no repository, a branch without a commit, or one that is called HEAD
  const at = await git(['rev-parse', ...PLACE]);
  if (at.exitCode !== 0) return { refused: at.stderr };
  const [head, branch] = [
    await git(['rev-parse', '--verify', '--quiet', 'HEAD']),
    await git(['symbolic-ref', '--quiet', 'HEAD']),
  ];
  return { commit: textOf(head) || null, ref: textOf(branch) || null, ...readPlace(textOf(at)) };
}
