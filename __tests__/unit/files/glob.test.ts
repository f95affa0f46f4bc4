import { describe, expect, test } from '@jest/globals';
import { escapeGlob, readGlob } from '../../../src/files/glob.js';

describe('patterns', () => {
  test.each<[string, string, readonly string[], readonly string[]]>([
    ['r/*.json', 'r', ['r/a.json', 'r/.hidden.json'], ['r/a/b.json', 'a.json', 'r/a.jsonl']],
    ['r/**/*.json', 'r', ['r/a.json', 'r/a/.b/c.json'], ['a.json']],
    ['**', '', ['a', 'a/b', '.a/.b'], []],
    ['./r/../r//*.json', 'r', ['r/a.json'], ['r/a/b.json']],
    ['r/{a,b/c}.json', 'r', ['r/a.json', 'r/b/c.json'], ['r/c.json']],
    [
      'r/{8..12}.json',
      'r',
      ['r/8.json', 'r/9.json', 'r/10.json', 'r/12.json'],
      ['r/1.json', 'r/2.json', 'r/13.json'],
    ],
    ['r/{08..10}.json', 'r', ['r/08.json', 'r/10.json'], ['r/8.json', 'r/11.json']],
    ['r/{a..c}.json', 'r', ['r/a.json', 'r/c.json'], ['r/d.json', 'r/A.json']],
    ['r/@(a|b).json', 'r', ['r/a.json', 'r/b.json'], ['r/ab.json']],
    ['r/[ab].json', 'r', ['r/a.json'], ['r/c.json']],
    ['!r/*.json', '!r', ['!r/a.json'], ['s/a.json', 'r/a.json']],
    ['r/\\*.json/*', 'r/*.json', ['r/*.json/a'], ['r/a.json/a']],
  ])('%s', (pattern, base, matching, others) => {
    const glob = readGlob(pattern);
    expect(glob.base).toBe(base);
    expect([...matching, ...others].filter((path) => glob.matches(path))).toEqual(matching);
  });

  test.each(['{3..1}', '{1..9..2}', '{a..10}', '{1..100000}', '{-1..2}', '{1.5..2}'])(
    '%s is refused',
    (range) => {
      expect(() => readGlob(`r/${range}.json`)).toThrow(RangeError);
    },
  );
});

describe('where a match can be', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['r/*.json', ['', 'r'], ['r/a', 's']],
    ['r/a*/x.json', ['r', 'r/ab'], ['r/b', 'r/ab/c']],
    ['r/a*/**/x.json', ['r', 'r/ab', 'r/ab/c/d'], ['r/b', 'r/b/c', 's']],
    ['**/x.json', ['', 'r', 'r/a/b'], []],
    ['r/{a,b/c}/x.json', ['r', 'r/b', 'r/b/c', 'r/a'], []],
    ['r/{a,{b,c}/d}/x.json', ['r/b', 'r/b/d'], []],
    ['r/+(a/)x.json', ['r/a', 'r/a/a/a'], []],
  ])('%s', (pattern, possible, impossible) => {
    const glob = readGlob(pattern);
    expect([...possible, ...impossible].filter((folder) => glob.canHold(folder))).toEqual(possible);
  });
});

describe('a foreign name in a pattern', () => {
  test.each([
    'plain',
    '*',
    '**',
    'a?b',
    '[ab]',
    '[x]y]',
    '{a,b}',
    '{1..3}',
    '(a|b)+',
    '!(a)',
    '!a',
    '@(a)',
    '+(a)',
    'a"b',
    "a'b",
    'a\\b',
    'a\\',
    '\\*',
    '^a$',
    '.a.',
    '#~&;%=, <>:-_`',
    'ünï😀',
  ])('%j stands for itself', (name) => {
    const glob = readGlob(`r/${escapeGlob(name)}/*.json`);
    expect(glob.matches(`r/${name}/4.json`)).toBe(true);
    expect(glob.base).toBe(`r/${name}`);
    expect(glob.canHold(`r/${name}`)).toBe(true);
    const others = ['a', 'b', 'ab', 'aXb', '1', '2', 'x', 'a/b', 'aa', `${name}a`, `a${name}`];
    expect(others.filter((other) => other !== name && glob.matches(`r/${other}/4.json`))).toEqual([]);
  });
});
