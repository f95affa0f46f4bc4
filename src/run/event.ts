import { open } from 'node:fs/promises';
import * as z from 'zod/mini';
import type { Environment } from '../model/run-context.js';

/** GitHub drops a webhook's payload that is larger than 25 MB. */
const MAX_PAYLOAD_BYTES = 32 * 1024 * 1024;

/** The events whose checkout may hold changes that are not on their base branch yet. */
const PROPOSING = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
  'merge_group',
];

/** GitHub's own branches for what waits in a merge queue: they start workflows for pushes, too. */
const MERGE_QUEUE = /^refs\/heads\/gh-readonly-queue\/(?:(.+)\/pr-[^/]+)?/;

/** What started the workflow, as far as anything here needs it. */
export interface WorkflowEvent {
  /** `push`, `pull_request`, …; null outside of a workflow. */
  readonly name: string | null;
  /** What is checked out may be somebody's proposal: what judges it has to come from the base. */
  readonly proposes: boolean;
  /** It is not merged yet: there is no branch that the run is on and could commit to. */
  readonly beforeMerge: boolean;
  /** Where the proposal would go; null for other events, and where nothing says so. */
  readonly base: EventBase | null;
  readonly pullRequest: EventPullRequest | null;
  /** The pull request that it is about, also of a comment on one or a run for one; null without one. */
  readonly number: number | null;
}

export interface EventBase {
  /** Without `refs/heads/`: `main`. */
  readonly branch: string;
  /** The branch's head when the event was sent, 40 or 64 hex digits. */
  readonly sha: string | null;
}

export interface EventPullRequest {
  readonly number: number;
  /** The login of who opened it; null for a deleted account. */
  readonly author: string | null;
  readonly head: {
    readonly branch: string | null;
    readonly sha: string | null;
    /** owner/name; null when the fork is gone. */
    readonly repository: string | null;
  };
  /** Its branch is in another repository, or in none any more: the job's token can't write. */
  readonly fromFork: boolean;
}

/** Anything that is not as expected is null: what needs it says so and fails. */
const text = z.catch(z.nullish(z.string().check(z.minLength(1))), null);
const sha = z.catch(z.nullish(z.string().check(z.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/))), null);
const id = z.catch(z.nullish(z.int().check(z.positive())), null);
const repository = z.catch(z.nullish(z.object({ full_name: text })), null);
const optional = <T extends z.core.$ZodType>(schema: T) => z.catch(z.nullish(schema), null);

const payloadSchema = z.object({
  pull_request: optional(
    z.object({
      number: id,
      merged: optional(z.boolean()),
      user: optional(z.object({ login: text })),
      base: optional(z.object({ ref: text, sha, repo: repository })),
      head: optional(z.object({ ref: text, sha, repo: repository })),
    }),
  ),
  merge_group: optional(z.object({ base_ref: text, base_sha: sha })),
  issue: optional(z.object({ number: id, pull_request: z.optional(z.unknown()) })),
  workflow_run: optional(z.object({ pull_requests: optional(z.array(z.object({ number: id }))) })),
});
type Payload = z.infer<typeof payloadSchema>;

const NO_EVENT: WorkflowEvent = {
  name: null,
  proposes: false,
  beforeMerge: false,
  base: null,
  pullRequest: null,
  number: null,
};

/**
 * The one reading of the workflow's event. It never throws: a payload that is missing, huge or not what GitHub
 * sends leaves nulls, and `proposes` does not depend on it.
 */
export async function readEvent(env: Environment): Promise<WorkflowEvent> {
  const name = env['GITHUB_ACTIONS'] === 'true' ? env['GITHUB_EVENT_NAME'] || null : null;
  if (name === null) return NO_EVENT;
  const payload = await readPayload(env['GITHUB_EVENT_PATH']);
  const proposes = PROPOSING.includes(name) || MERGE_QUEUE.test(env['GITHUB_REF'] ?? '');
  const pullRequest = proposes ? pullRequestOf(payload) : null;
  return {
    name,
    proposes,
    beforeMerge: proposes && !isMerged(payload, env['GITHUB_REF']),
    base: proposes ? baseOf(payload, env) : null,
    pullRequest,
    number: pullRequest?.number ?? numberOf(payload),
  };
}

/** Once it is merged, a workflow runs on the branch that it was merged into. */
function isMerged({ pull_request }: Payload, ref: string | undefined): boolean {
  return pull_request?.merged === true && ref?.startsWith('refs/heads/') === true && !MERGE_QUEUE.test(ref);
}

function baseOf({ pull_request, merge_group }: Payload, env: Environment): EventBase | null {
  const queued = MERGE_QUEUE.exec(env['GITHUB_REF'] ?? '')?.[1];
  const ref = pull_request?.base?.ref ?? merge_group?.base_ref ?? queued ?? env['GITHUB_BASE_REF'];
  if (!ref) return null;
  return {
    branch: ref.replace(/^refs\/heads\//, ''),
    sha: pull_request?.base?.sha ?? merge_group?.base_sha ?? null,
  };
}

function pullRequestOf({ pull_request }: Payload): EventPullRequest | null {
  if (!pull_request?.number) return null;
  const { number, user, base, head } = pull_request;
  const from = head?.repo?.full_name ?? null;
  return {
    number,
    author: user?.login ?? null,
    head: { branch: head?.ref ?? null, sha: head?.sha ?? null, repository: from },
    fromFork: from === null || from !== base?.repo?.full_name,
  };
}

/** A comment on an issue has `pull_request` only when it is one; of a fork's, a run tells no pull request. */
function numberOf({ pull_request, issue, workflow_run }: Payload): number | null {
  const commented = issue?.pull_request ? issue.number : null;
  return pull_request?.number ?? commented ?? workflow_run?.pull_requests?.[0]?.number ?? null;
}

async function readPayload(path: string | undefined): Promise<Payload> {
  try {
    if (!path) return {};
    const file = await open(path);
    try {
      if ((await file.stat()).size > MAX_PAYLOAD_BYTES) return {};
      return payloadSchema.parse(JSON.parse(await file.readFile('utf8')));
    } finally {
      await file.close();
    }
  } catch {
    return {}; // what needs the payload fails for want of it
  }
}
