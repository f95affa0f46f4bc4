import { describe, expect, test } from '@jest/globals';
import { groupBy } from '../../src/model/group-by.js';

describe('groups', () => {
  test('come in the order of their first items and keep the order within', () => {
    const groups = groupBy(['pear', 'fig', 'plum', 'kiwi', 'nut'], (word) => word.length);
    expect([...groups]).toEqual([
      [4, ['pear', 'plum', 'kiwi']],
      [3, ['fig', 'nut']],
    ]);
  });

  test('are none without items', () => {
    expect(groupBy([], String).size).toBe(0);
  });

  test('with no name are a group of their own', () => {
    expect([...groupBy([1, 2, 3], (n) => (n > 1 ? undefined : 'first'))]).toEqual([
      ['first', [1]],
      [undefined, [2, 3]],
    ]);
  });
});
