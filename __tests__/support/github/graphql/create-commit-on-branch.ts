import type { Change } from '../git/bare-repository.js';
import { MoveRefused, moveRef } from '../world/branches.js';
import { githubItself } from '../world/pulls.js';
import type { Repository } from '../world/repository.js';
import { noreplyAddress } from '../world/users.js';
import type { GraphqlContext } from './execute.js';
import { Failure } from './failure.js';
import { requirePermission, requireRepository } from './guard.js';
import { serveCommit } from './serve-git.js';
import { serveRef } from './serve-repository.js';

interface Input {
  readonly clientMutationId?: string | null;
  readonly branch: {
    readonly repositoryNameWithOwner?: string | null;
    readonly branchName?: string | null;
    readonly id?: string | null;
  };
  readonly expectedHeadOid: string;
  readonly message: { readonly headline: string; readonly body?: string | null };
  readonly fileChanges?: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[] | null;
    readonly deletions?: readonly { readonly path: string }[] | null;
  } | null;
}

/** Commits files onto a branch if its head is the one expected; the commit is signed by GitHub. */
export function createCommitOnBranch(
  context: GraphqlContext,
  { input }: { readonly input: Input },
): Promise<object> {
  const { repositoryNameWithOwner: fullName, branchName: given } = input.branch;
  if (typeof fullName !== 'string' || typeof given !== 'string') {
    throw new Failure('UNPROCESSABLE', 'A branch is named by its repository and its name here.');
  }
  const repository = requireRepository(context, fullName);
  requirePermission(context, repository, 'contents=write');
  const ref = given.startsWith('refs/heads/') ? given : `refs/heads/${given}`;
  return repository.inTurn(async () => {
    const head = await repository.git.refSha(ref);
    if (head === null) throw new Failure('NOT_FOUND', `Could not resolve to a Ref with the name '${ref}'.`);
    if (head !== input.expectedHeadOid) throw stale(input.expectedHeadOid);
    const changes = await readChanges(repository, head, input);
    const user = context.caller.user!;
    const { headline, body } = input.message;
    const message = typeof body === 'string' && body !== '' ? `${headline}\n\n${body}` : headline;
    const author = { name: user.login, email: noreplyAddress(user), date: context.world.now() };
    const sha = await repository.git.writeCommit({
      tree: await repository.git.writeTree(head, changes),
      parents: [head],
      message,
      author,
      committer: githubItself(context.world),
    });
    // Whoever asks, other than by REST.
    repository.signed.add(sha);
    await move(context, repository, { ref, from: head, to: sha });
    return {
      clientMutationId: input.clientMutationId ?? null,
      commit: serveCommit(context, repository, await repository.git.commit(sha)),
      ref: await serveRef(context, repository, ref),
    };
  });
}

function stale(expected: string): Failure {
  return new Failure(
    'STALE_DATA',
    `Expected branch to point to "${expected}" but it did not.  Pull and try again.`,
  );
}

async function readChanges(
  repository: Repository,
  head: string,
  { fileChanges }: Input,
): Promise<ReadonlyMap<string, Change>> {
  const changes = new Map<string, Change>();
  for (const { path } of fileChanges?.deletions ?? []) {
    if ((await repository.git.entry(head, path)) === null) {
      const message = `A path was requested for deletion which does not exist as of commit oid \`${head}\``;
      throw new Failure('NOT_FOUND', message);
    }
    changes.set(path, null);
  }
  for (const { path, contents } of fileChanges?.additions ?? []) {
    if (path === '' || path.split('/').some((part) => ['', '.', '..', '.git'].includes(part))) {
      throw new Failure('UNPROCESSABLE', `Path "${path}" is invalid`);
    }
    const bytes = Buffer.from(contents, 'base64');
    // A file that was executable stays so; a new one never is.
    const before = await repository.git.entry(head, path);
    const mode = before?.mode === '100755' ? '100755' : '100644';
    changes.set(path, { mode, sha: await repository.git.writeBlob(bytes) });
  }
  return changes;
}

interface Asked {
  readonly ref: string;
  readonly from: string;
  readonly to: string;
}

async function move({ world, caller }: GraphqlContext, repository: Repository, asked: Asked): Promise<void> {
  try {
    await moveRef(world, repository, { ...asked, by: caller.user! });
  } catch (error) {
    if (!(error instanceof MoveRefused)) throw error;
    if (error.violation === null) throw stale(asked.from);
    const { kind, messages } = error.violation;
    if (kind === 'protection') {
      const branch = asked.ref.replace('refs/heads/', '');
      const told = messages.map((message) => `\n  ${message}`).join('');
      const words = `protected branch '${branch}' check failed:${told}`;
      throw new Failure('BRANCH_PROTECTION_RULE_VIOLATION', words);
    }
    throw new Failure('UNPROCESSABLE', `Repository rule violations found\n\n${messages.join('\n\n')}\n\n`);
  }
}
