import { describe, expect, test } from '@jest/globals';
import { joinByKey, type Row } from '../../../src/statistics/paired.js';
import { absenceOf } from './support/intervals.js';

const rows = (scores: Record<string, number>): Row[] =>
  Object.entries(scores).map(([key, score]) => ({ key, score }));

describe('rows of both versions', () => {
  test('are joined by key, whatever their order', () => {
    expect(joinByKey(rows({ a: 1, b: 0 }), rows({ b: 0.5, a: 0 }))).toEqual({
      pairs: [
        { candidate: 1, champion: 0 },
        { candidate: 0, champion: 0.5 },
      ],
    });
  });

  test.each<[string, Row[], Row[], string[]]>([
    [
      'the candidate alone has one',
      rows({ a: 1, b: 1 }),
      rows({ a: 1 }),
      ["only in the candidate's file (b)"],
    ],
    ['the champion alone has one', rows({ a: 1 }), rows({ a: 1, b: 1 }), ["only in the champion's file (b)"]],
    [
      'many are on one side',
      rows({ a: 1 }),
      rows({ a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 }),
      ["only in the champion's file (b, c, d and 2 more)"],
    ],
    [
      'a key stands twice',
      [...rows({ a: 1, b: 0 }), ...rows({ a: 1 })],
      rows({ a: 1, b: 1 }),
      ["twice in the candidate's file (a)"],
    ],
    [
      'one stands thrice on the other side',
      rows({ a: 1 }),
      [...rows({ a: 1 }), ...rows({ a: 1 }), ...rows({ a: 0 })],
      ["twice in the champion's file (a)"],
    ],
    ["a score isn't a number", rows({ a: NaN }), rows({ a: 1 }), ["a number in the candidate's file (a)"]],
    ['a score is infinite', rows({ a: 1 }), rows({ a: -Infinity }), ["a number in the champion's file (a)"]],
    [
      'several things are wrong',
      rows({ a: 1, x: 0 }),
      rows({ a: NaN, y: 1 }),
      [
        "a number in the champion's file (a)",
        "only in the candidate's file (x)",
        "only in the champion's file (y)",
      ],
    ],
    ['there are none', [], [], ['has no examples']],
    ['all are on one side', rows({ a: 1 }), [], ["only in the candidate's file (a)"]],
    ['a key is very long', rows({ ['k'.repeat(500)]: 1 }), [], [`(${'k'.repeat(60)}…)`]],
  ])('are not, where %s', (_name, candidate, champion, words) => {
    const absence = absenceOf(joinByKey(candidate, champion));
    for (const word of words) expect(absence).toContain(word);
  });

  test('a key like one of an object’s own is one as any other', () => {
    const odd = [
      { key: '__proto__', score: 1 },
      { key: 'constructor', score: 0 },
    ];
    expect(joinByKey(odd, odd)).toMatchObject({ pairs: [{ candidate: 1 }, { candidate: 0 }] });
  });
});
