import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runCli } from '../support/run-cli.js';
import { makeWorkspace } from '../support/workspace.js';
import { openJudge, type Judge } from './support/judge.js';
import {
  server,
  SERVER_TIMEOUT,
  uniqueName,
  userEnvironment,
  type ServerName,
  type ServerWithTls,
  type ServerWithUsers,
} from './support/servers.js';

/** The committed command line, with `registry: {mlflow: env}` and a policy that lets every model go anywhere. */
function stagegate(args: readonly string[], env: Readonly<Record<string, string>>) {
  const workspace = makeWorkspace({
    '.github/stagegate.yml':
      'registry: {mlflow: env}\nmodels: {"*": {stages: {Staging: {}, Production: {}}}}\n',
  });
  return runCli(args, { cwd: workspace.root, env: { ...QUICK, ...env } });
}

const QUICK = { MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1', MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR: '0' };

function promote(model: string, version: string, stage = 'Production'): string[] {
  return ['promote', '--model', model, '--version', version, '--stage', stage];
}

async function makeModel(judge: Judge, label = 'access'): Promise<string> {
  const model = uniqueName(label);
  await judge.createModel(model);
  for (const version of ['1', '2', '3'])
    await judge.createVersion(model, { source: `s3://m/${model}/${version}` });
  return model;
}

describe('a server with users and permissions', () => {
  let auth: ServerWithUsers;
  let judge: Judge;
  beforeAll(async () => {
    auth = await server('auth');
    judge = await openJudge('auth');
  }, SERVER_TIMEOUT);

  test('EDIT is enough to promote, to roll back, and to withdraw', async () => {
    const model = await makeModel(judge);
    const env = userEnvironment(auth, auth.users.editor);
    expect(await stagegate(promote(model, '1'), env)).toMatchObject({ status: 0 });
    expect(await stagegate(promote(model, '2'), env)).toMatchObject({ status: 0 });
    const back = ['rollback', '--model', model, '--stage', 'Production', '--reason', 'worse'];
    expect(await stagegate(back, env)).toMatchObject({ status: 0 });
    const withdrawn = await stagegate(promote(model, '1', 'Archived'), env);
    expect(withdrawn).toMatchObject({ status: 0 });
    expect(withdrawn.stdout + withdrawn.stderr).toContain('the alias Production still points');
    const { versions } = await judge.dumpModel(model);
    expect(versions.map(({ stage }) => stage)).toEqual(['Archived', 'Archived', 'None']);
    expect(await stagegate(['history', '--model', model], env)).toMatchObject({ status: 0 });
  });

  test('MANAGE removes the alias of a version that is withdrawn', async () => {
    const model = await makeModel(judge);
    const env = userEnvironment(auth, auth.users.manager);
    await stagegate(promote(model, '1'), env);
    expect(await stagegate(promote(model, '1', 'Archived'), env)).toMatchObject({ status: 0 });
    expect((await judge.dumpModel(model)).aliases).toEqual({});
  });

  test.each<[string, (users: ServerWithUsers) => Record<string, string>, number, string]>([
    ['nobody', ({ url }) => ({ MLFLOW_TRACKING_URI: url }), 3, 'MLFLOW_TRACKING_USERNAME'],
    [
      'a wrong password',
      (users) =>
        userEnvironment(users, { username: users.users.editor.username, password: 'n0t-the-password' }),
      3,
      'MLFLOW_TRACKING_PASSWORD',
    ],
    ['a reader', (users) => userEnvironment(users, users.users.reader), 3, 'EDIT'],
    ['a stranger', (users) => userEnvironment(users, users.users.stranger), 3, 'EDIT'],
  ])('%s is refused, with the cause', async (_who, environment, status, said) => {
    const model = await makeModel(judge);
    const env = environment(auth);
    const end = await stagegate(promote(model, '1'), env);
    expect(end).toMatchObject({ status, stdout: '' });
    expect(end.stderr).toContain(said);
    expect(end.stderr).toContain(new URL(auth.url).host);
    const password = env['MLFLOW_TRACKING_PASSWORD'];
    if (password !== undefined) expect(end.stderr).not.toContain(password);
    expect((await judge.dumpModel(model)).versions.map(({ stage }) => stage)).toEqual([
      'None',
      'None',
      'None',
    ]);
  });

  test('credentials in the address work and never show up', async () => {
    const model = await makeModel(judge);
    const { username, password } = auth.users.editor;
    const address = new URL(auth.url);
    const uri = `http://${username}:${encodeURIComponent(password)}@${address.host}`;
    const ends = [
      await stagegate([...promote(model, '1'), '--registry', uri], {}),
      await stagegate([...promote(model, '9'), '--registry', uri], {}),
      await stagegate(['list-versions', '--model-name', 'no-such-model', '--registry', uri], {}),
      await stagegate(['list-versions', '--model-name', model, '--registry', uri.replace(/:\d+$/, ':1')], {}),
      await stagegate(['verify', '--json', '--registry', uri.replace('http://', 'ftp://')], {}),
    ];
    expect(ends.map(({ status }) => status)).toEqual([0, 2, 2, 3, 2]);
    for (const { stdout, stderr } of ends) {
      expect(stdout + stderr).not.toContain(password);
      expect(stdout + stderr).not.toContain(`${username}:`);
    }
    expect(JSON.stringify(await judge.dumpModel(model))).not.toContain(password);
  });
});

describe('a server behind TLS that asks for a certificate', () => {
  let tls: ServerWithTls;
  beforeAll(async () => {
    tls = await server('tls');
  }, SERVER_TIMEOUT);

  test('with the authority and the certificate', async () => {
    const model = await makeModel(await openJudge('tls'));
    expect(await stagegate(promote(model, '1'), tls.env)).toMatchObject({ status: 0 });
  });

  test.each<[string, (tls: ServerWithTls) => Record<string, string>, string]>([
    ['an unknown authority', ({ url }) => ({ MLFLOW_TRACKING_URI: url }), 'MLFLOW_TRACKING_SERVER_CERT_PATH'],
    [
      'no certificate',
      ({ url, certificates }) => ({
        MLFLOW_TRACKING_URI: url,
        MLFLOW_TRACKING_SERVER_CERT_PATH: certificates.ca,
      }),
      'MLFLOW_TRACKING_CLIENT_CERT_PATH',
    ],
    [
      'http instead of https',
      ({ url, env }) => ({ ...env, MLFLOW_TRACKING_URI: url.replace('https', 'http') }),
      'https',
    ],
  ])('%s: told with the variable to set', async (_what, env, said) => {
    const end = await stagegate(['list-versions', '--model-name', 'm'], env(tls));
    expect(end.status).toBe(3);
    expect(end.stderr).toContain(said);
  });
});

describe("addresses that aren't an MLflow server", () => {
  let login: Server;
  beforeAll(async () => {
    login = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Log in</title>');
    });
    await new Promise<void>((resolve) => login.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    login.close();
  });

  test('a login page', async () => {
    const uri = `http://127.0.0.1:${(login.address() as AddressInfo).port}`;
    const end = await stagegate(promote('m', '1'), { MLFLOW_TRACKING_URI: uri });
    expect(end.status).toBe(3);
    expect(end.stderr).toContain(uri);
    expect(end.stderr).toContain('web page');
  });

  test('nothing at all', async () => {
    const end = await stagegate(promote('m', '1'), { MLFLOW_TRACKING_URI: 'http://127.0.0.1:9' });
    expect(end.status).toBe(3);
    expect(end.stderr).toContain('http://127.0.0.1:9');
  });

  test('no server named', async () => {
    const end = await stagegate(promote('m', '1'), {});
    expect(end.status).toBe(2);
    expect(end.stderr).toContain('MLFLOW_TRACKING_URI is not set');
  });

  test('another part of the server', async () => {
    const { url } = await server('sqlite-3');
    const end = await stagegate(promote('m', '1'), { MLFLOW_TRACKING_URI: `${url}/no/such/prefix` });
    expect(end.status).toBe(3);
    expect(end.stderr).toContain('/no/such/prefix');
  });
});

describe.each<ServerName>(['sqlite-3', 'sqlite-2'])('models of all kinds on %s', (name) => {
  let judge: Judge;
  let env: Readonly<Record<string, string>>;
  beforeAll(async () => {
    judge = await openJudge(name);
    ({ env } = await server(name));
  }, SERVER_TIMEOUT);

  test.each([
    ['spaces', 'my  model'],
    ['quotes', `it's "so" \`odd\``],
    ['unicode', 'modèle 模型 🚀'],
    ['percent and plus', '100%25+1'],
    ['markup', '<b>&amp;|*_'],
    ['long', 'x'.repeat(200)],
  ])('a name with %s', async (_what, base) => {
    const model = `${base} ${uniqueName('n')}`;
    await judge.createModel(model);
    await judge.createVersion(model, { source: 's3://m/1' });
    await judge.createVersion(model, { source: 's3://m/2' });
    for (const version of ['1', '2']) {
      expect(await stagegate(promote(model, version), env)).toMatchObject({ status: 0 });
    }
    const { versions, aliases } = await judge.dumpModel(model);
    expect(versions.map(({ stage }) => stage)).toEqual(['Archived', 'Production']);
    expect(aliases).toEqual({ Production: '2' });
    const history = await stagegate(['history', '--model', model, '--json'], env);
    expect(JSON.parse(history.stdout)).toHaveLength(2);
  });

  test('an alias whose version was deleted', async () => {
    const model = await makeModel(judge, 'dangling');
    await judge.setAlias(model, 'candidate', '3');
    await judge.deleteVersion(model, '3');
    const end = await stagegate(promote(model, '@candidate'), env);
    expect(end.status).toBe(2);
    expect((await judge.dumpModel(model)).versions.map(({ stage }) => stage)).toEqual(['None', 'None']);
  });

  test('a prompt', async () => {
    const prompt = uniqueName('prompt');
    await judge.createPrompt(prompt, 'Say {{ what }}.');
    for (const version of ['1', 'latest']) {
      const end = await stagegate(promote(prompt, version), env);
      expect(end.status).toBe(2);
      expect(end.stderr).toContain('is a prompt');
    }
  });
});
