import { NO_COMMIT } from './git/bare-repository.js';
import { listChanges } from './git/diff.js';
import { showFullPull } from './rest/show-pull.js';
import { pageOf } from './world/urls.js';
import { showRepository } from './rest/show-repository.js';
import { showUser } from './rest/show-user.js';
import type { Pull, WorkflowRun } from './world/records.js';
import type { Repository } from './world/repository.js';
import type { User } from './world/users.js';
import type { World } from './world/world.js';

/* The payloads of events, as GITHUB_EVENT_PATH holds them. */

interface Sender {
  readonly world: World;
  readonly repository: Repository;
  readonly actor: User;
}

function common({ world, repository, actor }: Sender): object {
  const { owner } = repository;
  return {
    repository: showRepository(world, repository),
    ...(owner.type === 'Organization' ? { organization: showUser(world, owner) } : {}),
    sender: showUser(world, actor),
  };
}

/** A push that moved a ref; `before` is forty zeros for a new one. */
export async function showPush(
  sender: Sender,
  { ref, before, after }: { readonly ref: string; readonly before: string; readonly after: string },
): Promise<object> {
  const { world, repository, actor } = sender;
  const created = before === NO_COMMIT;
  const shas = await repository.git.list(created ? null : before, after);
  const commits = await Promise.all(shas.slice(0, 2048).map((sha) => showPushed(sender, sha)));
  return {
    ref,
    before,
    after,
    base_ref: null,
    created,
    deleted: after === NO_COMMIT,
    forced: !created && !(await repository.git.isAncestor(before, after)),
    compare: `${pageOf(world, repository)}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: commits.toReversed(),
    head_commit: commits[0] ?? null,
    pusher: { name: actor.login, email: `${actor.login}@example.com` },
    ...common(sender),
  };
}

async function showPushed({ world, repository }: Sender, sha: string): Promise<object> {
  const { tree, message, author, committer, parents } = await repository.git.commit(sha);
  const files = await listChanges(repository.git, parents[0] ?? null, sha);
  const paths = (...statuses: string[]) =>
    files.filter(({ status }) => statuses.includes(status)).map(({ path }) => path);
  return {
    id: sha,
    tree_id: tree,
    distinct: true,
    message,
    timestamp: committer.date,
    url: `${pageOf(world, repository)}/commit/${sha}`,
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
    added: paths('added'),
    removed: paths('removed'),
    modified: paths('modified', 'changed', 'renamed'),
  };
}

export async function showPullEvent(sender: Sender, pull: Pull, action: string): Promise<object> {
  return {
    action,
    number: pull.number,
    pull_request: await showFullPull(sender.world, sender.repository, pull),
    ...common(sender),
  };
}

export function showDispatch(
  sender: Sender,
  { ref, run, inputs }: { readonly ref: string; readonly run: WorkflowRun; readonly inputs: object },
): object {
  return { inputs, ref, workflow: run.path, ...common(sender) };
}
