import { describe, expect, test } from '@jest/globals';
import { UnreadableReport } from '../../../src/evidence/evidence.js';
import { parseStrictYaml } from '../../../src/evidence/strict-yaml.js';
import { caught } from './caught.js';

describe('values', () => {
  test.each([
    ['a number', '0.5', 0.5],
    ['infinity', '-.inf', -Infinity],
    ['not a number', '.nan', NaN],
    ['overflow', '1e999', Infinity],
    ['a number in quotes', '"0.5"', '0.5'],
    ['a date stays text', '2026-11-01', '2026-11-01'],
    ['a YAML 1.1 boolean stays text', 'yes', 'yes'],
    ['a YAML 1.1 base 60 number stays text', '1:30', '1:30'],
    ['nothing', '', null],
    ['an unknown tag stays text', '!!timestamp 2026-11-01', '2026-11-01'],
  ])('%s', (_, text, value) => {
    expect(parseStrictYaml(`a: ${text}\n`)).toEqual(new Map([['a', value]]));
  });

  test('a %YAML 1.1 directive changes no number', () => {
    expect(parseStrictYaml('%YAML 1.1\n---\na: 1:30\n')).toEqual(new Map([['a', '1:30']]));
  });

  test('keys that are no text are their text', () => {
    expect([
      ...(parseStrictYaml('0: a\n1.5: b\ntrue: c\nnull: d\n__proto__: e\n') as Map<string, unknown>).keys(),
    ]).toEqual(['0', '1.5', 'true', 'null', '__proto__']);
  });

  test('aliases and merge keys', () => {
    expect(parseStrictYaml('base: &b {min: 1, max: 2}\neu: {<<: *b, max: 3}\nus: *b\n')).toEqual(
      new Map([
        [
          'base',
          new Map([
            ['min', 1],
            ['max', 2],
          ]),
        ],
        [
          'eu',
          new Map([
            ['min', 1],
            ['max', 3],
          ]),
        ],
        [
          'us',
          new Map([
            ['min', 1],
            ['max', 2],
          ]),
        ],
      ]),
    );
  });
});

const BOMB = ['a: &a [1,1,1,1,1,1,1,1,1,1]', ...Array.from('bcdefgh')].map((line, at) => {
  if (at === 0) return line;
  const before = 'abcdefgh'[at - 1];
  return `${line}: &${line} [${Array.from({ length: 10 }, () => `*${before}`).join(',')}]`;
});

describe('what is refused', () => {
  test.each([
    ['a duplicate key', 'a: 1\nb: 2\na: 3\n', /^has the key "a" twice, the second time at line 3, column 1$/],
    [
      'keys that are equal as text',
      '1: 1\n"1": 2\n',
      /^has the key "1" twice, the second time at line 2, column 1$/,
    ],
    [
      'a second document',
      'a: 1\n---\na: 2\n',
      /^contains more than one YAML document; the second starts at line 2/,
    ],
    ['only a comment', '# nothing\n', /^is empty$/],
    ['an open flow list', 'a: [1, 2\n', /^is cut off at line \d+, column \d+$/],
    ['an open text', 'a: "x\n', /^is cut off at line \d+, column \d+$/],
    [
      'a tab as indentation',
      'a:\n\tb: 1\n',
      /^is not valid YAML at line 2, column 1: a tab is used for indentation. Indent with spaces$/,
    ],
    [
      'an unknown alias',
      'a: *b\n',
      /^is not valid YAML at line 1, column 4: the alias \*b has no anchor before it/,
    ],
    [
      'an alias before its anchor',
      'a: *b\nc: &b 1\n',
      /^is not valid YAML at line 1, column 4: the alias \*b has no anchor before it/,
    ],
    ['an alias bomb', BOMB.join('\n'), /^has aliases that expand to too much: write the repeated parts out$/],
    [
      'thousands of aliases',
      Array.from({ length: 1001 }, (_, at) => `k${at}: &a${at} 1\nl${at}: *a${at}\n`).join(''),
      /^uses more than 1000 aliases$/,
    ],
    ['an alias to itself', 'a: &a [*a]\n', /nested|alias/],
    ['a merge of no object', 'a: {<<: 3}\n', /^is not valid YAML: the key << takes a map/],
    ['a list as a key', '? [1, 2]\n: 3\n', /^has a list or an object as a key$/],
    ['deep nesting', 'a: ' + '['.repeat(201) + ']'.repeat(201), /^is nested deeper than 200 levels/],
    ['very deep nesting', '['.repeat(500_000), /^is nested deeper than 200 levels at line 1, column \d+$/],
    [
      'deep nesting in blocks',
      Array.from({ length: 300 }, (_, at) => `${' '.repeat(at)}a:\n`).join(''),
      /^is nested deeper than 200/,
    ],
  ])('%s', (_, text, message) => {
    const error = caught(() => parseStrictYaml(text));
    expect(error).toBeInstanceOf(UnreadableReport);
    expect(error).toMatchObject({ message: expect.stringMatching(message) });
  });

  test('aliases that repeat one large list', () => {
    const large = `a: &a [${'1,'.repeat(20_000)}1]\n`;
    const text = large + Array.from({ length: 60 }, (_, at) => `b${at}: *a\n`).join('');
    expect(caught(() => parseStrictYaml(text))).toMatchObject({
      message: 'expands to more than 1000000 values',
    });
  });

  test('nesting is read to 200 levels', () => {
    expect(parseStrictYaml('['.repeat(200) + ']'.repeat(200))).toHaveLength(1);
  });

  test('a place comes as numbers too', () => {
    expect(caught(() => parseStrictYaml('a: 1\nb: [}\n'))).toMatchObject({ line: 2, column: 4 });
  });
});
