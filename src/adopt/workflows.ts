import type { WorkflowFinding } from './findings.js';
import { writeYaml } from './documents.js';
import type { PlannedFile } from './plan.js';

/** The only place that names the versions for written workflows. A test compares them with those in the examples. */
export const CHECKOUT = {
  uses: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1',
  version: 'v7.0.1',
};
export const STAGEGATE = 'stagegate/stagegate@v0';

const FOLDER = '.github/workflows';
/** Paths that a filter or git would read as patterns aren't named. */
const PLAIN_PATH = /^[\p{L}\p{M}\p{N} ._/@=,~-]+$/u;

interface WorkflowOptions {
  readonly models: readonly string[];
  readonly stages: readonly string[];
  /** Where the policy is. */
  readonly policy: string;
  /** Path of the manifest; null for a server. */
  readonly manifest: string | null;
  /** Variables of a server, from `vars` or `secrets` of the same name. */
  readonly variables: readonly (readonly [name: string, from: 'vars' | 'secrets'])[];
  /** Templates of reports. */
  readonly reports: readonly string[];
  readonly branch: string;
  readonly existing: readonly WorkflowFinding[];
}

/**
 * The workflows for the triggers that the repository uses: a check on pull_request, and promotion to the first stage on
 * a push to the default branch. Neither is written for a server, whose versions don't come with a push. Workflows for
 * further stages and for rollbacks are started by hand.
 */
export function writeWorkflows(options: WorkflowOptions): PlannedFile[] {
  const { existing, manifest } = options;
  const uses = (trigger: string) =>
    existing.length === 0 || existing.some(({ triggers }) => triggers.includes(trigger));
  const isManifest = manifest !== null;
  return [
    ...(isManifest && uses('pull_request') ? [file('check', checkWorkflow(options))] : []),
    ...(isManifest && uses('push') ? [file('stage', pushWorkflow(options))] : []),
    file('promote', handWorkflow(options)),
    file('rollback', rollbackWorkflow(options)),
  ];
}

function file(name: string, text: string): PlannedFile {
  return { path: `${FOLDER}/stagegate-${name}.yml`, text };
}

const CHANGES = (words: string) => `if git diff --quiet HEAD^1 HEAD -- ${words}; then
  echo 'model=false' >> "$GITHUB_OUTPUT"
else
  echo 'model=true' >> "$GITHUB_OUTPUT"
fi
`;

function checkWorkflow(options: WorkflowOptions): string {
  const { models, stages, manifest, policy, reports, existing } = options;
  const queue = existing.some(({ triggers }) => triggers.includes('merge_group'))
    ? { merge_group: null }
    : {};
  // found paths reach the shell as values of variables, never as its code
  const watched = [manifest ?? '', historyOf(manifest ?? ''), policy, ...rootsOf(reports)];
  const env = Object.fromEntries(watched.map((path, at) => [`PATH_${at + 1}`, path]));
  const words = Object.keys(env)
    .map((name) => `"$${name}"`)
    .join(' ');
  const value = {
    name: 'Check the model',
    on: { pull_request: null, ...queue },
    permissions: {},
    concurrency: { group: `\${{ github.workflow }}-\${{ github.ref }}`, 'cancel-in-progress': true },
    jobs: {
      check: {
        name: models.length > 1 ? `Would \${{ matrix.model }} be promoted?` : 'Would it be promoted?',
        'runs-on': 'ubuntu-latest',
        ...matrixOf(models),
        permissions: { contents: 'read', 'pull-requests': 'write' },
        steps: [
          { uses: CHECKOUT.uses, with: { 'fetch-depth': 2, 'persist-credentials': false } },
          { name: 'Does it change a model?', id: 'changes', env, run: CHANGES(words) },
          {
            if: "steps.changes.outputs.model == 'true'",
            uses: STAGEGATE,
            with: { command: 'check', model: modelOf(models), version: 'latest', stage: stages[0] },
          },
        ],
      },
    },
  };
  return writeYaml(value, {
    header: ['Says on the pull request whether the newest version may be promoted once it is merged.'],
    comments: [
      ...commentSteps('check'),
      [['jobs', 'check', 'permissions', 'contents'], 'to read the policy of the branch that it goes to'],
      [['jobs', 'check', 'permissions', 'pull-requests'], 'to comment'],
      [['jobs', 'check', 'steps', 0, 'with', 'fetch-depth'], 'this merge and its base, to compare them'],
    ],
    flow: flowOf(models, 'check'),
  });
}

/** The history, with its closed segments, stands beside the manifest. */
function historyOf(manifest: string): string {
  return manifest.replace(/\.[^./]+$/, '.history*');
}

function pushWorkflow(options: WorkflowOptions): string {
  const { models, stages, manifest, policy, reports, branch } = options;
  const roots = rootsOf(reports);
  const watched = [
    manifest ?? '',
    policy,
    ...roots.map((root) => (root.includes('.') ? root : `${root}/**`)),
  ];
  const isPlain = roots.every((root) => root !== '.' && PLAIN_PATH.test(root) && !root.includes('*'));
  const value = {
    name: 'Stage the model',
    on: {
      push: {
        branches: [/^[\w./-]+$/.test(branch) ? branch : 'main'],
        ...(isPlain ? { paths: watched } : {}),
      },
    },
    permissions: {},
    jobs: {
      promote: {
        name: `Promote to ${nameStage(stages[0] ?? '')}`,
        'runs-on': 'ubuntu-latest',
        ...matrixOf(models),
        permissions: { contents: 'write', 'pull-requests': 'write' },
        steps: [
          { uses: CHECKOUT.uses, with: { 'persist-credentials': false } },
          { uses: STAGEGATE, with: { model: modelOf(models), version: 'latest', stage: stages[0] } },
        ],
      },
    },
  };
  return writeYaml(value, {
    header: ['Promotes the newest version to the first stage once it is merged.', NO_GROUP],
    comments: [
      ...commentSteps('promote'),
      [['jobs', 'promote', 'permissions', 'contents'], 'to commit the manifest and its history'],
      [['jobs', 'promote', 'permissions', 'pull-requests'], 'to comment on the pull request that was merged'],
    ],
    flow: [['on', 'push', 'branches'], ...flowOf(models, 'promote')],
  });
}

export const NO_GROUP =
  'It needs no concurrency group: Stagegate settles races itself, and in a group GitHub cancels runs that wait.';

function handWorkflow(options: WorkflowOptions): string {
  return dispatched(options, {
    job: 'promote',
    name: 'Promote the model',
    header: 'Promotes a version by hand: Actions, Promote the model, Run workflow.',
    inputs: { version: { description: 'Version number, latest or @alias', type: 'string', required: true } },
    given: { version: `\${{ inputs.version }}` },
  });
}

function rollbackWorkflow(options: WorkflowOptions): string {
  return dispatched(options, {
    job: 'rollback',
    name: 'Roll back the model',
    header: 'Goes back to the previous version: Actions, Roll back the model, Run workflow.',
    inputs: {
      version: {
        description: 'A version that held the stage earlier; empty for the previous one',
        type: 'string',
      },
    },
    given: { command: 'rollback', version: `\${{ inputs.version }}` },
  });
}

interface Dispatched {
  readonly job: 'promote' | 'rollback';
  readonly name: string;
  readonly header: string;
  readonly inputs: object;
  readonly given: object;
}

function dispatched(options: WorkflowOptions, { job, name, header, inputs, given }: Dispatched): string {
  const { models, stages, manifest, variables } = options;
  const env = Object.fromEntries(
    variables.map(([variable, from]) => [variable, `\${{ ${from}.${variable} }}`]),
  );
  const value = {
    name,
    on: {
      workflow_dispatch: {
        inputs: {
          model: { description: 'Registered model', type: 'choice', options: models, required: true },
          ...inputs,
          stage: { description: 'Stage', type: 'choice', options: stages, required: true },
          reason: { description: 'Why, for the history', type: 'string', required: job === 'rollback' },
        },
      },
    },
    permissions: {},
    jobs: {
      [job]: {
        name: job === 'rollback' ? 'Roll back' : 'Promote',
        'runs-on': 'ubuntu-latest',
        permissions: { contents: manifest === null ? 'read' : 'write' },
        steps: [
          { uses: CHECKOUT.uses, with: { 'persist-credentials': false } },
          {
            uses: STAGEGATE,
            with: {
              ...given,
              model: `\${{ inputs.model }}`,
              stage: `\${{ inputs.stage }}`,
              reason: `\${{ inputs.reason }}`,
              comment: 'never',
            },
            ...(variables.length === 0 ? {} : { env }),
          },
        ],
      },
    },
  };
  const permission = manifest === null ? 'to read the policy' : 'to commit the manifest and its history';
  return writeYaml(value, {
    header: [header, NO_GROUP],
    comments: [...commentSteps(job), [['jobs', job, 'permissions', 'contents'], permission]],
    flow: [
      ['on', 'workflow_dispatch', 'inputs', 'model', 'options'],
      ['on', 'workflow_dispatch', 'inputs', 'stage', 'options'],
      ...flowOf([], job),
    ],
  });
}

function matrixOf(models: readonly string[]): object {
  return models.length > 1 ? { strategy: { 'fail-fast': false, matrix: { model: models } } } : {};
}

function modelOf(models: readonly string[]): string {
  return models.length > 1 ? `\${{ matrix.model }}` : (models[0] ?? '');
}

/** A stage's name for use in a job's name, where GitHub would evaluate an expression. */
function nameStage(stage: string): string {
  return /^[\w -]+$/.test(stage) ? stage : 'the first stage';
}

function flowOf(models: readonly string[], job: string): (string | number)[][] {
  return [['permissions'], ...(models.length > 1 ? [['jobs', job, 'strategy', 'matrix', 'model']] : [])];
}

function commentSteps(job: string): (readonly [(string | number)[], string])[] {
  return [[['jobs', job, 'steps', 0, 'uses'], CHECKOUT.version]];
}

/** The top folders of reports, or the reports themselves if they are in no folder. */
function rootsOf(templates: readonly string[]): string[] {
  const roots = templates.map((template) => {
    const before = template.split(/[{*]/, 1)[0] ?? '';
    const folder = before.slice(0, before.lastIndexOf('/') + 1).split('/')[0] ?? '';
    return folder === '' ? (before === template ? template : '.') : folder;
  });
  return [...new Set(roots)];
}
