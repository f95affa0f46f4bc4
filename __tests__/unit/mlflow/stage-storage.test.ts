import { describe, expect, test } from '@jest/globals';
import {
  StageStorage,
  type StageStorageMode,
  type StageStorageOptions,
} from '../../../src/registry/mlflow/stage-storage.js';
import { versionOf } from './support/tagged.js';

const MLFLOW = { stages: true, aliases: true, tagValue: 5_000 };
const WORKSPACE = { ...MLFLOW, aliases: false };
const CATALOG = { ...MLFLOW, stages: false };
const NEITHER = { ...MLFLOW, stages: false, aliases: false };
const USUAL = ['Staging', 'Production'];
const OWN = ['QA', 'Production'];

function place(parts: Partial<StageStorageOptions> = {}): StageStorage {
  return new StageStorage({ mode: 'auto', aliases: {}, stages: USUAL, features: MLFLOW, ...parts });
}

describe('what a stage is kept as', () => {
  test.each<[string, StageStorageMode, typeof MLFLOW, string[], string]>([
    ['MLflow', 'auto', MLFLOW, USUAL, 'stage and alias'],
    ['MLflow, stages alone', 'stages', MLFLOW, USUAL, 'stage'],
    ['MLflow, aliases alone', 'aliases', MLFLOW, USUAL, 'alias'],
    ['MLflow, stages of its own', 'auto', MLFLOW, OWN, 'alias'],
    ['MLflow, stages of its own, aliases alone', 'aliases', MLFLOW, OWN, 'alias'],
    ['a workspace', 'auto', WORKSPACE, USUAL, 'stage'],
    ['a workspace, stages alone', 'stages', WORKSPACE, USUAL, 'stage'],
    ['Unity Catalog', 'auto', CATALOG, USUAL, 'alias'],
    ['Unity Catalog, aliases alone', 'aliases', CATALOG, USUAL, 'alias'],
    ['Unity Catalog, stages of its own', 'auto', CATALOG, OWN, 'alias'],
    ['one stage only', 'auto', MLFLOW, ['Production'], 'stage and alias'],
  ])('%s, mode %s', (_name, mode, features, stages, kept) => {
    const { usesStages, usesAliases } = place({ mode, features, stages });
    expect([usesStages ? 'stage' : [], usesAliases ? 'alias' : []].flat().join(' and ')).toBe(kept);
  });

  test.each<[string, Partial<StageStorageOptions>, RegExp]>([
    ['stages where there are none', { mode: 'stages', features: CATALOG }, /has no stages/],
    ['aliases where there are none', { mode: 'aliases', features: WORKSPACE }, /has no aliases/],
    ['stages of its own as stages', { mode: 'stages', stages: OWN }, /no stage "QA"/],
    [
      'stages of its own where only stages are',
      { stages: OWN, features: WORKSPACE },
      /no stage "QA", and no aliases/,
    ],
    ['neither', { features: NEITHER }, /no aliases to stand for it/],
    ['a stage whose name can be no alias', { stages: ['Pre Prod'] }, /"Pre Prod" can't be an alias/],
    ['an alias that is none', { aliases: { Production: 'no good' } }, /"Production" can't be an alias/],
    ['an alias like a version', { aliases: { Production: 'v3' } }, /can't be an alias/],
    ['an alias that is a number', { aliases: { Production: '3' } }, /can't be an alias/],
    ['the alias latest', { aliases: { Production: 'latest' } }, /can't be an alias/],
  ])('%s is refused as a policy', (_name, parts, message) => {
    expect(() => place(parts)).toThrow(
      expect.objectContaining({
        code: 'policy',
        message: expect.stringMatching(message),
        hint: expect.stringMatching(/\.$/),
      }),
    );
  });

  test('a stage that can be no alias does no harm where none is used', () => {
    expect(place({ mode: 'stages', aliases: { Production: 'no good' } }).usesAliases).toBe(false);
  });
});

describe('the alias of a stage', () => {
  test.each<[string, Partial<StageStorageOptions>, string, string | null]>([
    ['its own name', {}, 'Production', 'Production'],
    ['the one that the policy names', { aliases: { Production: 'champion' } }, 'Production', 'champion'],
    ['None has none', {}, 'None', null],
    ['Archived has none', {}, 'Archived', null],
    ['none where only stages are used', { mode: 'stages' }, 'Production', null],
  ])('%s', (_name, parts, stage, alias) => {
    expect(place(parts).aliasOf(stage)).toBe(alias);
  });
});

describe('the stage that a version is in', () => {
  test.each<[string, Partial<StageStorageOptions>, string | null, string[], string | undefined, string]>([
    ['as the server has it', {}, 'Production', [], undefined, 'Production'],
    ['aliases and history say nothing beside it', {}, 'Staging', ['Production'], 'Production', 'Staging'],
    ['without one', {}, null, [], undefined, 'None'],
    [
      'a stage that the policy does not name',
      { stages: ['Production'] },
      'Staging',
      [],
      undefined,
      'Staging',
    ],
    ['by its alias', { features: CATALOG }, null, ['Production'], undefined, 'Production'],
    [
      "by the policy's alias",
      { features: CATALOG, aliases: { Staging: 'next' } },
      null,
      ['next'],
      undefined,
      'Staging',
    ],
    [
      'by the highest of two',
      { features: CATALOG },
      null,
      ['Production', 'Staging'],
      undefined,
      'Production',
    ],
    [
      'by an alias, whatever the history has',
      { features: CATALOG },
      null,
      ['Staging'],
      'Archived',
      'Staging',
    ],
    ['other aliases count for nothing', { features: CATALOG }, null, ['champion'], undefined, 'None'],
    ['withdrawn, by the history', { features: CATALOG }, null, [], 'Archived', 'Archived'],
    ['its alias was taken away past the history', { features: CATALOG }, null, [], 'Production', 'None'],
    [
      'the server has stages, but they are not used',
      { mode: 'aliases' },
      'Production',
      [],
      undefined,
      'None',
    ],
  ])('%s', (_name, parts, stage, aliases, told, expected) => {
    expect(place(parts).stageOf(versionOf('1', { stage }), aliases, told)).toBe(expected);
  });
});

describe('the alias that a stage had before', () => {
  test.each<[string, Partial<StageStorageOptions>, string | null]>([
    ['none was renamed', {}, null],
    ['another one is in the policy', { aliases: { Production: 'champion' } }, 'Production'],
    ['only its case is another', { aliases: { Production: 'production' } }, null],
    ['another stage uses it now', { aliases: { Production: 'champion', Staging: 'production' } }, null],
    ['another stage was renamed', { aliases: { Staging: 'candidate' } }, null],
    ['Unity Catalog', { aliases: { Production: 'champion' }, features: CATALOG }, 'Production'],
    ['a server without aliases', { aliases: { Production: 'champion' }, features: WORKSPACE }, null],
    ['mode stages', { mode: 'stages' }, null],
    [
      'a name that can be no alias',
      { stages: ['Pre Prod', 'Production'], aliases: { 'Pre Prod': 'pre' } },
      null,
    ],
  ])('%s', (_name, parts, expected) => {
    const storage = place(parts);
    expect(storage.formerAliasOf(parts.stages?.[0] === 'Pre Prod' ? 'Pre Prod' : 'Production')).toBe(
      expected,
    );
  });
});
