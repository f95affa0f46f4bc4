import { describe, expect, test } from '@jest/globals';
import { openMlflowServer } from '../../../../src/registry/mlflow/api/mlflow-server.js';
import { ServerFailure, type ModelServer } from '../../../../src/registry/mlflow/api/server.js';
import {
  MISSING,
  refusal,
  scriptTransport,
  told,
  type Json,
  type Reply,
} from '../support/scripted-transport.js';

const API = '/api/2.0/mlflow';
const AT = { name: 'churn', version: '3' };

function open(...replies: readonly Reply[]) {
  const transport = scriptTransport(...replies);
  return { server: openMlflowServer(transport), sent: transport.sent };
}

const version = (number: string, more?: Json): Json => ({ model_version: told(number, more) });
const versions = (...numbers: readonly string[]): Json => ({
  model_versions: numbers.map((one) => told(one)),
});
const NONE: Json = {};
const neverLate = () => false;

describe('a call is one request', () => {
  test.each<[string, (server: ModelServer) => Promise<unknown>, Json, object]>([
    [
      'model',
      (server) => server.model('churn'),
      { registered_model: { name: 'churn' } },
      { method: 'GET', path: `${API}/registered-models/get`, query: { name: 'churn' }, repeat: 'always' },
    ],
    [
      'version',
      (server) => server.version(AT),
      version('3'),
      { method: 'GET', path: `${API}/model-versions/get`, query: AT, repeat: 'always' },
    ],
    [
      'versionByAlias',
      (server) => server.versionByAlias('churn', 'champion'),
      version('3', { aliases: ['champion'] }),
      {
        method: 'GET',
        path: `${API}/registered-models/alias`,
        query: { name: 'churn', alias: 'champion' },
        repeat: 'always',
      },
    ],
    [
      'setVersionTag',
      (server) => server.setVersionTag(AT, { key: 'stagegate.history.1', value: '' }),
      {},
      {
        method: 'POST',
        path: `${API}/model-versions/set-tag`,
        body: { ...AT, key: 'stagegate.history.1', value: '' },
        repeat: 'always',
      },
    ],
    [
      'deleteVersionTag',
      (server) => server.deleteVersionTag(AT, 'a'),
      {},
      {
        method: 'DELETE',
        path: `${API}/model-versions/delete-tag`,
        body: { ...AT, key: 'a' },
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
      'setAlias that may be too late',
      (server) => server.setAlias(AT, 'champion', { mayRepeat: neverLate }),
      {},
      {
        method: 'POST',
        path: `${API}/registered-models/alias`,
        body: { ...AT, alias: 'champion' },
        repeat: neverLate,
      },
    ],
    [
      'setVersionTag that may be too late',
      (server) => server.setVersionTag(AT, { key: 'a', value: 'b' }, { mayRepeat: neverLate }),
      {},
      expect.objectContaining({ path: `${API}/model-versions/set-tag`, repeat: neverLate }),
    ],
    [
      'deleteVersionTag that may be too late',
      (server) => server.deleteVersionTag(AT, 'a', { mayRepeat: neverLate }),
      {},
      expect.objectContaining({ path: `${API}/model-versions/delete-tag`, repeat: neverLate }),
    ],
    [
      'deleteAlias that may be too late',
      (server) => server.deleteAlias('churn', 'champion', { mayRepeat: neverLate }),
      {},
      expect.objectContaining({
        method: 'DELETE',
        path: `${API}/registered-models/alias`,
        repeat: neverLate,
      }),
    ],
    [
      'deleteAlias',
      (server) => server.deleteAlias('churn', 'champion'),
      {},
      {
        method: 'DELETE',
        path: `${API}/registered-models/alias`,
        body: { name: 'churn', alias: 'champion' },
        repeat: 'always',
      },
    ],
    [
      'transition',
      (server) =>
        server.transition(AT, { stage: 'Production', archiveExisting: true }, { mayRepeat: neverLate }),
      version('3', { current_stage: 'Production' }),
      {
        method: 'POST',
        path: `${API}/model-versions/transition-stage`,
        body: { ...AT, stage: 'Production', archive_existing_versions: true },
        repeat: neverLate,
      },
    ],
    [
      'createModel',
      (server) => server.createModel('churn'),
      {},
      { method: 'POST', path: `${API}/registered-models/create`, body: { name: 'churn' }, repeat: 'always' },
    ],
    [
      'createVersion with a run',
      (server) => server.createVersion('churn', { source: 's3://b/m', runId: 'r1', tags: { a: 'b' } }),
      version('4'),
      {
        method: 'POST',
        path: `${API}/model-versions/create`,
        body: { name: 'churn', source: 's3://b/m', run_id: 'r1', tags: [{ key: 'a', value: 'b' }] },
        repeat: 'never',
      },
    ],
    [
      'createVersion without one',
      (server) => server.createVersion('churn', { source: 's3://b/m', tags: {} }),
      version('4'),
      {
        method: 'POST',
        path: `${API}/model-versions/create`,
        body: { name: 'churn', source: 's3://b/m', tags: [] },
        repeat: 'never',
      },
    ],
    [
      'newest',
      (server) => server.newest('churn'),
      { ...versions('7'), next_page_token: 'there are more' },
      {
        method: 'GET',
        path: `${API}/model-versions/search`,
        query: { filter: "name = 'churn'", order_by: 'version_number DESC', max_results: '1' },
        repeat: 'always',
      },
    ],
    [
      'versions',
      (server) => server.versions('churn'),
      versions('1'),
      {
        method: 'GET',
        path: `${API}/model-versions/search`,
        query: { filter: "name = 'churn'", order_by: 'version_number ASC', max_results: '10000' },
        repeat: 'always',
      },
    ],
    [
      'versions with a tag',
      (server) => server.versions('churn', 'a.b'),
      { model_versions: [told('1', { tags: [{ key: 'a.b', value: '' }] })] },
      {
        method: 'GET',
        path: `${API}/model-versions/search`,
        query: {
          filter: "name = 'churn' AND tags.`a.b` LIKE '%'",
          order_by: 'version_number ASC',
          max_results: '10000',
        },
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
        query: { max_results: '1000' },
        repeat: 'always',
      },
    ],
  ])('%s', async (_, call, reply, request) => {
    const { server, sent } = open(reply);
    await call(server);
    expect(sent).toEqual([request]);
  });
});

describe('what is not there', () => {
  test.each<[string, (server: ModelServer) => Promise<unknown>]>([
    ['model', (server) => server.model('churn')],
    ['version', (server) => server.version(AT)],
    ['versionByAlias', (server) => server.versionByAlias('churn', 'champion')],
  ])('%s is null by its error code', async (_, call) => {
    expect(await call(open(MISSING).server)).toBeNull();
  });

  test.each<[string, (server: ModelServer) => Promise<unknown>]>([
    ['deleteVersionTag', (server) => server.deleteVersionTag(AT, 'a')],
    ['deleteAlias', (server) => server.deleteAlias('churn', 'champion')],
  ])('%s does nothing', async (_, call) => {
    await expect(call(open(MISSING).server)).resolves.toBeUndefined();
  });

  const failures: [string, ServerFailure][] = [
    ['a 404 of a page that is no API', refusal(404, null)],
    ['another error code', refusal(404, 'ENDPOINT_NOT_FOUND')],
    ['a missing permission', refusal(403, 'PERMISSION_DENIED')],
    ['no answer', refusal(503, null)],
  ];
  test.each(failures)('%s is a failure, not an absence', async (_, failure) => {
    await expect(open(failure).server.model('churn')).rejects.toBe(failure);
    await expect(open(failure).server.version(AT)).rejects.toBe(failure);
    await expect(open(failure).server.versionByAlias('churn', 'champion')).rejects.toBe(failure);
    await expect(open(failure).server.deleteVersionTag(AT, 'a')).rejects.toBe(failure);
    await expect(open(failure).server.versions('churn')).rejects.toBe(failure);
  });

  test.each<[string, (server: ModelServer) => Promise<unknown>]>([
    ['setVersionTag', (server) => server.setVersionTag(AT, { key: 'a', value: 'b' })],
    ['setAlias', (server) => server.setAlias(AT, 'champion')],
    ['transition', (server) => server.transition(AT, { stage: 'Staging', archiveExisting: false })],
    ['createVersion', (server) => server.createVersion('churn', { source: 's3://b/m', tags: {} })],
  ])('%s to a missing version fails', async (_, call) => {
    await expect(call(open(MISSING).server)).rejects.toBe(MISSING);
  });
});

describe("an alias that MLflow's own server calls invalid", () => {
  const INVALID = refusal(400, 'INVALID_PARAMETER_VALUE', 'Registered model alias champion not found.');
  const model = (aliases: readonly Json[]): Json => ({ registered_model: { name: 'churn', aliases } });
  const champion = model([{ alias: 'champion', version: '3' }]);

  test.each<[string, readonly Reply[]]>([
    ['is not set', [INVALID, model([])]],
    ['is not set, nor is its namesake of an object', [INVALID, model([{ alias: 'other', version: '1' }])]],
    ['has a model that is not there', [INVALID, MISSING]],
    ['leads to a version that is gone', [INVALID, champion, MISSING]],
  ])('%s: null', async (_, replies) => {
    expect(await open(...replies).server.versionByAlias('churn', 'champion')).toBeNull();
  });

  test('an alias named like a part of every object is not set either', async () => {
    expect(await open(INVALID, model([])).server.versionByAlias('churn', 'constructor')).toBeNull();
  });

  test('that does lead to a version: the failure stands', async () => {
    const { server } = open(INVALID, champion, version('3'));
    await expect(server.versionByAlias('churn', 'champion')).rejects.toBe(INVALID);
  });
});

describe('versions', () => {
  test('by ascending number, over all pages, without repeats', async () => {
    const { server, sent } = open(
      { ...versions('10', '2'), next_page_token: 't1' },
      { next_page_token: 't2' },
      versions('2', '1'),
    );
    expect((await server.versions('churn')).map((held) => held.version)).toEqual(['1', '2', '10']);
    expect(sent.map(({ query }) => query?.['page_token'])).toEqual([undefined, 't1', 't2']);
  });

  test('without other models that the pattern matches, and without versions that lack the tag', async () => {
    const name = `it's "it"`;
    const tags = [{ key: 'a', value: 'b' }];
    const { server, sent } = open({
      model_versions: [
        told('1', { name, tags }),
        told('2', { name: 'itxs "it"', tags }),
        told('3', { name }),
        told('4', { name, tags: [{ key: 'A', value: 'b' }] }),
      ],
    });
    expect((await server.versions(name, 'a')).map((held) => held.version)).toEqual(['1']);
    expect(sent[0]?.query?.['filter']).toBe(`name LIKE 'it_s "it"' AND tags.\`a\` LIKE '%'`);
  });

  test("a tag key that a filter can't hold is filtered here", async () => {
    const { server, sent } = open({
      model_versions: [told('1', { tags: [{ key: '`', value: '' }] }), told('2')],
    });
    expect((await server.versions('churn', '`')).map((held) => held.version)).toEqual(['1']);
    expect(sent[0]?.query?.['filter']).toBe("name = 'churn'");
  });

  test('the newest by a pattern is the highest of the exact name', async () => {
    const name = `it's "it"`;
    const { server } = open({
      model_versions: [told('9', { name }), told('10', { name }), told('11', { name: 'itxs "it"' })],
    });
    expect(await server.newest(name)).toMatchObject({ version: '10' });
  });

  test('none, after checking whether one hides them', async () => {
    const { server, sent } = open(NONE, NONE);
    expect(await server.versions('churn')).toEqual([]);
    expect(sent[1]?.query?.['filter']).toBe("name = 'churn' AND tags.`mlflow.prompt.is_prompt` = 'true'");
  });
});

describe('a version that is marked as a prompt hides all versions of its model', () => {
  const marked = {
    model_versions: [told('2', { tags: [{ key: 'mlflow.prompt.is_prompt', value: 'true' }] })],
  };
  const model = (tags: readonly Json[]): Json => ({ registered_model: { name: 'churn', tags } });

  test.each<[string, (server: ModelServer) => Promise<unknown>]>([
    ['versions', (server) => server.versions('churn')],
    ['newest', (server) => server.newest('churn')],
  ])('%s fails instead of finding none', async (_, call) => {
    const failure: unknown = await call(open(NONE, marked, model([])).server).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(ServerFailure);
    expect(failure).toMatchObject({
      message: 'https://mlflow.example hides all versions of churn: version 2 is marked as a prompt',
      hint: expect.stringContaining('mlflow.prompt.is_prompt'),
    });
  });

  test('a prompt has no versions, as for all of MLflow', async () => {
    const prompt = model([{ key: 'mlflow.prompt.is_prompt', value: 'true' }]);
    expect(await open(NONE, marked, prompt).server.versions('churn')).toEqual([]);
    expect(await open(NONE, marked, prompt).server.newest('churn')).toBeNull();
  });

  test("the mark on another model that the pattern matches doesn't count", async () => {
    const name = `it's "it"`;
    const { server } = open(NONE, { model_versions: [told('2', { name: 'itxs "it"' })] });
    expect(await server.versions(name)).toEqual([]);
  });
});

test('models are sorted, over all pages, without repeats and prompts', async () => {
  const { server } = open(
    { registered_models: [{ name: 'b' }, { name: 'Z' }], next_page_token: 't' },
    {
      registered_models: [
        { name: 'b' },
        { name: 'a' },
        { name: 'p', tags: [{ key: 'mlflow.prompt.is_prompt', value: 'True' }] },
        { name: 'q', tags: [{ key: 'mlflow.prompt.is_prompt', value: 'false' }] },
      ],
    },
  );
  expect(await server.models()).toEqual(['Z', 'a', 'b', 'q']);
});

test.each([
  ['Production', true, true],
  ['Production', false, false],
  ['None', true, false],
  ['Archived', true, false],
  ['archived', true, false],
])('a transition to %s with archiveExisting %s says %s', async (stage, archiveExisting, says) => {
  const { server, sent } = open(version('3'));
  await server.transition(AT, { stage, archiveExisting });
  expect(sent[0]?.body).toMatchObject({ stage, archive_existing_versions: says });
});

test.each(['RESOURCE_ALREADY_EXISTS', 'ALREADY_EXISTS'])(
  'a model that is there is made: %s',
  async (code) => {
    await expect(open(refusal(400, code)).server.createModel('churn')).resolves.toBeUndefined();
  },
);

test('failing to create a model is a failure', async () => {
  const failure = refusal(400, 'INVALID_PARAMETER_VALUE');
  await expect(open(failure).server.createModel('a/b')).rejects.toBe(failure);
});

test("a transition's answer has the aliases", async () => {
  const { server } = open(version('3', { current_stage: 'Staging', aliases: ['champion'] }));
  expect(await server.transition(AT, { stage: 'Staging', archiveExisting: false })).toMatchObject({
    stage: 'Staging',
    aliases: ['champion'],
  });
});

test('the answer to another question is refused', async () => {
  await expect(open(version('4')).server.version(AT)).rejects.toThrow(
    'https://mlflow.example answered with version 4 when asked for version 3 of churn',
  );
});

test('its features', () => {
  const { server } = open();
  expect(server.label).toBe('https://mlflow.example');
  expect(server.features).toEqual({ stages: true, aliases: true, tagValue: 5_000 });
});
