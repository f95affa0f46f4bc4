import { describe, expect, test } from '@jest/globals';
import { at, fixtureText, rawAt, readFixture, readText } from './reading.js';
import { readFixtureAs, readTextAs, refusedAs } from './reading-as.js';

/* What tools that need no reader of their own really write. */

test("XGBoost's evals_result: the ends of its series", () => {
  const report = readFixture('xgboost/evals-result.json');
  expect(report.format).toBe('plain');
  expect(at(report, 'eval.logloss.last')).toEqual(at(report, 'eval.logloss.7'));
  expect(at(report, 'eval.logloss.min')).toMatchObject({ value: expect.closeTo(0.36, 1) });
  expect(at(report, 'train.auc.max')).toEqual(at(report, 'train.auc.7'));
});

describe('Azure Machine Learning: its metrics', () => {
  test.each<[string, string, number]>([
    ['classifier', 'accuracy', 0.8],
    ['classifier', 'AUC_macro', 0.94],
    ['regressor', 'root_mean_squared_error', 0.19364916731037085],
    ['regressor', 'r2_score', 0.97],
  ])('of a %s: %s', (name, metric, value) => {
    const report = readFixture(`azure-ml/${name}.json`);
    expect(report.format).toBe('plain');
    expect(at(report, metric)).toEqual({ value, raw: String(value) });
  });

  test('beside what else it computes, below metrics', async () => {
    const result = `{"metrics": ${fixtureText('azure-ml/classifier.json')}, "artifacts": {"confusion_matrix": {}}}`;
    const report = await readTextAs('results.json', result, { at: 'metrics' });
    expect(at(report, 'accuracy')).toMatchObject({ value: 0.8 });
  });

  test('one that it could not compute is not a number', () => {
    const text = fixtureText('azure-ml/classifier.json').replace('"accuracy": 0.8', '"accuracy": NaN');
    expect(rawAt(readText(text), 'accuracy')).toBe('NaN');
  });
});

describe('Keras', () => {
  test("a model's history", () => {
    const report = readFixture('keras/history.json');
    expect(report.format).toBe('plain');
    expect(at(report, 'val_loss.last')).toEqual(at(report, 'val_loss.3'));
    expect(at(report, 'val_accuracy.max')).toEqual(at(report, 'val_accuracy.first'));
  });

  test('CSVLogger', async () => {
    const way = { records: { best: 'val_loss', goal: 'lower' } } as const;
    const report = await readFixtureAs('keras/training.csv', way);
    expect(report.format).toBe('keras-csv');
    expect(at(report, 'epoch')).toMatchObject({ value: 3 });
    expect(at(report, 'val_accuracy')).toMatchObject({ value: expect.closeTo(0.96, 6) });
  });
});

describe('the CSVLogger of Lightning', () => {
  test('the best epoch', async () => {
    const way = { records: { best: 'val_loss', goal: 'lower' } } as const;
    const report = await readFixtureAs('lightning/metrics.csv', way);
    expect(report.format).toBe('lightning-csv');
    expect(at(report, 'epoch')).toMatchObject({ value: 2 });
    expect(at(report, 'train_loss')).toMatchObject({ value: expect.closeTo(0.5028, 4) });
    expect(rawAt(report, 'lr-SGD')).toBe('empty in epoch 2');
  });

  test('a test after the training is an epoch of its own', async () => {
    const report = await readFixtureAs('lightning/metrics.csv', { records: 'last' });
    expect(at(report, 'test_loss')).toMatchObject({ value: expect.closeTo(0.3827, 4) });
    expect(rawAt(report, 'val_loss')).toBe('empty in epoch 3');
    const before = await readFixtureAs('lightning/metrics.csv', { records: { last: 'val_loss' } });
    expect(at(before, 'val_loss')).toMatchObject({ value: expect.closeTo(0.4699, 4) });
  });
});

test('Ultralytics: the last epoch', async () => {
  const report = await readFixtureAs('ultralytics/results.csv', { records: 'last' });
  expect(report.format).toBe('ultralytics');
  expect(at(report, 'epoch')).toMatchObject({ value: 3 });
  expect(at(report, 'val/box_loss')).toMatchObject({ value: 4.50293 });
  expect(at(report, 'metrics/mAP50(B)')).toMatchObject({ value: 0 });
});

describe("detectron2's JSONWriter", () => {
  const LOG = 'detectron2/metrics.json';

  test('the last iteration', async () => {
    const report = await readFixtureAs(LOG, { records: 'last' });
    expect(report.format).toBe('detectron2');
    expect(at(report, 'iteration')).toMatchObject({ value: 99 });
    expect(at(report, 'bbox/AP')).toMatchObject({ value: 39.9 });
  });

  test('an evaluation between two writes is in its place, although its line is not', async () => {
    const report = await readFixtureAs(LOG, { records: { key: 'iteration' } });
    expect([...report.metrics.children.keys()]).toEqual(['19', '39', '49', '59', '79', '99']);
    expect(rawAt(report, '49.bbox/AP50')).toBe('NaN');
    const text = fixtureText(LOG).split('\n').slice(0, 4).join('\n');
    const cut = await readTextAs('metrics.json', text, { records: 'last' });
    expect(at(cut, 'total_loss')).toMatchObject({ value: expect.closeTo(0.1396, 4) });
    expect(rawAt(cut, 'bbox/AP')).toBe('empty in iteration 59 (line 3)');
  });

  test('the best one is not known beside NaN', async () => {
    const way = { records: { best: 'bbox/AP50', goal: 'higher' } } as const;
    expect(await refusedAs(readFixtureAs(LOG, way))).toContain(
      'has NaN as bbox/AP50 in iteration 49 (line 4)',
    );
  });

  test.each<[string, (lines: string[]) => string[]]>([
    ['a second training', (lines) => [...lines, ...lines]],
    ['one that was resumed from a checkpoint before its end', (lines) => [...lines, lines[4] ?? '']],
    ['one that went on from another iteration', (lines) => [...lines, '{"iteration": 50, "total_loss": 1}']],
  ])('%s in the same file is refused', async (_, change) => {
    const text = change(fixtureText(LOG).trimEnd().split('\n')).join('\n');
    expect(await refusedAs(readTextAs('metrics.json', text, { records: 'last' }))).toContain(
      'so two trainings wrote it',
    );
  });

  test('a line that is cut off is refused', async () => {
    const text = fixtureText(LOG).slice(0, -20);
    expect(await refusedAs(readTextAs('metrics.json', text, { records: 'last' }))).toMatch(/line 6/);
  });
});
