import { describe, expect, test } from '@jest/globals';
import type { Examples } from '../../src/evidence/reader.js';
import { pairedKey } from '../../src/gates/paired.js';
import { rowsKey } from '../../src/gates/rows.js';
import { championWith, evidenceOf } from '../unit/support/gate-context.js';
import { CLUSTERS, powerOf, sure } from '../unit/support/gate-power.js';

/* Each of these is simulated, which takes seconds. */

/** Talks of four examples each, with so many right. */
function talks(path: string, right: readonly number[], cluster = (talk: number) => `t${talk}`): Examples {
  const rows = right.flatMap((count, talk) =>
    Array.from({ length: 4 }, (_, at) => ({
      key: `${talk}-${at}`,
      score: at < count ? 1 : 0,
      cluster: cluster(talk),
    })),
  );
  return { path, sha256: 'ab', rows, statement: {} };
}

const counts = (of: (at: number) => number) => Array.from({ length: 40 }, (_, at) => of(at));
const OWN = talks(
  'p/4.jsonl',
  counts((at) => (at % 4 === 0 ? 2 : 4)),
);
const OTHER = talks(
  'p/3.jsonl',
  counts((at) => (at % 4 === 0 ? 1 : at % 4 === 1 ? 3 : 4)),
);
const meanOf = ({ rows }: Examples) => rows.reduce((sum, { score }) => sum + score, 0) / rows.length;

describe('examples in clusters', () => {
  const evidence = evidenceOf(`{"a": ${meanOf(OWN)}}`);
  const held = championWith({
    recorded: new Map([
      ['a', { value: meanOf(OTHER), uncertainty: { stderr: 0.02, samples: 40, degrees: 39 } }],
    ]),
  });
  const rows = new Map([
    [rowsKey(CLUSTERS, '4'), OWN],
    [rowsKey(CLUSTERS, '3'), OTHER],
  ]);
  const parts = { evidence, champion: held, rows };

  test('a bound: how alike they are, and how many clusters an effect takes', () => {
    const power = powerOf({ min: 0.85, confidence: '95%', samples: CLUSTERS }, parts, { effect: 0.05 });
    expect(power).toMatchObject({ samples: 160, clusters: { count: 40, by: 'talk' }, problem: null });
    expect(power.clusters!.correlation).toBeGreaterThan(0.2);
    expect(power.worth!.boundPasses).toBeLessThanOrEqual(0.06);
    expect(power.worth!.needs! / power.clusters!.needs!).toBeCloseTo(4, 0);
    const independent = powerOf({ min: 0.85, ...sure }, { evidence: evidenceOf('{"a": 0.875, "n": 160}') });
    expect(power.worth!.detectable).toBeGreaterThan(independent.worth!.detectable!);
  });

  test.each([
    ['its rows', rows],
    ['what was recorded, where it has no rows', new Map([[rowsKey(CLUSTERS, '4'), OWN]])],
  ])('a champion by %s', (_told, known) => {
    const gate = { goal: 'higher', 'max-regression': 0.02, confidence: '95%', samples: CLUSTERS } as const;
    const power = powerOf(gate, { ...parts, rows: known });
    expect(power).toMatchObject({ against: '3', clusters: { count: 40 }, problem: null });
    expect(power.worth!.boundPasses).toBeLessThanOrEqual(0.06);
  });

  test('pairs', () => {
    const paired = { candidate: OWN, champion: OTHER };
    const gate = { goal: 'higher', 'min-improvement': 0, confidence: '95%', paired: CLUSTERS } as const;
    const power = powerOf(gate, { ...parts, paired: new Map([[pairedKey(CLUSTERS, '3'), paired]]) });
    expect(power).toMatchObject({ clusters: { count: 40, by: 'talk' }, differing: 0.125, problem: null });
    expect(power.worth!.boundPasses).toBe(power.worth!.equalPasses);
    expect(power.worth!.boundPasses).toBeLessThanOrEqual(0.055);
  });

  test('fewer clusters than the gate judges by', () => {
    const few = talks('p/4.jsonl', [4, 4, 2, 3]);
    const { problem } = powerOf(
      { min: 0.8, confidence: '95%', samples: CLUSTERS },
      { evidence: evidenceOf('{"a": 0.8125}'), rows: new Map([[rowsKey(CLUSTERS, '4'), few]]) },
    );
    expect(problem).toMatch(/rests on 4 clusters/);
  });

  test('the number alone; the same evidence gives the same figures', () => {
    const gate = { min: 0.85, 'min-samples': 1, samples: CLUSTERS };
    const power = powerOf(gate, parts);
    expect(powerOf(gate, parts)).toEqual(power);
    expect(power).toMatchObject({ confidence: null, clusters: { count: 40 } });
    expect(power.flipRate).toBeGreaterThan(0.1);
  });
});
