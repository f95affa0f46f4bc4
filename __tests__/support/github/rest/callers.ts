import { notFound, Refusal } from '../http/refusal.js';
import { routeForCaller, type Route } from '../http/route.js';
import { showProfile } from './show-user.js';

/** What is about the caller, not about a repository. */
export const callerRoutes: readonly Route[] = [
  routeForCaller('GET /user', ({ world, caller: { token } }) => {
    if (token === null) throw new Refusal(401, 'Requires authentication');
    if (token.kind !== 'user') throw new Refusal(403, 'Resource not accessible by integration');
    return { status: 200, body: showProfile(world, token.user) };
  }),

  routeForCaller('GET /users/{username}', ({ world, path }) => {
    const user = world.users.get(path['username']!);
    if (user === undefined) throw notFound();
    return { status: 200, body: showProfile(world, user) };
  }),

  // Only an app's own JWT may ask, which nothing here has.
  routeForCaller('GET /app', () => {
    throw new Refusal(401, 'A JSON web token could not be decoded');
  }),

  // Asking costs nothing.
  routeForCaller('GET /rate_limit', ({ world, caller }) => {
    const core = world.limits.of(caller, 'core');
    const search = { limit: 30, remaining: 30, used: 0, reset: core.reset };
    const resources = { core, search, graphql: world.limits.of(caller, 'graphql') };
    return { status: 200, body: { resources, rate: core } };
  }),
];
