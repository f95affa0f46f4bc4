import { describe, expect, test } from '@jest/globals';
import { StagegateError } from '../../../src/errors.js';
import { findMetrics, nameStars, type Found } from '../../../src/evidence/metric-path.js';
import {
  formatMetricPath,
  parseMetricPath,
  substitute,
  type Segment,
} from '../../../src/evidence/path-syntax.js';
import { flattenMetrics } from '../../../src/evidence/metric-tree.js';
import { readReport } from '../../../src/evidence/read-report.js';
import { bytesOf, caught } from './caught.js';
import { randomText, seededRandom } from './random.js';
import { countLooks } from './counting-map.js';

const key = (text: string): Segment => ({ any: false, key: text });
const every: Segment = { any: true };
const element = (name: string, ...by: string[]): Segment => ({ any: false, key: name, by });
const each = (...by: string[]): Segment => ({ any: true, by });

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
    ['results[dataset].*.recall', [key('results'), each('dataset'), key('recall')]],
    ['results[dataset].*', [key('results'), each('dataset')]],
    ['results[dataset=night].recall', [key('results'), element('night', 'dataset'), key('recall')]],
    ['a.results[meta.name=v1.2, k=5]', [key('a'), key('results'), element('v1.2, k=5', 'meta', 'name')]],
    ['"a.b"["c.d"].*.n', [key('a.b'), each('c.d'), key('n')]],
    [String.raw`r[d="a [\"b\"] *"]`, [key('r'), element('a ["b"] *', 'd')]],
    ['r[d=" "]', [key('r'), element(' ', 'd')]],
    ['r[d=""]', [key('r'), element('', 'd')]],
    ['a[k].*[j].*.b[i].*', [key('a'), each('k'), each('j'), key('b'), each('i')]],
    ['*[k].*', [every, each('k')]],
    ['a[k=x].b[j=y].n', [key('a'), element('x', 'k'), key('b'), element('y', 'j'), key('n')]],
    ['0[k=x]', [key('0'), element('x', 'k')]],
    // brackets that are part of a key
    ['bleu[en-de]', [key('bleu[en-de]')]],
    ['bleu[en-de].mean', [key('bleu[en-de]'), key('mean')]],
    ['[echo] say it.pass_rate', [key('[echo] say it'), key('pass_rate')]],
    ['a[b', [key('a[b')]],
    ['a[]', [key('a[]')]],
    ['"ndcg[k=5]"', [key('ndcg[k=5]')]],
    ['"bleu[en-de]".*', [key('bleu[en-de]'), every]],
    ['"a[b]"[k=x]', [key('a[b]'), element('x', 'k')]],
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
    ['an open quote', 'a."b', 'has an unclosed quote, or a backslash before anything but " and \\'],
    [
      'an escaped closing quote',
      '"a\\"',
      'has an unclosed quote, or a backslash before anything but " and \\',
    ],
    ['an unknown escape', '"a\\n"', 'has an unclosed quote, or a backslash before anything but " and \\'],
    ['text after a quote', '"a"b.c', 'has text right after a closing quote'],
    ['a quote within', 'a"b"', 'has a quote in the middle of a key'],
    ['a comma', 'accuracy, f1', 'has a comma outside quotes, but a path names one metric'],
    ['a star with text', 'slices.eu*.n', 'has a "*" beside other text, but it stands for a whole key'],
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
      const segments: Segment[] = [];
      for (let left = 1 + Math.floor(random() * 4); left > 0; left -= 1) {
        const by = Array.from({ length: 1 + Math.floor(random() * 2) }, () => randomText(random));
        const above = segments.at(-1);
        // an element is an object, which has no elements
        const isNamed = above !== undefined && (above.any || above.by === undefined) && random() < 0.3;
        if (random() < 0.2) segments.push(isNamed ? each(...by) : every);
        else segments.push(isNamed ? element(randomText(random), ...by) : key(randomText(random)));
      }
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
    expect(find('slices.*.*').map(({ bindings }) => bindings.map(String).join(' '))).toEqual([
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
    ['an empty group', 'empty.*', 'empty is empty, so * matches nothing'],
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

describe('lists of objects', () => {
  const read = (value: unknown) =>
    readReport({ path: 'r.json', sha256: '', bytes: bytesOf(JSON.stringify(value)) }).metrics;
  const found = (value: unknown, path: string) =>
    findMetrics(read(value), parseMetricPath(path)).map(({ path: at, leaf, absence }) => [
      at,
      leaf?.value ?? absence,
    ]);
  const night = { dataset: 'night', id: 7, meta: { name: 'n' }, recall: 0.95 };
  const day = { dataset: 'day', id: 8, meta: { name: 'd' }, recall: 0.81 };
  const results = [night, day];

  test.each([
    [
      'results[dataset].*.recall',
      [
        ['results[dataset=night].recall', 0.95],
        ['results[dataset=day].recall', 0.81],
      ],
    ],
    [
      'results[id].*.recall',
      [
        ['results[id=7].recall', 0.95],
        ['results[id=8].recall', 0.81],
      ],
    ],
    [
      'results[meta.name].*.recall',
      [
        ['results[meta.name=n].recall', 0.95],
        ['results[meta.name=d].recall', 0.81],
      ],
    ],
    ['results[dataset=day].recall', [['results[dataset=day].recall', 0.81]]],
    [
      'results[dataset=dusk].recall',
      [['results[dataset=dusk].recall', 'there is no results[dataset=dusk]. The list has: night, day']],
    ],
    [
      'results.*.recall',
      [
        ['results.0.recall', 0.95],
        ['results.1.recall', 0.81],
      ],
    ],
  ])('%s', (path, expected) => {
    expect(found({ results }, path)).toEqual(expected);
  });

  const by = (list: unknown) => found({ results: list, n: 1 }, 'results[dataset].*.recall')[0]?.[1];
  test.each<[string, unknown, string]>([
    [
      'one without the key',
      [night, { recall: 1 }],
      'results.1 has no text or whole number under dataset, which should name it',
    ],
    [
      'one with an empty name',
      [{ ...night, dataset: '' }],
      'results.0 has no text or whole number under dataset, which should name it',
    ],
    [
      'one with a fraction',
      [{ ...night, dataset: 0.5 }],
      'results.0 has no text or whole number under dataset, which should name it',
    ],
    [
      'one with a list',
      [{ ...night, dataset: [1] }],
      'results.0 has no text or whole number under dataset, which should name it',
    ],
    [
      'one that is a number',
      [night, 0.5],
      'results.1 has no text or whole number under dataset, which should name it',
    ],
    [
      'two of a name',
      [night, day, { ...night, recall: 1 }],
      'results.0 and results.2 have the same dataset, "night", which should tell them apart',
    ],
    [
      'a number and its digits',
      [
        { dataset: 1, recall: 1 },
        { dataset: '1', recall: 1 },
      ],
      'results.0 and results.1 have the same dataset, "1", which should tell them apart',
    ],
    ['an object', { night, day }, 'results is not a list of objects, so [dataset] does not apply to it'],
    ['a list of numbers', [1, 2], 'results is not a list of objects, so [dataset] does not apply to it'],
    ['an empty list', [], 'results is empty, so * matches nothing'],
    ['a number', 5, 'results is 5 and has no [dataset].*.recall'],
  ])('%s has no element that is named', (_name, list, absence) => {
    expect(by(list)).toBe(absence);
  });

  test('a key that looks like an element is told', () => {
    expect(found({ 'f1[k=5]': 1 }, 'f1[k=5]')[0]?.[1]).toBe(
      'the report has no metric f1. It has a key with brackets: write "f1[k=5]" in quotes',
    );
    expect(found({ 'f1[k=5]': 1 }, '"f1[k=5]"')[0]?.[1]).toBe(1);
  });

  test.each<[string, unknown, string]>([
    ['the only text', results, 'results[dataset].*.recall'],
    ['two texts that differ', results.map((one) => ({ ...one, file: one.dataset })), 'results.*.recall'],
    [
      'a second text that does not differ',
      results.map((one) => ({ ...one, split: 'test' })),
      'results[dataset].*.recall',
    ],
    ['a second text that one lacks', [{ ...night, note: 'x' }, day], 'results[dataset].*.recall'],
    ['a text twice', [night, night], 'results.*.recall'],
    [
      'numbers alone',
      [
        { id: 1, recall: 1 },
        { id: 2, recall: 1 },
      ],
      'results.*.recall',
    ],
    ['a number among them', [night, 0.5], 'results.*.recall'],
    ['an object', { night, day }, 'results.*.recall'],
    ['a list of numbers', [0.5, 0.6], 'results.*.recall'],
  ])('the key of a list is found by itself: %s', (_name, list, path) => {
    expect(formatMetricPath(nameStars([read({ results: list })], parseMetricPath('results.*.recall')))).toBe(
      path,
    );
  });

  test('in every list that a star stands for', () => {
    const runs = (...lists: unknown[]) => ({ runs: lists.map((slices, at) => ({ name: `r${at}`, slices })) });
    const named = (value: unknown) =>
      formatMetricPath(nameStars([read(value)], parseMetricPath('runs.*.slices.*.recall')));
    expect(named(runs(results, [day]))).toBe('runs[name].*.slices[dataset].*.recall');
    expect(named(runs(results, []))).toBe('runs[name].*.slices[dataset].*.recall');
    expect(named(runs(results, [{ recall: 1 }]))).toBe('runs[name].*.slices.*.recall');
    expect(named(runs(results, { eu: day }))).toBe('runs[name].*.slices.*.recall');
  });

  test('an explicit key stays, and two reports are read together', () => {
    const path = parseMetricPath('results[id].*.recall');
    expect(nameStars([read({ results })], path)).toEqual(path);
    const [one, other] = [read({ results: [night] }), read({ results: [{ id: 9, file: 'f', recall: 1 }] })];
    const star = parseMetricPath('results.*.recall');
    expect(nameStars([one, read({ n: 1 })], star)).toEqual(parseMetricPath('results[dataset].*.recall'));
    expect(nameStars([one, other], star)).toEqual(star);
  });

  test('registered numbers have the same names', () => {
    expect(flattenMetrics(read({ results }))).toEqual([
      ['results[dataset=night].id', 7],
      ['results[dataset=night].recall', 0.95],
      ['results[dataset=day].id', 8],
      ['results[dataset=day].recall', 0.81],
    ]);
    expect(flattenMetrics(read({ results: [{ n: 1 }, { n: 2 }], loss: [3] }))).toEqual([
      ['results.0.n', 1],
      ['results.1.n', 2],
      ['loss.0', 3],
    ]);
  });

  test('the names of a list are read once, however many elements are looked up', () => {
    const many = read({ results: Array.from({ length: 20_000 }, (_, at) => ({ name: `s${at}`, n: at })) });
    const list = many.children.get('results');
    if (list?.kind !== 'group') throw new TypeError('results is not a list');
    const { group, looks } = countLooks(list);
    const root = { ...many, children: new Map([['results', group]]) };
    const values = Array.from({ length: 20_000 }, (_, at) => {
      const path = [key('results'), element(`s${at}`, 'name'), key('n')];
      return findMetrics(root, path)[0]?.leaf?.value;
    });
    expect(looks()).toBe(20_000);
    expect(values).toEqual(Array.from({ length: 20_000 }, (_, at) => at));
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
