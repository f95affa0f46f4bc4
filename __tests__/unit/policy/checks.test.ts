import { expect, test } from '@jest/globals';
import { refusalOf, withGate } from '../support/policy-text.js';

const AT = 'models.churn.stages.Production.gates[0]';

test.each([
  [
    'a number for a check',
    withGate('checks: [5]'),
    '6:22',
    `${AT}.checks[0] must be text, or must be a map of keys`,
  ],
  ['a check without a name', withGate('checks: [{app: a}]'), '6:22', `${AT}.checks[0].name is missing`],
  ['a check without words', withGate('checks: [""]'), '6:22', `${AT}.checks[0] must not be empty`],
  ['a check without a value', withGate('checks: [a, ]', 'wait:'), '7:18', `${AT}.wait is empty`],
  [
    'a failure that is allowed',
    withGate('checks: [{name: a, allow: [failure]}]'),
    '6:40',
    `${AT}.checks[0].allow[0] must be skipped or neutral`,
  ],
  [
    'nothing that is allowed',
    withGate('checks: [{name: a, allow: []}]'),
    '6:39',
    `${AT}.checks[0].allow must not be empty`,
  ],
  ['a check that is named twice', withGate('checks: [a, b, a]'), '6:28', 'the check "a" is listed twice'],
  [
    'a check that is named twice, with its app',
    withGate('checks: [{name: a, app: x}, {name: a, app: x, allow: [skipped]}]'),
    '6:41',
    'the check "a" is listed twice',
  ],
  [
    'a check that is named twice, once as a map',
    withGate('checks: [a, {name: a}]'),
    '6:25',
    'the check "a" is listed twice',
  ],
  ['one check in place of a list', withGate('checks: build'), '6:21', `${AT}.checks must be a list`],
  [
    'a wait without a unit',
    withGate('checks: [a]', 'wait: 10'),
    '7:19',
    `${AT}.wait must be a duration such as 90m, 24h or 7d`,
  ],
  [
    'a wait in words',
    withGate('checks: [a]', 'wait: long'),
    '7:19',
    `${AT}.wait must be a duration such as 90m, 24h or 7d`,
  ],
  ['approvals in words', withGate('approvals: two'), '6:24', `${AT}.approvals must be a number`],
  ['a part of an approval', withGate('approvals: 1.5'), '6:24', `${AT}.approvals must be a whole number`],
])('%s is refused', (_name, text, at, message) => {
  expect(refusalOf(text)).toMatchObject({ code: 'policy', at, message });
});

test('two apps may have a check of one name, and a twin is to be removed', () => {
  const twice = (one: string, other: string) => withGate(`checks: [${one}, ${other}]`);
  for (const other of ['{name: a, app: y}', 'a'])
    expect(() => refusalOf(twice('{name: a, app: x}', other))).toThrow('the policy was taken');
  expect(refusalOf(twice('a', 'a')).hint).toBe('Remove one.');
});
