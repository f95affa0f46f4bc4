import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findHandMade, findMlflow, findWorkflows } from '../../../src/adopt/find-others.js';
import { findReports, findTests, placeReports } from '../../../src/adopt/find-reports.js';
import type { Read, Repository } from '../../../src/adopt/findings.js';
import { PROJECT } from '../../support/project.js';

type Files = Readonly<Record<string, string | Uint8Array>>;

const readFrom =
  (files: Files): Read =>
  (path) => {
    const file = Object.hasOwn(files, path) ? files[path] : undefined;
    return Promise.resolve(typeof file === 'string' ? new TextEncoder().encode(file) : (file ?? null));
  };

const bytesOf = (name: string) => readFileSync(join(PROJECT, '__tests__', 'fixtures', name));
const fixture = (name: string) => bytesOf(name).toString('utf8');

describe('findReports', () => {
  test('the newest of reports that only dates tell apart is version 1', async () => {
    const files = Object.fromEntries(
      ['2026-11-01', '2026-11-20', '2026-10-01'].map((date) => [
        `out/org__m/results_${date}T10-00-00.1.json`,
        fixture('lm-eval/results-0.4.13.json'),
      ]),
    );
    const { reports, unusable } = placeReports(await findReports(Object.keys(files), readFrom(files)));
    const name = 'org__m/results_2026-11-20T10-00-00.1.json';
    expect(reports).toMatchObject([
      {
        template: 'out/{version}/*/results_*.json',
        reports: [{ version: '1' }],
        move: { from: `out/${name}`, to: `out/1/${name}` },
      },
    ]);
    expect(unusable.map(({ path }) => path)).toEqual([
      'out/org__m/results_2026-11-01T10-00-00.1.json',
      'out/org__m/results_2026-10-01T10-00-00.1.json',
    ]);
  });

  const reportsOf = async (files: Files) => {
    const { reports } = await findReports(Object.keys(files), readFrom(files));
    return reports.map(({ template, format, reports: all }) => [
      template,
      format,
      all.map(({ version }) => version),
    ]);
  };

  test.each<[what: string, files: Files, found: readonly unknown[]]>([
    [
      'plain numbers where reports are kept',
      { 'reports/2.json': '{"accuracy": 0.9}', 'reports/10.json': '{"accuracy": 0.8}' },
      [['reports/{version}.json', 'plain', ['2', '10']]],
    ],
    [
      "a tool's report in any folder",
      { 'out/1/a.json': fixture('lm-eval/results-0.4.13.json') },
      [['out/{version}/a.json', 'lm-eval', ['1']]],
    ],
    [
      'a report without a version',
      { 'metrics.json': '{"test": {"f1": 0.8}}' },
      [['metrics.json', 'plain', [null]]],
    ],
    ['numbers elsewhere', { 'data/1.json': '{"accuracy": 0.9}' }, []],
    ['settings', { 'package.json': '{"score": 1}', 'reports/config.json': '{"accuracy": 1}' }, []],
    ['numbers that are no metrics', { 'reports/1.json': '{"width": 3}' }, []],
    ['training alone', { 'reports/1.json': '{"train_loss": 0.3}' }, []],
    ['fixtures of tests', { 'tests/reports/1.json': '{"accuracy": 0.9}' }, []],
    ['a registry', { 'models/registry.json': '{"accuracy": 0.9}' }, []],
  ])('finds %s', async (_what, files, found) => {
    expect(await reportsOf(files)).toEqual(found);
  });

  test.each<[what: string, files: Files, found: readonly unknown[]]>([
    [
      "detectron2's log",
      { 'out/3/metrics.json': fixture('detectron2/metrics.json') },
      [['out/{version}/metrics.json', 'detectron2', true]],
    ],
    [
      'JSON Lines with ascending epochs',
      { 'results/3/log.jsonl': '{"epoch": 1, "val_loss": 0.5}\n{"epoch": 2, "val_loss": 0.4}\n' },
      [['results/{version}/log.jsonl', 'plain', true]],
    ],
    [
      'JSON Lines of examples',
      { 'results/3/rows.jsonl': '{"id": 1, "score": 0.5}\n{"id": 2, "score": 0.4}\n' },
      [],
    ],
    [
      'JSON Lines of two trainings',
      { 'results/3/log.jsonl': '{"epoch": 2, "val_loss": 0.5}\n{"epoch": 1, "val_loss": 0.4}\n' },
      [],
    ],
    ['JSON Lines that are cut off', { 'results/3/log.jsonl': '{"epoch": 1, "val_loss": 0.5}\n{"ep' }, []],
    [
      'the metrics of TensorFlow Model Analysis',
      { 'evaluation/3/metrics-00000-of-00001.tfrecord': bytesOf('tfma/metrics.tfrecord') },
      [['evaluation/{version}/metrics-00000-of-00001.tfrecord', 'tfma', false]],
    ],
    ['its other files', { 'evaluation/3/validations.tfrecord': bytesOf('tfma/validations.tfrecord') }, []],
    [
      'its metrics as JSON',
      { 'evaluation/3/slices.json': fixture('tfma/slicing-metrics.json') },
      [['evaluation/{version}/slices.json', 'tfma', false]],
    ],
    [
      "a component's output in Kubeflow Pipelines",
      { 'out/3/executor_output.json': fixture('kubeflow/executor_output.json') },
      [['out/{version}/executor_output.json', 'kubeflow', false]],
    ],
    [
      "a run's summary",
      { 'runs/3/wandb-summary.json': fixture('wandb/wandb-summary.json') },
      [['runs/{version}/wandb-summary.json', 'wandb', false]],
    ],
    [
      'the metrics of Azure Machine Learning',
      { 'evaluation/3/metrics.json': fixture('azure-ml/classifier.json') },
      [['evaluation/{version}/metrics.json', 'plain', false]],
    ],
  ])('of tools: %s', async (_what, files, found) => {
    const { reports, unusable } = await findReports(Object.keys(files), readFrom(files));
    expect(reports.map(({ template, format, isLog }) => [template, format, isLog])).toEqual(found);
    expect(unusable).toEqual([]);
  });

  test('a damaged file of metrics, and JSON Lines that are no log', async () => {
    const files = {
      'evaluation/3/metrics-00000-of-00001.tfrecord': bytesOf('tfma/metrics.tfrecord').subarray(0, -1),
      'results/3/rows.json': '{"id": 1, "score": 0.5}\n{"id": 2, "score": 0.4}\n',
    };
    const { reports, unusable } = await findReports(Object.keys(files), readFrom(files));
    expect(reports).toEqual([]);
    expect(unusable.map(({ why }) => why)).toEqual([
      'is cut off in record 9',
      expect.stringMatching(/^is JSON Lines/),
    ]);
  });

  test('names what it can not use', async () => {
    const files = {
      'reports/1.json': '{"accuracy": 0.9',
      'reports/${{ x }}/1.json': '{"accuracy": 0.9}',
      'other/2.json': '{"cut',
    };
    const { reports, unusable } = await findReports(Object.keys(files), readFrom(files));
    expect(reports).toEqual([]);
    expect(unusable.map(({ path }) => path)).toEqual(['reports/1.json', 'reports/${{ x }}/1.json']);
  });
});

test('findTests groups JUnit files, and skips other XML', async () => {
  const junit = fixture('junit/pytest-mixed.xml');
  const files = {
    ...{ 'ci/a.xml': junit, 'ci/b.xml': junit, 'out/3.xml': junit, 'pom.xml': '<project/>' },
    'fixtures/c.xml': junit,
  };
  expect(await findTests(Object.keys(files), readFrom(files))).toEqual([
    { template: 'ci/*.xml', versions: [], files: 2 },
    { template: 'out/{version}.xml', versions: ['3'], files: 1 },
  ]);
});

describe('findMlflow', () => {
  const mlflowOf = (files: Files, more: Partial<Repository> = {}) =>
    findMlflow({
      ...{ name: 'x', branch: 'main', paths: Object.keys(files), ignored: [], tags: [] },
      ...{ untracked: [], trackingUri: null },
      read: readFrom(files),
      readAt: () => Promise.resolve(null),
      ...more,
    });

  test.each<[what: string, code: string, address: string | null]>([
    ['a server', 'mlflow.set_tracking_uri("https://mlflow.example.com")', 'https://mlflow.example.com'],
    ['a server by keyword', "mlflow.set_tracking_uri(uri='databricks')", 'databricks'],
    [
      'a server in a notebook',
      '"mlflow.set_tracking_uri(\\"https://m.example.com\\")"',
      'https://m.example.com',
    ],
    ['a variable', 'MLFLOW_TRACKING_URI=https://m.example.com', 'https://m.example.com'],
    ['this machine', 'import mlflow; mlflow.set_tracking_uri("http://localhost:5000")', null],
    ['a name in a network of containers', 'MLFLOW_TRACKING_URI=http://mlflow:5000', null],
    ['a file', 'import mlflow; mlflow.set_tracking_uri("sqlite:///mlflow.db")', null],
    ['a password', 'mlflow.set_tracking_uri("https://me:hunter2@m.example.com")', null],
    ['an expression', 'mlflow.set_tracking_uri("https://${{ x }}.example.com")', null],
  ])('reads the address of %s', async (_what, code, address) => {
    expect(await mlflowOf({ 'train.py': code })).toMatchObject({ where: 'train.py', address });
  });

  test('reads names of models, aliases and metrics', async () => {
    const code = `import mlflow
mlflow.log_metric("accuracy", 0.9); mlflow.log_metric(key='val_loss', value=1)
mlflow.sklearn.log_model(m, "model", registered_model_name="churn")
mlflow.register_model(f"runs:/{run}/model", "fraud")
client.set_registered_model_alias("churn", "champion", 3)
client.set_registered_model_alias(name="evil\${{ x }}", alias="x", version=1)`;
    expect(await mlflowOf({ 'train.py': code })).toMatchObject({
      ...{ models: ['churn', 'fraud'], aliases: ['champion', 'x'], metrics: ['accuracy', 'val_loss'] },
      fromEnvironment: false,
    });
  });

  test.each([
    [{ trackingUri: 'https://m.example.com' }, { where: 'MLFLOW_TRACKING_URI', fromEnvironment: true }],
    [{ ignored: ['mlruns/'] }, { where: 'mlruns', fromEnvironment: false }],
    [{ ignored: ['mlflow.db'] }, { where: 'mlflow.db', fromEnvironment: false }],
  ])('finds it by %j', async (more, found) => {
    expect(await mlflowOf({}, more)).toMatchObject(found);
  });

  test('finds nothing where nothing uses it', async () => {
    expect(await mlflowOf({ 'train.py': 'print("hello")' }, { trackingUri: './mlruns' })).toBeNull();
  });
});

test('findWorkflows reads triggers and the names of jobs', async () => {
  const folder = '.github/workflows';
  const files = {
    [`${folder}/a.yml`]: 'name: CI\non: [push, pull_request]\njobs: {test: {}, lint: {name: Lint}}\n',
    [`${folder}/b.yaml`]: 'on: workflow_dispatch\njobs: {m: {name: "x ${{ matrix.a }}"}}\n',
    [`${folder}/c.yml`]: 'on: {schedule: [{cron: "1 1 * * *"}], merge_group: }\n',
    [`${folder}/d.yml`]: 'on: [push\n',
    [`${folder}/e.txt`]: 'on: push\n',
  };
  expect(await findWorkflows(Object.keys(files), readFrom(files))).toEqual([
    { path: `${folder}/a.yml`, name: 'CI', triggers: ['push', 'pull_request'], jobs: ['test', 'Lint'] },
    { path: `${folder}/b.yaml`, name: `${folder}/b.yaml`, triggers: ['workflow_dispatch'], jobs: [] },
    { path: `${folder}/c.yml`, name: `${folder}/c.yml`, triggers: ['schedule', 'merge_group'], jobs: [] },
  ]);
});

test('findHandMade finds scripts and registries, and the models that they name', async () => {
  const files = {
    ...{
      'scripts/promote_model.py': '',
      '.github/workflows/stage_model.yaml': '',
      'tests/promote_model.py': '',
    },
    ...{ 'src/model.py': '', 'models/registry.json': '{"models": {"churn": {}, "${{ x }}": {}}}' },
    'artifacts.yaml': 'fraud: {type: model}\ndata: {type: dataset}\n',
  };
  const found = await findHandMade(Object.keys(files), readFrom(files));
  expect(found.files.map(({ path, what }) => [path, what])).toEqual([
    ['scripts/promote_model.py', 'script'],
    ['.github/workflows/stage_model.yaml', 'script'],
    ['models/registry.json', 'registry'],
    ['artifacts.yaml', 'registry'],
  ]);
  expect(found.models.map(({ name }) => name)).toEqual(['churn', 'fraud']);
});
