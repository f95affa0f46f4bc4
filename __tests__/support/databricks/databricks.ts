import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { readFields, type Endpoint } from './endpoint.js';
import { Refusal, Violation } from './refusal.js';
import { Runs } from './runs.js';
import { SignIn, type TokenAnswer } from './sign-in.js';
import { UnityCatalog } from './unity-catalog.js';
import { WorkspaceRegistry } from './workspace-registry.js';

/** A stand-in for a Databricks workspace: see the README beside it. */
export interface Databricks {
  /** `http://127.0.0.1:…`, for DATABRICKS_HOST. */
  readonly url: string;
  readonly signIn: SignIn;
  readonly workspace: WorkspaceRegistry;
  readonly catalog: UnityCatalog;
  readonly runs: Runs;
  readonly endpoints: readonly Endpoint[];
  /** Method and path of every request to an API, in order. */
  readonly requests: readonly string[];
  /** What no client should have sent. Tests expect none. */
  readonly violations: readonly string[];
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

/** @param rowsAtMost pages of a search have no more rows, so that a few make several pages */
export async function startDatabricks({ rowsAtMost = 10_000 } = {}): Promise<Databricks> {
  const signIn = new SignIn();
  const workspace = new WorkspaceRegistry(rowsAtMost);
  const catalog = new UnityCatalog(rowsAtMost);
  const runs = new Runs();
  const endpoints = [...workspace.endpoints, ...catalog.endpoints, ...runs.endpoints];
  const requests: string[] = [];
  const violations: string[] = [];

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const body = await text(request);
    if (pathname === '/oidc/v1/token') return issueToken(signIn, request, body);
    const asked = `${request.method ?? ''} ${pathname}`;
    requests.push(asked);
    try {
      const caller = requireCaller(signIn, request);
      const endpoint = findEndpoint(endpoints, asked);
      if (caller === 'reader' && endpoint.method !== 'GET') {
        throw new Refusal(403, 'PERMISSION_DENIED', 'User does not have permission to edit this model.');
      }
      const given = readFields(endpoint, {
        query: searchParams,
        body,
        contentType: request.headers['content-type'],
      });
      return { status: 200, body: endpoint.answer(given) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error instanceof Violation) violations.push(`${asked}: ${error.message}`);
      return { status: error.status, body: { error_code: error.code, message: error.message } };
    }
  };

  const server = createServer((request, response) => {
    answer(request).then(
      (told) => send(response, told),
      (error: unknown) => {
        violations.push(`the stand-in broke: ${String(error)}`);
        send(response, {
          status: 500,
          body: { error_code: 'INTERNAL_ERROR', message: 'see the violations' },
        });
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    signIn,
    workspace,
    catalog,
    runs,
    endpoints,
    requests,
    violations,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function issueToken(signIn: SignIn, request: IncomingMessage, body: string): TokenAnswer {
  if (request.method !== 'POST') return { status: 405, body: { error: 'invalid_request' } };
  return signIn.issue(request.headers.authorization, new URLSearchParams(body));
}

function requireCaller(signIn: SignIn, { headers }: IncomingMessage) {
  if (headers.authorization === undefined) {
    throw new Refusal(401, '401', 'Credential was not sent or was of an unsupported type for this API.');
  }
  const caller = signIn.whose(headers.authorization);
  if (caller === 'unknown') throw new Refusal(403, '403', 'Invalid access token.');
  if (caller === 'expired') throw new Refusal(401, '401', 'Access token expired.');
  return caller;
}

function findEndpoint(endpoints: readonly Endpoint[], asked: string): Endpoint {
  const endpoint = endpoints.find(({ method, path }) => `${method} ${path}` === asked);
  if (endpoint !== undefined) return endpoint;
  throw new Violation(`No API found for '${asked}'`, {
    status: 404,
    code: 'ENDPOINT_NOT_FOUND',
  });
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
