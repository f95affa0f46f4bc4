import { describe, expect, test } from '@jest/globals';
import { waysOf } from '../../../src/evidence/report-entry.js';
import { StagegateError } from '../../../src/errors.js';
import { parsePolicy } from '../../../src/policy/load.js';
import { resolveRules } from '../../../src/policy/resolve.js';

const policyWith = (report: string): string =>
  `models:\n  churn:\n    format: plain\n    report: ${report}\n    stages:\n      Production: {}\n`;

/** The message, hint and place of the error. */
function wrong(report: string): string {
  try {
    parsePolicy('p.yml', policyWith(report));
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    const { line, column } = error.place ?? {};
    return `${line ?? ''}:${column ?? ''} ${error.message} | ${error.hint ?? ''}`;
  }
  throw new Error('the policy was not refused');
}

test('entries are paths or maps, with the format of the model', () => {
  const text = policyWith(
    '[a.json, {file: b.csv, format: auto, at: x.y, records: {best: loss, goal: lower}, model-names: []}, mlflow, {file: b.csv, records: 2}]',
  );
  const rules = resolveRules(parsePolicy('p.yml', text), 'churn', 'Production');
  expect(rules.report).toEqual(['a.json', 'b.csv', 'mlflow']);
  expect(rules.reading).toEqual({
    format: 'plain',
    entries: [
      { file: 'a.json', format: 'plain' },
      { file: 'b.csv', format: 'auto', at: 'x.y', records: { best: 'loss', goal: 'lower' }, modelNames: [] },
      { file: 'b.csv', format: 'plain', records: 2 },
    ],
  });
});

test.each([
  ['mean', 'mean'],
  ['first', 'first'],
  ['0', 0],
  ['{last: loss}', { last: 'loss' }],
  ['{key: split}', { key: 'split' }],
  ['{key: [dataset, metric]}', { key: ['dataset', 'metric'] }],
])('records: %s', (text, records) => {
  const policy = parsePolicy('p.yml', policyWith(`{file: b.csv, records: ${text}}`));
  expect(resolveRules(policy, 'churn', 'Production').reading.entries).toEqual([
    { file: 'b.csv', format: 'plain', records },
  ]);
});

test.each([
  ['{fil: a.json}', 'unknown key "fil" in models.churn.report. Did you mean file?'],
  ['[{file: a, att: b}]', 'unknown key "att" in models.churn.report[0] | Did you mean at?'],
  ['{at: a}', 'models.churn.report.file is missing'],
  [
    '{file: a, records: {kee: split}}',
    'unknown key "kee" in models.churn.report.records | Did you mean key?',
  ],
  ['{file: a, records: {}}', 'records chooses nothing'],
  ['{file: a, records: {key: []}}', 'records.key must not be empty | It is []'],
  ['{file: a, records: {key: a, last: b}}', 'records has both key and last'],
  [
    '{file: a, records: {best: loss}}',
    `records doesn't say whether higher or lower "loss" is better | Add goal`,
  ],
  ['{file: a, records: {last: loss, goal: lower}}', '"goal" has no effect without best'],
  [
    '{file: a, records: newest}',
    'must be first, last, mean, a whole number from 0, or a map with key, best or last',
  ],
  ['{file: a, records: -1}', 'models.churn.report.records must be at least 0'],
  ['{file: a, at: "x.*"}', '"x.*" has a "*", but it is the path to one report'],
  ['{file: mlflow}', 'file: mlflow would be a file of that name'],
  ['{file: "a{versio}"}', 'unknown placeholder "{versio}"'],
  ['{file: a, records: [loss]}', 'models.churn.report.records must be'],
  ['[[a.json], b.json]', 'models.churn.report[0] must be'],
  ['[]', 'models.churn.report must not be empty'],
  ['{file: a, records: {best: loss, goal: lower, key: b}}', 'records has both key and best'],
  ['{version}', 'Quote the value: it contains { }.'],
])('%s is refused', (report, words) => {
  const error = wrong(report);
  expect(error).toMatch(/^4:\d+ /);
  expect(error).toContain(words);
});

describe('how a path is read', () => {
  const rows = { file: 'b/*.csv', format: 'auto', records: 'last' } as const;
  const plain = { file: 'a.json', format: 'auto' } as const;
  const part = { file: 'b/*.csv', format: 'auto', at: 'x' } as const;
  const way = { format: 'auto', records: 'last' };

  test.each([
    ['as its entry says', 'b/*.csv', [plain, rows], [way]],
    ['as the entry that names it says', 'b/4.csv', [plain, rows], [way]],
    ['as all entries say', 'c.csv', [rows], [way]],
    ['as the entries for its ending say', 'c.csv', [plain, rows], [way]],
    ['as the entries for its ending say, in any case', 'c.CSV', [plain, rows], [way]],
    ['as all entries say, whatever its ending', 'c.txt', [rows], [way]],
    ['as each entry of one file says', 'c.csv', [rows, part], [way, { format: 'auto', at: 'x' }]],
    ['as it is, where entries differ', 'c.csv', [rows, { ...part, file: 'c/*.csv' }], [{ format: 'plain' }]],
    ['as it is, where entries for other endings differ', 'c.txt', [plain, rows], [{ format: 'plain' }]],
    ['as it is, without entries', 'c.csv', [], [{ format: 'plain' }]],
  ])('%s', (_name, path, entries, ways) => {
    const names = (entry: string) => entry === 'b/*.csv' && path.startsWith('b/');
    expect(waysOf(path, { format: 'plain', entries }, names)).toEqual(ways);
  });
});
