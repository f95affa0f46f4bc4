import { describe, expect, test } from '@jest/globals';
import { checkFreeze } from '../../../src/gates/freeze.js';
import type { GateResult } from '../../../src/model/gate-result.js';
import { readWindow } from '../../../src/policy/time.js';
import type { FreezeEntry } from '../../../src/policy/schema.js';
import { contextWith, rulesWith } from '../support/gate-context.js';

function judge(now: string, ...entries: FreezeEntry[]): GateResult[] {
  const freeze = entries.map(readWindow);
  return checkFreeze(contextWith({ now: new Date(now), rules: rulesWith({ freeze }) }));
}

/** When it ends, or null when it is not frozen. */
function frozenUntil(now: string, from: string, to: string, timezone = 'UTC'): string | null {
  const [result] = judge(now, { from, to, timezone });
  const until = /\((\d{4}-\S+)Z\)/.exec(result!.reason)?.[1] ?? null;
  expect(result!.verdict).toBe(until === null ? 'pass' : 'fail');
  return until;
}

// 2026-11-13 is a Friday
describe('every week', () => {
  const END = '2026-11-16T08:00:00';

  test.each([
    ['a minute before', '2026-11-13T15:59:59.999Z', null],
    ['at the beginning', '2026-11-13T16:00:00Z', END],
    ['on Saturday', '2026-11-14T12:00:00Z', END],
    ["over the week's end", '2026-11-16T00:00:00Z', END],
    ['right before the end', '2026-11-16T07:59:59.999Z', END],
    ['at the end', '2026-11-16T08:00:00Z', null],
    ['on Wednesday', '2026-11-18T12:00:00Z', null],
  ])('from Friday to Monday: %s', (_name, now, end) => {
    expect(frozenUntil(now, 'Fri 16:00', 'Mon 08:00')).toBe(end);
  });

  test.each<[string, string, string, string, string | null]>([
    ['within a week', 'Tue 10:00', 'Thu 9:30', '2026-11-12T09:29:00Z', '2026-11-12T09:30:00'],
    ['within a week, after it', 'Tue 10:00', 'Thu 9:30', '2026-11-12T09:30:00Z', null],
    ['within a day', 'Tue 10:00', 'Tue 11:00', '2026-11-10T10:30:00Z', '2026-11-10T11:00:00'],
    ['all but a part of a day', 'Tue 11:00', 'Tue 10:00', '2026-11-11T00:00:00Z', '2026-11-17T10:00:00'],
    ['all but a part of a day: that', 'Tue 11:00', 'Tue 10:00', '2026-11-10T10:30:00Z', null],
    ['a whole day, at its beginning', 'Fri', 'Fri', '2026-11-13T00:00:00Z', '2026-11-14T00:00:00'],
    ['a whole day, at its end', 'Fri', 'Fri', '2026-11-13T23:59:59Z', '2026-11-14T00:00:00'],
    ['a whole day, the next', 'Fri', 'Fri', '2026-11-14T00:00:00Z', null],
    ['two whole days, to the end of Sunday', 'Sat', 'Sun', '2026-11-15T23:59:59Z', '2026-11-16T00:00:00'],
    ['a time to a whole day', 'Fri 16:00', 'Sun', '2026-11-15T20:00:00Z', '2026-11-16T00:00:00'],
  ])('%s', (_name, from, to, now, end) => {
    expect(frozenUntil(now, from, to)).toBe(end);
  });

  test('by the clock of its zone', () => {
    const berlin = (now: string) => frozenUntil(now, 'Fri 16:00', 'Mon 08:00', 'Europe/Berlin');
    expect(berlin('2026-11-13T14:59:00Z')).toBeNull();
    expect(berlin('2026-11-13T15:00:00Z')).toBe('2026-11-16T07:00:00');
    expect(berlin('2026-07-10T13:59:00Z')).toBeNull();
    expect(berlin('2026-07-10T14:00:00Z')).toBe('2026-07-13T06:00:00');
    // clocks are put back, and forward, on the Sunday within
    expect(berlin('2026-10-23T14:00:00Z')).toBe('2026-10-26T07:00:00');
    expect(berlin('2026-03-27T15:00:00Z')).toBe('2026-03-30T06:00:00');
    expect(frozenUntil('2026-11-12T12:00:00Z', 'Fri', 'Fri', 'Pacific/Kiritimati')).toBe(
      '2026-11-13T10:00:00',
    );
    expect(frozenUntil('2026-11-15T06:00:00Z', 'Sat', 'Sat', 'America/Los_Angeles')).toBe(
      '2026-11-15T08:00:00',
    );
  });

  test('by the clock of its zone, where it is another week already, or still', () => {
    expect(frozenUntil('2026-11-15T11:00:00Z', 'Mon', 'Mon', 'Pacific/Kiritimati')).toBe(
      '2026-11-16T10:00:00',
    );
    expect(frozenUntil('2026-11-16T09:00:00Z', 'Sun', 'Sun', 'Pacific/Pago_Pago')).toBe(
      '2026-11-16T11:00:00',
    );
  });

  test.each<[string, string, string, string, string | null]>([
    [
      'an end that comes twice is the second',
      'Sun 01:00',
      'Sun 02:30',
      '2026-10-25T01:29:00Z',
      '2026-10-25T01:30:00',
    ],
    [
      'a beginning that comes twice is the first',
      'Sun 02:30',
      'Sun 12:00',
      '2026-10-25T00:30:00Z',
      '2026-10-25T11:00:00',
    ],
    [
      '… and it does not thaw in between',
      'Sun 02:30',
      'Sun 12:00',
      '2026-10-25T01:10:00Z',
      '2026-10-25T11:00:00',
    ],
    [
      'an end that never comes is by the clock before',
      'Sun 01:00',
      'Sun 02:30',
      '2026-03-29T01:29:00Z',
      '2026-03-29T01:30:00',
    ],
    ['… and then over', 'Sun 01:00', 'Sun 02:30', '2026-03-29T01:30:00Z', null],
    [
      'a beginning that never comes is by the clock after',
      'Sun 02:30',
      'Sun 12:00',
      '2026-03-29T00:30:00Z',
      '2026-03-29T10:00:00',
    ],
    ['… and not before', 'Sun 02:30', 'Sun 12:00', '2026-03-29T00:29:00Z', null],
  ])('where clocks are changed %s', (_name, from, to, now, end) => {
    expect(frozenUntil(now, from, to, 'Europe/Berlin')).toBe(end);
  });
});

describe('once', () => {
  test.each<[string, string, string, string, string | null]>([
    ['before the first day', '2026-12-20', '2027-01-02', '2026-12-19T23:59:59Z', null],
    ['on the first day', '2026-12-20', '2027-01-02', '2026-12-20T00:00:00Z', '2027-01-03T00:00:00'],
    ['on the last day', '2026-12-20', '2027-01-02', '2027-01-02T23:59:59Z', '2027-01-03T00:00:00'],
    ['after the last day', '2026-12-20', '2027-01-02', '2027-01-03T00:00:00Z', null],
    ['a year later', '2026-12-20', '2027-01-02', '2027-12-25T00:00:00Z', null],
    ['one day', '2026-12-24', '2026-12-24', '2026-12-24T12:00:00Z', '2026-12-25T00:00:00'],
    ['with times', '2026-12-20 18:00', '2026-12-21T08:30', '2026-12-21T08:29:00Z', '2026-12-21T08:30:00'],
    ['with times, before', '2026-12-20 18:00', '2026-12-21T08:30', '2026-12-20T17:59:00Z', null],
    ['with times, after', '2026-12-20 18:00', '2026-12-21T08:30', '2026-12-21T08:30:00Z', null],
    ['from a time to a day', '2026-12-20 18:00', '2026-12-21', '2026-12-21T20:00:00Z', '2026-12-22T00:00:00'],
    ['a leap day', '2028-02-29', '2028-02-29', '2028-02-29T12:00:00Z', '2028-03-01T00:00:00'],
  ])('%s', (_name, from, to, now, end) => {
    expect(frozenUntil(now, from, to)).toBe(end);
  });

  test('by the clock of its zone', () => {
    const tokyo = (now: string) => frozenUntil(now, '2026-12-24', '2026-12-24', 'Asia/Tokyo');
    expect(tokyo('2026-12-23T14:59:00Z')).toBeNull();
    expect(tokyo('2026-12-23T15:00:00Z')).toBe('2026-12-24T15:00:00');
    expect(tokyo('2026-12-24T15:00:00Z')).toBeNull();
  });
});

describe('what is told', () => {
  const weekend: FreezeEntry = { from: 'Fri 16:00', to: 'Mon 08:00', timezone: 'Europe/Berlin' };

  test('while it is frozen: until when, there and in UTC, and why', () => {
    expect(judge('2026-11-14T09:00:00Z', { ...weekend, reason: 'nobody is there' })).toEqual([
      {
        gate: 'freeze',
        metric: null,
        check: 'freeze',
        observed: 'Sat 2026-11-14 10:00',
        required: 'outside Fri 16:00 – Mon 08:00 Europe/Berlin',
        champion: null,
        verdict: 'fail',
        reason:
          'Production is frozen (nobody is there) until Mon 2026-11-16 08:00 in Europe/Berlin (2026-11-16T07:00:00Z): try again then',
      },
    ]);
  });

  test('while it is frozen for no stated reason', () => {
    expect(judge('2026-11-14T09:00:00Z', weekend)[0]?.reason).toMatch(/^Production is frozen until Mon /);
  });

  test('else: what it is there', () => {
    expect(judge('2026-11-11T09:00:00Z', weekend)).toMatchObject([
      {
        gate: 'freeze',
        verdict: 'pass',
        observed: 'Wed 2026-11-11 10:00',
        reason:
          'Production is not frozen (Fri 16:00 – Mon 08:00 Europe/Berlin): it is Wed 2026-11-11 10:00 there',
      },
    ]);
  });

  test('of each window', () => {
    const december = { from: '2026-12-20', to: '2027-01-02', timezone: 'UTC' };
    expect(judge('2026-12-26T12:00:00Z', december, weekend).map(({ verdict }) => verdict)).toEqual([
      'fail',
      'fail',
    ]);
    expect(judge('2026-12-23T12:00:00Z', december, weekend).map(({ verdict }) => verdict)).toEqual([
      'fail',
      'pass',
    ]);
    expect(judge('2026-12-23T12:00:00Z')).toEqual([]);
  });
});
