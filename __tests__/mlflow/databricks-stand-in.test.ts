import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startDatabricks, type Databricks } from '../support/databricks/databricks.js';
import { PROJECT } from '../support/project.js';
import { baseEnvironment, runProcess } from '../support/spawn.js';

/*
 * MLflow's own client drives the stand-in: what it sends must be taken, what it is answered it must understand. A
 * stand-in that were stricter, or of another form, than the client expects would prove nothing of ours.
 */

interface Call {
  readonly call: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

const PYTHON = join(PROJECT, '.cache/mlflow/3.17.2/bin/python');
const SCRIPTS = join(PROJECT, '__tests__/support/databricks');

let databricks: Databricks;
beforeEach(async () => {
  databricks = await startDatabricks({ rowsAtMost: 2 });
});
afterEach(() => databricks.close());

async function ask(registry: string, calls: readonly Call[]): Promise<unknown[]> {
  const { status, stdout, stderr } = await runProcess(PYTHON, [join(SCRIPTS, 'mlflow_client.py')], {
    cwd: PROJECT,
    env: {
      ...baseEnvironment(),
      DATABRICKS_HOST: databricks.url,
      DATABRICKS_TOKEN: databricks.signIn.token,
      MLFLOW_TRACKING_URI: 'databricks',
      MLFLOW_REGISTRY_URI: registry,
      MLFLOW_ENABLE_DB_SDK: 'false',
      MLFLOW_DISABLE_TELEMETRY: 'true',
    },
    stdin: JSON.stringify(calls),
  });
  if (status !== 0) throw new Error(stderr);
  const answers = JSON.parse(stdout) as { result?: unknown; error?: string }[];
  return answers.map(({ result, error }) => error ?? result);
}

/** What is asked, and what the error says. */
type Refused = Readonly<Record<string, readonly [Call, RegExp]>>;

/** Each answer under the name of its case. */
async function askAll(registry: string, cases: Refused): Promise<object> {
  const answers = await ask(
    registry,
    Object.values(cases).map(([asked]) => asked),
  );
  return Object.fromEntries(Object.keys(cases).map((name, at) => [name, answers[at]]));
}

function messagesOf(cases: Refused): object {
  const messages = Object.entries(cases).map(([name, [, message]]) => [name, expect.stringMatching(message)]);
  return Object.fromEntries(messages) as object;
}

const call = (name: string, given: Call['arguments']): Call => ({ call: name, arguments: given });

test("every endpoint takes the fields of MLflow's protos", async () => {
  const { stdout } = await runProcess(PYTHON, [join(SCRIPTS, 'protos.py')], {
    cwd: PROJECT,
    env: baseEnvironment(),
  });
  const requests = JSON.parse(stdout) as Record<string, object>;
  const own = databricks.endpoints.map(({ method, path, fields }) => [`${method} ${path}`, fields] as const);
  expect(Object.fromEntries(own)).toEqual(
    Object.fromEntries(own.map(([endpoint]) => [endpoint, requests[endpoint]])),
  );
});

describe('Unity Catalog', () => {
  const name = 'main.default.churn';
  const one = { name, version: '1' };

  test("MLflow's client sets, reads and deletes aliases and tags", async () => {
    databricks.catalog.register(name, { runId: 'r1' }, {}, {});
    const [, , got, byAlias, model, , , , after, gone] = await ask('databricks-uc', [
      call('set_registered_model_alias', { ...one, alias: 'champion' }),
      call('set_model_version_tag', { ...one, key: 'stagegate', value: 'x' }),
      call('get_model_version', one),
      call('get_model_version_by_alias', { name, alias: 'champion' }),
      call('get_registered_model', { name }),
      call('delete_model_version_tag', { ...one, key: 'stagegate' }),
      call('set_registered_model_alias', { name, version: '2', alias: 'champion' }),
      call('delete_registered_model_alias', { name, alias: 'champion' }),
      call('get_model_version', one),
      call('get_model_version_by_alias', { name, alias: 'champion' }),
    ]);
    const version = { name, version: '1', run_id: 'r1', status: 'READY' };
    expect(got).toMatchObject({ ...version, tags: { stagegate: 'x' }, aliases: ['champion'] });
    expect(byAlias).toEqual(got);
    expect(model).toMatchObject({ name, aliases: { champion: '1' } });
    expect(after).toMatchObject({ ...version, tags: {}, aliases: [] });
    expect(gone).toMatch(/^RESOURCE_DOES_NOT_EXIST: /);
    expect(databricks.violations).toEqual([]);
  });

  test("MLflow's client searches page by page, without tags and aliases", async () => {
    databricks.catalog.register(name, {}, {}, {});
    databricks.catalog.register('main.default.other', {});
    databricks.catalog.register('main.default.third', {});
    const filter_string = `name='${name}'`;
    const [, , models, versions] = await ask('databricks-uc', [
      call('set_registered_model_alias', { ...one, alias: 'champion' }),
      call('set_model_version_tag', { ...one, key: 'stagegate', value: 'x' }),
      call('search_registered_models', {}),
      call('search_model_versions', { filter_string }),
    ]);
    expect(models).toMatchObject([{ name }, { name: 'main.default.other' }, { name: 'main.default.third' }]);
    expect(versions).toMatchObject([{ version: '1' }, { version: '2' }, { version: '3' }]);
    expect(JSON.stringify(versions)).not.toMatch(/champion|stagegate/);
    expect(databricks.violations).toEqual([]);
  });

  const REFUSED: Refused = {
    'a name of two levels': [
      call('get_registered_model', { name: 'main.churn' }),
      /^INVALID_PARAMETER_VALUE: Bad model name/,
    ],
    'a model that is not there': [
      call('get_registered_model', { name: 'a.b.c' }),
      /^RESOURCE_DOES_NOT_EXIST: Routine or Model 'a.b.c'/,
    ],
    'a version that is not there': [
      call('get_model_version', { name, version: '9' }),
      /^RESOURCE_DOES_NOT_EXIST/,
    ],
    'a filter of two conditions': [
      call('search_model_versions', { filter_string: `name='${name}' and tags.a='b'` }),
      /^INVALID_PARAMETER_VALUE: Unsupported filter/,
    ],
    "a tag's key with a dot": [
      call('set_model_version_tag', { ...one, key: 'a.b', value: 'x' }),
      /^INVALID_PARAMETER_VALUE: Tag name a\.b contains/,
    ],
    "a tag's value that is too long": [
      call('set_model_version_tag', { ...one, key: 'a', value: 'x'.repeat(1_001) }),
      /^INVALID_PARAMETER_VALUE/,
    ],
  };

  test('the client understands refusals', async () => {
    databricks.catalog.register(name, {});
    expect(await askAll('databricks-uc', REFUSED)).toEqual(messagesOf(REFUSED));
    expect(databricks.violations).toEqual([]);
  });
});

describe("a workspace's registry", () => {
  const name = 'churn';
  const one = { name, version: '1' };

  test("MLflow's client registers, tags, moves and searches versions", async () => {
    const answers = await ask('databricks', [
      call('create_registered_model', { name }),
      call('create_model_version', { name, source: 'dbfs:/m/1', run_id: 'r1', tags: { a: 'b' } }),
      call('create_model_version', { name, source: 'dbfs:/m/2' }),
      call('create_model_version', { name, source: 'dbfs:/m/3' }),
      call('set_model_version_tag', { ...one, key: 'stagegate.history.1', value: '' }),
      call('transition_model_version_stage', { ...one, stage: 'Production' }),
      call('transition_model_version_stage', {
        name,
        version: '2',
        stage: 'Production',
        archive_existing_versions: true,
      }),
      call('delete_model_version_tag', { ...one, key: 'a' }),
      call('get_model_version', one),
      call('search_model_versions', { filter_string: `name='${name}'` }),
      call('search_registered_models', {}),
    ]);
    expect(answers[6]).toMatchObject({ version: '2', current_stage: 'Production' });
    expect(answers[8]).toMatchObject({
      ...one,
      current_stage: 'Archived',
      run_id: 'r1',
      tags: { 'stagegate.history.1': '' },
    });
    expect(answers[9]).toMatchObject([
      { version: '3', current_stage: 'None' },
      { version: '2', current_stage: 'Production' },
      { version: '1', current_stage: 'Archived' },
    ]);
    expect(answers[10]).toMatchObject([{ name }]);
    expect(databricks.violations).toEqual([]);
  });

  const REFUSED: Refused = {
    'a name of three levels': [
      call('transition_model_version_stage', { name: 'a.b.c', version: '1', stage: 'Staging' }),
      /^INVALID_PARAMETER_VALUE: Invalid name 'a\.b\.c'/,
    ],
    'a model that is there': [call('create_registered_model', { name }), /^RESOURCE_ALREADY_EXISTS/],
    'a version that is not there': [
      call('get_model_version', { name, version: '9' }),
      /^RESOURCE_DOES_NOT_EXIST/,
    ],
    'an alias': [
      call('set_registered_model_alias', { ...one, alias: 'champion' }),
      /unsupported for models in the Workspace Model Registry/,
    ],
  };

  test('the client understands refusals', async () => {
    databricks.workspace.register(name, {});
    expect(await askAll('databricks', REFUSED)).toEqual(messagesOf(REFUSED));
    expect(databricks.violations).toEqual([]);
  });

  test("MLflow's client reads a run's metrics", async () => {
    databricks.runs.add('r1', { accuracy: 0.9, loss: 'Infinity' });
    const answers = await ask('databricks', [
      call('get_run', { run_id: 'r1' }),
      call('get_run', { run_id: 'r2' }),
    ]);
    expect(answers[0]).toMatchObject({ metrics: { accuracy: '0.9', loss: 'inf' }, status: 'FINISHED' });
    expect(answers[1]).toMatch(/^RESOURCE_DOES_NOT_EXIST/);
    expect(databricks.violations).toEqual([]);
  });
});
