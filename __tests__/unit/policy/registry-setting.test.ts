import { describe, expect, test } from '@jest/globals';
import { EXIT, exitStatus, formatPlace, StagegateError } from '../../../src/errors.js';
import {
  filesOfModel,
  historyPath,
  locateManifest,
  manifestFiles,
  modelFileStem,
} from '../../../src/registry/manifest/location.js';

describe('where a registry is', () => {
  test.each([
    ['models.yaml', 'file', 'models.yaml'],
    ['models.yml', 'file', 'models.yml'],
    ['a/models.JSON', 'file', 'a/models.JSON'],
    [' models.yaml\n', 'file', 'models.yaml'],
    ['./models.yaml', 'file', 'models.yaml'],
    ['models', 'folder', 'models'],
    ['models/', 'folder', 'models'],
    ['./models//', 'folder', 'models'],
    ['models.toml', 'folder', 'models.toml'],
    ['databricks-models', 'folder', 'databricks-models'],
  ])('%j is a %s', (setting, kind, path) => {
    expect(locateManifest(setting)).toEqual({ kind, path });
  });

  test.each([
    ['http://localhost:5000', 'unsupported'],
    ['HTTPS://mlflow.example', 'unsupported'],
    ['databricks', 'unsupported'],
    ['databricks://profile', 'unsupported'],
    ['databricks-uc', 'unsupported'],
    ['sqlite:///mlflow.db', 'unsupported'],
    ['', 'input'],
    ['  ', 'input'],
  ])('%j is refused as %s', (setting, code) => {
    expect(() => locateManifest(setting)).toThrow(expect.objectContaining({ name: 'StagegateError', code }));
  });
});

describe('the files of a registry', () => {
  test.each([
    ['models.yaml', 'models.history.jsonl'],
    ['a.b/models.json', 'a.b/models.history.jsonl'],
    ['models/churn.v2.yml', 'models/churn.v2.history.jsonl'],
  ])('the history of %s is %s', (manifest, history) => {
    expect(historyPath(manifest)).toBe(history);
  });

  test.each([
    ['churn', 'churn'],
    ['a/b', 'a%2Fb'],
    ['../x', '%2E.%2Fx'],
    ['.git', '%2Egit'],
    ['a\\b', 'a%5Cb'],
    ['C:x', 'C%3Ax'],
    ['what?*', 'what%3F%2A'],
    ["o'hara (2)", 'o%27hara%20%282%29'],
    ['%2F', '%252F'],
  ])('model %j is in %s', (model, stem) => {
    expect(modelFileStem(model)).toBe(stem);
    expect(decodeURIComponent(stem)).toBe(model);
  });

  const names = [
    '.hidden.yaml',
    'README.md',
    'churn.history.jsonl',
    'churn.json',
    'churn.v2.yaml',
    'churn.yaml',
  ];

  test('are neither hidden, nor histories, nor anything else', () => {
    expect(manifestFiles(names)).toEqual(['churn.json', 'churn.v2.yaml', 'churn.yaml']);
  });

  test.each([
    ['churn', ['churn.json', 'churn.yaml']],
    ['churn.v2', ['churn.v2.yaml']],
    ['Churn', []],
    ['.hidden', []],
    ['churn.history', []],
  ])('of model %s', (model, files) => {
    expect(filesOfModel(names, model)).toEqual(files);
  });
});

describe('an error', () => {
  test.each([
    ['input', EXIT.badInput],
    ['policy', EXIT.badInput],
    ['manifest', EXIT.badInput],
    ['history', EXIT.badInput],
    ['unsupported', EXIT.badInput],
    ['unavailable', EXIT.unavailable],
    ['conflict', EXIT.lostRace],
  ] as const)('%s has exit status %d', (code, status) => {
    expect(exitStatus(new StagegateError(code, 'x'))).toBe(status);
  });

  test('of ours is never a success, nor the fault of the input', () => {
    expect([new TypeError('x'), 'x', undefined].map(exitStatus)).toEqual([3, 3, 3]);
  });

  test('keeps its cause, and has none where there is none', () => {
    const cause = new Error('below');
    expect(new StagegateError('input', 'x', { cause }).cause).toBe(cause);
    expect('cause' in new StagegateError('input', 'x')).toBe(false);
  });

  test.each([
    [{ file: 'a.yml' }, 'a.yml'],
    [{ file: 'a.yml', line: 3 }, 'a.yml:3'],
    [{ file: 'a.yml', line: 3, column: 7 }, 'a.yml:3:7'],
  ])('at %j', (place, text) => {
    expect(formatPlace(place)).toBe(text);
  });
});
