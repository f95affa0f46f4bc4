import { describe, expect, test } from '@jest/globals';
import { cli, cliJson, makeChurn, mustCli } from './support/churn.js';

const POLICY = `registry: models.yaml
models:
  churn:
    report: reports/{version}.json
    stages:
      Production:
        gates:
          - { metric: accuracy, min: 0.9, confidence: 95%, samples: n }
          - { metric: accuracy, min: 0.9 }
          - { metric: accuracy, goal: higher, max-regression: 0.01, confidence: 95%, samples: n }
`;
const at = (accuracy: number) => JSON.stringify({ accuracy, n: 1000 });

function makeEvaluated() {
  return makeChurn({
    '.github/stagegate.yml': POLICY,
    'reports/1.json': at(0.91),
    'reports/4.json': at(0.92),
    'reports/a1.json': at(0.895),
    'reports/a2.json': at(0.925),
    'reports/a3.json': at(0.926),
  });
}

interface Bound {
  readonly check: string;
  readonly [key: string]: unknown;
}

describe('power', () => {
  test('tells what each bound is worth, by the report of the highest version, and changes nothing', async () => {
    const workspace = makeEvaluated();
    const before = workspace.files();
    const { status, json, stderr } = await cliJson(workspace, 'power churn Production --effect 0.02');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(json).toMatchObject({
      model: 'churn',
      version: '4',
      stage: 'Production',
      reports: ['reports/4.json'],
    });
    const [bound, alone, change] = (json as unknown as { gates: Bound[] }).gates;
    expect(bound).toMatchObject({
      gate: 'metric',
      metric: 'accuracy',
      check: 'min',
      samples: 1000,
      confidence: '95%',
    });
    expect(bound!['equal-passes']).toBeCloseTo(0.704, 3);
    expect(bound!['bound-passes']).toBeLessThanOrEqual(0.05);
    expect(bound!['detectable']).toBeCloseTo(0.0226, 3);
    expect(bound!['needs']).toBeGreaterThan(1000);
    expect(alone).toMatchObject({ confidence: null, samples: null, 'equal-passes': null });
    expect(alone!['reason']).toContain('its sample size is unknown: pass --samples');
    expect(change).toMatchObject({ check: 'max-regression', against: '1', needs: expect.any(Number) });
    expect(workspace.files()).toEqual(before);
  });

  test('says it in words, and what the number alone is worth with --samples', async () => {
    const { stdout } = await mustCli(makeEvaluated(), 'power --model churn --stage Production --samples 400');
    expect(stdout).toContain('accuracy min 0.9: judged at 95% with 400 examples; a version as good as today');
    expect(stdout).toMatch(
      /judges the number alone, and with 400 examples its verdict flips .* \d+(?:\.\d)?% of the time/,
    );
    expect(stdout).toContain('gate');
  });

  test('replays evaluations of one version: which gate flips, and how often', async () => {
    const reports = 'reports/a1.json reports/a2.json reports/a3.json';
    const { status, json } = await cliJson(makeEvaluated(), `power churn Production --replay ${reports}`);
    expect(status).toBe(0);
    const { gates, flips } = json as unknown as { gates: Bound[]; flips: number };
    expect(flips).toBeCloseTo(2 / 3, 10);
    expect(gates.map((gate) => gate['flips'])).toEqual(
      [2 / 3, 2 / 3, 2 / 3].map((share) => expect.closeTo(share, 10)),
    );
  });

  test('refuses what it cannot answer', async () => {
    const workspace = makeEvaluated();
    const one = await cli(workspace, 'power churn Production --replay reports/a1.json');
    expect(one).toMatchObject({ status: 2, stderr: expect.stringContaining('needs at least two reports') });
    const missing = await cli(workspace, 'power churn Production --replay reports/a1.json reports/none.json');
    expect(missing).toMatchObject({ status: 1, stdout: expect.stringContaining('reports/none.json') });
    const unknown = await cli(workspace, 'power churn Production 3');
    expect(unknown).toMatchObject({ status: 0 });
    expect(await cli(workspace, 'power churn Nowhere')).toMatchObject({ status: 2 });
    expect(await cli(workspace, 'power churn Production --samples 0')).toMatchObject({ status: 2 });
  });

  test('is where check --explain points', async () => {
    const { stdout } = await cli(makeEvaluated(), 'check churn 4 Production --explain');
    expect(stdout).toContain('stagegate power --model churn --stage Production');
  });
});
