import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { writeLike, writeNumber, writeText } from '../../../src/registry/manifest/document/render.js';

describe('text for YAML', () => {
  test.each([
    ['plain words', 's3://models/a b/1', 's3://models/a b/1'],
    ['a time', '2026-11-01T10:00:00Z', '2026-11-01T10:00:00Z'],
    ['a truth value', 'true', '"true"'],
    ['a truth value of YAML 1.1', 'yes', '"yes"'],
    ['a number', '1e3', '"1e3"'],
    ['nothing', '', '""'],
    ['a merge', '<<', '"<<"'],
    ['the value of YAML 1.1', '=', '"="'],
    ['a document mark', '---', '"---"'],
    ['flow marks', 'a,b', '"a,b"'],
    ['a key', 'a: b', '"a: b"'],
    ['a comment', 'a #b', '"a #b"'],
    ['line ends', 'a\nb\r\n', '"a\\nb\\r\\n"'],
    ['long lines', `${'word '.repeat(60)}x`, `${'word '.repeat(60)}x`],
    ['a line separator', 'a\u2028b', '"a\\u2028b"'],
    ['text that runs backwards', 'a\u202eb', '"a\\u202eb"'],
    ['half a character', 'a\ud800', '"a\\ud800"'],
    ['emoji', '😀', '"😀"'],
    ['letters of any script', 'größe 尺寸', 'größe 尺寸'],
    ['a commit', '4f2a91c', '4f2a91c'],
    ['a number with an exponent', '12e34', '"12e34"'],
    ['a time of day', '12:30', '"12:30"'],
    ['a date', '2026-11-01', '"2026-11-01"'],
    ['a binary number', '0b11', '"0b11"'],
  ])('%s', (_name, text, written) => {
    expect(writeText(text)).toBe(written);
    expect(parse(`a: ${written}`)).toEqual({ a: text });
    expect(parse(`{a: [${written}]}`)).toEqual({ a: [text] });
  });

  test('versions stay bare as keys, other numbers do not', () => {
    expect([writeLike('12', ''), writeLike('012', '')]).toEqual(['12', '"012"']);
  });

  test('quotes are kept where they can hold the text', () => {
    expect([writeLike("it's", "'"), writeLike('a\n', "'"), writeLike('x', '"'), writeLike('x', '')]).toEqual([
      "'it''s'",
      '"a\\n"',
      '"x"',
      'x',
    ]);
  });

  test.each([
    [0.1, '0.1'],
    [1e21, '1e+21'],
    [-1e-9, '-1e-9'],
    [-0, '-0.0'],
  ])('%p', (value, written) => {
    expect(writeNumber(value)).toBe(written);
    expect(parse(written)).toBe(value);
  });
});
