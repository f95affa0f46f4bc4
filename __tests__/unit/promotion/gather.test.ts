import { describe, expect, test } from '@jest/globals';
import type { Evidence } from '../../../src/evidence/evidence.js';
import type { EvidenceReader } from '../../../src/evidence/reader.js';
import { evaluateGates } from '../../../src/gates/index.js';
import type { GateContext } from '../../../src/gates/context.js';
import type { StageRules } from '../../../src/policy/resolve.js';
import { gatherContext } from '../../../src/promotion/gather.js';
import {
  contextWith,
  evidenceOf,
  NOW,
  rulesWith,
  snapshotWith,
  testsOf,
  versionWith,
} from '../support/gate-context.js';

const COMPARES = { metric: 'a', goal: 'higher', 'max-regression': 0 } as const;
const candidate = versionWith({ version: '4', stage: 'Staging' });
const champion = versionWith({ version: '3', stage: 'Production', metrics: { b: 1 } });

/** The context for version 4, version 3 holding the stage, and what the reader was asked for. */
async function gather(
  rules: Partial<StageRules>,
  { of = {}, named = [] }: { of?: Record<string, Evidence>; named?: readonly string[] },
): Promise<{ context: GateContext; asked: string[] }> {
  const asked: string[] = [];
  const reader: EvidenceReader = {
    reports: (templates, { version }) => {
      asked.push(`${version}: ${templates.join(' ')}`);
      return Promise.resolve(of[version] ?? { patterns: [], reports: [], problems: [] });
    },
    tests: (patterns) => {
      asked.push(`tests: ${patterns.join(' ')}`);
      return Promise.resolve(testsOf({ passed: 1 }));
    },
  };
  const snapshot = snapshotWith({ versions: [champion, candidate] });
  const basis = { snapshot, policy: null, now: NOW, run: contextWith().run };
  const settings = { reader, reports: named };
  return {
    context: await gatherContext(basis, candidate, rulesWith(rules), { stage: 'Production', settings }),
    asked,
  };
}

describe("the champion's own report", () => {
  const rules = { report: ['r/{version}.json'], gates: [COMPARES] };

  test.each([
    ['about the champion', '{"a": 0.5, "model_version": 3}', 'pass', 0.5],
    ['that does not say', '{"a": 0.5}', 'pass', 0.5],
    ["with a format's version", '{"a": 0.5, "version": "1.0"}', 'pass', 0.5],
    ['about another version', '{"a": 0.5, "model_version": 2}', 'fail', 'missing'],
    ['about the same model', '{"a": 0.5, "model": "churn"}', 'pass', 0.5],
    ['about another model', '{"a": 0.5, "model": "fraud", "model_version": 3}', 'fail', 'missing'],
    ['about the candidate', '{"a": 0.5, "version": "4"}', 'fail', 'missing'],
  ])('%s', async (_name, json, verdict, number) => {
    const { context, asked } = await gather(rules, {
      of: { 4: evidenceOf('{"a": 1}'), 3: evidenceOf(json) },
    });
    const [result] = evaluateGates(context);
    expect(result).toMatchObject({ check: 'max-regression', verdict, champion: number });
    expect(asked).toEqual(['4: r/{version}.json', '3: r/{version}.json']);
  });

  test('about another version is told as the reason', async () => {
    const of = { 4: evidenceOf('{"a": 1}'), 3: evidenceOf('{"a": 0.5, "model_version": 2}') };
    const [result] = evaluateGates((await gather(rules, { of })).context);
    expect(result?.reason).toMatch(/its report reports\/4\.json says that it is about version 2, not 3$/);
  });
});

describe('no more is read than the gates look at', () => {
  const templates = ['r/{version}.json', 'all.json'];

  test.each<[string, Partial<StageRules>, readonly string[], string[]]>([
    ['no gate', { report: templates }, [], []],
    ['no gate, but a report that was named', { report: templates }, ['x.json'], ['4: x.json']],
    [
      'a bound',
      { report: templates, gates: [{ metric: 'a', min: 1 }] },
      [],
      ['4: r/{version}.json all.json'],
    ],
    [
      'a rule of evidence',
      { report: ['a'], evidence: { maxAge: null, version: false, commit: true } },
      [],
      ['4: a'],
    ],
    [
      'a comparison, for the champion only what tells versions apart',
      { report: templates, gates: [COMPARES] },
      [],
      ['4: r/{version}.json all.json', '3: r/{version}.json'],
    ],
    [
      'a comparison, no template of versions',
      { report: ['all.json'], gates: [COMPARES] },
      [],
      ['4: all.json'],
    ],
    [
      "a named report without versions: the policy's for the champion",
      { report: templates, gates: [COMPARES] },
      ['x.json'],
      ['4: x.json', '3: r/{version}.json'],
    ],
    [
      'a named report with versions',
      { report: templates, gates: [COMPARES] },
      ['x/{version}.json'],
      ['4: x/{version}.json', '3: x/{version}.json'],
    ],
    ['tests', { gates: [{ tests: ['a', 'b'] }] }, [], ['tests: a b']],
  ])('%s', async (_name, rules, named, expected) => {
    const { asked } = await gather(rules, { named });
    expect([...asked].sort()).toEqual([...expected].sort());
  });

  test('what was registered with the champion goes along', async () => {
    const { context } = await gather({}, {});
    expect(context.champion).toEqual({
      version: '3',
      recorded: new Map(),
      evidence: null,
      registered: { b: 1 },
    });
  });
});
