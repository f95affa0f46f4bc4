import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { Findings } from '../../../src/adopt/findings.js';
import { findReports, findTests } from '../../../src/adopt/find-reports.js';
import { chooseBounds } from '../../../src/adopt/metrics.js';
import { propose } from '../../../src/adopt/propose.js';
import { CHECKOUT, STAGEGATE } from '../../../src/adopt/workflows.js';
import { readReport } from '../../../src/evidence/read-report.js';
import { parsePolicy } from '../../../src/policy/load.js';
import { parseManifest } from '../../../src/registry/manifest/document/document.js';
import { PROJECT } from '../../support/project.js';

const report = (text: string) =>
  readReport({ path: 'r.json', bytes: new TextEncoder().encode(text), sha256: '' });
const JUNIT = '<testsuite tests="1" failures="0"><testcase name="it predicts"/></testsuite>';
const NOTHING: Findings = {
  ...{ reports: [], tests: [], unusable: [], mlflow: null, gto: null, workflows: [], handMade: [] },
  handMadeModels: [],
};
const REPOSITORY = { name: 'shop', branch: 'trunk', paths: [], untracked: [], ignored: [] };
const NONE = { policy: null, manifest: null };

async function findingsOf(files: Readonly<Record<string, string>>): Promise<Findings> {
  const read = (path: string) => Promise.resolve(new TextEncoder().encode(files[path]));
  const paths = Object.keys(files);
  return { ...NOTHING, ...(await findReports(paths, read)), tests: await findTests(paths, read) };
}

describe('chooseBounds', () => {
  test.each<[what: string, text: string, bounds: readonly unknown[]]>([
    ['higher is better', '{"accuracy": 0.91239}', [['accuracy', 'min', 0.9123]]],
    ['lower is better', '{"rmse": 12.34567}', [['rmse', 'max', 12.35]]],
    [
      'a number as it is',
      '{"f1": 0.5, "p95_ms": 120}',
      [
        ['f1', 'min', 0.5],
        ['p95_ms', 'max', 120],
      ],
    ],
    ['a negative number', '{"loss": -1.23456}', [['loss', 'max', -1.234]]],
    [
      "the names of scikit-learn's functions, as mlflow.evaluate logs them",
      '{"accuracy_score": 0.9, "f1_score": 0.8, "precision_recall_auc": 0.7, "root_mean_squared_error": 2}',
      [
        ['accuracy_score', 'min', 0.9],
        ['f1_score', 'min', 0.8],
        ['precision_recall_auc', 'min', 0.7],
        ['root_mean_squared_error', 'max', 2],
      ],
    ],
    ['a prefix', '{"test_accuracy": 0.9}', [['test_accuracy', 'min', 0.9]]],
    ['nothing at or below 0', '{"accuracy": 0, "r2": -1}', []],
    ['no training, counts or settings', '{"train_accuracy": 1, "support": 9, "params": {"score": 1}}', []],
    ['no unknown names', '{"width": 3}', []],
    [
      'four at most',
      '{"f1": 1, "precision": 1, "recall": 1, "auc": 1, "accuracy": 1}',
      [
        ...[
          ['accuracy', 'min', 1],
          ['f1', 'min', 1],
          ['auc', 'min', 1],
          ['precision', 'min', 1],
        ],
      ],
    ],
  ])('%s', (_what, text, bounds) => {
    const chosen = chooseBounds([report(text)]).bounds.map(({ metric, check, bound }) => [
      metric,
      check,
      bound,
    ]);
    expect(chosen).toEqual(bounds);
  });

  test('leaves out a number that two reports have', () => {
    const both = [report('{"accuracy": 0.9, "f1": 0.8}'), report('{"accuracy": 0.7}')];
    expect(chooseBounds(both).bounds.map(({ metric }) => metric)).toEqual(['f1']);
  });

  test('says which numbers have uncertainty', () => {
    const text = readFileSync(join(PROJECT, '__tests__/fixtures/lm-eval/results-0.4.13.json'), 'utf8');
    const found = chooseBounds([report(text)]).bounds.map(({ metric, uncertainty }) => [metric, uncertainty]);
    expect(found).toContainEqual(['toy_choice.acc_norm', 'a standard error']);
    expect(found).toContainEqual(['toy_text.word_perplexity', null]);
  });
});

describe('propose', () => {
  test('writes a policy and a manifest that are read back, for each model', async () => {
    const findings = await findingsOf({
      'reports/churn/1.json': '{"accuracy": 0.9}',
      'reports/churn/2.json': '{"accuracy": 0.95}',
      'reports/fraud/7.json': '{"auc": 0.8}',
    });
    const { files, models } = propose(findings, REPOSITORY, NONE);
    const textOf = (path: string) => files.find((file) => file.path === path)?.text ?? '';
    const policy = parsePolicy('p.yml', textOf('.github/stagegate.yml'));
    expect(Object.keys(policy.content.models)).toEqual(['churn', 'fraud']);
    const manifest = parseManifest({ file: 'm.yaml', text: textOf('models.yaml'), stages: policy.stages });
    expect(manifest.models.get('churn')?.versions.map(({ version, stage }) => [version, stage])).toEqual([
      ['1', 'None'],
      ['2', 'None'],
    ]);
    expect(models.map(({ name, newest }) => [name, newest])).toEqual([
      ['churn', '2'],
      ['fraud', '7'],
    ]);
    const check = parse(textOf('.github/workflows/stagegate-check.yml')) as { jobs: { check: object } };
    expect(check.jobs.check).toMatchObject({ strategy: { matrix: { model: ['churn', 'fraud'] } } });
    expect(parse(textOf('.github/workflows/stagegate-stage.yml'))).toMatchObject({
      on: { push: { branches: ['trunk'], paths: ['models.yaml', '.github/stagegate.yml', 'reports/**'] } },
    });
  });

  test.each([
    [
      ['push', 'pull_request'],
      ['check', 'stage', 'promote', 'rollback'],
    ],
    [['pull_request'], ['check', 'promote', 'rollback']],
    [['push'], ['stage', 'promote', 'rollback']],
    [['schedule'], ['promote', 'rollback']],
  ])('for a repository with %j writes the workflows %j', async (triggers, names) => {
    const found = await findingsOf({ 'reports/1.json': '{"accuracy": 0.9}' });
    const workflows = [{ path: 'x.yml', name: 'x', triggers, jobs: [] }];
    const { files } = propose({ ...found, workflows }, REPOSITORY, NONE);
    expect(files.flatMap(({ path }) => /stagegate-(\w+)\.yml/.exec(path)?.[1] ?? [])).toEqual(names);
  });

  test.each<[what: string, reports: Record<string, string>, names: readonly string[]]>([
    ['the name in the report', { 'reports/a/1.json': '{"accuracy": 0.9, "model": "churn"}' }, ['churn']],
    ['the name in the path', { 'reports/a/1.json': '{"accuracy": 0.9}' }, ['a']],
    ["the repository's name", { 'reports/1.json': '{"accuracy": 0.9}' }, ['shop']],
    [
      'the names of files with the same metrics',
      { 'reports/1/a.json': '{"accuracy": 0.9}', 'reports/1/b.json': '{"accuracy": 0.9}' },
      ['a', 'b'],
    ],
    [
      'no name where reports disagree',
      {
        'reports/1.json': '{"accuracy": 0.9, "model": "churn"}',
        'reports/2.json': '{"accuracy": 0.9, "model": "fraud"}',
      },
      [],
    ],
    [
      'the name in the path where the report names the algorithm',
      { 'reports/churn/1.json': '{"accuracy": 0.9, "model": "LogisticRegression"}' },
      ['churn'],
    ],
    [
      "the repository's name where reports name algorithms",
      {
        'reports/1.json': '{"accuracy": 0.9, "model": "RandomForestClassifier"}',
        'reports/2.json': '{"accuracy": 0.9, "model": "LogisticRegression"}',
      },
      ['shop'],
    ],
    ['no name that is an expression', { 'reports/1.json': '{"accuracy": 0.9, "model": "${{ x }}"}' }, []],
  ])('names the model by %s', async (_what, reports, names) => {
    expect(propose(await findingsOf(reports), REPOSITORY, NONE).models.map(({ name }) => name)).toEqual(
      names,
    );
  });

  test('says in the policy that the report names the algorithm', async () => {
    const findings = await findingsOf({ 'reports/1.json': '{"accuracy": 0.9, "model": "xgboost"}' });
    const [file] = propose(findings, REPOSITORY, NONE).files;
    const { content } = parsePolicy('p.yml', file?.text ?? '');
    expect(content.models['shop']?.report).toEqual({ file: 'reports/{version}.json', 'model-names': [] });
  });

  test('takes the last row of a training log, and no other table', async () => {
    const log = 'epoch,train/box_loss,metrics/mAP50(B)\n1,3,0.41\n2,2,0.52\n';
    const findings = await findingsOf({
      'reports/boxes/4/results.csv': log,
      'reports/boxes/4/evaluation_rows.csv': 'id,score\n1,0.5\n2,0.7\n',
    });
    expect(findings.unusable).toEqual([]);
    const { files } = propose(findings, REPOSITORY, NONE);
    const policy = files.find(({ path }) => path === '.github/stagegate.yml')!.text;
    const entry = { file: 'reports/boxes/{version}/results.csv', records: 'last' };
    expect(parse(policy)).toMatchObject({ models: { boxes: { report: entry } } });
    expect(policy).toContain('metric: metrics/mAP50(B)\n            min: 0.52 # version 4 today');
    parsePolicy('p.yml', policy);
  });

  test("takes the last row of detectron2's log", async () => {
    const log = '{"iteration": 19, "bbox/AP": 31.5}\n{"iteration": 39, "bbox/AP": 41.5, "total_loss": 0.2}\n';
    const findings = await findingsOf({ 'reports/boxes/4/metrics.json': log });
    const { files } = propose(findings, REPOSITORY, NONE);
    const policy = files.find(({ path }) => path === '.github/stagegate.yml')!.text;
    const entry = { file: 'reports/boxes/{version}/metrics.json', records: 'last' };
    expect(parse(policy)).toMatchObject({ models: { boxes: { report: entry } } });
    expect(policy).toContain('metric: bbox/AP\n            min: 41.5 # version 4 today');
    parsePolicy('p.yml', policy);
  });

  test("makes bounds of a server's newest version, and knows its stage", async () => {
    const served = { model: 'churn', version: '7', stage: 'Staging', reports: [report('{"auc": 0.91234}')] };
    const mlflow = {
      ...{
        where: 'MLFLOW_TRACKING_URI',
        address: null,
        fromEnvironment: true,
        aliases: [],
        metrics: ['auc'],
      },
      models: ['churn', 'fraud'],
      newest: [served],
    };
    const { files, models } = propose({ ...(await findingsOf({})), mlflow }, REPOSITORY, NONE);
    expect(models).toMatchObject([
      { name: 'churn', newest: '7', newestStage: 'Staging', versions: [], isExample: false },
      { name: 'fraud', newest: null, newestStage: null, versions: [] },
    ]);
    const policy = files.find(({ path }) => path === '.github/stagegate.yml')!.text;
    expect(policy).toContain('min: 0.9123 # version 7 today');
    expect(parse(policy)).toMatchObject({
      models: {
        churn: {
          report: 'mlflow',
          stages: {
            Staging: { gates: [{ metric: 'auc', min: 0.9123 }] },
            Production: { gates: [{ metric: 'auc', min: 0.9123, 'max-regression': '1%' }] },
          },
        },
        fraud: { stages: { Production: { gates: [{ metric: 'auc', goal: 'higher' }] } } },
      },
    });
  });

  test.each([
    [{ 'reports/1.json': '{"accuracy": 0.9}', 'reports/1.xml': JUNIT }, []],
    [
      { 'reports/1.json': '{"accuracy": 0.9}', 'reports/junit.xml': JUNIT },
      [expect.stringMatching(/^reports\/junit\.xml doesn't name a version/)],
    ],
  ])('says which tests count for every version: %j', async (files, notes) => {
    expect(propose(await findingsOf(files), REPOSITORY, NONE).notes).toEqual(notes);
  });

  test('names the reports and test files that git lacks, or their folder', async () => {
    const files = {
      ...Object.fromEntries(
        Array.from({ length: 12 }, (_, at) => [`many/reports/${at + 1}.json`, '{"auc": 1}']),
      ),
      ...{ 'reports/1.json': '{"accuracy": 0.9}', 'reports/junit.xml': JUNIT },
    };
    const findings = await findingsOf(files);
    const planOf = (untracked: string[]) => propose(findings, { ...REPOSITORY, untracked }, NONE).uncommitted;
    expect(planOf(['train.py', 'reports/1.json', 'reports/junit.xml'])).toEqual([
      'reports/1.json',
      'reports/junit.xml',
    ]);
    expect(planOf(Object.keys(files))).toEqual(['many/reports', 'reports']);
    expect(planOf([])).toEqual([]);
  });

  test('leaves out files that are there', async () => {
    const findings = await findingsOf({ 'reports/1.json': '{"accuracy": 0.9}' });
    const paths = ['.github/workflows/stagegate-check.yml'];
    const { files } = propose(findings, { ...REPOSITORY, paths }, NONE);
    expect(files.map(({ path }) => path)).not.toContain(paths[0]);
    expect(files.length).toBeGreaterThan(1);
  });
});

test('written workflows use the versions that the examples use', () => {
  const folder = join(PROJECT, 'examples', 'workflows');
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const used = new Set(texts.join('').match(/actions\/checkout@.*|stagegate\/stagegate@.*/g));
  expect(used).toEqual(new Set([`${CHECKOUT.uses} # ${CHECKOUT.version}`, STAGEGATE]));
});
