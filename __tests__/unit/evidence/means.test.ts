import { describe, expect, test } from '@jest/globals';
import { at, rawAt } from './reading.js';
import { readFixtureAs, readTextAs, refusedAs } from './reading-as.js';

const MEAN = { records: 'mean' } as const;

describe('the mean of each column', () => {
  test.each(['scores.csv', 'scores.jsonl'])('of ragas, as it prints it: %s', async (name) => {
    const report = await readFixtureAs(`ragas/${name}`, MEAN);
    expect(at(report, 'exact_match')).toMatchObject({ value: 0.5, samples: 4, scale: 'proportion' });
    const similarity = at(report, 'non_llm_string_similarity');
    expect(similarity).toMatchObject({ value: expect.closeTo(0.6293, 4), samples: 4 });
    expect(similarity).toHaveProperty('spread', expect.closeTo(0.45904, 5));
    expect(similarity).not.toHaveProperty('scale');
    expect([...report.metrics.children.keys()]).toEqual(['exact_match', 'non_llm_string_similarity']);
  });

  test('of the rows of Azure AI Evaluation, as in its metrics', async () => {
    const rows = await readFixtureAs('azure-ai-evaluation/results.json', { at: 'rows', ...MEAN });
    const metrics = await readFixtureAs('azure-ai-evaluation/results.json', { at: 'metrics' });
    expect(at(rows, '"outputs.f1.f1_score"')).toMatchObject({ value: expect.closeTo(5 / 9, 10), samples: 3 });
    expect(at(rows, '"outputs.f1.f1_score_passed"')).toMatchObject({
      value: expect.closeTo(2 / 3, 10),
      scale: 'proportion',
    });
    expect(at(metrics, '"f1.f1_score"')).toMatchObject({ value: expect.closeTo(5 / 9, 10) });
  });

  test.each([
    ['true and false in CSV, in any case', 'r.csv', 'id,ok\na,True\nb,FALSE\n'],
    ['true and false in JSON', 'r.json', '[{"ok": true}, {"ok": false}]'],
  ])('%s', async (_, path, text) => {
    expect(at(await readTextAs(path, text, MEAN), 'ok')).toMatchObject({ value: 0.5, scale: 'proportion' });
  });
});

describe('a row without a score counts against its column', () => {
  test.each([
    ['an empty cell', 'r.csv', 'id,x\na,1\nb,\n', 'unknown (empty in line 3)'],
    ['NaN', 'r.csv', 'id,x\na,1\nb,nan\n', 'unknown (NaN in line 3)'],
    ['NaN in all', 'r.csv', 'id,x\na,nan\nb,nan\n', 'unknown (NaN in line 2)'],
    ['a text', 'r.csv', 'id,x\na,1\nb,error\n', 'unknown ("error" in line 3)'],
    ['true as a text in JSON', 'r.jsonl', '{"x": 1}\n{"x": "true"}\n', 'unknown ("true" in line 2)'],
    ['null', 'r.json', '[{"x": 1}, {"x": null}]', 'unknown (null in element 1)'],
    ['infinity', 'r.jsonl', '{"x": 1}\n{"x": Infinity}\n', 'unknown (Infinity in line 2)'],
  ])('%s', async (_, path, text, raw) => {
    expect(rawAt(await readTextAs(path, text, MEAN), 'x')).toBe(raw);
  });
});

test('rows of another version contradict each other', async () => {
  const report = await readTextAs('r.csv', 'model_version,x\n4,1\n5,1\n', MEAN);
  expect(report.statement.contradiction).toBeDefined();
});

test.each([
  ['a log', 'keras/training.csv', 'is a log (keras-csv), and the mean over a training says little'],
  ['one object', 'keras/history.json', 'has nothing to choose with records'],
])('%s has no mean', async (_, name, words) => {
  expect(await refusedAs(readFixtureAs(name, MEAN))).toContain(words);
});
