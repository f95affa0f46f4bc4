import { describe, expect, test } from '@jest/globals';
import { runAction } from '../support/run-action.js';
import { makeChurn } from './support/churn.js';
import { digestTree } from './support/tree.js';

const GOOD = { model: 'churn', version: '2', stage: 'Production' };

/** Inputs that end the step with an error before anything is changed, and what it says. */
const REFUSED: readonly (readonly [string, Record<string, string>, readonly string[]])[] = [
  ['no model', { ...GOOD, model: '' }, ['the input "model" is empty', 'with: { model: … }']],
  ['no version', { ...GOOD, version: '' }, ['the input "version" is empty']],
  [
    'no version to check',
    { ...GOOD, version: '', command: 'check' },
    ['the input "version" is empty', 'check'],
  ],
  ['no stage', { ...GOOD, stage: '' }, ['the input "stage" is empty']],
  [
    'no stage to roll back',
    { command: 'rollback', model: 'churn' },
    ['the input "stage" is empty', 'rollback'],
  ],
  [
    'an unknown command',
    { ...GOOD, command: 'promot' },
    [`the input "command" can't be "promot"`, 'Did you mean promote?'],
  ],
  ['a flag that is none', { ...GOOD, force: 'yes' }, [`the input "force" can't be "yes"`, 'true or false']],
  [
    'another flag that is none',
    { ...GOOD, 'fail-on-block': '0' },
    [`the input "fail-on-block" can't be "0"`],
  ],
  ['a third flag that is none', { ...GOOD, deployment: 'ture' }, [`the input "deployment" can't be "ture"`]],
  [
    'an unknown way to commit',
    { ...GOOD, commit: 'psuh' },
    [`the input "commit" can't be "psuh"`, 'Did you mean push?'],
  ],
  [
    'an unknown way to comment',
    { ...GOOD, comment: 'sometimes' },
    [`the input "comment" can't be "sometimes"`, 'on-failure'],
  ],
  ['force without a reason', { ...GOOD, force: 'true' }, ['force needs a reason']],
  [
    'allow-taken-out without a reason',
    { ...GOOD, 'allow-taken-out': 'true' },
    ['allow-taken-out needs a reason'],
  ],
  [
    'a pull request that is no number',
    { ...GOOD, 'pull-request': 'seven' },
    [`"pull-request" can't be "seven"`],
  ],
  [
    'commit: api without a token',
    { ...GOOD, commit: 'api' },
    ['commit: api needs a GitHub token, but none is set', 'Give the action its token'],
  ],
  [
    'commit: pull-request without a token',
    { ...GOOD, commit: 'pull-request' },
    ['commit: pull-request needs a GitHub token, but none is set'],
  ],
  [
    'a commit to a server',
    { ...GOOD, commit: 'api', registry: 'https://mlflow.example.com' },
    ['commit: api is for a manifest in the repository', 'Leave commit out'],
  ],
  [
    'a server without an address',
    { ...GOOD, registry: 'databricks-uc' },
    ['no Databricks host', 'DATABRICKS_HOST'],
  ],
  ['a version that is none', { ...GOOD, version: '1.0' }, ['version "1.0" is not a version number']],
  ['a version that is not there', { ...GOOD, version: '9' }, ['no version 9', 'It has versions 1, 2, 3, 4.']],
  ['a stage that is not there', { ...GOOD, stage: 'Prod' }, ['no stage "Prod"']],
  ['a report outside', { ...GOOD, report: '../../etc/passwd' }, ['outside the workspace']],
  [
    'a source outside',
    { command: 'register', model: 'churn', source: '/etc/passwd' },
    ['outside the workspace'],
  ],
  ['a policy outside', { ...GOOD, policy: '../policy.yml' }, ['outside the workspace']],
  ['a policy that is not there', { ...GOOD, policy: 'none.yml' }, ['none.yml', 'is missing']],
  ['a registry outside', { ...GOOD, registry: '../models.yaml' }, ['../models.yaml']],
];

describe('an input', () => {
  test.each(REFUSED)('%s is refused, and nothing is changed', async (_name, inputs, parts) => {
    const workspace = makeChurn();
    const before = digestTree(workspace.root);
    const run = await runAction({ workspace: workspace.root, inputs });
    expect(run.status).toBe(1);
    expect(run.annotations.map(({ level }) => level)).toEqual(['error']);
    const { file = '', message: words = '' } = run.annotations[0] ?? {};
    const message = `${file}: ${words}`;
    expect({ message, missing: parts.filter((part) => !message.includes(part)) }).toEqual({
      message,
      missing: [],
    });
    expect(run.outputs).toEqual({ promoted: 'false' });
    expect(run.summary).toContain('### ⛔ stagegate:');
    expect(digestTree(workspace.root)).toEqual(before);
  });

  test.each([
    ['commit empty', { commit: '' }],
    ['commit: auto', { commit: 'auto' }],
    ['commit: none', { commit: 'none' }],
    ['comment: never', { comment: 'never' }],
    ['comment: always, without a token', { comment: 'always' }],
    ['comment: on-failure, without a token', { comment: 'on-failure' }],
    ['comment empty', { comment: '' }],
    ['deployment: false', { deployment: 'false' }],
    ['flags in capitals, as YAML 1.1 has them', { force: 'False', 'fail-on-block': 'TRUE' }],
    ['spaces around', { version: ' 2 ', stage: 'Production\n' }],
  ])('%s changes the files of the workspace and makes no commit', async (_name, inputs) => {
    const workspace = makeChurn({}, { git: 'remote' });
    const head = workspace.git('rev-parse', 'HEAD');
    const run = await runAction({ workspace: workspace.root, inputs: { ...GOOD, ...inputs } });
    expect(run.status).toBe(0);
    expect(run.outputs).toMatchObject({ decision: 'promoted', commit: '' });
    expect(workspace.git('status', '--porcelain')).toBe(' M models.yaml\n?? models.history.jsonl');
    expect([
      workspace.git('rev-parse', 'HEAD'),
      workspace.git('ls-remote', 'origin', 'HEAD').slice(0, 40),
    ]).toEqual([head, head]);
  });
});

describe('an error', () => {
  test('in a file is annotated at its line and column', async () => {
    const policy =
      'models:\n  churn:\n    stages:\n      Production:\n        gates:\n          - metric: accuracy\n            mim: 1\n';
    const run = await runAction({
      workspace: makeChurn({ '.github/stagegate.yml': policy }).root,
      inputs: GOOD,
    });
    expect(run.status).toBe(1);
    expect(run.annotations).toEqual([
      {
        level: 'error',
        title: 'stagegate',
        file: '.github/stagegate.yml',
        line: 7,
        column: 13,
        message: expect.stringContaining('Did you mean min?'),
      },
    ]);
  });

  test('shows the lines to paste as they are to be pasted', async () => {
    const workspace = makeChurn({ '.github/stagegate.yml': 'models: {}\n' });
    const run = await runAction({ workspace: workspace.root, inputs: GOOD });
    expect(run.summary).toContain(
      'it under models:\n\n```\n  churn:\n    report: reports/{model}/{version}.json\n    stages:\n      Production:\n        gates:\n          - metric: accuracy # or another metric of your report\n            min: 0.90\n```\n',
    );
  });

  test('is not thrown where the summary can not be written: the promotion stands', async () => {
    const workspace = makeChurn();
    const run = await runAction({
      workspace: workspace.root,
      inputs: GOOD,
      env: { GITHUB_STEP_SUMMARY: '/nonexistent/summary' },
    });
    expect(run.status).toBe(0);
    expect(run.outputs).toMatchObject({ promoted: 'true' });
    expect(run.annotations).toContainEqual(
      expect.objectContaining({ level: 'warning', message: expect.stringContaining('summary') }),
    );
  });
});
