import { describe, expect, test } from '@jest/globals';
import { formatWallTime, instantsOf, wallTimeAt } from '../../../src/gates/freeze.js';
import { seededRandom } from '../evidence/random.js';

const at = (iso: string): number => new Date(iso).getTime();
const iso = (instant: number): string => new Date(instant).toISOString().replace('.000Z', 'Z');

describe('what a clock shows', () => {
  test.each([
    ['UTC', '2026-11-10T12:00:00Z', 'Tue 2026-11-10 12:00'],
    ['Europe/Berlin', '2026-11-16T07:00:00Z', 'Mon 2026-11-16 08:00'],
    ['Europe/Berlin', '2026-10-25T00:59:59Z', 'Sun 2026-10-25 02:59'],
    ['Europe/Berlin', '2026-10-25T01:00:00Z', 'Sun 2026-10-25 02:00'],
    ['Europe/Berlin', '2026-03-29T00:59:59Z', 'Sun 2026-03-29 01:59'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', 'Sun 2026-03-29 03:00'],
    ['Asia/Kathmandu', '2026-12-23T18:15:00Z', 'Thu 2026-12-24 00:00'],
    ['Pacific/Kiritimati', '2026-12-23T10:00:00Z', 'Thu 2026-12-24 00:00'],
    ['America/St_Johns', '2026-07-01T02:30:00Z', 'Wed 2026-07-01 00:00'],
    ['America/New_York', '2027-01-01T04:59:00Z', 'Thu 2026-12-31 23:59'],
  ])('in %s at %s', (zone, instant, shown) => {
    expect(formatWallTime(wallTimeAt(at(instant), zone))).toBe(shown);
  });

  test('has milliseconds, also before 1970', () => {
    expect(wallTimeAt(at('2026-11-10T12:00:00.250Z'), 'UTC')).toBe(at('2026-11-10T12:00:00.250Z'));
    expect(wallTimeAt(-1, 'UTC')).toBe(-1);
  });
});

describe('when a clock shows a time', () => {
  test.each([
    ['Europe/Berlin', '2026-11-16T08:00', '2026-11-16T07:00:00Z', '2026-11-16T07:00:00Z'],
    ['Europe/Berlin, twice', '2026-10-25T02:30', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
    [
      'Europe/Berlin, the last of the two hours',
      '2026-10-25T02:59',
      '2026-10-25T00:59:00Z',
      '2026-10-25T01:59:00Z',
    ],
    ['Europe/Berlin, right after them', '2026-10-25T03:00', '2026-10-25T02:00:00Z', '2026-10-25T02:00:00Z'],
    ['Europe/Berlin, never', '2026-03-29T02:30', '2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z'],
    [
      'Europe/Berlin, hours after the change',
      '2026-03-29T12:00',
      '2026-03-29T10:00:00Z',
      '2026-03-29T10:00:00Z',
    ],
    ['America/New_York, twice', '2026-11-01T01:30', '2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'],
    [
      'Australia/Lord_Howe, twice within half an hour',
      '2026-04-05T01:45',
      '2026-04-04T14:45:00Z',
      '2026-04-04T15:15:00Z',
    ],
    ['Asia/Kathmandu', '2026-12-24T00:00', '2026-12-23T18:15:00Z', '2026-12-23T18:15:00Z'],
  ])('%s %s', (place, wall, earliest, latest) => {
    const found = instantsOf(at(`${wall}:00Z`), place.split(',')[0]!);
    expect([iso(found.earliest), iso(found.latest)]).toEqual([earliest, latest]);
  });

  test('every instant is one of those at which the clock shows what it shows then', () => {
    const random = seededRandom(7);
    const zones = Intl.supportedValuesOf('timeZone');
    for (let round = 0; round < 1_500; round++) {
      const zone = zones[Math.floor(random() * zones.length)]!;
      const instant = at('2020-01-01T00:00:00Z') + Math.floor(random() * 20 * 365 * 24 * 60) * 60_000;
      const { earliest, latest } = instantsOf(wallTimeAt(instant, zone), zone);
      expect([earliest, latest]).toContain(instant);
    }
  });
});
