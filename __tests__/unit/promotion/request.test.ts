import { describe, expect, test } from '@jest/globals';
import { StagegateError } from '../../../src/errors.js';
import {
  parseModelName,
  parseReason,
  refuseReference,
  requireReasonToOverride,
  splitReference,
} from '../../../src/promotion/request.js';
import { isAliasName, requireAliasName } from '../../../src/model/names.js';
import { findStage, parseStage } from '../../../src/model/stage.js';
import { compareVersions, isVersion, parseVersion } from '../../../src/model/version.js';

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
    ['a space before', ' churn', 'model name " churn" begins with a space. Write it as "churn".'],
    ['a space after', 'churn ', 'model name "churn " ends with a space. Write it as "churn".'],
    ['a line end after', 'churn\r\n', 'ends with a line break. Write it as "churn".'],
    ['a line end inside', 'a\nb', 'unprintable'],
    ['an escape sequence', 'a\u001b[31m', 'unprintable'],
    ['a C1 escape', 'a\u009b31m', 'unprintable'],
    ['a NUL', 'a\u0000', 'unprintable'],
    ['a change of direction', 'a\u202eb', 'unprintable'],
    ['an isolate', 'a\u2066b', 'unprintable'],
    ['a mark of direction', 'a\u200eb', 'unprintable'],
    ['an Arabic mark of direction', 'a\u061cb', 'unprintable'],
    ['a mark of the other direction', 'a\u200fb', 'unprintable'],
    ['no width', 'a\u200bb', 'unprintable'],
    ['a byte order mark', 'a\ufeffb', 'unprintable'],
    ['half a character', 'a\ud800', 'unprintable'],
    ['one too many', 'x'.repeat(257), 'longer than 256'],
    ['the star of the policy', '*', 'stands for all models'],
    ["MLflow's address of a version", 'models:/churn/4', 'Give them separately: model churn, version 4.'],
    ['of an alias', 'models:/churn@champion', 'Give them separately: model churn, version @champion.'],
    ['of a stage', 'models:/churn/Production', 'Give only the name of the model'],
  ])('not with %s', (_name, name, message) => {
    const told = refusal(() => parseModelName(name));
    expect(told).toContain(message);
    // list-versions would need the same name
    expect(told).not.toContain('list-versions');
  });

  test.each([
    ['churn@4', { model: 'churn', version: '4' }],
    ['churn:4', { model: 'churn', version: '4' }],
    ['churn/4', { model: 'churn', version: '4' }],
    ['churn@latest', { model: 'churn', version: 'latest' }],
    ['churn@champion', { model: 'churn', version: '@champion' }],
    ['models:/ns.team.churn/12', { model: 'ns.team.churn', version: '12' }],
    ['models:/team/churn/12', { model: 'team/churn', version: '12' }],
    ['llama3:8b', null],
    ['team/churn', null],
    ['churn', null],
    ['@champion', null],
  ])('%s as a model and a version', (text, both) => {
    expect(splitReference(text)).toEqual(both);
  });

  test('that is a version of a registered model is not a new model', () => {
    expect(refusal(() => refuseReference('churn@4', ['churn']))).toBe(
      'model "churn@4" doesn\'t exist, and looks like a version. Give them separately: model churn, version 4.',
    );
    expect(() => refuseReference('mistral:7', ['churn'])).not.toThrow();
    expect(() => refuseReference('llama3:8b', ['llama3'])).not.toThrow();
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
    expect(refusal(() => requireReasonToOverride({ ...asked, ...given }))).toMatch(
      new RegExp(`^${name} needs a reason\\. Say why the gate is overridden`),
    );
    expect(() => requireReasonToOverride({ ...asked, ...given, reason: 'why' })).not.toThrow();
    expect(() => requireReasonToOverride(asked)).not.toThrow();
  });
});

describe('a version', () => {
  test.each(['1', '10', '999999999999999999'])('%s', (text) => {
    expect(parseVersion(text)).toBe(text);
  });

  test.each(['', '0', '01', '-1', '+1', '1.0', '1e3', 'v1', 'abc', '١', '1000000000000000000'])(
    'not %j',
    (text) => {
      expect(isVersion(text)).toBe(false);
      expect(refusal(() => parseVersion(text))).toContain(
        `version ${JSON.stringify(text)} is not a version number`,
      );
    },
  );

  test.each([
    ['v4', 'Did you mean 4? Write a whole number'],
    ['V4', 'Did you mean 4?'],
    ['004', 'Did you mean 4?'],
    ['+4', 'Did you mean 4?'],
    ['4.0', 'Did you mean 4?'],
    [' 4', 'version " 4" begins with a space. Write it as "4".'],
    ['4\n', 'version "4\\n" ends with a line break. Write it as "4".'],
  ])('%j is refused with the number that was meant', (text, told) => {
    expect(refusal(() => parseVersion(text))).toContain(told);
  });

  test.each(['-1', '4.1', '0', 'v0', '1e3'])('%j means no number', (text) => {
    expect(refusal(() => parseVersion(text))).not.toContain('Did you mean');
  });

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

  test.each([
    ['Production ', 'stage "Production " ends with a space. Write it as "Production".'],
    ['', 'the stage is empty. The stages are Staging, Production, None, Archived.'],
  ])('%j is refused for what is wrong with it', (text, told) => {
    expect(refusal(() => parseStage(text, stages))).toBe(told);
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
    else expect(refusal(() => requireAliasName(name))).toContain(JSON.stringify(name));
  });

  test.each([
    ['champion ', 'alias "champion " ends with a space. Write it as "champion".'],
    ['@champion', '"@champion" can\'t be an alias. Leave the @ out: champion.'],
    ['v1', '"v1" can\'t be an alias. Use 1 to 255 letters, digits,'],
  ])('%j is refused for what is wrong with it', (name, told) => {
    expect(refusal(() => requireAliasName(name))).toContain(told);
  });
});
