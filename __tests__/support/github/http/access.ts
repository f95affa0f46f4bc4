import type { Repository } from '../world/repository.js';
import { mayDo } from '../world/tokens.js';
import type { World } from '../world/world.js';
import { notFound, Refusal } from './refusal.js';
import type { Caller, Route } from './route.js';

export const ANONYMOUS: Caller = { token: null, user: null };

/**
 * Whose token came: `token …`, `Bearer …`, or Basic with the token as the password, as git and actions/checkout send it.
 *
 * @throws Refusal 401
 */
export function authenticate(world: World, authorization: string | undefined): Caller {
  if (authorization === undefined) return ANONYMOUS;
  const [scheme = '', given = ''] = authorization.split(' ');
  const secret =
    scheme.toLowerCase() === 'basic'
      ? Buffer.from(given, 'base64')
          .toString('utf8')
          .replace(/^[^:]*:/, '')
      : given;
  const token = world.tokens.get(secret);
  if (token === undefined) throw new Refusal(401, 'Bad credentials');
  return { token, user: token.user };
}

/** May the caller know that the repository is there? */
export function canSee(repository: Repository, { token }: Caller): boolean {
  if (!repository.private) return true;
  if (token === null || !isInstalled(repository, { token, user: token.user })) return false;
  return token.kind !== 'user' || repository.roleOf(token.user) !== null;
}

/** @throws Refusal 404 when the caller must not know of the repository, 401 or 403 when it lacks a permission */
export function authorize(repository: Repository | undefined, caller: Caller, route: Route): Repository {
  if (repository === undefined || !canSee(repository, caller)) throw notFound();
  const { needs } = route;
  if (needs === null) return repository;
  const reads = !needs.includes('write');
  if (reads && !repository.private && route.strict !== true) return repository;
  if (caller.token === null) throw new Refusal(401, 'Requires authentication');
  if (!isAllowed(repository, caller, needs)) throw lacking(caller, needs);
  if (!reads && repository.settings.archived) {
    throw new Refusal(403, 'Repository was archived so is read-only.');
  }
  return repository;
}

/** Does the token have the permissions, for this repository? */
export function isAllowed(repository: Repository, caller: Caller, needs: string): boolean {
  const { token } = caller;
  if (token === null || !isInstalled(repository, caller) || !mayDo(token.permissions, needs)) return false;
  if (token.kind !== 'user' || !needs.includes('write')) return true;
  const role = repository.roleOf(token.user);
  // Whoever sees an issue may comment on it and open a pull request.
  if (/issues=write|pull_requests=write/.test(needs)) return role !== null;
  return role === 'write' || role === 'maintain' || role === 'admin';
}

export function lacking({ token }: Caller, needs: string): Refusal {
  const what = token?.kind === 'user' ? 'personal access token' : 'integration';
  return new Refusal(403, `Resource not accessible by ${what}`, {
    headers: { 'x-accepted-github-permissions': needs },
  });
}

function isInstalled(repository: Repository, { token }: Caller): boolean {
  return token!.repositories === null || token!.repositories.has(repository.fullName.toLowerCase());
}
