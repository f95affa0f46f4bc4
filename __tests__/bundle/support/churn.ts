import { makeWorkspace, type Workspace, type WorkspaceOptions } from '../../support/workspace.js';
import { runCli } from '../../support/run-cli.js';
import type { Finished } from '../../support/spawn.js';

export const POLICY = `registry: models.yaml
stages: [Staging, Production]
models:
  churn:
    report: reports/{version}.json
    stages:
      Staging: {}
      Production:
        from: [Staging]
        gates:
          - metric: accuracy
            min: 0.90
            max-regression: 0.5%
`;

export const MANIFEST = `# The registry of the team.
models:
  churn: # customers who leave
    versions:
      1: {stage: Production, metrics: {accuracy: 0.91}}
      2: {stage: Staging} # the candidate
      3: {stage: 'Staging'}
      4: {stage: None}
    aliases: {champion: 1, candidate: 2}
`;

/** Version 2 is better than the champion, 3 is worse, 4 has not been tested. */
export const CHURN: Readonly<Record<string, string>> = {
  '.github/stagegate.yml': POLICY,
  'models.yaml': MANIFEST,
  'reports/2.json': '{"accuracy": 0.95}\n',
  'reports/3.json': '{"accuracy": 0.80}\n',
};

/** A workspace with the model churn: version 1 in Production, 2 and 3 in Staging, 4 in None. */
export function makeChurn(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  options: WorkspaceOptions = {},
): Workspace {
  return makeWorkspace({ ...CHURN, ...files }, options);
}

/** Runs the command line in a workspace; the arguments are split at spaces, those with spaces of their own follow. */
export function cli(workspace: Workspace, words: string, ...more: readonly string[]): Promise<Finished> {
  return runCli([...words.split(' ').filter((word) => word !== ''), ...more], { cwd: workspace.root });
}

/** Like `cli`, and throws unless it ended with 0. */
export async function mustCli(
  workspace: Workspace,
  words: string,
  ...more: readonly string[]
): Promise<Finished> {
  const run = await cli(workspace, words, ...more);
  if (run.status !== 0)
    throw new Error(`stagegate ${words} ended with ${String(run.status)}: ${run.stderr}${run.stdout}`);
  return run;
}

/** Runs with `--json`; the whole of stdout must be one document, whatever the exit status. */
export async function cliJson(
  workspace: Workspace,
  words: string,
  ...more: readonly string[]
): Promise<Document> {
  const run = await cli(workspace, `${words} --json`, ...more);
  return { ...run, json: JSON.parse(run.stdout) as Json };
}

export type Json = Record<string, unknown>;
export type Document = Finished & { readonly json: Json };

export const PROMOTE = 'promote --model churn --version 2 --stage Production';

/** Version to stage, as list-versions tells it. */
export async function stagesOf(workspace: Workspace, more = ''): Promise<Record<string, string>> {
  const { stdout } = await mustCli(workspace, `list-versions --model-name churn ${more}`);
  const rows = stdout.trimEnd().split('\n').slice(1);
  return Object.fromEntries(rows.map((row) => row.split(/\s+/) as [string, string]));
}

/** The history's lines, parsed. */
export function historyOf(workspace: Workspace, file = 'models.history.jsonl'): Json[] {
  return workspace
    .read(file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Json);
}

/** The lines that `git diff` marks, without its heads. */
export function changedLines(workspace: Workspace, ...paths: readonly string[]): string[] {
  return workspace
    .git('diff', '--unified=0', '--no-color', '--', ...paths)
    .split('\n')
    .filter((line) => /^[-+](?!--|\+\+)/.test(line));
}
