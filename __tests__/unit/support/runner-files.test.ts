import { expect, test } from '@jest/globals';
import { parseRunnerFile } from '../../support/runner-files.js';

test.each([
  ['a line', 'a=1\nb=x=y\n', { a: '1', b: 'x=y' }],
  ['an empty value', 'a=\n', { a: '' }],
  ['several lines', 'a<<END\none\n\nb=2\nEND\nc=3\n', { a: 'one\n\nb=2', c: '3' }],
  ['several lines, none of them', 'a<<END\nEND\n', { a: '' }],
  ['a value that holds <<', 'a=b<<c\n', { a: 'b<<c' }],
])('parseRunnerFile reads %s', (_name, text, entries) => {
  expect(parseRunnerFile(text)).toEqual(entries);
});

test.each([
  ['no closing delimiter', 'a<<END\none\n', 'Matching delimiter not found'],
  ['no name', '=1\n', 'Invalid format'],
  ['no delimiter', 'a<<\n', 'must not be empty'],
  ['neither form', 'forged line\n', 'Invalid format'],
])('parseRunnerFile refuses %s', (_name, text, message) => {
  expect(() => parseRunnerFile(text)).toThrow(message);
});
