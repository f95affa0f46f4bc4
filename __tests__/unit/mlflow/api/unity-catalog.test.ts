import { describe, expect, test } from '@jest/globals';
import {
  openUnityCatalog,
  fromCatalogKey,
  toCatalogKey,
} from '../../../../src/registry/mlflow/api/databricks.js';
import type { ModelServer, ServerRequest } from '../../../../src/registry/mlflow/api/server.js';
import { MISSING, refusal, scriptTransport, type Json, type Reply } from '../support/scripted-transport.js';

const API = '/api/2.0/mlflow/unity-catalog';
const NAME = 'main.default.churn';
const AT = { name: NAME, version: '3' };

function open(...replies: readonly Reply[]) {
  const transport = scriptTransport(...replies);
  return { server: openUnityCatalog(transport), sent: transport.sent };
}

const told = (version: string, more: Json = {}): Json => ({
  name: NAME,
  version,
  creation_timestamp: 1_700_000_000_000,
  status: 'READY',
  ...more,
});
const searched = (...numbers: readonly string[]): Json => ({
  model_versions: numbers.map((one) => told(one)),
});

describe('a call is one request', () => {
  test.each<[string, (server: ModelServer) => Promise<unknown>, Json, object]>([
    [
      'model',
      (server) => server.model(NAME),
      { registered_model: { name: NAME } },
      { method: 'GET', path: `${API}/registered-models/get`, query: { name: NAME }, repeat: 'always' },
    ],
    [
      'version',
      (server) => server.version(AT),
      { model_version: told('3') },
      { method: 'GET', path: `${API}/model-versions/get`, query: AT, repeat: 'always' },
    ],
    [
      'versionByAlias',
      (server) => server.versionByAlias(NAME, 'champion'),
      { model_version: told('3') },
      {
        method: 'GET',
        path: `${API}/registered-models/alias`,
        query: { name: NAME, alias: 'champion' },
        repeat: 'always',
      },
    ],
    [
      'setVersionTag',
      (server) => server.setVersionTag(AT, { key: 'stagegate.next.1-2', value: '{}' }),
      {},
      {
        method: 'POST',
        path: `${API}/model-versions/set-tag`,
        body: { ...AT, key: 'stagegate%2Enext%2E1%2D2', value: '{}' },
        repeat: 'always',
      },
    ],
    [
      'deleteVersionTag',
      (server) => server.deleteVersionTag(AT, 'stagegate.next.1'),
      {},
      {
        method: 'DELETE',
        path: `${API}/model-versions/delete-tag`,
        body: { ...AT, key: 'stagegate%2Enext%2E1' },
        repeat: 'always',
      },
    ],
    [
      'setAlias',
      (server) => server.setAlias(AT, 'champion'),
      {},
      {
        method: 'POST',
        path: `${API}/registered-models/alias`,
        body: { ...AT, alias: 'champion' },
        repeat: 'always',
      },
    ],
    [
      'deleteAlias',
      (server) => server.deleteAlias(NAME, 'champion'),
      {},
      {
        method: 'DELETE',
        path: `${API}/registered-models/alias`,
        body: { name: NAME, alias: 'champion' },
        repeat: 'always',
      },
    ],
    [
      'models',
      (server) => server.models(),
      {},
      {
        method: 'GET',
        path: `${API}/registered-models/search`,
        query: { max_results: '100' },
        repeat: 'always',
      },
    ],
    [
      "run, of the workspace's tracking server",
      (server) => server.run('r1'),
      { run: { info: { run_id: 'r1' } } },
      { method: 'GET', path: '/api/2.0/mlflow/runs/get', query: { run_id: 'r1' }, repeat: 'always' },
    ],
  ])('%s', async (_, call, reply, request) => {
    const { server, sent } = open(reply);
    await call(server);
    expect(sent).toEqual([request]);
  });
});

test('a missing model, version or alias is null', async () => {
  expect(await open(MISSING).server.model(NAME)).toBeNull();
  expect(await open(MISSING).server.version(AT)).toBeNull();
  expect(await open(MISSING).server.versionByAlias(NAME, 'champion')).toBeNull();
  expect(await open(MISSING).server.versions(NAME)).toEqual([]);
  expect(await open(MISSING).server.newest(NAME)).toBeNull();
});

describe('versions', () => {
  /** Answers a search with versions, each of which is then told with a tag if its number is odd. */
  function answering(numbers: readonly string[], gone: readonly string[] = []) {
    let underWay = 0;
    let most = 0;
    const answer = async ({ path, query }: ServerRequest): Promise<Json> => {
      if (path.endsWith('/search')) return searched(...numbers);
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
      const version = String(query?.['version']);
      if (gone.includes(version)) throw MISSING;
      const tags = Number(version) % 2 === 0 ? [] : [{ key: 'stagegate%2Ehistory%2E1', value: '{}' }];
      return { model_version: told(version, { tags, aliases: [{ alias: `a${version}` }] }) };
    };
    const replies = Array.from({ length: numbers.length + 1 }, () => answer);
    return { ...open(...replies), most: () => most };
  }

  test('are listed, then fetched one by one, at most eight at once', async () => {
    const numbers = Array.from({ length: 30 }, (_, at) => String(30 - at));
    const { server, sent, most } = answering(numbers);
    const found = await server.versions(NAME);
    expect(found.map(({ version }) => version)).toEqual([...numbers].reverse());
    expect(found[2]).toMatchObject({ version: '3', aliases: ['a3'], tags: { 'stagegate.history.1': '{}' } });
    expect(sent).toHaveLength(31);
    expect(sent[0]?.query).toEqual({ filter: `name = '${NAME}'`, max_results: '10000' });
    expect(most()).toBe(8);
  });

  test('with a tag: only those that have it', async () => {
    const { server } = answering(['1', '2', '3']);
    const found = await server.versions(NAME, 'stagegate.history.1');
    expect(found.map(({ version }) => version)).toEqual(['1', '3']);
  });

  test('that were deleted since the search are left out', async () => {
    const { server } = answering(['1', '2', '3'], ['2']);
    expect((await server.versions(NAME)).map(({ version }) => version)).toEqual(['1', '3']);
  });

  test('the newest is the highest that still exists', async () => {
    const { server, sent } = answering(['9', '10', '11'], ['11']);
    expect(await server.newest(NAME)).toMatchObject({ version: '10', aliases: ['a10'] });
    expect(sent).toHaveLength(3);
  });

  test('after a failure no more are fetched', async () => {
    const failure = refusal(403, 'PERMISSION_DENIED');
    const numbers = Array.from({ length: 30 }, (_, at) => String(at + 1));
    const answer = async ({ query }: ServerRequest): Promise<Json> => {
      if (query?.['version'] === '1') throw failure;
      await new Promise((resolve) => setImmediate(resolve));
      return { model_version: told(String(query?.['version'])) };
    };
    const { server, sent } = open(searched(...numbers), ...numbers.map(() => answer));
    await expect(server.versions(NAME)).rejects.toBe(failure);
    // long enough for the others to go on, if they did
    for (let turn = 0; turn < numbers.length; turn += 1)
      await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toHaveLength(9);
  });
});

test.each<[string, (server: ModelServer) => Promise<unknown>]>([
  ['model', (server) => server.model('churn')],
  ['version', (server) => server.version({ name: 'default.churn', version: '1' })],
  ['versions', (server) => server.versions('main..churn')],
  ['newest', (server) => server.newest('a.b.c.d')],
  ['versionByAlias', (server) => server.versionByAlias('', 'champion')],
  [
    'setVersionTag',
    (server) => server.setVersionTag({ name: 'churn', version: '1' }, { key: 'a', value: 'b' }),
  ],
  ['deleteVersionTag', (server) => server.deleteVersionTag({ name: 'churn', version: '1' }, 'a')],
  ['setAlias', (server) => server.setAlias({ name: 'churn', version: '1' }, 'champion')],
  ['deleteAlias', (server) => server.deleteAlias('churn', 'champion')],
])('%s refuses a name without three levels before anything is sent', async (_, call) => {
  const { server, sent } = open();
  await expect(call(server)).rejects.toMatchObject({
    code: 'input',
    hint: 'Name it with its catalog and schema: catalog.schema.model.',
  });
  expect(sent).toEqual([]);
});

test.each<[string, (server: ModelServer) => Promise<unknown>, RegExp]>([
  [
    'transition',
    (server) => server.transition(AT, { stage: 'Production', archiveExisting: true }),
    /no stages/,
  ],
  ['createModel', (server) => server.createModel(NAME), /doesn't register versions/],
  [
    'createVersion',
    (server) => server.createVersion(NAME, { source: 's3://b/m', tags: {} }),
    /doesn't register versions/,
  ],
])('%s is not supported, and nothing is sent', async (_, call, message) => {
  const { server, sent } = open();
  await expect(call(server)).rejects.toThrow(message);
  await expect(call(server)).rejects.toMatchObject({ code: 'unsupported' });
  expect(sent).toEqual([]);
});

test('models are sorted, over all pages', async () => {
  const { server } = open(
    { next_page_token: 't' },
    { registered_models: [{ name: 'main.b.x' }, { name: 'main.a.x' }] },
  );
  expect(await server.models()).toEqual(['main.a.x', 'main.b.x']);
});

test('it has aliases, no stages, and 1,000 characters in a tag', () => {
  expect(open().server.features).toEqual({ stages: false, aliases: true, tagValue: 1_000 });
});

describe("a tag's key", () => {
  test.each([
    ['stagegate.history.1', 'stagegate%2Ehistory%2E1'],
    ['stagegate.next.12-3', 'stagegate%2Enext%2E12%2D3'],
    ['stagegate.a%b_c d', 'stagegate%2Ea%25b_c d'],
    ['stagegate.,-=/:', 'stagegate%2E%2C%2D%3D%2F%3A'],
  ])('%s is kept without reserved characters, and read back', (key, kept) => {
    expect(toCatalogKey(key)).toBe(kept);
    expect(kept).not.toMatch(/[.,\-=/:]/);
    expect(fromCatalogKey(kept)).toBe(key);
  });

  test.each(['team', 'a%2Eb', 'stagegate', 'stagegate_history', '%'])(
    '%s of others is read as it is',
    (key) => {
      expect(fromCatalogKey(key)).toBe(key);
    },
  );
});
