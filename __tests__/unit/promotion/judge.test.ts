import { describe, expect, test } from '@jest/globals';
import type { Problem } from '../../../src/evidence/evidence.js';
import type { Examples } from '../../../src/evidence/reader.js';
import type { PairedExamples } from '../../../src/gates/paired.js';
import { parsePolicy } from '../../../src/policy/load.js';
import { resolveRules } from '../../../src/policy/resolve.js';
import { besideOf, judge, tellReports } from '../../../src/promotion/judge.js';
import { championWith, contextWith, evidenceOf, NOW, testsOf } from '../support/gate-context.js';

/** The lines at which each result of a stage's gates is to be looked for, by gate and bound. */
function linesOf(text: string, given: Parameters<typeof contextWith>[0] = {}): Record<string, string> {
  const policy = parsePolicy('p.yml', text);
  const rules = resolveRules(policy, 'churn', 'Production');
  const { gates, gatePlaces } = judge(contextWith({ rules, ...given }), policy);
  expect(gatePlaces).toHaveLength(gates.length);
  return Object.fromEntries(
    gates.map(({ gate, check }, at) => {
      const place = gatePlaces[at];
      return [`${gate} ${String(check)}`, `${String(place?.file)}:${String(place?.line)}`];
    }),
  );
}

const BLOCK = `models:
  churn:
    stages:
      Production:
        from: [Staging]
        soak: 24h
        refs:
          - refs/heads/main
        evidence:
          max-age: 7d
          version: required
        gates:
          - metric: accuracy
            min: 0.9
            max-regression: 0.5%
          - tests: junit.xml
`;

describe('where people look for a result', () => {
  test('is the line of its bound', () => {
    expect(linesOf(BLOCK, { evidence: evidenceOf('{"accuracy": 0.5}') })).toEqual({
      'evidence max-age': 'p.yml:10',
      'evidence version': 'p.yml:11',
      'from from': 'p.yml:5',
      'soak soak': 'p.yml:6',
      'refs refs': 'p.yml:8',
      'metric min': 'p.yml:14',
      'metric max-regression': 'p.yml:15',
      'tests tests': 'p.yml:16',
    });
  });

  test('is the line of a report that can’t be read, and the bounds that wait for it stay at theirs', () => {
    const problems = [{ path: 'reports/4.json', message: 'is cut off', line: 3, column: 14 }];
    const evidence = { patterns: ['reports/4.json'], reports: [], problems };
    expect(linesOf(BLOCK, { evidence })).toMatchObject({
      'evidence report': 'reports/4.json:3',
      'metric min': 'p.yml:14',
    });
  });

  test('is the rules of the evidence where a report is not there', () => {
    const problems = [{ path: 'reports/4.json', message: 'is not there' }];
    const evidence = { patterns: ['reports/4.json'], reports: [], problems };
    expect(linesOf(BLOCK, { evidence })['evidence report']).toBe('p.yml:10');
  });

  test('is the line of a test file that can’t be read', () => {
    const problems = [{ path: 'junit.xml', message: 'is cut off', line: 2, column: 1 }];
    const tests = new Map([['junit.xml', { patterns: ['junit.xml'], files: [], problems }]]);
    expect(linesOf(BLOCK, { tests })['tests tests']).toBe('junit.xml:2');
  });

  test.each([
    [
      'the entry for all models',
      "models:\n  '*':\n    stages:\n      production:\n        from: Staging\n",
      { 'from from': 'p.yml:5' },
    ],
    [
      'a line that has it all',
      'models: {churn: {stages: {Production: {gates: [{metric: a, min: 1}]}}}}\n',
      { 'metric min': 'p.yml:1' },
    ],
    [
      'an alias, where what it stands for is written elsewhere',
      'models:\n  other: {stages: {Production: {gates: &g [{metric: a, min: 1}]}}}\n  churn:\n    stages:\n      Production:\n        gates: *g\n',
      { 'metric min': 'p.yml:6' },
    ],
  ])('is found in %s', (_name, text, lines) => {
    expect(linesOf(text)).toEqual(lines);
  });

  test('is the gate that is not told which direction is better', () => {
    const policy = parsePolicy(
      'p.yml',
      BLOCK.replace('min: 0.9\n', 'goal: higher\n').replace('            goal: higher\n', ''),
    );
    const rules = resolveRules(policy, 'churn', 'Production');
    const champions = [championWith({ registered: { accuracy: 0.9 } })];
    const context = contextWith({ rules, champions, evidence: evidenceOf('{"accuracy": 0.95}') });
    expect(() => judge(context, policy)).toThrow(
      expect.objectContaining({
        code: 'policy',
        place: expect.objectContaining({ file: 'p.yml', line: 13 }),
        hint: expect.stringContaining('goal: higher'),
      }),
    );
  });

  test('is nowhere without a policy', () => {
    const rules = resolveRules(parsePolicy('p.yml', BLOCK), 'churn', 'Production');
    const { gatePlaces } = judge(contextWith({ rules }), null);
    expect(new Set(gatePlaces)).toEqual(new Set([null]));
  });
});

test('comparisons are doubted by the numbers, the champion’s first, also those of alternatives', () => {
  const gates = '{metric: accuracy, goal: higher, max-regression: 0.5}';
  const text = `models: {churn: {stages: {Production: {gates: [{metric: f1, min: 0}, ${gates}, {any-of: [{tests: t.xml}, ${gates}]}]}}}}\n`;
  const policy = parsePolicy('p.yml', text);
  const rules = resolveRules(policy, 'churn', 'Production');
  const champions = [championWith({ registered: { accuracy: 0.91 } })];
  const context = contextWith({ rules, champions, evidence: evidenceOf('{"accuracy": 0.95, "f1": 0.5}') });
  const doubt = expect.stringContaining('from 0.91 to 0.41');
  const at = ['models', 'churn', 'stages', 'Production', 'gates'];
  expect(judge(context, policy).comparisons).toEqual([
    { path: [...at, 1], check: 'max-regression', doubt },
    { path: [...at, 2, 'any-of', 1], check: 'max-regression', doubt },
  ]);
});

describe('what was judged', () => {
  const examples = (path: string) => ({ path, sha256: 'cd', rows: [], statement: {} });
  const gone = { path: 'p/3.jsonl', message: 'is gone' };

  test('is each report with its age and its commit, then the examples', () => {
    const { reports } = evidenceOf('{"time": "2026-11-10T11:00:00Z", "commit": "9e12c4f"}', '{"a": 1}');
    const beside = { examples: [examples('p/4.jsonl')], tests: [] };
    expect(tellReports(reports, NOW, beside).reports).toEqual([
      { path: 'reports/4.json', sha256: 'ab', age: 3_600_000, commit: '9e12c4f' },
      { path: 'reports/5.json', sha256: 'ab', age: null, commit: null },
      { path: 'p/4.jsonl', sha256: 'cd', age: null, commit: null },
    ]);
  });

  test('counts a file of examples once, and none that could not be read', () => {
    const context = contextWith({
      paired: new Map<string, PairedExamples>([
        ['first', { candidate: examples('p/4.jsonl'), champion: gone }],
        ['second', { candidate: examples('p/4.jsonl'), champion: examples('p/2.jsonl') }],
      ]),
      rows: new Map<string, Examples | Problem>([
        ['own', examples('p/4.jsonl')],
        ['lost', gone],
      ]),
      tests: new Map([['t', testsOf({ passed: 1 }, { passed: 2 })]]),
    });
    const { examples: found, tests } = besideOf(context);
    expect(found.map(({ path }) => path)).toEqual(['p/4.jsonl', 'p/2.jsonl']);
    expect(tests.map(({ path }) => path)).toEqual(['junit/1.xml', 'junit/2.xml']);
  });
});

describe('blocked by numbers', () => {
  const line = (gate: string) => `models: {churn: {stages: {Production: {gates: [${gate}]}}}}\n`;
  const champion = championWith({ registered: { a: 0.9 } });

  test.each<[string, string, Parameters<typeof contextWith>[0], boolean]>([
    ['is a number beyond its bound', '{metric: a, min: 0.9}', { evidence: evidenceOf('{"a": 0.5}') }, true],
    ['is not a number within it', '{metric: a, min: 0.1}', { evidence: evidenceOf('{"a": 0.5}') }, false],
    ['is not a missing one', '{metric: a, min: 0.9}', { evidence: evidenceOf('{"b": 0.5}') }, false],
    ['is not another gate', '{tests: t.xml}', {}, false],
    [
      'is not a number of examples',
      '{metric: a, min: 0.1, min-samples: 9, samples: n}',
      { evidence: evidenceOf('{"a": 0.5, "n": 3}') },
      false,
    ],
    [
      'is one that is worse than the champion’s',
      '{metric: a, goal: higher, max-regression: 0}',
      { evidence: evidenceOf('{"a": 0.5}'), champion },
      true,
    ],
    [
      'is not a comparison with a number that is missing',
      '{metric: a, goal: higher, max-regression: 0}',
      { evidence: evidenceOf('{"a": 0.5}'), champion: championWith() },
      false,
    ],
    [
      'is an interval below its bound',
      '{metric: a, min: 0.9, confidence: 95%, samples: n}',
      { evidence: evidenceOf('{"a": 0.5, "n": 300}') },
      true,
    ],
    [
      'is not an interval that can’t be told',
      '{metric: a, min: 0.9, confidence: 95%, samples: n}',
      { evidence: evidenceOf('{"a": 0.5}') },
      false,
    ],
  ])('%s', (_name, gate, given, expected) => {
    const policy = parsePolicy('p.yml', line(gate));
    const rules = resolveRules(policy, 'churn', 'Production');
    expect(judge(contextWith({ rules, ...given }), policy).blockedByNumbers).toBe(expected);
  });
});
