import { describe, expect, test } from '@jest/globals';
import { readTests } from '../../../src/evidence/read-tests.js';
import { bytesOf } from './caught.js';
import { fixture, fixtureText, refusal } from './reading.js';

describe('what a file of tests says of itself', () => {
  test.each<[string, string, object]>([
    [
      'Great Expectations',
      'great-expectations/validation-good.json',
      { time: new Date('2026-11-24T14:44:12.313Z') },
    ],
    ['promptfoo', 'promptfoo/passes.json', { time: new Date('2026-11-24T14:58:22.818Z') }],
    ['JUnit', 'junit/pytest-mixed.xml', { time: new Date('2026-11-23T13:06:20.248Z') }],
  ])('%s: its time', (_name, path, expected) => {
    expect(readTests(path, fixture(path)).statement).toMatchObject(expected);
  });

  test('what people added to it', () => {
    const result = JSON.parse(fixtureText('great-expectations/validation-good.json')) as object;
    const bytes = bytesOf(JSON.stringify({ ...result, model_version: 7, commit: 'abcdef0' }));
    expect(readTests('t.json', bytes).statement).toMatchObject({ version: '7', commit: 'abcdef0' });
  });

  const suites = (...times: string[]) =>
    `<testsuites>${times.map((time) => `<testsuite timestamp="${time}"><testcase/></testsuite>`).join('')}</testsuites>`;
  test.each<[string, string[], object]>([
    ['none', ['', 'soon'], { unclearTime: { said: 'timestamp "soon"' } }],
    [
      'the oldest of several',
      ['2026-11-10T12:00:00Z', '2026-11-09T12:00:00+01:00'],
      { time: new Date('2026-11-09T11:00:00Z') },
    ],
    [
      'without a zone, at its latest',
      ['2026-11-10T12:00:00'],
      { unclearTime: { said: 'timestamp "2026-11-10T12:00:00"', latest: new Date('2026-11-11T00:00:00Z') } },
    ],
    [
      'a day',
      ['2026-11-10'],
      { unclearTime: { said: 'timestamp "2026-11-10"', latest: new Date('2026-11-11T11:59:59Z') } },
    ],
    [
      'one with a zone that is older',
      ['2026-11-10T12:00:00', '2026-11-10T12:00:00Z'],
      { time: new Date('2026-11-10T12:00:00Z') },
    ],
  ])('the time of JUnit suites: %s', (_name, times, expected) => {
    expect(readTests('t.xml', bytesOf(suites(...times))).statement).toEqual(expected);
  });
});

test.each([
  ['CSV', 't.csv', bytesOf('name,passed\na,1\n'), 'is CSV, not JUnit XML'],
  [
    'TAP',
    't.tap',
    bytesOf('TAP version 13\n1..1\nok 1\n'),
    'is plain text (it starts with "TAP version 13"), not JUnit XML',
  ],
  ['gzip', 't.xml.gz', Uint8Array.of(0x1f, 0x8b, 8), 'is compressed with gzip: unpack it first'],
  [
    'JSON in UTF-16',
    't.json',
    new Uint8Array(Buffer.from('\uFEFF{"success": true}', 'utf16le')),
    'is UTF-16 text: write it as UTF-8 (in PowerShell, replace "> FILE" with "| Out-File -Encoding utf8 FILE")',
  ],
  [
    'a report without tests',
    't.json',
    bytesOf('{"accuracy": 0.9}'),
    'has no test results: a gate on tests reads JUnit XML, or the JSON of evidently, deepchecks, great-expectations, promptfoo, deepeval',
  ],
])('what holds no test results is refused as what it is: %s', (_name, path, bytes, message) => {
  expect(refusal(() => readTests(path, bytes))).toBe(message);
});

test('failures that a tool counts and does not list are told as such', () => {
  const result = JSON.parse(fixtureText('great-expectations/validation-good.json')) as { statistics: object };
  const statistics = { ...result.statistics, unsuccessful_expectations: 2 };
  const bytes = bytesOf(JSON.stringify({ ...result, success: false, statistics }));
  expect(readTests('t.json', bytes)).toMatchObject({
    failures: 2,
    broken: ['2 counted as failed but not listed'],
  });
});

test('a file of two shapes is refused with what can be done about it', () => {
  const value = {
    ...{ success: true, results: [], statistics: { evaluated_expectations: 0 } },
    ...{ tests: [], summary: { total_tests: 0 } },
  };
  expect(refusal(() => readTests('t.json', bytesOf(JSON.stringify(value))))).toBe(
    'matches two formats, evidently and great-expectations: write the results of only one tool into it',
  );
});
