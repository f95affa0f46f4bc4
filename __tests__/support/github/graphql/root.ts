import { createCommitOnBranch } from './create-commit-on-branch.js';
import type { GraphqlContext } from './execute.js';
import { requireRepository } from './guard.js';
import { serveRepository } from './serve-repository.js';
import { nodeId } from '../rest/show-user.js';

/** The fields of Query and of Mutation that are served. */
export function rootOf(context: GraphqlContext): object {
  return {
    repository: ({ owner, name }: { readonly owner: string; readonly name: string }) =>
      serveRepository(context, requireRepository(context, `${owner}/${name}`)),
    viewer: () => {
      const { id, login, name, type } = context.caller.user!;
      // Even a bot's token says that it is a User, by the bot's full login.
      return { __typename: 'User', id: nodeId(type, id), databaseId: id, login, name };
    },
    rateLimit: () => {
      const { limit, remaining, used, reset } = context.world.limits.of(context.caller, 'graphql');
      const resetAt = new Date(reset * 1000).toISOString();
      return { cost: 1, limit, remaining, used, resetAt, nodeCount: 0 };
    },
    createCommitOnBranch: (args: Parameters<typeof createCommitOnBranch>[1]) =>
      createCommitOnBranch(context, args),
  };
}
