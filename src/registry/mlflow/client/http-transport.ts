import type { ServerRequest, Transport } from '../api/transport.js';
import { openDispatcher } from './agent.js';
import { attemptRequest, type Attempts, type Contact, type Pace } from './attempts.js';
import { openAuthorization } from './authorization.js';
import { exchange } from './exchange.js';
import { readObject } from './explain-answer.js';
import type { FailureContext } from './explanation.js';
import { explain, makeFailure } from './failure.js';
import type { Outcome } from './outcome.js';
import { makeQuote, secretsOf } from './quote.js';
import type { ServerSettings } from './settings.js';
import { openWorkspaceCheck } from './workspace.js';

export interface TransportOptions extends Pace {
  /** Told, for people, what is waited for when it takes longer than a moment. */
  readonly onWait?: ((message: string) => void) | undefined;
}

/** Seconds that nobody needs to be told of. */
const MOMENT = 2;

/**
 * Sends requests to one server over kept-alive connections, with MLflow's retries. Nothing is sent before the
 * first request; with a workspace, that one asks first whether the server knows workspaces.
 */
export function openTransport(settings: ServerSettings, options: TransportOptions): Transport {
  const dispatcher = openDispatcher(settings);
  const tokens: string[] = [];
  const contact: Contact = { wasReached: false };
  const context: FailureContext = {
    settings,
    quote: makeQuote(() => [...secretsOf(settings), ...tokens]),
  };
  const attempt = (send: () => Promise<Outcome>, repeat: ServerRequest['repeat']): Promise<Attempts> =>
    attemptRequest(send, {
      settings: settings.retries,
      repeat,
      contact,
      pace: options,
      onWait: (outcome, seconds) => {
        if (seconds <= MOMENT) return;
        const { message } = explain(outcome, context);
        options.onWait?.(`${message}: trying again in ${Math.round(seconds)} s`);
      },
    });
  const { timeout, origin, basePath, headers } = settings;
  const authorization = openAuthorization(context, {
    now: options.now,
    remember: (token) => tokens.push(token),
    send: (form) =>
      attempt(
        () =>
          exchange(dispatcher, {
            method: 'POST',
            timeout,
            ...form,
            headers: { ...headers, ...form.headers },
          }),
        'always',
      ),
  });

  const sendOnce = async ({ method, path, query, body }: ServerRequest): Promise<Outcome> => {
    const authorized = await authorization.header();
    return exchange(dispatcher, {
      method,
      url: `${origin}${basePath}${path}${writeQuery(query)}`,
      headers: {
        ...headers,
        ...(authorized === null ? {} : { authorization: authorized }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      timeout,
    });
  };

  const send = async (request: ServerRequest): Promise<Readonly<Record<string, unknown>>> => {
    const attempts = await attempt(async () => {
      const outcome = await sendOnce(request);
      // a token may be taken back before its time is over; what was refused was not done
      const refused = outcome.kind === 'answer' && outcome.status === 401;
      const again = refused && (typeof request.repeat !== 'function' || request.repeat());
      return again && authorization.forget() ? sendOnce(request) : outcome;
    }, request.repeat);
    const { outcome } = attempts;
    const object = outcome.kind === 'answer' && outcome.status === 200 ? readObject(outcome) : null;
    if (object === null) throw makeFailure(outcome, context, attempts);
    return object;
  };

  const ready = settings.workspace === null ? null : openWorkspaceCheck(send, settings.workspace, settings);
  return {
    label: settings.label,
    send: async (request) => {
      await ready?.();
      return send(request);
    },
    close: () => dispatcher.destroy(),
  };
}

function writeQuery(query: ServerRequest['query'] = {}): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    value === undefined
      ? []
      : (typeof value === 'string' ? [value] : value).map((one): [string, string] => [key, one]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
