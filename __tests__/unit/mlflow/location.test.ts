import { describe, expect, test } from '@jest/globals';
import { StagegateError } from '../../../src/errors.js';
import {
  parseServerUri,
  resolveServer,
  resolveTracking,
  type ServerAddress,
} from '../../../src/model/server-location.js';

const http = (
  origin: string,
  basePath = '',
  login: { user: string; password: string } | null = null,
): ServerAddress => ({
  kind: 'http',
  origin,
  basePath,
  login,
});

function thrown(run: () => unknown): StagegateError {
  try {
    run();
  } catch (error) {
    if (error instanceof StagegateError) return error;
  }
  throw new Error('nothing was refused');
}

describe('a registry setting', () => {
  test.each([
    ['models.yaml'],
    ['models/'],
    ['./mlflow'],
    ['mlflow/'],
    ['C:\\models\\models.yaml'],
    ['c:/models.yaml'],
    ['\\\\server\\share\\models.yaml'],
    ['databricks/models.yaml'],
    ['databricks-models'],
    [''],
  ])('%j is a manifest', (setting) => {
    expect(parseServerUri(setting)).toBeNull();
  });

  test.each<[setting: string, expected: unknown]>([
    ['http://127.0.0.1:5000', http('http://127.0.0.1:5000')],
    ['https://mlflow.example.com/', http('https://mlflow.example.com')],
    [' HTTPS://MLflow.Example.com:443/ml/flow// ', http('https://mlflow.example.com', '/ml/flow')],
    ['http://[::1]:5000/x', http('http://[::1]:5000', '/x')],
    ['https://ann:s3cret@h', http('https://h', '', { user: 'ann', password: 's3cret' })],
    ['https://a%40b:p%3A%25@h/x', http('https://h', '/x', { user: 'a@b', password: 'p:%' })],
    ['https://ann:100%@h', http('https://h', '', { user: 'ann', password: '100%' })],
    ['https://ann:p@ss@h', http('https://h', '', { user: 'ann', password: 'p@ss' })],
    ['https://:only@h', http('https://h', '', { user: '', password: 'only' })],
    ['https://ann@h', http('https://h')],
    ['databricks', { kind: 'databricks', profile: null }],
    ['databricks://prod', { kind: 'databricks', profile: 'prod' }],
    ['databricks-uc', { kind: 'databricks-uc', profile: null }],
    ['databricks-uc://prod/', { kind: 'databricks-uc', profile: 'prod' }],
    ['mlflow', { kind: 'environment' }],
    [' MLflow ', { kind: 'environment' }],
  ])('%j is a server', (setting, expected) => {
    expect(parseServerUri(setting)).toEqual(expected);
  });

  test.each([
    ['sqlite:///mlflow.db', 'input', 'is a sqlite: URI, not an MLflow server'],
    ['file:///mlruns', 'input', 'is a file: URI, not an MLflow server'],
    [
      'postgresql+psycopg2://me:hunter2@db/mlflow',
      'input',
      'is a postgresql+psycopg2: URI, not an MLflow server',
    ],
    ['mysql://me:hunter2@db/mlflow', 'input', 'is a mysql: URI'],
    ['uc:http://127.0.0.1:8080', 'unsupported', "is a uc: URI, which stagegate can't use"],
    ['arn:aws:sagemaker:x:1:hunter2', 'unsupported', 'is a arn: URI'],
    ['s3://hunter2@bucket/models.yaml', 'unsupported', 'is a s3: URI'],
    ['http:/me:hunter2@host', 'input', 'is http: without //'],
    ['http://', 'input', 'is not a valid URL'],
    ['https://me:hunter2@host:99999', 'input', 'is not a valid URL'],
    ['https://host/?token=hunter2', 'input', 'has a ? or # after its address'],
    ['https://host/#/models/hunter2', 'input', 'has a ? or # after its address'],
    ['localhost:5731', 'input', 'is a host and port without http://'],
    ['mlflow.example.com:80/base', 'input', 'is a host and port without http://'],
    ['databricks://hunter2:prefix', 'unsupported', 'names a Databricks secret scope'],
    ['databricks://hunter2@host', 'input', 'has no profile after'],
    ['databricks://', 'input', 'has no profile after'],
    ['databricks:/hunter2', 'input', 'has no profile after'],
    ['databricks-uc:hunter2', 'input', 'has no profile after'],
  ])('%j is refused without showing what it holds', (setting, code, message) => {
    const error = thrown(() => parseServerUri(setting));
    expect(error.code).toBe(code);
    expect(error.message).toContain(`the registry ${message}`);
    expect(error.hint).toMatch(/[.:][^:]*$/);
    expect(`${error.message} ${error.hint ?? ''}`).not.toContain('hunter2');
  });
});

describe("MLflow's own variables", () => {
  const A = 'https://a.example.com';
  const B = 'https://b.example.com';

  test.each<[name: string, env: Record<string, string>, expected: ServerAddress]>([
    ['the tracking URI', { MLFLOW_TRACKING_URI: A }, http(A)],
    ['the registry URI before it', { MLFLOW_TRACKING_URI: A, MLFLOW_REGISTRY_URI: B }, http(B)],
    ['an empty registry URI as none', { MLFLOW_TRACKING_URI: A, MLFLOW_REGISTRY_URI: ' ' }, http(A)],
    [
      'Unity Catalog for databricks',
      { MLFLOW_TRACKING_URI: 'databricks' },
      { kind: 'databricks-uc', profile: null },
    ],
    [
      'its profile as well',
      { MLFLOW_TRACKING_URI: 'databricks://p' },
      { kind: 'databricks-uc', profile: 'p' },
    ],
    [
      "the workspace's own registry where it is asked for",
      { MLFLOW_TRACKING_URI: A, MLFLOW_REGISTRY_URI: 'databricks' },
      { kind: 'databricks', profile: null },
    ],
  ])('name %s', (_name, env, expected) => {
    expect(resolveServer({ kind: 'environment' }, env)).toEqual(expected);
  });

  test('are not asked by an address', () => {
    expect(resolveServer({ kind: 'databricks', profile: null }, { MLFLOW_REGISTRY_URI: A })).toEqual({
      kind: 'databricks',
      profile: null,
    });
  });

  test.each<[name: string, env: Record<string, string>, message: string]>([
    ['nothing', {}, 'the registry is mlflow, but MLFLOW_TRACKING_URI is not set'],
    [
      'an empty one',
      { MLFLOW_TRACKING_URI: '' },
      'the registry is mlflow, but MLFLOW_TRACKING_URI is not set',
    ],
    ['a folder', { MLFLOW_TRACKING_URI: './mlruns' }, 'MLFLOW_TRACKING_URI is a path, not an MLflow server'],
    ['a database', { MLFLOW_REGISTRY_URI: 'sqlite:///hunter2' }, 'MLFLOW_REGISTRY_URI is a sqlite: URI'],
    ['itself', { MLFLOW_TRACKING_URI: 'mlflow' }, 'MLFLOW_TRACKING_URI is a path, not an MLflow server'],
  ])('with %s name no server', (_name, env, message) => {
    const error = thrown(() => resolveServer({ kind: 'environment' }, env));
    expect(error.code).toBe('input');
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('hunter2');
  });

  test.each<[name: string, registry: ServerAddress, uri: string | undefined, expected: ServerAddress | null]>(
    [
      ['no variable', http(A), undefined, null],
      ['the same address', http(A, '/x'), `${A}/x/`, null],
      ['another', http(A), B, http(B)],
      ['another path', http(A), `${A}/x`, http(A, '/x')],
      ['the same workspace', { kind: 'databricks-uc', profile: 'p' }, 'databricks://p', null],
      [
        'another workspace',
        { kind: 'databricks-uc', profile: 'p' },
        'databricks',
        { kind: 'databricks', profile: null },
      ],
      ['a server beside Databricks', { kind: 'databricks', profile: null }, A, http(A)],
    ],
  )('tell where runs are: %s', (_name, registry, uri, expected) => {
    expect(resolveTracking(registry, { MLFLOW_TRACKING_URI: uri })).toEqual(expected);
  });
});
