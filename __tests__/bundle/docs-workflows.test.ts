import { afterEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { startDatabricks, type Databricks } from '../support/databricks/databricks.js';
import { docBlocks, YAML, type DocBlock } from '../support/docs.js';
import { startGitHub, type GitHub } from '../support/github/github.js';
import type { RunOptions } from '../support/github/workflow-run.js';
import { runAction, type ActionRun } from '../support/run-action.js';
import { makeWorkspace } from '../support/workspace.js';
import { makeDocsRepository } from './support/docs-repository.js';

/*
 * Every workflow of the pages is run on a GitHub of the tests: the step of stagegate with its inputs, its variables and
 * its job's permissions. What the other steps do is up to their actions. (README.md's is in pasted.test.ts, those of
 * examples/workflows in the suite act.)
 */

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly on: Readonly<Record<string, { readonly inputs?: Readonly<Record<string, object>> } | null>>;
  readonly jobs: Readonly<
    Record<
      string,
      { readonly permissions: Record<string, 'read' | 'write'>; readonly steps: readonly Step[] }
    >
  >;
}

let github: GitHub | null = null;
let databricks: Databricks | null = null;
afterEach(async () => {
  await github?.close();
  github = null;
  await databricks?.close();
  expect(databricks?.violations ?? []).toEqual([]);
  databricks = null;
});

/** A server with two versions of a model. @returns the variables that take the place of the workflow's */
async function serve(registry: 'workspace' | 'catalog', model: string): Promise<Record<string, string>> {
  databricks = await startDatabricks();
  databricks.runs.add('r1', { accuracy: 0.91 });
  databricks.runs.add('r2', { accuracy: 0.93 });
  databricks[registry].register(model, { runId: 'r1' }, { runId: 'r2' });
  const { client } = databricks.signIn;
  return {
    ...(registry === 'workspace'
      ? { MLFLOW_TRACKING_URI: 'databricks', MLFLOW_REGISTRY_URI: 'databricks' }
      : {}),
    DATABRICKS_HOST: databricks.url,
    DATABRICKS_CLIENT_ID: client.id,
    DATABRICKS_CLIENT_SECRET: client.secret,
  };
}

const REPORT = { 'reports/churn/11.json': '{"accuracy": 0.94}\n' };

/** A pull request with a report and two approvals. */
async function openPull({ repository }: GitHub, merge: boolean): Promise<number> {
  await repository.commit(REPORT, { branch: 'topic' });
  const { number } = await repository.openPull({ branch: 'topic', by: 'octocat' });
  for (const by of ['ann', 'bob']) {
    repository.collaborator(by, 'write');
    repository.review(number, { by });
  }
  if (merge) await repository.mergePull(number);
  return number;
}

interface Case {
  /** Of a workflow that is started by hand. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Replaces files of the repository. */
  readonly files?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
  readonly server?: () => Promise<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  /** What the comment on the pull request says; null for no comment. */
  readonly comment: string | null;
}

const MANIFEST = `models:
  churn:
    versions:
      2: { stage: Archived, metrics: { accuracy: 0.91 } }
      3: { stage: Production, metrics: { accuracy: 0.92 } }
      11: { stage: None }
`;

/** By page and the workflow's file. */
const CASES: Readonly<Record<string, Case>> = {
  'docs/guides/check-pull-requests.md .github/workflows/check-model.yml': {
    outputs: { decision: 'allowed', promoted: 'false', stage: 'Staging', version: '9' },
    comment: 'can be promoted to Staging',
  },
  'docs/guides/promote-on-merge.md .github/workflows/promote-on-merge.yml': {
    outputs: { decision: 'promoted', stage: 'Staging', version: '9', 'in-stage': 'true' },
    comment: 'is in Staging',
  },
  'docs/guides/promote-on-merge.md .github/workflows/promote.yml': {
    inputs: { version: '4' },
    outputs: { decision: 'promoted', stage: 'Production', 'in-stage': 'true', 'previous-version': '3' },
    comment: null,
  },
  'docs/guides/roll-back.md .github/workflows/rollback.yml': {
    inputs: { version: '', reason: 'error rate doubled' },
    outputs: { decision: 'rolled-back', version: '2', stage: 'Production' },
    comment: null,
  },
  'docs/guides/confirm.md .github/workflows/confirm.yml': {
    // after the promotion, which the repository is made with
    files: () => ({ 'live/3.json': JSON.stringify({ time: new Date().toISOString(), error_rate: 0.002 }) }),
    outputs: { decision: 'confirmed', version: '3', stage: 'Production' },
    comment: null,
  },
  'docs/guides/approvals.md .github/workflows/promote.yml': {
    files: { 'models.yaml': MANIFEST, 'models.history.jsonl': '' },
    outputs: { decision: 'promoted', version: '11', stage: 'Production' },
    comment: 'is in Production',
  },
  'docs/guides/mlflow.md .github/workflows/promote.yml': {
    inputs: { version: '2', stage: 'Staging' },
    server: () => serve('workspace', 'churn'),
    outputs: { decision: 'promoted', stage: 'Staging', commit: '' },
    comment: null,
  },
  'docs/guides/databricks.md .github/workflows/promote.yml': {
    inputs: { version: '2', stage: 'Staging' },
    server: () => serve('catalog', 'main.risk.churn'),
    outputs: { decision: 'promoted', stage: 'Staging', commit: '' },
    comment: null,
  },
};

const nameOf = ({ file, text }: DocBlock): string => `${file} ${/^# (\S+)\n/.exec(text)?.[1] ?? ''}`;

const WORKFLOWS = docBlocks(YAML).filter(
  ({ file, text }) => file !== 'README.md' && /^on:/m.test(text) && /^jobs:/m.test(text),
);

test('every workflow of the pages has a case, and every case a workflow', () => {
  expect(WORKFLOWS.map(nameOf).sort()).toEqual(Object.keys(CASES).sort());
});

/** The policy that stands on the workflow's page, if there is one. */
function policyBeside({ file }: DocBlock): Record<string, string> {
  const policy = docBlocks(YAML, [file]).find(({ text }) => text.startsWith('# .github/stagegate.yml\n'));
  return policy === undefined ? {} : { '.github/stagegate.yml': policy.text };
}

async function perform(
  block: DocBlock,
  { inputs = {}, files = {}, server }: Case,
): Promise<ActionRun & { readonly comments: readonly string[] }> {
  const { on, jobs } = parse(block.text) as Workflow;
  const [job] = Object.values(jobs);
  const step = job?.steps.find(({ uses }) => uses?.startsWith('stagegate/stagegate@'));
  if (job === undefined || step === undefined) throw new Error(`${block.file} has no step of stagegate`);
  const declared = Object.keys(on['workflow_dispatch']?.inputs ?? {});
  expect(Object.keys(inputs).sort()).toEqual(declared.sort());

  const repository = makeDocsRepository().files();
  const own = typeof files === 'function' ? files() : files;
  const content = { ...repository, ...policyBeside(block), ...own };
  github = await startGitHub({ files: content });
  const pull = await openPull(github, !('pull_request' in on));
  const given = Object.entries(step.with ?? {}).map(([name, value]) => [
    name,
    String(value).replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => inputs[input] ?? ''),
  ]);
  const options: RunOptions =
    'pull_request' in on
      ? { event: 'pull_request', pull }
      : 'push' in on
        ? { event: 'push' }
        : { event: 'workflow_dispatch', inputs };
  const context = await github.run({ ...options, permissions: job.permissions });
  const env = { ...step.env, ...(await server?.()) };
  const run = await runAction({
    workspace: makeWorkspace({ ...content, ...REPORT }).root,
    inputs: Object.fromEntries(given) as Record<string, string>,
    ...context,
    env: { ...context.env, ...env },
  });
  return { ...run, comments: github.repository.comments(pull).map(({ body }) => body) };
}

describe('a workflow of the pages does what its page says', () => {
  test.each(WORKFLOWS.map((block) => [nameOf(block), block] as const))('%s', async (name, block) => {
    const { outputs, comment } = CASES[name]!;
    const run = await perform(block, CASES[name]!);
    expect(run).toMatchObject({ status: 0, outputs });
    expect(run.annotations.filter(({ level }) => level !== 'notice')).toEqual([]);
    expect(run.comments).toEqual(comment === null ? [] : [expect.stringContaining(comment)]);
  });
});
