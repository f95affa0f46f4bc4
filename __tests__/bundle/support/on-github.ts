import { startGitHub, type GitHub, type GitHubOptions } from '../../support/github/github.js';
import type { RunOptions } from '../../support/github/workflow-run.js';
import { runAction, type ActionOptions, type ActionRun } from '../../support/run-action.js';
import { makeWorkspace, type Workspace } from '../../support/workspace.js';
import { CHURN, type Json } from './churn.js';

/** A GitHub with the model churn on `main`, and what a job has checked out of it: policy and reports. */
export async function startChurn(
  files: Readonly<Record<string, string>> = {},
  options: GitHubOptions = {},
): Promise<{ github: GitHub; workspace: Workspace }> {
  const all = { ...CHURN, ...files };
  const github = await startGitHub({ files: all, ...options });
  github.repository.settings.actionsMayOpenPulls = true;
  const { 'models.yaml': manifest, ...rest } = all;
  // the manifest that was checked out is another: whoever reads it decides something else
  return {
    github,
    workspace: makeWorkspace({ ...rest, 'models.yaml': manifest === undefined ? '' : 'models: {}\n' }),
  };
}

export interface StepOptions extends RunOptions {
  /** Replaces the job's token. */
  readonly token?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly onStart?: ActionOptions['onStart'];
}

/** Runs the action in a workflow on a GitHub of the tests. */
export async function act(
  { github, workspace }: { readonly github: GitHub; readonly workspace: Workspace },
  inputs: Readonly<Record<string, string>>,
  { token, env, onStart, ...options }: StepOptions = {},
): Promise<ActionRun> {
  const context = await github.run(options);
  return runAction({
    workspace: workspace.root,
    inputs,
    ...context,
    ...(token === undefined ? {} : { token }),
    onStart,
    env: { ...context.env, ...env },
  });
}

/** The history on a branch, parsed. */
export async function historyOn(github: GitHub, branch = 'main'): Promise<Json[]> {
  const text = (await github.repository.read('models.history.jsonl', branch)) ?? '';
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Json);
}
