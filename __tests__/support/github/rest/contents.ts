import { type Answer, type RepositoryCall, route, type Route } from '../http/route.js';
import { Refusal, invalid, notFound, unprocessable } from '../http/refusal.js';
import type { TreeEntry } from '../git/bare-repository.js';
import { moveRef } from '../world/branches.js';
import { apiOf, pageOf } from '../world/urls.js';
import { showGitCommit } from './show-commit.js';
import { resolveCommit } from './commits.js';
import { makeCommit, type AuthorFields } from './make-commit.js';
import { tellMoveRefused } from './refuse-move.js';

const MEGABYTE = 1024 * 1024;

export const contentRoutes: readonly Route[] = [
  route('GET /contents/{path}', 'contents=read', async (call) => {
    const { repository, query } = call;
    const ref = (query['ref'] as string | undefined) ?? repository.defaultBranch;
    const commit = await resolveCommit(repository, ref);
    const empty = commit === null && query['ref'] === undefined;
    if (commit === null)
      throw notFound(empty ? 'This repository is empty.' : `No commit found for the ref ${ref}`);
    return show(call, commit, ref);
  }),

  route('PUT /contents/{path}', 'contents=write', (call) =>
    call.repository.inTurn(() => write(call, Buffer.from(call.body['content'] as string, 'base64'))),
  ),

  route('DELETE /contents/{path}', 'contents=write', (call) =>
    call.repository.inTurn(() => write(call, null)),
  ),
];

async function show(call: RepositoryCall, commit: string, ref: string): Promise<Answer> {
  const { repository, accept } = call;
  const path = pathOf(call);
  if (path === '') return showFolder(call, { ref, tree: `${commit}^{tree}`, path });
  const entry = await repository.git.entry(commit, path);
  if (entry === null) throw notFound();
  if (entry.type === 'tree') return showFolder(call, { ref, tree: entry.sha, path });
  const bytes = entry.type === 'commit' ? Buffer.alloc(0) : await repository.git.blob(entry.sha);
  if (isRaw(accept)) {
    return {
      status: 200,
      body: bytes,
      headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' },
    };
  }
  if (bytes.length > 100 * MEGABYTE) {
    throw new Refusal(403, 'This API returns blobs up to 100 MB in size.', {
      errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }],
    });
  }
  // Up to 1 MB the content is there; beyond it only the raw media type has it.
  const small = bytes.length <= MEGABYTE;
  return {
    status: 200,
    body: {
      ...showEntry(call, entry, ref),
      ...(entry.mode === '120000' ? { target: bytes.toString('utf8') } : {}),
      ...(entry.type === 'commit' ? { submodule_git_url: null } : {}),
      content: small ? wrap(bytes.toString('base64')) : '',
      encoding: small ? 'base64' : 'none',
    },
  };
}

function isRaw(accept: string): boolean {
  return /application\/vnd\.github(\.v3)?\.raw(\+json)?/.test(accept);
}

/** GitHub breaks base64 into lines of 60. */
function wrap(base64: string): string {
  return base64.replace(/(.{1,60})/g, '$1\n');
}

interface Folder {
  readonly ref: string;
  readonly tree: string;
  readonly path: string;
}

async function showFolder(call: RepositoryCall, { ref, tree, path }: Folder): Promise<Answer> {
  const entries = await call.repository.git.tree(tree);
  const inFolder = entries.map((entry) => ({
    ...entry,
    path: path === '' ? entry.path : `${path}/${entry.path}`,
  }));
  const shown = inFolder.slice(0, 1000).map((entry) => showEntry(call, entry, ref));
  if (!/application\/vnd\.github(\.v3)?\.object(\+json)?/.test(call.accept))
    return { status: 200, body: shown };
  const sha = (await call.repository.git.resolve(tree))!;
  const folder: TreeEntry = { mode: '040000', type: 'tree', sha, size: null, path };
  return { status: 200, body: { ...showEntry(call, folder, ref), entries: shown } };
}

function showEntry({ world, repository }: RepositoryCall, entry: TreeEntry, ref: string): object {
  const path = entry.path.split('/').map(encodeURIComponent).join('/');
  const query = `?ref=${encodeURIComponent(ref)}`;
  const self = `${apiOf(world, repository)}/contents/${path}${query}`;
  const isFile = entry.type === 'blob';
  const git = `${apiOf(world, repository)}/git/${isFile ? 'blobs' : 'trees'}/${entry.sha}`;
  const html = `${pageOf(world, repository)}/${isFile ? 'blob' : 'tree'}/${ref}/${path}`;
  return {
    type: entry.type === 'tree' ? 'dir' : entry.mode === '120000' ? 'symlink' : isFile ? 'file' : 'submodule',
    size: entry.size ?? 0,
    name: entry.path.split('/').at(-1),
    path: entry.path,
    sha: entry.sha,
    url: self,
    git_url: git,
    html_url: html,
    download_url: isFile ? `${world.url}/raw/${repository.fullName}/${ref}/${path}` : null,
    _links: { self, git, html },
  };
}

function pathOf({ path }: RepositoryCall): string {
  return (path['path'] ?? '').replace(/^\/|\/$/g, '');
}

/** Creates, updates or (null) deletes one file in a commit of its own. */
async function write(call: RepositoryCall, bytes: Buffer | null): Promise<Answer> {
  const { world, repository, body } = call;
  const path = pathOf(call);
  const branch = (body['branch'] as string | undefined) ?? repository.defaultBranch;
  const ref = `refs/heads/${branch}`;
  const head = await repository.git.refSha(ref);
  if (head === null) throw notFound(`Branch ${branch} not found`);
  if (path === '' || path.split('/').some((part) => ['', '.', '..', '.git'].includes(part))) {
    throw unprocessable('path contains a malformed path component');
  }
  const before = await repository.git.entry(head, path);
  checkSha(call, before, path);
  const sha = await makeCommit(call, {
    parent: head,
    changes: new Map([[path, bytes]]),
    message: body['message'] as string,
    author: body['author'] as AuthorFields | undefined,
    committer: body['committer'] as AuthorFields | undefined,
  });
  try {
    await moveRef(world, repository, { ref, from: head, to: sha, by: call.caller.user! });
  } catch (error) {
    throw tellMoveRefused(
      error,
      bytes === null ? 'delete file' : before === null ? 'create file' : 'update file',
    );
  }
  const after = await repository.git.entry(sha, path);
  return {
    status: before === null ? 201 : 200,
    body: {
      content: after === null ? null : showEntry(call, after, branch),
      commit: showGitCommit(world, repository, await repository.git.commit(sha)),
    },
  };
}

/** The file must be as the caller believes it to be. */
function checkSha({ body }: RepositoryCall, before: TreeEntry | null, path: string): void {
  const given = body['sha'] as string | undefined;
  // What is not there yet is created, whatever SHA came with it; only deleting needs the file.
  if (before === null) {
    if (!('content' in body)) throw notFound();
    return;
  }
  if (before.type === 'tree') throw invalid({ resource: 'Content', field: 'path', code: 'invalid' });
  if (given === undefined) throw unprocessable('Invalid request.\n\n"sha" wasn\'t supplied.');
  if (given !== before.sha) throw new Refusal(409, `${path} does not match ${given}`);
}
