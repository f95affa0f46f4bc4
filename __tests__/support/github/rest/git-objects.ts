import type { Change, Mode, TreeEntry } from '../git/bare-repository.js';
import { notFound, unprocessable } from '../http/refusal.js';
import { route, type RepositoryCall, type Route } from '../http/route.js';
import { isSigned, people, type AuthorFields } from './make-commit.js';
import { showGitCommit } from './show-commit.js';
import { apiOf } from '../world/urls.js';
import { nodeId } from './show-user.js';

interface NewEntry {
  readonly path: string;
  readonly mode: Mode;
  readonly sha?: string | null;
  readonly content?: string;
}

export const gitObjectRoutes: readonly Route[] = [
  route('POST /git/blobs', 'contents=write', async ({ world, repository, body }) => {
    const encoding = (body['encoding'] as string | undefined) === 'base64' ? 'base64' : 'utf8';
    const sha = await repository.git.writeBlob(Buffer.from(body['content'] as string, encoding));
    return { status: 201, body: { sha, url: `${apiOf(world, repository)}/git/blobs/${sha}` } };
  }),

  route('GET /git/blobs/{file_sha}', 'contents=read', async ({ world, repository, path, accept }) => {
    const sha = path['file_sha']!;
    if ((await repository.git.type(sha)) !== 'blob') throw notFound();
    const bytes = await repository.git.blob(sha);
    if (accept.includes('raw')) {
      return { status: 200, body: bytes, headers: { 'content-type': 'application/vnd.github.raw+json' } };
    }
    return {
      status: 200,
      body: {
        sha,
        node_id: nodeId('B', sha),
        size: bytes.length,
        url: `${apiOf(world, repository)}/git/blobs/${sha}`,
        content: bytes.toString('base64').replace(/(.{1,60})/g, '$1\n'),
        encoding: 'base64',
      },
    };
  }),

  route('POST /git/trees', 'contents=write', async (call) => {
    const { repository, body } = call;
    const base = (body['base_tree'] as string | undefined) ?? null;
    if (base !== null && (await repository.git.resolve(`${base}^{tree}`)) === null) throw notFound();
    const changes = new Map<string, Change>();
    for (const entry of body['tree'] as NewEntry[]) changes.set(entry.path, await readChange(call, entry));
    const sha = await repository.git.writeTree(base, changes);
    return { status: 201, body: await showTree(call, sha, false) };
  }),

  route('GET /git/trees/{tree_sha}', 'contents=read', async (call) => {
    const asked = call.path['tree_sha']!;
    const sha = await call.repository.git.resolve(`${asked}^{tree}`);
    if (sha === null) throw notFound();
    return { status: 200, body: await showTree(call, sha, call.query['recursive'] !== undefined) };
  }),

  route('POST /git/commits', 'contents=write', async ({ world, repository, caller, body }) => {
    const { tree, parents = [], message } = body as { tree: string; parents?: string[]; message: string };
    if ((await repository.git.type(tree)) !== 'tree') throw unprocessable('Tree SHA does not exist');
    for (const parent of parents) {
      if ((await repository.git.type(parent)) !== 'commit') {
        throw unprocessable('Parent SHA does not exist or is not a commit object');
      }
    }
    const given = {
      author: body['author'] as AuthorFields | undefined,
      committer: body['committer'] as AuthorFields | undefined,
    };
    const made = { tree, parents, message, ...people(world, caller.user!, given) };
    const sha = await repository.git.writeCommit(made);
    if (isSigned(caller.user!, given)) repository.signed.add(sha);
    return { status: 201, body: showGitCommit(world, repository, await repository.git.commit(sha)) };
  }),

  route('GET /git/commits/{commit_sha}', 'contents=read', async ({ world, repository, path }) => {
    const sha = path['commit_sha']!;
    if ((await repository.git.type(sha)) !== 'commit') throw notFound();
    return { status: 200, body: showGitCommit(world, repository, await repository.git.commit(sha)) };
  }),
];

async function readChange({ repository }: RepositoryCall, entry: NewEntry): Promise<Change> {
  if (entry.sha === null) return null;
  if (entry.sha === undefined) {
    return {
      mode: entry.mode,
      sha: await repository.git.writeBlob(Buffer.from(entry.content ?? '', 'utf8')),
    };
  }
  if ((await repository.git.type(entry.sha)) === null) {
    throw unprocessable(`tree.sha ${entry.sha} is not a valid blob`);
  }
  return { mode: entry.mode, sha: entry.sha };
}

async function showTree(
  { world, repository }: RepositoryCall,
  sha: string,
  recursive: boolean,
): Promise<object> {
  const api = apiOf(world, repository);
  const show = ({ path, mode, type, sha: object, size }: TreeEntry) => ({
    path,
    mode,
    type,
    sha: object,
    ...(size === null ? {} : { size }),
    ...(type === 'commit' ? {} : { url: `${api}/git/${type}s/${object}` }),
  });
  const entries = recursive ? await repository.git.deepTree(sha) : await repository.git.tree(sha);
  return { sha, url: `${api}/git/trees/${sha}`, tree: entries.map(show), truncated: false };
}
