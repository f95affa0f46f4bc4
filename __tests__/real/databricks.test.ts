import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openServers, type OpenedServers } from '../../src/registry/mlflow/client/open-servers.js';
import { StagegateError } from '../../src/errors.js';
import { startDatabricks, type Databricks } from '../support/databricks/databricks.js';

/* Both kinds of Databricks registry over HTTP, against the stand-in that MLflow's own client drives too. */

let databricks: Databricks;
let opened: OpenedServers[];
beforeEach(async () => {
  databricks = await startDatabricks({ rowsAtMost: 3 });
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((servers) => servers.close()));
  await databricks.close();
});

async function open(
  kind: 'databricks' | 'databricks-uc',
  credentials: Readonly<Record<string, string>> = { DATABRICKS_TOKEN: databricks.signIn.token },
): Promise<OpenedServers> {
  const env = { DATABRICKS_HOST: databricks.url, MLFLOW_HTTP_REQUEST_MAX_RETRIES: '0', ...credentials };
  const servers = await openServers({ kind, profile: null }, { env, home: tmpdir() });
  opened.push(servers);
  return servers;
}

describe('Unity Catalog', () => {
  const name = 'main.default.churn';
  const at = (version: string) => ({ name, version });

  test('aliases and tags are set, read back and deleted, a second time too', async () => {
    databricks.catalog.register(name, { runId: 'r1' }, {}, {}, {});
    const { registry } = await open('databricks-uc');
    const line = { key: 'stagegate.next.12-3', value: '{"model":"main.default.churn"}' };
    await registry.setVersionTag(at('1'), line);
    await registry.setAlias(at('1'), 'champion');
    const version = {
      version: '1',
      stage: null,
      runId: 'r1',
      aliases: ['champion'],
      tags: { [line.key]: line.value },
    };
    expect(await registry.version(at('1'))).toMatchObject(version);
    expect(await registry.versionByAlias(name, 'champion')).toMatchObject(version);
    expect(await registry.model(name)).toEqual({ name, tags: {}, aliases: { champion: '1' }, latest: [] });
    expect((await registry.versions(name, line.key)).map((held) => held.version)).toEqual(['1']);

    await registry.setAlias(at('4'), 'champion');
    expect((await registry.version(at('1')))?.aliases).toEqual([]);
    await registry.deleteVersionTag(at('1'), line.key);
    await registry.deleteVersionTag(at('1'), line.key);
    await registry.deleteAlias(name, 'champion');
    await registry.deleteAlias(name, 'champion');
    expect(await registry.version(at('1'))).toMatchObject({ tags: {}, aliases: [] });
    expect(await registry.versionByAlias(name, 'champion')).toBeNull();
    expect(databricks.violations).toEqual([]);
  });

  test('versions and models are listed over all pages', async () => {
    databricks.catalog.register(name, ...Array.from({ length: 11 }, () => ({})));
    for (const other of ['b', 'c', 'd', 'a']) databricks.catalog.register(`main.default.${other}`);
    const { registry } = await open('databricks-uc');
    expect((await registry.versions(name)).map(({ version }) => Number(version))).toEqual(
      Array.from({ length: 11 }, (_, before) => before + 1),
    );
    expect(await registry.newest(name)).toMatchObject({ version: '11' });
    expect(await registry.models()).toEqual(
      ['a', 'b', 'c', 'churn', 'd'].map((last) => `main.default.${last}`),
    );
    expect(databricks.violations).toEqual([]);
  });

  test('a name in other letters is the same model', async () => {
    databricks.catalog.register(name, {});
    const { registry } = await open('databricks-uc');
    expect(await registry.versions('Main.Default.Churn')).toMatchObject([{ version: '1' }]);
    expect(databricks.violations).toEqual([]);
  });

  test('a missing model, version or alias is null', async () => {
    databricks.catalog.register(name, {});
    const { registry } = await open('databricks-uc');
    expect(await registry.version(at('9'))).toBeNull();
    expect(await registry.versionByAlias(name, 'champion')).toBeNull();
    expect(await registry.model('main.default.other')).toBeNull();
    expect(await registry.versions('main.default.other')).toEqual([]);
    expect(await registry.newest('main.default.other')).toBeNull();
    await expect(registry.setAlias(at('9'), 'champion')).rejects.toMatchObject({
      errorCode: 'RESOURCE_DOES_NOT_EXIST',
      definite: true,
    });
    expect(databricks.violations).toEqual([]);
  });

  test('the runs are those of the workspace', async () => {
    databricks.runs.add('r1', { accuracy: 0.9, loss: 'NaN' });
    const { tracking } = await open('databricks-uc');
    expect(await tracking.run('r1')).toMatchObject({
      status: 'FINISHED',
      lifecycleStage: 'active',
      metrics: [
        { key: 'accuracy', value: 0.9 },
        { key: 'loss', value: 'NaN' },
      ],
    });
    expect(await tracking.run('r2')).toBeNull();
    expect(databricks.violations).toEqual([]);
  });
});

describe("a workspace's registry", () => {
  const name = 'churn';

  test('versions are registered, tagged and moved', async () => {
    const { registry } = await open('databricks');
    await registry.createModel(name);
    await registry.createModel(name);
    const tags = { 'stagegate.registered': '{}' };
    expect(await registry.createVersion(name, { source: 'dbfs:/m/1', runId: 'r1', tags })).toMatchObject({
      version: '1',
      stage: 'None',
      tags,
    });
    for (const source of ['dbfs:/m/2', 'dbfs:/m/3', 'dbfs:/m/4']) {
      await registry.createVersion(name, { source, tags: {} });
    }
    const key = 'stagegate.history.1';
    await registry.setVersionTag(
      { name, version: '2' },
      { key, value: 'ü'.repeat(registry.features.tagValue) },
    );
    for (const version of ['1', '2']) {
      await registry.transition({ name, version }, { stage: 'Production', archiveExisting: true });
    }
    await registry.transition({ name, version: '3' }, { stage: 'None', archiveExisting: true });
    expect((await registry.versions(name)).map(({ version, stage }) => [version, stage])).toEqual([
      ['1', 'Archived'],
      ['2', 'Production'],
      ['3', 'None'],
      ['4', 'None'],
    ]);
    expect((await registry.versions(name, key)).map(({ version }) => version)).toEqual(['2']);
    expect(await registry.newest(name)).toMatchObject({ version: '4' });
    expect((await registry.model(name))?.latest).toMatchObject([
      { version: '4', stage: 'None' },
      { version: '2', stage: 'Production' },
      { version: '1', stage: 'Archived' },
    ]);
    await registry.deleteVersionTag({ name, version: '2' }, key);
    await registry.deleteVersionTag({ name, version: '2' }, key);
    expect(await registry.versions(name, key)).toEqual([]);
    expect(await registry.models()).toEqual([name]);
    expect(databricks.violations).toEqual([]);
  });

  test('a missing model, version or alias is null', async () => {
    const { registry } = await open('databricks');
    expect(await registry.model(name)).toBeNull();
    expect(await registry.version({ name, version: '1' })).toBeNull();
    expect(await registry.versions(name)).toEqual([]);
    expect(await registry.newest(name)).toBeNull();
    expect(databricks.violations).toEqual([]);
  });

  test('a name of three levels is refused', async () => {
    const { registry } = await open('databricks');
    await expect(registry.model('main.default.churn')).rejects.toThrow(/Invalid name 'main\.default\.churn'/);
    expect(databricks.violations).toEqual([]);
  });
});

describe('who may', () => {
  const at = { name: 'main.default.churn', version: '1' };
  beforeEach(() => databricks.catalog.register(at.name, {}));

  test('a service principal gets a token, and another one when that is over', async () => {
    const { id, secret } = databricks.signIn.client;
    const { registry } = await open('databricks-uc', {
      DATABRICKS_CLIENT_ID: id,
      DATABRICKS_CLIENT_SECRET: secret,
    });
    await registry.setAlias(at, 'champion');
    databricks.signIn.expire();
    expect(await registry.versionByAlias(at.name, 'champion')).toMatchObject({ version: '1' });
    expect(databricks.violations).toEqual([]);
  });

  test.each<[string, () => Readonly<Record<string, string>>]>([
    ['a wrong token', () => ({ DATABRICKS_TOKEN: 'dapi0' })],
    ['a wrong secret', () => ({ DATABRICKS_CLIENT_ID: 'me', DATABRICKS_CLIENT_SECRET: 'dose0' })],
  ])('%s is refused and not shown', async (_, credentials) => {
    const { registry } = await open('databricks-uc', credentials());
    const failure: unknown = await registry.version(at).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StagegateError);
    const { message, hint } = failure as StagegateError;
    expect(`${message} ${hint ?? ''}`).not.toMatch(/dapi0|dose0/);
    expect(databricks.violations).toEqual([]);
  });

  test('a reader reads, and is refused a change', async () => {
    const { registry } = await open('databricks-uc', { DATABRICKS_TOKEN: databricks.signIn.readerToken });
    expect(await registry.version(at)).toMatchObject({ version: '1' });
    await expect(registry.setAlias(at, 'champion')).rejects.toMatchObject({
      errorCode: 'PERMISSION_DENIED',
      definite: true,
    });
    expect(databricks.violations).toEqual([]);
  });
});
