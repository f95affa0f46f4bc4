import { describe, expect, test } from '@jest/globals';
import { describeChange } from '../../../src/policy/change.js';

const FILE = '.github/stagegate.yml';
const BASE =
  'models:\n  churn:\n    stages:\n      Production:\n        gates:\n          - metric: accuracy\n            min: 0.9\n';

const change = (own: string | null, base = BASE) => describeChange(FILE, base, own);
const lines = (count: number, word: string) => `${word}\n`.repeat(count);

describe('what a pull request would change', () => {
  test.each<[string, string | null, string]>([
    [
      'a line',
      BASE.replace('0.9', '0.5'),
      [
        '@@ -4,4 +4,4 @@',
        '       Production:',
        '         gates:',
        '           - metric: accuracy',
        '-            min: 0.9',
        '+            min: 0.5',
      ].join('\n'),
    ],
    ['all of it', null, `@@ -1,7 +0,0 @@\n${BASE.trimEnd().replace(/^/gm, '-')}`],
    ['everything but the file', '', `@@ -1,7 +0,0 @@\n${BASE.trimEnd().replace(/^/gm, '-')}`],
  ])('%s', (_name, own, diff) => {
    expect(change(own)).toEqual({ file: FILE, diff });
  });

  test.each([
    ['nothing', BASE],
    ['line ends only', BASE.replaceAll('\n', '\r\n')],
  ])('%s', (_name, own) => {
    expect(change(own)).toBeNull();
  });
});

describe('a long difference is cut', () => {
  test('by its lines', () => {
    const diff = change(lines(300, 'a'), '')!.diff.split('\n');
    expect(diff).toHaveLength(201);
    expect(diff.at(-1)).toBe('… and 101 more lines');
  });

  test('by its characters', () => {
    const { diff } = change(lines(20, 'x'.repeat(1_000)), '')!;
    expect(diff.length).toBeLessThan(12_100);
    expect(diff).toMatch(/\n… and 9 more lines$/);
  });

  test('when one line alone is too long', () => {
    expect(change('x'.repeat(20_000), '')!.diff).toBe('@@ -0,0 +1,1 @@\n… and 2 more lines');
  });

  test('and not searched for without end', () => {
    expect(change(lines(200_000, 'a'), lines(200_000, 'b'))!.diff).toBe(
      'Too many lines differ to show them.',
    );
  });
});
