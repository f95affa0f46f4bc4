import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openFiles } from '../../src/registry/mlflow/client/config-files.js';
import { openTransport } from '../../src/registry/mlflow/client/transport.js';
import { openServers } from '../../src/registry/mlflow/client/open-servers.js';
import { readServerSettings } from '../../src/registry/mlflow/client/settings.js';
import { parseServerUri, resolveServer } from '../../src/model/server-location.js';
import { ServerFailure, type ServerRequest, type Transport } from '../../src/registry/mlflow/api/server.js';
import { makeCertificates, type Certificates } from './support/certificates.js';
import { startProxy, type ForwardProxy } from './support/forward-proxy.js';
import {
  answer,
  cutOff,
  hang,
  reply,
  reset,
  stall,
  startServer,
  type Reaction,
  type ScriptedServer,
} from './support/scripted-server.js';

type Env = Record<string, string>;

const READ: ServerRequest = { method: 'GET', path: '/api/2.0/mlflow/x', repeat: 'always' };
const WRITE: ServerRequest = { method: 'POST', path: '/api/2.0/mlflow/x', body: { a: 1 }, repeat: 'never' };

let home: string;
let server: ScriptedServer;
/** Milliseconds of each wait, which takes none. */
let waits: number[];
let told: string[];
let clock: Date;
const closing: (() => Promise<void>)[] = [];

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'stagegate-mlflow-'));
});
afterAll(() => rmSync(home, { recursive: true }));
beforeEach(async () => {
  waits = [];
  told = [];
  clock = new Date('2026-11-01T00:00:00Z');
  server = await startServer();
  closing.push(() => server.close());
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A transport that waits no time, whose chance is always 0.5. */
async function open(uri: string, env: Env = {}): Promise<Transport> {
  const location = parseServerUri(uri);
  if (location === null) throw new Error(`${uri} is no URI`);
  const settings = await readServerSettings(resolveServer(location, env), env, openFiles(home));
  const transport = openTransport(settings, {
    now: () => clock,
    sleep: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    random: () => 0.5,
    onWait: (message) => told.push(message),
  });
  closing.push(() => transport.close());
  return transport;
}

async function failureOf(sending: Promise<unknown>): Promise<ServerFailure> {
  const outcome = await sending.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
  if (outcome instanceof ServerFailure) return outcome;
  throw new Error('no ServerFailure', { cause: outcome });
}

describe('a request', () => {
  test('goes out whole, behind the base path', async () => {
    const transport = await open(`${server.url}/ml/flow/`, { MLFLOW_TRACKING_TOKEN: 'sesame' });
    const sent = await transport.send({
      method: 'GET',
      path: '/api/2.0/mlflow/registered-models/search',
      query: {
        filter: "name='a & b/ü'",
        order_by: ['name ASC', 'version_number DESC'],
        page_token: undefined,
      },
      repeat: 'always',
    });
    expect(sent).toEqual({});
    const [seen] = server.seen;
    const url = new URL(seen!.path, server.url);
    expect(url.pathname).toBe('/ml/flow/api/2.0/mlflow/registered-models/search');
    expect([...url.searchParams]).toEqual([
      ['filter', "name='a & b/ü'"],
      ['order_by', 'name ASC'],
      ['order_by', 'version_number DESC'],
    ]);
    expect(seen).toMatchObject({ method: 'GET', body: '', headers: { authorization: 'Bearer sesame' } });
    expect(seen!.headers['user-agent']).toMatch(/^stagegate\/\d+\.\d+\.\d+/);
    expect(seen!.headers).not.toHaveProperty('content-type');
  });

  test.each(['POST', 'PATCH', 'DELETE'] as const)('takes its body along with %s', async (method) => {
    const transport = await open(server.url);
    await transport.send({ method, path: '/api/x', body: { name: 'ü', version: '1' }, repeat: 'always' });
    expect(server.seen).toMatchObject([
      { method, body: '{"name":"ü","version":"1"}', headers: { 'content-type': 'application/json' } },
    ]);
  });

  test('has a connection of its own', async () => {
    const transport = await open(server.url);
    for (const request of [READ, WRITE, READ, WRITE, READ, WRITE]) await transport.send(request);
    expect([server.seen.length, server.connections()]).toEqual([6, 6]);
  });

  test('gets its answer parsed', async () => {
    server.next(answer({ run: { data: { value: 'NaN', big: 1700000000000 } } }));
    const transport = await open(server.url);
    await expect(transport.send(READ)).resolves.toEqual({
      run: { data: { value: 'NaN', big: 1700000000000 } },
    });
  });
});

async function waitUntil(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}

describe('what is retried', () => {
  const ONE_SECOND = { MLFLOW_HTTP_REQUEST_TIMEOUT: '1' };

  const FAULTS: readonly [name: string, fault: Reaction, sure: boolean, env: Env][] = [
    ['a lost connection', reset, false, {}],
    ['an answer that is cut off', cutOff, false, {}],
    ['no answer in time', hang, false, ONE_SECOND],
    ['an answer that stalls', stall, false, ONE_SECOND],
    ['408', reply('', 408), false, {}],
    ['429', answer({}, 429), true, {}],
    ['500', answer({ error_code: 'INTERNAL_ERROR', message: 'oops' }, 500), false, {}],
    ['502', reply('<html>bad gateway</html>', 502), false, {}],
    ['503', answer({ error_code: 'TEMPORARILY_UNAVAILABLE', message: 'database is locked' }, 503), true, {}],
    [
      '503 of a proxy that lost the server',
      reply('upstream: reset reason: connection termination', 503),
      false,
      {},
    ],
    ['504', reply('', 504), false, {}],
  ];

  test.each(FAULTS)('%s: a read is retried', async (_name, fault, _sure, env) => {
    server.next(fault);
    const transport = await open(server.url, env);
    await expect(transport.send(READ)).resolves.toEqual({});
    expect(server.seen).toHaveLength(2);
  });

  test.each(FAULTS)(
    '%s: a write that must not be repeated is retried only if it was not done',
    async (_name, fault, sure, env) => {
      server.next(fault);
      const transport = await open(server.url, env);
      if (sure) {
        await expect(transport.send(WRITE)).resolves.toEqual({});
        expect(server.seen).toHaveLength(2);
        return;
      }
      expect(await failureOf(transport.send(WRITE))).toMatchObject({ definite: false, code: 'unavailable' });
      expect(server.seen).toHaveLength(1);
    },
  );

  test.each(FAULTS)(
    '%s: a write that may be repeated for a while is not retried after that',
    async (_name, fault, sure, env) => {
      server.next(fault, fault, fault);
      const asked: number[] = [];
      const repeat = (): boolean => asked.push(server.seen.length) < 2;
      const transport = await open(server.url, env);
      const failure = await failureOf(transport.send({ ...WRITE, repeat }));
      expect(failure.definite).toBe(sure);
      // asked after the first try (which waits for nothing) and after the second
      expect([server.seen.length, asked]).toEqual([2, [1, 2]]);
    },
  );

  test('a refusal is not retried', async () => {
    server.next(
      answer({ error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'Registered Model not found' }, 404),
    );
    const failure = await failureOf((await open(server.url)).send(READ));
    expect(failure).toMatchObject({
      status: 404,
      errorCode: 'RESOURCE_DOES_NOT_EXIST',
      definite: true,
      message: `MLflow at ${server.url} answered 404: RESOURCE_DOES_NOT_EXIST: Registered Model not found`,
    });
    expect(server.seen).toHaveLength(1);
  });

  test('a refusal after a try that may have been carried out is not definite', async () => {
    server.next(reset, answer({ error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'gone' }, 404));
    const failure = await failureOf((await open(server.url)).send({ ...WRITE, repeat: 'always' }));
    expect(failure).toMatchObject({ status: 404, definite: false });
  });

  test('it stops after the last retry, having waited as MLflow does', async () => {
    const transport = await open(server.url);
    server.next(...Array.from({ length: 9 }, () => answer({}, 503)));
    const failure = await failureOf(transport.send(WRITE));
    expect(failure).toMatchObject({ status: 503, definite: true });
    expect(failure.message).toContain('(tried 8 times)');
    expect(server.seen).toHaveLength(8);
    // 2 × 2^(n-1) + 0.5 × 1 s, at most 120 s, and nothing before the first
    expect(waits).toEqual([4_500, 8_500, 16_500, 32_500, 64_500, 120_000]);
    expect(told[0]).toBe(`MLflow at ${server.url} answered 503: {}: trying again in 5 s`);
  });

  test('it waits as long as the server asks for, in seconds or up to a date', async () => {
    server.next(
      answer({}, 429, { 'retry-after': '3' }),
      answer({}, 503, { 'retry-after': 'Sun, 01 Nov 2026 00:00:30 GMT' }),
      answer({}, 503, { 'retry-after': '86400' }),
    );
    await (await open(server.url)).send(WRITE);
    expect(waits).toEqual([3_000, 30_000, 600_000]);
    expect(told).toHaveLength(3);
  });

  test('it ignores that if told to', async () => {
    server.next(answer({}, 429, { 'retry-after': '3' }));
    await (await open(server.url, { MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER: 'false' })).send(WRITE);
    expect([waits, told]).toEqual([[], []]);
  });

  test('nothing is retried with MLFLOW_HTTP_REQUEST_MAX_RETRIES=0', async () => {
    server.next(answer({}, 503));
    const failure = await failureOf(
      (await open(server.url, { MLFLOW_HTTP_REQUEST_MAX_RETRIES: '0' })).send(READ),
    );
    expect(failure.message).not.toContain('tried');
    expect(server.seen).toHaveLength(1);
  });
});

describe('an unusable answer', () => {
  test.each<[name: string, reaction: Reaction, words: string, hint: string]>([
    [
      'a login page',
      reply('<!doctype html><title>Sign in</title><h1>Acme SSO</h1>', 200, { 'content-type': 'text/html' }),
      'answered with a web page instead of JSON (text/html: Sign in Acme SSO)',
      'may ask for a login',
    ],
    [
      'cut off JSON',
      reply('{"model_version": {"name": "churn"', 200, { 'content-type': 'application/json; charset=utf-8' }),
      'answered with broken or truncated JSON (application/json: {"model_version": {"name": "churn")',
      'is MLflow',
    ],
    [
      'a list',
      reply('[]', 200),
      "answered with JSON that isn't an object (no content type: [])",
      'is MLflow',
    ],
    ['nothing', reply('', 200), 'answered with an empty body', 'is MLflow'],
    [
      'other bytes',
      (response) => response.writeHead(200).end(Buffer.from([0x7b, 0xff, 0x7d])),
      "answered with text that isn't UTF-8",
      'is MLflow',
    ],
    [
      'a redirect',
      reply('', 302, { location: 'https://sso.example.com/login?token=abcdef' }),
      'answered 302: it redirects to https://sso.example.com/login',
      'Redirects are not followed, because',
    ],
    ['204', reply('', 204), 'answered 204', ''],
  ])('%s is explained', async (_name, reaction, words, hint) => {
    server.next(reaction);
    const failure = await failureOf((await open(server.url)).send(WRITE));
    expect(failure.message).toContain(`MLflow at ${server.url} ${words}`);
    expect(failure.hint ?? '').toContain(hint);
    expect(JSON.stringify([failure.message, failure.hint])).not.toContain('abcdef');
    expect(server.seen).toHaveLength(1);
  });

  test('an endless answer is not read to its end', async () => {
    let written = 0;
    server.next((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(1024 * 1024, 'a');
      const write = (): void => {
        while (written < 1_024 && !response.destroyed) {
          written++;
          if (!response.write(chunk)) {
            response.once('drain', write);
            return;
          }
        }
      };
      response.on('error', () => undefined);
      write();
    });
    const failure = await failureOf((await open(server.url)).send(WRITE));
    expect(failure.message).toBe(`MLflow at ${server.url} answered with more than 64 MiB`);
    expect(written).toBeLessThan(200);
  });

  test('no secret in it is shown', async () => {
    const env = { MLFLOW_TRACKING_USERNAME: 'ann', MLFLOW_TRACKING_PASSWORD: 'p"w & <1>' };
    server.next((response, { headers }) => {
      const basic = headers.authorization ?? '';
      const message = `login ${basic} (${Buffer.from(basic.slice(6), 'base64').toString()}) failed`;
      answer({ error_code: 'UNAUTHENTICATED', message }, 401)(response, server.seen[0]!);
    });
    const failure = await failureOf((await open(server.url, env)).send(READ));
    const shown = `${failure.message} ${failure.hint ?? ''}`;
    expect(shown).toContain('UNAUTHENTICATED');
    expect(shown).toContain('came from MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD');
    expect(shown).not.toContain('p"w');
    expect(shown).not.toContain(Buffer.from('ann:p"w & <1>').toString('base64'));
  });
});

describe('a server that is not reached', () => {
  test('is explained with the likely cause', async () => {
    const unused = createServer();
    await new Promise<void>((resolve) => unused.listen(0, '127.0.0.1', resolve));
    const { port } = unused.address() as AddressInfo;
    await new Promise((resolve) => unused.close(resolve));
    const failure = await failureOf((await open(`http://127.0.0.1:${port}`)).send(WRITE));
    expect(failure).toMatchObject({
      message: `MLflow at http://127.0.0.1:${port} can't be reached: nothing listens there (tried 3 times)`,
      hint: 'Check that the server is running and that the port is right. To wait for a server that is still starting, set MLFLOW_HTTP_REQUEST_MAX_RETRIES (7 means about four minutes).',
      definite: true,
      status: null,
    });
    expect(waits).toEqual([4_500]);
  });

  test('is tried as often as MLFLOW_HTTP_REQUEST_MAX_RETRIES says', async () => {
    const { url } = server;
    await server.close();
    closing.length = 0;
    const failure = await failureOf((await open(url, { MLFLOW_HTTP_REQUEST_MAX_RETRIES: '4' })).send(WRITE));
    expect(failure.message).toContain('(tried 5 times)');
    expect(failure.hint).toBe('Check that the server is running and that the port is right.');
  });

  test("keeps MLflow's retries if it was reached before", async () => {
    const transport = await open(server.url);
    await transport.send(READ);
    await server.close();
    closing.length = 0;
    const failure = await failureOf(transport.send(WRITE));
    expect(failure.message).toContain('(tried 8 times)');
  });

  test('whose name is unknown', async () => {
    const env = { MLFLOW_HTTP_REQUEST_MAX_RETRIES: '0' };
    const failure = await failureOf((await open('http://mlflow.invalid:5000', env)).send(WRITE));
    expect(failure.message).toMatch(/^MLflow at http:\/\/mlflow\.invalid:5000 can't be reached: its name /);
    expect(failure.definite).toBe(true);
  });
});

describe('over TLS', () => {
  let files: Certificates;
  beforeAll(() => {
    files = makeCertificates(home);
  });

  const start = async (
    pair: { cert: string; key: string },
    options: object = {},
  ): Promise<ScriptedServer> => {
    const secure = await startServer({
      cert: readFileSync(pair.cert),
      key: readFileSync(pair.key),
      ...options,
    });
    closing.push(() => secure.close());
    return secure;
  };
  const NO_RETRY = { MLFLOW_HTTP_REQUEST_MAX_RETRIES: '0' };

  test('requests share one connection, which ends with the transport', async () => {
    const secure = await start(files.server);
    const transport = await open(secure.url, { MLFLOW_TRACKING_SERVER_CERT_PATH: files.authority });
    const erase: ServerRequest = { ...WRITE, method: 'DELETE' };
    for (const request of [READ, WRITE, erase, READ, WRITE, READ]) await transport.send(request);
    expect([secure.seen.length, secure.connections(), await secure.open()]).toEqual([6, 1, 1]);
    await transport.close();
    await waitUntil(async () => (await secure.open()) === 0);
  });

  test.each(['MLFLOW_TRACKING_SERVER_CERT_PATH', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'])(
    'an own authority is trusted by %s',
    async (variable) => {
      const secure = await start(files.server);
      await expect((await open(secure.url, { [variable]: files.authority })).send(READ)).resolves.toEqual({});
    },
  );

  test('without it the server is not trusted, nothing is sent and nothing retried', async () => {
    const secure = await start(files.server);
    const failure = await failureOf((await open(secure.url)).send(WRITE));
    expect(failure).toMatchObject({
      message: `MLflow at ${secure.url} has a certificate that isn't trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE)`,
      hint: "Set MLFLOW_TRACKING_SERVER_CERT_PATH to a PEM file with the certificate of the authority that signed it. Or set NODE_EXTRA_CA_CERTS to it, which also covers GitHub's API.",
      definite: true,
    });
    expect(secure.seen).toEqual([]);
  });

  test('MLFLOW_TRACKING_INSECURE_TLS takes any certificate', async () => {
    const secure = await start(files.elsewhere);
    const env = { MLFLOW_TRACKING_INSECURE_TLS: 'true' };
    await expect((await open(secure.url, env)).send(READ)).resolves.toEqual({});
  });

  test.each([
    ['another name', 'elsewhere', 'has a certificate for another name', 'by a name in the certificate'],
    [
      'a time that is over',
      'expired',
      "has a certificate that isn't valid now (CERT_HAS_EXPIRED)",
      'Renew it',
    ],
  ] as const)('a certificate for %s is told', async (_name, which, words, hint) => {
    const secure = await start(files[which]);
    const failure = await failureOf(
      (await open(secure.url, { MLFLOW_TRACKING_SERVER_CERT_PATH: files.authority })).send(WRITE),
    );
    expect(failure.message).toContain(words);
    expect(failure.hint).toContain(hint);
    expect(failure.definite).toBe(true);
    expect(secure.seen).toEqual([]);
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('a client certificate is shown, %s', async (version) => {
    const secure = await start(files.server, {
      ca: readFileSync(files.authority),
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: version,
      maxVersion: version,
    });
    const env = { MLFLOW_TRACKING_SERVER_CERT_PATH: files.authority, ...NO_RETRY };
    const failure = await failureOf((await open(secure.url, env)).send(WRITE));
    expect(failure.message).toContain(`MLflow at ${secure.url}`);
    expect(failure.hint).toContain('MLFLOW_TRACKING_CLIENT_CERT_PATH');
    expect(secure.seen).toEqual([]);
    const withIt = await open(secure.url, { ...env, MLFLOW_TRACKING_CLIENT_CERT_PATH: files.client });
    await expect(withIt.send(WRITE)).resolves.toEqual({});
  });

  test('http spoken to a port for https', async () => {
    const secure = await start(files.server);
    const failure = await failureOf((await open(secure.url.replace('https', 'http'), NO_RETRY)).send(WRITE));
    expect(failure.hint).toContain('https');
    expect(secure.seen).toEqual([]);
  });

  test('https spoken to a port for http', async () => {
    const failure = await failureOf((await open(server.url.replace('http', 'https'), NO_RETRY)).send(WRITE));
    expect(failure.message).toContain("doesn't speak https");
    expect(failure.hint).toContain('Give the address with http:');
    expect(failure.definite).toBe(true);
  });

  describe('through a proxy', () => {
    let proxy: ForwardProxy;
    beforeEach(async () => {
      proxy = await startProxy();
      closing.push(() => proxy.close());
    });

    test('https goes through a tunnel, with the same authority and client certificate', async () => {
      const secure = await start(files.server, {
        ca: readFileSync(files.authority),
        requestCert: true,
        rejectUnauthorized: true,
      });
      const transport = await open(secure.url, {
        https_proxy: `http://me:s%20p@127.0.0.1:${proxy.port}`,
        MLFLOW_TRACKING_SERVER_CERT_PATH: files.authority,
        MLFLOW_TRACKING_CLIENT_CERT_PATH: files.client,
        MLFLOW_TRACKING_TOKEN: 'sesame',
      });
      for (const request of [READ, WRITE]) await expect(transport.send(request)).resolves.toEqual({});
      const login = `Basic ${Buffer.from('me:s p').toString('base64')}`;
      expect(proxy.seen).toEqual([{ line: `CONNECT 127.0.0.1:${secure.port}`, login }]);
      expect(secure.seen[0]!.headers).toMatchObject({ authorization: 'Bearer sesame' });
      expect(secure.seen[0]!.headers).not.toHaveProperty('proxy-authorization');
    });

    test('an untrusted certificate is refused behind it too', async () => {
      const secure = await start(files.server);
      const failure = await failureOf((await open(secure.url, { HTTPS_PROXY: proxy.url })).send(WRITE));
      expect(failure.message).toContain("has a certificate that isn't trusted");
      expect(secure.seen).toEqual([]);
    });

    test.each(['http', 'https'])(
      'a proxy at https shows a certificate of its own, for %s',
      async (scheme) => {
        const read = ({ cert, key }: { cert: string; key: string }) => ({
          cert: readFileSync(cert),
          key: readFileSync(key),
        });
        const host = 'elsewhere.example.com';
        const secureProxy = await startProxy({ [host]: '127.0.0.1' }, read(files.server));
        closing.push(() => secureProxy.close());
        const { port } = scheme === 'http' ? server : await start(files.elsewhere);
        const at = `${scheme}://${host}:${port}`;
        const env = { ALL_PROXY: secureProxy.url, MLFLOW_TRACKING_SERVER_CERT_PATH: files.authority };
        await expect((await open(at, env)).send(READ)).resolves.toEqual({});
        const line = scheme === 'http' ? `GET ${at}/api/2.0/mlflow/x` : `CONNECT ${host}:${port}`;
        expect(secureProxy.seen.map((seen) => seen.line)).toEqual([line]);

        const wrong = await startProxy({ [host]: '127.0.0.1' }, read(files.elsewhere));
        closing.push(() => wrong.close());
        const failure = await failureOf(
          (await open(at, { ...env, ...NO_RETRY, ALL_PROXY: wrong.url })).send(READ),
        );
        expect(failure.message).toContain(`the proxy ${wrong.url} has a certificate for another name`);
        expect(wrong.seen).toEqual([]);
      },
    );

    test('http goes without a tunnel', async () => {
      const transport = await open(`${server.url}/base`, { HTTP_PROXY: `me:pw@127.0.0.1:${proxy.port}` });
      for (const request of [READ, WRITE]) await expect(transport.send(request)).resolves.toEqual({});
      const login = `Basic ${Buffer.from('me:pw').toString('base64')}`;
      expect(proxy.seen).toEqual([
        { line: `GET ${server.url}/base/api/2.0/mlflow/x`, login },
        { line: `POST ${server.url}/base/api/2.0/mlflow/x`, login },
      ]);
      expect(server.seen.map(({ path }) => path)).toEqual([
        '/base/api/2.0/mlflow/x',
        '/base/api/2.0/mlflow/x',
      ]);
    });

    test('not for hosts in NO_PROXY', async () => {
      const env = { ALL_PROXY: proxy.url, NO_PROXY: 'example.com, 127.0.0.0/8' };
      await expect((await open(server.url, env)).send(READ)).resolves.toEqual({});
      expect(proxy.seen).toEqual([]);
    });

    test.each([
      [407, 'http', 'asks for a login'],
      [407, 'https', 'asks for a login'],
      [403, 'https', "Check the proxy's rules"],
      [502, 'https', 'the proxy can reach it'],
    ])('its %d is explained with its name, for %s', async (status, scheme, hint) => {
      proxy.refuse(status);
      const at = `127.0.0.1:${server.port}`;
      const env = { ALL_PROXY: `http://me:hunter2@127.0.0.1:${proxy.port}`, ...NO_RETRY };
      const failure = await failureOf((await open(`${scheme}://${at}`, env)).send(WRITE));
      const shown = `${failure.message} ${failure.hint ?? ''}`;
      expect(shown).toContain(`the proxy ${proxy.url}`);
      expect(shown).toContain(`${scheme}://${at}`);
      expect(shown.toLowerCase()).toContain(hint.toLowerCase());
      expect(shown).toContain('ALL_PROXY');
      expect(shown).not.toContain('hunter2');
      expect(failure.definite).toBe(true);
    });

    test("a proxy that can't be reached is named", async () => {
      await proxy.close();
      for (const scheme of ['http', 'https']) {
        const env = { ALL_PROXY: proxy.url, ...NO_RETRY };
        const failure = await failureOf((await open(`${scheme}://mlflow.example.com`, env)).send(WRITE));
        expect(failure.message).toBe(
          `the proxy ${proxy.url} on the way to ${scheme}://mlflow.example.com can't be reached: nothing listens there`,
        );
        expect(failure.hint).toContain('The proxy comes from ALL_PROXY');
        expect(failure.definite).toBe(true);
      }
    });
  });
});

describe('Databricks', () => {
  const ID = 'my-client';
  const SECRET = 'dose1234567890';
  const grant = (token: string, seconds = 3600): Reaction =>
    answer({ access_token: token, token_type: 'Bearer', expires_in: seconds });
  const env = (): Env => ({
    DATABRICKS_HOST: server.url,
    DATABRICKS_CLIENT_ID: ID,
    DATABRICKS_CLIENT_SECRET: SECRET,
  });
  const asked = (): (string | undefined)[] =>
    server.seen.map(({ path, headers }) => (path === '/oidc/v1/token' ? 'token' : headers.authorization));

  test('a token for the service principal is fetched once', async () => {
    server.next(grant('one'));
    const transport = await open('databricks', env());
    for (const request of [READ, WRITE, READ]) await transport.send(request);
    expect(asked()).toEqual(['token', 'Bearer one', 'Bearer one', 'Bearer one']);
    expect(server.seen[0]).toMatchObject({
      method: 'POST',
      body: 'grant_type=client_credentials&scope=all-apis',
      headers: {
        authorization: `Basic ${Buffer.from(`${ID}:${SECRET}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    expect(transport.label).toBe(`databricks (${server.url})`);
  });

  test('and again a minute before it expires', async () => {
    server.next(grant('one', 600), answer({}), answer({}), grant('two', 600));
    const transport = await open('databricks-uc', env());
    await transport.send(READ);
    clock = new Date(clock.getTime() + 539_000);
    await transport.send(READ);
    clock = new Date(clock.getTime() + 1_000);
    await transport.send(READ);
    expect(asked()).toEqual(['token', 'Bearer one', 'Bearer one', 'token', 'Bearer two']);
  });

  test('and once more when it is refused, even for a write', async () => {
    server.next(grant('one'), reply('', 401), grant('two'));
    const transport = await open('databricks', env());
    await expect(transport.send(WRITE)).resolves.toEqual({});
    expect(asked()).toEqual(['token', 'Bearer one', 'token', 'Bearer two']);
  });

  test('but not forever', async () => {
    server.next(grant('one'), reply('', 401), grant('two'), reply('Token two is invalid', 401));
    const failure = await failureOf((await open('databricks', env())).send(WRITE));
    expect(failure).toMatchObject({ status: 401, definite: true });
    expect(failure.message).toBe(`databricks (${server.url}) answered 401: Token *** is invalid`);
    expect(asked()).toEqual(['token', 'Bearer one', 'token', 'Bearer two']);
  });

  test('a wrong secret is reported, but not shown', async () => {
    const echo = `Client authentication failed for ${ID}:${SECRET}`;
    server.next(answer({ error: 'invalid_client', error_description: echo }, 401));
    const failure = await failureOf((await open('databricks', env())).send(READ));
    expect(failure).toMatchObject({
      message: `databricks (${server.url}) refused the service principal a token (401: invalid_client: Client authentication failed for ***)`,
      hint: 'Check that its id and secret belong to this workspace and that the secret has not expired. They came from DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET.',
      definite: true,
    });
    expect(server.seen).toHaveLength(1);
  });

  test('after a failure, the next request fetches a token again', async () => {
    server.next(answer({ token: 'none' }), grant('one'));
    const transport = await open('databricks', env());
    await expect(transport.send(READ)).rejects.toThrow('gave the service principal no token');
    await expect(transport.send(READ)).resolves.toEqual({});
  });

  test('a failure to fetch a token leaves open what an earlier try did', async () => {
    server.next(grant('one', 61), reset, answer({ error: 'invalid_client' }, 401));
    const transport = await open('databricks', env());
    const sending = transport.send({
      ...WRITE,
      repeat: () => {
        clock = new Date(clock.getTime() + 3_600_000);
        return true;
      },
    });
    expect(await failureOf(sending)).toMatchObject({ status: 401, definite: false });
  });

  test('a profile of the configuration file', async () => {
    const config = join(home, 'databrickscfg');
    writeFileSync(
      config,
      `[DEFAULT]\nhost = https://other\ntoken = x\n\n[prod]\nhost = ${server.url}/\ntoken = dapi#1\n`,
    );
    await (await open('databricks://prod', { DATABRICKS_CONFIG_FILE: config })).send(READ);
    expect(asked()).toEqual(['Bearer dapi#1']);
  });
});

describe('a workspace', () => {
  const env = { MLFLOW_WORKSPACE: 'team-a' };

  test('is sent once the server is known to have workspaces', async () => {
    server.next(answer({ workspaces_enabled: true }));
    const transport = await open(server.url, env);
    for (const request of [READ, WRITE]) await transport.send(request);
    expect(server.seen.map(({ path, headers }) => [path, headers['x-mlflow-workspace']])).toEqual([
      ['/api/3.0/mlflow/server-info', 'team-a'],
      ['/api/2.0/mlflow/x', 'team-a'],
      ['/api/2.0/mlflow/x', 'team-a'],
    ]);
  });

  test.each<[name: string, reactions: Reaction[], words: string]>([
    ['that has none', [answer({ workspaces_enabled: false })], 'has no workspaces'],
    ['that does not say', [answer({})], 'has no workspaces'],
    ['of MLflow 2', [reply('<html>', 404), reply('<html>', 404)], "doesn't know workspaces"],
  ])('is not sent to a server %s', async (_name, reactions, words) => {
    server.next(...reactions);
    const transport = await open(server.url, env);
    await expect(transport.send(WRITE)).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining(words) as unknown,
      hint: expect.stringContaining('nset MLFLOW_WORKSPACE ("team-a")') as unknown,
    });
    expect(server.seen.map(({ method }) => method)).not.toContain('POST');
  });
});

describe('opened by a URI', () => {
  const at = (uri: string): NonNullable<ReturnType<typeof parseServerUri>> => parseServerUri(uri)!;

  test.each<[name: string, uri: (url: string) => string, env: Env, expected: string | undefined]>([
    [
      "the URI's own",
      (url) => url.replace('//', '//a%40b:c%3Ad@'),
      { MLFLOW_TRACKING_TOKEN: 't' },
      'a@b:c:d',
    ],
    ['the file', (url) => url, { MLFLOW_TRACKING_TOKEN: 't' }, 'filed:p#w;%"x"'],
    ['a variable and the file', (url) => url, { MLFLOW_TRACKING_USERNAME: 'ann' }, 'ann:p#w;%"x"'],
    [
      'the variables',
      (url) => url,
      { MLFLOW_TRACKING_USERNAME: 'ann', MLFLOW_TRACKING_PASSWORD: 'ü' },
      'ann:ü',
    ],
  ])('it logs in with %s', async (_name, uri, env, expected) => {
    mkdirSync(join(home, '.mlflow'), { recursive: true });
    writeFileSync(
      join(home, '.mlflow', 'credentials'),
      '[mlflow]\nmlflow_tracking_username = filed\nmlflow_tracking_password = p#w;%%"x"\n',
    );
    const servers = await openServers(at(uri(server.url)), { env, home });
    await servers.registry.models();
    await servers.close();
    const sent = server.seen[0]!.headers.authorization ?? '';
    expect(Buffer.from(sent.replace(/^Basic /, ''), 'base64').toString()).toBe(expected);
    expect(servers.registry.label).toBe(server.url);
  });

  test('a wait is announced', async () => {
    server.next(answer({}, 429, { 'retry-after': '3' }));
    const messages: string[] = [];
    const options = { env: {}, home, onWait: (message: string) => messages.push(message) };
    const servers = await openServers(at(server.url), options);
    await servers.registry.models();
    await servers.close();
    expect(messages).toEqual([`MLflow at ${server.url} answered 429: {}: trying again in 3 s`]);
  });

  test('runs are read from MLFLOW_TRACKING_URI, over a connection that is closed too', async () => {
    const other = await startServer();
    closing.push(() => other.close());
    const run = { info: { run_id: 'r1', status: 'FINISHED' }, data: {} };
    other.next(answer({ run }));
    const servers = await openServers(at(server.url), { env: { MLFLOW_TRACKING_URI: other.url }, home });
    expect(await servers.tracking.run('r1')).toMatchObject({ runId: 'r1' });
    expect([server.seen.length, other.seen.length]).toEqual([0, 1]);
    await servers.close();
    await waitUntil(async () => (await other.open()) === 0);
  });

  test('without it, runs are read from the registry', async () => {
    server.next(answer({ run: { info: { run_id: 'r1' } } }));
    const servers = await openServers(at(server.url), { env: {}, home });
    expect(await servers.tracking.run('r1')).toMatchObject({ runId: 'r1' });
    await servers.close();
    expect(server.connections()).toBe(1);
  });

  test('an unusable tracking URI only matters when a run is read', async () => {
    const env = { MLFLOW_TRACKING_URI: 'sqlite:///mlflow.db' };
    const servers = await openServers(at(server.url), { env, home });
    await expect(servers.tracking.run('r1')).rejects.toMatchObject({ code: 'input' });
    await servers.close();
  });
});
