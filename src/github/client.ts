import { getOctokit } from '@actions/github';
import { defaults } from '@actions/github/lib/utils';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { GitHubFailure } from './failure.js';

/** Longer than this (seconds) nobody waits for a limit to pass: the step then says so and ends. */
const LONGEST_WAIT = 120;
/** How often a request is sent again that GitHub refused for its limits, which it does before acting. */
const MAX_LIMITED = 3;
/** How often a read is sent again that broke or met a server's fault. */
const MAX_READ_RETRIES = 3;

/** Longer than this (milliseconds) nobody waits for an answer: GitHub gives itself ten seconds. */
const TIMEOUT = 60_000;

/** Every refusal is final, but for the limits, which the plugin for them waits for. */
const REFUSALS = Array.from({ length: 100 }, (_, at) => 400 + at);

/**
 * The plugin for limits would put a second between any two writes, for which it takes each GraphQL query, and three
 * between two that notify people. That is for programs that write all day: a run writes a handful, and who loses a
 * race waits by itself.
 */
const AT_ONCE = { key: () => ({ schedule: (_options: object, work: () => unknown) => work() }) };

/** `@actions/github`'s own, which goes through the proxy that the environment names. */
const { fetch: send } = defaults.request as { fetch: typeof fetch };

const fetchInTime: typeof fetch = (url, options) =>
  send(url, { ...options, signal: AbortSignal.timeout(TIMEOUT) });

type Octokit = ReturnType<typeof getOctokit>;

/** The one way to GitHub: nothing else sends it requests. All that it throws is a GitHubFailure. */
export interface GitHub {
  readonly owner: string;
  readonly repo: string;
  /** REST by name, `github.rest.issues.createComment({...})`: reads are sent again when they break, writes never. */
  readonly rest: Octokit['rest'];
  /** All pages of a list. */
  readonly paginate: Octokit['paginate'];
  /** A GraphQL query: it changes nothing, so it is sent again when it breaks. */
  query<T>(text: string, variables: Readonly<Record<string, unknown>>): Promise<T>;
  /** A GraphQL mutation: sent once. */
  mutate<T>(text: string, variables: Readonly<Record<string, unknown>>): Promise<T>;
}

export interface GitHubOptions {
  readonly token: string;
  /** As GITHUB_API_URL has it, without a slash at its end: https://api.github.com, https://ghe.example.com/api/v3 */
  readonly apiUrl: string;
  /** owner/name */
  readonly repository: string;
  /** Told, for people, what is waited for. */
  readonly onWait: (message: string) => void;
}

/**
 * Octokit as `@actions/github` makes it, so that proxies and enterprise servers are as in other actions. What was
 * refused for a limit waits as long as GitHub says, in bounds.
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
          wait(seconds, 'limit of requests', tries),
        onSecondaryRateLimit: (seconds: number, _options: object, _octokit: object, tries: number) =>
          wait(seconds, 'secondary limit of requests', tries),
      },
    },
    throttling,
    retry,
  );
  octokit.hook.before('request', (options) => {
    // a write whose answer got lost may have been carried out: only its caller can tell what to do
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

/** Octokit warns on the console, which is the workflow's log: what matters is told in errors. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // nothing to say
}

type GraphQLErrors = readonly { readonly type?: string; readonly message?: string }[];

/** The parts of octokit's errors (RequestError, GraphqlResponseError, the limits') that are looked at. */
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

/** What broke the connection is told by the innermost cause; of several addresses tried, it has a code and no words. */
function describeCause(error: unknown): string {
  const { cause, message, code } = error as { cause?: unknown; message?: string; code?: string };
  if (typeof cause === 'object' && cause !== null) return describeCause(cause);
  return message || code || '';
}

/** Without octokit's error as its cause: that quotes what was sent and what came back, as it was. */
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
  // octokit calls what got no answer a 500 without a response
  if (response === undefined) return new GitHubFailure(describeCause(error), { status: null, host });
  const answered = status ?? response.status ?? null;
  // a server in between says it with a page
  const words = typeof data === 'string' && /^\s*</.test(data) ? '' : message;
  return new GitHubFailure(words, { status: answered, permissions, host });
}
