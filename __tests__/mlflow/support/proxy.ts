import {
  createServer,
  request as send,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll } from '@jest/globals';
import type { Fault, FaultyAnswer } from './faults.js';

/** A request as it arrived, and what became of it. */
export interface ProxiedRequest {
  /** 1 for the first that arrived. */
  readonly number: number;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Which of the client's connections it came by; 1 for the first. */
  readonly connection: number;
  /** What the client was answered; null without an answer. */
  status: number | null;
  /** What the server answered; null when it never got the request. */
  serverStatus: number | null;
}

export interface Rule {
  /** Which requests it counts; all by default. */
  readonly matching?: { readonly method?: string; readonly path?: RegExp };
  /** The first that it strikes, counted from 1 since the rule was armed. */
  readonly at?: number;
  /** How many it strikes, one after the other; 1 by default. */
  readonly times?: number;
  readonly fault: Fault;
}

export interface FaultProxy {
  /** The server's, base path included, with the proxy in its place. */
  readonly url: string;
  /** In the order of arrival. */
  readonly requests: readonly ProxiedRequest[];
  /** How many connections clients have opened so far. */
  readonly connections: number;
  /** Milliseconds that every request waits before anything else happens. */
  latency: number;
  /** Adds a rule; of those that strike, the one that was armed first does. */
  arm(rule: Rule): void;
  /** Forgets the rules and the recorded requests. */
  clear(): void;
  /** Drops every connection. */
  close(): Promise<void>;
}

export interface Armed extends Rule {
  counted: number;
}

/** What holds between two neighbours only; the lengths are set anew. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];

const opened: FaultProxy[] = [];

afterAll(async () => {
  await Promise.all(opened.splice(0).map((proxy) => proxy.close()));
});

/**
 * Starts a proxy in front of a server that forwards everything until a rule strikes; it ends with the test file.
 *
 * @example const proxy = await openProxy(url); proxy.arm({ at: 2, fault: reset('after') });
 */
export async function openProxy(target: string): Promise<FaultProxy> {
  const base = new URL(target);
  let rules: Armed[] = [];
  const requests: ProxiedRequest[] = [];
  const connections = new Map<Socket, number>();
  let connected = 0;

  const server = createServer((request, response) => {
    // The client went away, or the server is not there.
    serve(request, response).catch(() => request.socket.destroy());
  });
  // A hanging answer must not be ended by a limit of ours, nor a connection that a client keeps for later.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 0;
  server.on('connection', (socket) => {
    connections.set(socket, ++connected);
    socket.on('close', () => connections.delete(socket));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const connection = connections.get(request.socket)!;
    const body = await readAll(request);
    const { method = '', url: path = '', headers } = request;
    const number = requests.length + 1;
    const record = { number, method, path, headers, body, connection, status: null, serverStatus: null };
    requests.push(record);
    const fault = strike(rules, record);
    if (proxy.latency > 0) await pause(proxy.latency, undefined, { ref: false });
    await treat({ record, response, base }, fault);
  }

  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base.pathname.replace(/\/$/, '')}`,
    requests,
    get connections() {
      return connected;
    },
    latency: 0,
    arm: (rule) => rules.push({ ...rule, counted: 0 }),
    clear: () => {
      rules = [];
      requests.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  opened.push(proxy);
  return proxy;
}

interface Exchange {
  readonly record: ProxiedRequest;
  readonly response: ServerResponse;
  readonly base: URL;
}

/** The fault for a request: every rule counts it, the first that is due strikes. */
export function strike(
  rules: readonly Armed[],
  { method, path }: Pick<ProxiedRequest, 'method' | 'path'>,
): Fault | null {
  let fault: Fault | null = null;
  for (const rule of rules) {
    const { matching = {}, at = 1, times = 1 } = rule;
    if (matching.method !== undefined && matching.method !== method) continue;
    if (matching.path !== undefined && !matching.path.test(path)) continue;
    rule.counted++;
    if (rule.counted >= at && rule.counted < at + times) fault ??= rule.fault;
  }
  return fault;
}

async function treat(exchange: Exchange, fault: Fault | null): Promise<void> {
  const { response } = exchange;
  const reachesServer = fault === null || fault.kind === 'cut' || fault.moment === 'after';
  const answer = reachesServer ? await forward(exchange) : null;
  switch (fault?.kind) {
    case undefined:
      reply(exchange, answer!);
      break;
    case 'cut':
      cut(exchange, answer!, fault.what);
      break;
    case 'answer':
      reply(exchange, fault.answer);
      break;
    case 'reset':
      response.socket?.resetAndDestroy();
      break;
    case 'interrupt':
      await fault.action();
      response.socket?.destroy();
      break;
    case 'hang':
      break;
  }
}

/** The server's answer. Each request has a connection of its own there, so none is lost to an idle one's end. */
async function forward({ record, base }: Exchange): Promise<FaultyAnswer> {
  const { method, path, headers, body } = record;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = send({
      host: base.hostname,
      port: base.port,
      method,
      path,
      agent: false,
      headers: {
        ...passOn(headers),
        host: base.host,
        // A compressed body could not be cut where its JSON breaks.
        'accept-encoding': 'identity',
        'content-length': Buffer.byteLength(body),
      },
    });
    outgoing.on('response', resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
  const text = await readAll(answer);
  record.serverStatus = answer.statusCode!;
  return { status: record.serverStatus, headers: passOn(answer.headers), body: text };
}

function reply({ record, response }: Exchange, { status, headers, body }: FaultyAnswer): void {
  record.status = status;
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

function cut(exchange: Exchange, answer: FaultyAnswer, what: 'transfer' | 'json'): void {
  const { status, headers, body } = answer;
  const half = body.slice(0, Math.floor(body.length / 2));
  if (what === 'json') {
    reply(exchange, { ...answer, body: half });
    return;
  }
  const { record, response } = exchange;
  record.status = status;
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.write(half, () => response.socket?.destroy());
}

function passOn(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));
}

async function readAll(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
