import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tls from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { fetchByProxy } from '../../src/github/fetch.js';
import { makeCertificates } from './support/certificates.js';
import { startProxy, type ForwardProxy } from './support/forward-proxy.js';

/** Since Node 24; the types are those of Node 20. */
const { getCACertificates, setDefaultCACertificates } = tls as unknown as {
  getCACertificates(type: 'default'): string[];
  setDefaultCACertificates(certificates: readonly string[]): void;
};

/* Through a proxy, requests are ours: what fetch promises otherwise is tested here. */

interface Got {
  readonly line: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

const got: Got[] = [];
const answer: RequestListener = (request, response) => {
  void readBody(request).then((body) => {
    const { method = '', url = '', headers } = request;
    got.push({ line: `${method} ${headers.host ?? ''}${url}`, authorization: headers.authorization, body });
    const [, status, to] = /^\/(\d+)(?:\/(.*))?$/.exec(url) ?? [];
    if (to !== undefined) response.setHeader('location', to.startsWith('http') ? to : `/${to}`);
    response.writeHead(Number(status)).end(status === '204' ? undefined : 'done');
  });
};
const server = createServer(answer);
let port: number;
let proxy: ForwardProxy;
let before: string | undefined;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
  proxy = await startProxy({
    'one.example': '127.0.0.1',
    'two.example': '127.0.0.1',
    'elsewhere.example.com': '127.0.0.1',
  });
  before = process.env['http_proxy'];
  process.env['http_proxy'] = proxy.url;
});
afterAll(async () => {
  if (before === undefined) delete process.env['http_proxy'];
  else process.env['http_proxy'] = before;
  await proxy.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  got.length = 0;
});

const send = (method: string, path: string, body?: string) =>
  fetchByProxy(`http://one.example:${port}${path}`, {
    ...{ method, headers: { authorization: 'token x' }, signal: AbortSignal.timeout(5_000) },
    ...(body === undefined ? {} : { body }),
  });

test('an answer has its status, headers and text', async () => {
  const answer = await send('POST', '/201', 'höflich');
  expect([answer.status, await answer.text()]).toEqual([201, 'done']);
  expect(got).toEqual([{ line: `POST one.example:${port}/201`, authorization: 'token x', body: 'höflich' }]);
  expect(proxy.seen.at(-1)?.line).toBe(`CONNECT one.example:${port}`);
});

test('an answer without a body is none', async () => {
  expect(await (await send('DELETE', '/204')).text()).toBe('');
});

test.each([
  ['GET', '301', 'GET', ''],
  ['POST', '301', 'GET', ''],
  ['POST', '303', 'GET', ''],
  ['POST', '307', 'POST', 'text'],
  ['PATCH', '308', 'PATCH', 'text'],
])('%s redirected by %s goes on as %s', async (method, status, then, body) => {
  expect((await send(method, `/${status}/200`, method === 'GET' ? undefined : 'text')).status).toBe(200);
  expect(got.at(-1)).toEqual({ line: `${then} one.example:${port}/200`, authorization: 'token x', body });
});

test('the token does not follow a redirect to another host', async () => {
  expect((await send('GET', `/302/http://two.example:${port}/200`)).status).toBe(200);
  expect(got.at(-1)).toEqual({ line: `GET two.example:${port}/200`, authorization: undefined, body: '' });
});

test('redirects without end are an error', async () => {
  const error = await send('GET', `/302/${'302/'.repeat(30)}200`).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ message: 'redirect count exceeded' });
});

test('a proxy that cannot be reached is an error with its reason', async () => {
  process.env['http_proxy'] = 'http://127.0.0.1:1';
  try {
    await expect(send('GET', '/200')).rejects.toThrow(/ECONNREFUSED/);
  } finally {
    process.env['http_proxy'] = proxy.url;
  }
});

test("the proxy gets the address's login", async () => {
  process.env['http_proxy'] = proxy.url.replace('//', '//m%40x:p%3Aw@');
  try {
    expect((await send('GET', '/200')).status).toBe(200);
  } finally {
    process.env['http_proxy'] = proxy.url;
  }
  const login = `Basic ${Buffer.from('m@x:p:w').toString('base64')}`;
  expect(proxy.seen.at(-1)).toEqual({ line: `CONNECT one.example:${port}`, login });
});

describe('over TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stagegate-fetch-'));
  const files = makeCertificates(folder);
  const read = ({ cert, key }: { cert: string; key: string }) => ({
    cert: readFileSync(cert),
    key: readFileSync(key),
  });
  const secure = createSecureServer(read(files.elsewhere), answer);
  const trusted = getCACertificates('default');
  let secureProxy: ForwardProxy;
  let securePort: number;

  beforeAll(async () => {
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    securePort = (secure.address() as AddressInfo).port;
    const hosts = { 'elsewhere.example.com': '127.0.0.1', 'one.example': '127.0.0.1' };
    secureProxy = await startProxy(hosts, read(files.server));
    setDefaultCACertificates([...trusted, readFileSync(files.authority, 'utf8')]);
  });
  afterAll(async () => {
    setDefaultCACertificates(trusted);
    await secureProxy.close();
    secure.closeAllConnections();
    secure.close();
    rmSync(folder, { recursive: true });
  });

  /** Sends a request through a proxy for its protocol. */
  async function sendThrough(through: ForwardProxy, url: string): Promise<string> {
    const variable = url.startsWith('https:') ? 'https_proxy' : 'http_proxy';
    const earlier = process.env[variable];
    process.env[variable] = through.url;
    try {
      const headers = { authorization: 'token x' };
      const sent = { method: 'GET', headers, signal: AbortSignal.timeout(5_000) };
      return await (await fetchByProxy(url, sent)).text();
    } finally {
      if (earlier === undefined) Reflect.deleteProperty(process.env, variable);
      else process.env[variable] = earlier;
    }
  }

  test.each(['http', 'https'])('a request goes through a tunnel of an %s proxy', async (kind) => {
    const through = kind === 'http' ? proxy : secureProxy;
    const before = through.seen.length;
    expect(await sendThrough(through, `https://elsewhere.example.com:${securePort}/200`)).toBe('done');
    const lines = through.seen.slice(before).map(({ line }) => line);
    expect(lines).toEqual([`CONNECT elsewhere.example.com:${securePort}`]);
    expect(got.at(-1)?.authorization).toBe('token x');
  });

  test('a plain request goes through a tunnel of an https proxy', async () => {
    expect(await sendThrough(secureProxy, `http://one.example:${port}/200`)).toBe('done');
    expect(secureProxy.seen.at(-1)?.line).toBe(`CONNECT one.example:${port}`);
  });

  test.each(['http', 'https'])("the server's certificate is checked behind an %s proxy", async (kind) => {
    const through = kind === 'http' ? proxy : secureProxy;
    await expect(sendThrough(through, `https://one.example:${securePort}/200`)).rejects.toThrow(/altnames/);
    expect(got).toEqual([]);
  });
});

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
