import { describe, expect, test } from '@jest/globals';
import { refusalOf, withStage } from '../support/policy-text.js';

describe('a stage', () => {
  const stages = (...lines: string[]): string =>
    `models:\n  churn:\n    stages:\n${lines.map((line) => `      ${line}\n`).join('')}`;
  const known = 'The stages are Staging, Production; add others to "stages" in the policy.';

  test.each([
    [
      'near a known one',
      stages('Prodution: {}'),
      'there is no stage "Prodution"',
      '4:7',
      `Did you mean Production? ${known}`,
    ],
    ['near nothing', stages('QA: {}'), 'there is no stage "QA"', '4:7', known],
    [
      'twice by case',
      stages('Staging: {}', 'staging: {}'),
      'stage Staging has two entries',
      '4:7',
      /Also .*:5:7: stage Staging has two entries/,
    ],
    [
      'Archived',
      stages('Archived: {gates: []}'),
      "Archived can't have gates: a version may always move there",
      '4:7',
      'Remove it.',
    ],
    [
      'none',
      stages('none: {}'),
      "None can't have gates: a version may always move there",
      '4:7',
      'Remove it.',
    ],
    [
      'without a value',
      stages('Staging:'),
      'models.churn.stages.Staging is empty',
      '4:15',
      /^Give it a value \(\{\} if every version may pass\), or remove the key\. For example, below Staging:\n {8}gates:\n/,
    ],
    [
      'that is true',
      stages('Staging: true'),
      'models.churn.stages.Staging must be a map of keys',
      '4:16',
      'It is true.',
    ],
    [
      'from an unknown one',
      withStage('from: [Stagng, None]'),
      'there is no stage "Stagng"',
      '5:16',
      /Staging, Production/,
    ],
    [
      'from one unknown one',
      withStage('from: Canary'),
      'there is no stage "Canary"',
      '5:15',
      /Staging, Production/,
    ],
    [
      'from nowhere',
      withStage('from: []'),
      /^models\.churn\.stages\.Production\.from .*must not be empty/,
      '5:15',
      'It is [].',
    ],
    [
      'named twice, upper case last',
      'stages: [live, Live]\nmodels: {}\n',
      'stage "Live" is listed twice',
      '1:16',
      'Remove one.',
    ],
    [
      'named twice',
      'stages: [Live, live]\nmodels: {}\n',
      'stage "live" is listed twice',
      '1:16',
      'Remove one.',
    ],
    [
      'Archived among the stages',
      'stages: [archived]\nmodels: {}\n',
      /^archived always exists/,
      '1:10',
      'Remove it.',
    ],
    [
      'with a line end',
      'stages: ["a\\n::b"]\nmodels: {}\n',
      '"a\\n::b" can\'t be the name of a stage',
      '1:10',
      /^Use letters/,
    ],
    [
      'with a space at its start',
      'stages: [" a"]\nmodels: {}\n',
      '" a" can\'t be the name of a stage',
      '1:10',
      /^Use letters/,
    ],
    [
      'of the default when there are others',
      'stages: [Live]\nmodels: {a: {stages: {Staging: {}}}}\n',
      'there is no stage "Staging"',
      '2:23',
      /The stages are Live;/,
    ],
    ['and no stages', 'stages: []\nmodels: {}\n', 'stages must not be empty', '1:9', 'It is [].'],
  ])('%s', (_name, text, message, at, hint) => {
    const refusal = refusalOf(text);
    expect(refusal.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
    expect(refusal.at).toBe(at);
    expect(refusal.hint).toEqual(typeof hint === 'string' ? hint : expect.stringMatching(hint));
  });
});

test('a name of a stage has 64 characters at most', () => {
  const listed = (length: number) => `stages: [${'a'.repeat(length)}]\nmodels: {}\n`;
  expect(() => refusalOf(listed(64))).toThrow('the policy was taken');
  expect(refusalOf(listed(65)).message).toMatch(/can't be the name of a stage$/);
});

test('a stage with two entries: keep one', () => {
  const text = 'models: {churn: {stages: {Staging: {}, staging: {}}}}\n';
  expect(refusalOf(text).hint).toMatch(/^Keep one: stages match in any case\./);
});
