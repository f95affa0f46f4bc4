import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import { StagegateError } from '../errors.js';
import { hasCredentials } from '../policy/uri-credentials.js';
import { locateManifest } from '../registry/manifest/location.js';
import { parseServerUri, type ServerLocation } from '../registry/mlflow/location.js';

interface Parts {
  /** YAML right behind `registry:`. */
  readonly registry: string;
  /** YAML behind `report:`. */
  readonly report: string;
  /** What the job may do with the repository's contents, and why. */
  readonly contents: string;
  /** What the step has besides what is asked for, in lines. */
  readonly step: readonly string[];
}

const policyOf = ({ registry, report }: Parts): string =>
  `# What a model version needs for a stage. Nothing is promoted that this file does not name.
registry:${registry}
stages: [Staging, Production] # the order of promotion
models:
  my-model:
    report: ${report}
    stages:
      Staging:
        gates:
          - metric: accuracy
            min: 0.85
      Production:
        from: [Staging]
        gates:
          - metric: accuracy
            min: 0.90
            max-regression: 0.5% # against the version that is in Production
`;

const workflowOf = ({ contents, step }: Parts): string => `name: promote
on:
  workflow_dispatch:
    inputs:
      version: { description: Model version, required: true }
      stage: { description: Target stage, required: true, default: Staging }
      reason: { description: Why, for the history }
permissions: {}
concurrency: { group: stagegate, cancel-in-progress: false }
jobs:
  promote:
    runs-on: ubuntu-latest
    permissions:
      contents: ${contents}
    steps:
      - uses: actions/checkout@v7
      - uses: stagegate/stagegate@v0
        with:
          model: my-model
          version: \${{ inputs.version }}
          stage: \${{ inputs.stage }}
          reason: \${{ inputs.reason }}
${step.map((line) => `${line}\n`).join('')}`;

type File = readonly [path: string, text: string];

const filesOf = (parts: Parts, ...manifest: readonly File[]): File[] => [
  ['.github/stagegate.yml', policyOf(parts)],
  ...manifest,
  ['.github/workflows/promote.yml', workflowOf(parts)],
];

const MANIFEST = `# The model registry. Stagegate edits the stages; comments and order stay as they are.
models: {}
`;

/** @throws StagegateError `input` for a path that is not in the workspace */
function withManifest(setting: string): File[] {
  const { kind, path } = locateManifest(setting);
  if (isAbsolute(path) || normalize(path).startsWith('..')) {
    throw new StagegateError('input', `the registry ${JSON.stringify(setting)} is not in this folder`, {
      hint: 'Name a file in the repository, as models.yaml is, or an MLflow server.',
    });
  }
  const parts = {
    registry: ` ${yaml(path)}`,
    report: 'reports/my-model/{version}.json # the evaluation that your training job commits',
    contents: 'write # to commit the changed manifest and its history',
    step: ['          commit: push'],
  };
  // in a folder, each model gets its file when it is registered
  if (kind === 'folder') return filesOf(parts);
  return filesOf(parts, [path, path.toLowerCase().endsWith('.json') ? '{ "models": {} }\n' : MANIFEST]);
}

/** A line of a step's `env`, from what the repository's settings hold under the same name. */
const variable = (name: string, from: 'vars' | 'secrets'): string =>
  `          ${name}: \${{ ${from}.${name} }}`;

/** Nothing is committed, and secrets are the workflow's: a policy is read by all. */
function withServer({ kind }: ServerLocation, setting: string): File[] {
  const isDatabricks = kind === 'databricks' || kind === 'databricks-uc';
  const server = kind === 'environment' ? 'env # the server that MLFLOW_TRACKING_URI names' : yaml(setting);
  return filesOf({
    registry: `\n  mlflow: ${server}`,
    report: "mlflow # the metrics of the version's run",
    contents: 'read # to read the policy',
    step: [
      '        env:',
      ...(kind === 'environment' ? [variable('MLFLOW_TRACKING_URI', 'vars')] : []),
      ...(isDatabricks
        ? [variable('DATABRICKS_HOST', 'vars'), variable('DATABRICKS_TOKEN', 'secrets')]
        : [variable('MLFLOW_TRACKING_TOKEN', 'secrets')]),
    ],
  });
}

/** As it is where YAML takes it for the same text, else quoted. */
function yaml(text: string): string {
  return /^[A-Za-z](?:[\w./-]|:(?=\w|\/\/))*$/.test(text) ? text : JSON.stringify(text);
}

/**
 * Writes what a new user starts from; a file that is there is never touched.
 * @returns the paths written and kept, and whether the registry is a server
 * @param setting a manifest's file or folder, or an MLflow server, as `registry` has it
 * @throws StagegateError `unavailable` when the folder can't be written, `input` for what is no registry
 */
export async function writeStarter(
  root: string,
  setting = 'models.yaml',
): Promise<{ created: string[]; kept: string[]; isServer: boolean }> {
  if (hasCredentials(setting)) {
    throw new StagegateError('input', 'the address of the registry has a user or a password in it', {
      hint: 'Leave it out: the policy is committed. The workflow that init writes takes them from secrets.',
    });
  }
  const server = parseServerUri(setting);
  const created: string[] = [];
  const kept: string[] = [];
  for (const [path, text] of server === null ? withManifest(setting) : withServer(server, setting)) {
    try {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text, { flag: 'wx' });
      created.push(path);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new StagegateError(
          'unavailable',
          `${path} could not be written (${(cause as NodeJS.ErrnoException).code})`,
          { cause },
        );
      }
      kept.push(path);
    }
  }
  return { created, kept, isServer: server !== null };
}
