import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../../src/evidence/evidence.js';
import type { ReportWay } from '../../../src/evidence/report-entry.js';
import { statesOther } from '../../../src/evidence/statement.js';
import { at, rawAt } from './reading.js';
import { readFixtureAs, readTextAs as read, refusedAs } from './reading-as.js';

const refused = (path: string, text: string, way: Partial<ReportWay> = {}): Promise<string> =>
  refusedAs(read(path, text, way));

const value = async (report: Promise<Report>, path: string): Promise<unknown> => {
  const found = at(await report, path);
  return typeof found === 'object' && found !== null ? found.value : found;
};

const SPLITS = 'split,accuracy,n\ntest,0.91,640\ntrain,0.99,5000\n';
const KERAS = 'epoch,accuracy,val_loss\r\n0,0.5,0.9\r\n1,0.7,0.4\r\n2,0.8,0.6\r\n';
const OLD_ULTRALYTICS =
  '                  epoch,         train/box_loss,       metrics/mAP50(B)\n' +
  '                      1,                 1.5047,                0.82105\n' +
  '                      2,                 1.4021,                0.80310\n';
const LIGHTNING =
  'epoch,step,train_loss,val_loss\n0,9,0.9,\n0,19,0.8,\n0,19,,0.7\n1,29,0.6,\n1,39,,0.5\n2,49,0.4,\n';
const DETECTRON2 =
  '{"iteration": 19, "loss": 1.9, "time": 0.25}\n' +
  '{"bbox/AP": 38.1, "iteration": 39, "loss": 1.2}\n' +
  '{"iteration": 59, "loss": 1.1, "time": 0.25}\n';

describe('what records chooses', () => {
  test.each<[string, string, string, ReportWay['records'], string, number]>([
    ['by key, CSV', 'r.csv', SPLITS, { key: 'split' }, 'test.accuracy', 0.91],
    ['by key, TSV', 'r.tsv', SPLITS.replaceAll(',', '\t'), { key: 'split' }, 'train.n', 5000],
    ['by key, a list', 'r.json', '[{"k": "a.b", "x": 1}, {"k": "c", "x": 2}]', { key: 'k' }, '"a.b".x', 1],
    ['by key, JSON Lines', 'r.jsonl', '{"k": 1, "x": 1}\n{"k": 2, "x": 2}\n', { key: 'k' }, '2.x', 2],
    ['an index', 'r.csv', SPLITS, 1, 'accuracy', 0.99],
    ['the first', 'r.csv', SPLITS, 'first', 'n', 640],
    ['the last', 'r.csv', KERAS, 'last', 'val_loss', 0.6],
    ['the best', 'r.csv', KERAS, { best: 'val_loss', goal: 'lower' }, 'accuracy', 0.7],
    ['the last with a value', 'metrics.json', DETECTRON2, { last: 'bbox/AP' }, 'loss', 1.2],
    ['padded columns', 'results.csv', OLD_ULTRALYTICS, 'last', 'metrics/mAP50(B)', 0.8031],
    [
      'the best, padded',
      'results.csv',
      OLD_ULTRALYTICS,
      { best: 'metrics/mAP50(B)', goal: 'higher' },
      'epoch',
      1,
    ],
    [
      'the best epoch, sparse rows',
      'metrics.csv',
      LIGHTNING,
      { best: 'val_loss', goal: 'lower' },
      'train_loss',
      0.6,
    ],
    ['a byte order mark', 'r.csv', `\ufeff${SPLITS}`, { key: 'split' }, 'test.accuracy', 0.91],
    ['the only row', 'r.csv', 'accuracy\n0.9\n', undefined, 'accuracy', 0.9],
  ])('%s', async (_, path, text, records, metric, wanted) => {
    expect(await value(read(path, text, { records }), metric)).toBe(wanted);
  });

  test.each([
    ['keras-csv', 'r.csv', KERAS],
    ['ultralytics', 'r.csv', OLD_ULTRALYTICS],
    ['lightning-csv', 'r.csv', LIGHTNING],
    ['detectron2', 'metrics.json', DETECTRON2],
  ])('%s is known by its columns', async (name, path, text) => {
    expect((await read(path, text, { records: 'last' })).format).toBe(name);
    const rows = name === 'ultralytics' ? 2 : 3;
    const words =
      name === 'detectron2'
        ? 'is JSON Lines (one object per line)'
        : `is a log (${name}) of ${rows} rows: choose`;
    expect(await refused(path, text)).toContain(words);
  });

  test('a value of another epoch is not taken', async () => {
    const report = await read('metrics.csv', LIGHTNING, { records: 'last' });
    expect(rawAt(report, 'val_loss')).toBe('empty in epoch 2');
  });

  test('a row chosen by its position is not compared', async () => {
    expect((await read('r.csv', SPLITS, { records: 0 })).metrics.unnamed).toContain(
      'records: 0 chooses a row by its position',
    );
    expect((await read('r.csv', KERAS, { records: 'last' })).metrics.unnamed).toBeUndefined();
  });
});

describe('what is refused', () => {
  test.each<[string, string, string, Partial<ReportWay>, string]>([
    [
      'no choice',
      'r.csv',
      SPLITS,
      {},
      'is a table of 2 rows: choose what counts in the policy, in the entry of report, with records: last, records: {best: COLUMN, goal: higher}, records: {key: split} or, if each row is an example, records: mean. It has: split, accuracy, n',
    ],
    [
      'a key twice',
      'r.csv',
      'split,x\ntest,1\ntest,2\n',
      { records: { key: 'split' } },
      'has the split "test" twice, in line 2 and line 3: keep one, or name the rows by another key in the policy',
    ],
    [
      'a row without the key',
      'r.csv',
      'split,x\ntest,1\n,2\n',
      { records: { key: 'split' } },
      'has no split in line 3, where a text or a whole number should name the row (records: {key: split})',
    ],
    [
      'a misspelled column',
      'r.csv',
      KERAS,
      { records: { last: 'val_los' } },
      'has no column "val_los", which the policy names in records. It has: epoch, accuracy, val_loss. Did you mean val_loss?',
    ],
    [
      'NaN among the candidates',
      'r.csv',
      'epoch,val_loss\n0,0.5\n1,nan\n',
      { records: { best: 'val_loss', goal: 'lower' } },
      'has NaN as val_loss in epoch 1 (line 3), so which row is the best is unknown: remove that row, or choose another in the policy (records: {last: val_loss})',
    ],
    [
      'an infinity',
      'r.csv',
      'epoch,val_loss\n0,0.5\n1,-inf\n',
      { records: { best: 'val_loss', goal: 'lower' } },
      'has -Infinity as val_loss in epoch 1 (line 3), so which row is the best is unknown: remove that row, or choose another in the policy (records: {last: val_loss})',
    ],
    [
      'two best rows',
      'r.csv',
      'epoch,acc\n0,1\n1,1\n',
      { records: { best: 'acc', goal: 'higher' } },
      'has the best acc, 1, in epoch 0 (line 2) and epoch 1 (line 3): choosing one would be a guess. Choose by another column in the policy, or by an index (records: 0)',
    ],
    [
      'no such row',
      'r.csv',
      SPLITS,
      { records: 2 },
      'has 2 rows, counted from 0, and the policy asks for row 2 (records: 2)',
    ],
    [
      'a ragged row',
      'r.csv',
      'a,b\n1\n2,3\n',
      { records: 'last' },
      'is not valid CSV: line 2 has 1 field, but its header has 2 fields',
    ],
    ['a column twice', 'r.csv', ' a,a\n1,2\n', { records: 'last' }, 'has the column "a" twice'],
    [
      'semicolons',
      'r.csv',
      'a;b\n0,5;1\n',
      { records: 'last' },
      'is not valid CSV: line 2 has 2 fields, but its header has 1 field: separate them by commas, not by ;',
    ],
    [
      'semicolons without commas',
      'r.csv',
      'a;b\n5;1\n',
      { records: 'last' },
      'has one column, "a;b": separate the fields with commas (with tabs in a .tsv file), and write decimals with a point',
    ],
    ['no rows', 'r.csv', 'a,b\n', { records: 'last' }, 'has a header, but no rows'],
    [
      'two trainings',
      'r.csv',
      'epoch,x\n0,1\n1,2\n0,3\n',
      { records: 'last' },
      'has epoch 0 in line 4 after epoch 1, so two trainings wrote it: keep the rows of one, or set format: plain in the policy if it is not a log',
    ],
    [
      'an object',
      'r.json',
      '{"runs": [{"a": 1}]}',
      { records: 'last' },
      'has nothing to choose with records: the file is one object, not a list of objects: name the list (at: runs)',
    ],
    [
      'a path to nothing',
      'r.json',
      '{"eval": {"report": {"a": 1}}}',
      { at: 'eval.reprot' },
      'has no eval.reprot, where the policy says that its report is (at: eval.reprot): eval has report. Did you mean eval.report?',
    ],
    ['a cut line', 'r.jsonl', '{"a": 1}\n{"a": ', { records: 'last' }, 'is cut off at line 2, column 7'],
    [
      'another format',
      'r.csv',
      SPLITS,
      { format: 'ultralytics', records: 'last' },
      'is not in the format ultralytics, which the policy asks for: it has no column epoch',
    ],
  ])('%s', async (_, path, text, way, message) => {
    expect(await refused(path, text, way)).toBe(message);
  });

  test('a decimal comma is no number', async () => {
    const report = await read('r.csv', 'a,b\n"0,91",1\n', { records: 'last' });
    expect(rawAt(report, 'a')).toBe('"0,91"');
  });
});

describe('a report inside a file', () => {
  const row = { precision: 0.8, recall: 0.9, 'f1-score': 0.85, support: 10 };
  const text = JSON.stringify({
    model_version: 3,
    model: 'RandomForestClassifier',
    eval: { report: { a: row, accuracy: 0.9, 'macro avg': row } },
  });
  const other = async (way: Partial<ReportWay>, version: string) =>
    statesOther((await read('r.json', text, { at: 'eval.report', ...way })).statement, {
      model: 'churn',
      version,
    });

  test('is read by its own format', async () => {
    const report = await read('r.json', text, { at: 'eval.report' });
    expect(report.format).toBe('sklearn');
    expect(await value(Promise.resolve(report), 'classes.a.recall')).toBe(0.9);
  });

  test('is about what the file says around it', async () => {
    expect(await other({ modelNames: [] }, '4')).toBe('says that it is about version 3, not 4');
    expect(await other({ modelNames: [] }, '3')).toBeNull();
  });

  test('may call the model by the names of the policy alone', async () => {
    expect(await other({}, '3')).toContain('model-names in the entry of report');
    expect(await other({ modelNames: ['RandomForestClassifier'] }, '3')).toBeNull();
    expect(await other({ modelNames: ['SVC'] }, '3')).toContain('about model "RandomForestClassifier"');
  });

  test('rows that name two versions contradict each other', async () => {
    const rows = 'split,model_version,x\na,3,1\nb,4,2\n';
    const { statement } = await read('r.csv', rows, { records: { key: 'split' } });
    expect(statesOther(statement, { model: 'churn', version: '3' })).toContain('contradicts itself');
  });
});

describe('where a path inside a file ends', () => {
  const text = JSON.stringify({
    'a.b': 1,
    runs: [
      { name: 'x', acc: 0.5 },
      { name: 'y', acc: 0.9, report: { f1: 0.7 } },
      { name: 'y2', acc: 1 },
      { name: 'twin', acc: 1 },
      { name: 'twin', acc: 2 },
    ],
    empty: {},
    wide: Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`k${at}`, at])),
    one: { deep: 3 },
  });

  test.each([
    ['an element by its position', 'runs.0', 'acc', 0.5],
    ['an element by its name', 'runs[name=y]', 'acc', 0.9],
    ['a part of such an element', 'runs[name=y].report', 'f1', 0.7],
  ])('%s', async (_, path, metric, wanted) => {
    expect(await value(read('r.json', text, { at: path }), metric)).toBe(wanted);
  });

  test.each([
    ['a position beyond the end', 'runs.9', 'runs is a list of 5 elements, without that one'],
    ['a name in a list', 'runs.acc', 'runs is a list of 5 elements, without that one'],
    ['several elements of a name', 'runs[name=twin]', 'without that one, or several elements of that name'],
    ['a number', 'one.deep.er', 'one.deep is 3'],
    ['a key in an empty object', 'empty.x', 'empty has nothing in it'],
    ['one key of many', 'wide.nothing-like-it', 'k7 and 2 more'],
    ['the file', 'onn', 'the file has "a.b", runs, empty, wide, one. Did you mean one?'],
    ['a key with dots', 'a.b', `has no a.b, but a key with dots: write it in double quotes (at: '"a.b"')`],
  ])('%s', async (_, path, words) => {
    expect(await refused('r.json', text, { at: path })).toContain(words);
  });
});

describe('rows named by several keys', () => {
  const way = { records: { key: ['dataset', 'metric'] } } as const;

  test("as OpenCompass's summary needs: a dataset has several metrics", async () => {
    const report = await readFixtureAs('opencompass/summary.csv', way);
    expect(at(report, 'gsm8k.accuracy.tiny')).toMatchObject({ value: 62.5 });
    expect(at(report, 'openai_humaneval.humaneval_pass@1.tiny')).toMatchObject({ value: 45.73 });
    expect(at(report, 'ceval.naive_average.tiny')).toMatchObject({ value: 75 });
    expect(rawAt(report, 'triviaqa.-.tiny')).toBe('"-"');
    expect(at(report, 'triviaqa.score.tiny')).toBe('triviaqa has no score. It has: -');
    const one = await refusedAs(readFixtureAs('opencompass/summary.csv', { records: { key: 'dataset' } }));
    expect(one).toContain('has the dataset "openai_humaneval" twice, in line 3 and line 4');
  });

  test.each([
    [
      'two rows with the same names',
      'd,m,x\na,p,1\nb,p,2\na,p,3\n',
      'has the m "p" twice, in line 2 and line 4',
    ],
    ['a row without its first name', 'd,m,x\na,p,1\n,p,2\n', 'has no d in line 3, where a text'],
    ['a row without its second name', 'd,m,x\na,p,1\na,,2\n', 'has no m in line 3, where a text'],
    ['an unknown column', 'd,k,x\na,p,1\nb,p,1\n', 'has no column "m", which the policy names in records'],
  ])('%s', async (_name, text, words) => {
    expect(await refused('r.csv', text, { records: { key: ['d', 'm'] } })).toContain(words);
  });
});

describe('a series', () => {
  test('has its ends and extremes', async () => {
    const report = read('r.json', '{"loss": [3, 1, 2]}');
    expect(
      await Promise.all(['last', 'first', 'min', 'max', '1'].map((name) => value(report, `loss.${name}`))),
    ).toEqual([2, 3, 1, 3, 1]);
  });

  test('with NaN or null has no extremes', async () => {
    const report = await read('r.json', '{"loss": [3, null, 2], "other": [NaN, 1]}');
    expect(rawAt(report, 'loss.min')).toBe('unknown (element 1 is null)');
    expect(rawAt(report, 'other.max')).toBe('unknown (element 0 is NaN)');
    expect(await value(Promise.resolve(report), 'loss.last')).toBe(2);
  });
});

describe('says what a table lacks', () => {
  test.each<[string, string, string, ReportWay['records'], string]>([
    ['anything', 'r.json', '[]', 'last', 'the file is an empty list'],
    [
      'only one row',
      'r.csv',
      'accuracy\n0.9\n',
      1,
      'has 1 row, counted from 0, and the policy asks for row 1 (records: 1)',
    ],
    [
      'an empty column',
      'r.csv',
      'split,accuracy,f1\na,0.9,\n',
      { last: 'f1' },
      'has no value in the column "f1"',
    ],
    [
      'a key, nearly',
      'r.jsonl',
      '{"acc": 1}\n{"acc": 2}\n',
      { last: 'ac' },
      'has no key "ac", which the policy',
    ],
    [
      'a key, nearly, with a guess',
      'r.jsonl',
      '{"acc": 1}\n{"acc": 2}\n',
      { last: 'ac' },
      'Did you mean acc?',
    ],
    ['a name', 'r.jsonl', '{"k": "a"}\n{"x": 1}\n', { key: 'k' }, 'has no k in '],
    ['a name, which is a list', 'r.jsonl', '{"k": "a"}\n{"k": []}\n', { key: 'k' }, ' as k in '],
  ])('%s', async (_name, path, text, records, words) => {
    expect(await refused(path, text, { records })).toContain(words);
  });

  test('of many columns only the first', async () => {
    const columns = Array.from({ length: 30 }, (_, index) => `column${index}`);
    const text = `${columns.join()}\n${columns.map(() => '1').join()}\n`;
    expect(await refused('r.csv', text, { records: { last: 'zzzzzzzz' } })).toMatch(
      /It has: column0, .* and \d+ more$/,
    );
  });

  test('by two keys, each row of a group has its own place', async () => {
    const text = 'a,b,x\n1,p,0.1\n2,p,0.2\n1,p,0.3\n';
    expect(await refused('r.csv', text, { records: { key: ['a', 'b'] } })).toMatch(
      /has the b "p" twice, in line 2 and line 4/,
    );
  });
});
