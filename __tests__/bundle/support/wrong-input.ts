import { rmSync, symlinkSync } from 'node:fs';
import type { Workspace } from '../../support/workspace.js';
import { bomb, write, type BadInput } from './bad-input.js';
import { mustCli, POLICY, PROMOTE } from './churn.js';

const promote = (version: string, stage = 'Production'): string =>
  `promote --model churn --version ${version} --stage ${stage}`;

const policy = (from: string, to: string): BadInput['arrange'] =>
  write('.github/stagegate.yml', POLICY.replace(from, to));

async function changeLine(workspace: Workspace, at: number): Promise<void> {
  await mustCli(workspace, PROMOTE);
  await mustCli(workspace, 'rollback --model churn --stage Production --reason slow');
  const lines = workspace.read('models.history.jsonl').split('\n');
  lines[at] = (lines[at] ?? '').replace('"archived":["', '"archived":["3","');
  workspace.write('models.history.jsonl', lines.join('\n'));
}

/** Exit 2: the input, the policy, the manifest or the history is wrong. */
export const WRONG: readonly BadInput[] = [
  {
    name: 'an unknown model',
    args: 'promote --model chrun --version 2 --stage Production',
    exit: 2,
    says: ['there is no model "chrun" in models.yaml', 'Did you mean churn?'],
  },
  {
    name: 'a model that the policy does not name',
    arrange: policy('  churn:', '  other:'),
    args: PROMOTE,
    exit: 2,
    says: ['.github/stagegate.yml', 'no entry for model "churn"', 'Production:\n', 'min: 0.90'],
  },
  {
    name: 'a stage that the policy does not name for the model',
    arrange: policy('      Staging: {}\n', ''),
    args: promote('4', 'Staging'),
    exit: 2,
    says: ['.github/stagegate.yml', 'no stage Staging for model "churn"', 'Staging:\n', 'min: 0.90'],
  },
  {
    name: 'an unknown version',
    args: promote('9'),
    exit: 2,
    says: ['"churn" has no version 9', 'It has versions 1, 2, 3, 4.'],
  },
  {
    name: 'an unknown alias',
    args: promote('@champ'),
    exit: 2,
    says: ['no alias "champ"', 'champion, candidate'],
  },
  {
    name: 'an unknown stage',
    args: promote('2', 'Prodution'),
    exit: 2,
    says: ['no stage "Prodution"', 'Did you mean Production?'],
  },
  {
    name: 'an unknown flag',
    args: `${PROMOTE} --polcy x`,
    exit: 2,
    says: ["'--polcy'", 'Did you mean --policy?'],
  },
  {
    name: 'version abc',
    args: promote('abc'),
    exit: 2,
    says: ['version "abc" is not a version number', 'whole number'],
  },
  {
    name: 'version -1',
    args: promote('-1'),
    exit: 2,
    says: ['version "-1" is not a version number', 'whole number'],
  },
  {
    name: 'version 1.0',
    args: promote('1.0'),
    exit: 2,
    says: ['version "1.0" is not a version number', 'whole number'],
  },
  {
    name: 'version 01',
    args: promote('01'),
    exit: 2,
    says: ['version "01" is not a version number', 'whole number'],
  },
  {
    name: 'an empty version',
    args: promote("''"),
    exit: 2,
    says: ['no version was given', 'It has versions 1, 2, 3, 4.'],
  },
  {
    name: 'force without a reason',
    args: `${PROMOTE} --force`,
    exit: 2,
    says: ['force needs a reason', '--reason'],
  },
  {
    name: 'a report outside the workspace',
    args: `${PROMOTE} --report ../2.json`,
    exit: 2,
    says: ['report "../2.json" is outside the workspace', 'inside the workspace'],
  },
  {
    name: 'an absolute report path outside',
    args: `${PROMOTE} --report /etc/hostname`,
    exit: 2,
    says: ['report "/etc/hostname" is outside the workspace'],
  },
  {
    name: 'a report linked to outside',
    arrange: (workspace) => link(workspace, '/etc/passwd', 'reports/linked.json'),
    args: `${PROMOTE} --report reports/linked.json`,
    exit: 2,
    says: ['report "reports/linked.json" is outside the workspace', 'Links must stay inside it too'],
  },
  {
    name: 'a manifest with conflict markers',
    arrange: write('models.yaml', 'models:\n<<<<<<< HEAD\n  churn: {}\n=======\n  fraud: {}\n>>>>>>> main\n'),
    args: PROMOTE,
    exit: 2,
    says: ['models.yaml:2:1', 'conflict'],
  },
  {
    name: 'a manifest with a version twice',
    arrange: write(
      'models.yaml',
      'models:\n  churn:\n    versions:\n      2: {stage: Staging}\n      2: {stage: Production}\n',
    ),
    args: PROMOTE,
    exit: 2,
    says: ['models.yaml:5:7', 'twice'],
  },
  {
    name: 'a JSON manifest with a key twice',
    arrange: write(
      'models.json',
      '{"models": {"churn": {"versions": {"2": {"stage": "Staging", "stage": "Production"}}}}}',
    ),
    args: `${PROMOTE} --registry models.json`,
    exit: 2,
    says: ['models.json:1:62', 'twice'],
  },
  {
    name: 'a manifest with an alias bomb',
    arrange: write('models.yaml', bomb('models')),
    args: PROMOTE,
    exit: 2,
    says: ['models.yaml'],
  },
  {
    name: 'a policy with an unquoted template in a flow map',
    arrange: write(
      '.github/stagegate.yml',
      'models:\n  churn: { report: reports/{version}.json, stages: { Production: {} } }\n',
    ),
    args: PROMOTE,
    exit: 2,
    says: [
      '.github/stagegate.yml:2:20',
      'a value with { } has no quotes',
      'Quote the value: it contains { }. Write "reports/{version}.json".',
    ],
  },
  {
    name: 'a manifest with a tab',
    arrange: write('models.yaml', 'models:\n\tchurn: {}\n'),
    args: PROMOTE,
    exit: 2,
    says: ['models.yaml:2:1', 'not valid YAML: a tab is used for indentation', 'Indent with spaces.'],
  },
  {
    name: 'a report without a space',
    arrange: write('reports/2.yaml', 'accuracy:0.95\nf1: 0.9\n'),
    args: `${PROMOTE} --report reports/2.yaml`,
    exit: 1,
    says: ['is not valid YAML at line 1, column 10: a space is missing after "accuracy:"'],
  },
  {
    name: 'a policy with a misspelt key',
    arrange: policy('min: 0.90', 'mim: 0.90'),
    args: PROMOTE,
    exit: 2,
    says: ['.github/stagegate.yml:12:13', '"mim"', 'Did you mean min?'],
  },
  {
    name: 'a comparison without a direction',
    arrange: policy('            min: 0.90\n', ''),
    args: PROMOTE,
    exit: 2,
    says: ['.github/stagegate.yml:11:13', '"accuracy" can\'t be compared', 'goal: higher'],
  },
  {
    name: 'a gate with nothing to check',
    arrange: policy('            min: 0.90\n            max-regression: 0.5%\n', ''),
    args: PROMOTE,
    exit: 2,
    says: ['.github/stagegate.yml:11:13', 'nothing to check'],
  },
  {
    name: 'a bound that is no number',
    arrange: policy('min: 0.90', 'min: high'),
    args: PROMOTE,
    exit: 2,
    says: ['.github/stagegate.yml:12:18'],
  },
  {
    name: 'a policy with an alias bomb',
    arrange: write('.github/stagegate.yml', bomb('models')),
    args: PROMOTE,
    exit: 2,
    says: ['.github/stagegate.yml', 'aliases expand to too much'],
  },
  {
    name: 'no policy',
    arrange: (workspace) => remove(workspace, '.github/stagegate.yml'),
    args: PROMOTE,
    exit: 2,
    says: ['.github/stagegate.yml', 'there is no policy', 'stagegate init'],
  },
  {
    name: 'a history with a line changed',
    arrange: (workspace) => changeLine(workspace, 0),
    args: promote('4', 'Staging'),
    exit: 2,
    says: ['models.history.jsonl:1:1', 'altered', 'git log --'],
  },
  {
    name: 'a history with its last line changed',
    arrange: (workspace) => changeLine(workspace, 1),
    args: promote('4', 'Staging'),
    exit: 2,
    says: ['models.history.jsonl:2:1', 'altered', 'git log --'],
  },
  {
    name: 'push without git',
    args: `${PROMOTE} --commit push`,
    env: { PATH: '/nonexistent' },
    exit: 2,
    says: ['git'],
  },
  {
    name: 'push outside a repository',
    args: `${PROMOTE} --commit push`,
    exit: 2,
    says: ['not a git repository', 'commit: none'],
  },
  {
    name: 'push from a detached head',
    git: 'remote',
    arrange: (workspace) => void workspace.git('checkout', '--quiet', '--detach'),
    args: `${PROMOTE} --commit push`,
    exit: 2,
    says: ['detached head', 'git switch main'],
  },
  {
    name: 'push without a remote',
    git: 'repository',
    args: `${PROMOTE} --commit push`,
    exit: 2,
    says: ['the repository has no remote', 'git remote add'],
  },
  {
    name: 'a database, where a server is needed',
    args: `${PROMOTE} --registry sqlite:///mlflow.db`,
    exit: 2,
    says: ['not an MLflow server', 'mlflow server --backend-store-uri'],
  },
];

function link(workspace: Workspace, target: string, path: string): void {
  symlinkSync(target, workspace.path(path));
}

function remove(workspace: Workspace, path: string): void {
  rmSync(workspace.path(path));
}
