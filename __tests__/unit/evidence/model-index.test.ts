import { describe, expect, test } from '@jest/globals';
import { at, fixtureText, names, rawAt, readFixture, readText, readValue, refusal } from './reading.js';

describe('model cards that huggingface_hub wrote', () => {
  test('metrics by the names that the page shows', () => {
    const report = readFixture('model-index/README.md');
    expect(report.format).toBe('model-index');
    expect(names(report)).toEqual(['IMDb.Accuracy', 'IMDb.f1', '"SST 2.0".Accuracy']);
    expect(at(report, 'IMDb.Accuracy')).toEqual({ value: 0.91, raw: '0.91' });
    expect(report.statement).toMatchObject({ evaluated: 'sentiment', model: undefined });
  });

  test('several results on one dataset are told apart by configuration and split', () => {
    const report = readFixture('model-index/languages.md');
    expect(at(report, 'Voices.fr.test.Wer')).toMatchObject({ value: 14.5 });
    expect(rawAt(report, 'Voices.it.Wer')).toBe('"20.0 ± 1.2"');
    expect(at(report, 'Voices.Wer')).toMatch(/^Voices has no Wer. It has: de, fr, it/);
  });

  test('a card that is cut off is refused', () => {
    const card = fixtureText('model-index/README.md');
    const cut = card.slice(0, card.indexOf('Accuracy'));
    expect(refusal(() => readText(`${cut}"`, 'auto', 'README.md'))).toMatch(
      /^is cut off at line \d+, column \d+$/,
    );
  });
});

const card = (results: unknown, more: object = {}) => ({ 'model-index': [{ name: 'm', results }], ...more });
const result = (metric: object) => ({ dataset: { name: 'd', type: 't' }, metrics: [metric] });

test.each<[string, unknown, string, string]>([
  ['a text', [result({ type: 'f1', value: '0.9' })], 'd.f1', '"0.9"'],
  ['a list', [result({ type: 'f1', value: [0.9] })], 'd.f1', 'a list'],
  ['no value', [result({ type: 'f1' })], 'd.f1', 'null'],
  ['no name', [result({ value: true })], 'd.unnamed metric', 'true'],
  [
    'a metric twice',
    [result({ type: 'f1', value: 1 }), result({ type: 'f1', value: 2 })],
    'd.f1',
    '1 and 2 (given twice)',
  ],
])('%s is no number', (_, results, path, raw) => {
  expect(rawAt(readValue(card(results)), path)).toBe(raw);
});

const EXPECTED =
  ': write them as in results: [{dataset: {name: voices}, metrics: [{name: wer, value: 0.12}]}]';

test.each<[string, object, string]>([
  ['no model', { 'model-index': [] }, `has an empty "model-index"${EXPECTED}`],
  [
    'two models',
    { 'model-index': [{}, {}] },
    'has the results of 2 models in its "model-index": keep the one that it is about',
  ],
  [
    'no results',
    { 'model-index': [{ name: 'm' }] },
    `has no list of results in its "model-index"${EXPECTED}`,
  ],
  ['results of another kind', card({}), `has no list of results in its "model-index"${EXPECTED}`],
  ['empty results', card([]), `has no metrics in the results of its "model-index"${EXPECTED}`],
  [
    'results without metrics',
    card([{ dataset: { name: 'd' } }]),
    `has no metrics in the results of its "model-index"${EXPECTED}`,
  ],
])('%s is refused', (_, value, reason) => {
  expect(refusal(() => readValue(value))).toBe(reason);
});

describe('what of a text is front matter', () => {
  test.each([
    ['a card', '---\na: 1\n---\n# b\n---\nmore: text: that is no YAML\n', 'README.md'],
    ['with CRLF', '---\r\na: 1\r\n---\r\n# b: c: d\r\n', 'README.md'],
    ['of any name', '---\na: 1\n---\n\ttext', 'card'],
    ['nothing after it', '---\na: 1\n---\n', 'README.md'],
    ['no end', '---\na: 1\n', 'README.md'],
    ['none', 'a: 1\n', 'README.md'],
  ])('%s', (_, text, path) => {
    expect(at(readText(text, 'auto', path), 'a')).toMatchObject({ value: 1 });
  });

  test('a YAML file has none, so that a second document is not left out', () => {
    expect(refusal(() => readText('---\na: 1\n---\na: 2\n', 'auto', 'r.yaml'))).toMatch(
      /^contains more than one YAML document/,
    );
  });
});
