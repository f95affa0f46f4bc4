import { expect, test } from '@jest/globals';
import { flattenMetrics, growTree, type Placed } from '../../../src/evidence/metric-tree.js';
import { findMetrics } from '../../../src/evidence/metric-path.js';
import { parseMetricPath } from '../../../src/evidence/path-syntax.js';

const tree = (...placed: [path: string, value: number][]) =>
  growTree(
    placed.map(([path, value]): Placed => [path.split('/'), { kind: 'leaf', value, raw: String(value) }]),
  );

/** What stands at each path. */
const told = (path: string, ...placed: [path: string, value: number][]) =>
  findMetrics(tree(...placed), parseMetricPath(path)).map(({ leaf }) => leaf?.raw);

test.each<[string, string, [string, number][], string[]]>([
  ['a number', 'a', [['a', 1]], ['1']],
  ['a number within', 'a.b', [['a/b', 1]], ['1']],
  [
    'a group and a number of its own name',
    'a',
    [
      ['a', 1],
      ['a/b', 2],
    ],
    ['1'],
  ],
  [
    'a number of the name of a group',
    'a',
    [
      ['a/b', 2],
      ['a', 1],
    ],
    ['1'],
  ],
  [
    'a number twice',
    'a',
    [
      ['a', 1],
      ['a', 2],
    ],
    ['1 and 2 (given twice)'],
  ],
  [
    'a number three times',
    'a',
    [
      ['a', 1],
      ['a', 2],
      ['a', 3],
    ],
    ['1 and 2 (given twice)'],
  ],
  [
    "a group's own twice",
    'a',
    [
      ['a/b', 0],
      ['a', 1],
      ['a', 2],
    ],
    ['1 and 2 (given twice)'],
  ],
  [
    'a number twice, then a group',
    'a',
    [
      ['a', 1],
      ['a', 1],
      ['a/b', 0],
    ],
    ['1 and 1 (given twice)'],
  ],
  [
    'every one',
    '*',
    [
      ['a', 1],
      ['b', 2],
    ],
    ['1', '2'],
  ],
  ['a name of an object', '__proto__.constructor', [['__proto__/constructor', 1]], ['1']],
])('%s', (_, path, placed, raws) => {
  expect(told(path, ...placed)).toEqual(raws);
});

test('a number that stands there twice is none', () => {
  expect(flattenMetrics(tree(['a', 1], ['a', 1], ['b', 2]))).toEqual([['b', 2]]);
});
