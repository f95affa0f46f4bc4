import { describe, expect, test } from '@jest/globals';
import { parseMoment } from '../../../src/history/select.js';

describe('a time as people write it', () => {
  test.each([
    ['a day is its end', '2026-11-17', '2026-11-17T23:59:59.999Z'],
    ['without a zone it is UTC', '2026-11-17 14:00', '2026-11-17T14:00:00.000Z'],
    ['with a zone', '2026-11-17T14:00+01:00', '2026-11-17T13:00:00.000Z'],
    ['in small letters, with seconds', ' 2026-11-17T14:00:05.5z ', '2026-11-17T14:00:05.500Z'],
    ['a day in another zone', '2026-11-17+0100', '2026-11-17T22:59:59.999Z'],
    ['a leap day', '2028-02-29', '2028-02-29T23:59:59.999Z'],
  ])('%s', (_name, text, moment) => {
    expect(parseMoment(text).toISOString()).toBe(moment);
  });

  test.each(['', 'yesterday', '2026-02-30', '2026-13-01', '2026-11-17T25:00', '17.11.2026', '2026-11-17T14'])(
    'refuses %j',
    (text) => {
      expect(() => parseMoment(text)).toThrow('is not a time');
    },
  );
});
