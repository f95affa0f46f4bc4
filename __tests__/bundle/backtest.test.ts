import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Stagegate, StagegateError } from '../../src/index.js';
import { startDatabricks } from '../support/databricks/databricks.js';
import { runCli } from '../support/run-cli.js';
import type { GitHub } from '../support/github/github.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { CHURN, cli, cliJson, makeChurn, mustCli, POLICY, type Json } from './support/churn.js';
import { act, startChurn } from './support/on-github.js';

/* What a policy would have decided about the past. */

interface Decision {
  readonly version: string;
  readonly was: string;
  readonly would: string;
  readonly gates: readonly Json[];
}

const LOOSE = POLICY.replace('min: 0.90', 'min: 0.50').replace('            max-regression: 0.5%\n', '');
const F1 = `${LOOSE}          - metric: f1\n            min: 0.5\n`;

/** Promotes a version with this report, each as a commit. */
async function release(workspace: Workspace, version: string, report: string): Promise<void> {
  workspace.write(`reports/${version}.json`, report);
  commit(workspace, `evaluate ${version}`);
  await mustCli(workspace, `promote churn ${version} Production`);
  commit(workspace, `promote ${version}`);
}

function commit(workspace: Workspace, message: string): void {
  workspace.git('add', '--all');
  workspace.git('commit', '--quiet', '--allow-empty', `--message=${message}`);
}

/** Versions 1 to 3 are in Staging, and were promoted one after the other by a loose policy. */
async function makeHistory(
  files: Readonly<Record<string, string>> = {},
  lifetime: 'test' | 'file' = 'test',
): Promise<Workspace> {
  const manifest =
    'models:\n  churn:\n    versions:\n      1: {stage: Staging}\n      2: {stage: Staging}\n      3: {stage: Staging}\n';
  const workspace = makeChurn(
    { '.github/stagegate.yml': LOOSE, 'models.yaml': manifest, ...files },
    { git: 'repository', lifetime },
  );
  await release(workspace, '1', '{"accuracy": 0.91, "f1": 0.9}\n');
  await release(workspace, '2', '{"accuracy": 0.95, "f1": 0.4}\n');
  await release(workspace, '3', '{"accuracy": 0.93, "f1": 0.8}\n');
  return workspace;
}

async function decisions(workspace: Workspace, words = ''): Promise<Decision[]> {
  const { status, json } = await cliJson(workspace, `backtest ${words}`);
  expect(status).toBe(0);
  return json['decisions'] as Decision[];
}

/** Each version with what it would be. */
async function would(workspace: Workspace, words = ''): Promise<Record<string, string>> {
  const found = await decisions(workspace, words);
  return Object.fromEntries(found.map((decision) => [decision.version, decision.would]));
}

const promoted = { 1: 'promoted', 2: 'promoted', 3: 'promoted' };

describe('the promotions of a history', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await makeHistory({}, 'file');
  });

  test('are judged by the policy in force, or by another one', async () => {
    expect(await would(workspace)).toEqual(promoted);
    workspace.write('strict.yml', LOOSE.replace('0.50', '0.94'));
    const { status, json } = await cliJson(workspace, 'backtest --policy strict.yml');
    expect({ status, changed: json['changed'] }).toEqual({ status: 0, changed: 2 });
    expect(json['decisions']).toMatchObject([
      { model: 'churn', version: '1', stage: 'Production', was: 'promoted', forced: false, would: 'blocked' },
      { version: '2', was: 'promoted', would: 'promoted' },
      { version: '3', was: 'promoted', would: 'blocked', 'rolled-back': false },
    ]);
    const { stdout } = await mustCli(workspace, 'backtest --policy strict.yml');
    expect(stdout).toContain('strict.yml: 2 of 3 promotions would have been blocked\n');
    expect(stdout).toContain('        accuracy is 0.91, must be at least 0.94\n');
  });

  test('are compared with the version that held the stage then', async () => {
    workspace.write('better.yml', `${LOOSE}            goal: higher\n            min-improvement: 0.01\n`);
    const found = await decisions(workspace, '--policy better.yml');
    expect(found.map((decision) => decision.would)).toEqual(['promoted', 'promoted', 'blocked']);
    const compared = found.map(({ gates }) => gates.find(({ check }) => check === 'min-improvement'));
    expect(compared.map((row) => row?.['champion'])).toEqual([null, 0.91, 0.95]);
  });

  test('what was not recorded is read at the commit of the promotion', async () => {
    const own = await makeHistory({ 'f1.yml': F1 });
    for (const version of ['1', '2', '3']) own.write(`reports/${version}.json`, '{"accuracy": 1, "f1": 0}\n');
    commit(own, 'evaluate again');
    expect(await would(own, '--policy f1.yml')).toEqual({ ...promoted, 2: 'blocked' });
  });

  test('but not from another file than the one that was judged', async () => {
    workspace.write('shared.yml', F1.replace('reports/{version}.json', 'reports/latest.json'));
    expect(await would(workspace, '--policy shared.yml')).toEqual({
      1: 'unknown',
      2: 'unknown',
      3: 'unknown',
    });
  });

  test('--model, --since and a model that does not exist', async () => {
    const [, second] = await decisions(workspace);
    const { time } = second as unknown as { time: string };
    expect(await would(workspace, `churn --since ${time}`)).toEqual({ 2: 'promoted', 3: 'promoted' });
    expect(await would(workspace, `--since ${time.slice(0, 10)}`)).toEqual(promoted);
    expect(await would(workspace, '--since 2199-01-01')).toEqual({});
    expect((await cli(workspace, 'backtest --model chrun')).status).toBe(2);
    expect((await cli(workspace, 'backtest --since yesterday')).status).toBe(2);
  });

  test('a rollback and force are told', async () => {
    const own = await makeHistory();
    await mustCli(own, 'rollback churn Production --reason slow');
    const [, , third] = await decisions(own);
    expect(third).toMatchObject({ version: '3', was: 'promoted', 'rolled-back': true });
    const { stdout } = await mustCli(own, 'backtest');
    expect(stdout).toContain('1 was rolled back later: it would not have been blocked.');
  });

  test('a policy that is wrong or missing is bad input', async () => {
    workspace.write('wrong.yml', LOOSE.replace('metric:', 'metrik:'));
    expect(await cli(workspace, 'backtest --policy wrong.yml')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('wrong.yml:11:13: a gate needs one of'),
    });
    expect((await cli(workspace, 'backtest --policy none.yml')).status).toBe(2);
  });

  test('an altered line is bad input, and so is a registry that was changed by hand', async () => {
    const own = await makeHistory();
    const history = own.read('models.history.jsonl');
    own.write('models.history.jsonl', history.replace('0.95', '0.99'));
    const altered = await cli(own, 'backtest');
    expect(altered.status).toBe(2);
    expect(altered.stderr).toContain('models.history.jsonl:2:1: the history was altered');
    expect(altered.stderr).toContain('Run "stagegate verify"');
    own.write('models.history.jsonl', history);
    own.write('models.yaml', own.read('models.yaml').replace('1: {stage: Archived}', '1: {stage: None}'));
    const moved = await cli(own, 'backtest');
    expect(moved.status).toBe(2);
    expect(moved.stderr).toContain('the history of "churn" doesn\'t verify: version 1 is in None');
    expect(moved.stderr).toContain('Run "stagegate verify"');
  });

  test('nothing is written', async () => {
    const before = workspace.files();
    await mustCli(workspace, 'backtest');
    expect(workspace.files()).toEqual(before);
  });

  test('the library gives the same', async () => {
    workspace.write('strict.yml', LOOSE.replace('0.50', '0.94'));
    const engine = new Stagegate({ workspace: workspace.root, policy: 'strict.yml' });
    const found = await engine.backtest({ model: 'churn', since: '2020-01-01' });
    expect(found).toMatchObject({ policy: 'strict.yml', changed: 2 });
    expect(found.decisions.map((decision) => decision.would)).toEqual(['blocked', 'promoted', 'blocked']);
    await expect(engine.backtest({ since: 'soon' })).rejects.toThrow(StagegateError);
  });
});

test('evidence that is gone makes a promotion unknown, and says which gate', async () => {
  const workspace = await makeHistory({ '.gitignore': 'reports/\n' });
  workspace.write('reports/2.json', '{"accuracy": 0.95, "f1": 0.6}\n');
  workspace.write('f1.yml', F1);
  // the other files still have the digests that were recorded
  const found = await decisions(workspace, '--policy f1.yml');
  expect(found.map((decision) => decision.would)).toEqual(['promoted', 'unknown', 'promoted']);
  const lost = found[1]?.gates.find(({ metric }) => metric === 'f1');
  expect(lost).toMatchObject({ check: 'min', observed: 'unknown', verdict: 'skip' });
  expect(lost?.['reason']).toContain("can't be judged for the past: f1 was not recorded");
  const { stdout } = await mustCli(workspace, 'backtest --policy f1.yml');
  expect(stdout).toContain("1 can't be judged any more.");
});

test('where attempts are counted, each is judged at the level of its line, also a blocked one', async () => {
  const policy = `registry: models.yaml
models:
  churn:
    report: reports/{version}.json
    stages:
      Production:
        false-promotions: 5%
        test-set: data/test.csv
        gates:
          - {metric: accuracy, goal: higher, min-improvement: 0, confidence: 95%, samples: n}
`;
  const manifest =
    'models:\n  churn:\n    versions:\n      1: {stage: None}\n      2: {stage: None}\n      3: {stage: None}\n';
  const workspace = makeChurn(
    { '.github/stagegate.yml': policy, 'models.yaml': manifest, 'data/test.csv': 'x\n1\n' },
    { git: 'repository' },
  );
  const report = (accuracy: number) =>
    `${JSON.stringify({ accuracy, n: 1000, time: new Date().toISOString() })}\n`;
  await release(workspace, '1', report(0.9));
  workspace.write('reports/2.json', report(0.925));
  expect((await cli(workspace, 'promote churn 2 Production')).status).toBe(1);
  await release(workspace, '3', report(0.96));
  // neither the test set nor the report of that time is needed
  workspace.write('data/test.csv', 'x\n2\n');
  workspace.write('reports/3.json', report(0.5));
  const found = await decisions(workspace);
  const levels = found.map(({ version, was, would: then, gates }) => {
    const { confidence } = (gates.at(-1)?.['interval'] ?? {}) as Json;
    return [version, was, then, confidence];
  });
  expect(levels).toEqual([
    ['1', 'promoted', 'promoted', undefined],
    ['2', 'not-promoted', 'blocked', '97.82%'],
    ['3', 'promoted', 'promoted', '99.279%'],
  ]);
  // the same without counting
  workspace.write(
    'loose.yml',
    policy.replace('        false-promotions: 5%\n        test-set: data/test.csv\n', ''),
  );
  const loose = await would(workspace, '--policy loose.yml');
  expect(loose).toEqual({ 1: 'promoted', 2: 'promoted', 3: 'promoted' });
});

test('versions that were never promoted are judged by their own reports', async () => {
  const workspace = makeChurn();
  const found = await decisions(workspace);
  expect(found.map(({ version, was, would: judged }) => [version, was, judged])).toEqual([
    ['2', 'not-promoted', 'promoted'],
    ['3', 'not-promoted', 'blocked'],
  ]);
  expect((await cliJson(workspace, 'backtest')).json['changed']).toBe(0);
  const { stdout } = await mustCli(workspace, 'backtest');
  expect(stdout).toContain('there are no promotions to judge');
  expect(stdout).toContain('Never promoted, judged by their evidence as of its evaluation:');
});

test('a folder of manifests has all models', async () => {
  const { '.github/stagegate.yml': policy = '', ...rest } = CHURN;
  const workspace = makeChurn({
    ...rest,
    '.github/stagegate.yml': policy.replace('models.yaml', 'registry').replace('  churn:', '  "*":'),
    'registry/churn.yaml': 'models: {churn: {versions: {2: {stage: Staging}}}}\n',
    'registry/fraud.yaml': 'models: {fraud: {versions: {2: {stage: Staging}}}}\n',
  });
  await mustCli(workspace, 'promote churn 2 Production');
  await mustCli(workspace, 'promote fraud 2 Production');
  const models = async (words: string) =>
    (await decisions(workspace, words)).map((decision) => (decision as unknown as Json)['model']);
  expect(await models('')).toEqual(['churn', 'fraud']);
  expect(await models('fraud')).toEqual(['fraud']);
});

test('on an MLflow server, what was not recorded comes from the versions’ runs', async () => {
  const databricks = await startDatabricks();
  try {
    databricks.runs.add('r1', { accuracy: 0.91, f1: 0.9 });
    databricks.runs.add('r2', { accuracy: 0.95, f1: 0.4 });
    databricks.workspace.register('churn', { runId: 'r1' }, { runId: 'r2' });
    const onServer = (policy: string) =>
      policy
        .replace('registry: models.yaml', 'registry: databricks')
        .replace('reports/{version}.json', 'mlflow')
        .replace('        from: [Staging]\n', '');
    const workspace = makeWorkspace({
      '.github/stagegate.yml': onServer(LOOSE),
      'f1.yml': onServer(F1),
    });
    const env = {
      MLFLOW_TRACKING_URI: 'databricks',
      DATABRICKS_HOST: databricks.url,
      DATABRICKS_TOKEN: databricks.signIn.token,
    };
    const run = (words: string) => runCli(words.split(' '), { cwd: workspace.root, env });
    for (const version of ['1', '2'])
      expect(await run(`promote churn ${version} Production`)).toMatchObject({ status: 0 });
    const found = async (words: string) => {
      const { status, stdout } = await run(`backtest ${words} --json`);
      expect(status).toBe(0);
      const { decisions: told } = JSON.parse(stdout) as { decisions: Decision[] };
      return told.map((decision) => [decision.version, decision.would]);
    };
    const both = [
      ['1', 'promoted'],
      ['2', 'promoted'],
    ];
    expect(await found('churn')).toEqual(both);
    expect(await found('--policy f1.yml')).toEqual([both[0], ['2', 'blocked']]);
    expect(databricks.violations).toEqual([]);
  } finally {
    await databricks.close();
  }
});

describe('a pull request that changes the policy', () => {
  let at: { github: GitHub; workspace: Workspace };
  let pull: number;
  beforeEach(async () => {
    at = await startChurn({ '.github/stagegate.yml': LOOSE });
    for (const version of ['2', '3']) await act(at, { model: 'churn', version, stage: 'Production' });
    const manifest = await at.github.repository.read('models.yaml', 'main');
    at.workspace.write('models.yaml', manifest ?? '');
    at.workspace.write(
      'models.history.jsonl',
      (await at.github.repository.read('models.history.jsonl', 'main')) ?? '',
    );
    await at.github.repository.commit({ 'topic.txt': 'x' }, { branch: 'topic' });
    ({ number: pull } = await at.github.repository.openPull({ branch: 'topic' }));
  });
  afterEach(() => at.github.close());

  const check = async (version = '3') => {
    at.github.clear();
    const inputs = { command: 'check', model: 'churn', version, stage: 'Production' };
    const run = await act(at, inputs, { event: 'pull_request', pull });
    return { run, requests: at.github.requests.length };
  };
  const comment = () => at.github.repository.comments(pull).at(-1)?.body ?? '';
  const propose = (policy: string) => at.workspace.write('.github/stagegate.yml', policy);

  test('tells what it would have decided, and asks GitHub for nothing more', async () => {
    const { requests } = await check();
    expect(comment()).not.toContain('By this policy');
    propose(LOOSE.replace('0.50', '0.90'));
    const changed = await check();
    expect(changed.run).toMatchObject({ status: 0, outputs: { decision: 'unchanged' } });
    expect(comment()).toContain(
      '<details><summary>By this policy, 1 of the last 2 promotions would have been blocked</summary>',
    );
    expect(comment()).toMatch(/^- ❌ version 3 to Production on .*accuracy is 0\.8, must be at least 0\.9$/m);
    expect(comment()).toContain('run `stagegate backtest` on this branch.');
    expect(changed.run.summary).toContain('By this policy, 1 of the last 2 promotions');
    expect(changed.run.stdout).toContain(
      'By the changed policy, 1 of the last 2 promotions would have been blocked.',
    );
    // the comment is there already, so it is changed instead of made
    expect(changed.requests).toBeLessThanOrEqual(requests);
  });

  test('what was not recorded is not looked for', async () => {
    propose(F1);
    await check();
    expect(comment()).toContain(
      '<summary>By this policy, none of the last 2 promotions can be judged by recorded numbers alone</summary>',
    );
  });

  test('a wrong policy is only told as such', async () => {
    propose(LOOSE.replace('metric:', 'metrik:'));
    const { run } = await check();
    expect(run.status).toBe(0);
    expect(comment()).toContain('would stop every promotion');
    expect(comment()).not.toContain('By this policy');
  });

  test('a comparison that can not be judged is a notice, and changes no verdict', async () => {
    propose(LOOSE.replace('accuracy', '"slices.*.recall"'));
    const { run } = await check();
    expect(run.status).toBe(0);
    expect(run.outputs['decision']).toBe('unchanged');
  });
});
