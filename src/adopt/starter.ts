import { posix } from 'node:path';
import { StagegateError } from '../errors.js';
import { hasCredentials } from '../text/safe.js';
import { locateManifest, checkPath } from '../registry/manifest/location.js';
import { writeText } from '../registry/manifest/document/render.js';
import { parseServerUri, type ServerLocation } from '../model/server-location.js';
import { POLICY_SCHEMA } from './documents.js';
import type { PlannedFile } from './plan.js';
import { CHECKOUT, NO_GROUP, STAGEGATE } from './workflows.js';

/* The first files for a repository without reports or a registry. */

export const POLICY = '.github/stagegate.yml';
export const STARTER_WORKFLOW = '.github/workflows/promote.yml';

interface Parts {
  /** YAML right after `registry:`. */
  readonly registry: string;
  /** YAML after `report:`. */
  readonly report: string;
  /** The job's permission for the repository's contents, and why. */
  readonly contents: string;
  /** Whether git may push, and why. */
  readonly credentials: string;
  /** Further lines of the step. */
  readonly step: readonly string[];
}

const policyOf = ({ registry, report }: Parts): string =>
  `# ${POLICY_SCHEMA}
# What a model version needs for a stage. Nothing is promoted unless this file names its model and stage.
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

const workflowOf = ({ contents, credentials, step }: Parts): string => `name: promote
on:
  workflow_dispatch:
    inputs:
      version: { description: Model version, required: true }
      stage: { description: Target stage, required: true, default: Staging }
      reason: { description: 'Why, for the history' }
permissions: {}
# ${NO_GROUP}
jobs:
  promote:
    runs-on: ubuntu-latest
    permissions:
      contents: ${contents}
    steps:
      - uses: ${CHECKOUT.uses} # ${CHECKOUT.version}
        with: { persist-credentials: ${credentials} }
      - uses: ${STAGEGATE}
        with:
          model: my-model
          version: \${{ inputs.version }}
          stage: \${{ inputs.stage }}
          reason: \${{ inputs.reason }}
${step.map((line) => `${line}\n`).join('')}`;

interface Starter {
  readonly files: readonly PlannedFile[];
  /** Notes for a choice that may be a mistake. */
  readonly notes: readonly string[];
}

const filesOf = (parts: Parts, ...manifest: readonly PlannedFile[]): PlannedFile[] => [
  { path: POLICY, text: policyOf(parts) },
  ...manifest,
  { path: STARTER_WORKFLOW, text: workflowOf(parts) },
];

const MANIFEST = `# The model registry. Stagegate edits the stages; comments and order stay as they are.
# What is in Production already needs its numbers, since new versions are compared with it:
#   my-model:
#     versions:
#       1: { stage: Production, metrics: { accuracy: 0.91 } }
models: {}
`;

/** @throws StagegateError `input` for a path that a run refuses, or that collides with the other files */
function withManifest(setting: string): Starter {
  const { kind, path: given } = locateManifest(setting);
  const path = checkPath(given);
  const taken = [POLICY, STARTER_WORKFLOW].find((file) => collides(path.toLowerCase(), file));
  if (taken !== undefined) {
    throw new StagegateError('input', `the registry ${JSON.stringify(setting)} would overwrite ${taken}`, {
      hint: 'Give the registry a file or folder of its own, such as models.yaml.',
    });
  }
  const parts = {
    // as given: without its dot, ./mlflow would be a server
    registry: ` ${writeText(setting.trim())}`,
    report: 'reports/my-model/{version}.json # the evaluation that your training job commits',
    contents: 'write # to commit the changed manifest and its history',
    credentials: 'true', // to push
    step: ['          commit: push'],
  };
  if (kind === 'folder') {
    const note = `The registry ${path || '.'} is treated as a folder: each model gets a file in it when it is registered. A single file ends in .yaml, .yml or .json.`;
    return { files: filesOf(parts), notes: [note] };
  }
  const manifest = path.toLowerCase().endsWith('.json') ? '{\n  "models": {}\n}\n' : MANIFEST;
  return { files: filesOf(parts, { path, text: manifest }), notes: [] };
}

/** Whether a registry is this file, its folder, or below it. */
function collides(registry: string, file: string): boolean {
  return registry === file || registry === posix.dirname(file) || registry.startsWith(`${file}/`);
}

/** The variables that a workflow's step needs for a server, from the repository's of the same name. */
export function serverVariables({
  kind,
}: ServerLocation): (readonly [name: string, from: 'vars' | 'secrets'])[] {
  const isDatabricks = kind === 'databricks' || kind === 'databricks-uc';
  return [
    ...(kind === 'environment' ? [['MLFLOW_TRACKING_URI', 'vars'] as const] : []),
    ...(isDatabricks
      ? ([
          ['DATABRICKS_HOST', 'vars'],
          ['DATABRICKS_TOKEN', 'secrets'],
        ] as const)
      : ([['MLFLOW_TRACKING_TOKEN', 'secrets']] as const)),
  ];
}

/** The files for a server. Their workflow commits nothing. Secrets go there, since everybody can read the policy. */
function withServer(location: ServerLocation, setting: string): Starter {
  const { kind } = location;
  const isDatabricks = kind === 'databricks' || kind === 'databricks-uc';
  const files = filesOf({
    registry: `\n  mlflow: ${nameServer(location, setting)}`,
    report: "mlflow # the metrics of the version's run",
    contents: 'read # to read the policy',
    credentials: 'false',
    step: [
      '        env:',
      ...serverVariables(location).map(([name, from]) => `          ${name}: \${{ ${from}.${name} }}`),
    ],
  });
  if (!isDatabricks || location.profile === null) return { files, notes: [] };
  const { profile } = location;
  const note = `The policy names ${kind} without the profile ${profile}, since a runner has no ~/.databrickscfg: the workflow sets DATABRICKS_HOST and DATABRICKS_TOKEN. On this machine, set DATABRICKS_CONFIG_PROFILE=${profile}.`;
  return { files, notes: [note] };
}

function nameServer(location: ServerLocation, setting: string): string {
  if (location.kind === 'environment') return 'env # the server that MLFLOW_TRACKING_URI names';
  return location.kind === 'http' ? writeText(setting.trim()) : location.kind;
}

/**
 * A new user's first files.
 * @param setting a manifest's file or folder, or an MLflow server, as `registry` has it
 * @throws StagegateError `input` when the setting is not a registry
 */
export function starterFiles(setting: string): Starter & { readonly isServer: boolean } {
  if (hasCredentials(setting)) {
    throw new StagegateError('input', 'the address of the registry contains a user or a password', {
      hint: 'Leave it out: the policy is committed. The workflow that init writes reads them from secrets.',
    });
  }
  const server = parseServerUri(setting);
  const starter = server === null ? withManifest(setting) : withServer(server, setting);
  return { ...starter, isServer: server !== null };
}
