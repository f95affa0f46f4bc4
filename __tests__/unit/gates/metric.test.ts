import { describe, expect, test } from '@jest/globals';
import type { ChampionEvidence } from '../../../src/gates/champion-value.js';
import { readReport } from '../../../src/evidence/read-report.js';
import { checkMetric, isAmbiguous } from '../../../src/gates/metric.js';
import type { GateResult } from '../../../src/model/gate-result.js';
import type { MetricGate } from '../../../src/policy/schema.js';
import { checkFrom } from '../../../src/gates/transition.js';
import { championWith, contextWith, evidenceOf, recordedOf, rulesWith } from '../support/gate-context.js';

function judge(gate: MetricGate, report: string, champion: ChampionEvidence | null = null): GateResult[] {
  return checkMetric(gate, contextWith({ evidence: evidenceOf(report), champion }));
}

/** Each row as `metric check verdict`. */
function lines(results: readonly GateResult[]): string[] {
  return results.map(({ metric, check, verdict }) => `${String(metric)} ${String(check)} ${verdict}`);
}

const SLICES = '{"n": 7, "slices": {"eu": {"recall": 0.9, "n": 300}, "us": {"recall": 0.7, "n": 20}}}';

describe('a report that is missing', () => {
  test('no pattern at all says where to name one', () => {
    expect(checkMetric({ metric: 'a', min: 0.9 }, contextWith())).toEqual([
      {
        gate: 'metric',
        metric: 'a',
        check: 'min',
        observed: 'missing',
        required: 0.9,
        champion: null,
        verdict: 'fail',
        reason: expect.stringMatching(/^no evaluation report is given: set report: in the policy/) as unknown,
      },
    ]);
  });

  const NO_REPORT =
    'no report could be read: have the evaluation write r/4.json, s/*.yml, or correct the path that the policy (report:) or --report gives';
  test('a pattern that gave nothing is named', () => {
    const evidence = {
      patterns: ['r/4.json', 's/*.yml'],
      reports: [],
      problems: [{ path: 'r/4.json', message: 'matches no file', isMissing: true as const }],
    };
    const unusable = { ...evidence, problems: [{ path: 'r/4.json', message: 'changed on main' }] };
    expect(checkMetric({ metric: 'a', min: 0 }, contextWith({ evidence: unusable }))[0]?.reason).toBe(
      "no report could be judged: r/4.json can't be used",
    );
    expect(
      checkMetric({ metric: 'a', min: 0, max: 1, 'max-regression': '5%' }, contextWith({ evidence })),
    ).toMatchObject([
      { check: 'min', required: 0, verdict: 'fail', reason: NO_REPORT },
      { check: 'max', required: 1, verdict: 'fail', reason: NO_REPORT },
      { check: 'max-regression', required: '5%', verdict: 'fail', reason: NO_REPORT },
    ]);
  });

  test('a comparison without a report fails also on a first promotion', () => {
    expect(lines(checkMetric({ metric: 'a', goal: 'lower', 'max-regression': 0 }, contextWith()))).toEqual([
      'a max-regression fail',
    ]);
  });
});

describe('a metric in the reports', () => {
  test.each([
    ['is not there', '{"b": 1}', 'reports/4.json: the report has no metric a. It has: b'],
    [
      'is misspelt',
      '{"accuracy": 1, "xyzzy": 2}',
      'reports/4.json: the report has no metric acuracy. It has: accuracy, xyzzy. Did you mean accuracy?',
      'acuracy',
    ],
    ['is not in an empty report', '{}', 'reports/4.json: the report has no metric a. It is empty'],
    [
      'is inherited by every object',
      '{"b": 1}',
      'reports/4.json: the report has no metric toString. It has: b',
      'toString',
    ],
  ])('fails when it %s', (_name, report, reason, metric = 'a') => {
    expect(judge({ metric, min: 0 }, report)).toMatchObject([
      { metric, observed: 'missing', verdict: 'fail', reason },
    ]);
  });

  test.each([
    ['a text', '{"a": "0.91"}', 'a is "0.91" in reports/4.json: write it as a number, without quotes'],
    ['NaN', '{"a": NaN}', 'a is NaN in reports/4.json'],
    ['null', '{"a": null}', 'a is null in reports/4.json'],
  ])('fails when it is %s', (_name, report, reason) => {
    expect(judge({ metric: 'a', min: 0 }, report)).toMatchObject([{ verdict: 'fail', reason }]);
  });

  test('that nearly had a format says what it lacks for that', () => {
    const bytes = new TextEncoder().encode('{"results": {"t": {"acc": 0.5}}, "versions": {}}');
    const reports = [readReport({ path: 'r.json', bytes, sha256: 'ab' })];
    const evidence = { patterns: ['r.json'], reports, problems: [] };
    expect(checkMetric({ metric: 't.acc', min: 0 }, contextWith({ evidence }))[0]?.reason).toBe(
      'r.json: the report has no metric t. It has: results, versions (it can\'t be read as lm-eval: it has no "config")',
    );
  });

  test('that its format rules out says how to read it all the same', () => {
    const log = {
      status: 'success',
      eval: { task: 't' },
      plan: {},
      results: { scores: [{ name: 's', metrics: { accuracy: { value: 91 } } }] },
    };
    const bytes = new TextEncoder().encode(JSON.stringify(log));
    const reports = [readReport({ path: 'r.json', bytes, sha256: 'ab' })];
    const evidence = { patterns: ['r.json'], reports, problems: [] };
    expect(checkMetric({ metric: 's.accuracy', min: 0.9 }, contextWith({ evidence }))).toMatchObject([
      {
        verdict: 'fail',
        reason:
          's.accuracy is 91 (a proportion from 0 to 1 is expected) in r.json: if it is in percent, set format: plain in the policy and name it by its path in the file: metric: results.scores.0.metrics.accuracy.value',
      },
    ]);
  });

  test('is taken from whichever report has it', () => {
    const evidence = evidenceOf('{"b": 1}', '{"a": 0.9}');
    expect(lines(checkMetric({ metric: 'a', min: 0.9 }, contextWith({ evidence })))).toEqual(['a min pass']);
  });

  test('in two reports fails, even with the same number', () => {
    const evidence = evidenceOf('{"a": 0.9}', '{"a": 0.9}');
    expect(checkMetric({ metric: 'a', min: 0 }, contextWith({ evidence }))).toMatchObject([
      {
        verdict: 'fail',
        observed: '0.9 and 0.9',
        reason: 'a is in both reports/4.json and reports/5.json: keep it in one of them',
      },
    ]);
  });

  test('in two reports fails when one of them has NaN', () => {
    const evidence = evidenceOf('{"a": 0.9}', '{"a": NaN}');
    expect(lines(checkMetric({ metric: 'a', min: 0 }, contextWith({ evidence })))).toEqual(['a min fail']);
  });

  test('whose key holds a dot is found in quotes only', () => {
    const report = '{"p95.9": 80}';
    expect(lines(judge({ metric: '"p95.9"', max: 80 }, report))).toEqual(['"p95.9" max pass']);
    expect(judge({ metric: 'p95.9', max: 80 }, report)[0]?.reason).toContain('write "p95.9" in quotes');
  });
});

describe('one sentence for what many slices lack', () => {
  const gate: MetricGate = { metric: 'results.*.recall', min: 0.8 };
  const listOf = (count: number, one: string) => `{"results": [{"recall": 0.9}${`, ${one}`.repeat(count)}]}`;
  const reasons = (results: readonly GateResult[]) => [
    ...new Set(results.filter(({ verdict }) => verdict === 'fail').map(({ reason }) => reason)),
  ];

  test.each([
    [
      'the metric',
      '{"id": 1}',
      'reports/4.json: results.*.recall is missing in 200 of 201: results.1, results.2, results.3 and 197 more',
    ],
    [
      'a number',
      '{"recall": NaN}',
      'reports/4.json: results.*.recall is NaN in 200 of 201: results.1.recall, results.2.recall, results.3.recall and 197 more',
    ],
  ])('%s', (_name, one, reason) => {
    const results = judge(gate, listOf(200, one));
    expect(results).toHaveLength(201);
    expect(results.filter(({ verdict }) => verdict === 'fail')).toHaveLength(200);
    expect(reasons(results)).toEqual([reason]);
  });

  test('three have a sentence each', () => {
    expect(reasons(judge(gate, listOf(3, '{"id": 1}')))).toEqual(
      [1, 2, 3].map((at) => `reports/4.json: results.${String(at)} has no recall. It has: id`),
    );
  });

  test('that are gone', () => {
    const names = Array.from({ length: 200 }, (_, at) => `s.${String(at)}.a`);
    const recorded = recordedOf(Object.fromEntries(names.map((name) => [name, 0.5])));
    const compared: MetricGate = { metric: 's.*.a', goal: 'higher', 'max-regression': 0 };
    const results = judge(compared, '{"s": {"0": {"a": 0.5}}}', championWith({ recorded }));
    expect(results).toHaveLength(200);
    expect(reasons(results)).toEqual([
      "this version's report lacks 199 metrics of version 3: s.1.a, s.2.a, s.3.a and 196 more",
    ]);
  });

  test('that nothing is known of in the champion', () => {
    const compared: MetricGate = { metric: 'results.*.recall', goal: 'higher', 'max-regression': 0 };
    const manifest = { registry: { manifest: 'models.yaml' } };
    const slices = Array.from({ length: 20 }, (_, at) => `"s${String(at)}": {"recall": 0.9}`).join();
    expect(reasons(judge(compared, `{"results": {${slices}}}`, championWith(manifest)))).toEqual([
      'results.*.recall of version 3, which holds the stage, was not recorded when it was promoted, and the policy names no report of its own for it (a path with {version}): name its report in the policy by a path with {version}, or add metrics: {…} with each of them to version 3 in models.yaml',
    ]);
  });
});

describe('slices', () => {
  test.each<[string, MetricGate, string, string[]]>([
    [
      'each is judged',
      { metric: 'slices.*.recall', min: 0.8 },
      SLICES,
      ['slices.eu.recall min pass', 'slices.us.recall min fail'],
    ],
    ['no group of that name', { metric: 'slice.*.recall', min: 0.8 }, SLICES, ['slice.*.recall min fail']],
    [
      'an empty group',
      { metric: 'slices.*.recall', min: 0.8 },
      '{"slices": {}}',
      ['slices.*.recall min fail'],
    ],
    [
      'a group that is a number',
      { metric: 'slices.*.recall', min: 0.8 },
      '{"slices": 1}',
      ['slices.*.recall min fail'],
    ],
    [
      'one lacks the metric',
      { metric: 'slices.*.recall', min: 0.8 },
      '{"slices": {"eu": {"recall": 0.9}, "us": {"precision": 1}}}',
      ['slices.eu.recall min pass', 'slices.us.recall min fail'],
    ],
    [
      'one is NaN',
      { metric: 'slices.*.recall', min: 0.8 },
      '{"slices": {"eu": {"recall": 0.9}, "us": {"recall": NaN}}}',
      ['slices.eu.recall min pass', 'slices.us.recall min fail'],
    ],
    [
      'a number beside them',
      { metric: 'slices.*.recall', min: 0.8 },
      '{"slices": {"eu": {"recall": 0.9}, "count": 2}}',
      ['slices.eu.recall min pass', 'slices.count.recall min fail'],
    ],
    [
      'a key that is a star',
      { metric: 'slices."*".recall', min: 0.8 },
      '{"slices": {"eu": {"recall": 0.9}, "*": {"recall": 0.1}}}',
      ['slices."*".recall min fail'],
    ],
    [
      'a key with a dot',
      { metric: 'slices.*.recall', min: 0.8 },
      '{"slices": {"a.b": {"recall": 0.9}}}',
      ['slices."a.b".recall min pass'],
    ],
  ])('%s', (_name, gate, report, expected) => {
    expect(lines(judge(gate, report))).toEqual(expected);
  });

  test('one that the champion had and that is gone fails a comparison', () => {
    const champion = championWith({
      recorded: recordedOf({
        'slices.eu.recall': 0.8,
        'slices.asia.recall': 0.8,
        'slices.asia.precision': 0.8,
        accuracy: 1,
      }),
    });
    const gate: MetricGate = { metric: 'slices.*.recall', goal: 'higher', 'max-regression': 0 };
    const results = judge(gate, '{"slices": {"eu": {"recall": 0.9}}}', champion);
    expect(lines(results)).toEqual([
      'slices.eu.recall max-regression pass',
      'slices.asia.recall max-regression fail',
    ]);
    expect(results[1]?.reason).toBe("version 3 has slices.asia.recall, but this version's report does not");
    expect(
      lines(judge({ metric: 'slices.*.recall', min: 0 }, '{"slices": {"eu": {"recall": 0.9}}}', champion)),
    ).toEqual(['slices.eu.recall min pass']);
  });

  test.each<[string, Partial<ChampionEvidence>]>([
    [
      'in its report',
      { evidence: evidenceOf('{"slices": {"eu": {"recall": 0.8}, "asia": {"recall": 0.8}}}') },
    ],
    [
      'registered with it',
      { registered: { 'slices.eu.recall': 0.8, 'slices.asia.recall': 0.8, 'no..path': 1 } },
    ],
  ])('one that is gone and was %s', (_name, known) => {
    const gate: MetricGate = { metric: 'slices.*.recall', goal: 'higher', 'max-regression': 0 };
    expect(lines(judge(gate, '{"slices": {"eu": {"recall": 0.9}}}', championWith(known)))).toEqual([
      'slices.eu.recall max-regression pass',
      'slices.asia.recall max-regression fail',
    ]);
  });

  test('a number of another depth is not one that is gone', () => {
    const recorded = recordedOf({
      slices: 1,
      'slices.eu.recall': 0.8,
      'slices.asia.recall.macro': 0.8,
      'slices.asia': 0.8,
    });
    const gate: MetricGate = { metric: 'slices.*.recall', goal: 'higher', 'max-regression': 0 };
    const report = '{"slices": {"eu": {"recall": 0.9}}}';
    expect(lines(judge(gate, report, championWith({ recorded })))).toEqual([
      'slices.eu.recall max-regression pass',
    ]);
    expect(lines(judge({ ...gate, metric: 'slices.eu.*' }, report, championWith({ recorded })))).toEqual([
      'slices.eu.recall max-regression pass',
    ]);
  });

  test('a slice without its metric has one result', () => {
    const champion = championWith({ recorded: recordedOf({ 'slices.us.recall': 0.8 }) });
    const gate: MetricGate = { metric: 'slices.*.recall', goal: 'higher', 'max-regression': 0 };
    expect(lines(judge(gate, '{"slices": {"us": {"precision": 1}}}', champion))).toEqual([
      'slices.us.recall max-regression fail',
    ]);
  });

  test('a new one that the champion has not fails its comparison', () => {
    const champion = championWith({ recorded: recordedOf({ 'slices.eu.recall': 0.8 }) });
    const gate: MetricGate = { metric: 'slices.*.recall', goal: 'higher', 'max-regression': 0 };
    const results = judge(gate, SLICES, champion);
    expect(lines(results)).toEqual([
      'slices.eu.recall max-regression pass',
      'slices.us.recall max-regression fail',
    ]);
    expect(results[1]?.champion).toBe('missing');
    expect(results[1]?.reason).toMatch(/^slices\.us\.recall of version 3, which holds the stage, was not/);
  });
});

describe('sample sizes', () => {
  test.each<[string, Partial<MetricGate>, string, string]>([
    ['enough by number', { samples: 200 }, SLICES, 'pass pass'],
    ['too few by number', { samples: 199 }, SLICES, 'fail fail'],
    ['by path, each its own', { samples: 'slices.*.n' }, SLICES, 'pass fail'],
    ['by path, one for all', { samples: 'n' }, SLICES, 'fail fail'],
    ['exactly enough', { samples: 'n' }, SLICES.replace('"n": 7', '"n": 200'), 'pass pass'],
    ['a whole number with a point', { samples: 'n' }, SLICES.replace('"n": 7', '"n": 200.0'), 'pass pass'],
    ['not named and not stated', {}, SLICES, 'fail fail'],
    ['missing', { samples: 'count' }, SLICES, 'fail fail'],
    ['missing in one', { samples: 'slices.*.n' }, SLICES.replace(', "n": 20', ''), 'pass fail'],
    ['not whole', { samples: 'n' }, SLICES.replace('"n": 7', '"n": 300.5'), 'fail fail'],
    ['negative', { samples: 'n' }, SLICES.replace('"n": 7', '"n": -300'), 'fail fail'],
    ['NaN', { samples: 'n' }, SLICES.replace('"n": 7', '"n": NaN'), 'fail fail'],
    ['infinite', { samples: 'n' }, SLICES.replace('"n": 7', '"n": Infinity'), 'fail fail'],
    ['text', { samples: 'n' }, SLICES.replace('"n": 7', '"n": "300"'), 'fail fail'],
    ['a group', { samples: 'slices' }, SLICES, 'fail fail'],
  ])('%s', (_name, samples, report, verdicts) => {
    const results = judge({ metric: 'slices.*.recall', 'min-samples': 200, ...samples }, report);
    expect(results.map(({ verdict }) => verdict).join(' ')).toBe(verdicts);
    expect(results.map(({ check, required }) => [check, required])).toEqual([
      ['min-samples', 200],
      ['min-samples', 200],
    ]);
  });

  test.each<[string, Partial<MetricGate>, unknown, string]>([
    ['enough', { samples: 250 }, 250, 'a rests on 250 examples, at least 200'],
    ['too few', { samples: 'n' }, 150, 'a rests on 150 examples, must be at least 200'],
    [
      'too few, and no standard error where the gate says',
      { samples: 'n', stderr: 'se' },
      150,
      'a rests on 150 examples, must be at least 200',
    ],
    [
      'no place',
      {},
      'missing',
      'reports/4.json does not say how many examples a rests on: name the place in the gate (samples: …)',
    ],
    [
      'nothing there',
      { samples: 'm' },
      'missing',
      'the sample size of a is missing in reports/4.json: the report has no metric m. It has: a, n, half, less',
    ],
    [
      'no count',
      { samples: 'half' },
      'missing',
      'the sample size of a is 0.5 in reports/4.json, which is not a whole number',
    ],
    [
      'a negative count',
      { samples: 'less' },
      'missing',
      'the sample size of a is -300 in reports/4.json, which is not a whole number',
    ],
  ])('the reason when there is %s', (_name, samples, observed, reason) => {
    const [bound, result] = judge(
      { metric: 'a', min: 0, 'min-samples': 200, ...samples },
      '{"a": 1, "n": 150, "half": 0.5, "less": -300}',
    );
    expect(bound).toMatchObject({ check: 'min', verdict: 'pass' });
    expect(result).toMatchObject({ check: 'min-samples', observed, reason });
  });

  test('are read from the same report as their metric', () => {
    const evidence = evidenceOf('{"n": 999}', '{"a": 1, "n": 5}');
    const [result] = checkMetric({ metric: 'a', 'min-samples': 10, samples: 'n' }, contextWith({ evidence }));
    expect(result).toMatchObject({ observed: 5, verdict: 'fail' });
  });
});

describe('slices in several reports', () => {
  const gate: MetricGate = { metric: 'slices.*.recall', min: 0.8 };

  test('one that has the slice but not the metric fails', () => {
    const evidence = evidenceOf(
      '{"slices": {"eu": {"recall": 0.9}}}',
      '{"slices": {"us": {"precision": 0.1}}}',
    );
    expect(lines(checkMetric(gate, contextWith({ evidence })))).toEqual([
      'slices.eu.recall min pass',
      'slices.us.recall min fail',
    ]);
  });

  test.each(['"cut"', '{}', '[]', 'null', '0.9'])('one whose slices collapsed to %s fails', (slices) => {
    const evidence = evidenceOf('{"slices": {"eu": {"recall": 0.9}}}', `{"slices": ${slices}}`);
    const results = checkMetric(gate, contextWith({ evidence }));
    expect(results.map(({ verdict }) => verdict)).toEqual(['pass', 'fail']);
  });

  test('one that has no slices is passed over', () => {
    const evidence = evidenceOf('{"accuracy": 0.9}', '{"slices": {"eu": {"recall": 0.9}}}');
    expect(lines(checkMetric(gate, contextWith({ evidence })))).toEqual(['slices.eu.recall min pass']);
  });

  test('very many of them are judged in one pass', () => {
    const slices = Array.from({ length: 30_000 }, (_, at) => [`s${String(at)}`, { recall: 0.9 }] as const);
    const evidence = evidenceOf(JSON.stringify({ slices: Object.fromEntries(slices) }));
    expect(checkMetric(gate, contextWith({ evidence }))).toHaveLength(30_000);
  });
});

test('a metric in two reports is nobody’s number, which a word for its absence is not', () => {
  const ambiguous = (...reports: string[]) =>
    checkMetric({ metric: 'a', min: 0.5 }, contextWith({ evidence: evidenceOf(...reports) })).map(
      isAmbiguous,
    );
  expect(ambiguous('{"a": 0.9}', '{"a": 0.4}')).toEqual([true]);
  expect(ambiguous('{"a": 0.9}', '{"b": 0.4}')).toEqual([false]);
  expect(ambiguous('{"a": NaN}')).toEqual([false]);
  expect(ambiguous('{"b": 1}')).toEqual([false]);
  const [from] = checkFrom(
    contextWith({ currentStage: 'Dev and Test', rules: rulesWith({ from: ['Staging'] }) }),
  );
  expect(isAmbiguous(from!)).toBe(false);
});
