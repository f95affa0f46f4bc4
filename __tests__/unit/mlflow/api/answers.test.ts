import { describe, expect, test } from '@jest/globals';
import {
  readModel,
  readModelPage,
  readVersion,
  readVersionPage,
  type Dialect,
} from '../../../../src/registry/mlflow/api/answers.js';
import { ServerFailure } from '../../../../src/registry/mlflow/api/server.js';
import { told, type Json } from '../support/scripted-transport.js';

const REST: Dialect = { label: 'https://mlflow.example', stages: true, readKey: (key) => key };
const CATALOG: Dialect = { ...REST, stages: false, readKey: (key) => key.toUpperCase() };

function failureOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

describe('a version', () => {
  test("as MLflow's own server sends it", () => {
    const answer = {
      model_version: told('3', {
        current_stage: 'Production',
        run_id: 'r1',
        model_id: 'm-1',
        tags: [
          { key: 'a', value: 'b' },
          { key: 'empty', value: '' },
        ],
        aliases: ['champion', 'best'],
      }),
    };
    expect(readVersion(answer, REST)).toEqual({
      version: '3',
      stage: 'Production',
      source: 's3://bucket/churn/3',
      runId: 'r1',
      modelId: 'm-1',
      createdAt: 1_700_000_000_000,
      status: 'READY',
      tags: { a: 'b', empty: '' },
      aliases: ['champion', 'best'],
    });
  });

  test('as Unity Catalog sends it: aliases as objects, no stage', () => {
    const answer = {
      model_version: {
        name: 'main.default.churn',
        version: '3',
        creation_timestamp: '1700000000000',
        aliases: [{ alias: 'champion' }, { alias: 'best', version: '3' }],
        tags: [{ key: 'a', value: 'b' }],
      },
    };
    expect(readVersion(answer, CATALOG)).toEqual({
      version: '3',
      stage: null,
      source: null,
      runId: null,
      modelId: null,
      createdAt: 1_700_000_000_000,
      status: null,
      tags: { A: 'b' },
      aliases: ['champion', 'best'],
    });
  });

  test('empty and missing fields are null, without tags and aliases', () => {
    const answer = {
      model_version: { name: 'churn', version: 1, current_stage: 'None', source: '', run_id: '' },
    };
    expect(readVersion(answer, REST)).toMatchObject({
      version: '1',
      source: null,
      runId: null,
      modelId: null,
      createdAt: null,
      tags: {},
      aliases: [],
    });
  });

  test.each([
    ['a number', 7, '7'],
    ['with leading zeros', '007', '7'],
    ['with spaces', ' 7', '7'],
  ])('a version that is %s is written canonically', (_, version, canonical) => {
    expect(readVersion({ model_version: { ...told('1'), version } }, REST).version).toBe(canonical);
  });

  test("tags named like an object's members are only tags", () => {
    const tags = ['__proto__', 'constructor', 'toString'].map((key) => ({ key, value: key }));
    const { tags: read } = readVersion({ model_version: told('1', { tags }) }, REST);
    expect(Object.entries(read)).toEqual(tags.map(({ key, value }) => [key, value]));
  });

  const without = (field: string): Json =>
    Object.fromEntries(Object.entries(told('1')).filter(([key]) => key !== field));

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'model version'],
    ['a list', [], 'model version'],
    ['an empty object', {}, 'model_version'],
    ["a login page's JSON", { error: 'login_required' }, 'model_version'],
    ['no name', { model_version: without('name') }, 'model_version.name'],
    ['no version', { model_version: without('version') }, 'model_version.version'],
    ['version zero', { model_version: told('0') }, 'model_version.version'],
    ['a negative version', { model_version: { ...told('1'), version: -1 } }, 'model_version.version'],
    ['a fraction', { model_version: { ...told('1'), version: 1.5 } }, 'model_version.version'],
    ['NaN', { model_version: told('NaN') }, 'model_version.version'],
    ['a version of a hundred digits', { model_version: told('1'.repeat(100)) }, 'model_version.version'],
    ['no stage', { model_version: without('current_stage') }, 'no stage'],
    [
      'a stage that is a number',
      { model_version: told('1', { current_stage: 1 }) },
      'model_version.current_stage',
    ],
    ['tags that are an object', { model_version: told('1', { tags: { a: 'b' } }) }, 'model_version.tags'],
    [
      'a tag with a number',
      { model_version: told('1', { tags: [{ key: 'a', value: 1 }] }) },
      'model_version.tags.0.value',
    ],
    [
      'a time that is a text',
      { model_version: told('1', { creation_timestamp: 'now' }) },
      'model_version.creation_timestamp',
    ],
    ['aliases that are numbers', { model_version: told('1', { aliases: [1] }) }, 'model_version.aliases.0'],
  ])('%s is refused', (_, answer, place) => {
    const failure = failureOf(() => readVersion(answer, REST));
    expect(failure).toBeInstanceOf(ServerFailure);
    expect(failure).toMatchObject({ definite: false, errorCode: null, code: 'unavailable' });
    expect((failure as ServerFailure).message).toContain(
      'https://mlflow.example answered without a valid model version',
    );
    expect((failure as ServerFailure).message).toContain(place);
  });
});

describe('a page of versions', () => {
  test("has each version's model and the next page's token, but no aliases", () => {
    const answer = { model_versions: [told('2'), { ...told('1'), name: 'other' }], next_page_token: 't' };
    const { items, next } = readVersionPage(answer, REST);
    expect(items.map(({ name, held }) => [name, held.version, held.aliases])).toEqual([
      ['churn', '2', null],
      ['other', '1', null],
    ]);
    expect(next).toBe('t');
  });

  test.each([
    ['left out', {}],
    ['empty', { model_versions: [], next_page_token: '' }],
    ['null', { model_versions: null, next_page_token: null }],
  ])('a list that is %s has no rows and no next page', (_, answer) => {
    expect(readVersionPage(answer, REST)).toEqual({ items: [], next: null });
  });

  test('one bad row spoils the page', () => {
    expect(() => readVersionPage({ model_versions: [told('1'), told('x')] }, REST)).toThrow(
      /without a valid list of model versions \(at model_versions\.1\.version\)$/,
    );
  });
});

describe('a registered model', () => {
  const model = {
    name: 'churn',
    tags: [{ key: 'team', value: 'a' }],
    aliases: [
      { alias: 'champion', version: '3' },
      { alias: '__proto__', version: 4 },
    ],
    latest_versions: [told('3'), told('10', { current_stage: 'Staging' })],
  };

  test('with its tags and aliases', () => {
    const read = readModel({ registered_model: model }, REST);
    expect(read.name).toBe('churn');
    expect(read.tags).toEqual({ team: 'a' });
    expect(Object.entries(read.aliases)).toEqual([
      ['champion', '3'],
      ['__proto__', '4'],
    ]);
  });

  test('with the latest version of each stage', () => {
    const { latest } = readModel({ registered_model: model }, REST);
    expect(latest.map(({ version, stage, aliases }) => [version, stage, aliases])).toEqual([
      ['3', 'None', null],
      ['10', 'Staging', null],
    ]);
  });

  test('in a list', () => {
    expect(readModelPage({ registered_models: [{ name: 'a' }, { name: 'b' }] }, REST)).toEqual({
      items: [
        { name: 'a', tags: {}, aliases: {}, latest: [] },
        { name: 'b', tags: {}, aliases: {}, latest: [] },
      ],
      next: null,
    });
  });

  test.each([
    ['no name', { registered_model: { tags: [] } }, 'registered_model.name'],
    [
      'an alias without a version',
      { registered_model: { name: 'a', aliases: [{ alias: 'x' }] } },
      'aliases.0.version',
    ],
  ])('%s is refused', (_, answer, place) => {
    expect(() => readModel(answer, REST)).toThrow(ServerFailure);
    expect(() => readModel(answer, REST)).toThrow(place);
  });
});
