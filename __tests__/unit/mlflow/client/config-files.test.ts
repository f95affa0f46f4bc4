import { describe, expect, test } from '@jest/globals';
import { interpolate, parseConfigFile } from '../../../../src/registry/mlflow/client/config-files.js';

/** What Python 3.11's configparser makes of the same texts. */
describe('a configuration file', () => {
  test.each<[name: string, text: string, expected: unknown]>([
    ['of sections', '[a]\nx = 1\n\n[b]\nx=2\n', { a: { x: '1' }, b: { x: '2' } }],
    ['with a colon', '[a]\nx: 1=2\ny=3:4', { a: { x: '1=2', y: '3:4' } }],
    ['with keys in capitals', '[A]\nHost = H\n', { A: { host: 'H' } }],
    ['with what looks like a comment or a quote', '[a]\np = x#y;z "q"\n', { a: { p: 'x#y;z "q"' } }],
    ['with comments', '# one\n[a] ; two\n; three\n  # four\nk = v\n', { a: { k: 'v' } }],
    ['with a long value', '[a]\nk = 1\n  two\nl = 3\n', { a: { k: '1\ntwo', l: '3' } }],
    ['that is indented', '  [a]\n  k = v\n  l = w\n', { a: { k: 'v', l: 'w' } }],
    ['without a value', '[a]\nk =\n', { a: { k: '' } }],
    ['from Windows', '\ufeff[a]\r\nk = v\r\n', { a: { k: 'v' } }],
    [
      'with a name for a trap',
      '[__proto__]\n__proto__ = v\n[constructor]\nk = v\n',
      {
        ['__proto__']: { ['__proto__']: 'v' },
        constructor: { k: 'v' },
      },
    ],
    ['that is empty', '', {}],
  ])('%s', (_name, text, expected) => {
    const parsed = parseConfigFile(text, 'f');
    expect(Object.entries(parsed)).toEqual(Object.entries(expected as object));
  });

  test.each([
    ['a line before the first section', 'hunter2 = 1\n', 1, 'this line comes before the first [section]'],
    [
      'a line without a value',
      '[a]\nk = v\nhunter2\n',
      3,
      'this line is neither a [section] nor key = value',
    ],
    ['a line without a key', '[a]\n= hunter2\n', 2, 'this line is neither a [section] nor key = value'],
    ['a key twice', '[a]\nk = hunter2\nK = hunter2\n', 3, 'this key appears twice in its section'],
    ['a section twice', '[a]\n[a]\n', 2, 'this section appears twice'],
  ])('%s is refused at its line, without its text', (_name, text, line, message) => {
    expect(() => parseConfigFile(text, '~/.mlflow/credentials')).toThrow(
      expect.objectContaining({
        code: 'input',
        message,
        place: { file: '~/.mlflow/credentials', line },
      }),
    );
  });

  test.each([
    ['plain', 'plain'],
    ['50%%', '50%'],
    ['%%(x)s', '%(x)s'],
  ])('%j is read as %j', (value, expected) => {
    expect(interpolate(value, { file: 'f', key: 'k' })).toBe(expected);
  });

  test.each(['hunter2%', '%(hunter2)s', '%%%'])('%j is refused as MLflow refuses it', (value) => {
    expect(() => interpolate(value, { file: 'f', key: 'k' })).toThrow(/^f: k has a single %$/);
  });
});
