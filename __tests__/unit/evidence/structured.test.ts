import { describe, expect, test } from '@jest/globals';
import { MAX_REPORT_BYTES } from '../../../src/evidence/evidence.js';
import { parseStructured } from '../../../src/evidence/structured.js';
import { bytesOf, caught } from './caught.js';

const CONFLICT = '<<<<<<< HEAD\n{"a": 1}\n=======\n{"a": 2}\n>>>>>>> main\n';

const WRITE = 'write the numbers as JSON, such as {"accuracy": 0.91}';
const COMPUTE =
  'add a step that computes the metrics from its rows and writes them as JSON, such as {"accuracy": 0.91}';
const UTF16 =
  'is UTF-16 text: write it as UTF-8 (in PowerShell, replace "> FILE" with "| Out-File -Encoding utf8 FILE")';
const NOT_UTF16 = 'is neither UTF-8 nor valid UTF-16 text: write it as UTF-8';

function utf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'utf16le'));
}

describe('what bytes are refused', () => {
  test.each([
    ['no bytes', new Uint8Array(), 'is empty'],
    ['only space', bytesOf(' \r\n\t'), 'is empty'],
    ['only a byte order mark', Uint8Array.of(0xef, 0xbb, 0xbf), 'is empty'],
    ['UTF-16, little end first', Uint8Array.of(0xff, 0xfe, 0x7b, 0), UTF16],
    ['UTF-16, big end first', Uint8Array.of(0xfe, 0xff, 0, 0x7b), UTF16],
    ['UTF-16 without its mark', utf16('{"a": 1}'), UTF16],
    ['half a character of UTF-16', Uint8Array.of(0xff, 0xfe, 0x7b), NOT_UTF16],
    ['a NUL character in UTF-16', utf16('\uFEFF{"a": "\0"}'), NOT_UTF16],
    ['UTF-32', Uint8Array.of(0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0), 'is UTF-32 text: write it as UTF-8'],
    ['a NUL byte', bytesOf('{"a": 1}\0'), 'is binary, not text (it contains a NUL byte)'],
    [
      'no UTF-8',
      Uint8Array.of(0x7b, 0x0a, 0x22, 0xff),
      'is not UTF-8 text (the first wrong byte is at line 2, column 2): write it as UTF-8',
    ],
    [
      'a cut UTF-8 character',
      Uint8Array.of(0x22, 0xc3),
      'is not UTF-8 text (the first wrong byte is at line 1, column 2): write it as UTF-8',
    ],
    ['too many bytes', new Uint8Array(MAX_REPORT_BYTES + 1), 'is 17 MiB, and a report may have 16 MiB'],
    [
      'a ZIP archive',
      Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0),
      `is a ZIP archive (like .eval, .npz, .xlsx and .pt files), not text: ${WRITE}. Convert an inspect log to JSON with: inspect log dump --header-only`,
    ],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), 'is compressed with gzip: unpack it first'],
    ['a pickle', Uint8Array.of(0x80, 4, 0x95, 0), `is a Python pickle, not text: ${WRITE} (json.dump)`],
    ['a NumPy array', Uint8Array.of(0x93, ...bytesOf('NUMPY'), 1, 0), `is a NumPy array, not text: ${WRITE}`],
    ['Parquet', bytesOf('PAR1\0'), `is a Parquet file, not text: ${COMPUTE}`],
    ['an image', Uint8Array.of(0x89, ...bytesOf('PNG\r\n')), `is an image, not text: ${WRITE}`],
    [
      'a Git LFS pointer',
      bytesOf('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n'),
      'is a Git LFS pointer, not the report; check out with lfs: true',
    ],
    [
      'JUnit XML',
      bytesOf('<?xml version="1.0"?>\n<testsuites>\n</testsuites>'),
      'is JUnit XML: name it in a gate on tests (tests: …), not as a report',
    ],
    [
      'JUnit XML without its declaration',
      bytesOf('<testsuite/>'),
      'is JUnit XML: name it in a gate on tests (tests: …), not as a report',
    ],
    ['other XML', bytesOf('<?xml version="1.0"?><a/>'), `is XML, but a report is JSON or YAML: ${WRITE}`],
    ['a web page', bytesOf('<!DOCTYPE html>\n<html></html>'), `is an HTML page, not a report: ${WRITE}`],
    ['a web page without its type', bytesOf('<html></html>'), `is an HTML page, not a report: ${WRITE}`],
    [
      'JUnit XML in UTF-16',
      utf16('\uFEFF<testsuite/>'),
      'is JUnit XML: name it in a gate on tests (tests: …), not as a report',
    ],
    ['a merge conflict', bytesOf(CONFLICT), 'contains merge conflict markers at line 1, column 1'],
    [
      'a merge conflict with CRLF',
      bytesOf(`x: 1\r\n${CONFLICT.replaceAll('\n', '\r\n')}`),
      'contains merge conflict markers at line 2, column 1',
    ],
  ])('%s', (_, bytes, message) => {
    for (const path of ['a.json', 'a.yaml', 'a']) {
      expect(caught(() => parseStructured(path, bytes))).toMatchObject({ name: 'UnreadableReport', message });
    }
  });
});

describe('JSON or YAML', () => {
  test.each([
    ['a.json', '{"a": NaN}'],
    ['A.JSON', '\uFEFF{"a": NaN}'],
    ['a.yaml', 'a: .nan'],
    ['a.YML', '\uFEFFa: .NaN'],
    ['a.yaml', '{"a": .nan}'],
    ['metrics', '\n {"a": NaN}'],
    ['metrics.txt', 'a: .nan'],
  ])('%s holding %j', (path, text) => {
    expect(parseStructured(path, bytesOf(text))).toEqual(new Map([['a', NaN]]));
  });

  test('a list in a file of any ending', () => {
    expect(parseStructured('metrics', bytesOf('[1, Infinity]'))).toEqual([1, Infinity]);
  });

  test('YAML in a file that says JSON', () => {
    expect(caught(() => parseStructured('a.json', bytesOf('a: 1')))).toMatchObject({ line: 1, column: 1 });
  });
});

describe('a text that is something else is told as that', () => {
  const toml = `is TOML, but a report is JSON or YAML: ${WRITE}`;
  const pairs = `has "key = value" lines (TOML, INI or properties), but a report is JSON or YAML: ${WRITE}`;
  const choose =
    'choose what counts in the policy, in the entry of report, with records: last, records: {best: COLUMN, goal: higher}, records: {key: COLUMN} or, if each row is an example, records: mean';
  const csv = `is CSV, but its name doesn't say so: give it the ending .csv (.tsv with tabs), and ${choose}`;
  const lines = `is JSON Lines (one object per line), but a report is one object: ${choose}`;

  test.each([
    ['r.toml', 'accuracy = 0.91\n\n[slices.eu]\nrecall = 0.8\n', toml],
    ['r.toml', '# scores\n[scores]\naccuracy = 0.91\n', toml],
    ['r.toml', 'curve = [\n  0.1,\n  0.2,\n]\n', toml],
    ['r.ini', '; scores\n[scores]\naccuracy = 0.91\n', `is INI, but a report is JSON or YAML: ${WRITE}`],
    ['r.properties', 'eval.accuracy=0.91\neval.f1=0.8', pairs],
    ['r', '[scores]\naccuracy = 0.91\n', pairs],
    ['r.json', 'accuracy = 0.91', pairs],
    ['r.yaml', 'accuracy = 0.91\nf1 = 0.8', pairs],
    ['r.csv', 'metric,value\naccuracy,0.91\n', csv],
    ['r.csv', 'accuracy\n0.91\n', csv],
    ['r.tsv', 'epoch\tloss\n1\t0.5\n', csv],
    ['r.txt', 'epoch;loss\r\n1;0.5\r\n', csv],
    ['r.json', 'epoch,loss\n1,0.5\n', csv],
    ['r.jsonl', '{"a": 1}\n{"a": 2}\n', lines],
    ['r.json', '{"a": 1}\r\n{"a": 2}', lines],
    ['r', '{"a": 1}\n{"a": 2}\n{"a', lines],
    [
      'README.md',
      '# churn\n\nIt is good: see: below\n',
      `is Markdown without front matter, but a report is JSON or YAML: ${WRITE}, or write a model card's results as "model-index" between two lines "---" at its top`,
    ],
    [
      'train.log',
      'epoch 1: loss 0.5\nepoch 2: done: yes',
      'is plain text (it starts with "epoch 1: loss 0.5"), but a report is JSON or YAML: ' + WRITE,
    ],
    [
      'r.txt',
      `all is well ${'x'.repeat(100)}`,
      `is plain text (it starts with "all is well ${'x'.repeat(27)}…"), but a report is JSON or YAML: ${WRITE}`,
    ],
  ])('%s holding %j', (path, text, message) => {
    expect(caught(() => parseStructured(path, bytesOf(text)))).toMatchObject({
      name: 'UnreadableReport',
      message,
    });
  });

  test.each([
    ['a table of one object', 'r.csv', '{"a": 1}', new Map([['a', 1]])],
    ['one line of JSON Lines', 'r.jsonl', '{"a": 1}\n', new Map([['a', 1]])],
    ['YAML of any name', 'r.ini', 'a: 1\n', new Map([['a', 1]])],
  ])('%s is read all the same', (_name, path, text, value) => {
    expect(parseStructured(path, bytesOf(text))).toEqual(value);
  });

  test.each([
    ['r.json', '{"a": 1} {"a": 2}', 'has more text after the end of its JSON at line 1, column 10'],
    ['r.json', '{"a": 0.9,\n"b": 0.', 'is cut off at line 2, column 8'],
    ['r.yaml', 'a: [1,\n', 'is cut off at line 2, column 1'],
  ])('a fault in what is JSON or YAML has its place: %s holding %j', (path, text, message) => {
    expect(caught(() => parseStructured(path, bytesOf(text)))).toMatchObject({ message });
  });

  test('a table of many megabytes is not called YAML', () => {
    const rows = `metric,value\n${'accuracy,0.91\n'.repeat(400_000)}`;
    expect(caught(() => parseStructured('r.txt', bytesOf(rows)))).toMatchObject({ message: csv });
  });
});
