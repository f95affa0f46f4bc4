import { describe, expect, test } from '@jest/globals';
import { describeFields } from '../../../src/evidence/list-elements.js';
import { findMetrics, nameStars } from '../../../src/evidence/metric-path.js';
import { explainAbsence, suggestPaths } from '../../../src/evidence/metric-hints.js';
import { formatMetricPath, parseMetricPath, type MetricPath } from '../../../src/evidence/path-syntax.js';
import { readExamples } from '../../../src/evidence/examples/examples.js';
import { readTests } from '../../../src/evidence/read-tests.js';
import { readTime } from '../../../src/evidence/time.js';
import { bytesOf } from './caught.js';
import { at, names, rawAt, readText, readValue, refusal } from './reading.js';

/* Reports that no tool should write: what a person sees of each. */

describe('YAML with a name and its number in one word', () => {
  test.each([
    ['alone in braces', '{accuracy:0.91}'],
    ['alone on a line', 'accuracy:0.91'],
  ])('%s is refused with the way to write it', (_name, text) => {
    const reason = refusal(() => readText(text, 'auto', 'r.yaml'));
    expect(reason).toContain('accuracy: 0.91');
  });

  test('beside a number, the missing metric says so', () => {
    const { metrics } = readText('{n: 1, accuracy:0.91}', 'auto', 'r.yaml');
    const path = parseMetricPath('accuracy');
    const [found] = findMetrics(metrics, path);
    expect(explainAbsence(metrics, path, found!)).toMatch(
      /^the report has no metric accuracy.*accuracy: 0\.91/,
    );
  });
});

describe('paths that fit badly', () => {
  const list = {
    list: [
      { name: 'eu', n: 1 },
      { name: 'us', n: 2 },
    ],
    plain: { eu: { n: 1 } },
    empty: {},
  };

  test.each<[string, string, string]>([
    [
      'a name in what is not a list',
      'plain[name=eu].n',
      'plain is not a list of objects, so [name] does not apply to it',
    ],
    [
      'every name in what is not a list',
      'plain[name].*.n',
      'plain is not a list of objects, so [name] does not apply to it',
    ],
    ['a name that the list lacks', 'list[name=asia].n', 'there is no list[name=asia]. The list has: eu, us'],
    [
      'a field that the list lacks',
      'list[id=eu].n',
      'list.0 has no text or whole number under id, which should name it',
    ],
    ['a star in an empty object', 'empty.*', 'empty is empty, so * matches nothing'],
    ['a step into a number', 'plain.eu.n.x', 'plain.eu.n is 1 and has no x'],
  ])('%s', (_name, path, absence) => {
    expect(at(readValue(list), path)).toBe(absence);
  });

  test.each<[string, unknown, string, string]>([
    [
      'a star that matches too much, misspelled',
      { lat: { a: 1 } },
      'xyzzy.*',
      'the report has no metric xyzzy. It has: lat',
    ],
  ])('%s gets no wrong suggestion', (_name, value, text, words) => {
    const { metrics } = readValue(value);
    const path = parseMetricPath(text);
    const [found] = findMetrics(metrics, path);
    expect(explainAbsence(metrics, path, found!)).toBe(words);
    expect(suggestPaths(metrics, path)).toEqual([]);
  });

  test('an element of another list is found by its name, else by its index, else not at all', () => {
    const { metrics } = readValue({ named: { eu: { n: 1 } }, indexed: [{ n: 2 }], other: { us: { n: 3 } } });
    const inside = (first: string): MetricPath => [
      { any: false, key: first },
      { any: false, key: 'eu', by: ['name'], at: '0' } as MetricPath[number],
      { any: false, key: 'n' },
    ];
    expect(findMetrics(metrics, inside('named'))[0]?.leaf?.value).toBe(1);
    expect(findMetrics(metrics, inside('other'))[0]?.absence).toBe(
      'other is not a list of objects, so [name] does not apply to it',
    );
  });

  test.each<[string, unknown, string, string]>([
    [
      'by the only field that differs',
      [
        { d: 'a', n: 1 },
        { d: 'b', n: 2 },
      ],
      'l.*.n',
      'l[d].*.n',
    ],
    ['below a name', [{ d: 'a', k: [{ e: 'x', n: 1 }] }], 'l[d=a].k.*.n', 'l[d=a].k[e].*.n'],
    ['below a name that is missing', [{ d: 'a', k: [{ e: 'x', n: 1 }] }], 'l[d=b].k.*.n', 'l[d=b].k.*.n'],
    ['below a field that is missing', [{ d: 'a', k: [{ e: 'x', n: 1 }] }], 'l[f=b].k.*.n', 'l[f=b].k.*.n'],
    ['below a name in what is not a list', { a: { k: [{ e: 'x', n: 1 }] } }, 'l[d=a].k.*.n', 'l[d=a].k.*.n'],
  ])('a star is named %s', (_name, l, path, named) => {
    expect(formatMetricPath(nameStars([readValue({ l, n: 1 }).metrics], parseMetricPath(path)))).toBe(named);
  });

  test.each<[string, unknown[], string]>([
    ['a number first', [1, { n: 1 }], 'no text field has a different value in each element'],
    [
      'an object without text',
      [{ n: 1 }, { n: 2 }],
      'no text field has a different value in each element: the first has n',
    ],
    ['two texts', [{ a: 'x', b: 'y' }], 'a and b could'],
  ])('what could name the elements of a list with %s', (_name, l, words) => {
    const { metrics } = readValue({ l, n: 1 });
    const node = metrics.children.get('l');
    expect(node?.kind === 'group' && describeFields(node)).toBe(words);
  });
});

describe('a report that is a list', () => {
  test.each<[unknown, string]>([
    [[{ a: 1 }], 'is a list of 1 object, but a report is one object'],
    [[{ a: 1 }, { a: 2 }], 'is a list of 2 objects, but a report is one object'],
  ])('%j is refused', (value, words) => {
    expect(refusal(() => readValue(value))).toContain(words);
  });
});

describe('reports of tools with a part missing', () => {
  const suite = (tests: object[]) => ({ tests, summary: { total_tests: tests.length } });
  const eva = { status: 'success', eval: { task: 't' }, plan: {} };
  const table = (...prompts: object[]) => ({ results: { results: [], stats: { successes: 0 }, prompts } });
  const metrics = { testPassCount: 1, testFailCount: 1 };
  const check = (value: unknown) => ({ type: 'CheckResult', check: { name: 'c' }, header: 'h', value, n: 1 });

  test.each<[string, string, unknown, string[]]>([
    [
      'an Evidently test without a name',
      'evidently',
      suite([{ status: 'SUCCESS', parameters: { value: 3 } }]),
      ['""'],
    ],
    [
      'an Evidently metric without parameters',
      'evidently',
      { metrics: [{ metric_id: '(', value: 1 }], tests: [] },
      ['('],
    ],
    [
      'an inspect score without a name',
      'inspect',
      { ...eva, results: { scores: [{ metrics: { mean: { value: 1 } } }] } },
      ['"".mean'],
    ],
    [
      'an inspect score with only its scorer',
      'inspect',
      { ...eva, results: { scores: [{ scorer: 's', metrics: { mean: { value: 1 } } }] } },
      ['s.mean'],
    ],
    [
      'promptfoo columns with a text instead of a label',
      'promptfoo',
      table({ provider: 'p', raw: 'r', metrics }, { metrics }),
      ['[p] r.pass_rate', '"[] ".pass_rate'],
    ],
    [
      'a promptfoo column without metrics',
      'promptfoo',
      table({ provider: 'p', label: 'l' }, { provider: 'q', label: 'l', metrics }),
      ['[q] l.pass_rate'],
    ],
    [
      'a Hugging Face result without a task',
      'eval-results',
      [{ dataset: { id: 'd' }, value: 1 }],
      ['d.default'],
    ],
    [
      'a Great Expectations result without its type, with an object in it',
      'great-expectations',
      {
        results: [{ success: true, result: { observed_value: 2, details: { x: 1 } } }, { success: true }],
        statistics: { evaluated_expectations: 2, successful_expectations: 2 },
        success: true,
      },
      ['unnamed expectation.observed_value'],
    ],
    [
      'a deepchecks table with a list for a name',
      'deepchecks',
      check('[{"Value": 1, "Class": [2]}]'),
      ['h.unnamed'],
    ],
    ['a deepchecks text that looks like a table', 'deepchecks', check('[1'), []],
    ['a deepchecks text that is cut off', 'deepchecks', check('['), []],
  ])('%s', (_name, format, value, expected) => {
    const report = readValue(value);
    expect(report.format).toBe(format);
    const own = names(report).filter((name) => !name.startsWith('tests.') && !name.startsWith('statistics.'));
    expect(own).toEqual(expect.arrayContaining(expected));
    if (expected.length === 0) expect(own).toEqual([]);
  });

  test('a promptfoo score is divided by its weights, else by its count, else it is missing', () => {
    const named = (more: object) => table({ metrics: { ...metrics, namedScores: { a: 3 }, ...more } });
    expect(
      at(readValue(named({ namedScoreWeights: { a: 6 }, namedScoresCount: { a: 4 } })), 'a'),
    ).toMatchObject({
      value: 0.5,
      samples: 4,
    });
    expect(at(readValue(named({ namedScoresCount: { a: 4 } })), 'a')).toMatchObject({ value: 0.75 });
    expect(rawAt(readValue(named({})), 'a')).toBe('null');
  });

  test('an inspect log without its plan is another format', () => {
    const value = { ...eva, plan: null, n: 1 };
    expect(readValue(value).format).toBe('plain');
  });

  test('the harness may write its model as one text', () => {
    const value = {
      results: { t: { 'acc,none': 1, alias: 't' } },
      config: { model_args: 'pretrained=gpt2' },
    };
    const read = (more: object) =>
      readValue({ ...value, ...more, versions: { t: 1 }, 'n-shot': { t: 0 }, configs: {} });
    expect(read({}).statement.evaluated).toBe('pretrained=gpt2');
    expect(read({ config: { model_args: '' } }).statement.evaluated).toBeUndefined();
  });
});

describe('files of examples', () => {
  const read = (text: string, key: string, score: string) =>
    readExamples(bytesOf(text), { path: 'p.csv', key, score });

  test('a header with very many columns is shown in part', () => {
    const columns = Array.from({ length: 60 }, (_, at) => `c${at}`);
    const text = `${columns.join(',')}\n${columns.map(() => 1).join(',')}\n`;
    expect(refusal(() => read(text, 'id', 'c0'))).toMatch(
      /^has no column "id": its header has "c0", "c1", .* and \d+ more$/,
    );
  });

  test.each(['p.csv', 'p.json'])('a star leads to no score in %s', (path) => {
    expect(() => readExamples(bytesOf('id,a.*\nx,1\n'), { path, key: 'id', score: 'a.*' })).toThrow(
      'the path "a.*" has a "*", but an example has one key and one score',
    );
  });
});

test('JUnit XML may start with a byte order mark', () => {
  const xml = '<testsuite tests="1"><testcase name="a"/></testsuite>';
  const bytes = Uint8Array.from([0xef, 0xbb, 0xbf, ...bytesOf(xml)]);
  expect(readTests('j.xml', bytes)).toMatchObject({ passed: 1 });
});

test.each(['2026-01-14x', '2026-01-14 noon', '2026-13-01', '2026-01-14T10:00:00+'])(
  '%s is not a time',
  (text) => {
    expect(readTime(text)).toBeUndefined();
  },
);
