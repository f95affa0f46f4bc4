import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { StagegateError } from '../../../src/errors.js';
import { parseManifest } from '../../../src/registry/manifest/document/document.js';
import { manifestJsonSchema } from '../../../src/registry/manifest/document/json-schema.js';
import { PROJECT } from '../../support/project.js';
import { keysOf, whatLacks } from '../support/schema-keys.js';

const validate = new Ajv2020({ strict: true, strictTypes: false, allowUnionTypes: true }).compile(
  manifestJsonSchema(),
);

test('the published schema is the one that the code has', () => {
  const published = JSON.parse(readFileSync(join(PROJECT, 'schema/manifest.schema.json'), 'utf8')) as unknown;
  expect(published).toEqual(manifestJsonSchema());
});

test('every key has a description, and values to choose from or examples that are valid', () => {
  const keys = keysOf(manifestJsonSchema());
  expect(keys.map(({ path }) => path)).toContain('.models.*.versions.*.registered-at');
  expect(keys.flatMap(whatLacks)).toEqual([]);
});

describe('an editor judges as stagegate does', () => {
  test.each<readonly [string, string, boolean]>([
    ['no text', '', true],
    ['no model', 'models:', true],
    ['a model without anything', 'models: {m: }', true],
    [
      'everything',
      'models: {m: {description: d, tags: {a: 1, b: true, c: }, aliases: {champion: 1, other: "2"}, x-own: {a: [1]}, versions: {1: {stage: production, source: "s3://a", sha256: ' +
        'a'.repeat(64) +
        ', registered-at: "2026-11-01T10:00:00Z", metrics: {a: 1, b: 0.5}, tags: {t: x}, description: d, x-own: 1}, 2: }}}',
      true,
    ],
    ['an unknown key', 'model: {}', false],
    ['an unknown key of a model', 'models: {m: {version: {}}}', false],
    ['an unknown key of a version', 'models: {m: {versions: {1: {stages: None}}}}', false],
    ['version 0', 'models: {m: {versions: {0: {}}}}', false],
    ['version 01', 'models: {m: {versions: {"01": {}}}}', false],
    ['version v1', 'models: {m: {versions: {v1: {}}}}', false],
    ['a metric as text', 'models: {m: {versions: {1: {metrics: {a: "0.5"}}}}}', false],
    ['an alias of latest', 'models: {m: {aliases: {latest: 1}}}', false],
    ['an alias that names no version', 'models: {m: {aliases: {champion: one}}}', false],
    ['a list of versions', 'models: {m: {versions: [1]}}', false],
    ['a stage that is a list', 'models: {m: {versions: {1: {stage: [None]}}}}', false],
  ])('%s', (_name, text, valid) => {
    const isRead = (): boolean => {
      try {
        parseManifest({ file: 'models.yaml', text, stages: ['Staging', 'Production'] });
        return true;
      } catch (error) {
        if (error instanceof StagegateError) return false;
        throw error;
      }
    };
    expect({ editor: validate(parse(text)), stagegate: isRead() }).toEqual({
      editor: valid,
      stagegate: valid,
    });
  });
});
