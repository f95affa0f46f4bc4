import { describe, expect, test } from '@jest/globals';
import { planHandMade, readHandMade } from '../../../src/adopt/find-registry.js';

const STAGES = ['Staging', 'Production'];

describe('readHandMade', () => {
  test.each<[what: string, models: unknown]>([
    ['maps', { churn: { versions: { 1: { stage: 'old' }, 2: { stage: 'Production' } } } }],
    ['maps without versions', { churn: { 1: 'old', v2: 'Production' } }],
    [
      'lists',
      [
        {
          name: 'churn',
          versions: [
            { version: 2, status: 'Production' },
            { version: '1', current_stage: 'old' },
          ],
        },
      ],
    ],
    [
      'a flat list',
      [
        { name: 'churn', version: 1, stage: 'old' },
        { name: 'churn', version: 2, stage: 'Production' },
      ],
    ],
  ])('reads %s', (_what, models) => {
    expect(readHandMade(models)).toEqual([
      {
        name: 'churn',
        versions: [
          { version: '1', stage: 'old', metrics: new Map() },
          { version: '2', stage: 'Production', metrics: new Map() },
        ],
      },
    ]);
  });

  test('reads one version', () => {
    expect(readHandMade({ churn: { version: 3, stage: 'prod', metrics: { f1: 0.5, n: 'x' } } })).toEqual([
      { name: 'churn', versions: [{ version: '3', stage: 'prod', metrics: new Map([['f1', 0.5]]) }] },
    ]);
  });

  test.each([null, 'x', [], [null], { a: null }, { a: { versions: { '1.2.0': {}, '-1': {}, '01': {} } } }])(
    '%j has no versions',
    (models) => {
      expect(readHandMade(models).flatMap(({ versions }) => versions)).toEqual([]);
    },
  );

  test('leaves out names that are hostile', () => {
    expect(readHandMade({ '${{ x }}': { 1: {} }, '-C': { 1: {} } })).toEqual([]);
  });
});

describe('planHandMade', () => {
  const plan = (stages: readonly string[], kept: readonly string[] = []) => {
    const notes: string[] = [];
    const versions = stages.map((stage, at) => ({
      ...{ version: String(at + 1), stage },
      metrics: new Map([['f1', 0.5]]),
    }));
    const planned = planHandMade({ name: 'churn', versions }, STAGES, {
      kept,
      note: (text) => void notes.push(text),
    });
    return { planned, notes, stages: planned.map(({ stage }) => stage) };
  };

  test("takes people's words for the stages", () => {
    const { stages, notes } = plan(['retired', 'LIVE', 'staging', '']);
    expect(stages).toEqual(['Archived', 'Production', 'Staging', 'None']);
    expect(notes).toEqual([]);
  });

  test('gives no stage that the policy lacks', () => {
    const { stages, notes } = plan(['shadow']);
    expect(stages).toEqual(['None']);
    expect(notes).toEqual(['churn: version 1 is in None, since the policy has no stage shadow']);
  });

  test('a stage keeps the highest version', () => {
    const { stages, notes } = plan(['prod', 'Production', 'Archived', 'archived']);
    expect(stages).toEqual(['Archived', 'Production', 'Archived', 'Archived']);
    expect(notes).toEqual(['churn: Production had versions 1 and 2. 1 is Archived now']);
  });

  test('keeps the metrics that gates are about', () => {
    expect(plan(['prod'], ['f1']).planned[0]?.metrics).toEqual(new Map([['f1', 0.5]]));
    expect(plan(['prod']).planned[0]).not.toHaveProperty('metrics');
  });
});
