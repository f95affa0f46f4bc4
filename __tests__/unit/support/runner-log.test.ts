import { describe, expect, test } from '@jest/globals';
import { parseLogCommands, selectAnnotations } from '../../support/runner-log.js';

describe('parseLogCommands obeys', () => {
  test.each([
    ['a command', '::error::broken', { name: 'error', properties: {}, message: 'broken' }],
    ['one after white space', ' \t::debug::x', { name: 'debug', properties: {}, message: 'x' }],
    ['any case', '::ERROR::x', { name: 'error', properties: {}, message: 'x' }],
    [
      'properties, decoded',
      '::error file=a%2Cb%3Ac.yml,line=3::x',
      { name: 'error', properties: { file: 'a,b:c.yml', line: '3' }, message: 'x' },
    ],
    [
      'a message, decoded once',
      '::error::100%25%0Atwo%250A',
      { name: 'error', properties: {}, message: '100%\ntwo%0A' },
    ],
    [
      'the old form anywhere in a line',
      'model ##[set-env name=A;]B=1',
      { name: 'set-env', properties: { name: 'A' }, message: 'B=1' },
    ],
    ['a bare carriage return as a line', 'a\r::notice::x', { name: 'notice', properties: {}, message: 'x' }],
  ])('%s', (_name, log, command) => {
    expect(parseLogCommands(log)).toEqual([command]);
  });
});

describe('parseLogCommands ignores', () => {
  test.each([
    ['a command within a line', 'model ::error::x'],
    ['a name that is no command', '::frob::x'],
    ['an old form that is no command', '##[section]x'],
    ['what is not closed', '::error'],
    ['what stands while commands are stopped', '::stop-commands::k\n::error::x\n::k::'],
  ])('%s', (_name, log) => {
    expect(parseLogCommands(log).filter(({ name }) => name !== 'stop-commands')).toEqual([]);
  });
});

test('selectAnnotations gives places as numbers and leaves other commands out', () => {
  const log = '::group::g\n::warning file=a.yml,line=3,col=7,title=T::m\n::endgroup::';
  expect(selectAnnotations(parseLogCommands(log))).toEqual([
    { level: 'warning', message: 'm', title: 'T', file: 'a.yml', line: 3, column: 7 },
  ]);
});
