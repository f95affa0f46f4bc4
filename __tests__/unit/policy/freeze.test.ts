import { describe, expect, test } from '@jest/globals';
import { readWindow } from '../../../src/policy/time.js';
import { refusalOf, withStage } from '../support/policy-text.js';

const AT = 'models.churn.stages.Production.freeze[0]';
const MOMENT = 'must be a weekday or a date, with a time or without: "Fri 16:00", 2026-12-20';
const refuse = (from: string, to: string, timezone = 'UTC') =>
  refusalOf(withStage('freeze:', `  - {from: ${from}, to: ${to}, timezone: ${timezone}}`));

describe('a freeze is refused', () => {
  test.each([
    ['a weekday in another case', 'fri', 'Mon', '6:20'],
    ['a weekday in full', 'Friday', 'Mon', '6:20'],
    ['a weekday of another language', 'Fr', 'Mon', '6:20'],
    ['a time alone', '"16:00"', 'Mon', '6:20'],
    ['an hour too many', 'Fri 24:00', 'Mon', '6:20'],
    ['a minute too many', 'Fri 16:60', 'Mon', '6:20'],
    ['a time without minutes', 'Fri 16', 'Mon', '6:20'],
    ['seconds', '"Fri 16:00:00"', 'Mon', '6:20'],
    ['a date the other way round', '20.12.2026', '2026-12-24', '6:20'],
    ['a month too many', '2026-13-01', '2026-12-24', '6:20'],
    ['a day too many', '2026-12-32', '2027-01-01', '6:20'],
    ['a time with a zone', '"2026-12-20T18:00Z"', '2026-12-24', '6:20'],
    ['a number', '5', 'Mon', '6:20'],
  ])('for %s', (_name, from, to, at) => {
    const { message, at: place } = refuse(from, to);
    expect(place).toBe(at);
    expect(message).toBe(`${AT}.from ${MOMENT}`);
  });

  test.each([
    [
      'a day that the month has not',
      '2026-02-30',
      '2026-03-01',
      '6:20',
      '"2026-02-30" is not a date in the calendar',
    ],
    [
      'a leap day in another year',
      '2026-12-24',
      '2027-02-29',
      '6:36',
      '"2027-02-29" is not a date in the calendar',
    ],
    [
      'a weekday and a date',
      'Fri',
      '2026-12-24',
      '6:29',
      'the freeze begins on a weekday and ends on a date',
    ],
    [
      'a date and a weekday',
      '2026-12-24',
      'Fri',
      '6:36',
      'the freeze begins on a date and ends on a weekday',
    ],
    ['an end before its beginning', '2026-12-24', '2026-12-23', '6:36', 'the freeze ends before it begins'],
    [
      'an end at its beginning',
      '2026-12-24 16:00',
      '2026-12-24 16:00',
      '6:42',
      'the freeze ends before it begins',
    ],
    [
      'an empty week, or a whole one',
      'Fri 16:00',
      'Fri 16:00',
      '6:35',
      'the freeze ends when it begins, so it would last forever or never begin',
    ],
    [
      'seven whole days',
      'Mon',
      'Sun',
      '6:29',
      'the freeze ends when it begins, so it would last forever or never begin',
    ],
  ])('for %s', (_name, from, to, at, message) => {
    expect(refuse(from, to)).toMatchObject({ code: 'policy', at, message });
  });

  test.each([
    [
      'a misspelt zone',
      'Europe/Berln',
      'Did you mean Europe/Berlin? Write UTC or an IANA name such as Europe/Berlin.',
    ],
    ['a city', 'Berlin', 'Write UTC or an IANA name such as Europe/Berlin.'],
    ['an abbreviation that some know', 'PST', 'Write UTC or an IANA name such as Europe/Berlin.'],
    ['an abbreviation that none knows', 'CEST', 'Write UTC or an IANA name such as Europe/Berlin.'],
    ['an offset', '"+01:00"', 'Write UTC or an IANA name such as Europe/Berlin.'],
    ['a path', '../UTC', 'Write UTC or an IANA name such as Europe/Berlin.'],
  ])('for %s', (_name, timezone, hint) => {
    const refusal = refuse('Fri', 'Mon', timezone);
    expect(refusal).toMatchObject({
      code: 'policy',
      at: '6:44',
      message: `${JSON.stringify(timezone.replaceAll('"', ''))} is not a time zone`,
    });
    expect(refusal.hint).toContain(hint);
  });

  test.each([
    ['Fri', '2026-12-24', 'Write two weekdays (every week), or two dates (once).'],
    ['2026-12-24', '2026-12-23', 'Swap from and to.'],
    ['Mon', 'Sun', 'Change the end.'],
    ['2026-02-30', '2026-03-01', 'Correct the date.'],
  ])('from %s to %s: what to do', (from, to, hint) => {
    expect(refuse(from, to).hint).toBe(hint);
  });

  test('without a zone', () => {
    expect(refusalOf(withStage('freeze: [{from: Fri, to: Mon}]')).message).toBe(`${AT}.timezone is missing`);
  });

  test.each([
    ['2026-02-30', '2026-13-01', '2026-02-30'],
    ['2026-00-10', '2026-03-01', '2026-00-10'],
    ['2026-03-01', '2026-13-01', '2026-13-01'],
  ])('an entry from %s to %s, which the schema did not see, is not a window', (from, to, day) => {
    expect(() => readWindow({ from, to, timezone: 'UTC' })).toThrow(`"${day}" is not a date in the calendar`);
  });

  test('an entry that the rules refuse is not a window', () => {
    expect(() => readWindow({ from: 'Fri', to: '2026-12-24', timezone: 'UTC' })).toThrow(TypeError);
  });
});

describe('a zone is taken', () => {
  test.each(['UTC', 'Europe/Berlin', 'America/Argentina/Ushuaia', 'Etc/GMT+3', 'US/Pacific'])(
    '%s',
    (timezone) => {
      // the other end is wrong: nothing is said of the zone
      expect(refuse('Fri', '2026-12-24', timezone).hint).not.toContain('time zone');
    },
  );
});

test('a window has its reason, and says whether it blocks rollbacks', () => {
  const entry = { from: 'Fri', to: 'Mon', timezone: 'UTC' };
  expect(readWindow(entry)).toMatchObject({ reason: null, rollbacks: null });
  for (const rollbacks of [true, false])
    expect(readWindow({ ...entry, reason: 'sale', rollbacks })).toMatchObject({ reason: 'sale', rollbacks });
});
