import { describe, expect, test } from '@jest/globals';
import { findMetrics } from '../../../src/evidence/metric-path.js';
import { parseMetricPath } from '../../../src/evidence/path-syntax.js';
import { at, fixtureText, names, rawAt, readFixture, readText, readValue, refusal } from './reading.js';

test('repeats of a document count once', () => {
  expect(fixtureText('lm-eval/results-repeats.json')).toContain('"repeats": 3');
  const found = at(readFixture('lm-eval/results-repeats.json'), 'toy_repeats.exact_match.vote');
  expect(found).toMatchObject({ value: 0, samples: 5 });
});

describe('lm-evaluation-harness 0.4.13', () => {
  const report = readFixture('lm-eval/results-0.4.13.json');
  const written = JSON.parse(fixtureText('lm-eval/results-0.4.13.json')) as {
    results: Record<string, Record<string, number>>;
  };
  const [choice, text] = [written.results['toy_choice']!, written.results['toy_text']!];

  test('metrics have the names of its table', () => {
    expect(report.format).toBe('lm-eval');
    expect(names(report).sort()).toEqual([
      'toy.acc',
      'toy_choice.acc',
      'toy_choice.acc_norm',
      'toy_sums.exact_match.flexible-extract',
      'toy_sums.exact_match.strict-match',
      'toy_text.bits_per_byte',
      'toy_text.word_perplexity',
    ]);
  });

  test('a share of the examples that were used, with its error', () => {
    expect(at(report, 'toy_choice.acc')).toEqual({
      value: choice['acc,none'],
      raw: expect.any(String),
      stderr: choice['acc_stderr,none'],
      samples: 9,
      direction: 'higher',
      scale: 'proportion',
    });
  });

  test('a group counts the examples of its metric', () => {
    expect(at(report, 'toy.acc')).toMatchObject({ samples: 9, direction: 'higher' });
  });

  test('"N/A" is no standard error, and lower can be better', () => {
    expect(at(report, 'toy_text.word_perplexity')).toEqual({
      value: text['word_perplexity,none'],
      raw: expect.any(String),
      samples: 5,
      direction: 'lower',
    });
  });

  test('it says when, at which commit and of what it was made, and no registered model', () => {
    const { statement } = report;
    expect(statement.commit).toMatch(/^[0-9a-f]{7}$/);
    expect(statement.time?.getUTCFullYear()).toBeGreaterThanOrEqual(2026);
    expect(statement).toMatchObject({ evaluated: 'models/toy' });
    expect([statement.model, statement.version]).toEqual([undefined, undefined]);
  });

  test('every cut of it is refused with the place', () => {
    const whole = fixtureText('lm-eval/results-0.4.13.json').trimEnd();
    for (let end = 1; end < whole.length; end += 97) {
      expect(refusal(() => readText(whole.slice(0, end)))).toMatch(/^is cut off at line \d+, column \d+$/);
    }
  });
});

describe('older layouts', () => {
  test('0.4.2: directions stand in the configuration, sample sizes nowhere', () => {
    const report = readFixture('lm-eval/results-0.4.2.json');
    expect(report.format).toBe('lm-eval');
    expect(at(report, 'toy_choice.acc')).toEqual({
      value: expect.any(Number),
      raw: expect.any(String),
      stderr: expect.any(Number),
      direction: 'higher',
    });
    expect(at(report, 'toy_text.bits_per_byte')).toEqual({
      value: expect.any(Number),
      raw: expect.any(String),
    });
  });

  test('0.3.0: no filters', () => {
    const report = readFixture('lm-eval/results-0.3.0.json');
    expect(report.format).toBe('lm-eval');
    expect(names(report).sort()).toEqual([
      'toy_choice.acc',
      'toy_choice.acc_norm',
      'toy_text.bits_per_byte',
      'toy_text.byte_perplexity',
      'toy_text.word_perplexity',
    ]);
    expect(at(report, 'toy_choice.acc')).toEqual({
      value: expect.any(Number),
      raw: expect.any(String),
      stderr: expect.any(Number),
    });
    expect(report.statement.time).toBeUndefined();
  });
});

const whole = (task: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  results: { t: task },
  versions: { t: 1 },
  config: { model: 'dummy' },
  ...more,
});

test.each<[string, Record<string, unknown>, string, string]>([
  [
    'of now',
    { 'exact_match,strict-match': 17.09 },
    't.exact_match.strict-match',
    `'results.t."exact_match,strict-match"'`,
  ],
  ['of before 0.4', { exact_match: 17.09 }, 't.exact_match', 'results.t.exact_match'],
])('percent in the place of a share are led to format: plain: those %s', (_, metrics, name, path) => {
  const [found] = findMetrics(readValue(whole(metrics)).metrics, parseMetricPath(name));
  expect(found?.leaf).toMatchObject({
    value: null,
    remedy: `if it is in percent, set format: plain in the policy and name it by its path in the file: metric: ${path}`,
  });
  const plain = readValue(whole(metrics), 'plain');
  expect(at(plain, path.replace(/^'|'$/g, ''))).toMatchObject({ value: 17.09 });
});

test('results without any are refused', () => {
  expect(refusal(() => readValue({ ...whole({}), results: {} }))).toBe(
    'has no metrics in its "results": no task was evaluated',
  );
});

test("a report without its configuration can't be read as one, and says so", () => {
  expect(readValue({ results: { t: { acc: 0.5 } }, versions: {} })).toMatchObject({
    format: 'plain',
    nearly: 'can\'t be read as lm-eval: it has no "config"',
  });
});

describe('numbers that can be none', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['percent', { 'acc,none': 97 }, '97 (a proportion from 0 to 1 is expected)'],
    ['a negative share', { 'acc,none': -0.1 }, '-0.1 (a proportion from 0 to 1 is expected)'],
    ['a negative error', { 'acc,none': 0.5, 'acc_stderr,none': -0.1 }, '0.5 (its standard error is -0.1)'],
    ['an error in words', { acc: 0.5, acc_stderr: '0.1' }, '0.5 (its standard error is "0.1")'],
    ['an error that is a list', { acc: 0.5, acc_stderr: [0.1] }, '0.5 (its standard error is a list)'],
    ['a text', { 'acc,none': '0.5' }, '"0.5"'],
    ['nothing', { 'acc,none': null }, 'null'],
    ['a list', { 'acc,none': [0.5] }, 'a list'],
    ['an object', { 'acc,none': { a: 1 } }, 'an object'],
    ['twice', { 'acc,none': 0.5, acc: 0.6 }, '0.5 and 0.6 (given twice)'],
  ])('%s', (_, metrics, raw) => {
    expect(rawAt(readValue(whole(metrics)), 't.acc')).toBe(raw);
  });

  test.each([
    [0, '0.5 (its number of examples is 0)'],
    [-1, '0.5 (its number of examples is -1)'],
    [2.5, '0.5 (its number of examples is 2.5)'],
    ['8', '0.5 (its number of examples is "8")'],
  ])('%j examples', (effective, raw) => {
    const report = readValue(whole({ 'acc,none': 0.5 }, { 'n-samples': { t: { original: 9, effective } } }));
    expect(rawAt(report, 't.acc')).toBe(raw);
  });

  test.each([['NaN'], ['Infinity'], ['-Infinity']])('%s', (word) => {
    const text = (value: string, stderr: string) =>
      `{"results": {"t": {"acc": ${value}, "acc_stderr": ${stderr}}}, "versions": {}, "config": {}}`;
    expect(rawAt(readText(text(word, '0.1')), 't.acc')).toBe(word);
    expect(rawAt(readText(text('0.5', word)), 't.acc')).toBe(`0.5 (its standard error is ${word})`);
  });
});

describe('when a share is one of right and wrong examples', () => {
  const stderr = (p: number, n: number) => Math.sqrt((p * (1 - p)) / (n - 1));
  test.each<[string, string, number, number | undefined, number | undefined, boolean]>([
    ['whole examples and their error', 'acc', 0.3, stderr(0.3, 10), 10, true],
    ['no error told', 'acc', 0.3, undefined, 10, true],
    ['all right', 'exact_match', 1, 0, 10, true],
    ['one example', 'acc', 1, undefined, 1, true],
    ['half points', 'acc', 0.35, undefined, 10, false],
    ['whole by chance, with the error of half points', 'acc', 0.5, 0, 10, false],
    ['no examples told', 'acc', 0.3, stderr(0.3, 10), undefined, false],
    ['rounded', 'acc', 0.3333, undefined, 3, false],
    ['another metric', 'f1', 0.3, stderr(0.3, 10), 10, false],
  ])('%s', (_, metric, value, error, effective, holds) => {
    const metrics = { [`${metric},none`]: value, [`${metric}_stderr,none`]: error ?? 'N/A' };
    const samples = effective === undefined ? {} : { 'n-samples': { t: { effective } } };
    const leaf = at(readValue(whole(metrics, samples)), `t.${metric}`);
    expect(leaf).toMatchObject({ value });
    expect((leaf as { scale?: string }).scale).toBe(holds ? 'proportion' : undefined);
  });
});

describe('what it says of itself', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['nothing', {}, { commit: undefined, time: undefined }],
    ['a commit', { git_hash: '1a2b3c4' }, { commit: '1a2b3c4' }],
    ['a commit after a tag', { git_hash: 'v1.2-3-g1a2b3c4' }, { commit: '1a2b3c4' }],
    ['a tag', { git_hash: 'v1.2' }, { commit: undefined }],
    ['no git', { git_hash: null }, { commit: undefined }],
    ['what people added', { model_version: 4, commit: 'abcdef1' }, { version: '4', commit: 'abcdef1' }],
    ['not the model under its name', { model_name: 'org/model', model: 'x' }, { model: undefined }],
    ['not a bare version', { version: 4 }, { version: undefined }],
    ['a model of the newer layout', { config: { model_args: { pretrained: 'a/b' } } }, { evaluated: 'a/b' }],
    ['no model', { config: { model_args: '' } }, {}],
  ])('%s', (_, more, statement) => {
    expect(readValue(whole({ acc: 1 }, more)).statement).toMatchObject(statement);
  });
});

test.each<[string, Record<string, unknown>]>([
  ['without results', { versions: {}, config: {} }],
  ['with results of another kind', { results: [1], versions: {}, config: {} }],
  ['with a result that is a number', { results: { t: 1 }, versions: {}, config: {} }],
  ['without versions', { results: { t: { acc: 1 } }, config: {} }],
  ['without a configuration', { results: { t: { acc: 1 } }, versions: {} }],
])('%s it is another format', (_, value) => {
  expect(readValue({ n: 1, ...value }).format).toBe('plain');
});
