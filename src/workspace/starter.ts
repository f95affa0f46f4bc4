import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { dirname, posix, relative } from 'node:path';
import { explained, StagegateError } from '../errors.js';
import { hasCredentials } from '../text/uri-credentials.js';
import { locateManifest, checkPath } from '../registry/manifest/location.js';
import { locate } from '../registry/manifest/disk/location.js';
import { nodeDisk } from '../registry/manifest/disk/port.js';
import { writeText } from '../registry/manifest/document/render.js';
import { parseServerUri, type ServerLocation } from '../model/server-location.js';
import { findTop } from '../files/place.js';
import { findDefaultPolicy } from '../files/policy-file.js';
import type { Environment } from '../model/run-context.js';
import { toPosix } from '../files/workspace-file.js';

const POLICY = '.github/stagegate.yml';
const WORKFLOW = '.github/workflows/promote.yml';

interface Parts {
  /** YAML right after `registry:`. */
  readonly registry: string;
  /** YAML after `report:`. */
  readonly report: string;
  /** The job's permission for the repository's contents, and why. */
  readonly contents: string;
  /** Further lines of the step. */
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
# all runs wait for each other; without queue: max GitHub would cancel one that waits when another one comes
concurrency: { group: stagegate, queue: max, cancel-in-progress: false }
jobs:
  promote:
    runs-on: ubuntu-latest
    permissions:
      contents: ${contents}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
      - uses: stagegate/stagegate@v0
        with:
          model: my-model
          version: \${{ inputs.version }}
          stage: \${{ inputs.stage }}
          reason: \${{ inputs.reason }}
${step.map((line) => `${line}\n`).join('')}`;

type File = readonly [path: string, text: string];

interface Starter {
  readonly files: readonly File[];
  /** Notes for a choice that may be a mistake. */
  readonly notes: readonly string[];
}

const filesOf = (parts: Parts, ...manifest: readonly File[]): File[] => [
  [POLICY, policyOf(parts)],
  ...manifest,
  [WORKFLOW, workflowOf(parts)],
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
  const taken = [POLICY, WORKFLOW].find((file) => collides(path.toLowerCase(), file));
  if (taken !== undefined) {
    throw new StagegateError(
      'input',
      `the registry ${JSON.stringify(setting)} would take the place of ${taken}`,
      {
        hint: 'Give the registry a file or folder of its own, as models.yaml is.',
      },
    );
  }
  const parts = {
    // as given: without its dot, ./mlflow would be a server
    registry: ` ${writeText(setting.trim())}`,
    report: 'reports/my-model/{version}.json # the evaluation that your training job commits',
    contents: 'write # to commit the changed manifest and its history',
    step: ['          commit: push'],
  };
  if (kind === 'folder') {
    const note = `The registry ${path || '.'} is treated as a folder: each model gets a file in it when it is registered. A single file ends in .yaml, .yml or .json.`;
    return { files: filesOf(parts), notes: [note] };
  }
  const manifest = path.toLowerCase().endsWith('.json') ? '{\n  "models": {}\n}\n' : MANIFEST;
  return { files: filesOf(parts, [path, manifest]), notes: [] };
}

/** Whether a registry is this file, its folder, or below it. */
function collides(registry: string, file: string): boolean {
  return registry === file || registry === dirname(file) || registry.startsWith(`${file}/`);
}

/** A line of a step's `env`, from the repository's variable or secret of the same name. */
const variable = (name: string, from: 'vars' | 'secrets'): string =>
  `          ${name}: \${{ ${from}.${name} }}`;

/** Commits nothing. Secrets go into the workflow: everybody can read the policy. */
function withServer(location: ServerLocation, setting: string): Starter {
  const { kind } = location;
  const isDatabricks = kind === 'databricks' || kind === 'databricks-uc';
  const files = filesOf({
    registry: `\n  mlflow: ${nameServer(location, setting)}`,
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
  if (!isDatabricks || location.profile === null) return { files, notes: [] };
  const { profile } = location;
  const note = `The policy names ${kind} without the profile ${profile}, since a runner has no ~/.databrickscfg: the workflow sets DATABRICKS_HOST and DATABRICKS_TOKEN. On this machine, set DATABRICKS_CONFIG_PROFILE=${profile}.`;
  return { files, notes: [note] };
}

function nameServer(location: ServerLocation, setting: string): string {
  if (location.kind === 'environment') return 'env # the server that MLFLOW_TRACKING_URI names';
  return location.kind === 'http' ? writeText(setting.trim()) : location.kind;
}

/** The paths that were written or kept. */
export interface Written {
  readonly created: readonly string[];
  readonly kept: readonly string[];
  /** Notes for a registry that may be a mistake. */
  readonly notes: readonly string[];
  /** The registry is a server, not a manifest. */
  readonly isServer: boolean;
}

/**
 * Writes a new user's first files. Existing files are never touched.
 * @param setting a manifest's file or folder, or an MLflow server, as `registry` has it
 * @throws StagegateError `unavailable` when the folder can't be written, `input` when the setting is not a registry
 */
export async function writeStarter(
  root: string,
  setting = 'models.yaml',
  env: Environment = process.env,
): Promise<Written> {
  if (hasCredentials(setting)) {
    throw new StagegateError('input', 'the address of the registry contains a user or a password', {
      hint: 'Leave it out: the policy is committed. The workflow that init writes reads them from secrets.',
    });
  }
  const server = parseServerUri(setting);
  const { files, notes } = server === null ? withManifest(setting) : withServer(server, setting);
  const realRoot = await realpath(root);
  const top = (await findTop(realRoot, env)) ?? realRoot;
  const folder = toPosix(relative(top, realRoot));
  // locate all of them before writing the first
  const located: { path: string; text: string; place: string }[] = [];
  const policy = (await findDefaultPolicy(realRoot)) ?? POLICY;
  for (const [name, text] of files) {
    const path = name === POLICY ? policy : name;
    const isAbove = path === WORKFLOW && folder !== '';
    const file = isAbove ? inFolder(folder, text) : { path, text };
    const place = await explained(
      () => locate(nodeDisk, isAbove ? top : realRoot, path),
      notWritten(file.path),
    );
    located.push({ ...file, place });
  }
  const created: string[] = [];
  const kept: string[] = [];
  for (const { path, text, place } of located) {
    const isNew = await explained(() => createFile(place, text), notWritten(path));
    (isNew ? created : kept).push(path);
  }
  return { created, kept, notes: created.includes(POLICY) ? notes : [], isServer: server !== null };
}

/** GitHub only runs workflows in the repository's top folder. */
function inFolder(folder: string, workflow: string): { path: string; text: string } {
  return {
    path: posix.relative(folder, WORKFLOW),
    text: workflow.replace(/^( *)with:\n/m, (line, indent: string) => {
      return `${line}${indent}  working-directory: ${writeText(folder)}\n`;
    }),
  };
}

/** False if the file exists. */
async function createFile(place: string, text: string): Promise<boolean> {
  await mkdir(dirname(place), { recursive: true });
  try {
    await writeFile(place, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** @returns what `explained` takes: says of a file that it could not be written */
function notWritten(path: string) {
  return (cause: unknown) => {
    const { code } = cause as NodeJS.ErrnoException;
    return new StagegateError('unavailable', `${path} could not be written (${code})`, {
      hint: 'Check the permissions of its folder and the free space on its disk.',
      cause,
    });
  };
}
