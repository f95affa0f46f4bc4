import { NO_COMMIT } from '../git/bare-repository.js';
import { GitError } from '../git/run-git.js';
import { findViolation, type Move, type Violation } from './protection.js';
import { refreshPulls } from './pulls.js';
import type { Repository } from './repository.js';
import type { World } from './world.js';

/** A ref did not move: it stands elsewhere than expected, or a protection forbids it. */
export class MoveRefused extends Error {
  constructor(
    readonly reason: 'stale' | 'not-fast-forward' | 'forbidden',
    readonly moved: { readonly current: string; readonly expected: string },
    readonly violation: Violation | null = null,
  ) {
    super(violation === null ? reason : violation.messages.join('\n'));
  }
}

export interface Moving extends Move {
  readonly force?: boolean;
}

/**
 * Moves a ref through the API, if it stands at `from`, and brings the pull requests up to date. To be called in the
 * repository's turn.
 *
 * @throws MoveRefused
 */
export async function moveRef(world: World, repository: Repository, moving: Moving): Promise<void> {
  const { ref, from, to, force = false } = moving;
  const current = (await repository.git.refSha(ref)) ?? NO_COMMIT;
  const moved = { current, expected: from };
  if (current !== from) throw new MoveRefused('stale', moved);
  const violation = await findViolation(repository, moving);
  if (violation !== null) throw new MoveRefused('forbidden', moved, violation);
  const creates = from === NO_COMMIT;
  const deletes = to === NO_COMMIT;
  if (!creates && !deletes && !force && !(await repository.git.isAncestor(from, to))) {
    throw new MoveRefused('not-fast-forward', moved);
  }
  try {
    if (deletes) await repository.git.deleteRef(ref);
    else await repository.git.moveRef(ref, to, from);
  } catch (error) {
    if (error instanceof GitError) throw new MoveRefused('stale', moved);
    throw error;
  }
  await refreshPulls(world, repository);
}
