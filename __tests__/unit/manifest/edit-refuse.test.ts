import { describe, expect, test } from '@jest/globals';
import { add, edit, move } from './edits.js';

const on = move('1', 'Staging', 'Production');

describe('refusing', () => {
  test.each([
    [
      'merged versions',
      'models:\n  a:\n    versions: &v {1: {stage: Staging, source: x}}\n  m:\n    versions:\n      <<: *v\n',
      on,
      'manifest',
      5,
    ],
    [
      'merged versions that differ in tags alone',
      'models:\n  a:\n    versions: &v {1: {stage: Staging, tags: {a: b}}}\n  m:\n    versions:\n      <<: *v\n',
      on,
      'manifest',
      5,
    ],
    [
      'merged versions that differ in metrics alone',
      'models:\n  a:\n    versions: &v {1: {stage: Staging, metrics: {a: 1}}}\n  m:\n    versions:\n      <<: *v\n',
      on,
      'manifest',
      5,
    ],
    [
      'a model that is an alias',
      'models:\n  a: &a\n    versions: {1: {stage: Staging, source: x}}\n  m: *a\n',
      on,
      'manifest',
      4,
    ],
    [
      'versions that two models share',
      'models:\n  m:\n    versions: &v {1: {stage: None}}\n  b:\n    versions: *v\n',
      add(),
      'manifest',
      5,
    ],
    ['a model that is gone', 'models: {}\n', on, 'conflict', undefined],
    ['a version that is gone', 'models: {m: {}}\n', on, 'conflict', undefined],
    [
      'a version that moved meanwhile',
      'models: {m: {versions: {1: {stage: Archived}}}}\n',
      on,
      'conflict',
      undefined,
    ],
    [
      'a version that was registered meanwhile',
      'models: {m: {versions: {2: {}}}}\n',
      add(),
      'conflict',
      undefined,
    ],
    ['an alias named latest', '', add({ aliases: ['Latest'] }), 'input', undefined],
    ['a version that is not a number', '', add({ version: '1.0' }), 'input', undefined],
    ['a model without a name', '', add({}, ''), 'input', undefined],
    [
      'a stage that is not there',
      'models: {m: {versions: {1: {stage: Staging}}}}',
      move('1', 'Staging', 'Prod'),
      'input',
      undefined,
    ],
  ])('%s', (...[, text, change, code, line]) => {
    expect(() => edit(text, change)).toThrow(
      expect.objectContaining({
        code,
        ...(line === undefined ? {} : { place: expect.objectContaining({ line }) }),
      }),
    );
  });
});
