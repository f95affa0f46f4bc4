import type { Change } from '../git/bare-repository.js';
import type { Person } from '../git/commit.js';
import type { Caller } from '../http/route.js';
import { githubItself } from '../world/pulls.js';
import type { Repository } from '../world/repository.js';
import { noreplyAddress, type User } from '../world/users.js';
import type { World } from '../world/world.js';

export interface AuthorFields {
  readonly name?: string;
  readonly email?: string;
  readonly date?: string;
}

interface Made {
  readonly parent: string | null;
  readonly changes: ReadonlyMap<string, Change>;
  readonly message: string;
  readonly author?: AuthorFields | undefined;
  readonly committer?: AuthorFields | undefined;
}

interface Place {
  readonly world: World;
  readonly repository: Repository;
  readonly caller: Caller;
}

/** A commit made by the API: GitHub signs a bot's, unless it says who wrote or committed it. */
export async function makeCommit(place: Place, made: Made): Promise<string> {
  const { world, repository, caller } = place;
  const tree = await repository.git.writeTree(made.parent, made.changes);
  const parents = made.parent === null ? [] : [made.parent];
  const sha = await repository.git.writeCommit({
    tree,
    parents,
    message: made.message,
    ...people(world, caller.user!, made),
  });
  if (isSigned(caller.user!, made)) repository.signed.add(sha);
  return sha;
}

/** Only bots' commits are signed, and only where nobody else is said to have made them. */
export function isSigned({ type }: User, { author, committer }: Pick<Made, 'author' | 'committer'>): boolean {
  return type === 'Bot' && author === undefined && committer === undefined;
}

/** Author and committer of a commit made by the API: a bot's is committed by GitHub itself. */
export function people(
  world: World,
  user: User,
  given: Pick<Made, 'author' | 'committer'>,
): { readonly author: Person; readonly committer: Person } {
  const self = { name: user.login, email: noreplyAddress(user), date: world.now() };
  const author = { ...self, ...given.committer, ...given.author };
  const committer = isSigned(user, given) ? githubItself(world) : author;
  return { author, committer: { ...committer, ...given.committer } };
}
