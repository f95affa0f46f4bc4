import { textOf, type Git } from '../../../git/command.js';

/** Keeps git from starting other work, or from hiding changes, beside what it is told to do. */
const QUIETLY = ['merge.autoStash=false', 'gc.auto=0', 'maintenance.auto=false'].flatMap((setting) => [
  '-c',
  setting,
]);

/**
 * Takes the checkout along when it stands at the commit that was gone on from; git itself refuses where local
 * changes are in the way. The promotion is made by now, so nothing here may fail it.
 * @param bring makes sure that the new commit is here
 */
export async function advanceCheckout(
  git: Git,
  move: { readonly branch: string; readonly from: string; readonly to: string },
  bring: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  try {
    const head = textOf(await git(['symbolic-ref', '--quiet', 'HEAD']));
    const commit = textOf(await git(['rev-parse', '--verify', '--quiet', 'HEAD']));
    if (head !== `refs/heads/${move.branch}` || commit !== move.from) return;
    await bring();
    await git([...QUIETLY, 'merge', '--ff-only', '--quiet', move.to]);
  } catch {
    // Left where it was.
  }
}
