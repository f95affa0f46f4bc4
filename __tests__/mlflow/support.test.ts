import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { Agent, request as sendHttp, type IncomingMessage } from 'node:http';
import { request as sendHttps, type RequestOptions } from 'node:https';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  answerWith,
  cutJson,
  cutTransfer,
  hang,
  html,
  interrupt,
  refuse,
  reset,
  type Fault,
  type Moment,
} from './support/faults.js';
import { IS_FULL } from '../support/full.js';
import { openJudge, type Judge } from './support/judge.js';
import { openProxy, type FaultProxy } from './support/proxy.js';
import {
  SERVER_TIMEOUT,
  server,
  uniqueName,
  type MlflowServer,
  type ServerName,
  type UserName,
} from './support/servers.js';

const API = '/api/2.0/mlflow';

/** What tests insert at most; cost.test.ts does it on two servers each time. */
const MANY = IS_FULL ? 10_000 : 1_000;

const SERVERS: [ServerName, string][] = [
  ['sqlite-3', '3.17.2'],
  ['sqlite-2', '2.22.5'],
  ['postgres-3', '3.17.2'],
  ['postgres-2', '2.22.5'],
  ['prefix', '3.17.2'],
  ['auth', '3.17.2'],
  ['tls', '3.17.2'],
];

/** All at once: one start alone leaves a core idle. */
beforeAll(async () => {
  await Promise.all(SERVERS.map(([name]) => server(name)));
}, SERVER_TIMEOUT);

describe.each(SERVERS)('the server %s', (name, version) => {
  let target: MlflowServer;
  let judge: Judge;

  beforeAll(async () => {
    target = await server(name);
    judge = await openJudge(name);
  }, SERVER_TIMEOUT);

  test(`is MLflow ${version}, and the same for all who ask`, async () => {
    expect(target.version).toBe(version);
    expect(await judge.clientVersion()).toBe(version);
    expect(await server(name)).toEqual(target);
  });

  test('has what the judge writes, and the judge tells of it', async () => {
    const model = uniqueName();
    await judge.createModel(model, { team: 'risk' });
    expect(await judge.createVersion(model, { source: 's3://bucket/one', tags: { a: '1' } })).toBe('1');
    expect(await judge.createVersion(model)).toBe('2');
    await judge.transition(model, '1', 'Production');
    await judge.transition(model, '2', 'Production', true);
    await judge.setAlias(model, 'champion', '2');
    await judge.setVersionTag(model, '2', 'b', "it's 2");
    expect(await judge.dumpModel(model)).toMatchObject({
      name: model,
      tags: { team: 'risk' },
      aliases: { champion: '2' },
      versions: [
        { version: '1', stage: 'Archived', source: 's3://bucket/one', runId: null, tags: { a: '1' } },
        { version: '2', stage: 'Production', tags: { b: "it's 2" } },
      ],
    });
  });
});

describe.each<ServerName>(['sqlite-3', 'sqlite-2', 'postgres-3', 'postgres-2'])('the judge of %s', (name) => {
  let judge: Judge;
  let target: MlflowServer;

  beforeAll(async () => {
    target = await server(name);
    judge = await openJudge(name);
  }, SERVER_TIMEOUT);

  test(`inserts ${MANY} versions, which the server then has`, async () => {
    const model = uniqueName('big');
    await judge.createBigModel(model, MANY, { stage: 'Archived', tags: { team: 'risk' } });
    const { versions } = await judge.dumpModel(model);
    expect(versions).toHaveLength(MANY);
    expect(versions.at(-1)).toMatchObject({
      version: String(MANY),
      stage: 'Archived',
      tags: { team: 'risk' },
    });
    expect(await judge.createVersion(model)).toBe(String(MANY + 1));
  });

  test('makes runs with every kind of number, in every state', async () => {
    const metrics = { accuracy: [0.5, 0.9], loss: NaN, up: Infinity, down: -Infinity };
    const finished = await judge.createRun({ metrics, tags: { commit: 'abc' } });
    const failed = await judge.createRun({ status: 'FAILED' });
    const running = await judge.createRun({ status: 'RUNNING', deleted: true });
    const run = await readRun(target, finished);
    expect(run.info).toMatchObject({ status: 'FINISHED', lifecycle_stage: 'active' });
    const values = Object.fromEntries(run.data.metrics.map(({ key, value }) => [key, value]));
    expect(values).toEqual({
      accuracy: 0.9,
      loss: 'NaN',
      up: Number.MAX_VALUE,
      down: -Number.MAX_VALUE,
    });
    expect(run.data.tags).toContainEqual({ key: 'commit', value: 'abc' });
    expect((await readRun(target, failed)).info.status).toBe('FAILED');
    expect((await readRun(target, running)).info).toMatchObject({
      status: 'RUNNING',
      lifecycle_stage: 'deleted',
    });
  });

  test('makes prompts', async () => {
    const prompt = uniqueName('prompt');
    expect(await judge.createPrompt(prompt, 'Hello {{name}}')).toBe('1');
    // MLflow's client denies that a prompt is a registered model; its server does not.
    expect(await readJson(target, `/registered-models/get?name=${prompt}`)).toMatchObject({
      registered_model: { tags: expect.arrayContaining([{ key: 'mlflow.prompt.is_prompt', value: 'true' }]) },
    });
  });

  test('undoes and removes', async () => {
    const [model, renamed] = [uniqueName(), uniqueName()];
    await judge.createModel(model);
    await judge.setModelTag(model, 'team', 'risk');
    for (const version of ['1', '2']) {
      await judge.createVersion(model, { tags: { a: version } });
      await judge.setAlias(model, `alias-${version}`, version);
    }
    await judge.deleteAlias(model, 'alias-1');
    await judge.deleteVersionTag(model, '1', 'a');
    await judge.deleteVersion(model, '2');
    await judge.renameModel(model, renamed);
    const { tags, aliases, versions } = await judge.dumpModel(renamed);
    expect(tags).toEqual({ team: 'risk' });
    // With a version, MLflow 3 removes its aliases; MLflow 2 leaves them pointing at nothing.
    expect(aliases).toEqual(target.version.startsWith('3.') ? {} : { 'alias-2': '2' });
    expect(versions.map(({ version, tags }) => [version, tags])).toEqual([['1', {}]]);
    await judge.deleteModel(renamed);
    await expect(judge.dumpModel(renamed)).rejects.toThrow(`Registered Model with name=${renamed} not found`);
  });
});

test.each<ServerName>(['sqlite-3', 'postgres-3'])(
  'the judge of %s makes logged models with metrics of their own',
  async (name) => {
    const [judge, target] = [await openJudge(name), await server(name)];
    const model = uniqueName();
    const runId = await judge.createRun();
    const modelId = await judge.createLoggedModel('classifier', runId, { accuracy: 0.75 });
    await judge.createModel(model);
    const source = `models:/${modelId}`;
    await judge.createVersion(model, { source, runId });
    expect((await judge.dumpModel(model)).versions).toMatchObject([{ source, runId }]);
    expect(await readJson(target, `/logged-models/${modelId}`)).toMatchObject({
      model: { data: { metrics: [{ key: 'accuracy', value: 0.75 }] } },
    });
  },
  SERVER_TIMEOUT,
);

test.each<[UserName, number, number, number]>([
  ['admin', 200, 200, 200],
  ['manager', 200, 200, 200],
  ['editor', 200, 200, 403],
  ['reader', 200, 403, 403],
  ['stranger', 403, 403, 403],
])(
  'on the server auth, %s is answered %i to a read, %i to a write, %i to a removal',
  async (user, ...statuses) => {
    const { url, users } = await server('auth');
    const judge = await openJudge('auth');
    const model = uniqueName();
    await judge.createModel(model);
    await judge.createVersion(model, { tags: { a: '1' } });
    const { username, password } = users[user];
    const options = { auth: `${username}:${password}` };
    const at = { name: model, version: '1' };
    const answers = [
      await ask(`${url}${API}/registered-models/get?name=${model}`, options),
      await ask(`${url}${API}/model-versions/transition-stage`, {
        ...options,
        json: { ...at, stage: 'Staging' },
      }),
      await ask(`${url}${API}/model-versions/delete-tag`, {
        ...options,
        method: 'DELETE',
        json: { ...at, key: 'a' },
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(statuses);
  },
);

test('the server auth turns away who has no password, or a wrong one', async () => {
  const { url } = await server('auth');
  const path = `${url}${API}/registered-models/search`;
  expect((await ask(path)).status).toBe(401);
  expect((await ask(path, { auth: 'admin:wrong-password' })).status).toBe(401);
});

test('the server prefix has its API under the prefix only', async () => {
  const { url } = await server('prefix');
  expect(new URL(url).pathname).toBe('/ml/flow');
  expect((await ask(`${url}${API}/registered-models/search`)).status).toBe(200);
  expect((await ask(`${new URL(url).origin}${API}/registered-models/search`)).status).toBe(404);
});

test('the server tls answers whom its authority knows, and is known by its authority', async () => {
  const { url, certificates } = await server('tls');
  const path = `${url}${API}/registered-models/search`;
  const [ca, cert, key] = [certificates.ca, certificates.clientCertificate, certificates.clientKey].map(
    (file) => readFileSync(file),
  );
  expect((await ask(path, { ca, cert, key })).status).toBe(200);
  await expect(ask(path, { cert, key })).rejects.toThrow('self-signed certificate in certificate chain');
  await expect(ask(path, { ca })).rejects.toThrow();
});

test('a server that nobody knows is an error', async () => {
  await expect(server('nobody' as ServerName)).rejects.toThrow("There is no server 'nobody'.");
});

test(
  'when a test run is killed, its servers end and their files go',
  async () => {
    const setUp = join(import.meta.dirname, 'support', 'global-setup.mjs');
    const script = `
      const { default: setUp } = await import(process.argv[1]);
      await setUp();
      console.log(process.env.STAGEGATE_TEST_SUPERVISOR);
    `;
    const run = spawn(
      process.execPath,
      ['--input-type=module', '--eval', `${script}; setInterval(() => {}, 1e9)`, setUp],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [supervisor] = (await once(createInterface({ input: run.stdout }), 'line')) as [string];
    const response = await fetch(`${supervisor}/postgres-2`);
    const { url, log, database } = (await response.json()) as MlflowServer;
    const folders = [dirname(dirname(log)), database.replace(/^.*host=/, '')];
    expect(folders.map((folder) => existsSync(folder))).toEqual([true, true]);
    expect((await ask(`${url}/health`)).status).toBe(200);
    run.kill('SIGKILL');
    await untilRefused(`${url}/health`);
    await untilRefused(supervisor);
    expect(folders.map((folder) => existsSync(folder))).toEqual([false, false]);
  },
  SERVER_TIMEOUT,
);

describe('the fault proxy', () => {
  let target: MlflowServer;
  let proxy: FaultProxy;
  let judge: Judge;

  beforeAll(async () => {
    target = await server('sqlite-3');
    judge = await openJudge('sqlite-3');
  }, SERVER_TIMEOUT);

  beforeEach(async () => {
    proxy = await openProxy(target.url);
  });

  test('forwards and records', async () => {
    const model = uniqueName();
    const made = await create(proxy, model);
    expect(made.status).toBe(200);
    const path = `${API}/registered-models/get?name=${model}`;
    const [direct, proxied] = [await ask(target.url + path), await ask(proxy.url + path)];
    expect([proxied.status, proxied.body]).toEqual([direct.status, direct.body]);
    expect(proxied.headers['content-type']).toBe('application/json');
    expect((await ask(`${proxy.url}${API}/registered-models/get?name=${uniqueName()}`)).status).toBe(404);
    expect(proxy.requests).toMatchObject([
      { number: 1, method: 'POST', path: `${API}/registered-models/create`, status: 200, serverStatus: 200 },
      { number: 2, method: 'GET', path, status: 200, serverStatus: 200 },
      { number: 3, method: 'GET', status: 404, serverStatus: 404 },
    ]);
    expect(JSON.parse(proxy.requests[0]!.body)).toEqual({ name: model });
  });

  test('keeps a base path', async () => {
    const { url } = await server('prefix');
    const prefixed = await openProxy(url);
    expect(new URL(prefixed.url).pathname).toBe('/ml/flow');
    expect((await ask(`${prefixed.url}${API}/registered-models/search`)).status).toBe(200);
  });

  test('counts connections', async () => {
    const path = `${proxy.url}${API}/registered-models/search`;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let count = 0; count < 3; count++) await ask(path, { agent });
    expect(proxy.connections).toBe(1);
    for (let count = 0; count < 2; count++) await ask(path);
    expect(proxy.connections).toBe(3);
    expect(proxy.requests.map(({ connection }) => connection)).toEqual([1, 1, 1, 2, 3]);
    agent.destroy();
  });

  test.each<[string, Fault, Partial<Answer> | string, boolean]>([
    ['a reset before', reset('before'), 'read ECONNRESET', false],
    ['a reset after', reset('after'), 'read ECONNRESET', true],
    ['a 429', refuse(429), { status: 429 }, false],
    [
      'a 503 with Retry-After',
      refuse(503, { retryAfter: 2 }),
      { status: 503, headers: { 'retry-after': '2' } },
      false,
    ],
    ['a 500 before', refuse(500, { errorCode: 'INTERNAL_ERROR' }), { status: 500 }, false],
    ['a 500 after', refuse(500, { moment: 'after' }), { status: 500 }, true],
    ['a 502 page', html(502), { status: 502, headers: { 'content-type': 'text/html' } }, false],
    ['a 200 page', html(200), { status: 200, headers: { 'content-type': 'text/html' } }, false],
    ['a cut transfer', cutTransfer(), 'aborted', true],
    ['a cut JSON', cutJson(), { status: 200 }, true],
    [
      'any answer',
      answerWith({ status: 418, headers: {}, body: 'short' }, 'after'),
      { status: 418, body: 'short' },
      true,
    ],
  ])('%s', async (_, fault, outcome, acted) => {
    const model = uniqueName();
    proxy.arm({ fault });
    const answer = await create(proxy, model).catch((error: unknown) => (error as Error).message);
    if (typeof outcome === 'string') expect(answer).toBe(outcome);
    else expect(answer).toMatchObject(outcome);
    expect(await hasModel(judge, model)).toBe(acted);
    expect(proxy.requests[0]!.serverStatus).toBe(acted ? 200 : null);
    expect((await create(proxy, uniqueName())).status).toBe(200);
  });

  test('a cut JSON is whole as a transfer, a Retry-After is only where it is wanted', async () => {
    proxy.arm({ fault: cutJson() });
    const { headers, body } = await create(proxy, uniqueName());
    expect(headers['content-length']).toBe(String(body.length));
    expect(() => JSON.parse(body) as unknown).toThrow(SyntaxError);
    proxy.arm({ fault: refuse(429) });
    expect((await create(proxy, uniqueName())).headers).not.toHaveProperty('retry-after');
  });

  test.each<[Moment, boolean]>([
    ['before', false],
    ['after', true],
  ])('hangs %s the server acts, while others are served', async (moment, acted) => {
    const model = uniqueName();
    proxy.arm({ fault: hang(moment) });
    const hanging = create(proxy, model).catch((error: unknown) => (error as Error).message);
    let answered = false;
    void hanging.then(() => (answered = true));
    await until(() => proxy.requests.length === 1 && (!acted || proxy.requests[0]!.serverStatus === 200));
    expect((await create(proxy, uniqueName())).status).toBe(200);
    expect(await hasModel(judge, model)).toBe(acted);
    expect(answered).toBe(false);
    await proxy.close();
    expect(await hanging).toBe('socket hang up');
  });

  test.each<[Moment, boolean]>([
    ['before', false],
    ['after', true],
  ])('lets a test kill a process %s the server acts', async (moment, acted) => {
    const model = uniqueName();
    const url = `${proxy.url}${API}/registered-models/create`;
    const script = `fetch(process.argv[1], { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: process.argv[2] })`;
    const child = spawn(process.execPath, ['--eval', script, url, JSON.stringify({ name: model })], {
      stdio: 'ignore',
    });
    const ended = once(child, 'close');
    const action = async (): Promise<void> => {
      child.kill('SIGKILL');
      await ended;
    };
    proxy.arm({ fault: interrupt(moment, action) });
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(await hasModel(judge, model)).toBe(acted);
  });

  test('strikes the requests that a rule names, and no others', async () => {
    const creates = { method: 'POST', path: /registered-models\/create$/ };
    proxy.arm({ matching: creates, at: 2, times: 2, fault: refuse(503) });
    proxy.arm({ matching: creates, at: 3, times: Infinity, fault: refuse(429) });
    const search = async (): Promise<number> =>
      (await ask(`${proxy.url}${API}/registered-models/search`)).status;
    const statuses = [];
    for (let count = 0; count < 5; count++) {
      statuses.push((await create(proxy, uniqueName())).status, await search());
    }
    expect(statuses).toEqual([200, 200, 503, 200, 503, 200, 429, 200, 429, 200]);
    proxy.clear();
    expect(proxy.requests).toEqual([]);
    expect((await create(proxy, uniqueName())).status).toBe(200);
  });

  test('is slow when it is told to be', async () => {
    const model = uniqueName();
    proxy.latency = 3_600_000;
    const slow = create(proxy, model).catch((error: unknown) => (error as Error).message);
    await until(() => proxy.requests.length === 1);
    proxy.latency = 0;
    expect((await create(proxy, uniqueName())).status).toBe(200);
    expect(await hasModel(judge, model)).toBe(false);
    await proxy.close();
    expect(await slow).toBe('socket hang up');
  });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface AskOptions extends Pick<RequestOptions, 'method' | 'agent' | 'auth' | 'ca' | 'cert' | 'key'> {
  /** A body; the method is POST then. */
  readonly json?: unknown;
}

/** One request, on a connection of its own unless an agent is given. Rejects without a whole answer. */
function ask(url: string, { json, ...options }: AskOptions = {}): Promise<Answer> {
  const send = url.startsWith('https:') ? sendHttps : sendHttp;
  const method = json === undefined ? 'GET' : 'POST';
  const body = json === undefined ? undefined : JSON.stringify(json);
  // With a length: Node sends the body of a DELETE without one, and then it is not read.
  const headers =
    body === undefined
      ? {}
      : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request = send(url, { method, headers, agent: false, ...options }, (response) => {
      response.setEncoding('utf8');
      let text = '';
      response.on('data', (chunk: string) => (text += chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: text }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

function create(proxy: FaultProxy, name: string): Promise<Answer> {
  return ask(`${proxy.url}${API}/registered-models/create`, { json: { name } });
}

async function hasModel(judge: Judge, name: string): Promise<boolean> {
  try {
    return (await judge.dumpModel(name)).name === name;
  } catch (error) {
    if (!String(error).includes('not found')) throw error;
    return false;
  }
}

async function readJson({ url }: MlflowServer, path: string): Promise<unknown> {
  const { status, body } = await ask(`${url}${API}${path}`);
  expect(status).toBe(200);
  return JSON.parse(body);
}

interface Run {
  readonly info: { readonly status: string; readonly lifecycle_stage: string };
  readonly data: {
    readonly metrics: readonly { readonly key: string; readonly value: unknown }[];
    readonly tags: readonly { readonly key: string; readonly value: string }[];
  };
}

async function readRun(target: MlflowServer, runId: string): Promise<Run> {
  return ((await readJson(target, `/runs/get?run_id=${runId}`)) as { run: Run }).run;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(10);
}

async function untilRefused(url: string): Promise<void> {
  for (;;) {
    try {
      await ask(url);
    } catch {
      return;
    }
    await pause(50);
  }
}
