import { NO_COMMIT } from '../git/bare-repository.js';
import { answerPage } from '../http/paging.js';
import { invalid, notFound, Refusal, type FieldError } from '../http/refusal.js';
import { route, type RepositoryCall, type Route } from '../http/route.js';
import { moveRef } from '../world/branches.js';
import { BODY_AT_MOST, isLonger } from '../world/limits-of-text.js';
import { closePull, makeMerge, markMerged, openPull, type MergeMethod } from '../world/pulls.js';
import type { Pull } from '../world/records.js';
import type { Repository } from '../world/repository.js';
import { tellMoveRefused } from './refuse-move.js';
import { showCommit } from './show-commit.js';
import { changedFiles, showFile, showFullPull, showPull, showReview } from './show-pull.js';

const READ = 'pull_requests=read';
const WRITE = 'pull_requests=write';

export const pullRoutes: readonly Route[] = [
  route('GET /pulls', READ, (call) => {
    const { world, repository } = call;
    return answerPage(call, selectPulls(call), (pull) => showPull(world, repository, pull));
  }),

  route('POST /pulls', WRITE, (call) => call.repository.inTurn(() => create(call))),

  route('GET /pulls/{pull_number}', READ, async (call) => ({
    status: 200,
    body: await showFullPull(call.world, call.repository, requirePull(call)),
  })),

  route('PATCH /pulls/{pull_number}', WRITE, async (call) => {
    const pull = requirePull(call);
    const { title, body, state, base } = call.body as Partial<Record<string, string>>;
    checkText(call);
    if (base !== undefined && (await call.repository.git.refSha(`refs/heads/${base}`)) === null) {
      throw invalid(wrong('base', 'invalid'));
    }
    if (state === 'open' && pull.mergedAt !== null) {
      throw invalid(wrong('state', 'custom', 'state cannot be changed. The pull request was merged.'));
    }
    if (title !== undefined) pull.title = title;
    if (body !== undefined) pull.body = body;
    if (base !== undefined) pull.baseBranch = base;
    if (state === 'closed' && pull.state === 'open') closePull(call.world, pull, call.caller.user);
    if (state === 'open') Object.assign(pull, { state: 'open', closedAt: null });
    pull.updatedAt = call.world.now();
    return { status: 200, body: await showFullPull(call.world, call.repository, pull) };
  }),

  route('GET /pulls/{pull_number}/files', READ, async (call) => {
    const { world, repository } = call;
    const pull = requirePull(call);
    const files = await changedFiles(repository, pull);
    return answerPage(call, files.slice(0, 3000), (file) => showFile(world, repository, pull.headSha, file));
  }),

  route('GET /pulls/{pull_number}/commits', READ, async (call) => {
    const { world, repository } = call;
    const pull = requirePull(call);
    const commits = (await repository.git.list(pull.baseSha, pull.headSha)).toReversed().slice(0, 250);
    return answerPage(call, commits, async (sha) =>
      showCommit(world, repository, await repository.git.commit(sha)),
    );
  }),

  route('GET /pulls/{pull_number}/reviews', READ, (call) => {
    const { world, repository, caller } = call;
    const { number } = requirePull(call);
    // A review that is not submitted yet is seen by its author alone.
    const reviews = repository.reviews.filter(
      ({ pull, state, author }) =>
        pull === number && (state !== 'PENDING' || author.login === caller.user?.login),
    );
    return answerPage(call, reviews, (review) => showReview(world, repository, review));
  }),

  route('PUT /pulls/{pull_number}/merge', 'contents=write', (call) =>
    call.repository.inTurn(() => merge(call)),
  ),
];

function requirePull({ repository, path }: RepositoryCall): Pull {
  const pull = repository.pull(Number(path['pull_number']));
  if (pull === undefined) throw notFound();
  return pull;
}

/** Open ones unless asked otherwise, the newest first. */
function selectPulls({ repository, query }: RepositoryCall): readonly Pull[] {
  const { state = 'open', head, base, sort = 'created' } = query as Partial<Record<string, string>>;
  const direction = query['direction'] ?? (sort === 'created' ? 'desc' : 'asc');
  const matching = repository.pulls.filter((pull) => {
    const label = `${(pull.headRepository ?? repository).owner.login}:${pull.headBranch}`;
    return (
      (state === 'all' || pull.state === state) &&
      // Without an owner before the colon GitHub ignores it.
      (head === undefined || !head.includes(':') || label === head) &&
      (base === undefined || pull.baseBranch === base)
    );
  });
  const key = (pull: Pull) => (sort === 'updated' ? `${pull.updatedAt}${pull.id}` : String(pull.id));
  const ordered = matching.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
  return direction === 'desc' ? ordered.toReversed() : ordered;
}

function wrong(field: string, code: string, message?: string): FieldError {
  return { resource: 'PullRequest', field, code, ...(message === undefined ? {} : { message }) };
}

function custom(message: string): FieldError {
  return { resource: 'PullRequest', code: 'custom', message };
}

async function create(call: RepositoryCall) {
  const { world, repository, caller, body } = call;
  const { head, base, title } = body as { head: string; base: string; title?: string };
  if (caller.token!.kind === 'actions' && !repository.settings.actionsMayOpenPulls) {
    throw new Refusal(403, 'GitHub Actions is not permitted to create or approve pull requests.');
  }
  const { headRepository, headBranch } = findHead(call, head);
  if (title === undefined) throw invalid({ resource: 'Issue', field: 'title', code: 'missing_field' });
  checkText(call);
  const baseSha = await repository.git.refSha(`refs/heads/${base}`);
  if (baseSha === null) throw invalid(wrong('base', 'invalid'));
  const headSha = await headRepository?.git.refSha(`refs/heads/${headBranch}`);
  if (headRepository === null || headSha === null || headSha === undefined)
    throw invalid(wrong('head', 'invalid'));
  const label = `${headRepository.owner.login}:${headBranch}`;
  const twin = repository.pulls.find(
    (pull) =>
      pull.state === 'open' &&
      pull.headRepository === headRepository &&
      pull.headBranch === headBranch &&
      pull.baseBranch === base,
  );
  if (twin !== undefined) throw invalid(custom(`A pull request already exists for ${label}.`));
  if (headRepository !== repository) {
    await repository.git.git('fetch', '--quiet', headRepository.git.folder, headSha);
  }
  if ((await repository.git.list(baseSha, headSha)).length === 0) {
    throw invalid(
      custom(`No commits between ${base} and ${headRepository === repository ? headBranch : label}`),
    );
  }
  const pull = await openPull(world, repository, {
    title,
    body: (body['body'] as string | undefined) ?? null,
    author: caller.user!,
    headRepository,
    headBranch,
    baseBranch: base,
    draft: body['draft'] === true,
  });
  return { status: 201, body: await showFullPull(world, repository, pull) };
}

/** `branch`, or `owner:branch` of a fork. */
function findHead({ world, repository }: RepositoryCall, head: string) {
  const [owner, branch] = head.includes(':') ? head.split(':') : [repository.owner.login, head];
  const isOwn = owner!.toLowerCase() === repository.owner.login.toLowerCase();
  const fork = [...world.repositories.values()].find(
    (one) => one.parent === repository && one.owner.login === owner,
  );
  const headRepository: Repository | null = isOwn ? repository : (fork ?? null);
  return { headRepository, headBranch: branch! };
}

function checkText({ body }: RepositoryCall): void {
  if (isLonger(body['body'] as string | undefined, BODY_AT_MOST)) {
    const message = `body is too long (maximum is ${BODY_AT_MOST} characters)`;
    throw invalid({ resource: 'Issue', field: 'body', code: 'custom', message });
  }
  if (isLonger(body['title'] as string | undefined, 256)) {
    const message = 'title is too long (maximum is 256 characters)';
    throw invalid({ resource: 'Issue', field: 'title', code: 'custom', message });
  }
}

async function merge(call: RepositoryCall) {
  const { world, repository, caller, body } = call;
  const pull = requirePull(call);
  const method = ((body['merge_method'] as string | undefined) ?? 'merge') as MergeMethod;
  if (pull.mergedAt !== null || pull.state === 'closed' || pull.draft || pull.mergeable !== true) {
    throw new Refusal(405, 'Pull Request is not mergeable');
  }
  const { settings } = repository;
  const names = { merge: 'Merge commits', squash: 'Squash merges', rebase: 'Rebase merges' };
  const allowed = {
    merge: settings.allowMergeCommit,
    squash: settings.allowSquashMerge,
    rebase: settings.allowRebaseMerge,
  };
  if (!allowed[method]) throw new Refusal(405, `${names[method]} are not allowed on this repository.`);
  if (body['sha'] !== undefined && body['sha'] !== pull.headSha) {
    throw new Refusal(409, 'Head branch was modified. Review and try the merge again.');
  }
  const by = caller.user!;
  const title = body['commit_title'] as string | undefined;
  const message = body['commit_message'] as string | undefined;
  const sha = await makeMerge(world, repository, pull, { method, by, title, message });
  if (sha === null) throw new Refusal(405, 'Pull Request is not mergeable');
  const { baseSha: from, baseBranch, headBranch } = pull;
  markMerged(world, pull, { sha, by });
  try {
    await moveRef(world, repository, { ref: `refs/heads/${baseBranch}`, from, to: sha, by, merges: pull });
  } catch (error) {
    Object.assign(pull, { state: 'open', closedAt: null, mergedAt: null, mergedBy: null });
    throw tellMoveRefused(error, 'merge');
  }
  if (settings.deleteBranchOnMerge && pull.headRepository === repository) {
    await moveRef(world, repository, {
      ref: `refs/heads/${headBranch}`,
      from: pull.headSha,
      to: NO_COMMIT,
      by,
    });
  }
  return { status: 200, body: { sha, merged: true, message: 'Pull Request successfully merged' } };
}
