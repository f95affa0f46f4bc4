import { describe, expect, test } from '@jest/globals';
import { FORMATS } from '../../../src/evidence/formats/index.js';
import { FORMAT_CHOICES, FORMAT_NAMES } from '../../../src/evidence/formats/names.js';
import { readValue, refusal } from './reading.js';

describe('which format a report is in', () => {
  test('names are told apart and can be asked for', () => {
    const known = FORMATS.map(({ name }) => name);
    expect(known).toEqual(FORMAT_NAMES);
    expect(new Set(FORMAT_CHOICES).size).toBe(FORMAT_CHOICES.length);
  });

  test.each(FORMATS.map(({ name }) => [name]))('a report that is no %s report is refused as one', (name) => {
    expect(refusal(() => readValue({ anything: { else: 1 } }, name))).toMatch(
      new RegExp(`^is not in the format ${name}, which the policy asks for: it (has|holds) `),
    );
    expect(refusal(() => readValue([1], name))).toMatch(/^is not in the format/);
    expect(refusal(() => readValue('text', name))).toMatch(/^is not in the format/);
  });

  test('no format takes what it says it does not know', () => {
    for (const { lacks } of FORMATS) {
      for (const value of [null, true, 1, 'text', [], new Map(), [new Map()]])
        expect(lacks(value)).not.toBeNull();
    }
  });
});
