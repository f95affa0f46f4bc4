import { describe, expect, test } from '@jest/globals';
import { readServerSettings, type ServerSettings } from '../../../../src/registry/mlflow/client/settings.js';
import { parseServerUri, resolveServer } from '../../../../src/model/server-location.js';

type Env = Record<string, string>;

const CONFIG = `
[DEFAULT]
host = https://default.cloud.databricks.com
token = hunter2-default

[prod]
host = prod.cloud.databricks.com/
client_id = id
client_secret = hunter2-prod

[half]
token = hunter2-half

[azure]
host = https://adb-1.azuredatabricks.net
auth_type = azure-cli
`;

function read(uri: string, env: Env, config: string | null = CONFIG): Promise<ServerSettings> {
  const files = {
    home: '/home/ann',
    read: (path: string) =>
      Promise.resolve(path === (env['DATABRICKS_CONFIG_FILE'] ?? '/home/ann/.databrickscfg') ? config : null),
  };
  return readServerSettings(resolveServer(parseServerUri(uri)!, env), env, files);
}

const HOST = 'https://env.cloud.databricks.com';
const TOKEN = { DATABRICKS_HOST: HOST, DATABRICKS_TOKEN: 'hunter2' };
const OAUTH = { DATABRICKS_HOST: HOST, DATABRICKS_CLIENT_ID: 'id', DATABRICKS_CLIENT_SECRET: 'hunter2' };
const IDS = 'DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET';

describe('Databricks is reached', () => {
  test.each<[name: string, uri: string, env: Env, label: string, credentials: unknown]>([
    [
      'by a token',
      'databricks',
      TOKEN,
      `databricks (${HOST})`,
      { kind: 'token', token: 'hunter2', from: 'DATABRICKS_TOKEN' },
    ],
    [
      'by a service principal',
      'databricks-uc',
      OAUTH,
      `databricks-uc (${HOST})`,
      { kind: 'oauth', client: 'id', secret: 'hunter2', from: IDS },
    ],
    [
      'by the host as the browser shows it',
      'databricks',
      { ...TOKEN, DATABRICKS_HOST: 'env.cloud.databricks.com/?o=123#job' },
      `databricks (${HOST})`,
      { kind: 'token' },
    ],
    [
      'by the way that is chosen of two',
      'databricks',
      { ...TOKEN, ...OAUTH, DATABRICKS_AUTH_TYPE: 'oauth-m2m' },
      `databricks (${HOST})`,
      { kind: 'oauth', from: IDS },
    ],
    [
      'by the other way',
      'databricks',
      { ...OAUTH, ...TOKEN, DATABRICKS_AUTH_TYPE: 'pat' },
      `databricks (${HOST})`,
      { kind: 'token' },
    ],
    [
      'by the default profile',
      'databricks',
      {},
      'databricks (https://default.cloud.databricks.com)',
      { kind: 'token', token: 'hunter2-default', from: 'profile DEFAULT of ~/.databrickscfg' },
    ],
    [
      "by the URI's profile, which inherits nothing",
      'databricks-uc://prod',
      { DATABRICKS_CONFIG_PROFILE: 'azure' },
      'databricks-uc (https://prod.cloud.databricks.com)',
      { kind: 'oauth', client: 'id', secret: 'hunter2-prod', from: 'profile prod of ~/.databrickscfg' },
    ],
    [
      'by the profile that a variable names',
      'databricks',
      { DATABRICKS_CONFIG_PROFILE: 'prod' },
      'databricks (https://prod.cloud.databricks.com)',
      { kind: 'oauth' },
    ],
    [
      'by variables before the profile',
      'databricks://half',
      { DATABRICKS_HOST: HOST },
      `databricks (${HOST})`,
      { kind: 'token', from: 'profile half of ~/.databrickscfg' },
    ],
    [
      'by the file that a variable names',
      'databricks',
      { DATABRICKS_CONFIG_FILE: '/etc/databrickscfg' },
      'databricks (https://default.cloud.databricks.com)',
      { kind: 'token', from: 'profile DEFAULT of /etc/databrickscfg' },
    ],
  ])('%s', async (_name, uri, env, label, credentials) => {
    const settings = await read(uri, env);
    expect(settings).toMatchObject({
      label,
      credentials: credentials as object,
      basePath: '',
      workspace: null,
    });
    expect(label).toContain(settings.origin);
  });

  test("by the file's own default profile", async () => {
    const config = `[__settings__]\ndefault_profile = prod\n${CONFIG}`;
    expect((await read('databricks', {}, config)).origin).toBe('https://prod.cloud.databricks.com');
  });

  test("without MLflow's variables for other servers, and with the workspace's id", async () => {
    const settings = await read('databricks', {
      ...TOKEN,
      DATABRICKS_WORKSPACE_ID: '42',
      MLFLOW_TRACKING_TOKEN: 'other',
      MLFLOW_TRACKING_INSECURE_TLS: 'true',
      MLFLOW_TRACKING_AWS_SIGV4: 'true',
      MLFLOW_WORKSPACE: 'team-a',
    });
    expect(settings.tls.verify).toBe(true);
    expect(settings.headers).toMatchObject({ 'x-databricks-org-id': '42' });
    expect(settings.headers).not.toHaveProperty('x-mlflow-workspace');
  });
});

describe('Databricks is not guessed', () => {
  test.each<[name: string, uri: string, env: Env, config: string | null, code: string, message: string]>([
    ['without anything', 'databricks', {}, null, 'input', 'but no Databricks host is given'],
    [
      'without a host',
      'databricks',
      { DATABRICKS_TOKEN: 'hunter2' },
      CONFIG,
      'input',
      'but no Databricks host is given',
    ],
    [
      'without credentials',
      'databricks',
      { DATABRICKS_HOST: HOST },
      CONFIG,
      'input',
      'but no Databricks credentials are given',
    ],
    [
      'with half a service principal',
      'databricks',
      { DATABRICKS_HOST: HOST, DATABRICKS_CLIENT_SECRET: 'hunter2' },
      CONFIG,
      'input',
      'but no Databricks credentials are given',
    ],
    [
      'with two credentials',
      'databricks',
      { ...TOKEN, ...OAUTH },
      CONFIG,
      'input',
      'more than one Databricks credential: DATABRICKS_TOKEN and DATABRICKS_CLIENT_ID',
    ],
    [
      "with a token beside a profile's service principal",
      'databricks://prod',
      { DATABRICKS_TOKEN: 'hunter2' },
      CONFIG,
      'input',
      'DATABRICKS_TOKEN and profile prod of ~/.databrickscfg',
    ],
    [
      "with another host than the profile's",
      'databricks://prod',
      TOKEN,
      CONFIG,
      'input',
      'DATABRICKS_HOST differs from the host in profile prod of ~/.databrickscfg',
    ],
    [
      'with a profile that is not there',
      'databricks://test',
      {},
      CONFIG,
      'input',
      '~/.databrickscfg has no profile "test"',
    ],
    [
      'with a profile and no file',
      'databricks://test',
      TOKEN,
      null,
      'input',
      '~/.databrickscfg has no profile "test"',
    ],
    [
      'with another way to log in',
      'databricks://azure',
      {},
      CONFIG,
      'unsupported',
      'stagegate doesn\'t support the Databricks authentication "azure-cli"',
    ],
    [
      'with a host that is none',
      'databricks',
      { ...TOKEN, DATABRICKS_HOST: 'ftp://hunter2' },
      CONFIG,
      'input',
      "the Databricks host in DATABRICKS_HOST isn't a valid address",
    ],
    [
      'with a token that no header can hold',
      'databricks',
      { ...TOKEN, DATABRICKS_TOKEN: 'hunter2\n' },
      CONFIG,
      'input',
      'DATABRICKS_TOKEN contains a character',
    ],
  ])('%s', async (_name, uri, env, config, code, message) => {
    const error: unknown = await read(uri, env, config).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code,
      message: expect.stringContaining(message) as unknown,
      hint: expect.stringMatching(/\w/) as unknown,
    });
    expect(JSON.stringify(error) + String(error)).not.toContain('hunter2');
  });

  test('names the existing profiles', async () => {
    await expect(read('databricks://test', {})).rejects.toMatchObject({
      hint: 'Use one of its profiles: DEFAULT, prod, half, azure.',
    });
  });
});
