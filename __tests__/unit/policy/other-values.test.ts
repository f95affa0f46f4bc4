import { describe, expect, test } from '@jest/globals';
import { FORMAT_CHOICES } from '../../../src/evidence/formats/names.js';
import { refusalOf, withStage } from '../support/policy-text.js';

const STAGE = 'models.churn.stages.Production';

describe('durations', () => {
  test.each([
    ['a number', '24'],
    ['no unit', '"24"'],
    ['an unknown unit', '1y'],
    ['a negative one', '-1h'],
    ['words', 'two days'],
    ['an ISO duration', 'PT24H'],
    ['nothing', '""'],
    ['an upper-case unit', '24H'],
    ['milliseconds', '500ms'],
    ['a comma', '"1,5h"'],
  ])('%s is refused', (_name, value) => {
    const soak = refusalOf(withStage(`soak: ${value}`));
    expect(soak).toMatchObject({
      at: '5:15',
      message: expect.stringMatching(/^models\.churn\.stages\.Production\.soak must be /) as unknown,
    });
    const age = refusalOf(withStage('evidence:', `  max-age: ${value}`));
    expect(age).toMatchObject({
      at: '6:20',
      message: expect.stringMatching(/\.evidence\.max-age must be /) as unknown,
    });
  });

  // a pattern that backtracks would not finish: quadratic takes minutes at this size
  test.each([
    ['many parts', '1s '.repeat(300_000)],
    ['many digits', '1'.repeat(900_000)],
    ['many spaces', `1s${' '.repeat(900_000)}`],
  ])('a long text of %s is refused without backtracking', (_name, value) => {
    expect(refusalOf(withStage(`soak: "${value}!"`)).message).toContain('.soak must be a duration');
  });
});

describe('other values', () => {
  test.each([
    [
      'a rule of evidence that is no rule',
      withStage('evidence: {version: true}'),
      `${STAGE}.evidence.version must be the word required`,
      '5:29',
    ],
    [
      'evidence that is a list',
      withStage('evidence: [version]'),
      `${STAGE}.evidence must be a map of keys`,
      '5:19',
    ],
    [
      'yes for true',
      withStage('archive-existing: yes'),
      `${STAGE}.archive-existing must be true or false`,
      '5:27',
    ],
    ['no refs', withStage('refs: []'), `${STAGE}.refs must not be empty`, '5:15'],
    [
      'another format',
      'models:\n  churn: {format: json, stages: {}}\n',
      `models.churn.format must be one of ${FORMAT_CHOICES.join(', ')}`,
      '2:19',
    ],
    ['a model without stages', 'models:\n  churn: {report: a}\n', 'models.churn.stages is missing', '2:10'],
    ['a model without a value', 'models:\n  churn:\n', 'models.churn is empty', '2:9'],
    ['no models', 'registry: a\n', 'models is missing', '1:1'],
    ['models that are a list', 'models: [churn]\n', 'models must be a map of keys', '1:9'],
    [
      'a registry that is a number',
      'registry: 5\nmodels: {}\n',
      'registry must be text, or must be a map of keys',
      '1:11',
    ],
    ['a registry without a value', 'registry: ""\nmodels: {}\n', 'registry must not be empty', '1:11'],
  ])('%s', (_name, text, message, at) => {
    expect(refusalOf(text)).toMatchObject({ code: 'policy', message, at });
  });
});
