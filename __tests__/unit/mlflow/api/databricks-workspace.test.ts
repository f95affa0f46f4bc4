import { describe, expect, test } from '@jest/globals';
import { openDatabricksWorkspace } from '../../../../src/registry/mlflow/api/databricks.js';
import type { ModelServer } from '../../../../src/registry/mlflow/api/server.js';
import { MISSING, scriptTransport, told, type Reply } from '../support/scripted-transport.js';

function open(...replies: readonly Reply[]) {
  const transport = scriptTransport(...replies);
  return { server: openDatabricksWorkspace(transport), sent: transport.sent };
}

test('it has stages, no aliases, and room for 5,000 bytes in a tag', () => {
  const { features } = open().server;
  expect(features).toMatchObject({ stages: true, aliases: false });
  const widest = '\uffee'.repeat(features.tagValue);
  expect(Buffer.byteLength(widest)).toBeLessThanOrEqual(5_000);
});

describe('versions', () => {
  test('are searched by the name alone; those with a tag are picked here', async () => {
    const tags = [{ key: 'stagegate.history.1', value: '{}' }];
    const { server, sent } = open({ model_versions: [told('12', { tags }), told('3'), told('2', { tags })] });
    const found = await server.versions('churn', 'stagegate.history.1');
    expect(found.map(({ version }) => version)).toEqual(['2', '12']);
    expect(sent).toEqual([
      {
        method: 'GET',
        path: '/api/2.0/mlflow/model-versions/search',
        query: { filter: "name = 'churn'", max_results: '10000' },
        repeat: 'always',
      },
    ]);
  });

  test("a model that doesn't exist has none", async () => {
    expect(await open({}).server.versions('churn')).toEqual([]);
    expect(await open(MISSING).server.versions('churn')).toEqual([]);
    expect(await open(MISSING).server.newest('churn')).toBeNull();
  });

  test('the newest is the highest of the latest of each stage', async () => {
    const latest_versions = [told('9'), told('10', { current_stage: 'Archived' }), told('8')];
    const { server, sent } = open({ registered_model: { name: 'churn', latest_versions } });
    expect(await server.newest('churn')).toMatchObject({ version: '10', stage: 'Archived' });
    expect(sent).toHaveLength(1);
  });

  test('a name that its search cannot hold is refused before anything is sent', async () => {
    const { server, sent } = open();
    await expect(server.versions(`it's "it"`)).rejects.toMatchObject({ code: 'unsupported' });
    expect(sent).toEqual([]);
  });
});

test.each<[string, (server: ModelServer) => Promise<unknown>]>([
  ['versionByAlias', (server) => server.versionByAlias('churn', 'champion')],
  ['setAlias', (server) => server.setAlias({ name: 'churn', version: '1' }, 'champion')],
  ['deleteAlias', (server) => server.deleteAlias('churn', 'champion')],
])('%s is refused before anything is sent', async (_, call) => {
  const { server, sent } = open();
  await expect(call(server)).rejects.toMatchObject({
    code: 'unsupported',
    message: 'the model registry of a Databricks workspace has no aliases',
  });
  expect(sent).toEqual([]);
});

test('all else is as on MLflow: a transition', async () => {
  const { server, sent } = open({ model_version: told('1', { current_stage: 'Staging' }) });
  await server.transition({ name: 'churn', version: '1' }, { stage: 'Staging', archiveExisting: true });
  expect(sent[0]).toMatchObject({ method: 'POST', path: '/api/2.0/mlflow/model-versions/transition-stage' });
});
