import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/load.js';
import { FILE, refusalOf, withGate } from '../support/policy-text.js';

const ROWS = 'file: "p/{version}.jsonl", key: id, score: ok';

describe('rows of examples are taken', () => {
  test.each([
    ['as samples', ['min: 1', 'confidence: 95%', `samples: {${ROWS}}`]],
    ['as samples, with a cluster', ['min: 1', 'confidence: 95%', `samples: {${ROWS}, cluster: doc.talk}`]],
    ['as samples, to be counted', ['min-samples: 5', `samples: {${ROWS}}`]],
    [
      'of one file, where versions are not compared',
      ['min: 1', 'confidence: 95%', 'samples: {file: p.csv, key: a, score: b}'],
    ],
    [
      'as samples beside paired',
      [
        ...['min: 1', 'min-improvement: 0', 'confidence: 95%'],
        `paired: {${ROWS}, cluster: id}`,
        'samples: {file: p.csv, key: a, score: b, cluster: a}',
      ],
    ],
  ])('%s', (_name, lines) => {
    expect(parsePolicy(FILE, withGate('metric: a', ...lines)).content).toBeDefined();
  });
});

describe('rows of examples are refused', () => {
  test.each<[string, string[], string]>([
    [
      'with a misspelt key',
      ['min: 1', 'confidence: 95%', `samples: {${ROWS}, clusters: a}`],
      'unknown key "clusters" in models.churn.stages.Production.gates[0].samples',
    ],
    [
      'without a score',
      ['min: 1', 'confidence: 95%', 'samples: {file: a, key: b}'],
      'models.churn.stages.Production.gates[0].samples.score is missing',
    ],
    [
      'as a list',
      ['min: 1', 'confidence: 95%', 'samples: [a]'],
      'models.churn.stages.Production.gates[0].samples must be a path, a whole number or the keys file, key and score',
    ],
    [
      'by a cluster that is no path',
      ['min: 1', 'confidence: 95%', `samples: {${ROWS}, cluster: "a..b"}`],
      'the metric path "a..b" has an empty part',
    ],
    ['without an effect', ['min: 1', `samples: {${ROWS}}`], '"samples" has no effect without min-samples'],
    [
      'beside a standard error',
      ['min: 1', 'confidence: 95%', 'stderr: e', `samples: {${ROWS}}`],
      '"stderr" has no effect beside the examples in samples',
    ],
    [
      'of one file for two versions',
      ['min-improvement: 0', 'goal: higher', 'confidence: 95%', 'samples: {file: p.csv, key: a, score: b}'],
      'the file "p.csv" is the same for every version, so it would be compared with itself',
    ],
  ])('%s', (_name, lines, message) => {
    expect(refusalOf(withGate('metric: a', ...lines))).toMatchObject({ code: 'policy', message });
  });

  test('for several metrics at once', () => {
    const text = withGate('metric: "s.*.a"', 'min: 1', 'confidence: 95%', `samples: {${ROWS}}`);
    expect(refusalOf(text).message).toBe('the examples have one score, but "s.*.a" matches several metrics');
  });
});

describe('examples in samples: what to do', () => {
  test.each([
    [
      'beside a standard error',
      'a',
      'stderr: e',
      'Remove stderr: the standard error comes from the examples.',
    ],
    ['beside a deviation', 'a', 'stdev: e', 'Remove stdev: the standard error comes from the examples.'],
    [
      'for several metrics',
      's.*.a',
      'inconclusive: warn',
      'Write a gate for each metric, with its own score.',
    ],
  ])('%s', (_name, metric, line, hint) => {
    const gate = withGate(`metric: ${metric}`, 'min: 1', 'confidence: 95%', line, `samples: {${ROWS}}`);
    expect(refusalOf(gate).hint).toBe(hint);
  });

  test('a metric that is not a path is told once', () => {
    const gate = withGate('metric: a..b', 'min: 1', 'confidence: 95%', `samples: {${ROWS}}`);
    const { message, hint } = refusalOf(gate);
    expect(message).toBe('the metric path "a..b" has an empty part');
    expect(hint).not.toContain('Also');
  });
});
