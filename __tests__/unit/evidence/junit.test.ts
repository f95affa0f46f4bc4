import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readJUnit } from '../../../src/evidence/formats/junit/junit.js';
import { bytesOf, caught } from './caught.js';

const counts = (passed: number, failures = 0, errors = 0, skipped = 0) => ({
  passed,
  failures,
  errors,
  skipped,
});
const count = (bytes: Uint8Array) => readJUnit(bytes).tests;
const suite = (attributes: string, content = '') => `<testsuite ${attributes}>${content}</testsuite>`;
const one = (content: string, attributes = '') =>
  suite('', `<testcase classname="c" name="n" ${attributes}>${content}</testcase>`);

describe('reports that pytest wrote', () => {
  test.each([
    [
      'pytest-mixed.xml',
      counts(4, 1, 1, 2),
      ['test_model.TestPredictions › test_sums_to_one', 'test_model › test_loads'],
    ],
    ['pytest-skipped.xml', counts(0, 0, 0, 2), []],
    ['pytest-empty.xml', counts(0), []],
    ['pytest-subtests.xml', counts(2), []],
    [
      'pytest-teardown.xml',
      counts(0, 1, 2),
      [
        'test_model › test_closes',
        'test_model › test_fails_and_closes',
        'test_model › test_fails_and_closes',
      ],
    ],
  ])('%s', (name, expected, broken) => {
    const bytes = readFileSync(new URL(`../../fixtures/junit/${name}`, import.meta.url));
    expect(count(bytes)).toEqual({ ...expected, broken });
  });
});

describe('a test case counts as its worst', () => {
  test.each([
    ['nothing', '', '', counts(1)],
    [
      'output only',
      '<system-out>x</system-out><properties><property name="a" value="b"/></properties>',
      '',
      counts(1),
    ],
    ['failure', '<failure message="m">text &lt; &amp; <![CDATA[<error/>]]></failure>', '', counts(0, 1)],
    ['error', '<error/>', '', counts(0, 0, 1)],
    ['skipped', '<skipped/>', '', counts(0, 0, 0, 1)],
    ['skipped and failure', '<skipped/><failure/>', '', counts(0, 1)],
    ['error and failure', '<error/><failure/>', '', counts(0, 0, 1)],
    ['two failures', '<failure/><failure/>', '', counts(0, 1)],
    ['a flaky one', '<flakyFailure/><flakyError/>', '', counts(1)],
    ['a rerun that failed', '<failure/><rerunFailure/><rerunError/>', '', counts(0, 1)],
    ['a rerun alone', '<rerunError/>', '', counts(0, 1)],
    ['not run', '', 'status="notrun"', counts(0, 0, 0, 1)],
    ['disabled', '', 'status="Disabled"', counts(0, 0, 0, 1)],
    ['status skipped', '', 'status="skipped"', counts(0, 0, 0, 1)],
    ['status run', '', 'status="run"', counts(1)],
    ['status failed', '', 'status="failed"', counts(0, 1)],
    ['skipped by status and failure', '<failure/>', 'status="disabled"', counts(0, 1)],
    ['status with spaces', '', 'status=" PASSED "', counts(1)],
    ['an empty status', '', 'status=""', counts(1)],
    ['an unknown status', '', 'status="constructor"', counts(0, 0, 1)],
    ['status broken', '', 'status="broken"', counts(0, 0, 1)],
    ['status error', '', 'status="Error"', counts(0, 0, 1)],
    ['result completed', '', 'status="run" result="completed"', counts(1)],
    ['result suppressed', '', 'status="notrun" result="suppressed"', counts(0, 0, 0, 1)],
    ['result failed', '', 'status="run" result=" Failed"', counts(0, 1)],
    ['an unknown result', '', 'status="passed" result="timeout"', counts(0, 0, 1)],
    ['a failure in capitals', '<Failure/>', '', counts(0, 1)],
    ['a failure with a prefix', '<j:failure xmlns:j="x"/>', '', counts(0, 1)],
    ['a failure deep inside', '<system-out><a><failure/></a></system-out>', '', counts(0, 1)],
  ])('%s', (_, content, attributes, expected) => {
    expect(count(bytesOf(one(content, attributes)))).toMatchObject(expected);
  });
});

describe('what suites claim', () => {
  const good = '<testcase name="a"/>';
  const bad = '<testcase name="b"><failure/></testcase>';
  test.each([
    ['as listed', suite('tests="2" failures="1" errors="0"', good + bad), counts(1, 1)],
    ['more failures than listed', suite('tests="2" failures="3"', good + bad), counts(1, 3)],
    ['fewer failures than listed', suite('tests="2" failures="0"', good + bad), counts(1, 1)],
    ['errors, none listed', suite('errors="1"', good), counts(1, 0, 1)],
    ['tests, none listed', suite('tests="5"'), counts(0, 0, 5)],
    ['more tests than listed', suite('tests="10"', good), counts(1, 0, 9)],
    ['more tests, one of them failed', suite('tests="10" failures="1"', good), counts(1, 1, 8)],
    ['more tests, some of them skipped', suite('tests="4" skipped="2"', good), counts(1, 0, 1, 2)],
    ['skipped tests that are not listed', suite('tests="3" skipped="2"', good), counts(1, 0, 0, 2)],
    [
      'skipped and disabled say the same',
      suite('tests="3" skipped="1" disabled="1"', good),
      counts(1, 0, 1, 1),
    ],
    ['skipped that is no count excuses nothing', suite('tests="2" skipped="one"', good), counts(1, 0, 1)],
    [
      'skipped tests that only the root tells of',
      `<testsuites tests="3" skipped="1">${suite('tests="2"', good)}${suite('tests="1"', good)}</testsuites>`,
      counts(2, 0, 0, 1),
    ],
    [
      'a test that is missing in one suite',
      `<testsuites tests="2">${suite('tests="2"', good)}${suite('tests="1"', good)}</testsuites>`,
      counts(2, 0, 1),
    ],
    [
      'a suite that is missing',
      `<testsuites tests="5">${suite('tests="1"', good)}${suite('tests="1"', good)}</testsuites>`,
      counts(2, 0, 3),
    ],
    [
      'suites in capitals',
      `<TestSuites><TestSuite tests="3"><TestCase/></TestSuite></TestSuites>`,
      counts(1, 0, 2),
    ],
    [
      'a total over nested suites',
      suite('tests="3"', good + suite('tests="2"', good + suite('tests="1"', good))),
      counts(3),
    ],
    ['a suite that broke without a test', suite('tests="1" errors="1"', '<error/>'), counts(0, 0, 1)],
    ["pytest's subtests", suite('name="pytest" tests="9"', good), counts(1)],
    [
      "pytest's subtests in a suite of another name",
      `<testsuites name="pytest tests">${suite('name="mine" tests="9"', good)}</testsuites>`,
      counts(1),
    ],
    [
      "pytest's subtests in a merged file",
      `<testsuites tests="10">${suite('name="pytest" tests="9"', good)}${suite('tests="1"', good)}</testsuites>`,
      counts(2),
    ],
    ['pytest without any test case', suite('name="pytest" tests="9"'), counts(0, 0, 9)],
    ['nothing at all', '<testsuites/>', counts(0)],
    [
      'totals and suites agree',
      `<testsuites failures="2">${suite('failures="1"', bad)}${suite('failures="1"', bad)}</testsuites>`,
      counts(0, 2),
    ],
    [
      'the total is larger',
      `<testsuites failures="3">${suite('failures="1"', bad)}${suite('', good)}</testsuites>`,
      counts(1, 3),
    ],
    [
      'one suite claims more, the total does not',
      `<testsuites failures="1">${suite('failures="2"', bad)}${suite('', bad)}</testsuites>`,
      counts(0, 3),
    ],
    ['nested suites are counted once', suite('failures="2"', bad + suite('failures="1"', bad)), counts(0, 2)],
    ['a suite that broke itself', suite('name="s"', `${good}<error message="set-up"/>`), counts(1, 0, 1)],
  ])('%s', (_, xml, expected) => {
    expect(count(bytesOf(xml))).toMatchObject(expected);
  });

  test.each([
    ['failures', '-1'],
    ['errors', 'none'],
    ['tests', '1.0'],
    ['failures', ''],
    ['errors', '99999999999'],
  ])('%s="%s" is no count', (attribute, text) => {
    expect(caught(() => count(bytesOf(suite(`${attribute}="${text}"`))))).toMatchObject({
      name: 'UnreadableReport',
      message: expect.stringContaining(
        `has ${attribute}=${JSON.stringify(text)} in the header of a suite, which is not a count, at line 1`,
      ),
    });
  });
});

test('the first five broken tests are named', () => {
  const xml = Array.from(
    { length: 7 },
    (_, at) => `<testcase classname="c" name="t${at}"><failure/></testcase>`,
  ).join('');
  expect(count(bytesOf(suite('', xml))).broken).toEqual(['c › t0', 'c › t1', 'c › t2', 'c › t3', 'c › t4']);
});

test('tests that are missing are named by their number', () => {
  expect(count(bytesOf(suite('tests="3"', '<testcase/>'))).broken).toEqual([
    '2 tests counted by a suite but not listed: unnamed suite: tests="3" in its header, but it lists 1',
  ]);
});

test.each([
  [
    'a failure',
    suite('name="data" tests="2" failures="1"', '<testcase/><testcase/>'),
    ['suite data: failures="1" in its header, but its test cases show none'],
  ],
  [
    'more failures than it shows, beside one that it does',
    suite('name="data" failures="3"', '<testcase name="t"><failure/></testcase>'),
    ['t', 'suite data: failures="3" in its header, but its test cases show 1'],
  ],
  [
    'an error, in a header around it too',
    `<testsuites name="all" errors="1">${suite('name="data" errors="1"', '<testcase/>')}</testsuites>`,
    ['suite data: errors="1" in its header, but its test cases show none'],
  ],
  [
    'a failure, only in the header around it',
    `<testsuites name="all" failures="1">${suite('name="data"', '<testcase/>')}</testsuites>`,
    ['suite all: failures="1" in its header, but its test cases show none'],
  ],
  [
    'tests, in two suites',
    `<testsuites>${suite('name="a" tests="2"', '<testcase/>')}${suite('name="b" tests="2"')}</testsuites>`,
    [
      '3 tests counted by a suite but not listed: suite a: tests="2" in its header, but it lists 1; suite b: tests="2" in its header, but it lists none',
    ],
  ],
])('a header that counts what no test case shows names its suite: %s', (_, xml, broken) => {
  expect(count(bytesOf(xml)).broken).toEqual(broken);
});

describe('a file in another encoding', () => {
  const xml = (declaration: string, name = 'façade') =>
    `<?xml version="1.0"${declaration}?>\n${suite('', `<testcase name="${name}"><failure/></testcase>`)}`;
  const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
  const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
  const bigEndian = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le').swap16());

  test.each([
    ['ISO-8859-1', latin1(xml(' encoding="ISO-8859-1"')), 'façade'],
    ['ISO-8859-1, in single quotes', latin1(xml(" encoding = 'iso-8859-1' standalone='yes'")), 'façade'],
    ['as Java calls it', latin1(xml(' encoding="ISO8859_1"')), 'façade'],
    ['windows-1252', latin1(xml(' encoding="windows-1252"', 'costs \x80 5 \x96 6')), 'costs € 5 – 6'],
    ['cp1252', latin1(xml(' encoding="Cp1252"', '\x93a\x94')), '“a”'],
    ['ISO-8859-15', latin1(xml(' encoding="ISO-8859-15"', '\xa4')), '€'],
    ['Shift_JIS', latin1(xml(' encoding="Shift_JIS"', '\x83\x65\x83\x58\x83\x67')), 'テスト'],
    ['UTF-16 with its mark', utf16(`\uFEFF${xml(' encoding="UTF-16"')}`), 'façade'],
    [
      'UTF-16 without a declaration',
      utf16(`\uFEFF${suite('', '<testcase name="é"><error/></testcase>')}`),
      'é',
    ],
    ['UTF-16 without its mark', utf16(xml(' encoding="UTF-16LE"')), 'façade'],
    ['UTF-16, big end first', bigEndian(`\uFEFF${xml(' encoding="UTF-16"')}`), 'façade'],
    ['UTF-16, big end first, without its mark', bigEndian(xml('')), 'façade'],
    [
      'a mark of UTF-8 before another declaration',
      bytesOf(`\uFEFF${xml(' encoding="ISO-8859-1"')}`),
      'façade',
    ],
    ['UTF-8 that .NET declares as UTF-16', bytesOf(xml(' encoding="utf-16"')), 'façade'],
  ])('%s', (_, bytes, name) => {
    expect(count(bytes)).toMatchObject({ passed: 0, broken: [name] });
  });

  const wrongByte =
    'is not UTF-8 text (the first wrong byte is at line 2, column 31), and its XML declaration';
  const mend =
    ': declare the encoding that it is written in (<?xml version="1.0" encoding="ISO-8859-1"?>), or write UTF-8';
  test.each([
    ['none declared', latin1(xml('')), `${wrongByte} names no other encoding${mend}`],
    ['another one declared', latin1(xml(' encoding="UTF-8"')), `${wrongByte} says UTF-8${mend}`],
    ['UTF-16 declared', latin1(xml(' encoding="UTF-16"')), `${wrongByte} says UTF-16${mend}`],
    [
      'bytes that are none in it',
      latin1(xml(' encoding="Shift_JIS"', '\xff')),
      'declares the encoding "Shift_JIS", but is not written in it: declare the right one, or write UTF-8',
    ],
    [
      'an encoding that is not known',
      latin1(xml(' encoding="IBM850"')),
      'declares the encoding "IBM850", which is not supported: write it as UTF-8',
    ],
    [
      'UTF-16 that is cut off within a character',
      utf16(`\uFEFF${xml('')}`).subarray(0, -1),
      'is neither UTF-8 nor valid UTF-16 text: write it as UTF-8',
    ],
    [
      'a NUL byte',
      latin1(xml(' encoding="ISO-8859-1"', '\0')),
      'is binary, not text (it contains a NUL byte)',
    ],
  ])('is refused: %s', (_, bytes, message) => {
    expect(caught(() => count(bytes))).toMatchObject({ name: 'UnreadableReport', message });
  });
});

test('a broken suite and a nameless test have names too', () => {
  expect(count(bytesOf(suite('name="s"', '<error/><testcase><error/></testcase>'))).broken).toEqual([
    's',
    'unnamed test',
  ]);
});

describe('what is refused', () => {
  const deep = '<testsuite>'.repeat(100_000);
  test.each([
    ['nothing', '', /^is empty$/],
    [
      'another root',
      '<html><body/></html>',
      /^is not JUnit XML: its root element is <html>, not <testsuites> or <testsuite>$/,
    ],
    [
      'a web page',
      '<!DOCTYPE html>\n<html lang="en"><br></html>',
      /^is not JUnit XML: its root element is <html>, not <testsuites> or <testsuite>$/,
    ],
    ['no XML', '{"tests": 1}', /^is plain text \(it starts with .+\), not JUnit XML$/],
    ['cut off between tests', '<testsuite>\n<testcase name="a"/>', /^is cut off at line 2, column \d+$/],
    ['cut off in a tag', '<testsuite>\n<testcase na', /^is cut off at line 2, column \d+$/],
    ['cut off in a comment', '<testsuite><!-- x', /^is cut off at line 1, column \d+$/],
    ['only a declaration', '<?xml version="1.0"?>\n', /^is cut off at line 2, column \d+$/],
    ['crossed tags', '<testsuite><testcase></testsuite></testcase>', /^is not well-formed XML: .+ at line 1/],
    ['a second root', '<testsuite/><testsuite/>', /^is not well-formed XML: .+ at line 1/],
    [
      'a duplicate attribute',
      '<testsuite failures="1" failures="0"/>',
      /^is not well-formed XML: .+ at line 1/,
    ],
    [
      'an entity',
      '<!DOCTYPE testsuite [<!ENTITY x "y">]><testsuite name="&x;"/>',
      /^is not well-formed XML: undefined entity at line 1/,
    ],
    ['deep nesting', deep, /^is nested deeper than 200 levels at line 1/],
    [
      'a merge conflict',
      '<testsuite>\n<<<<<<< HEAD\n=======\n>>>>>>> x\n</testsuite>',
      /^contains merge conflict markers at line 2, column 1$/,
    ],
    ['a NUL byte', '<testsuite/>\0', /^is binary, not text/],
  ])('%s', (_, xml, message) => {
    expect(caught(() => count(bytesOf(xml)))).toMatchObject({
      name: 'UnreadableReport',
      message: expect.stringMatching(message),
    });
  });

  test('conflict markers in what a test printed are no conflict', () => {
    const output = '<![CDATA[\n<<<<<<< a\n=======\n>>>>>>> b\n]]>';
    expect(count(bytesOf(one(`<system-out>${output}</system-out>`)))).toMatchObject(counts(1));
  });

  test('every cut of a report is refused', () => {
    const xml =
      '<testsuites tests="1"><testsuite name="s"><testcase name="a"><failure>&lt;x</failure></testcase></testsuite></testsuites>';
    for (let end = 1; end < xml.length; end += 1) {
      expect(caught(() => count(bytesOf(xml.slice(0, end))))).toMatchObject({
        message: expect.stringMatching(/^is cut off at line 1/),
      });
    }
  });
});

describe('a suite that says all of its tests were skipped', () => {
  const suite = (claims: string, cases: string) =>
    count(new TextEncoder().encode(`<testsuites><testsuite ${claims}>${cases}</testsuite></testsuites>`));
  const two = '<testcase name="a"/><testcase name="b"/>';

  test('proves nothing, although its cases look passed', () => {
    expect(suite('tests="2" skipped="2"', two)).toMatchObject({
      passed: 0,
      skipped: 2,
      failures: 0,
      errors: 0,
    });
  });

  test('is not one that says it of some', () => {
    expect(suite('tests="2" skipped="1"', two)).toMatchObject({ passed: 2 });
  });

  test('leaves the suites beside it alone', () => {
    const beside = `</testsuite><testsuite tests="1"><testcase name="c"/>`;
    expect(suite('tests="2" skipped="2"', two + beside)).toMatchObject({ passed: 1, skipped: 2 });
  });
});
