import { route, type Route } from '../http/route.js';
import { notFound } from '../http/refusal.js';
import { apiOf, pageOf } from '../world/urls.js';
import { showFullRepository } from './show-repository.js';
import { showCommit } from './show-commit.js';
import { showUser } from './show-user.js';

export const repositoryRoutes: readonly Route[] = [
  route('GET ', 'metadata=read', ({ world, repository, caller }) => ({
    status: 200,
    body: showFullRepository(world, repository, caller),
  })),

  route('GET /branches/{branch}', 'contents=read', async ({ world, repository, path }) => {
    const branch = path['branch']!;
    const sha = await repository.git.refSha(`refs/heads/${branch}`);
    if (sha === null) throw notFound('Branch not found');
    const url = `${apiOf(world, repository)}/branches/${encodeURIComponent(branch)}`;
    const protection = repository.protections.get(branch);
    const contexts = [...(protection?.requiredChecks ?? [])];
    return {
      status: 200,
      body: {
        name: branch,
        commit: showCommit(world, repository, await repository.git.commit(sha)),
        _links: { self: url, html: `${pageOf(world, repository)}/tree/${branch}` },
        protected: protection !== undefined,
        protection: {
          enabled: protection !== undefined,
          required_status_checks: {
            enforcement_level: contexts.length === 0 ? 'off' : 'non_admins',
            contexts,
            checks: contexts.map((context) => ({ context, app_id: null })),
          },
        },
        protection_url: `${url}/protection`,
      },
    };
  }),

  route(
    'GET /collaborators/{username}/permission',
    'metadata=read',
    ({ world, repository, path }) => {
      const user = world.users.get(path['username']!);
      if (user === undefined) throw notFound();
      const role = repository.roleOf(user);
      const coarse = role === 'maintain' ? 'write' : role === 'triage' ? 'read' : (role ?? 'none');
      const may = (...roles: readonly string[]) => roles.includes(role ?? '');
      return {
        status: 200,
        body: {
          permission: coarse,
          role_name: role ?? 'none',
          user: {
            ...showUser(world, user),
            permissions: {
              admin: may('admin'),
              maintain: may('admin', 'maintain'),
              push: may('admin', 'maintain', 'write'),
              triage: may('admin', 'maintain', 'write', 'triage'),
              pull: role !== null,
            },
            role_name: role ?? 'none',
          },
        },
      };
    },
    { strict: true },
  ),
];
