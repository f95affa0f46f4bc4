import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Workspace } from '../support/workspace.js';
import { cli, cliJson, makeChurn, mustCli } from './support/churn.js';

/* Every command reads a report as the entries of the policy say. */

const POLICY = `registry: models.yaml
models:
  churn:
    report:
      - { file: 'out/{version}/results.json', at: evaluation.report }
      - { file: 'out/{version}/results.json', at: evaluation.speed }
      - { file: 'out/{version}/scores.csv', records: { key: split } }
    stages:
      Staging: {}
      Production:
        gates:
          - { metric: accuracy, min: 0.8, max-regression: 0.02 }
          - { metric: p95_ms, max: 200 }
          - { metric: test.auc, min: 0.8, max-regression: 0.02 }
        live:
          report: { file: 'live/{version}.jsonl', records: last }
          within: 24h
          gates:
            - { metric: error_rate, max: 0.01 }
`;

const results = (version: number, accuracy: number) =>
  JSON.stringify({ model_version: version, evaluation: { report: { accuracy }, speed: { p95_ms: 120 } } });
const scores = (auc: number) => `split,auc\ntest,${auc}\ntrain,0.99\n`;
const evaluated = (version: number, accuracy: number, auc: number) => ({
  [`out/${version}/results.json`]: results(version, accuracy),
  [`out/${version}/scores.csv`]: scores(auc),
});

const FILES = {
  '.github/stagegate.yml': POLICY,
  'models.yaml':
    'models:\n  churn:\n    versions:\n      1: {stage: Production}\n      2: {stage: None}\n      3: {stage: None}\n',
  ...evaluated(1, 0.9, 0.9),
  ...evaluated(2, 0.91, 0.89),
  ...evaluated(3, 0.91, 0.85),
};

let workspace: Workspace;
beforeEach(() => {
  workspace = makeChurn(FILES, { git: 'repository' });
});

interface Gate {
  readonly gate: string;
  readonly metric: string | null;
  readonly check: string;
  readonly observed: unknown;
  readonly champion: unknown;
  readonly verdict: string;
  readonly flips?: number;
}

const gatesOf = (json: unknown): Gate[] => (json as { gates: Gate[] }).gates;
const regressions = (json: unknown) =>
  gatesOf(json)
    .filter(({ check }) => check === 'max-regression')
    .map(({ metric, observed, champion, verdict }) => [metric, observed, champion, verdict]);

test("the champion's own report is read as the candidate's is", async () => {
  expect(regressions((await cliJson(workspace, 'check churn 2 Production')).json)).toEqual([
    ['accuracy', 0.91, 0.9, 'pass'],
    ['test.auc', 0.89, 0.9, 'pass'],
  ]);
  const { status, json } = await cliJson(workspace, 'check churn 3 Production');
  expect(status).toBe(1);
  expect(regressions(json)).toEqual([
    ['accuracy', 0.91, 0.9, 'pass'],
    ['test.auc', 0.85, 0.9, 'fail'],
  ]);
});

test('a file that two entries name is told once', async () => {
  const { stdout } = await mustCli(workspace, 'check churn 2 Production');
  expect(stdout.split('results.json')).toHaveLength(2);
});

describe('register --report', () => {
  const metrics = async (version: string) => {
    const { json } = await cliJson(workspace, 'list-versions --model-name churn');
    const versions = json['versions'] as { version: string; metrics?: unknown }[];
    return versions.find((one) => one.version === version)?.metrics;
  };

  test('a file that entries name has the metrics of each', async () => {
    workspace.write('out/4/results.json', results(4, 0.93));
    workspace.write('out/4/scores.csv', scores(0.95));
    const reports = '--report out/4/results.json --report out/4/scores.csv';
    await mustCli(workspace, `register --model churn --source s3://m/4 ${reports}`);
    expect(await metrics('4')).toEqual({
      accuracy: 0.93,
      p95_ms: 120,
      'test.auc': 0.95,
      'train.auc': 0.99,
    });
  });

  test('a file elsewhere is read as the entries for its ending say', async () => {
    workspace.write('elsewhere.csv', scores(0.95));
    workspace.write('elsewhere.json', results(4, 0.93));
    const reports = '--report elsewhere.csv --report elsewhere.json';
    await mustCli(workspace, `register --model churn --source s3://m/4 ${reports}`);
    expect(await metrics('4')).toMatchObject({ accuracy: 0.93, p95_ms: 120, 'test.auc': 0.95 });
  });

  test('a file that is about another version, or lacks what an entry names, is refused', async () => {
    workspace.write('out/4/results.json', results(3, 0.93));
    const register = 'register --model churn --source s3://m/4 --report out/4/results.json';
    expect(await cli(workspace, register)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('says that it is about version 3, not 4'),
    });
    workspace.write('out/4/results.json', '{"evaluation": {"report": {"accuracy": 0.93}}}');
    expect(await cli(workspace, register)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('has no evaluation.speed'),
    });
    expect(await metrics('4')).toBeUndefined();
  });
});

test('live evidence counts as its entry says', async () => {
  await mustCli(workspace, 'promote churn 2 Production');
  const line = (rate: number) => `${JSON.stringify({ error_rate: rate, time: new Date().toISOString() })}\n`;
  workspace.write('live/2.jsonl', line(0.5) + line(0.001));
  const { status, json } = await cliJson(workspace, 'confirm --model churn --stage Production');
  expect({ status, decision: json['decision'] }).toEqual({ status: 0, decision: 'confirmed' });
  expect(gatesOf(json).find(({ metric }) => metric === 'error_rate')?.observed).toBe(0.001);
});

test('live evidence whose last row is bad rolls back', async () => {
  await mustCli(workspace, 'promote churn 2 Production');
  const line = (rate: number) => `${JSON.stringify({ error_rate: rate, time: new Date().toISOString() })}\n`;
  workspace.write('live/2.jsonl', line(0.001) + line(0.5));
  const { json } = await cliJson(workspace, 'confirm --model churn --stage Production');
  expect(json['decision']).toBe('rolled-back');
});

test('backtest reads the reports of the past as the policy says', async () => {
  await mustCli(workspace, 'promote churn 2 Production');
  workspace.git('add', '--all');
  workspace.git('commit', '--quiet', '--message=promote 2');
  // what no line of the history records is read from the commit
  const strict = POLICY.replace('metric: test.auc, min: 0.8', 'metric: train.auc, min: 0.995');
  workspace.write('strict.yml', strict);
  const decisions = async (words: string) => {
    const { json } = await cliJson(workspace, `backtest ${words}`);
    return json['decisions'] as { version: string; was: string; would: string; gates: Gate[] }[];
  };
  const [promoted, other] = await decisions('');
  expect(promoted).toMatchObject({ version: '2', was: 'promoted', would: 'promoted' });
  expect(regressions(promoted)).toEqual([
    ['accuracy', 0.91, 0.9, 'pass'],
    ['test.auc', 0.89, 0.9, 'pass'],
  ]);
  expect(other).toMatchObject({ version: '3', was: 'not-promoted', would: 'blocked' });
  const [judged] = await decisions('--policy strict.yml');
  expect(judged).toMatchObject({ version: '2', would: 'blocked' });
  expect(judged?.gates).toContainEqual(
    expect.objectContaining({ metric: 'train.auc', check: 'min', observed: 0.99, verdict: 'fail' }),
  );
});

describe('power --replay', () => {
  test('reports of one file are one evaluation', async () => {
    for (const [name, accuracy] of [
      ['a', 0.79],
      ['b', 0.82],
      ['c', 0.83],
    ] as const)
      workspace.write(`again/${name}.json`, results(2, accuracy));
    const files = 'again/a.json again/b.json again/c.json';
    const { status, json } = await cliJson(workspace, `power churn Production 2 --replay ${files}`);
    expect(status).toBe(0);
    const flips = gatesOf(json).map(({ metric, check, flips }) => [metric, check, flips]);
    expect(flips).toContainEqual(['accuracy', 'min', expect.closeTo(2 / 3, 10)]);
    expect(flips).toContainEqual(['p95_ms', 'max', 0]);
    expect(json['replayed']).toHaveLength(3);
  });

  test('rows of a table', async () => {
    workspace.write('again/a.csv', scores(0.79));
    workspace.write('again/b.csv', scores(0.95));
    const { json } = await cliJson(workspace, 'power churn Production 2 --replay again/a.csv again/b.csv');
    const auc = gatesOf(json).find(({ metric, check }) => metric === 'test.auc' && check === 'min');
    expect(auc?.flips).toBe(1);
  });

  test('one file is one evaluation, although two entries name it', async () => {
    expect(await cli(workspace, 'power churn Production 2 --replay out/2/results.json')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('the only one is out/2/results.json\n'),
    });
  });
});
