import { expect, test } from '@jest/globals';
import { nearest } from '../../src/text/nearest.js';

test.each([
  ['a letter left out', 'acuracy', ['recall', 'accuracy'], 'accuracy'],
  ['two letters swapped', 'metirc', ['min', 'metric', 'max'], 'metric'],
  ['another case', 'PRODUCTION', ['Staging', 'Production'], 'Production'],
  ['underscores for dashes', 'max_age', ['max-age'], 'max-age'],
  ['the nearer of two', 'stagin', ['string', 'staging'], 'staging'],
  ['a long word, a third of it wrong', 'archive_exsting', ['archive-existing'], 'archive-existing'],
  ['a short word, one letter wrong', 'mix', ['report', 'min'], 'min'],
  ['a word with nothing in common', 'zebra', ['accuracy', 'recall'], undefined],
  ['a letter, which is near everything', 'a', ['b', 'ab'], undefined],
  ['two letters with nothing in common', 'f1', ['n', 'xy'], undefined],
  ['three letters with nothing in common', 'abc', ['xyz'], undefined],
  ['nothing', '', ['a', 'ab'], undefined],
  ['nothing known', 'accuracy', [], undefined],
])('%s', (_name, word, known, expected) => {
  expect(nearest(word, known)).toBe(expected);
});
