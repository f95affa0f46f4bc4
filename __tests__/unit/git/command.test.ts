import { describe, expect, test } from '@jest/globals';
import { makeWordsSafe } from '../../../src/git/command.js';

describe('makeWordsSafe', () => {
  test.each([
    ['terminal colours', '\u001b[31mred\u001b[0m', 'red'],
    ['several lines, and their prefix', 'remote: a\nremote: \nremote: b\r\n', 'a; b'],
    ['control and direction characters', 'a\u0007b\u202ec', 'a b c'],
    ['credentials in an address', 'https://me:pw@host/x', 'https://***@host/x'],
    ['a header', 'AUTHORIZATION: basic abcdef', 'AUTHORIZATION: basic ***'],
    ['a token', `ghs_${'a'.repeat(36)}`, '***'],
    ['nothing', '', 'no reason given'],
  ])('%s', (_name, text, safe) => {
    expect(makeWordsSafe(text)).toBe(safe);
  });

  test('cuts long text', () => {
    expect(makeWordsSafe('x'.repeat(5000))).toHaveLength(601);
  });
});
