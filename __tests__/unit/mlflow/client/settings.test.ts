import { describe, expect, test } from '@jest/globals';
import type { SettingsFiles } from '../../../../src/registry/mlflow/client/config-files.js';
import { readServerSettings, type ServerSettings } from '../../../../src/registry/mlflow/client/settings.js';
import { parseServerUri, resolveServer } from '../../../../src/model/server-location.js';

type Env = Record<string, string>;

/** These files and no others. */
function files(texts: Record<string, string> = {}): SettingsFiles {
  return {
    home: '/home/ann',
    read: (path) =>
      texts[path] === 'unreadable'
        ? Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' }))
        : Promise.resolve(texts[path] ?? null),
  };
}

function read(uri: string, env: Env = {}, texts: Record<string, string> = {}): Promise<ServerSettings> {
  return readServerSettings(resolveServer(parseServerUri(uri)!, env), env, files(texts));
}

const HTTP = 'http://mlflow.example.com:5000';
const HTTPS = 'https://mlflow.example.com';
const FILE = '/home/ann/.mlflow/credentials';
const STORED = '[mlflow]\nmlflow_tracking_username = filed\nmlflow_tracking_password = secret%%\n';
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n';
const U = 'MLFLOW_TRACKING_USERNAME';
const P = 'MLFLOW_TRACKING_PASSWORD';
const T = 'MLFLOW_TRACKING_TOKEN';

describe('without any variable', () => {
  test("MLflow's defaults hold", async () => {
    expect(await read(`${HTTP}/base/`)).toEqual({
      kind: 'http',
      label: 'http://mlflow.example.com:5000/base',
      origin: HTTP,
      basePath: '/base',
      credentials: { kind: 'none', from: `neither ${U} and ${P} nor ${T} is set` },
      headers: {
        'user-agent': expect.stringMatching(/^stagegate\/\d/) as unknown,
        accept: 'application/json',
      },
      workspace: null,
      tls: { verify: true, authorities: null, clientCertificate: null, from: null },
      proxy: null,
      timeout: 120,
      retries: { max: 7, isMaxGiven: false, factor: 2, jitter: 1, respectRetryAfter: true },
    });
  });

  test('a login in the address is not in its label', async () => {
    const settings = await read('https://ann:hunter2@mlflow.example.com/base');
    expect(settings.label).toBe('https://mlflow.example.com/base');
    const { credentials, ...rest } = settings;
    expect(credentials).toMatchObject({ kind: 'basic', user: 'ann', password: 'hunter2' });
    expect(JSON.stringify(rest)).not.toContain('hunter2');
  });
});

describe('credentials', () => {
  test.each<[name: string, env: Env, texts: Record<string, string>, expected: unknown]>([
    [
      'variables',
      { [U]: 'ann', [P]: 'p' },
      {},
      { kind: 'basic', user: 'ann', password: 'p', from: `${U} and ${P}` },
    ],
    [
      'variables before the token',
      { [U]: 'ann', [P]: 'p', [T]: 't' },
      {},
      { kind: 'basic', user: 'ann', password: 'p', from: `${U} and ${P}` },
    ],
    [
      'the file before the token',
      { [T]: 't' },
      { [FILE]: STORED },
      { kind: 'basic', user: 'filed', password: 'secret%', from: '~/.mlflow/credentials' },
    ],
    [
      'each from its variable, else from the file',
      { [P]: 'p' },
      { [FILE]: STORED },
      { kind: 'basic', user: 'filed', password: 'p', from: `~/.mlflow/credentials and ${P}` },
    ],
    [
      'an empty variable as none',
      { [U]: '', [P]: '' },
      { [FILE]: STORED },
      { kind: 'basic', user: 'filed', password: 'secret%', from: '~/.mlflow/credentials' },
    ],
    [
      "the file's defaults",
      {},
      { [FILE]: `[DEFAULT]\nmlflow_tracking_password = d\n[mlflow]\nMLFLOW_TRACKING_USERNAME = u\n` },
      { kind: 'basic', user: 'u', password: 'd', from: '~/.mlflow/credentials' },
    ],
    [
      'a file for something else',
      { [T]: 't' },
      { [FILE]: '[other]\na = b' },
      { kind: 'token', token: 't', from: T },
    ],
    ['the token without a password', { [U]: 'ann', [T]: 't' }, {}, { kind: 'token', token: 't', from: T }],
    ['a user alone', { [U]: 'ann' }, {}, { kind: 'none', from: `a user is set, but ${P} is not` }],
    ['a password alone', { [P]: 'p' }, {}, { kind: 'none', from: `a password is set, but ${U} is not` }],
  ])('%s', async (_name, env, texts, expected) => {
    expect((await read(HTTP, env, texts)).credentials).toEqual(expected);
  });
});

describe('settings that are refused', () => {
  test.each<[name: string, env: Env, texts: Record<string, string>, code: string, message: string]>([
    [
      'a way to sign requests',
      { MLFLOW_TRACKING_AWS_SIGV4: 'true' },
      {},
      'unsupported',
      'MLFLOW_TRACKING_AWS_SIGV4 asks for a way to sign requests',
    ],
    [
      'a plugin to sign requests',
      { MLFLOW_TRACKING_AUTH: 'kubernetes' },
      {},
      'unsupported',
      'MLFLOW_TRACKING_AUTH asks for a way to sign requests',
    ],
    [
      'a token with a line break',
      { [T]: 'hunter2\n' },
      {},
      'input',
      `${T} contains a character that can't be sent in a header`,
    ],
    [
      'a workspace with a line break',
      { MLFLOW_WORKSPACE: 'hunter2\r\nX: y' },
      {},
      'input',
      'MLFLOW_WORKSPACE contains a character',
    ],
    [
      'a file that is locked',
      {},
      { [FILE]: 'unreadable' },
      'input',
      "~/.mlflow/credentials can't be read (EACCES)",
    ],
    ['a file that is none', {}, { [FILE]: 'hunter2' }, 'input', 'this line comes before the first [section]'],
    [
      'a lone percent sign',
      {},
      { [FILE]: '[mlflow]\nmlflow_tracking_password = hunter2%' },
      'input',
      '~/.mlflow/credentials: mlflow_tracking_password has a single %',
    ],
    [
      'both ways to verify',
      { MLFLOW_TRACKING_INSECURE_TLS: '1', MLFLOW_TRACKING_SERVER_CERT_PATH: 'ca.pem' },
      {},
      'input',
      'MLFLOW_TRACKING_INSECURE_TLS and MLFLOW_TRACKING_SERVER_CERT_PATH are both set',
    ],
    [
      'a missing file of authorities',
      { REQUESTS_CA_BUNDLE: 'ca.pem' },
      {},
      'input',
      "REQUESTS_CA_BUNDLE: ca.pem doesn't exist",
    ],
    [
      'a locked file of authorities',
      { MLFLOW_TRACKING_SERVER_CERT_PATH: 'ca.pem' },
      { 'ca.pem': 'unreadable' },
      'input',
      "MLFLOW_TRACKING_SERVER_CERT_PATH: ca.pem can't be read (EACCES)",
    ],
    [
      'a file of something else',
      { CURL_CA_BUNDLE: 'ca.pem' },
      { 'ca.pem': 'hunter2' },
      'input',
      'CURL_CA_BUNDLE: ca.pem contains no certificate',
    ],
    [
      'a client certificate without its key',
      { MLFLOW_TRACKING_CLIENT_CERT_PATH: 'me.pem' },
      { 'me.pem': CERTIFICATE },
      'input',
      "MLFLOW_TRACKING_CLIENT_CERT_PATH: me.pem isn't a usable client certificate",
    ],
  ])('%s', async (_name, env, texts, code, message) => {
    const error: unknown = await read(HTTPS, env, texts).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) as unknown });
    expect(error).toMatchObject({ hint: expect.stringMatching(/\w.*[.)]$/) as unknown });
    expect(JSON.stringify(error) + String(error)).not.toContain('hunter2');
  });

  test.each<[variable: string, value: string, message: string]>([
    ['MLFLOW_HTTP_REQUEST_TIMEOUT', '0', 'is not a whole number from 1 to 1000000'],
    ['MLFLOW_HTTP_REQUEST_TIMEOUT', '1.5', 'is not a whole number from 1 to 1000000'],
    ['MLFLOW_HTTP_REQUEST_TIMEOUT', '120s', 'is not a whole number'],
    ['MLFLOW_HTTP_REQUEST_TIMEOUT', 'nan', 'is not a whole number'],
    ['MLFLOW_HTTP_REQUEST_MAX_RETRIES', '-1', 'is not a whole number from 0 to 10'],
    ['MLFLOW_HTTP_REQUEST_MAX_RETRIES', '11', 'is not a whole number from 0 to 10'],
    ['MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR', '121', 'is not a whole number from 0 to 120'],
    ['MLFLOW_HTTP_REQUEST_BACKOFF_JITTER', 'inf', 'is not a number at least 0'],
    ['MLFLOW_HTTP_REQUEST_BACKOFF_JITTER', '0x1', 'is not a number at least 0'],
    ['MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER', 'yes', 'is neither true nor false'],
    ['MLFLOW_TRACKING_AWS_SIGV4', 'on', 'is neither true nor false'],
    ['MLFLOW_TRACKING_INSECURE_TLS', ' true', 'is neither true nor false'],
  ])('%s=%j', async (variable, value, message) => {
    await expect(read(HTTPS, { [variable]: value })).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining(`${variable} ${message}`) as unknown,
    });
  });
});

describe('settings that are used', () => {
  test.each<[name: string, env: Env, expected: unknown]>([
    ['a timeout', { MLFLOW_HTTP_REQUEST_TIMEOUT: ' 30 ' }, { timeout: 30 }],
    ['an empty number as none', { MLFLOW_HTTP_REQUEST_TIMEOUT: '' }, { timeout: 120 }],
    [
      'an empty switch as none',
      { MLFLOW_TRACKING_AWS_SIGV4: '', MLFLOW_TRACKING_AUTH: '' },
      { timeout: 120 },
    ],
    ['a switch that is off', { MLFLOW_TRACKING_AWS_SIGV4: 'False' }, { timeout: 120 }],
    [
      'retries',
      {
        MLFLOW_HTTP_REQUEST_MAX_RETRIES: '0',
        MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR: '120',
        MLFLOW_HTTP_REQUEST_BACKOFF_JITTER: '2.5e-1',
        MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER: '0',
      },
      { retries: { max: 0, isMaxGiven: true, factor: 120, jitter: 0.25, respectRetryAfter: false } },
    ],
    [
      'a workspace',
      { MLFLOW_WORKSPACE: ' team-a ' },
      { workspace: 'team-a', headers: { 'x-mlflow-workspace': 'team-a' } },
    ],
    [
      'no verifying',
      { MLFLOW_TRACKING_INSECURE_TLS: 'TRUE', REQUESTS_CA_BUNDLE: 'none.pem' },
      { tls: { verify: false } },
    ],
  ])('%s', async (_name, env, expected) => {
    expect(await read(HTTPS, env)).toMatchObject(expected as object);
  });

  test.each<[name: string, env: Env, from: string | null]>([
    [
      "MLflow's own first",
      { MLFLOW_TRACKING_SERVER_CERT_PATH: 'a.pem', REQUESTS_CA_BUNDLE: 'b.pem' },
      'MLFLOW_TRACKING_SERVER_CERT_PATH',
    ],
    ['that of requests then', { REQUESTS_CA_BUNDLE: 'a.pem', CURL_CA_BUNDLE: 'b.pem' }, 'REQUESTS_CA_BUNDLE'],
    ['that of curl last', { CURL_CA_BUNDLE: 'a.pem', SSL_CERT_FILE: 'b.pem' }, 'CURL_CA_BUNDLE'],
    ["not OpenSSL's, as with requests", { SSL_CERT_FILE: 'a.pem' }, null],
  ])('authorities: %s', async (_name, env, from) => {
    const { tls } = await read(HTTPS, env, { 'a.pem': CERTIFICATE, 'b.pem': 'not read' });
    expect(tls).toMatchObject({ from, authorities: from === null ? null : CERTIFICATE });
  });

  test('certificates are not read without TLS', async () => {
    const env = { REQUESTS_CA_BUNDLE: 'none.pem', MLFLOW_TRACKING_CLIENT_CERT_PATH: 'none.pem' };
    await expect(read(HTTP, env)).resolves.toMatchObject({ tls: { authorities: null } });
    await expect(read(HTTP, { ...env, HTTP_PROXY: 'https://proxy' })).rejects.toThrow(
      "none.pem doesn't exist",
    );
  });
});
