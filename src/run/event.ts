import { open } from 'node:fs/promises';
import * as z from 'zod/mini';
import type { Environment } from '../model/run-context.js';

/** GitHub drops webhook payloads over 25 MB. */
const MAX_PAYLOAD_BYTES = 32 * 1024 * 1024;

/** Events whose checkout may have changes that are not on the base branch yet. */
const PROPOSING = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
  'merge_group',
];

/** GitHub's branches for the merge queue. They also start workflows for pushes. */
const MERGE_QUEUE = /^refs\/heads\/gh-readonly-queue\/(?:(.+)\/pr-[^/]+)?/;

/** What started the workflow. */
export interface WorkflowEvent {
  /** `push`, `pull_request`, …; null outside of a workflow. */
  readonly name: string | null;
  /** The checkout may be a proposal, so its rules must come from the base. */
  readonly proposes: boolean;
  /** The change is not merged yet, so the run has no branch to commit to. */
  readonly beforeMerge: boolean;
  /** The proposal's base; null for other events, or if unknown. */
  readonly base: EventBase | null;
  readonly pullRequest: EventPullRequest | null;
  /** The event's pull request, also for a comment on one or a run for one; null without one. */
  readonly number: number | null;
}

export interface EventBase {
  /** Without `refs/heads/`: `main`. */
  readonly branch: string;
  /** The branch's head when the event was sent, 40 or 64 hex digits. */
  readonly sha: string | null;
}

interface EventPullRequest {
  readonly number: number;
  /** The author's login; null for a deleted account. */
  readonly author: string | null;
  readonly head: {
    readonly branch: string | null;
    readonly sha: string | null;
    /** owner/name; null when the fork is gone. */
    readonly repository: string | null;
  };
  /** Its branch is in another or a deleted repository, so the job's token can't write. */
  readonly fromFork: boolean;
}

/** Unexpected values become null. Code that needs them fails and says so. */
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
 * Reads the workflow's event. Never throws: a missing, huge or unexpected payload leaves nulls. `proposes` doesn't
 * depend on the payload.
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

/** After the merge, a workflow runs on the base branch. */
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

/** A commented issue only has `pull_request` if it is one. A fork's workflow run doesn't list its pull request. */
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
    return {}; // code that needs the payload fails and says so
  }
}
