import { describe, expect, test } from '@jest/globals';
import { recordedNumbers } from '../../../src/history/holders.js';
import { checkMetric } from '../../../src/gates/metric.js';
import { renderMarkdown } from '../../../src/render/markdown.js';
import { viewOf } from '../../../src/render/outcome-view.js';
import { contextWith, evidenceOf } from '../support/gate-context.js';
import { buildHistory, promotion } from '../support/history-builder.js';
import { gateWith, outcomeWith } from '../support/outcome-builder.js';

describe('a row of the table', () => {
  test.each([
    ['a bound with more digits than the value', 0.9, 0.90000001, '0.9', '≥ 0.90000001'],
    ['a value with more digits than the bound', 0.89999999, 0.9, '0.89999999', '≥ 0.9'],
    ['far apart', 0.85, 0.9, '0.85', '≥ 0.9'],
    ['the same', 0.9, 0.9, '0.9', '≥ 0.9'],
  ])('%s', (_name, observed, required, candidate, shown) => {
    const { table } = viewOf(outcomeWith({ gates: [gateWith({ observed, required })] }));
    expect(table?.rows).toMatchObject([{ candidate, required: shown }]);
  });
});

describe('the command that undoes it, in Markdown', () => {
  test.each([
    ['a plain name', 'churn', 'churn'],
    ['a pipe and a mention', 'a|b@c', "'a|b@c'"],
    ['a backslash before a pipe', 'a\\|b', "'a\\|b'"],
    ['a long name', 'm'.repeat(256), 'm'.repeat(256)],
  ])('%s is as it was given', (_name, model, shown) => {
    const text = renderMarkdown(viewOf(outcomeWith({ model })));
    expect(text).toContain(
      `To undo: \`stagegate rollback --model ${shown} --stage Production --reason "…"\``,
    );
  });

  test('backticks in a name do not end it', () => {
    const text = renderMarkdown(viewOf(outcomeWith({ model: 'a``b' })));
    expect(text).toContain(
      'To undo: ```stagegate rollback --model \'a``b\' --stage Production --reason "…"```',
    );
  });
});

test('a metric that stands in two reports is recorded as neither', () => {
  const evidence = evidenceOf('{"accuracy": 0.9}', '{"accuracy": 0.5}');
  const gates = checkMetric({ metric: 'accuracy', min: 0.1 }, contextWith({ evidence }));
  expect(gates).toMatchObject([
    { verdict: 'fail', reason: expect.stringContaining('is in both') as unknown },
  ]);
  const forced = buildHistory([{ ...promotion('4'), forced: true, gates }]);
  expect(recordedNumbers(forced, '4', 'Production').size).toBe(0);
});
