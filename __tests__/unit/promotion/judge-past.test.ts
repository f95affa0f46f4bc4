import { describe, expect, test } from '@jest/globals';
import type { Problem } from '../../../src/evidence/evidence.js';
import type { Examples } from '../../../src/evidence/reader.js';
import { pairedKey } from '../../../src/gates/paired.js';
import { rowsKey } from '../../../src/gates/rows.js';
import { testsKey } from '../../../src/gates/tests.js';
import { isUnknown } from '../../../src/model/gate-result.js';
import { parsePolicy } from '../../../src/policy/load.js';
import { resolveRules } from '../../../src/policy/resolve.js';
import type { ExampleRows, MetricGate } from '../../../src/policy/schema.js';
import { judgePast, type PastFacts } from '../../../src/promotion/judge-past.js';
import type { Lack } from '../../../src/promotion/past-recorded.js';
import {
  championWith,
  contextWith,
  evidenceOf,
  NOW,
  recordedOf,
  testsOf,
  type ContextParts,
} from '../support/gate-context.js';
import { gateWith } from '../support/outcome-builder.js';

/* What is certain of a past promotion, and what only nobody knows any more. */

const GONE = 'its report is gone';

interface Known extends ContextParts {
  readonly facts?: Partial<PastFacts>;
  /** What the line didn't record, by the metric of its gate. */
  readonly lacks?: Readonly<Record<string, readonly Lack[]>>;
}

/** Judges gates in YAML's flow style. */
function past(gates: readonly string[], { facts = {}, lacks = {}, ...parts }: Known = {}) {
  const policy = parsePolicy(
    'p.yml',
    `models: {churn: {stages: {Production: {gates: [${gates.join(', ')}]}}}}\n`,
  );
  const rules = resolveRules(policy, 'churn', 'Production');
  const all = rules.gates.flatMap((gate) => ('any-of' in gate ? gate['any-of'] : [gate]));
  const metrics = all.filter((gate): gate is MetricGate => 'metric' in gate);
  const { would, gates: results } = judgePast(contextWith({ rules, ...parts }), policy, {
    ...{ gone: null, recorded: [], absent: new Set() },
    lacks: new Map(metrics.map((gate) => [gate, lacks[gate.metric] ?? []])),
    ...facts,
  });
  return { would, unknown: results.filter(isUnknown).map(({ reason }) => reason), results };
}

const NUMBER: Lack = { what: 'number', reason: 'f1 was not recorded' };
const MORE: Lack = { what: 'more', reason: 'it may match more' };
const UNCERTAINTY: Lack = { what: 'uncertainty', reason: 'its uncertainty was not recorded' };
const DIRECTION: Lack = { what: 'direction', reason: 'nothing says which is better' };
const SAMPLES: Lack = { what: 'samples', reason: 'its number of examples was not recorded' };
const told = (reason: string) => `can't be judged for the past: ${reason}`;

describe('a number', () => {
  const evidence = evidenceOf('{"a": 0.95, "b": 0.5}');

  test('that is there is certain, whether it passes or fails', () => {
    expect(past(['{metric: a, min: 0.9}'], { evidence }).would).toBe('promoted');
    expect(past(['{metric: a, min: 0.9}', '{metric: b, min: 0.9}'], { evidence }).would).toBe('blocked');
  });

  test.each<[string, Known, string, string[]]>([
    ['that is missing in a report that is there fails', {}, 'blocked', []],
    [
      'that nobody recorded is unknown',
      { facts: { gone: GONE } },
      'unknown',
      [told(`f1 was not recorded, and ${GONE}`)],
    ],
    [
      'that nobody recorded is told as the line lacks it',
      { facts: { gone: GONE }, lacks: { f1: [NUMBER] } },
      'unknown',
      [told(`f1 was not recorded, and ${GONE}`)],
    ],
    ['that was not a number then fails', { facts: { gone: GONE, absent: new Set(['f1']) } }, 'blocked', []],
  ])('%s', (_name, known, would, unknown) => {
    expect(past(['{metric: f1, min: 0.9}'], { evidence, ...known })).toMatchObject({ would, unknown });
  });

  test('of the champion that nobody knows makes a comparison unknown', () => {
    const found = past(['{metric: a, goal: higher, max-regression: 0.1}'], {
      evidence,
      champion: championWith(),
    });
    expect(found.would).toBe('unknown');
    expect(found.unknown[0]).toContain('version 3');
  });

  test('of examples that was not recorded is told', () => {
    const gone = { facts: { gone: GONE }, lacks: { a: [SAMPLES] } };
    const found = past(['{metric: a, min: 0.9, min-samples: 100, samples: n}'], { evidence, ...gone });
    expect(found).toMatchObject({ would: 'unknown', unknown: [told(`${SAMPLES.reason}, and ${GONE}`)] });
  });
});

describe('each bound of a gate is judged by itself', () => {
  const evidence = evidenceOf('{"a": 0.95, "n": 5}');
  const direction = { facts: { gone: GONE }, lacks: { a: [DIRECTION] } };
  const champion = championWith({ recorded: recordedOf({ a: 0.9 }) });

  test.each<[string, string, string[], string]>([
    ['min', 'min: 0.9, max-regression: 0.1', ['max-regression', 'min'], 'unknown'],
    ['max', 'max: 0.9, max-regression: 0.1', ['max', 'max-regression'], 'blocked'],
    ['min, which fails', 'min: 0.99, min-improvement: 0.1', ['min', 'min-improvement'], 'blocked'],
    [
      'too few examples',
      'min-samples: 100, samples: n, max-regression: 0.1',
      ['max-regression', 'min-samples'],
      'blocked',
    ],
    ['no other', 'max-regression: 0.1, min-improvement: 0', ['max-regression', 'min-improvement'], 'unknown'],
  ])('where no direction was recorded, beside %s', (_name, bounds, checks, would) => {
    const found = past([`{metric: a, ${bounds}}`], { evidence, champion, ...direction });
    expect(found.would).toBe(would);
    expect(found.results.map(({ check }) => check ?? '').sort()).toEqual(checks);
    expect(new Set(found.unknown)).toEqual(new Set([told(`${DIRECTION.reason}, and ${GONE}`)]));
  });

  test('and a direction matters only against a champion', () => {
    const found = past(['{metric: a, min: 0.9, max-regression: 0.1}'], { evidence, ...direction });
    expect(found).toMatchObject({ would: 'promoted', unknown: [] });
  });

  test('an alternative that relies on it leaves all of them open', () => {
    const gate = '{any-of: [{metric: a, max-regression: 0.1}, {metric: a, min: 0.99}]}';
    expect(past([gate], { evidence, champion, ...direction })).toMatchObject({
      would: 'unknown',
      unknown: [told(`${DIRECTION.reason}, and ${GONE}`)],
      results: [{ gate: 'any-of' }],
    });
  });

  test('too few examples are certain, even if nobody recorded how sure the number was', () => {
    const gate = '{metric: a, min: 0.9, min-samples: 100, samples: n, stderr: se, confidence: 95%}';
    const gone = { facts: { gone: GONE }, lacks: { a: [UNCERTAINTY] } };
    const found = past([gate], { evidence, ...gone });
    expect(found.would).toBe('blocked');
    expect(found.results).toContainEqual(expect.objectContaining({ check: 'min-samples', verdict: 'fail' }));
  });

  test('the rules of the stage are judged once, beside the gates', () => {
    const freeze = 'freeze: [{from: "2026-01-01", to: "2026-01-02", timezone: UTC}]';
    const policy = parsePolicy(
      'p.yml',
      `models: {churn: {stages: {Staging: {}, Production: {refs: [refs/heads/main], from: [Staging], ${freeze}, gates: [{metric: a, min: 0.9}]}}}}\n`,
    );
    const context = contextWith({ rules: resolveRules(policy, 'churn', 'Production'), evidence });
    const facts = { gone: null, recorded: [], absent: new Set<string>(), lacks: new Map() };
    const ofRef = (ref: string | null) => {
      const run = { actor: null, run: null, ref, commits: [] };
      const { would, gates } = judgePast({ ...context, run }, policy, facts);
      return [would, gates.map(({ gate }) => gate).join(' ')];
    };
    expect(ofRef('refs/heads/main')).toEqual(['promoted', 'freeze from refs metric']);
    expect(ofRef('refs/heads/x')).toEqual(['blocked', 'freeze from refs metric']);
    expect(ofRef(null)).toEqual(['unknown', 'freeze from refs metric']);
  });

  test('results stay with their gates', () => {
    const lacks = { a: [DIRECTION], f1: [NUMBER] };
    const gates = ['{metric: a, max-regression: 0.1}', '{metric: f1, min: 0.9}', '{metric: a, max: 1}'];
    const found = past(gates, { evidence, champion, facts: { gone: GONE }, lacks });
    expect(found.results.map(({ metric, check }) => `${String(metric)} ${String(check)}`)).toEqual([
      'a max-regression',
      'f1 min',
      'a max',
    ]);
  });
});

describe('what the policy wants to know of a report', () => {
  const judge = (rules: string, json: string, { gone = null as string | null, commit = '' } = {}) => {
    const policy = parsePolicy('p.yml', `models: {churn: {stages: {Production: {evidence: ${rules}}}}}\n`);
    const run = { actor: null, run: null, ref: null, commits: commit === '' ? [] : [commit] };
    const context = contextWith({
      rules: resolveRules(policy, 'churn', 'Production'),
      ...{ run, evidence: evidenceOf(json) },
    });
    return judgePast(context, policy, { gone, recorded: [], absent: new Set(), lacks: new Map() }).would;
  };
  const [one, other] = ['a'.repeat(40), 'b'.repeat(40)];

  test.each<[string, string, string]>([
    ['the one of the promotion', one, 'promoted'],
    ['another one', other, 'blocked'],
    ['one, and nobody recorded that of the promotion', '', 'unknown'],
  ])('its commit: %s', (_told, commit, would) => {
    expect(judge('{commit: required}', `{"commit": "${one}"}`, { commit })).toBe(would);
  });

  test('its age, which is exact while the report is there', () => {
    const aged = (seconds: number) =>
      `{"time": "${new Date(NOW.getTime() - 3 * 86_400_000 - seconds * 1_000).toISOString()}"}`;
    const rule = '{max-age: 3d}';
    expect(judge(rule, aged(0))).toBe('promoted');
    expect(judge(rule, aged(1))).toBe('blocked');
    expect(judge(rule, aged(0), { gone: GONE })).toBe('unknown');
  });
});

describe('slices', () => {
  const evidence = evidenceOf('{"s": {"eu": 0.95, "us": 0.5}}');
  const more = { evidence, facts: { gone: GONE }, lacks: { 's.*': [MORE] } };

  test('that pass may be more than were recorded, and one that fails is enough', () => {
    expect(past(['{metric: s.*, min: 0.1}'], more)).toMatchObject({
      would: 'unknown',
      unknown: [told(`${MORE.reason}, and ${GONE}`)],
      results: [{ metric: 's.eu' }, { metric: 's.us' }, { gate: 'metric', metric: 's.*', check: null }],
    });
    expect(past(['{metric: s.*, min: 0.9}'], more)).toMatchObject({ would: 'blocked', unknown: [] });
  });

  test('among alternatives make even a pass uncertain', () => {
    expect(past(['{any-of: [{metric: s.*, min: 0.1}, {tests: t.xml}]}'], more)).toMatchObject({
      would: 'unknown',
      results: [{ gate: 'any-of' }],
    });
  });
});

describe('alternatives', () => {
  const evidence = evidenceOf('{"a": 0.5}');

  test.each<[string, string, string]>([
    ['one that nobody can judge', '{any-of: [{metric: a, min: 0.9}, {metric: f1, min: 0.9}]}', 'unknown'],
    ['none, and each is certain', '{any-of: [{metric: a, min: 0.9}, {metric: a, min: 0.8}]}', 'blocked'],
    ['one, and each is certain', '{any-of: [{metric: a, min: 0.4}, {metric: a, min: 0.8}]}', 'promoted'],
    ['tests that are gone', '{any-of: [{metric: a, min: 0.9}, {tests: t.xml}]}', 'unknown'],
  ])('%s', (_name, gate, would) => {
    const tests = new Map([[testsKey({ tests: 't.xml' }), testsOf()]]);
    const known = { evidence, tests, facts: { gone: GONE }, lacks: { f1: [NUMBER] } };
    expect(past([gate], known).would).toBe(would);
  });
});

describe('tests', () => {
  const gate = '{tests: t.xml}';
  const with_ = (...files: Parameters<typeof testsOf>) => ({
    tests: new Map([[testsKey({ tests: 't.xml' }), testsOf(...files)]]),
  });

  test('that failed are certain, and those that are gone are not', () => {
    expect(past([gate], with_({ passed: 2, failures: 1 })).would).toBe('blocked');
    expect(past([gate], with_({ passed: 2 })).would).toBe('promoted');
    const gone = past([gate], with_());
    expect(gone.would).toBe('unknown');
    expect(gone.unknown[0]).toContain('its test results are gone');
  });
});

describe('examples', () => {
  const ROWS: ExampleRows = { file: 'p/{version}.jsonl', key: 'id', score: 'ok' };
  const BY = '{file: "p/{version}.jsonl", key: id, score: ok}';
  const examples = (version: string, right: number): Examples => ({
    ...{ path: `p/${version}.jsonl`, sha256: 'ab', statement: {} },
    rows: Array.from({ length: 100 }, (_, at) => ({ key: String(at), score: at < right ? 1 : 0 })),
  });
  const lost = (version: string): Problem => ({ path: `p/${version}.jsonl`, message: 'is gone' });
  const evidence = evidenceOf('{"a": 0.95}');
  const champion = championWith({ recorded: recordedOf({ a: 0.9 }) });
  const gate = `{metric: a, goal: higher, min-improvement: 0, confidence: 95%, paired: ${BY}}`;
  const pairs = (candidate: Examples | Problem, before: Examples | Problem) => ({
    ...{ evidence, champion },
    paired: new Map([[pairedKey(ROWS, '3'), { candidate, champion: before }]]),
  });

  test.each<[string, Known, string, string[]]>([
    ['of this version', pairs(lost('4'), examples('3', 90)), 'unknown', [told('p/4.jsonl is gone')]],
    ['of the champion', pairs(examples('4', 95), lost('3')), 'unknown', [told('p/3.jsonl is gone')]],
  ])('that are gone, %s, leave a comparison open', (_name, known, would, unknown) => {
    expect(past([gate], known)).toMatchObject({ would, unknown });
  });

  test('that are there decide', () => {
    expect(past([gate], pairs(examples('4', 95), examples('3', 90))).would).toBe('promoted');
    const worse = { ...pairs(examples('4', 80), examples('3', 90)), evidence: evidenceOf('{"a": 0.8}') };
    expect(past([gate], worse)).toMatchObject({ would: 'blocked', unknown: [] });
  });

  test('that are gone don’t excuse a metric that the report lacks', () => {
    const known = { ...pairs(lost('4'), examples('3', 90)), evidence: evidenceOf('{"b": 1}') };
    expect(past([gate], known)).toMatchObject({ would: 'blocked', unknown: [] });
  });

  test.each<[string, string, string[]]>([
    ['of this version', '4', ['p/4.jsonl is gone']],
    ['of the champion', '3', ['p/3.jsonl is gone']],
  ])('that a gate counts and that are gone, %s, leave it open', (_name, version, reasons) => {
    const counted = `{metric: a, goal: higher, max-regression: 0.1, confidence: 95%, samples: ${BY}}`;
    const rows = new Map<string, Examples | Problem>([
      [rowsKey(ROWS, '4'), examples('4', 95)],
      [rowsKey(ROWS, '3'), examples('3', 90)],
    ]);
    rows.set(rowsKey(ROWS, version), lost(version));
    const found = past([counted], { evidence, champion, rows });
    expect(found).toMatchObject({ would: 'unknown', unknown: reasons.map(told) });
  });

  test('of the champion that are gone leave a bound certain that this version misses', () => {
    const counted = `{metric: a, goal: higher, min: 0.99, max-regression: 0.1, confidence: 95%, samples: ${BY}}`;
    const rows = new Map<string, Examples | Problem>([
      [rowsKey(ROWS, '4'), examples('4', 95)],
      [rowsKey(ROWS, '3'), lost('3')],
    ]);
    expect(past([counted], { evidence, champion, rows }).would).toBe('blocked');
  });
});

describe('confidence', () => {
  const gate = '{metric: a, min: 0.9, confidence: 95%, samples: n}';

  test('that nobody recorded is unknown, and a report that never stated it fails', () => {
    const evidence = evidenceOf('{"a": 0.95}');
    expect(past([gate], { evidence }).would).toBe('blocked');
    const gone = { evidence, facts: { gone: GONE }, lacks: { a: [UNCERTAINTY] } };
    expect(past([gate], gone)).toMatchObject({
      would: 'unknown',
      unknown: [told(`${UNCERTAINTY.reason}, and ${GONE}`)],
    });
  });

  test('of the champion that nobody recorded leaves a comparison open', () => {
    const compared = '{metric: a, goal: higher, max-regression: 0.1, confidence: 95%, samples: n}';
    const evidence = evidenceOf('{"a": 0.95, "n": 1000}');
    const champion = championWith({ recorded: recordedOf({ a: 0.9 }) });
    expect(past([compared], { evidence, champion }).would).toBe('unknown');
    // without confidence, nobody asks for it
    const plain = '{metric: a, goal: higher, max-regression: 0.01, min-samples: 10, samples: n}';
    const worse = evidenceOf('{"a": 0.8, "n": 1000}');
    expect(past([plain], { evidence: worse, champion })).toMatchObject({ would: 'blocked', unknown: [] });
    // this version's own number of examples is missing in its report
    expect(past([compared], { evidence: evidenceOf('{"a": 0.95}'), champion }).would).toBe('blocked');
  });

  test('of each slice is that of its own', () => {
    const compared = '{metric: s.*.a, goal: higher, max-regression: 0.1, confidence: 95%, samples: s.*.n}';
    const champion = championWith({ recorded: recordedOf({ 's.eu.a': 0.9, 's.us.a': 0.9 }) });
    const would = (us: string) =>
      past([compared], {
        evidence: evidenceOf(`{"s": {"eu": {"a": 0.95, "n": 1000}, "us": ${us}}}`),
        champion,
      }).would;
    expect(would('{"a": 0.95, "n": 1000}')).toBe('unknown');
    expect(would('{"a": 0.95}')).toBe('blocked');
  });

  test('counts as it was recorded, at the same level and for the same bound only', () => {
    const evidence = evidenceOf('{"a": 0.95}');
    const interval = { lower: 0.92, upper: 0.97, confidence: '95%', method: 'student-t' };
    const recorded = gateWith({ metric: 'a', check: 'min', required: 0.9, interval });
    const would = (given: object) =>
      past([gate], {
        evidence,
        facts: { gone: GONE, recorded: [{ ...recorded, ...given }] },
        lacks: { a: [UNCERTAINTY] },
      }).would;
    expect(would({})).toBe('promoted');
    expect(would({ verdict: 'fail' })).toBe('blocked');
    for (const other of [
      { interval: { ...interval, confidence: '99%' } },
      { interval: undefined },
      { required: 0.8 },
      { check: 'max' },
      { metric: 'b' },
      { gate: 'tests' },
    ])
      expect(would(other)).toBe('unknown');
  });
});
