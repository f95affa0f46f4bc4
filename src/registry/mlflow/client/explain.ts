import { ServerFailure } from '../api/server.js';
import { readError, type Outcome } from './exchange.js';
import { FAILURES, type Facts, type FailureContext } from './failure-table.js';
import { proxyStatus } from './broken.js';
import type { Attempts } from './retry.js';
import type { Quote } from './quote.js';
import type { ServerSettings } from './settings.js';

interface Explanation {
  /** What happened; the server is the subject. */
  readonly message: string;
  readonly hint: string | undefined;
}

/** `MLflow at http://…`: how a sentence about a server begins. */
export function nameServer({ kind, label }: ServerSettings): string {
  return kind === 'http' ? `MLflow at ${label}` : label;
}

/** Characters of a text that isn't MLflow's JSON: enough to recognise a login page. */
const GLIMPSE = 80;

/** Characters of a page that are read: its head may be long. */
const PAGE = 8_000;

/** The beginning of a text that isn't MLflow's JSON; of a page, its words. */
function glimpse(text: string, contentType: string, quote: Quote): string {
  const isPage = contentType === 'text/html' || /^\s*<(?:!doctype|html)/i.test(text);
  if (!isPage) return quote(text, GLIMPSE);
  const words = quote(text, PAGE)
    .replace(/<(style|script)\b.*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ');
  return quote(words, GLIMPSE);
}

const NO_ANSWER = { status: null, contentType: '', text: '', utf8: true, location: null };
const NOT_BROKEN = { code: '', detail: '', sent: true, tunnel: null };

function gatherFacts(outcome: Outcome, context: FailureContext): Facts {
  const { settings, quote } = context;
  const server = nameServer(settings);
  if (outcome.kind === 'broken') {
    const tunnel = settings.proxy === null ? null : proxyStatus(outcome);
    return { ...context, ...NO_ANSWER, ...outcome, server, said: server, seen: '', errorCode: null, tunnel };
  }
  const { status, text, contentType } = outcome;
  const { errorCode, message } = readError(text);
  const begin = glimpse(text, contentType, quote);
  const words = [errorCode, message].filter((part) => part !== null && part !== '');
  const told = words.length > 0 ? quote(words.join(': ')) : begin;
  return {
    ...context,
    ...NOT_BROKEN,
    ...outcome,
    server,
    said: `${server} answered ${status}${told === '' ? '' : `: ${told}`}`,
    seen: `${contentType === '' ? 'no content type' : contentType}: ${begin}`,
    errorCode,
  };
}

/** Why a request failed, with its likely cause. */
export function explain(outcome: Outcome, context: FailureContext): Explanation {
  const facts = gatherFacts(outcome, context);
  const { message, hint } = FAILURES.find(({ when }) => when(facts)) ?? {};
  return { message: message?.(facts) ?? facts.said, hint: typeof hint === 'function' ? hint(facts) : hint };
}

const WAIT =
  'To wait for a server that is still starting, set MLFLOW_HTTP_REQUEST_MAX_RETRIES (7 means about four minutes).';

/** The error for the last outcome of a request. */
export function makeFailure(
  context: FailureContext,
  { outcome, tries, definite, gaveUp }: Attempts,
): ServerFailure {
  const { message, hint } = explain(outcome, context);
  const hints = [hint, gaveUp === undefined ? undefined : WAIT].filter((each) => each !== undefined);
  return new ServerFailure(tries > 1 ? `${message} (tried ${tries} times)` : message, {
    hint: hints.length === 0 ? undefined : hints.join(' '),
    status: outcome.kind === 'answer' ? outcome.status : null,
    errorCode: outcome.kind === 'answer' ? readError(outcome.text).errorCode : null,
    definite,
  });
}
