import { describe, expect, test } from '@jest/globals';
import { UnreadableReport } from '../../../src/evidence/evidence.js';
import { parsePythonJson, type JsonValue } from '../../../src/evidence/python-json.js';
import { caught } from './caught.js';
import { randomJson, seededRandom } from './random.js';

/** What JSON.parse would give. */
function toPlain(value: JsonValue): unknown {
  if (Array.isArray(value)) return value.map(toPlain);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([key, item]) => [key, toPlain(item)]));
}

describe('valid documents', () => {
  test.each([
    ['an object', '{"a": 1, "b": {"c": [1, 2, {}]}}'],
    ['an empty object', ' { } '],
    ['an empty list', '[\n]'],
    ['numbers', '[0, -0, 12, -1.5, 1e3, 1E+2, 1.25e-2]'],
    ['literals', '[true, false, null]'],
    ['escapes', String.raw`["\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"]`],
    ['text beyond ASCII', '{"ünï": "😀\u2028"}'],
    ['a bare text', '"x"'],
  ])('%s reads like JSON.parse', (_, text) => {
    expect(toPlain(parsePythonJson(text))).toEqual(JSON.parse(text));
  });

  test.each([
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['-Infinity', -Infinity],
    ['1e999', Infinity],
    ['-1e999', -Infinity],
  ])('%s is a number that is not finite', (text, expected) => {
    expect(parsePythonJson(`{"loss": ${text}}`)).toEqual(new Map([['loss', expected]]));
  });

  test('keys of Object.prototype are keys like any other', () => {
    const value = parsePythonJson('{"__proto__": {"polluted": 1}, "constructor": 2}');
    expect(value).toEqual(
      new Map<string, JsonValue>([
        ['__proto__', new Map([['polluted', 1]])],
        ['constructor', 2],
      ]),
    );
    expect('polluted' in {}).toBe(false);
  });

  test('random documents read like JSON.parse, whatever their layout', () => {
    const random = seededRandom(20261101);
    for (let round = 0; round < 500; round += 1) {
      const text = JSON.stringify(randomJson(random, 5), null, round % 3);
      expect({ text, value: toPlain(parsePythonJson(text)) }).toEqual({
        text,
        value: JSON.parse(text) as unknown,
      });
    }
  });

  test('a large document takes no more than moments', () => {
    const row = { precision: 0.123456789, recall: 0.987654321, name: 'some class', support: 1234 };
    const text = JSON.stringify(
      Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`class ${at}`, row])),
    );
    // Processor time, which a busy machine does not stretch; with anything quadratic it would be minutes.
    const start = process.cpuUsage();
    expect((parsePythonJson(text) as Map<string, JsonValue>).size).toBe(100_000);
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(5);
  });
});

describe('what is refused', () => {
  test.each([
    ['nothing', '', 'is empty'],
    ['only space', ' \n ', 'is empty'],
    ['cut off in an object', '{"a": 1,\n "b"', 'is cut off at line 2, column 5'],
    ['cut off after a comma', '{"a": 1,', 'is cut off at line 1, column 9'],
    ['cut off in a text', '{"a": "xy', 'is cut off at line 1, column 10'],
    ['cut off in an escape', '["\\', 'is cut off at line 1, column 4'],
    ['cut off in a code point', '["\\u00', 'is cut off at line 1, column 7'],
    ['cut off in a number', '[1.', 'is cut off at line 1, column 4'],
    ['cut off in an exponent', '[1e-', 'is cut off at line 1, column 5'],
    ['cut off after a sign', '[-', 'is cut off at line 1, column 3'],
    ['cut off in a literal', '{"a": fals', 'is cut off at line 1, column 11'],
    ['cut off in NaN', '{"a": Na', 'is cut off at line 1, column 9'],
    [
      'a duplicate key',
      '{"a": 1,\n  "b": 2, "a": 3}',
      'has the key "a" twice, the second time at line 2, column 11',
    ],
    [
      'a duplicate key spelt otherwise',
      '{"a": 1, "\\u0061": 3}',
      'has the key "a" twice, the second time at line 1, column 10',
    ],
    [
      'a trailing comma in an object',
      '{"a": 1,}',
      'has "}" where a key in double quotes belongs at line 1, column 9',
    ],
    ['a trailing comma in a list', '[1,]', 'has "]" where a value belongs at line 1, column 4'],
    ['a missing comma', '[1 2]', 'has "2" where a comma or ] belongs at line 1, column 4'],
    ['a missing colon', '{"a" 1}', 'has "1" where a colon belongs at line 1, column 6'],
    ['a comment', '{"a": 1} // done', 'has more text after the end of its JSON at line 1, column 10'],
    ['a comment within', '{/* x */}', 'has "/" where a key in double quotes belongs at line 1, column 2'],
    [
      "Python's own quotes",
      "{'a': 1}",
      'has "\'" where a key in double quotes belongs (Python\'s str() of a dict is not JSON: use json.dump) at line 1, column 2',
    ],
    ['two documents', '{"a": 1}\n{"a": 2}', 'has more text after the end of its JSON at line 2, column 1'],
    ['a leading zero', '[01]', 'has "01" where a value belongs at line 1, column 2'],
    ['a plus sign', '[+1]', 'has "+1" where a value belongs at line 1, column 2'],
    ['a bare point', '[.5]', 'has ".5" where a value belongs at line 1, column 2'],
    ['a number with text', '[1x]', 'has "1x" where a value belongs at line 1, column 2'],
    [
      "Python's True",
      '[True]',
      'has "True" where a value belongs (JSON has null, true, false, NaN and Infinity) at line 1, column 2',
    ],
    [
      '-NaN',
      '[-NaN]',
      'has "-NaN" where a value belongs (JSON has null, true, false, NaN and Infinity) at line 1, column 2',
    ],
    ['a line break in a text', '["a\nb"]', 'has a bare control character in a string at line 1, column 4'],
    ['an unknown escape', '["\\x41"]', 'has an escape that JSON does not know at line 1, column 3'],
    ['a bad code point', '["\\u00g1"]', 'has an escape that JSON does not know at line 1, column 3'],
    [
      'a key from Object.prototype as a value',
      '[constructor]',
      'has "constructor" where a value belongs at line 1, column 2',
    ],
  ])('%s', (_, text, message) => {
    expect(caught(() => parsePythonJson(text))).toMatchObject({ name: 'UnreadableReport', message });
  });

  test('line and column come as numbers too', () => {
    expect(caught(() => parsePythonJson('{\r\n  "a": x}'))).toMatchObject({ line: 2, column: 8 });
  });

  test('nesting is read to 200 levels and no deeper', () => {
    const nest = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(parsePythonJson(nest(200))).toHaveLength(1);
    expect(caught(() => parsePythonJson(nest(201)))).toMatchObject({
      message: expect.stringContaining('deeper than 200'),
    });
    expect(caught(() => parsePythonJson('{"a":'.repeat(1_000_000)))).toBeInstanceOf(UnreadableReport);
  });

  test('every cut of a document is refused', () => {
    const text = '{"a": [1.5e-3, "x\\u0041y", null, -Infinity], "b": {"c": false}}';
    for (let end = 1; end < text.length; end += 1) {
      expect(caught(() => parsePythonJson(text.slice(0, end)))).toMatchObject({
        message: expect.stringMatching(/^is cut off at line 1, column \d+$/),
      });
    }
  });

  test('random damage is judged as JSON.parse judges it', () => {
    const random = seededRandom(7);
    let refused = 0;
    for (let round = 0; round < 2000; round += 1) {
      const text = JSON.stringify(randomJson(random, 3));
      const at = Math.floor(random() * text.length);
      const damaged =
        text.slice(0, at) + ('{}[]",:0-.e\\ntx'[Math.floor(random() * 15)] ?? '') + text.slice(at + 1);
      const error = caught(() => parsePythonJson(damaged));
      if (error instanceof UnreadableReport && error.message.includes('twice')) continue;
      expect({ damaged, refused: error !== undefined }).toEqual({
        damaged,
        refused: caught(() => JSON.parse(damaged)) !== undefined,
      });
      if (error !== undefined) refused += 1;
    }
    expect(refused).toBeGreaterThan(100);
  });
});
