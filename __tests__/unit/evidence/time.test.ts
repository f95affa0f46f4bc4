import { describe, expect, test } from '@jest/globals';
import { readTime, readTimes } from '../../../src/evidence/time.js';
import type { JsonValue } from '../../../src/evidence/python-json.js';
import { readTests } from '../../../src/evidence/read-tests.js';
import { bytesOf } from './caught.js';

const MOMENT = '2020-08-06T07:53:15.000Z';

describe('the notations of a moment', () => {
  test.each<[string, JsonValue, string]>([
    ['ISO 8601', '2020-08-06T07:53:15Z', MOMENT],
    ['lower case', '2020-08-06t07:53:15z', MOMENT],
    ['spaces around it', ' 2020-08-06T07:53:15Z\n', MOMENT],
    ['nanoseconds (Go, Rust)', '2020-08-06T07:53:15.123456789Z', '2020-08-06T07:53:15.123Z'],
    ['a decimal comma', '2020-08-06T07:53:15,5Z', '2020-08-06T07:53:15.500Z'],
    ['no seconds (Java)', '2020-08-06T07:53Z', '2020-08-06T07:53:00.000Z'],
    ['an offset', '2020-08-06T09:53:15+02:00', MOMENT],
    ['an offset without a colon', '2020-08-06T09:53:15+0200', MOMENT],
    ['an offset of hours (PostgreSQL)', '2020-08-06 09:53:15+02', MOMENT],
    ['behind UTC, by half an hour more', '2020-08-06 04:23:15 -03:30', MOMENT],
    ["Python's str(datetime)", '2020-08-06 07:53:15.000000+00:00', MOMENT],
    ["Ruby's Time#to_s", '2020-08-06 07:53:15 UTC', MOMENT],
    ["Go's Time.String", '2020-08-06 09:53:15.000 +0200 CEST m=+0.004', MOMENT],
    ["Java's ZonedDateTime", '2020-08-06T09:53:15+02:00[Europe/Berlin]', MOMENT],
    ['no separators (Great Expectations)', '20200806T075315.000000Z', MOMENT],
    ['slashes', '2020/08/06 07:53:15 +0000', MOMENT],
    ['twelve hours', '2020-08-06 07:53:15 AM UTC', MOMENT],
    ['twelve hours, after noon', '2020-08-06 07:53:15 PM Z', '2020-08-06T19:53:15.000Z'],
    ['twelve hours, noon', '2020-08-06 12:53:15 pm GMT', '2020-08-06T12:53:15.000Z'],
    ['twelve hours, midnight', '2020-08-06 12:53:15 a.m. GMT', '2020-08-06T00:53:15.000Z'],
    ['an HTTP date (TestCafe, mocha)', 'Thu, 06 Aug 2020 07:53:15 GMT', MOMENT],
    ['RFC 2822', 'Thu, 6 Aug 2020 09:53:15 +0200', MOMENT],
    ['RFC 2822 without a day or seconds', '6 Aug 2020 07:53 +0000', '2020-08-06T07:53:00.000Z'],
    ['dashes', '06-Aug-2020 07:53:15 UTC', MOMENT],
    ["JavaScript's Date", 'Thu Aug 06 2020 09:53:15 GMT+0200 (Central European Summer Time)', MOMENT],
    ["Java's Date (SoapUI)", 'Thu Aug 06 07:53:15 UTC 2020', MOMENT],
    ['date(1)', 'Thu Aug  6 07:53:15 AM UTC 2020', MOMENT],
    ['an offset in the middle', 'Thu Aug 06 09:53:15 +0200 2020', MOMENT],
    ['names in full', 'Thursday, August 6, 2020 07:53:15 UTC', MOMENT],
    ['Unix seconds', 1596700395, MOMENT],
    ['Unix seconds with a fraction', 1596700395.25, '2020-08-06T07:53:15.250Z'],
    ['milliseconds', 1596700395000, MOMENT],
    ['microseconds', 1596700395000000, MOMENT],
    ['nanoseconds', 1596700395000000000, MOMENT],
    ['Unix seconds as a text', '1596700395', MOMENT],
    ['the same with a fraction', '1596700395.25', '2020-08-06T07:53:15.250Z'],
    ['milliseconds as a text (Playwright)', '1596700395000', MOMENT],
  ])('%s', (_name, value, moment) => {
    expect(readTime(value)?.toISOString()).toBe(moment);
  });
});

describe('a time that may be any within a day is told at its latest', () => {
  const NEXT_EVENING = '2020-08-06T19:53:15.000Z';
  test.each([
    ['no zone (JUnit itself, pytest, jest-junit)', '2020-08-06T07:53:15', NEXT_EVENING],
    ["Python's logging", '2020-08-06 07:53:15,250', '2020-08-06T19:53:15.250Z'],
    ['Robot Framework', '20200806 07:53:15.250', '2020-08-06T19:53:15.250Z'],
    ['digits alone', '20200806075315', NEXT_EVENING],
    ['ctime', 'Thu Aug  6 07:53:15 2020', NEXT_EVENING],
    ['an abbreviation of a zone', 'Thu Aug 06 07:53:15 CEST 2020', NEXT_EVENING],
    ['the name of a zone', '2020-08-06T07:53:15[Europe/Berlin]', NEXT_EVENING],
    ['twelve hours', '2020-08-06 07:53:15 PM', '2020-08-07T07:53:15.000Z'],
    ['a day', '2020-08-06', '2020-08-07T11:59:59.000Z'],
    ['a day in words', 'August 6, 2020', '2020-08-07T11:59:59.000Z'],
  ])('%s', (_name, value, latest) => {
    expect(readTime(value)).toBeUndefined();
    const { time, unclearTime } = readTimes([{ key: 'timestamp', value }]);
    expect({ time, latest: unclearTime?.latest?.toISOString() }).toEqual({ time: undefined, latest });
  });
});

describe('what is no time', () => {
  test.each<[string, JsonValue]>([
    ['a word', 'yesterday'],
    ['a time of day', '07:53:15'],
    ['a date that may be in May or June', '05/06/2020 07:53:15'],
    ['a year of two digits', 'Thursday, 06-Aug-20 07:53:15 GMT'],
    ['no such day', '2020-02-30T07:53:15Z'],
    ['no such day in words', '30 Feb 2020 07:53:15 GMT'],
    ['no such month', '2020-13-01T07:53:15Z'],
    ['no such hour', '2020-08-06T25:53:15Z'],
    ['no such hour of twelve', '2020-08-06 13:53:15 PM UTC'],
    ['no such zone', '2020-08-06T07:53:15+99:00'],
    ['something behind it', '2020-08-06T07:53:15Z or so'],
    ['something behind its seconds', '2020-08-06T07:53:155Z'],
    ['two days', '6 7 Aug 2020 07:53:15 GMT'],
    ['two clocks', '6 Aug 2020 07:53:15 08:53:15 GMT'],
    ['a short number', '12345'],
    ['a number in no unit', '20200806075315123'],
    ['a small number', 12.5],
    ['a number in no unit, as a number', 20200806075315],
    ['zero', 0],
    ['a negative number', -1596700395],
    ['NaN', NaN],
    ['true', true],
    ['an endless text', `2020-08-06T07:53:15Z${' '.repeat(1000)}`],
  ])('%s', (_name, value) => {
    expect(readTime(value)).toBeUndefined();
    expect(readTimes([{ key: 'timestamp', value }])).toEqual({
      time: undefined,
      unclearTime: { said: expect.stringMatching(/^timestamp /) as unknown },
    });
  });

  test('never throws', () => {
    for (const value of ['', ' ', '(', '[]', '+', ',,,', '0000-00-00', '9'.repeat(99), ' -Aug- ', '( ( ('])
      expect(readTime(value)).toBeUndefined();
  });
});

describe('several', () => {
  const said = (...values: JsonValue[]) => readTimes(values.map((value) => ({ key: 'timestamp', value })));
  test('what is not understood is told before a time without a zone: it may be older', () => {
    expect(said('2020-08-06T07:53:15', 'soon').unclearTime).toEqual({ said: 'timestamp "soon"' });
    expect(said('soon', '2020-08-06T07:53:15Z')).toEqual({
      time: new Date(MOMENT),
      unclearTime: { said: 'timestamp "soon"' },
    });
  });

  test('the oldest of test cases counts as well as that of suites', () => {
    const file =
      '<testsuite><testcase timestamp="2020-08-06T07:53:15Z"/><testcase timestamp="1700000000"/></testsuite>';
    expect(readTests('t.xml', bytesOf(file)).statement).toEqual({ time: new Date(MOMENT) });
  });

  test('of very many', () => {
    const times = Array.from({ length: 200_000 }, (_, at) => String(1_600_000_000 + at));
    expect(readTimes(times.map((value) => ({ key: 'timestamp', value }))).time).toEqual(
      new Date(1_600_000_000_000),
    );
  });
});
