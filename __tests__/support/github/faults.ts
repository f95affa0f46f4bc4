import type { Fault, FaultyAnswer, Moment } from '../../mlflow/support/faults.js';

/* What can happen to a request, besides what any server does: GitHub's own refusals, at a moment that a test names. */

export {
  answerWith,
  cutJson,
  cutTransfer,
  hang,
  html,
  interrupt,
  reset,
  type Fault,
  type Moment,
} from '../../mlflow/support/faults.js';

export const SECONDARY_LIMIT =
  'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to ' +
  'GitHub Support for help, please include the request ID 0000:1.';

function refuse(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Fault {
  const answer: FaultyAnswer = {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
  return { kind: 'answer', moment: 'before', answer };
}

/** Too much in a short time: 403, with `retry-after` (seconds) when GitHub says how long to wait, or without. */
export function secondaryLimit({
  retryAfter,
  status = 403,
}: { retryAfter?: number; status?: 403 | 429 } = {}): Fault {
  const documentation =
    'https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits';
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return refuse(
    status,
    { documentation_url: documentation, message: SECONDARY_LIMIT },
    { 'x-ratelimit-remaining': '4998', ...headers },
  );
}

/** No requests left until `reset` (seconds since 1970). */
export function primaryLimit({ reset, status = 403 }: { reset: number; status?: 403 | 429 }): Fault {
  const body = {
    message: 'API rate limit exceeded for installation ID 1.',
    documentation_url: 'https://docs.github.com/rest/overview/resources-in-the-rest-api#rate-limiting',
    status: String(status),
  };
  return refuse(status, body, {
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-used': '1000',
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': 'core',
  });
}

/** GraphQL's way to say so: 200, and nothing was done. */
export function graphqlLimit({ reset }: { reset: number }): Fault {
  const errors = [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for installation ID 1.' }];
  const headers = {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': 'graphql',
  };
  return refuse(200, { errors }, headers);
}

/** An error of GitHub's own with a JSON body: 500, 503. */
export function serverError(status = 500, moment: Moment = 'before'): Fault {
  const fault = refuse(status, {
    message: 'Server Error',
    documentation_url: 'https://docs.github.com/rest',
  });
  return { ...fault, moment } as Fault;
}

/** GraphQL gave up halfway: 502 and JSON, though the mutation may have been done. */
export function graphqlTimeout(moment: Moment = 'after'): Fault {
  const message =
    'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug.';
  return { ...refuse(502, { data: null, errors: [{ message }] }), moment } as Fault;
}
