import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A request as the server saw it. */
export interface Seen {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What the server does with a request; it answers `{}` when that is undefined. */
export type Reaction = (response: ServerResponse, seen: Seen) => void;

export interface ScriptedServer {
  readonly url: string;
  readonly port: number;
  /** Requests in the order they came, whole. */
  readonly seen: Seen[];
  /** Connections that were ever opened. */
  connections(): number;
  /** Connections that are open now. */
  open(): Promise<number>;
  /** What is done with the next requests, one after the other; then `{}` again. */
  next(...reactions: Reaction[]): void;
  close(): Promise<void>;
}

/** A server on loopback that does as it is told, over TLS when it is given certificates. */
export async function startServer(tls?: ServerOptions): Promise<ScriptedServer> {
  const seen: Seen[] = [];
  const script: Reaction[] = [];
  let connections = 0;
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const one: Seen = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      seen.push(one);
      (script.shift() ?? answer({}))(response, one);
    });
  };
  const server: Server = tls === undefined ? createHttpServer(handle) : createHttpsServer(tls, handle);
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    seen,
    connections: () => connections,
    open: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
      ),
    next: (...reactions) => script.push(...reactions),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function answer(value: unknown, status = 200, headers: Record<string, string> = {}): Reaction {
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

/** Answers with a text as it is. */
export function reply(text: string, status: number, headers: Record<string, string> = {}): Reaction {
  return (response) => response.writeHead(status, headers).end(text);
}

/** Drops the connection without a word. */
export const reset: Reaction = (response) => response.socket?.destroy();

/** Says nothing, ever. */
export const hang: Reaction = () => undefined;

/** Begins an answer and drops the connection. */
export const cutOff: Reaction = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"a":', () => response.socket?.destroy());
};

/** Begins an answer and stays silent. */
export const stall: Reaction = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"a":');
};
