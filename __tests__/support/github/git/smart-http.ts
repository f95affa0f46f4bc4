import type { IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { authenticate, canSee, isAllowed } from '../http/access.js';
import { Refusal } from '../http/refusal.js';
import type { Answer, Caller } from '../http/route.js';
import { findViolation, type Violation } from '../world/protection.js';
import { refreshPulls } from '../world/pulls.js';
import type { Repository } from '../world/repository.js';
import type { World } from '../world/world.js';
import { NO_COMMIT } from './bare-repository.js';
import { runHttpBackend } from './http-backend.js';
import { readPush, writeDeclined, type Declined, type Push } from './push-commands.js';
import { tryGit } from './run-git.js';

export interface GitRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const GIT_PATH = /^\/([^/]+\/[^/]+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack)$/;

export function isGitRequest(pathname: string): boolean {
  return GIT_PATH.test(pathname);
}

/** What a git client is answered: https://github.com/OWNER/NAME.git, with GitHub's own words when it refuses. */
export async function answerGit(world: World, request: GitRequest): Promise<Answer> {
  const [, fullName = '', path = ''] = GIT_PATH.exec(request.url.pathname)!;
  const pushes =
    path === '/git-receive-pack' || request.url.searchParams.get('service') === 'git-receive-pack';
  let caller: Caller;
  try {
    caller = authenticate(world, request.headers.authorization);
  } catch (error) {
    if (error instanceof Refusal) return deny(401, INVALID_TOKEN);
    throw error;
  }
  const repository = world.repository(fullName);
  if (repository === undefined || !canSee(repository, caller)) {
    return caller.token === null ? deny(401, ASK_FOR_TOKEN) : deny(404, 'Repository not found.');
  }
  if (pushes && caller.token === null) return deny(401, ASK_FOR_TOKEN);
  if (pushes && !isAllowed(repository, caller, 'contents=write')) {
    return deny(403, `Permission to ${repository.fullName}.git denied to ${caller.user!.login}.`);
  }
  if (repository.private && !isAllowed(repository, caller, 'contents=read')) {
    return deny(403, 'Write access to repository not granted.');
  }
  const gzipped = request.headers['content-encoding'] === 'gzip';
  const body = gzipped ? gunzipSync(request.body) : request.body;
  const serve = () => forward(repository, request, { path, body, user: caller.user?.login ?? null });
  if (path !== '/git-receive-pack') return serve();
  return repository.inTurn(async () => {
    const declined = await decline(repository, caller, readPush(body));
    if (declined !== null) return declined;
    const answer = await serve();
    await refreshPulls(world, repository);
    return answer;
  });
}

const ASK_FOR_TOKEN = 'No anonymous write access.';
const INVALID_TOKEN =
  'Invalid username or token. Password authentication is not supported for Git operations.';

function deny(status: number, words: string): Answer {
  const headers = {
    'content-type': 'text/plain; charset=UTF-8',
    ...(status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {}),
  };
  return { status, headers, body: Buffer.from(words) };
}

interface Served {
  readonly path: string;
  readonly body: Buffer;
  readonly user: string | null;
}

function forward(
  repository: Repository,
  { method, url, headers }: GitRequest,
  served: Served,
): Promise<Answer> {
  const { folder } = repository.git;
  return runHttpBackend({ folder, method, query: url.search.slice(1), headers, ...served });
}

/** The answer when a ref must not move; null when all may. */
async function decline(repository: Repository, { user }: Caller, push: Push): Promise<Answer | null> {
  const refs = push.commands.map(({ ref }) => ref);
  const guarded = repository.protections.size > 0 || repository.rulesets.length > 0;
  if (guarded && push.pack.length > 0) {
    // A rule looks at the commits, so they must be there; those of a declined push stay behind, reachable by nothing.
    await tryGit(repository.git.folder, ['index-pack', '--stdin', '--fix-thin'], { stdin: push.pack });
  }
  const declined = new Map<string, string>();
  const words: string[] = [];
  for (const command of push.commands) {
    // Those of pull requests are hidden from pushes: git itself says no.
    if (command.ref.startsWith('refs/pull/')) continue;
    const current = (await repository.git.refSha(command.ref)) ?? NO_COMMIT;
    if (current !== command.from) {
      declined.set(command.ref, tellStale(command.ref, current, command.from));
      continue;
    }
    const violation = await findViolation(repository, { ...command, by: user! });
    if (violation === null) continue;
    const { reason, lines } = tellViolation(violation, command.ref);
    declined.set(command.ref, reason);
    words.push(...lines);
  }
  if (declined.size === 0) return null;
  const told: Declined[] = refs.map((ref) => ({
    ref,
    reason: declined.get(ref) ?? 'pre-receive hook declined',
  }));
  const headers = { 'content-type': 'application/x-git-receive-pack-result', 'cache-control': 'no-cache' };
  return { status: 200, headers, body: writeDeclined(push, told, words) };
}

function tellStale(ref: string, current: string, expected: string): string {
  if (expected === NO_COMMIT) return `cannot lock ref '${ref}': reference already exists`;
  if (current === NO_COMMIT) return `cannot lock ref '${ref}': unable to resolve reference '${ref}'`;
  return `cannot lock ref '${ref}': is at ${current} but expected ${expected}`;
}

function tellViolation({ kind, messages }: Violation, ref: string) {
  if (kind === 'protection') {
    return {
      reason: 'protected branch hook declined',
      lines: [
        `error: GH006: Protected branch update failed for ${ref}.`,
        ...messages.map((one) => `error: ${one}`),
      ],
    };
  }
  return {
    reason: 'push declined due to repository rule violations',
    lines: [
      `error: GH013: Repository rule violations found for ${ref}.`,
      '',
      ...messages.flatMap((one) => [`- ${one}`, '']),
    ],
  };
}
