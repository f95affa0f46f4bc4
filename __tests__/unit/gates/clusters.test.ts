import { describe, expect, test } from '@jest/globals';
import type { Problem } from '../../../src/evidence/evidence.js';
import type { Examples } from '../../../src/evidence/reader.js';
import { GateFault } from '../../../src/gates/fault.js';
import { judgeGates } from '../../../src/gates/index.js';
import { checkMetric } from '../../../src/gates/metric.js';
import { pairedKey } from '../../../src/gates/paired.js';
import { rowsKey } from '../../../src/gates/rows.js';
import type { Uncertainty } from '../../../src/model/gate-result.js';
import type { ExampleRows, Gate, MetricGate } from '../../../src/policy/schema.js';
import { championWith, contextWith, evaluateGates, evidenceOf, rulesWith } from '../support/gate-context.js';

const ROWS: ExampleRows = { file: 'p/{version}.jsonl', key: 'id', score: 'ok', cluster: 'talk' };

/** The same without clusters. */
const independent: ExampleRows = { file: ROWS.file, key: ROWS.key, score: ROWS.score };

/** Talks of ten examples each, of which so many are right. */
function talks(path: string, right: readonly number[]): Examples {
  const rows = right.flatMap((count, talk) =>
    Array.from({ length: 10 }, (_, at) => ({
      key: `${talk}-${at}`,
      score: at < count ? 1 : 0,
      cluster: `t${talk}`,
    })),
  );
  return { path, sha256: 'ab', rows, statement: {} };
}

const meanOf = ({ rows }: Examples) => rows.reduce((sum, { score }) => sum + score, 0) / rows.length;

/** 40 talks: three in four are right throughout, else half of it. */
const MIXED = talks(
  'p/4.jsonl',
  Array.from({ length: 40 }, (_, at) => (at % 4 === 0 ? 5 : 10)),
);
const WORSE = talks(
  'p/3.jsonl',
  Array.from({ length: 40 }, (_, at) => (at % 4 === 0 ? 0 : at % 4 === 1 ? 9 : 10)),
);

describe('rows as samples', () => {
  const judge = (gate: Omit<MetricGate, 'metric'>, rows: Examples | Problem, reported: number) =>
    checkMetric(
      { metric: 'a', samples: ROWS, ...gate },
      contextWith({
        evidence: evidenceOf(`{"a": ${reported}}`),
        rows: new Map([[rowsKey(ROWS, '4'), rows]]),
      }),
    );

  test('a bound is judged by clusters, and the reason says how many', () => {
    const [result] = judge({ min: 0.75, confidence: '95%' }, MIXED, 0.875);
    expect(result).toMatchObject({
      verdict: 'pass',
      interval: { method: 'clustered-t' },
      uncertainty: { samples: 40, stderr: expect.any(Number), degrees: expect.closeTo(39, 9) },
    });
    expect(result!.reason).toMatch(
      /^a is 0\.875, at least 0\.75; with 95% confidence, by 400 rows in 40 clusters by talk, it is at least 0\.7\d+$/,
    );
  });

  test('clusters are wider than rows, and what would be enough is told in clusters', () => {
    // 400 independent rows would pass: Clopper and Pearson's limit is 0.844
    const [result] = judge({ min: 0.84, confidence: '95%' }, MIXED, 0.875);
    expect(result!.verdict).toBe('inconclusive');
    expect(result!.reason).toMatch(/not clear enough \(about [\d,]+ clusters by talk would settle it\)$/);
    expect(result!.needs).toBeGreaterThan(40);
    const alone = checkMetric(
      { metric: 'a', min: 0.84, confidence: '95%', samples: independent },
      contextWith({
        evidence: evidenceOf('{"a": 0.875}'),
        rows: new Map([
          [
            rowsKey(independent, '4'),
            { ...MIXED, rows: MIXED.rows.map(({ key, score }) => ({ key, score })) },
          ],
        ]),
      }),
    );
    expect(alone).toMatchObject([
      {
        verdict: 'pass',
        interval: { method: 'clopper-pearson' },
        uncertainty: { samples: 400, proportion: true },
        reason: expect.not.stringContaining('cluster'),
      },
    ]);
  });

  test('min-samples counts clusters', () => {
    const gate = { min: 0.75, confidence: '95%', 'min-samples': 50 };
    expect(judge(gate, MIXED, 0.875)).toMatchObject([
      { check: 'min', verdict: 'pass' },
      { check: 'min-samples', verdict: 'fail', observed: 40 },
    ]);
  });

  test('repeats of an example are averaged, and count once', () => {
    const rows = Array.from({ length: 60 }, (_, at) => at).flatMap((at) =>
      Array.from({ length: 1 + (at % 3) }, (_, epoch) => ({
        key: String(at),
        cluster: String(at),
        score: epoch === 2 ? 0 : 1,
      })),
    );
    const examples: Examples = { path: 'p/4.jsonl', sha256: 'ab', rows, statement: {} };
    const byKey = new Map<string, number[]>();
    for (const { key, score } of rows) byKey.set(key, [...(byKey.get(key) ?? []), score]);
    const averages = [...byKey.values()].map((scores) => scores.reduce((a, b) => a + b, 0) / scores.length);
    const reported = averages.reduce((a, b) => a + b, 0) / 60;
    const [result] = judge({ min: 0.5, confidence: '95%' }, examples, reported);
    expect(result).toMatchObject({ verdict: 'pass', uncertainty: { samples: 60 } });
    expect(result!.reason).toContain('120 rows in 60 clusters by talk');
    // the mean of the rows is another number
    const [other] = judge({ min: 0.5, confidence: '95%' }, examples, meanOf(examples));
    expect(other).toMatchObject({ verdict: 'fail' });
    expect(other!.reason).toContain("the mean of p/4.jsonl (each example's repeats averaged) is");
  });

  test.each<[string, Examples | Problem, number, RegExp]>([
    [
      'another mean',
      MIXED,
      0.9,
      /^a is 0\.9, but the mean of p\/4\.jsonl is 0\.875: the examples are from another evaluation/,
    ],
    [
      'four clusters',
      talks('p/4.jsonl', [10, 9, 10, 9]),
      0.95,
      /^a can't be judged by its examples: p\/4\.jsonl rests on 4 clusters, and fewer than 5 say too little/,
    ],
    [
      'no file',
      { path: 'p/4.jsonl', message: 'does not exist' },
      0.9,
      /^a can't be judged by its examples: p\/4\.jsonl does not exist$/,
    ],
    [
      'the same score throughout',
      {
        ...MIXED,
        rows: MIXED.rows.map((row) => ({ ...row, score: 0.5 })),
      },
      0.5,
      /^a can't be judged by its examples: p\/4\.jsonl has the same score throughout$/,
    ],
  ])('%s fails', (_name, rows, reported, reason) => {
    const [result] = judge({ min: 0.1, confidence: '95%' }, rows, reported);
    expect(result).toMatchObject({ verdict: 'fail', reason: expect.stringMatching(reason) });
    expect(judge({ 'min-samples': 1 }, rows, reported)).toMatchObject([{ verdict: 'fail' }]);
  });

  test('a number that is NaN fails whatever its rows say', () => {
    const results = checkMetric(
      { metric: 'a', min: 0.1, confidence: '95%', 'min-samples': 1, samples: ROWS },
      contextWith({ evidence: evidenceOf('{"a": NaN}'), rows: new Map([[rowsKey(ROWS, '4'), MIXED]]) }),
    );
    expect(results).toMatchObject([
      { check: 'min', verdict: 'fail', observed: 'NaN' },
      { check: 'min-samples', verdict: 'fail', observed: 'NaN' },
    ]);
  });

  test('rows that were not read are not judged in another way', () => {
    const results = checkMetric(
      { metric: 'a', min: 0.1, confidence: '95%', samples: ROWS },
      contextWith({ evidence: evidenceOf('{"a": 0.875}') }),
    );
    expect(results).toMatchObject([{ verdict: 'fail', reason: expect.stringContaining('were not read') }]);
  });
});

describe('rows of both versions, unpaired', () => {
  const compare = (champion: Examples | Problem, recorded: Uncertainty, samples = ROWS) =>
    checkMetric(
      { metric: 'a', goal: 'higher', 'min-improvement': 0, confidence: '95%', samples },
      contextWith({
        evidence: evidenceOf('{"a": 0.875}'),
        champion: championWith({ recorded: new Map([['a', { value: 0.725, uncertainty: recorded }]]) }),
        rows: new Map([
          [rowsKey(samples, '4'), MIXED],
          [rowsKey(samples, '3'), champion],
        ]),
      }),
    );

  test('each has its own clustered standard error', () => {
    expect(compare(WORSE, {})).toMatchObject([
      { verdict: 'pass', interval: { method: 'clustered-welch-t' } },
    ]);
  });

  test.each<[string, Uncertainty, ExampleRows]>([
    ['clusters', { stderr: 0.5, samples: 40, degrees: 39 }, ROWS],
    ['independent rows', { stderr: 0.5, samples: 400 }, independent],
  ])('which comes before what the history has: %s', (_name, recorded, samples) => {
    expect(compare(WORSE, recorded, samples)).toEqual(compare(WORSE, {}, samples));
  });

  const gone: Problem = { path: 'p/3.jsonl', message: 'does not exist' };

  test('as the history has it, if it knew of clusters', () => {
    const recorded = { stderr: 0.06, samples: 40, degrees: 39 };
    expect(compare(gone, recorded)).toMatchObject([{ interval: { method: 'clustered-welch-t' } }]);
  });

  test('but never by an uncertainty that ignores them', () => {
    expect(compare(gone, { stderr: 0.02, samples: 400 })).toMatchObject([
      {
        verdict: 'fail',
        reason: expect.stringContaining("can't be judged by its examples: p/3.jsonl does not exist"),
      },
    ]);
    expect(compare(gone, { stderr: 0.02, samples: 400 }, independent)).toMatchObject([
      { interval: { method: 'clustered-welch-t' } },
    ]);
  });
});

describe('paired, with clusters', () => {
  const compare = (
    candidate: Examples | Problem,
    champion: Examples | Problem,
    bound: Pick<MetricGate, 'min-improvement' | 'max-regression'> = { 'min-improvement': 0 },
  ) =>
    checkMetric(
      { metric: 'a', goal: 'higher', confidence: '95%', paired: ROWS, ...bound },
      contextWith({
        evidence: evidenceOf(`{"a": ${'rows' in candidate ? meanOf(candidate) : 0.8}}`),
        champion: championWith({
          recorded: new Map([['a', { value: 'rows' in champion ? meanOf(champion) : 0.8, uncertainty: {} }]]),
        }),
        paired: new Map([[pairedKey(ROWS, '3'), { candidate, champion }]]),
      }),
    );

  test('by clusters, named in the reason', () => {
    const [result] = compare(MIXED, WORSE);
    expect(result).toMatchObject({ verdict: 'pass', interval: { method: 'paired-clustered-t' } });
    expect(result!.reason).toMatch(
      /; with 95% confidence, by 400 rows in 40 clusters by talk, it is at least 0\.0\d+ better$/,
    );
    expect(compare(MIXED, WORSE, { 'max-regression': '1%' })).toMatchObject([{ verdict: 'pass' }]);
  });

  test('rows that tell would not be enough in a few clusters', () => {
    const few = talks('p/4.jsonl', [10, 10, 5, 5, 5, 5, 5, 5, 5, 5]);
    const before = talks('p/3.jsonl', Array<number>(10).fill(5));
    const [result] = compare(few, before);
    expect(result!.verdict).toBe('inconclusive');
    expect(result!.reason).toMatch(/\(about \d+ clusters by talk would settle it\)$/);
    expect(result!.needs).toBeGreaterThan(10);
  });

  test('too few clusters fail, and are counted', () => {
    const [result] = compare(talks('p/4.jsonl', [9, 9, 9, 9]), talks('p/3.jsonl', [1, 2, 3, 4]));
    expect(result).toMatchObject({
      verdict: 'fail',
      reason:
        'a rests on 4 clusters, and fewer than 5 say too little about how much clusters differ (40 rows in 4 clusters by talk)',
    });
  });

  test('an example in another cluster than the champion says fails', () => {
    const moved = {
      ...WORSE,
      rows: WORSE.rows.map((row, at) => (at === 3 ? { ...row, cluster: 'x' } : row)),
    };
    const [result] = compare(MIXED, moved);
    expect(result!.verdict).toBe('fail');
    expect(result!.reason).toContain("has examples in different clusters in the two versions' files (0-3)");
  });
});

describe('a cluster that the rows lack is an error of the policy', () => {
  const problem: Problem = {
    path: 'p/4.jsonl',
    message: "can't be clustered: no row has talk",
    blamesPolicy: true,
  };
  const judgeIn = (gate: Gate, paired: boolean, champion: Problem | Examples = problem) =>
    judgeGates(
      contextWith({
        rules: rulesWith({ gates: [{ tests: 'a.xml' }, gate] }),
        evidence: evidenceOf('{"a": 0.875}'),
        champion: championWith({ recorded: new Map([['a', { value: 0.8, uncertainty: {} }]]) }),
        ...(paired
          ? { paired: new Map([[pairedKey(ROWS, '3'), { candidate: MIXED, champion }]]) }
          : { rows: new Map([[rowsKey(ROWS, '4'), problem]]) }),
      }),
    );
  const faultOf = (work: () => unknown): GateFault => {
    try {
      work();
    } catch (error) {
      if (error instanceof GateFault) return error;
      throw error;
    }
    throw new Error('nothing was refused');
  };
  const ofPaired: MetricGate = {
    ...{ metric: 'a', goal: 'higher', 'min-improvement': 0, confidence: '95%', paired: ROWS },
  };
  const ofRows: MetricGate = { metric: 'a', min: 0.5, confidence: '95%', samples: ROWS };

  test.each<[string, Gate, boolean, (string | number)[]]>([
    ['paired', ofPaired, true, ['gates', 1, 'paired', 'cluster']],
    ['samples', ofRows, false, ['gates', 1, 'samples', 'cluster']],
    [
      'an alternative',
      { 'any-of': [{ metric: 'a', min: 1 }, ofRows] },
      false,
      ['gates', 1, 'any-of', 1, 'samples', 'cluster'],
    ],
  ])('%s', (_name, gate, paired, path) => {
    const fault = faultOf(() => judgeIn(gate, paired));
    expect(fault.path).toEqual(path);
    expect(fault.cause).toMatchObject({
      code: 'policy',
      message: "p/4.jsonl can't be clustered: no row has talk",
      hint: 'Write the cluster into every row, or correct cluster: "talk" in the policy.',
    });
  });

  test('any other problem of the file is a failed gate', () => {
    const results = evaluateGates(
      contextWith({
        rules: rulesWith({ gates: [ofRows] }),
        evidence: evidenceOf('{"a": 0.875}'),
        rows: new Map([[rowsKey(ROWS, '4'), { path: 'p/4.jsonl', message: 'is cut off' }]]),
      }),
    );
    expect(results).toMatchObject([{ verdict: 'fail' }]);
  });
});
