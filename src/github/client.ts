import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import type { Endpoints } from './endpoints.js';
import { GitHubFailure } from './failure.js';
import { fetchByProxy } from './fetch.js';

/** The longest wait for a rate limit to pass, in seconds. If it takes longer, the step fails. */
const LONGEST_WAIT = 120;
/** How often a request is sent again after a rate limit refused it, which is before GitHub does anything. */
const MAX_LIMITED = 3;
/** How often a read is sent again after a broken connection or a server error. */
const MAX_READ_RETRIES = 3;

/** The longest wait for an answer, in milliseconds. GitHub itself gives up after ten seconds. */
const TIMEOUT = 60_000;

/** Every refusal is final, except for rate limits, which the throttling plugin handles. */
const REFUSALS = Array.from({ length: 100 }, (_, at) => 400 + at);

/**
 * Replaces the throttling plugin's queues. They wait a second between two writes (every GraphQL query counts as one),
 * and three between two writes that notify people. Our runs only send a few requests.
 */
const AT_ONCE = { key: () => ({ schedule: (_options: object, work: () => unknown) => work() }) };

const fetchInTime: typeof fetch = (url, options) =>
  fetchByProxy(url, { ...options, signal: AbortSignal.timeout(TIMEOUT) });

type Octokit = ReturnType<typeof getOctokit>;

/** The only way to send requests to GitHub. Only throws GitHubFailure. */
export interface GitHub {
  readonly owner: string;
  readonly repo: string;
  /** REST by name: `github.rest.issues.createComment({...})`. Retries reads that break, never writes. */
  readonly rest: Endpoints;
  /** All pages of a list. */
  readonly paginate: Octokit['paginate'];
  /** A GraphQL query. It changes nothing, so it is retried when it breaks. */
  query<T>(text: string, variables: Readonly<Record<string, unknown>>): Promise<T>;
  /** A GraphQL mutation: sent once. */
  mutate<T>(text: string, variables: Readonly<Record<string, unknown>>): Promise<T>;
}

export interface GitHubOptions {
  readonly token: string;
  /** GITHUB_API_URL without a trailing slash: https://api.github.com, https://ghe.example.com/api/v3 */
  readonly apiUrl: string;
  /** owner/name */
  readonly repository: string;
  /** Called before a wait, with a message for people that says what it waits for. */
  readonly onWait: (message: string) => void;
}

/**
 * Opens Octokit as `@actions/github` makes it, so that proxies and enterprise servers work as in other actions. After a
 * rate limit it waits as long as GitHub says, up to a maximum.
 */
export function openGitHub({ token, apiUrl, repository, onWait }: GitHubOptions): GitHub {
  const host = new URL(apiUrl).host;
  const wait = (seconds: number, what: string, tries: number): boolean => {
    const waits = tries < MAX_LIMITED && seconds <= LONGEST_WAIT;
    if (waits) onWait(`${host}: ${what} reached, waiting ${seconds} s`);
    return waits;
  };
  const octokit = getOctokit(
    token,
    {
      baseUrl: apiUrl,
      userAgent: 'stagegate',
      log: SILENT,
      request: { fetch: fetchInTime },
      retry: { retries: MAX_READ_RETRIES, doNotRetry: REFUSALS },
      throttle: {
        write: AT_ONCE as never,
        notifications: AT_ONCE as never,
        onRateLimit: (seconds: number, _options: object, _octokit: object, tries: number) =>
          wait(seconds, 'rate limit', tries),
        onSecondaryRateLimit: (seconds: number, _options: object, _octokit: object, tries: number) =>
          wait(seconds, 'secondary rate limit', tries),
      },
    },
    throttling,
    retry,
  );
  octokit.hook.before('request', (options) => {
    // a write whose answer got lost may have been carried out: only the caller knows what to do
    const isWrite = options.method !== 'GET' && options.request['reads'] !== true;
    if (isWrite) options.request = { ...options.request, retries: 0 };
  });
  octokit.hook.error('request', (error) => {
    throw toFailure(error, host);
  });
  const [owner = '', repo = ''] = repository.split('/');
  const ask = async <T>(text: string, variables: Readonly<Record<string, unknown>>, reads: boolean) => {
    try {
      return await octokit.graphql<T>(text, { ...variables, request: { reads } });
    } catch (error) {
      throw toFailure(error, host);
    }
  };
  return {
    owner,
    repo,
    rest: octokit.rest,
    paginate: octokit.paginate,
    query: (text, variables) => ask(text, variables, true),
    mutate: (text, variables) => ask(text, variables, false),
  };
}

/** Octokit's warnings would go to the workflow's log. Our errors say what matters. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // not logged
}

type GraphQLErrors = readonly { readonly type?: string; readonly message?: string }[];

/** The parts that we read of octokit's errors: RequestError, GraphqlResponseError and those about rate limits. */
interface OctokitError {
  readonly message: string;
  readonly status?: number;
  readonly response?: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, unknown>>;
    readonly data?: { readonly errors?: GraphQLErrors } | string | null;
  };
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly errors?: GraphQLErrors;
}

/** The innermost cause says why a connection broke. If several addresses were tried, it has a code but no message. */
function describeCause(error: unknown): string {
  const { cause, message, code } = error as { cause?: unknown; message?: string; code?: string };
  if (typeof cause === 'object' && cause !== null) return describeCause(cause);
  return message || code || '';
}

/** Drops octokit's error instead of keeping it as the cause: it quotes request and answer, secrets included. */
function toFailure(error: unknown, host: string): GitHubFailure {
  if (error instanceof GitHubFailure) return error;
  if (!(error instanceof Error)) return new GitHubFailure(String(error), { status: null, host });
  const { message, status, response, headers, errors } = error as OctokitError;
  const asked = (response?.headers ?? headers)?.['x-accepted-github-permissions'];
  const permissions = typeof asked === 'string' ? asked : null;
  const data = response?.data;
  const told = errors ?? (typeof data === 'object' && response?.status === 200 ? data?.errors : undefined);
  if (told !== undefined && told.length > 0) {
    const types = told.flatMap(({ type }) => (type === undefined ? [] : [type]));
    const words = told.map((each) => each.message ?? '').join('; ');
    return new GitHubFailure(words, { status: 200, types, permissions, host });
  }
  // octokit reports a missing answer as a 500 without a response
  if (response === undefined) return new GitHubFailure(describeCause(error), { status: null, host });
  const answered = status ?? response.status ?? null;
  // a gateway answers with an HTML page
  const words = typeof data === 'string' && /^\s*</.test(data) ? '' : message;
  return new GitHubFailure(words, { status: answered, permissions, host });
}
