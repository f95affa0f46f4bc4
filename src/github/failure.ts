import { StagegateError } from '../errors.js';
import { makeWordsSafe } from '../git/command.js';
import { SYSTEM_CLOCK } from '../system-clock.js';

/* Requests to GitHub that fail: the kinds of failure, what people are told, and sending a request again. */

/** A request that GitHub refused, failed to serve, or didn't answer. */
export class GitHubFailure extends Error {
  override readonly name = 'GitHubFailure';
  /** HTTP status. Null without an answer: then the request may have been carried out or not. */
  readonly status: number | null;
  /** The types of a GraphQL answer's errors: `STALE_DATA`, `FORBIDDEN`, … */
  readonly types: readonly string[];
  /** The permissions that GitHub asks for, in its own words (`pull_requests=write`). */
  readonly permissions: string | null;
  /** The API's host, for people. */
  readonly host: string;

  /** @param words GitHub's message as it came. It is made safe here. */
  constructor(words: string, details: GitHubFailureDetails) {
    super(makeWordsSafe(words));
    this.status = details.status;
    this.types = details.types ?? [];
    this.permissions = details.permissions ?? null;
    this.host = details.host;
  }
}

export interface GitHubFailureDetails {
  readonly status: number | null;
  readonly types?: readonly string[] | undefined;
  readonly permissions?: string | null | undefined;
  readonly host: string;
}

/** The token may not do this. */
export function isForbidden({ status, types }: GitHubFailure): boolean {
  return status === 403 || types.includes('FORBIDDEN') || types.includes('INSUFFICIENT_SCOPES');
}

/** GitHub's answer both for what doesn't exist and for what the token may not see. */
export function isNotFound({ status, types }: GitHubFailure): boolean {
  return status === 404 || types.includes('NOT_FOUND');
}

/** A rate limit refused the request before GitHub did anything. */
export function isThrottled({ status, types, message }: GitHubFailure): boolean {
  if (status === 429 || types.includes('RATE_LIMITED') || types.includes('RATE_LIMIT')) return true;
  return status === 403 && /rate limit|abuse detection/i.test(message);
}

/** GitHub didn't answer or had an internal error, so the request may have been carried out. */
export function isUnclear({ status, types, message }: GitHubFailure): boolean {
  if (status === null || status >= 500) return true;
  return status === 200 && types.length === 0 && /something went wrong|timed? ?out/i.test(message);
}

/** Whether GitHub lacks the commit: it was never pushed. @param error the failure, or the error that explains it */
export function isUnknownCommit(error: unknown): boolean {
  const failure = error instanceof StagegateError ? error.cause : error;
  return (
    failure instanceof GitHubFailure && failure.status === 422 && /no commit found/i.test(failure.message)
  );
}

/** How often a request is sent at most, if its answers get lost. */
const MAX_SENDS = 3;

/**
 * Sends a request until GitHub answers it, up to three times.
 * @param send must be safe to repeat
 * @param findDone after each lost answer: the result, if the request was carried out after all
 * @throws GitHubFailure a refusal at once, and the last lost answer
 */
export async function resend<T>(
  send: () => Promise<T>,
  findDone: (lost: GitHubFailure) => Promise<T | null> = () => Promise.resolve(null),
): Promise<T> {
  for (let sent = 1; ; sent += 1) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof GitHubFailure) || !isUnclear(error)) throw error;
      const done = await findDone(error);
      if (done !== null) return done;
      if (sent === MAX_SENDS) throw error;
      await pauseAfter(sent, 1_000);
    }
  }
}

/**
 * Waits before the next attempt; each pause is longer than the one before.
 * @param pause the first one, in milliseconds
 */
export function pauseAfter(attempt: number, pause: number): Promise<void> {
  return SYSTEM_CLOCK.sleep(pause * attempt);
}

/** Runs `work`. If a request to GitHub fails, throws what `explain` makes of the failure. */
export async function explaining<T>(
  explain: (failure: GitHubFailure) => StagegateError,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof GitHubFailure ? explain(error) : error;
  }
}

/**
 * The error that people see for a failure.
 * @param doing what was tried, after "cannot": `read the checks of commit 1a2b3c`
 * @param permission what the job's `permissions:` need for it: `checks: read`
 */
export function explainFailure(failure: GitHubFailure, doing: string, permission: string): StagegateError {
  const { host, status, message } = failure;
  const answer =
    status === null ? `no answer from ${host}: ${message}` : `${host} answered: ${message} (HTTP ${status})`;
  return new StagegateError('unavailable', `cannot ${doing}: ${answer}`, {
    hint: hintFor(failure, permission),
    cause: failure,
  });
}

/** Node's messages about a certificate whose authority it doesn't know. */
const UNTRUSTED =
  /self[- ]signed certificate|unable to (?:get|verify)\b.*certificate|invalid CA certificate/i;

function hintFor(failure: GitHubFailure, permission: string): string {
  const { host, status, message, permissions } = failure;
  if (status === null && UNTRUSTED.test(message))
    return `Set NODE_EXTRA_CA_CERTS (the step's env) to a PEM file with the certificate of the authority that signed ${host}'s.`;
  if (status === null) return `Check the connection to ${host}, and the variables https_proxy and no_proxy.`;
  if (isThrottled(failure)) return 'Run it again later: the rate limit is reached.';
  if (status === 401)
    return "Leave out the input token to use the job's own, or give a valid token that has not expired.";
  if (isForbidden(failure) || isNotFound(failure)) {
    const asked = permissions === null ? '' : ` GitHub asks for: ${makeWordsSafe(permissions)}.`;
    return `Give the job "permissions: {${permission}}".${asked} A workflow run from a fork can only read.`;
  }
  if (status >= 500) return 'Run it again later: GitHub has a problem (https://www.githubstatus.com).';
  return 'Fix what GitHub complains about, then run it again.';
}
