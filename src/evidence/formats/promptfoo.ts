import { growTree, type Placed } from '../metric-tree.js';
import type { JsonValue } from '../python-json.js';
import { type Format, type Reading, elementsAt, listAt, membersAt, objectAt, textAt } from './format.js';
import { toMeasuredLeaf } from './leaf.js';
import { readToolStatement } from '../statement.js';
import { countVerdicts, placeCounts, readClaim, type Verdict } from './verdicts.js';

/** promptfoo's ResultFailureReason for an error of the provider or an assertion. */
const BROKE = 2;

/**
 * `promptfoo eval --output results.json`. Each test of each prompt and provider is a test. Metrics are the table's
 * columns: `pass_rate`, `score` and the named ones. With several columns, they are below the column's heading,
 * `[provider] prompt`. The configuration's `tags` can say what the report is about.
 */
export const promptfoo = {
  name: 'promptfoo',
  judges: true,
  lacks: (value) => {
    if (objectAt(value, 'results', 'stats')?.has('successes') !== true)
      return 'has no "results" with their "stats"';
    return listAt(value, 'results', 'results') === undefined
      ? 'has no list of results in its "results"'
      : null;
  },
  read: readEvaluation,
} as const satisfies Format;

function readEvaluation(value: JsonValue): Reading {
  const root = membersAt(value);
  const results = elementsAt(root, 'results', 'results');
  const stats = objectAt(root, 'results', 'stats');
  const tests = countVerdicts(results.map(judge), {
    passed: results.length === 0 ? stats?.get('successes') : undefined,
    failures: stats?.get('failures'),
    errors: stats?.get('errors'),
    total: ['successes', 'failures', 'errors']
      .map((key) => readClaim(key, stats?.get(key)))
      .reduce((sum, count) => sum + count, 0),
  });
  const columns = elementsAt(root, 'results', 'prompts');
  const placed = columns.flatMap((column) =>
    placeColumn(column, columns.length > 1 ? [nameColumn(column)] : []),
  );
  const times = [{ key: 'timestamp', value: objectAt(root, 'results')?.get('timestamp') ?? null }];
  return {
    metrics: growTree([...placed, ...placeCounts(tests)]),
    statement: readToolStatement([root, membersAt(root, 'config', 'tags')], {
      times,
    }),
    tests,
  };
}

function judge(result: JsonValue): Verdict {
  const broke = objectAt(result)?.get('failureReason') === BROKE;
  const held = objectAt(result)?.get('success') === true;
  const name =
    textAt(result, 'testCase', 'description') ?? textAt(result, 'prompt', 'label') ?? 'unnamed test';
  return { outcome: held ? 'passed' : broke ? 'error' : 'failure', name };
}

function nameColumn(column: JsonValue): string {
  return `[${textAt(column, 'provider') ?? ''}] ${textAt(column, 'label') ?? textAt(column, 'raw') ?? ''}`;
}

function placeColumn(column: JsonValue, above: readonly string[]): Placed[] {
  const metrics = objectAt(column, 'metrics');
  if (metrics === undefined) return [];
  const number = (key: string) => metrics.get(key) ?? 0;
  const passed = number('testPassCount');
  const run = addUp([passed, number('testFailCount'), number('testErrorCount')]);
  const named = [...membersAt(metrics, 'namedScores')].map(([name, total]): Placed => {
    const count = objectAt(metrics, 'namedScoresCount')?.get(name);
    const weight = objectAt(metrics, 'namedScoreWeights')?.get(name) ?? count ?? null;
    return [[...above, name], toMeasuredLeaf(divide(total, weight), { samples: count })];
  });
  return [
    [[...above, 'pass_rate'], toMeasuredLeaf(divide(passed, run), { samples: run, share: 'of examples' })],
    [[...above, 'score'], toMeasuredLeaf(divide(number('score'), run), { samples: run })],
    ...named,
  ];
}

function addUp(counts: readonly JsonValue[]): JsonValue {
  return counts.reduce<number>((sum, count) => sum + (typeof count === 'number' ? count : Number.NaN), 0);
}

/** The sum divided by the count; null if one is not a number, or the count is 0. */
function divide(sum: JsonValue, count: JsonValue): number | null {
  return typeof sum === 'number' && typeof count === 'number' && count > 0 ? sum / count : null;
}
