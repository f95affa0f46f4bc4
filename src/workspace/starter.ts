import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StagegateError } from '../errors.js';

const POLICY = `# What a model version needs for a stage. Nothing is promoted that this file does not name.
registry: models.yaml
stages: [Staging, Production] # the order of promotion
models:
  my-model:
    report: reports/my-model/{version}.json # the evaluation that your training job commits
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

const MANIFEST = `# The model registry. Stagegate edits the stages; comments and order stay as they are.
models: {}
`;

const WORKFLOW = `name: promote
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
      contents: write # to commit the changed manifest and its history
    steps:
      - uses: actions/checkout@v7
      - uses: stagegate/stagegate@v0
        with:
          model: my-model
          version: \${{ inputs.version }}
          stage: \${{ inputs.stage }}
          reason: \${{ inputs.reason }}
          commit: push
`;

const FILES: readonly (readonly [path: string, text: string])[] = [
  ['.github/stagegate.yml', POLICY],
  ['models.yaml', MANIFEST],
  ['.github/workflows/promote.yml', WORKFLOW],
];

/**
 * Writes what a new user starts from; a file that is there is never touched.
 * @throws StagegateError `unavailable` when the folder can't be written
 */
export async function writeStarter(root: string): Promise<{ created: string[]; kept: string[] }> {
  const created: string[] = [];
  const kept: string[] = [];
  for (const [path, text] of FILES) {
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
  return { created, kept };
}
