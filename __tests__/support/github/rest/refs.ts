import { NO_COMMIT, type Ref } from '../git/bare-repository.js';
import { answerPage } from '../http/paging.js';
import { notFound, unprocessable } from '../http/refusal.js';
import { route, type Route, type RepositoryCall } from '../http/route.js';
import { moveRef } from '../world/branches.js';
import { tellMoveRefused } from './refuse-move.js';
import { apiOf } from '../world/urls.js';
import { nodeId } from './show-user.js';

export const refRoutes: readonly Route[] = [
  route('GET /git/ref/{ref}', 'contents=read', async (call) => {
    const ref = await findRef(call, `refs/${call.path['ref']!}`);
    if (ref === undefined) throw notFound();
    return { status: 200, body: showRef(call, ref) };
  }),

  route('GET /git/matching-refs/{ref}', 'contents=read', async (call) => {
    const refs = await call.repository.git.refs(`refs/${call.path['ref'] ?? ''}`);
    return answerPage({ ...call, query: { per_page: 100, ...call.query } }, refs, (ref) =>
      showRef(call, ref),
    );
  }),

  route('POST /git/refs', 'contents=write', (call) =>
    call.repository.inTurn(async () => {
      const { ref, sha } = call.body as { readonly ref: string; readonly sha: string };
      if (!/^refs\/[^/]+\/./.test(ref)) {
        throw unprocessable("Reference name must start with 'refs/' and have at least two slashes.");
      }
      if ((await call.repository.git.refSha(ref)) !== null) throw unprocessable('Reference already exists');
      await requireObject(call, sha);
      await move(call, { ref, from: NO_COMMIT, to: sha });
      return { status: 201, body: showRef(call, (await findRef(call, ref))!) };
    }),
  ),

  route('PATCH /git/refs/{ref}', 'contents=write', (call) =>
    call.repository.inTurn(async () => {
      const ref = `refs/${call.path['ref']!}`;
      const { sha, force = false } = call.body as { readonly sha: string; readonly force?: boolean };
      const from = await call.repository.git.refSha(ref);
      if (from === null) throw unprocessable('Reference does not exist');
      await requireObject(call, sha);
      await move(call, { ref, from, to: sha, force });
      return { status: 200, body: showRef(call, (await findRef(call, ref))!) };
    }),
  ),

  route('DELETE /git/refs/{ref}', 'contents=write', (call) =>
    call.repository.inTurn(async () => {
      const ref = `refs/${call.path['ref']!}`;
      const from = await call.repository.git.refSha(ref);
      if (from === null) throw unprocessable('Reference does not exist');
      await move(call, { ref, from, to: NO_COMMIT });
      return { status: 204 };
    }),
  ),
];

interface Asked {
  readonly ref: string;
  readonly from: string;
  readonly to: string;
  readonly force?: boolean;
}

async function move({ world, repository, caller }: RepositoryCall, asked: Asked): Promise<void> {
  try {
    await moveRef(world, repository, { ...asked, by: caller.user! });
  } catch (error) {
    throw tellMoveRefused(error, 'ref');
  }
}

async function requireObject({ repository }: RepositoryCall, sha: string): Promise<void> {
  if (!/^[0-9a-f]{40}$/.test(sha)) {
    throw unprocessable('The sha parameter must be exactly 40 characters and contain only [0-9a-f].');
  }
  if ((await repository.git.type(sha)) === null) throw unprocessable('Object does not exist');
}

async function findRef({ repository }: RepositoryCall, name: string): Promise<Ref | undefined> {
  return (await repository.git.refs(name)).find((ref) => ref.name === name);
}

function showRef({ world, repository }: RepositoryCall, { name, sha, type }: Ref): object {
  const api = apiOf(world, repository);
  return {
    ref: name,
    node_id: nodeId('REF', name),
    url: `${api}/git/${name}`,
    object: { sha, type, url: `${api}/git/${type}s/${sha}` },
  };
}
