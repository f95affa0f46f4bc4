import { describe, expect, test } from '@jest/globals';
import type { Statement } from '../../../src/evidence/evidence.js';
import { joinStatements } from '../../../src/evidence/records/join-statements.js';

/* What a file says around the report in it, and what that report says itself. */

const SHA = '1a2b3c4d5e6f7890'.padEnd(40, '0');
const at = (time: string) => new Date(`2026-11-10T${time}Z`);

describe('the version', () => {
  const number: Statement = { version: '4' };
  const tool: Statement = { version: '2.0-beta' };
  const specific: Statement = { version: 'latest', versionIsSpecific: true };

  test.each<[string, Statement[], Statement]>([
    ['a number before the text of a tool', [tool, number], number],
    ['a number before the text of a tool within', [number, tool], number],
    ['what a key says that means nothing else', [number, specific], specific],
    ['the same around', [specific, number], specific],
    ['the outermost of two alike', [tool, { version: '3.1' }], tool],
    ['any before none', [{}, tool, {}], tool],
  ])('is %s', (_told, parts, { version, versionIsSpecific }) => {
    const { version: found, versionIsSpecific: isSpecific } = joinStatements(parts);
    expect([found, isSpecific]).toEqual([version, versionIsSpecific]);
  });

  test.each<[string, Statement[], string | undefined]>([
    ['two numbers', [number, { version: '5' }], 'version "4" and version "5"'],
    ['one number in two spellings', [number, { version: 'v4' }], undefined],
    ['a number and the text of a tool', [number, tool], undefined],
    ['two models', [{ model: 'churn' }, { model: 'fraud' }], 'model "churn" and model "fraud"'],
    ['one model twice', [{ model: 'churn' }, { model: 'churn' }], undefined],
    ['what a part found itself', [number, { contradiction: 'it does' }], 'it does'],
  ])('of %s', (_told, parts, contradiction) => {
    const found = joinStatements(parts).contradiction;
    if (contradiction === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(contradiction);
  });
});

describe('the commit', () => {
  test.each<[string, Statement[], string | undefined, string | null]>([
    ['none', [{}, {}], undefined, null],
    ['one', [{}, { commit: SHA }], SHA, null],
    ['the longest of the same', [{ commit: SHA.slice(0, 7).toUpperCase() }, { commit: SHA }], SHA, null],
    ['the longest of the same within', [{ commit: SHA }, { commit: SHA.slice(0, 7) }], SHA, null],
    ['two', [{ commit: SHA }, { commit: 'f'.repeat(7) }], SHA, `commit "${SHA}" and commit "fffffff"`],
    ['what a part found itself', [{}, { commit: SHA, commitContradiction: 'it does' }], SHA, 'it does'],
  ])('of %s', (_told, parts, commit, contradiction) => {
    const found = joinStatements(parts);
    expect(found.commit).toBe(commit);
    if (contradiction === null) expect(found.commitContradiction).toBeUndefined();
    else expect(found.commitContradiction).toContain(contradiction);
  });
});

describe('the time', () => {
  const soon = { said: 'time soon' };
  const duration = { said: 'time 12.5', isDuration: true } as const;
  const zoneless = { said: 'date 2026-11-10', latest: at('06:00:00') };

  test.each<[string, Statement[], Pick<Statement, 'time' | 'unclearTime'>]>([
    ['none', [{}, {}], { time: undefined, unclearTime: undefined }],
    [
      'the oldest',
      [{ time: at('09:00:00') }, { time: at('08:00:00') }],
      { time: at('08:00:00'), unclearTime: undefined },
    ],
    [
      'one without a zone that is certainly older',
      [{ time: at('09:00:00') }, { unclearTime: zoneless }],
      { time: at('06:00:00'), unclearTime: undefined },
    ],
    [
      'one that nobody can read beside',
      [{ unclearTime: soon }, { time: at('09:00:00') }],
      { time: at('09:00:00'), unclearTime: soon },
    ],
    [
      'a duration beside',
      [{ time: at('09:00:00') }, { unclearTime: duration }],
      { time: at('09:00:00'), unclearTime: undefined },
    ],
    [
      'an unclear one before a duration',
      [{ unclearTime: duration }, { unclearTime: soon }],
      { unclearTime: soon },
    ],
    ['an unclear one within', [{}, { unclearTime: zoneless }], { unclearTime: zoneless }],
    ['a duration alone', [{ unclearTime: duration }, {}], { unclearTime: duration }],
  ])('is %s', (_told, parts, { time, unclearTime }) => {
    const found = joinStatements(parts);
    expect({ time: found.time, unclearTime: found.unclearTime }).toEqual({ time, unclearTime });
  });
});

test('of the other parts the outermost counts', () => {
  const parts: Statement[] = [{ testSet: 'a' }, { testSet: 'b', model: 'churn' }];
  expect(joinStatements(parts)).toMatchObject({ testSet: 'a', model: 'churn' });
  expect(joinStatements([])).toEqual({});
});
