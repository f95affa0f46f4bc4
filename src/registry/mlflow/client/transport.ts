import { StagegateError } from '../../../errors.js';
import { unlessMissing, type ServerRequest, type Transport } from '../api/server.js';
import { openAuthorization } from './authorization.js';
import { readResult, type Outcome } from './exchange.js';
import { explain, makeFailure, nameServer } from './explain.js';
import type { FailureContext } from './failure-table.js';
import { makeQuote, secretsOf } from './quote.js';
import { attemptRequest, type Attempts, type Pace } from './retry.js';
import type { ServerSettings } from './settings.js';
import { openWire } from './wire.js';

interface TransportOptions extends Pace {
  /** Called with a message for people before a wait of more than a moment. */
  readonly onWait?: ((message: string) => void) | undefined;
}

/** Seconds that nobody needs to hear about. */
const MOMENT = 2;

/**
 * Sends requests to one server, with MLflow's retries. Nothing is sent before the first
 * request. With MLFLOW_WORKSPACE, that one first asks whether the server has workspaces.
 */
export function openTransport(settings: ServerSettings, options: TransportOptions): Transport {
  const { timeout, origin, basePath, headers, workspace } = settings;
  const wire = openWire(settings);
  const tokens: string[] = [];
  const contact = { wasReached: false };
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
  const authorization = openAuthorization(context, {
    now: options.now,
    remember: (token) => tokens.push(token),
    send: ({ url, body, headers: own }) => {
      const request = { method: 'POST', url, body, headers: { ...headers, ...own }, timeout } as const;
      return attempt(() => wire.send(request), 'always');
    },
  });

  const sendOnce = async ({ method, path, query, body }: ServerRequest): Promise<Outcome> => {
    const authorized = await authorization.header();
    return wire.send({
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

  const send: Transport['send'] = async (request) => {
    const attempts = await attempt(async () => {
      const outcome = await sendOnce(request);
      // a token may be revoked before it expires; the server did nothing with a request that it refused
      const refused = outcome.kind === 'answer' && outcome.status === 401;
      const again = refused && (typeof request.repeat !== 'function' || request.repeat());
      return again && authorization.forget() ? sendOnce(request) : outcome;
    }, request.repeat);
    const result = readResult(attempts.outcome);
    if (result === null) throw makeFailure(context, attempts);
    return result;
  };

  let checked: Promise<void> | null = null;
  return {
    label: settings.label,
    send: async (request) => {
      if (workspace !== null) {
        checked ??= requireWorkspaces(send, workspace, nameServer(settings)).catch((error: unknown) => {
          // let the next request ask again
          checked = null;
          throw error;
        });
        await checked;
      }
      return send(request);
    },
    close: () => wire.close(),
  };
}

function writeQuery(query: ServerRequest['query'] = {}): string {
  const pairs = Object.entries(query).flatMap(([key, value = []]) =>
    (typeof value === 'string' ? [value] : value).map((one): [string, string] => [key, one]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

/** Where servers tell whether they have workspaces. The second is the first's older name. */
const SERVER_INFO = ['/api/3.0/mlflow/server-info', '/api/3.0/mlflow/server-features'];

/**
 * Asks whether a server has workspaces, as MLflow's client does: MLflow 2 would ignore the header and change the models
 * that everybody shares.
 * @throws StagegateError `input` for a server without them
 */
async function requireWorkspaces(send: Transport['send'], workspace: string, server: string): Promise<void> {
  const unset = `nset MLFLOW_WORKSPACE (${JSON.stringify(workspace)})`;
  for (const path of SERVER_INFO) {
    const ask = () => send({ method: 'GET', path, repeat: 'always' });
    const info = await unlessMissing(ask, ({ status }) => status === 404);
    if (info === null) continue;
    if (info['workspaces_enabled'] === true) return;
    throw new StagegateError('input', `${server} has no workspaces, but MLFLOW_WORKSPACE is set`, {
      hint: `Start it with --enable-workspaces, or u${unset}.`,
    });
  }
  throw new StagegateError('input', `${server} doesn't know workspaces, but MLFLOW_WORKSPACE is set`, {
    hint: `U${unset} if the server is older than workspaces. Otherwise check whether its address lacks a path (--static-prefix).`,
  });
}
