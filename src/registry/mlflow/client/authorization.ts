import { ServerFailure } from '../api/server.js';
import type { Attempts } from './attempts.js';
import type { Credentials } from './credentials.js';
import { nameServer, type FailureContext } from './explanation.js';
import { readObject } from './explain-answer.js';
import { makeFailure } from './failure.js';
import { isObject, parseJson, type Answer } from './outcome.js';
import { basicAuthorization } from './quote.js';
import { isHeaderValue } from './variables.js';

/** What a request proves itself with. */
export interface Authorization {
  /**
   * The header's value; null without credentials.
   * @throws ServerFailure when no token is to be had
   */
  header(): Promise<string | null>;
  /** Gives up a token that was refused; false when there is no getting another. */
  forget(): boolean;
}

export interface TokenRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface TokenSource {
  send(request: TokenRequest): Promise<Attempts>;
  now(): Date;
  /** Told each new token, since it must not be shown. */
  remember(token: string): void;
}

/** Seconds before its end that a token is not used any more. */
const MARGIN = 60;

export function openAuthorization(context: FailureContext, source: TokenSource): Authorization {
  const { credentials } = context.settings;
  if (credentials.kind === 'oauth') return openOauth(credentials, context, source);
  const value = writeHeader(credentials);
  return { header: () => Promise.resolve(value), forget: () => false };
}

function writeHeader(credentials: Exclude<Credentials, { kind: 'oauth' }>): string | null {
  if (credentials.kind === 'none') return null;
  return credentials.kind === 'token' ? `Bearer ${credentials.token}` : basicAuthorization(credentials);
}

interface Token {
  readonly value: string;
  /** Milliseconds since 1970; it is not used after that. */
  readonly until: number;
}

/** Client credentials of OAuth 2.0, as Databricks' own clients ask for them. */
function openOauth(
  { client: user, secret: password, from }: Extract<Credentials, { kind: 'oauth' }>,
  context: FailureContext,
  source: TokenSource,
): Authorization {
  let current: Promise<Token> | null = null;
  const fetchToken = async (): Promise<Token> => {
    const asked = source.now().getTime();
    const attempts = await source.send({
      url: `${context.settings.origin}/oidc/v1/token`,
      headers: {
        authorization: basicAuthorization({ user, password }),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials&scope=all-apis',
    });
    const token = readToken(attempts, context, from);
    source.remember(token.value);
    return { value: token.value, until: asked + (token.seconds - MARGIN) * 1_000 };
  };
  const renew = (): Promise<Token> => {
    const renewed = fetchToken();
    current = renewed;
    // the next request may have more luck
    renewed.catch(() => (current = null));
    return renewed;
  };
  return {
    header: async () => {
      const token = await (current ?? renew());
      return `Bearer ${(token.until > source.now().getTime() ? token : await renew()).value}`;
    },
    forget: () => {
      current = null;
      return true;
    },
  };
}

/** @throws ServerFailure for an answer without a token; always definite, since a token changes nothing */
function readToken(
  attempts: Attempts,
  context: FailureContext,
  from: string,
): { value: string; seconds: number } {
  const { outcome } = attempts;
  const verdict = { ...attempts, definite: true };
  if (outcome.kind === 'answer' && [400, 401, 403].includes(outcome.status)) {
    throw refuseLogin(outcome, context, from);
  }
  const answer = outcome.kind === 'answer' && outcome.status === 200 ? readObject(outcome) : null;
  if (answer === null) throw makeFailure(outcome, context, verdict);
  const { access_token: value, expires_in: seconds } = answer;
  if (typeof value === 'string' && isHeaderValue(value) && typeof seconds === 'number')
    return { value, seconds };
  throw new ServerFailure(`${nameServer(context.settings)} gave no token for the service principal`, {
    hint: `Check that ${context.settings.origin} is the address of a Databricks workspace.`,
    status: 200,
    errorCode: null,
    definite: true,
  });
}

/** What OAuth says of a client that it does not let in: `{error, error_description}`. */
function refuseLogin(answer: Answer, { settings, quote }: FailureContext, from: string): ServerFailure {
  const value = parseJson(answer.text);
  const words = isObject(value) ? [value['error'], value['error_description']] : [answer.text];
  const told = quote(words.filter((word) => typeof word === 'string').join(': '));
  return new ServerFailure(
    `${nameServer(settings)} gave the service principal no token: it answered ${answer.status}${told === '' ? '' : `: ${told}`}`,
    {
      hint: `Its id and secret came from ${from}: are they of this workspace, and has the secret not run out?`,
      status: answer.status,
      errorCode: null,
      definite: true,
    },
  );
}
