import { describe, expect, test } from '@jest/globals';
import { StagegateError } from '../../../src/errors.js';
import { parseModelName, parseReason, requireReasonToOverride } from '../../../src/promotion/request.js';
import { isAliasName, requireAliasName } from '../../../src/registry/alias.js';
import { findStage, parseStage } from '../../../src/registry/stage.js';
import { compareVersions, isVersion, parseVersion } from '../../../src/registry/version.js';

/** What is said to somebody whose input is refused; fails the test when it is taken. */
function refusal(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    if (!(error instanceof StagegateError) || error.code !== 'input') throw error;
    return `${error.message}. ${String(error.hint)}`;
  }
  throw new Error('it was taken');
}

describe('a model name', () => {
  test.each(['churn', 'Kündigung 模型', 'a/b', '../x', '-rf', '__proto__', 'x'.repeat(256), '👩‍💻'])(
    '%j',
    (name) => {
      expect(parseModelName(name)).toBe(name);
    },
  );

  test.each([
    ['nothing', '', 'is empty'],
    ['spaces', '  ', 'is empty'],
    ['a space before', ' churn', 'begins or ends with a space'],
    ['a line end after', 'churn\n', 'begins or ends with a space'],
    ['a line end inside', 'a\nb', 'unprintable'],
    ['an escape sequence', 'a\u001b[31m', 'unprintable'],
    ['a C1 escape', 'a\u009b31m', 'unprintable'],
    ['a NUL', 'a\u0000', 'unprintable'],
    ['a change of direction', 'a\u202eb', 'unprintable'],
    ['an isolate', 'a\u2066b', 'unprintable'],
    ['a mark of direction', 'a\u200eb', 'unprintable'],
    ['an Arabic mark of direction', 'a\u061cb', 'unprintable'],
    ['no width', 'a\u200bb', 'unprintable'],
    ['half a character', 'a\ud800', 'unprintable'],
    ['one too many', 'x'.repeat(257), 'longer than 256'],
    ['the star of the policy', '*', 'stands for all models'],
  ])('not with %s', (_name, name, message) => {
    expect(refusal(() => parseModelName(name))).toContain(message);
  });
});

describe('a reason', () => {
  test.each([
    ['none', undefined, null],
    ['an empty one', '', null],
    ['spaces', ' \n ', null],
    ['spaces around', ' it works\n', 'it works'],
    ['as long as may be', 'x'.repeat(10_000), 'x'.repeat(10_000)],
  ])('%s', (_name, given, kept) => {
    expect(parseReason(given)).toBe(kept);
  });

  test('not longer', () => {
    expect(refusal(() => parseReason('x'.repeat(10_001)))).toContain('longer than 10000');
  });

  const asked = { model: 'churn', version: '4', stage: 'Production', reason: null, force: false };
  test.each([
    ['force', { force: true }],
    ['allow-taken-out', { allowTakenOut: true }],
  ])('%s needs one', (name, given) => {
    expect(refusal(() => requireReasonToOverride({ ...asked, ...given }))).toContain(
      `${name} needs a reason`,
    );
    expect(() => requireReasonToOverride({ ...asked, ...given, reason: 'why' })).not.toThrow();
    expect(() => requireReasonToOverride(asked)).not.toThrow();
  });
});

describe('a version', () => {
  test.each(['1', '10', '999999999999999999'])('%s', (text) => {
    expect(parseVersion(text)).toBe(text);
  });

  test.each(['', '0', '01', '-1', '+1', '1.0', '1e3', ' 1', '1\n', 'v1', 'abc', '١', '1000000000000000000'])(
    'not %j',
    (text) => {
      expect(isVersion(text)).toBe(false);
      expect(refusal(() => parseVersion(text))).toContain(
        `version ${JSON.stringify(text)} is not a version number`,
      );
    },
  );

  test('by number, not by letter', () => {
    const sorted = ['1', '2', '9', '10', '100', '999999999999999998', '999999999999999999'];
    expect([...sorted].reverse().sort(compareVersions)).toEqual(sorted);
    expect(compareVersions('7', '7')).toBe(0);
  });
});

describe('a stage', () => {
  const stages = ['Staging', 'Production'];

  test.each([
    ['Production', 'Production'],
    ['PRODUCTION', 'Production'],
    ['none', 'None'],
    ['archived', 'Archived'],
    ['Prod', undefined],
    ['', undefined],
    ['Production ', undefined],
    ['toString', undefined],
  ])('%j', (text, stage) => {
    expect(findStage(text, stages)).toBe(stage);
  });

  test.each([
    ['Prodution', 'Did you mean Production? The stages are Staging, Production, None, Archived.'],
    ['Shadow', 'The stages are Staging, Production, None, Archived.'],
  ])('%s is refused with those that there are', (text, hint) => {
    expect(refusal(() => parseStage(text, stages))).toBe(
      `there is no stage ${JSON.stringify(text)}. ${hint}`,
    );
  });
});

describe('an alias', () => {
  test.each([
    ['champion', true, true],
    ['a-b_C9', true, true],
    ['x'.repeat(255), true, true],
    ['x'.repeat(256), false, false],
    ['latest', false, false],
    ['LATEST', false, false],
    ['1', true, false],
    ['v1', true, false],
    ['V12', true, false],
    ['v1a', true, true],
    ['', false, false],
    ['a b', false, false],
    ['a.b', false, false],
    ['champion\n', false, false],
    ['@champion', false, false],
  ])('%j: may be read %j, may be set %j', (name, read, set) => {
    expect(isAliasName(name)).toBe(read);
    if (set) expect(requireAliasName(name)).toBe(name);
    else expect(refusal(() => requireAliasName(name))).toContain(`${JSON.stringify(name)} can't be an alias`);
  });
});
