import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { fetchByProxy } from '../../src/github/fetch.js';
import { startProxy, type ForwardProxy } from './support/forward-proxy.js';

/* Through a proxy, requests are ours: what fetch promises otherwise is tested here. */

interface Got {
  readonly line: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

const got: Got[] = [];
const server = createServer((request, response) => {
  void readBody(request).then((body) => {
    const { method = '', url = '', headers } = request;
    got.push({ line: `${method} ${headers.host ?? ''}${url}`, authorization: headers.authorization, body });
    const [, status, to] = /^\/(\d+)(?:\/(.*))?$/.exec(url) ?? [];
    if (to !== undefined) response.setHeader('location', to.startsWith('http') ? to : `/${to}`);
    response.writeHead(Number(status)).end(status === '204' ? undefined : 'done');
  });
});
let port: number;
let proxy: ForwardProxy;
let before: string | undefined;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
  proxy = await startProxy({ 'one.example': '127.0.0.1', 'two.example': '127.0.0.1' });
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

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
