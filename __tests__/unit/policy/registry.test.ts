import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/load.js';
import { registrySetting, type RegistrySetting } from '../../../src/policy/registry.js';
import { hasCredentials } from '../../../src/text/safe.js';
import { EXIT, exitStatus, formatPlace, StagegateError } from '../../../src/errors.js';
import {
  filesOfModel,
  historyPath,
  locateManifest,
  manifestFiles,
  modelFileStem,
} from '../../../src/registry/manifest/location.js';
import { FILE, refusalOf } from '../support/policy-text.js';

/** A policy of this registry; the map's keys, if it is one, begin at line 2, column 3. */
function policyOf(registry: string): string {
  return `registry: ${registry}\nmodels: {}\n`;
}

function mapOf(...lines: string[]): string {
  return `registry:\n${lines.map((line) => `  ${line}\n`).join('')}models: {}\n`;
}

describe('the registry of a policy', () => {
  const auto = (location: string): RegistrySetting => ({ location, mode: 'auto', aliases: {} });

  test.each<[string, string, RegistrySetting | null]>([
    ['none', 'models: {}\n', null],
    ['a manifest', policyOf('models.yaml'), auto('models.yaml')],
    ['a server', policyOf('https://mlflow.example.org/base'), auto('https://mlflow.example.org/base')],
    ['a server with a port and an @', policyOf('http://h:5000/a@b'), auto('http://h:5000/a@b')],
    ['Unity Catalog', policyOf('databricks-uc'), auto('databricks-uc')],
    ["MLflow's own variables", policyOf('mlflow'), auto('mlflow')],
    ['a map', mapOf('mlflow: https://mlflow.example.org'), auto('https://mlflow.example.org')],
    ['a map of a profile', mapOf('mlflow: databricks://prod'), auto('databricks://prod')],
    ["a map of MLflow's own variables", mapOf('mlflow: env'), auto('mlflow')],
    ['the same in capitals', mapOf('mlflow: ENV'), auto('mlflow')],
    ['the same with spaces', mapOf('mlflow: " env "'), auto('mlflow')],
    [
      'a mode',
      mapOf('mlflow: http://h', 'mode: stages'),
      { location: 'http://h', mode: 'stages', aliases: {} },
    ],
    [
      'aliases, their stages in any case',
      mapOf('mlflow: http://h', 'mode: aliases', 'aliases: {production: champion, STAGING: staging}'),
      { location: 'http://h', mode: 'aliases', aliases: { Production: 'champion', Staging: 'staging' } },
    ],
    [
      'aliases of stages of its own',
      `stages: [QA, Live]\n${mapOf('mlflow: http://h', 'aliases: {live: champion}')}`,
      { location: 'http://h', mode: 'auto', aliases: { Live: 'champion' } },
    ],
    [
      "an alias in another's old place",
      mapOf('mlflow: http://h', 'aliases: {Staging: production, Production: live}'),
      { location: 'http://h', mode: 'auto', aliases: { Staging: 'production', Production: 'live' } },
    ],
  ])('%s', (_name, text, setting) => {
    expect(registrySetting(parsePolicy(FILE, text))).toEqual(setting);
  });

  const aliases = (map: string) => mapOf('mlflow: http://h', `aliases: ${map}`);

  test.each([
    [
      'an unknown key',
      mapOf('mlflow: http://h', 'aliasses: {}'),
      'unknown key "aliasses" in registry',
      '3:3',
    ],
    ['no server', mapOf('mode: auto'), 'registry.mlflow is missing', '2:3'],
    ['an empty server', mapOf('mlflow: ""'), 'registry.mlflow must not be empty', '2:11'],
    ['a server without a value', mapOf('mlflow:'), 'registry.mlflow is empty', '2:10'],
    ['a list of servers', mapOf('mlflow: [http://h]'), 'registry.mlflow must be text', '2:11'],
    ['a list', policyOf('[http://h]'), 'registry must be text, or must be a map of keys', '1:11'],
    [
      'a manifest for a server',
      mapOf('mlflow: models.yaml'),
      '"models.yaml" is not an MLflow server',
      '2:11',
    ],
    [
      'a store for a server',
      mapOf('mlflow: sqlite:///a.db'),
      'the registry is a sqlite: URI, not an MLflow server',
      '2:11',
    ],
    [
      'another mode',
      mapOf('mlflow: http://h', 'mode: both'),
      'registry.mode must be auto or stages or aliases',
      '3:9',
    ],
    [
      'aliases without use',
      mapOf('mlflow: http://h', 'mode: stages', 'aliases: {Production: champion}'),
      '"aliases" has no effect with mode: stages',
      '4:3',
    ],
    ['an unknown stage', aliases('{Prod: champion}'), 'there is no stage "Prod"', '3:13'],
    ['None', aliases('{none: champion}'), "None can't have an alias", '3:13'],
    ['Archived', aliases('{Archived: old}'), "Archived can't have an alias", '3:13'],
    ['no name of an alias', aliases('{Production: a b}'), '"a b" can\'t be an alias', '3:25'],
    ['latest', aliases('{Production: Latest}'), '"Latest" can\'t be an alias', '3:25'],
    ['a version', aliases('{Production: v1}'), '"v1" can\'t be an alias', '3:25'],
    ['a number', aliases('{Production: 1}'), 'registry.aliases.Production must be text', '3:25'],
    [
      'one alias for two stages',
      aliases('{Staging: live, Production: Live}'),
      '"Live" is also the alias of stage Staging',
      '3:40',
    ],
    [
      'the name of a stage that has no other alias',
      aliases('{Staging: production}'),
      '"production" is also the alias of stage Production',
      '3:22',
    ],
    ['a stage twice', aliases('{Production: a, production: b}'), 'stage Production has two aliases', '3:28'],
    ['a name that zod drops', aliases('{__proto__: a}'), '"__proto__" can\'t be a name in a policy', '3:13'],
  ])('%s is refused', (_name, text, message, at) => {
    expect(refusalOf(text)).toMatchObject({ code: 'policy', message, at });
  });

  test.each([
    ['Prodction', 'Did you mean Production? The stages are Staging, Production;'],
    ['x', 'The stages are Staging, Production;'],
  ])('stage %s: what to write', (stage, hint) => {
    expect(refusalOf(aliases(`{${stage}: a}`)).hint).toMatch(new RegExp(`^${hint.replace('?', '\\?')}`));
  });
});

test.each([
  [
    'a manifest for a server',
    mapOf('mlflow: models.yaml'),
    /^Write https:\/\/…, databricks, databricks-uc, or env/,
  ],
  [
    'aliases without use',
    mapOf('mlflow: http://h', 'mode: stages', 'aliases: {Production: a}'),
    /^Remove it, or set mode: auto\.$/,
  ],
  ['Archived', mapOf('mlflow: http://h', 'aliases: {Archived: old}'), /^Remove it\.$/],
  [
    'a stage twice',
    mapOf('mlflow: http://h', 'aliases: {Production: a, production: b}'),
    /^Keep one: stages match in any case\.$/,
  ],
  [
    'one alias for two stages',
    mapOf('mlflow: http://h', 'aliases: {Staging: live, Production: live}'),
    /^Give each stage its own alias: /,
  ],
])('%s in the registry of a policy: what to do', (_name, text, hint) => {
  expect(refusalOf(text).hint).toMatch(hint);
});

describe('credentials in a policy', () => {
  const SECRET = 'hunter2';

  test.each([
    ['right behind registry', policyOf(`https://ann:${SECRET}@h`), '1:11'],
    ['in the map', mapOf(`mlflow: https://ann:${SECRET}@h/base`), '2:11'],
    ['a user that is a token', policyOf(`https://${SECRET}@h`), '1:11'],
    ['with a slash in the password', policyOf(`https://ann:x/${SECRET}@h`), '1:11'],
    ['with a # in the password', mapOf(`mlflow: "https://ann:${SECRET}#1@h"`), '2:11'],
    ['with spaces around', mapOf(`mlflow: " http://ann:${SECRET}@h:5000 "`), '2:11'],
    ['for a database', policyOf(`postgresql://ann:${SECRET}@h/db`), '1:11'],
  ])('are refused: %s', (_name, text, at) => {
    const refusal = refusalOf(text);
    expect(refusal).toMatchObject({
      message: 'the address of the registry contains a user or a password',
      at,
      hint: expect.stringContaining('MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD') as unknown,
    });
    expect(JSON.stringify(refusal)).not.toContain(SECRET);
  });

  test.each([
    ['where the value is shown', mapOf(`mlflow: [https://ann:${SECRET}@h]`)],
    ['where a long value is cut', mapOf(`mlflow: {a: "https://ann:${SECRET}${'x'.repeat(60)}@h"}`)],
    ['where an unknown key is shown', mapOf('mlflow: http://h', `"https://ann:${SECRET}@h": 1`)],
    ['where a key is not the first', mapOf('mlflow:', 'mode: x', `"https://ann:${SECRET}@h": 1`)],
    ['where another finding comes first', `x: 1\n${policyOf(`[https://ann:${SECRET}@h]`)}`],
  ])('are not told: %s', (_name, text) => {
    const refusal = refusalOf(text);
    expect(JSON.stringify(refusal)).toContain('://…@');
    expect(JSON.stringify(refusal)).not.toContain(SECRET);
  });

  test.each([
    'https://h',
    'http://h:5000',
    'http://h:5000/a@b',
    'https://h/a@b',
    'models@2.yaml',
    'databricks://p',
  ])('are not in %s', (uri) => {
    expect(hasCredentials(uri)).toBe(false);
  });
});

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
    expect(names.filter((name) => filesOfModel(model).includes(name))).toEqual(files);
  });
});

test('a model file may have its ending in capitals', () => {
  const spelled = filesOfModel('churn');
  expect(spelled).toEqual(expect.arrayContaining(['churn.yaml', 'churn.YAML', 'churn.Yml', 'churn.JSON']));
  expect(new Set(spelled).size).toBe(16 + 8 + 16);
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
