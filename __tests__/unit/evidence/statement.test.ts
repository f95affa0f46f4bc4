import { describe, expect, test } from '@jest/globals';
import { statesOther, statesThis } from '../../../src/evidence/statement.js';
import type { Statement } from '../../../src/evidence/evidence.js';
import { readReport } from '../../../src/evidence/read-report.js';
import { bytesOf } from './caught.js';

const SUBJECT = { model: 'churn', version: '4' };
const stated = (members: string): Statement =>
  readReport({ path: 'r.json', bytes: bytesOf(`{${members}}`), sha256: '' }).statement;

const HINT =
  ": if that is the same model, or not a model's registered name, say so in the policy (model-names in the entry of report)";

describe('what a report says that it is about', () => {
  test.each<[string, string, string | null, boolean]>([
    ['nothing', '"accuracy": 1', null, false],
    ['this version', '"version": 4', null, true],
    ['this version as text', '"version": "4"', null, true],
    ['this version with a v', '"version": "v4"', null, true],
    ['this version with a V and spaces', '"model_version": " V4 "', null, true],
    ['this version twice', '"model_version": 4, "version": "v4"', null, true],
    ['this model', '"model": "churn", "model_name": "churn"', null, false],
    ['another version', '"version": 3', 'says that it is about version 3, not 4', false],
    ['another version with a v', '"version": " v3"', 'says that it is about version 3, not 4', false],
    ['a zero in front', '"version": "04"', 'says that it is about version 04, not 4', false],
    ['a v and a zero in front', '"version": "v04"', 'says that it is about version 04, not 4', false],
    ['a version of a format', '"version": "1.0"', null, false],
    ['a version of a tool', '"version": "2.0-beta"', null, false],
    ['a word', '"version": "v"', null, false],
    ['a fraction', '"version": 4.5', null, false],
    ['a list', '"version": [4]', null, false],
    ['an object', '"version": {"number": 4}', null, false],
    [
      'a version of a format, specific',
      '"model_version": "4.0"',
      'says that it is about version "4.0", not 4',
      false,
    ],
    ['a word, specific', '"model_version": "latest"', 'says that it is about version "latest", not 4', false],
    ['a list, specific', '"model_version": [4]', 'says that it is about version "(a list)", not 4', false],
    [
      'too large a number, specific',
      '"model_version": 9007199254740993',
      'says that it is about version "(a number too large to be read exactly)", not 4',
      false,
    ],
    [
      'two versions',
      '"model_version": 4, "version": 3',
      'contradicts itself: it says model_version "4" and version "3"',
      false,
    ],
    ["this version and a format's", '"model_version": 4, "version": "1.0"', null, true],
    ['another model', '"model": "fraud"', `says that it is about model "fraud", not "churn"${HINT}`, false],
    [
      'another model, this version',
      '"model": "Churn", "version": 4',
      `says that it is about model "Churn", not "churn"${HINT}`,
      true,
    ],
    [
      'two models',
      '"model_name": "churn", "model": "fraud"',
      'contradicts itself: it says model_name "churn" and model "fraud"',
      false,
    ],
    [
      'a hostile model',
      '"model": "a\\n::error::"',
      `says that it is about model "a\\n::error::", not "churn"${HINT}`,
      false,
    ],
    [
      'a long version',
      `"version": "${'1'.repeat(100)}"`,
      `says that it is about version ${'1'.repeat(59)}…, not 4`,
      false,
    ],
  ])('%s', (_, members, other, isThis) => {
    const statement = stated(members);
    expect(statesOther(statement, SUBJECT)).toBe(other);
    expect(statesThis(statement, SUBJECT.version)).toBe(isThis);
  });

  test('versions beyond exact numbers are compared digit by digit', () => {
    const statement = stated('"version": "9007199254740993"');
    expect(statesThis(statement, '9007199254740993')).toBe(true);
    expect(statesThis(statement, '9007199254740992')).toBe(false);
    const number = stated('"version": 9007199254740993');
    expect(statesThis(number, '9007199254740992')).toBe(false);
    expect(statesThis(number, '9007199254740993')).toBe(false);
  });
});
