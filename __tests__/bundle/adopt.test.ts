import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { startDatabricks } from '../support/databricks/databricks.js';
import { HOSTILE } from '../support/hostile-text.js';
import { PROJECT } from '../support/project.js';
import { runCli } from '../support/run-cli.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { cli, cliJson, mustCli } from './support/churn.js';
import { onTerminal } from './support/on-terminal.js';

/* Repositories as people have them: adopt reads each, and what it writes promotes one version and blocks a worse one. */

const fixture = (name: string) => readFileSync(join(PROJECT, '__tests__', 'fixtures', name), 'utf8');
const JUNIT = '<testsuite tests="1" failures="0"><testcase name="it predicts"/></testsuite>';
const CI =
  'name: CI\non: [push, pull_request]\njobs: {test: {runs-on: ubuntu-latest, steps: [{run: pytest}]}}\n';
const WORKFLOWS = '.github/workflows';

/** The files that only the second state of a workspace has. */
const added = (before: Record<string, string>, after: Record<string, string>) =>
  Object.keys(after)
    .filter((path) => !Object.hasOwn(before, path))
    .sort();

async function adopt(workspace: Workspace): Promise<string> {
  const before = workspace.files();
  const { stdout } = await mustCli(workspace, 'adopt --yes');
  expect(workspace.files()).toMatchObject(before);
  return stdout;
}

test('a scikit-learn repository with reports, pytest and a workflow', async () => {
  const reports = [0.95, 0.9, 0.96].map((accuracy, at) => [
    `reports/churn/${at + 1}.json`,
    JSON.stringify({ accuracy, train_loss: 0.1 }),
  ]);
  const workspace = makeWorkspace(
    {
      ...(Object.fromEntries(reports) as Record<string, string>),
      ...{ 'reports/junit.xml': JUNIT, [`${WORKFLOWS}/ci.yml`]: CI, 'promote_model.py': 'print(1)\n' },
    },
    { git: 'repository' },
  );
  const before = workspace.files();
  const stdout = await adopt(workspace);
  expect(added(before, workspace.files())).toEqual([
    '.github/stagegate.yml',
    ...['check', 'promote', 'rollback', 'stage'].map((name) => `${WORKFLOWS}/stagegate-${name}.yml`),
    'models.yaml',
  ]);
  expect(stdout).toContain('check churn 3 Staging: allowed');
  expect(stdout).toContain('stagegate promote churn 3 Staging');
  expect(stdout).toContain('promote_model.py stays as it is');
  expect(stdout).toContain("reports/junit.xml doesn't name a version");
  expect(stdout).toMatch(/^ {2}git add .* models\.history\.jsonl$/m);
  expect(stdout).toMatch(
    /write reports\/churn\/4\.json, then\n {2}stagegate register churn 4 --source s3:\/\/models\/churn\/4\nand open a pull request/,
  );
  const policy = workspace.read('.github/stagegate.yml');
  expect(policy).toMatch(/^# yaml-language-server: \$schema=/);
  expect(parse(policy)).toMatchObject({
    models: {
      churn: {
        report: 'reports/churn/{version}.json',
        stages: { Staging: { gates: [{ metric: 'accuracy', min: 0.96 }, { tests: 'reports/junit.xml' }] } },
      },
    },
  });
  await mustCli(workspace, 'promote churn 3 Staging');
  await mustCli(workspace, 'promote churn 3 Production');
  expect(await cli(workspace, 'promote churn 2 Staging')).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('accuracy is 0.9, must be at least 0.96') as unknown,
  });
});

test('an LLM evaluation with output of lm-evaluation-harness', async () => {
  const results = fixture('lm-eval/results-0.4.13.json');
  const name = 'org__m/results_2026-11-01T10-00-00.123456.json';
  const workspace = makeWorkspace({ [`results/1/${name}`]: results }, { git: 'repository' });
  const stdout = await adopt(workspace);
  expect(stdout).toContain('Add "confidence: 95%"');
  await mustCli(workspace, 'promote workspace 1 Staging');
  workspace.write(`results/2/${name}`, results.replaceAll('0.4444444444444444', '0.3333333333333333'));
  await mustCli(workspace, 'register workspace 2');
  expect(await cli(workspace, 'promote workspace 2 Staging')).toMatchObject({ status: 1 });
});

test('an LLM evaluation whose path names no version: what adopt says to run keeps versions apart', async () => {
  const results = fixture('lm-eval/results-0.4.13.json');
  const name = 'org__m/results_2026-11-01T10-00-00.123456.json';
  const workspace = makeWorkspace({ [`results/${name}`]: results }, { git: 'repository' });
  const stdout = await adopt(workspace);
  expect(stdout).toContain(`  mkdir -p results/1/org__m\n  mv results/${name} results/1/${name}\n`);
  expect(await cli(workspace, 'promote workspace 1 Staging')).toMatchObject({ status: 1 });
  workspace.write(`results/1/${name}`, results);
  await mustCli(workspace, 'promote workspace 1 Staging');
  await mustCli(workspace, 'register workspace 2');
  expect(await cli(workspace, 'promote workspace 2 Staging')).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('results/2/*/results_*.json matches no file') as unknown,
  });
});

test('a report that names the algorithm, and JUnit per version', async () => {
  const workspace = makeWorkspace(
    {
      'reports/digits/1.json': '{"accuracy": 0.9, "model": "LogisticRegression"}',
      'reports/digits/1.junit.xml': JUNIT,
    },
    { git: 'repository' },
  );
  const stdout = await adopt(workspace);
  expect(stdout).toContain('check digits 1 Staging: allowed');
  expect(stdout).toMatch(/^ {2}git add .* models\.yaml .* models\.history\.jsonl$/m);
  expect(stdout).toContain('stagegate register digits 2 --source s3://models/digits/2');
  workspace.write('reports/digits/2.json', '{"accuracy": 0.95, "model": "LogisticRegression"}');
  await mustCli(workspace, 'register digits');
  expect(await cli(workspace, 'promote digits 2 Staging')).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('reports/digits/2.junit.xml is missing') as unknown,
  });
});

test('a registry that is kept by hand: its versions, stages and numbers', async () => {
  const registry = {
    models: { churn: { versions: [{ version: 1, stage: 'production', metrics: { accuracy: 0.95 } }] } },
  };
  const workspace = makeWorkspace(
    { 'models/registry.json': JSON.stringify(registry), 'reports/churn/2.json': '{"accuracy": 0.93}' },
    { git: 'repository' },
  );
  expect(await adopt(workspace)).toContain('churn: its versions and stages come from the registry');
  expect(parse(workspace.read('models.yaml'))).toMatchObject({
    models: {
      churn: { versions: { 1: { stage: 'Production', metrics: { accuracy: 0.95 } }, 2: { stage: 'None' } } },
    },
  });
  await mustCli(workspace, 'promote churn 2 Staging');
  expect(await cli(workspace, 'promote churn 2 Production')).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('0.93 against 0.95 of version 1') as unknown,
  });
});

test("GTO's tags become versions and stages, with the numbers of their commits", async () => {
  const workspace = makeWorkspace({ 'metrics.json': '{"accuracy": 0.95}' }, { git: 'repository' });
  workspace.git('tag', '--annotate', 'churn@v1.0.0', '--message=x');
  workspace.git('tag', '--annotate', 'churn#prod#1', '--message=x');
  workspace.write('metrics.json', '{"accuracy": 0.9}');
  workspace.git('commit', '--quiet', '--all', '--message=feat: a worse version');
  workspace.git('tag', '--annotate', 'churn@v1.2.0', '--message=x');
  workspace.git('tag', '--annotate', 'churn#staging#2', '--message=x');
  const stdout = await adopt(workspace);
  expect(stdout).toContain("GTO's v1.0.0 is 1 to v1.2.0 is 2");
  expect(parse(workspace.read('models.yaml'))).toMatchObject({
    models: {
      churn: {
        versions: {
          1: { stage: 'prod', metrics: { accuracy: 0.95 }, tags: { gto: 'v1.0.0' } },
          2: { stage: 'staging', tags: { gto: 'v1.2.0' } },
        },
      },
    },
  });
  await mustCli(workspace, 'verify');
  expect(stdout).toContain('check churn 2 prod: blocked');
  expect(await cli(workspace, 'promote churn 2 prod')).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('0.9 against 0.95 of version 1') as unknown,
  });
  workspace.write('metrics.json', '{"accuracy": 0.97}');
  await mustCli(workspace, 'promote churn 2 prod');
});

test('reports that git lacks are added with the rest', async () => {
  const workspace = makeWorkspace({ 'train.py': 'print(1)\n' }, { git: 'repository' });
  workspace.write('reports/churn/1.json', '{"accuracy": 0.9}');
  const { stdout } = await mustCli(workspace, 'adopt --yes');
  expect(stdout).toMatch(/^ {2}git add .* models\.history\.jsonl reports\/churn\/1\.json$/m);
});

test('code that logs to MLflow', async () => {
  const code = `import mlflow
mlflow.log_metric("accuracy", 0.9)
mlflow.sklearn.log_model(m, "model", registered_model_name="churn")
`;
  const workspace = makeWorkspace({ 'src/train.py': code }, { git: 'repository' });
  const server = await startDatabricks();
  try {
    server.runs.add('r1', { accuracy: 0.95 });
    server.runs.add('r2', { accuracy: 0.8 });
    server.workspace.register('churn', { runId: 'r1' }, { runId: 'r2' });
    const env = {
      ...{ MLFLOW_TRACKING_URI: 'databricks', MLFLOW_REGISTRY_URI: 'databricks' },
      ...{ DATABRICKS_HOST: server.url, DATABRICKS_TOKEN: server.signIn.token },
    };
    const run = (words: string) => runCli(words.split(' '), { cwd: workspace.root, env });
    const adopted = await run('adopt --yes');
    expect(adopted).toMatchObject({ status: 0, stderr: '' });
    expect(adopted.stdout).toContain('check churn 2 Staging: allowed');
    expect(adopted.stdout).toContain('min: 0.8 # version 2 today');
    expect(adopted.stdout).toContain('set them under Settings, Secrets and variables, Actions');
    expect(adopted.stdout).toMatch(
      /For the next version: register it as you do now, then\n {2}stagegate promote churn 3 Staging\n$/,
    );
    expect(workspace.files()).not.toHaveProperty(['models.yaml']);
    for (const words of ['promote churn 1 Staging', 'promote churn 1 Production', 'promote churn 2 Staging'])
      expect(await run(words)).toMatchObject({ status: 0 });
    expect(await run('promote churn 2 Production')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('0.8 against 0.95 of version 1') as unknown,
    });
  } finally {
    await server.close();
  }
});

test('a server whose newest version is in a stage already, by a run without a usual metric', async () => {
  const workspace = makeWorkspace({ 'train.py': 'import mlflow\n' }, { git: 'repository' });
  const server = await startDatabricks();
  try {
    server.runs.add('r1', { accuracy: 0.95 });
    server.runs.add('r2', { width: 3 });
    server.workspace.register('churn', { runId: 'r1', stage: 'Staging' });
    server.workspace.register('fraud', { runId: 'r2' });
    const env = {
      ...{ MLFLOW_TRACKING_URI: 'databricks', MLFLOW_REGISTRY_URI: 'databricks' },
      ...{ DATABRICKS_HOST: server.url, DATABRICKS_TOKEN: server.signIn.token },
    };
    const { stdout } = await runCli(['adopt', '--yes'], { cwd: workspace.root, env });
    expect(stdout).toContain('check churn 1 Production: allowed');
    expect(stdout).toContain('check fraud 1 Staging: blocked');
    expect(stdout).toContain('fraud: no number is named like a common metric. Its report has: width');
    expect(stdout).toContain('  stagegate promote churn 1 Production\n');
  } finally {
    await server.close();
  }
});

test('a model in code that the server lacks', async () => {
  const code = 'import mlflow\nmlflow.register_model(uri, "chrun")\n';
  const workspace = makeWorkspace({ 'train.py': code }, { git: 'repository' });
  const server = await startDatabricks();
  try {
    server.workspace.register('churn', {});
    const env = {
      ...{ MLFLOW_TRACKING_URI: 'databricks', MLFLOW_REGISTRY_URI: 'databricks' },
      ...{ DATABRICKS_HOST: server.url, DATABRICKS_TOKEN: server.signIn.token },
    };
    const { status, stdout } = await runCli(['adopt', '--yes'], { cwd: workspace.root, env });
    expect(status).toBe(0);
    expect(stdout).toContain('chrun: the server could not be asked for its newest version: ');
    expect(stdout).toContain('there is no model "chrun"');
  } finally {
    await server.close();
  }
});

test.each<[what: string, models: readonly string[], says: string]>([
  ['names the models of the server', ['churn', 'fraud'], 'models churn, fraud'],
  [
    "doesn't take all of many",
    ['a', 'b', 'c', 'd', 'e', 'f'],
    'the server has 6 models, such as a, b, c, d, e:',
  ],
])('code that names no model: %s', async (_what, models, says) => {
  const workspace = makeWorkspace({ 'train.py': 'import mlflow\n' }, { git: 'repository' });
  const server = await startDatabricks();
  try {
    for (const model of models) server.workspace.register(model, {});
    const env = {
      ...{ MLFLOW_TRACKING_URI: 'databricks', MLFLOW_REGISTRY_URI: 'databricks' },
      ...{ DATABRICKS_HOST: server.url, DATABRICKS_TOKEN: server.signIn.token },
    };
    const { stdout } = await runCli(['adopt', '--yes'], { cwd: workspace.root, env });
    expect(stdout).toContain(says);
    const policy = parse(workspace.read('.github/stagegate.yml')) as { models: object };
    expect(Object.keys(policy.models)).toEqual(models.length > 5 ? ['workspace'] : models);
  } finally {
    await server.close();
  }
});

test('a server that no request reaches is said, and the plan stands', async () => {
  const workspace = makeWorkspace({ 'train.py': 'import mlflow\n' }, { git: 'repository' });
  const env = { MLFLOW_TRACKING_URI: 'http://127.0.0.1:9' };
  const { status, stdout } = await runCli(['adopt', '--dry-run'], { cwd: workspace.root, env });
  expect(status).toBe(0);
  expect(stdout).toContain('the server could not be asked for its models: ');
  expect(stdout).toContain('+++ b/.github/stagegate.yml');
});

test('an empty repository gets what init writes', async () => {
  const [adopted, started] = [
    makeWorkspace({}, { git: 'repository' }),
    makeWorkspace({}, { git: 'repository' }),
  ];
  expect(await adopt(adopted)).toContain('policy and registry are valid');
  await mustCli(started, 'init');
  expect(adopted.files()).toEqual(started.files());
});

test('a repository with a policy is told what the policy lacks, and stays as it is', async () => {
  const policy = 'models:\n  fraud:\n    stages: { Staging: {} }\n';
  const files = { '.github/stagegate.yml': policy, 'reports/churn/1.json': '{"accuracy": 0.9}' };
  const workspace = makeWorkspace(files, { git: 'repository' });
  workspace.write('models.yaml', 'models: {}\n');
  workspace.write(`${WORKFLOWS}/promote.yml`, CI);
  const before = workspace.files();
  const { stdout } = await mustCli(workspace, 'adopt --yes');
  expect(stdout).toContain("min: 0.9 # today's number");
  expect(stdout).toContain('workflows that list their models need the new ones too: churn');
  expect(stdout).toContain('The repository already has a policy, so nothing is written.');
  expect(stdout).toContain('  churn:\n');
  expect(workspace.files()).toEqual(before);
});

test.each([
  ['models.yaml', 'a: list\nof: settings\n', 'model-registry.yaml'],
  ['models.yaml', 'models: { x: { versions: { 1: { stage: None } } } }\n', 'models.yaml'],
])('a %s that is there is kept', async (path, text, registry) => {
  const workspace = makeWorkspace(
    { [path]: text, 'reports/x/1.json': '{"accuracy": 0.9}' },
    { git: 'repository' },
  );
  expect(await adopt(workspace)).toContain('check x 1 Staging: allowed');
  expect(parse(workspace.read('.github/stagegate.yml'))).toMatchObject({ registry });
});

describe('nothing is written', () => {
  const files = { 'reports/1.json': '{"accuracy": 0.9}' };
  test.each([
    ['adopt --dry-run', 0, '+++ b/.github/stagegate.yml'],
    ['adopt', 2, 'Pass --yes to write the files'],
    ['adopt --yes --dry-run', 2, "can't be combined"],
  ])('by %s without a terminal', async (words, status, says) => {
    const workspace = makeWorkspace(files, { git: 'repository' });
    const run = await cli(workspace, words);
    expect({ ...run, stdout: run.stdout + run.stderr }).toMatchObject({
      status,
      stdout: expect.stringContaining(says) as unknown,
    });
    expect(workspace.files()).toEqual(files);
  });

  test('by --json, which has the plan', async () => {
    const workspace = makeWorkspace(files, { git: 'repository' });
    const { status, json } = await cliJson(workspace, 'adopt');
    expect(status).toBe(0);
    expect(json).toMatchObject({
      written: [],
      'has-policy': false,
      models: [{ report: ['reports/{version}.json'] }],
    });
    expect(json['found']).toEqual([
      { kind: 'report', where: 'reports/{version}.json', what: 'plain, version 1' },
    ]);
    expect(workspace.files()).toEqual(files);
  });

  test('outside git', async () => {
    const workspace = makeWorkspace(files);
    const run = await cli(workspace, 'adopt --yes');
    expect(run).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Run "git init" first') as unknown,
    });
    expect(workspace.files()).toEqual(files);
  });
});

describe('on a terminal', () => {
  const files = { 'reports/1.json': '{"accuracy": 0.9}' };
  const question = 'Write these files? [y/N] ';

  test.each(['y', 'Yes'])('%s writes', async (word) => {
    const workspace = makeWorkspace(files, { git: 'repository' });
    const { status, stdout } = await onTerminal(['adopt'], {
      cwd: workspace.root,
      question,
      answer: `${word}\r`,
    });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringContaining('wrote .github/stagegate.yml') as unknown,
    });
    expect(workspace.files()).toHaveProperty(['models.yaml']);
  });

  test.each([
    ['Enter', '\r'],
    ['n', 'n\r'],
    ['another word', 'yesterday\r'],
    ['Ctrl-D', '\u0004'],
    ['Ctrl-C', '\u0003'],
  ])('%s writes nothing', async (_what, answer) => {
    const workspace = makeWorkspace(files, { git: 'repository' });
    const run = await onTerminal(['adopt'], { cwd: workspace.root, question, answer });
    expect(run.stdout).toContain('+++ b/.github/stagegate.yml');
    expect(run.stdout).toMatch(/\r\nNothing was written\.\r\n$/);
    expect(run.status).toBe(0);
    expect(workspace.files()).toEqual(files);
  });
});

test('hostile names reach neither the terminal nor a file', async () => {
  const names = HOSTILE.map(([, text]) => text.replaceAll('/', '_')).filter(
    // what a file can be called
    (name) => name !== '.' && name !== '..' && name.length < 200,
  );
  const workspace = makeWorkspace({ 'reports/1.json': '{"accuracy": 0.9}' }, { git: 'repository' });
  for (const name of [...names, '${{ github.token }}', '"; rm -rf ~ #']) {
    workspace.write(`reports/${name}/1.json`, '{"accuracy": 0.9}');
    workspace.write(
      `${WORKFLOWS}/${name}.yml`,
      JSON.stringify({ name, on: { push: {} }, jobs: { [name]: {} } }),
    );
  }
  workspace.write(
    'models/registry.json',
    JSON.stringify({ models: Object.fromEntries(names.map((n) => [n, {}])) }),
  );
  const before = workspace.files();
  const stdout = await adopt(workspace);
  // eslint-disable-next-line no-control-regex -- they are what must not be there
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u061c]/);
  for (const path of added(before, workspace.files())) {
    const text = workspace.read(path);
    expect(text).not.toContain('github.token');
    expect(text).not.toContain('rm -rf');
    for (const expression of text.match(/\$\{\{[^]*?\}\}/g) ?? [])
      expect(expression).toMatch(/^\$\{\{ (?:github\.(?:workflow|ref)|matrix\.model|inputs\.\w+) \}\}$/);
  }
  await mustCli(workspace, 'validate');
});
