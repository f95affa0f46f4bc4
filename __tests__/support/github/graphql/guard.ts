import { canSee, isAllowed, lacking } from '../http/access.js';
import type { Repository } from '../world/repository.js';
import { Failure } from './failure.js';
import type { GraphqlContext } from './execute.js';

/** @throws Failure NOT_FOUND when the caller must not know of it */
export function requireRepository({ world, caller }: GraphqlContext, fullName: string): Repository {
  const repository = world.repository(fullName);
  if (repository === undefined || !canSee(repository, caller)) {
    throw new Failure('NOT_FOUND', `Could not resolve to a Repository with the name '${fullName}'.`);
  }
  return repository;
}

/** @throws Failure FORBIDDEN when a permission is missing; what is public may be read without */
export function requirePermission({ caller }: GraphqlContext, repository: Repository, needs: string): void {
  if (!needs.includes('write') && !repository.private) return;
  if (!isAllowed(repository, caller, needs)) throw new Failure('FORBIDDEN', lacking(caller, needs).message);
}
