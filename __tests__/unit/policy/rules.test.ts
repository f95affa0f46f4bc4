import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { formatDuration, parseDuration } from '../../../src/policy/time.js';
import { parsePolicy } from '../../../src/policy/load.js';
import { everyGate, resolveRules, type StageRules } from '../../../src/policy/resolve.js';
import { directionOf } from '../../../src/policy/metric-rules.js';
import type { MetricGate } from '../../../src/policy/schema.js';
import { FILE, withStage } from '../support/policy-text.js';

const FULL = `# yaml-language-server: $schema=policy.schema.json
registry: models.yaml
stages: [Canary, Live]
models:
  fraud:
    report: out/{version}/*.json
    stages:
      Canary:
        gates:
          - {metric: auc, min: 0.8}
      live:
        from: canary
        soak: 1d 12h
        refs: refs/heads/main
        archive-existing: true
        gates:
          - metric: auc
            min: 0.85
            max-regression: 0.5%
            confidence: 95%
          - metric: groups.*.recall
            min: 0.7
            min-samples: 50
            samples: groups.*.n
          - {metric: latency."p95.9".ms, max: 80}
          - {metric: f1, goal: higher, min-improvement: 0.01}
          - tests: reports/*.xml
          - checks: [build]
          - approvals: 1
        evidence: {max-age: 7d, version: required, commit: required}
        freeze:
          - {from: "Fri 16:00", to: "Mon 08:00", timezone: Europe/Berlin}
  "*":
    stages: {}
`;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const rulesOf = (model: string, stage: string, text = FULL): StageRules =>
  resolveRules(parsePolicy(FILE, text), model, stage);

describe('a policy that uses all of the format', () => {
  test('gives its rules, defaults filled in', () => {
    expect(rulesOf('fraud', 'Live')).toEqual({
      path: ['models', 'fraud', 'stages', 'live'],
      report: ['out/{version}/*.json'],
      reading: { format: 'auto', entries: [{ file: 'out/{version}/*.json', format: 'auto' }] },
      from: ['Canary'],
      soak: { text: '1d 12h', milliseconds: 129_600_000 },
      refs: ['refs/heads/main'],
      archiveExisting: true,
      allowForce: true,
      gateRollbacks: false,
      allowTakenOut: false,
      skipWhenEmpty: false,
      live: null,
      artifactRequired: false,
      falsePromotions: null,
      testSet: null,
      gates: [
        { metric: 'auc', min: 0.85, 'max-regression': '0.5%', confidence: '95%' },
        { metric: 'groups.*.recall', min: 0.7, 'min-samples': 50, samples: 'groups.*.n' },
        { metric: 'latency."p95.9".ms', max: 80 },
        { metric: 'f1', goal: 'higher', 'min-improvement': 0.01 },
        { tests: 'reports/*.xml' },
        { checks: ['build'] },
        { approvals: 1 },
      ],
      evidence: { maxAge: { text: '7d', milliseconds: 604_800_000 }, version: true, commit: true },
      freeze: [
        {
          span: { every: 'week', begin: 4 * DAY + 16 * HOUR, end: 7 * DAY + 8 * HOUR },
          timezone: 'Europe/Berlin',
          text: 'Fri 16:00 – Mon 08:00 Europe/Berlin',
          reason: null,
          rollbacks: null,
        },
      ],
    });
  });

  test('has the digest of its text', () => {
    expect(parsePolicy(FILE, FULL).sha256).toBe(createHash('sha256').update(FULL, 'utf8').digest('hex'));
  });
});

describe('the rules of a model and stage', () => {
  const text = `models:
  churn: {report: [a, b], format: plain, stages: {STAGING: {}, Production: {from: [none, STAGING], allow-force: false, gate-rollbacks: true, archive-existing: false}}}
  "*": {stages: {Staging: {soak: 1h}}}
`;

  test('what is left out has its default', () => {
    expect(rulesOf('churn', 'Staging', text)).toEqual({
      path: ['models', 'churn', 'stages', 'STAGING'],
      report: ['a', 'b'],
      reading: {
        format: 'plain',
        entries: [
          { file: 'a', format: 'plain' },
          { file: 'b', format: 'plain' },
        ],
      },
      from: null,
      soak: null,
      refs: null,
      archiveExisting: true,
      allowForce: true,
      gateRollbacks: false,
      allowTakenOut: false,
      skipWhenEmpty: false,
      live: null,
      artifactRequired: false,
      falsePromotions: null,
      testSet: null,
      gates: [],
      evidence: { maxAge: null, version: false, commit: false },
      freeze: [],
    });
  });

  test('what is said is kept, stages in their own spelling', () => {
    expect(rulesOf('churn', 'Production', text)).toMatchObject({
      from: ['None', 'Staging'],
      archiveExisting: false,
      allowForce: false,
      gateRollbacks: true,
      allowTakenOut: false,
      skipWhenEmpty: false,
      live: null,
      artifactRequired: false,
    });
  });

  test.each<[string, Partial<StageRules>, Partial<StageRules>]>([
    ['taken-out: allow', { allowTakenOut: true }, { skipWhenEmpty: false, artifactRequired: false }],
    ['when-empty: skip', { skipWhenEmpty: true }, { allowTakenOut: false, artifactRequired: false }],
    ['artifact: required', { artifactRequired: true }, { allowTakenOut: false, skipWhenEmpty: false }],
    ['taken-out: block', { allowTakenOut: false }, { skipWhenEmpty: false }],
    ['when-empty: compare', { skipWhenEmpty: false }, { allowTakenOut: false }],
    ['evidence: {version: required}', { evidence: { maxAge: null, version: true, commit: false } }, {}],
    ['evidence: {commit: required}', { evidence: { maxAge: null, version: false, commit: true } }, {}],
  ])('%s changes that rule alone', (line, changed, others) => {
    expect(rulesOf('churn', 'Production', withStage(line))).toMatchObject({ ...changed, ...others });
  });

  test('every gate counts, also each alternative', () => {
    const gates = '[{metric: a, min: 1}, {any-of: [{metric: b, min: 1}, {tests: t.xml}]}, {approvals: 1}]';
    expect(everyGate(rulesOf('churn', 'Production', withStage(`gates: ${gates}`)))).toEqual([
      { metric: 'a', min: 1 },
      { metric: 'b', min: 1 },
      { tests: 't.xml' },
      { approvals: 1 },
    ]);
  });

  test('"*" is for models without an entry, and lends nothing to those with one', () => {
    expect(rulesOf('other', 'Staging', text).soak?.milliseconds).toBe(3_600_000);
    expect(rulesOf('Churn', 'Staging', text).soak?.milliseconds).toBe(3_600_000);
    expect(rulesOf('churn', 'Staging', text).soak).toBeNull();
    expect(() => rulesOf('other', 'Production', text)).toThrow(
      'the policy has no stage Production for model "other"',
    );
  });

  test.each(['__proto__', 'constructor', 'toString'])(
    'a model named %s has no entry by inheritance',
    (model) => {
      expect(() => rulesOf(model, 'Staging', 'models: {churn: {stages: {Staging: {}}}}')).toThrow(
        `the policy has no entry for model "${model}"`,
      );
      expect(rulesOf(model, 'Staging', text).soak?.text).toBe('1h');
    },
  );
});

describe('which direction is better', () => {
  const gate = (rest: Partial<MetricGate>): MetricGate => ({ metric: 'accuracy', ...rest });

  test.each<[string, MetricGate, 'higher' | 'lower' | null]>([
    ['a minimum', gate({ min: 0 }), 'higher'],
    ['a maximum', gate({ max: 0 }), 'lower'],
    ['both', gate({ min: 0, max: 1 }), null],
    ['neither', gate({ 'min-improvement': 1 }), null],
    ['the goal before the bound', gate({ min: 0, goal: 'lower' }), 'lower'],
    ['the goal alone', gate({ goal: 'higher' }), 'higher'],
    ['a name that sounds like one', { metric: 'val_loss', 'max-regression': 1 }, null],
  ])('%s', (_name, of, direction) => {
    expect(directionOf(of)).toBe(direction);
  });
});

describe('durations', () => {
  test.each([
    ['90s', 90_000],
    ['90m', 5_400_000],
    ['24h', 86_400_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
    ['1d 12h', 129_600_000],
    ['1d12h', 129_600_000],
    ['1.5h', 5_400_000],
    ['0s', 0],
    ['5 m', 300_000],
  ])('%s', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
    expect(rulesOf('churn', 'Production', withStage(`soak: ${text}`)).soak).toEqual({ text, milliseconds });
  });

  test.each([
    [0, 'less than a second'],
    [999, 'less than a second'],
    [1_000, '1 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [61_000, '1 min 1 s'],
    [3_599_999, '59 min 59 s'],
    [3_600_000, '1 h'],
    [3_601_000, '1 h'],
    [86_399_999, '23 h 59 min'],
    [86_400_000 * 3 + 4 * 3_600_000 + 59_000, '3 d 4 h'],
    [86_400_000 * 400, '400 d'],
  ])('%d milliseconds for people', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});
