import { describe, expect, test } from '@jest/globals';
import { parsePolicy, tellWarning, warningsFor } from '../../../src/policy/load.js';
import { findBareComparisons } from '../../../src/policy/metric-rules.js';
import { judgeCandidate, type Candidate } from '../support/judged-cases.js';
import { FILE, withGate } from '../support/policy-text.js';

const HALF = 'if you meant half a percent, write 0.5%';

/** What a policy with one gate of these lines is warned of. */
function warned(...lines: string[]): string[] {
  return parsePolicy(FILE, withGate(...lines)).warnings.map(tellWarning);
}

describe('by the bounds of its gate alone', () => {
  test.each<[string, string[], string | null]>([
    [
      'max-regression',
      ['metric: accuracy', 'min: 0.91', 'max-regression: 0.5'],
      `${FILE}:8:13: max-regression: 0.5 allows a drop of 0.5 in accuracy, i.e. from 0.91 to 0.41; ${HALF}`,
    ],
    [
      'min-improvement',
      ['metric: f1', 'min: 0.8', 'min-improvement: 0.5'],
      `${FILE}:8:13: min-improvement: 0.5 asks for a rise of 0.5 in f1, i.e. from 0.8 to 1.3; ${HALF}`,
    ],
    [
      'a metric where lower is better',
      ['metric: error_rate', 'max: 0.05', 'max-regression: 1'],
      `${FILE}:8:13: max-regression: 1 allows a rise of 1 in error_rate, i.e. from 0.05 to 1.05; if you meant 1 percent, write 1%`,
    ],
    [
      'an improvement where lower is better',
      ['metric: error_rate', 'max: 0.05', 'min-improvement: 2'],
      `${FILE}:8:13: min-improvement: 2 asks for a drop of 2 in error_rate, i.e. from 0.05 to -1.95; if you meant 2 percent, write 2%`,
    ],
    [
      'a bound below -1, which no share has',
      ['metric: r2', 'min: -2', 'max: 0.9', 'max-regression: 0.5'],
      null,
    ],
    [
      'no direction yet, which the report may tell',
      ['metric: a', 'min: 0.1', 'max: 0.9', 'max-regression: 0.5'],
      `${FILE}:9:13: max-regression: 0.5 allows a loss of 0.5 in a; ${HALF}`,
    ],
    [
      'an improvement without a direction yet',
      ['metric: a', 'min: 0.1', 'max: 0.9', 'min-improvement: 0.5'],
      `${FILE}:9:13: min-improvement: 0.5 asks for a gain of 0.5 in a; ${HALF}`,
    ],
    [
      'the least that is doubted',
      ['metric: a', 'min: 0.9', 'max-regression: 0.1'],
      `${FILE}:8:13: max-regression: 0.1 allows a drop of 0.1 in a, i.e. from 0.9 to 0.8; if you meant 0.1 percent, write 0.1%`,
    ],
    ['a usual absolute bound', ['metric: a', 'min: 0.9', 'max-regression: 0.02'], null],
    ['just below', ['metric: a', 'min: 0.9', 'max-regression: 0.0999'], null],
    ['a percentage', ['metric: a', 'min: 0.9', 'max-regression: 50%'], null],
    ['none at all', ['metric: a', 'min: 0.9'], null],
    ['percent already', ['metric: a', 'min: 90', 'max-regression: 0.5'], null],
    ['a latency', ['metric: ms', 'max: 120', 'max-regression: 5'], null],
    ['a bound beyond 1', ['metric: a', 'min: 0.5', 'max: 40', 'goal: lower', 'max-regression: 2'], null],
    ['no bound', ['metric: a', 'goal: higher', 'max-regression: 0.5'], null],
    ['0 and 1, which a count can be', ['metric: a', 'max: 1', 'max-regression: 0.5'], null],
    [
      'a gate that says that it is no share',
      ['metric: s', 'max: 0.8', 'scale: any', 'max-regression: 0.2'],
      null,
    ],
  ])('%s', (_name, lines, expected) => {
    expect(warned(...lines)).toEqual(expected === null ? [] : [expected]);
  });

  test('both comparisons of a gate, and those of alternatives', () => {
    const both = warned('metric: a', 'min: 0.9', 'max-regression: 0.5', 'min-improvement: 0.2');
    expect(both).toEqual([
      expect.stringMatching(/:8:13: max-regression: 0\.5 /),
      expect.stringMatching(/:9:13: min-improvement: 0\.2 /),
    ]);
    const alternatives = warned(
      'any-of:',
      '  - { metric: a, min: 0.9, max-regression: 0.5 }',
      '  - tests: t/*.xml',
    );
    expect(alternatives).toEqual([
      expect.stringMatching(/:7:40: max-regression: 0\.5 allows .* from 0\.9 to 0\.4;/),
    ]);
  });
});

describe('by the numbers that are judged', () => {
  const policyWith = (gate: string) =>
    `models:\n  churn:\n    stages:\n      Production:\n        gates:\n          - ${gate}\n`;
  const noticesOf = (gate: string, given: Omit<Candidate, 'policy'>) => {
    const outcome = judgeCandidate({ ...given, policy: policyWith(gate) });
    expect(outcome.policyWarnings.map(tellWarning)).toEqual(outcome.notices);
    return outcome.notices;
  };
  const GATE = '{ metric: accuracy, goal: higher, max-regression: 0.5 }';

  test.each<[string, string, Omit<Candidate, 'policy'>, string | null]>([
    [
      "the champion's",
      GATE,
      { champion: { accuracy: 0.91 } },
      `:6:47: max-regression: 0.5 allows a drop of 0.5 in accuracy, i.e. from 0.91 to 0.41; ${HALF}`,
    ],
    ["the candidate's, on a first promotion", GATE, { champion: null }, 'i.e. from 0.931274 to 0.431274'],
    ["the candidate's, and the champion's is 1", GATE, { champion: { accuracy: 1 } }, 'from 0.931274'],
    [
      "the champion's before the gate's own",
      '{ metric: accuracy, min: 0.5, max-regression: 0.5 }',
      { champion: { accuracy: 0.91 } },
      'from 0.91 to 0.41',
    ],
    [
      'one of several slices, once',
      '{ metric: slices.*.recall, min: 0, max-regression: 0.3 }',
      { champion: { 'slices.eu.recall': 0.86 } },
      ':6:48: max-regression: 0.3 allows a drop of 0.3 in slices.*.recall, i.e. from 0.86 to 0.56',
    ],
    [
      "the gate's own, where the report has none",
      '{ metric: gone, min: 0.7, max-regression: 0.5 }',
      { champion: { gone: 0.9 } },
      'from 0.7 to 0.2',
    ],
    [
      'in an alternative',
      '{ any-of: [{ tests: "t/*.xml" }, { metric: accuracy, goal: higher, max-regression: 0.5 }] }',
      { champion: { accuracy: 0.91 } },
      'from 0.91 to 0.41',
    ],
    ['numbers in percent', GATE, { champion: { accuracy: 91 }, report: { accuracy: 92 } }, null],
    ['a champion of another scale', GATE, { champion: { accuracy: 91 } }, null],
    [
      'slices beyond 1',
      '{ metric: seconds.*, goal: lower, max-regression: 0.2 }',
      { champion: { 'seconds.p50': 0.4, 'seconds.p99': 2 }, report: { seconds: { p50: 0.4, p99: 2.1 } } },
      null,
    ],
    [
      'numbers beyond 1 where a bound is not',
      '{ metric: seconds, max: 0.8, max-regression: 0.2 }',
      { champion: { seconds: 1.5 }, report: { seconds: 1.4 } },
      null,
    ],
    ['counts', GATE, { champion: { accuracy: 0 }, report: { accuracy: 1 } }, null],
  ])('%s', (_name, gate, given, expected) => {
    expect(noticesOf(gate, given)).toEqual(expected === null ? [] : [expect.stringContaining(expected)]);
  });

  test('what was judged replaces its own warning and no other', () => {
    const other = '          - { metric: f1, min: 0.8, max-regression: 0.5 }\n';
    const policy = `${policyWith('{ metric: accuracy, min: 0.9, max-regression: 0.5 }')}${other}`;
    const held = parsePolicy(FILE, policy);
    const path = ['models', 'churn', 'stages', 'Production', 'gates', 0];
    const judged = [{ path, check: 'max-regression' as const, doubt: null }];
    expect(warningsFor(held, 'churn', judged).map(tellWarning)).toEqual([
      expect.stringMatching(/:7:37: max-regression: 0\.5 allows a drop of 0\.5 in f1/),
    ]);
  });

  test('no verdict changes', () => {
    const { decision, gates } = judgeCandidate({ policy: policyWith(GATE), champion: { accuracy: 0.91 } });
    expect(decision).toBe('promoted');
    expect(gates).toMatchObject([{ check: 'max-regression', required: 0.5, verdict: 'pass' }]);
    expect(gates.some((gate) => 'of' in gate)).toBe(false);
  });

  test('the other stages of the model are told by their bounds, other models are not', () => {
    const gates = 'gates: [{ metric: accuracy, min: 0.9, max-regression: 0.5 }]';
    const policy = `models:
  churn:
    stages:
      Staging: { ${gates} }
      Production: {}
  fraud:
    stages:
      Production: { ${gates} }
`;
    expect(judgeCandidate({ policy }).notices).toEqual([expect.stringMatching(/:4:56: max-regression/)]);
    const forAll = policy.replace('churn:', '"*":');
    expect(judgeCandidate({ policy: forAll }).notices).toEqual([
      expect.stringMatching(/:4:56: max-regression/),
    ]);
  });
});

describe('which comparisons may lack a percent sign, whatever their metric turns out to be', () => {
  const bareIn = (...lines: string[]) =>
    findBareComparisons(parsePolicy(FILE, withGate(...lines)).content).map(({ path, check, doubt }) => [
      path.slice(4).join('.'),
      check,
      doubt !== null,
    ]);

  test.each<[string, string[], unknown[]]>([
    [
      'no value known yet',
      ['metric: a', 'goal: higher', 'max-regression: 0.5'],
      [['gates.0', 'max-regression', false]],
    ],
    [
      'the least',
      ['metric: a', 'goal: higher', 'min-improvement: 0.1'],
      [['gates.0', 'min-improvement', false]],
    ],
    ['just below', ['metric: a', 'goal: higher', 'min-improvement: 0.0999'], []],
    ['a percentage', ['metric: a', 'goal: higher', 'max-regression: 50%'], []],
    ['any scale', ['metric: a', 'goal: higher', 'scale: any', 'max-regression: 0.5'], []],
    ['no comparison', ['metric: a', 'min: 0.5'], []],
    ['tests', ['tests: t/*.xml'], []],
    [
      'an alternative',
      ['any-of:', '  - tests: t/*.xml', '  - {metric: a, min: 0.9, max-regression: 0.5}'],
      [['gates.0.any-of.1', 'max-regression', true]],
    ],
  ])('%s', (_told, lines, expected) => {
    expect(bareIn(...lines)).toEqual(expected);
  });
});
