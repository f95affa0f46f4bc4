import { describe, expect, test } from '@jest/globals';
import { MAX_REPORT_BYTES } from '../../../src/evidence/evidence.js';
import { parseStructured } from '../../../src/evidence/structured.js';
import { bytesOf, caught } from './caught.js';

const CONFLICT = '<<<<<<< HEAD\n{"a": 1}\n=======\n{"a": 2}\n>>>>>>> main\n';

describe('what bytes are refused', () => {
  test.each([
    ['no bytes', new Uint8Array(), 'is empty'],
    ['only space', bytesOf(' \r\n\t'), 'is empty'],
    ['only a byte order mark', Uint8Array.of(0xef, 0xbb, 0xbf), 'is empty'],
    ['UTF-16, little end first', Uint8Array.of(0xff, 0xfe, 0x7b, 0), 'is UTF-16 text; write it as UTF-8'],
    ['UTF-16, big end first', Uint8Array.of(0xfe, 0xff, 0, 0x7b), 'is UTF-16 text; write it as UTF-8'],
    ['a NUL byte', bytesOf('{"a": 1}\0'), 'is binary, not text (it holds a NUL byte)'],
    ['no UTF-8', Uint8Array.of(0x7b, 0xff), 'is binary, not text (it is not valid UTF-8)'],
    ['a cut UTF-8 character', Uint8Array.of(0x22, 0xc3), 'is binary, not text (it is not valid UTF-8)'],
    ['too many bytes', new Uint8Array(MAX_REPORT_BYTES + 1), 'is 17 MB, larger than the 16 MB read'],
    [
      'a ZIP archive',
      Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0),
      'is a ZIP archive, not text; an inspect log (.eval) becomes JSON by: inspect log dump --header-only',
    ],
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
    ['other XML', bytesOf('<?xml version="1.0"?><a/>'), 'is XML, and a report is JSON or YAML'],
    ['a merge conflict', bytesOf(CONFLICT), 'holds the markers of a merge conflict at line 1, column 1'],
    [
      'a merge conflict with CRLF',
      bytesOf(`x: 1\r\n${CONFLICT.replaceAll('\n', '\r\n')}`),
      'holds the markers of a merge conflict at line 2, column 1',
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
