import { describe, expect, test } from '@jest/globals';
import { StagegateError } from '../../../src/errors.js';
import {
  findMetrics,
  formatMetricPath,
  parseMetricPath,
  substitute,
} from '../../../src/evidence/metric-path.js';
import type { Found, Segment } from '../../../src/evidence/metric-path.js';
import { readReport } from '../../../src/evidence/read-report.js';
import { bytesOf, caught } from './caught.js';
import { randomText, seededRandom } from './random.js';

const key = (text: string): Segment => ({ any: false, key: text });
const every: Segment = { any: true };

describe('reading and writing paths', () => {
  test.each<[string, Segment[]]>([
    ['accuracy', [key('accuracy')]],
    ['slices.eu.recall', [key('slices'), key('eu'), key('recall')]],
    ['macro avg.f1-score', [key('macro avg'), key('f1-score')]],
    ['slices.*.recall', [key('slices'), every, key('recall')]],
    ['*', [every]],
    ['latency."p95.9".ms', [key('latency'), key('p95.9'), key('ms')]],
    ['"a,b"', [key('a,b')]],
    [String.raw`"say \"hi\"".x`, [key('say "hi"'), key('x')]],
    [String.raw`"C:\\*"`, [key('C:\\*')]],
    ['"*".n', [key('*'), key('n')]],
    ['""', [key('')]],
    ['" a"', [key(' a')]],
    [String.raw`a\b`, [key('a\\b')]],
    ['__proto__.constructor', [key('__proto__'), key('constructor')]],
    ['folds.0', [key('folds'), key('0')]],
  ])('%s, there and back', (text, segments) => {
    expect(parseMetricPath(text)).toEqual(segments);
    expect(formatMetricPath(segments)).toBe(text);
  });

  test('quotes that are not needed are dropped', () => {
    expect(formatMetricPath(parseMetricPath('"a"."b c"'))).toBe('a.b c');
  });

  test('plain keys are formatted as keys, a star among them too', () => {
    expect(formatMetricPath(['a', '*', 'b.c'])).toBe('a."*"."b.c"');
  });

  test.each([
    ['nothing', '', 'has an empty part'],
    ['two dots', 'a..b', 'has an empty part'],
    ['a dot at the start', '.a', 'has an empty part'],
    ['a dot at the end', 'a.', 'has an empty part'],
    ['an open quote', 'a."b', 'has a quote that is not closed, or a backslash before anything but " and \\'],
    [
      'an escaped closing quote',
      '"a\\"',
      'has a quote that is not closed, or a backslash before anything but " and \\',
    ],
    [
      'an unknown escape',
      '"a\\n"',
      'has a quote that is not closed, or a backslash before anything but " and \\',
    ],
    ['text after a quote', '"a"b.c', 'has text right after a closing quote'],
    ['a quote within', 'a"b"', 'has a quote in the middle of a key'],
    ['a comma', 'accuracy, f1', 'has a comma outside of quotes, and a path names one metric'],
    ['a star with text', 'slices.eu*.n', 'has a "*" beside other text, and it stands for a whole key only'],
    ['a space at a dot', 'a . b', 'has a space around a dot or an end, or a control character'],
  ])('%s is refused', (_, text, what) => {
    const error = caught(() => parseMetricPath(text));
    expect(error).toBeInstanceOf(StagegateError);
    expect(error).toMatchObject({
      code: 'policy',
      message: `the metric path ${JSON.stringify(text)} ${what}`,
      hint: expect.stringContaining('latency."p95.9".ms'),
    });
  });

  test('random keys come back as they were', () => {
    const random = seededRandom(42);
    for (let round = 0; round < 2000; round += 1) {
      const segments = Array.from({ length: 1 + Math.floor(random() * 4) }, () =>
        random() < 0.2 ? every : key(randomText(random)),
      );
      expect(parseMetricPath(formatMetricPath(segments))).toEqual(segments);
    }
  });
});

describe('finding metrics', () => {
  const { metrics } = readReport({
    path: 'r.yaml',
    sha256: '',
    bytes: bytesOf(
      `accuracy: 0.9
"a.b": 1
"x.y": {z: 2}
empty: {}
list: [1, .nan]
slices:
  eu: {n: 100, precision: 0.8, recall: 0.7}
  us: {n: 50, precision: 0.6}
  "p.l": {n: 9, recall: 0.5}
__proto__: {constructor: 3}
`,
    ),
  });
  const find = (path: string): Found[] => findMetrics(metrics, parseMetricPath(path));

  test.each([
    ['accuracy', 0.9],
    ['"a.b"', 1],
    ['slices."p.l".recall', 0.5],
    ['list.0', 1],
    ['__proto__.constructor', 3],
  ])('%s', (path, value) => {
    expect(find(path)).toEqual([
      {
        path,
        segments: expect.any(Array),
        bindings: [],
        leaf: { kind: 'leaf', value, raw: String(value) },
        absence: null,
      },
    ]);
  });

  test('a leaf that is no number is found, and says what stands there', () => {
    expect(find('list.1')).toMatchObject([{ leaf: { value: null, raw: 'NaN' }, absence: null }]);
  });

  test('a star gives every key, and a key without the metric too', () => {
    expect(find('slices.*.recall')).toEqual([
      {
        path: 'slices.eu.recall',
        segments: ['slices', 'eu', 'recall'],
        bindings: ['eu'],
        leaf: { kind: 'leaf', value: 0.7, raw: '0.7' },
        absence: null,
      },
      {
        path: 'slices.us.recall',
        segments: ['slices', 'us'],
        bindings: ['us'],
        leaf: null,
        absence: 'slices.us has no recall. It has: n, precision',
      },
      {
        path: 'slices."p.l".recall',
        segments: ['slices', 'p.l', 'recall'],
        bindings: ['p.l'],
        leaf: { kind: 'leaf', value: 0.5, raw: '0.5' },
        absence: null,
      },
    ]);
  });

  test('several stars bind in order', () => {
    expect(find('slices.*.*').map(({ bindings }) => bindings.join(' '))).toEqual([
      'eu n',
      'eu precision',
      'eu recall',
      'us n',
      'us precision',
      'p.l n',
      'p.l recall',
    ]);
  });

  test.each([
    [
      'a near key',
      'acuracy',
      'the report has no metric acuracy. It has: accuracy, "a.b", "x.y", empty, list, slices, __proto__',
    ],
    [
      'a missing parent of a star',
      'regions.*.n',
      'the report has no metric regions. It has: accuracy, "a.b", "x.y", empty, list, slices, __proto__',
    ],
    ['an inherited name', 'slices.toString', 'slices has no toString. It has: eu, us, "p.l"'],
    ['an empty group', 'empty.*', 'empty is empty: * matches nothing'],
    ['a key in an empty group', 'empty.n', 'empty has no n. It is empty'],
    ['a group', 'slices.us', 'slices.us is a group, not a number. It has: n, precision'],
    ['an empty group as a metric', 'empty', 'empty is a group, not a number. It is empty'],
    ['below a number', 'accuracy.mean.x', 'accuracy is 0.9 and has no mean.x'],
    ['a key with a dot', 'a.b', 'the report has no metric a. It has a key with dots: write "a.b" in quotes'],
    [
      'a key with a dot on the way',
      'x.y.z',
      'the report has no metric x. It has a key with dots: write "x.y" in quotes',
    ],
    [
      'a key with a dot before a star',
      'x.y.*',
      'the report has no metric x. It has a key with dots: write "x.y" in quotes',
    ],
  ])('%s is an absence', (_, path, absence) => {
    expect(find(path)).toMatchObject([{ path, leaf: null, absence }]);
  });

  test('a long list of keys is cut', () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`metric_number_${at}`, at]));
    const report = readReport({ path: 'r.json', sha256: '', bytes: bytesOf(JSON.stringify(many)) });
    expect(findMetrics(report.metrics, [key('f1')])[0]?.absence).toMatch(/metric_number_7 and 12 more$/);
  });
});

describe('substitution', () => {
  test.each([
    ['slices.*.n', ['eu'], 'slices.eu.n'],
    ['*.*', ['a.b', '*'], '"a.b"."*"'],
    ['eval.n', ['eu'], 'eval.n'],
    ['*.n', ['eu', 'recall'], 'eu.n'],
  ])('%s with %j', (path, bindings, result) => {
    expect(formatMetricPath(substitute(parseMetricPath(path), bindings))).toBe(result);
  });

  test('more stars than were matched', () => {
    expect(caught(() => substitute(parseMetricPath('*.*.n'), ['eu']))).toMatchObject({
      name: 'StagegateError',
      code: 'policy',
      message: 'the path "*.*.n" has more "*" than its metric',
    });
  });
});
