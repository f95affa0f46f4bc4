import { ServerFailure } from '../api/server.js';
import { basicAuthorization } from '../../../network/tunnel.js';
import type { Credentials } from './credentials.js';
import { parseObject, readResult } from './exchange.js';
import { makeFailure, nameServer } from './explain.js';
import type { FailureContext } from './failure-table.js';
import type { Attempts } from './retry.js';
import { isHeaderValue } from './variables.js';

/** What requests authenticate with. */
interface Authorization {
  /**
   * The header's value; null without credentials.
   * @throws ServerFailure when no token could be fetched
   */
  header(): Promise<string | null>;
  /** Drops a token that was refused. False when there is no other to fetch. */
  forget(): boolean;
}

interface TokenRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface TokenSource {
  send(request: TokenRequest): Promise<Attempts>;
  now(): Date;
  /** Called with each new token, which must not be shown. */
  remember(token: string): void;
}

/** How many seconds before its expiry a token is no longer used. */
const MARGIN = 60;

type OAuth = Extract<Credentials, { kind: 'oauth' }>;

export function openAuthorization(context: FailureContext, source: TokenSource): Authorization {
  const { credentials } = context.settings;
  if (credentials.kind === 'oauth') return openOAuth(credentials, context, source);
  const value = writeHeader(credentials);
  return { header: () => Promise.resolve(value), forget: () => false };
}

function writeHeader(credentials: Exclude<Credentials, OAuth>): string | null {
  if (credentials.kind === 'none') return null;
  return credentials.kind === 'token' ? `Bearer ${credentials.token}` : basicAuthorization(credentials);
}

interface Token {
  readonly value: string;
  /** Milliseconds since 1970 after which it is not used. */
  readonly until: number;
}

/** OAuth 2.0's client credentials, as Databricks' own clients use them. */
function openOAuth(credentials: OAuth, context: FailureContext, source: TokenSource): Authorization {
  let current: Promise<Token> | null = null;
  const fetchToken = async (): Promise<Token> => {
    const asked = source.now().getTime();
    const attempts = await source.send({
      url: `${context.settings.origin}/oidc/v1/token`,
      headers: {
        authorization: basicAuthorization({ user: credentials.client, password: credentials.secret }),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials&scope=all-apis',
    });
    const { value, seconds } = readToken(attempts, context, credentials.from);
    source.remember(value);
    return { value, until: asked + (seconds - MARGIN) * 1_000 };
  };
  const renew = (): Promise<Token> => {
    const renewed = fetchToken();
    current = renewed;
    // let the next request try again
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

/** @throws ServerFailure for an answer without a token; always definite, since fetching one changes nothing */
function readToken(
  attempts: Attempts,
  context: FailureContext,
  from: string,
): { value: string; seconds: number } {
  const { outcome } = attempts;
  const { settings, quote } = context;
  const server = nameServer(settings);
  if (outcome.kind === 'answer' && [400, 401, 403].includes(outcome.status)) {
    const { status, text } = outcome;
    const { error, error_description: description } = parseObject(text) ?? { error: text };
    const words = [error, description].filter((word) => typeof word === 'string').join(': ');
    throw new ServerFailure(`${server} refused the service principal a token (${status}: ${quote(words)})`, {
      hint: `Check that its id and secret belong to this workspace and that the secret has not expired. They came from ${from}.`,
      status,
      errorCode: null,
      definite: true,
    });
  }
  const answer = readResult(outcome);
  if (answer === null) throw makeFailure(context, { ...attempts, definite: true });
  const { access_token: value, expires_in: seconds } = answer;
  if (typeof value === 'string' && isHeaderValue(value) && typeof seconds === 'number')
    return { value, seconds };
  throw new ServerFailure(`${server} gave the service principal no token`, {
    hint: `Check that ${settings.origin} is the address of a Databricks workspace.`,
    status: 200,
    errorCode: null,
    definite: true,
  });
}
