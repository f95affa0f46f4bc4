import { StagegateError } from '../errors.js';
import { makeWordsSafe } from '../git/command.js';

/** What GitHub answered instead of what was asked for, or that it did not answer. */
export class GitHubFailure extends Error {
  override readonly name = 'GitHubFailure';
  /** HTTP status; null where no answer came, so that nobody knows whether the request was carried out. */
  readonly status: number | null;
  /** The types of a GraphQL answer's errors: `STALE_DATA`, `FORBIDDEN`, … */
  readonly types: readonly string[];
  /** What the token would need, as GitHub names it (`pull_requests=write`); null where it says nothing. */
  readonly permissions: string | null;
  /** The API's host, for people. */
  readonly host: string;

  /** @param words GitHub's own, as they came: they are made safe here */
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

/** True where GitHub says that the token may not do this. */
export function isForbidden({ status, types }: GitHubFailure): boolean {
  return status === 403 || types.includes('FORBIDDEN') || types.includes('INSUFFICIENT_SCOPES');
}

/** GitHub says so of what is not there, and of what the token may not see. */
export function isNotFound({ status, types }: GitHubFailure): boolean {
  return status === 404 || types.includes('NOT_FOUND');
}

/** GitHub asks to wait: nothing was done. */
export function isThrottled({ status, types, message }: GitHubFailure): boolean {
  if (status === 429 || types.includes('RATE_LIMITED') || types.includes('RATE_LIMIT')) return true;
  return status === 403 && /rate limit|abuse detection/i.test(message);
}

/** Nobody knows whether the request was carried out: no answer came, or GitHub's own fault instead of one. */
export function isUnclear({ status, types, message }: GitHubFailure): boolean {
  if (status === null || status >= 500) return true;
  return status === 200 && types.length === 0 && /something went wrong|timed? ?out/i.test(message);
}

/**
 * A failure for people.
 * @param doing what was tried, after "cannot": `read the checks of commit 1a2b3c`
 * @param permission what it takes, as a job's `permissions:` names it: `checks: read`
 */
export function explainFailure(failure: GitHubFailure, doing: string, permission: string): StagegateError {
  const answer = failure.status === null ? 'no answer' : `HTTP ${failure.status}`;
  return new StagegateError(
    'unavailable',
    `cannot ${doing}: ${failure.host} says: ${failure.message} (${answer})`,
    { hint: hintOf(failure, permission), cause: failure },
  );
}

/** Node's words for a certificate whose authority it doesn't know. */
const UNTRUSTED =
  /self[- ]signed certificate|unable to (?:get|verify)\b.*certificate|invalid CA certificate/i;

function hintOf(failure: GitHubFailure, permission: string): string {
  if (failure.status === null && UNTRUSTED.test(failure.message))
    return `Set NODE_EXTRA_CA_CERTS (the step's env) to a PEM file with the certificate of the authority that signed the one of ${failure.host}.`;
  if (failure.status === null)
    return `Check the connection to ${failure.host}, and https_proxy and no_proxy.`;
  if (isThrottled(failure)) return 'The limit of requests is reached: run it again later.';
  if (failure.status === 401)
    return "The token is no good: leave the input token out for the job's own, or give one that has not expired.";
  if (isForbidden(failure) || isNotFound(failure)) {
    const asked =
      failure.permissions === null ? '' : ` GitHub asks for: ${makeWordsSafe(failure.permissions)}.`;
    return `Give the job "permissions: {${permission}}".${asked} A workflow from a fork has no more than reading.`;
  }
  if (failure.status >= 500)
    return 'GitHub is not well at the moment (https://www.githubstatus.com): run it again later.';
  return 'Run it again with debug logging to see what was asked.';
}
