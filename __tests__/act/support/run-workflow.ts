import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { GitHub } from '../../support/github/github.js';
import { ACTION_NODE, PROJECT } from '../../support/project.js';
import { baseEnvironment, runProcess } from '../../support/spawn.js';

export interface WorkflowOptions {
  /** The file's name in `.github/workflows/`. */
  readonly workflow: string;
  readonly event: 'push' | 'pull_request' | 'workflow_dispatch' | 'schedule';
  /** "Re-run jobs" counts up; 1 by default. */
  readonly attempt?: number;
  /** What GitHub would send; the repository is added. */
  readonly payload?: Readonly<Record<string, unknown>>;
  /** What is checked out: a branch, or `refs/pull/1/merge`; `main` by default. */
  readonly ref?: string;
  /** The job's token; by default one that may do everything. */
  readonly token?: string;
}

export interface WorkflowRun {
  /** Did every job end well? */
  readonly success: boolean;
  /** Of the action's step. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Of all steps, Markdown. */
  readonly summary: string;
  /** What was printed, for a test that fails; act may lose what a step prints right before it ends. */
  readonly log: string;
}

/** What act prints a line, as far as it is looked at. */
interface Line {
  readonly jobResult?: string;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly content?: string;
  readonly msg?: string;
}

/**
 * Runs a workflow of a repository on a GitHub of the tests, on this machine and as it is, but for what act leaves out:
 * permissions, environments, concurrency. `stagegate/stagegate` is what is committed in dist/.
 */
export async function runWorkflow(github: GitHub, options: WorkflowOptions): Promise<WorkflowRun> {
  const temp = mkdtempSync(join(tmpdir(), 'stagegate-act-'));
  try {
    const checkout = await checkOut(github, options.ref ?? 'main', join(temp, 'checkout'));
    const run = await runProcess(actProgram(), argumentsFor(github, options, { temp, checkout }), {
      cwd: checkout,
      env: { ...baseEnvironment(), HOME: temp, PATH: pathWithNode() },
    });
    return readRun(`${run.stdout}${run.stderr}`);
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}

function argumentsFor(
  github: GitHub,
  { workflow, event, payload = {}, token = github.token, attempt = 1 }: WorkflowOptions,
  { temp, checkout }: { temp: string; checkout: string },
): string[] {
  const file = join(checkout, '.github', 'workflows', workflow);
  const [owner, name] = github.repository.fullName.split('/');
  const repository = {
    full_name: github.repository.fullName,
    name,
    owner: { login: owner },
    default_branch: 'main',
  };
  writeFileSync(join(temp, 'event.json'), JSON.stringify({ repository, ...payload }));
  const env = {
    GITHUB_API_URL: github.apiUrl,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_SERVER_URL: github.url,
    GITHUB_REPOSITORY: github.repository.fullName,
  };
  return [
    ...[event, '--workflows', file, '--json', '--actor', 'octocat'],
    ...['--platform', 'ubuntu-latest=-self-hosted', '--no-cache-server'],
    // what is ignored comes along, as git has it
    '--use-gitignore=false',
    ...['--action-cache-path', join(temp, 'cache')],
    ...['--local-repository', `${usedAction(file)}=${publishedAction(temp)}`],
    ...['--eventpath', join(temp, 'event.json'), '--secret', `GITHUB_TOKEN=${token}`],
    ...['--env', `GITHUB_RUN_ATTEMPT=${attempt}`],
    ...Object.entries(env).flatMap(([key, value]) => ['--env', `${key}=${value}`]),
  ];
}

/** As `actions/checkout` with `fetch-depth: 2`. Act copies the files without git's own folder. */
export async function checkOut(github: GitHub, ref: string, folder: string): Promise<string> {
  mkdirSync(folder);
  const git = async (...args: string[]): Promise<void> => {
    const run = await runProcess('git', args, { cwd: folder, env: baseEnvironment() });
    if (run.status !== 0) throw new Error(`git ${args.join(' ')}: ${run.stderr}`);
  };
  await git('init', '--quiet', '--initial-branch=main');
  await git('remote', 'add', 'origin', github.repository.gitUrl(github.token));
  await git('fetch', '--quiet', '--depth=2', 'origin', ref);
  await git('checkout', '--quiet', ...(ref.startsWith('refs/') ? ['--detach'] : ['-B', ref]), 'FETCH_HEAD');
  return folder;
}

/** The action as a workflow names it: `stagegate/stagegate@v0`. */
function usedAction(workflow: string): string {
  const found = /uses: (stagegate\/stagegate@\S+)/.exec(readFileSync(workflow, 'utf8'));
  if (found?.[1] === undefined) throw new Error(`${workflow} does not use the action`);
  return found[1];
}

/** What a runner gets of the action and needs. */
function publishedAction(temp: string): string {
  const folder = join(temp, 'action');
  cpSync(join(PROJECT, 'action.yml'), join(folder, 'action.yml'));
  for (const name of ['package.json', 'action', 'bundle']) {
    const filter = (file: string) => !file.endsWith('.map');
    cpSync(join(PROJECT, 'dist', name), join(folder, 'dist', name), { recursive: true, filter });
  }
  return folder;
}

/** Act takes the first node that it finds, where GitHub's runner takes the one that action.yml names. */
function pathWithNode(): string {
  return [dirname(ACTION_NODE), baseEnvironment()['PATH']].join(delimiter);
}

function actProgram(): string {
  const { STAGEGATE_TEST_ACT: program, STAGEGATE_TEST_ACT_FAILURE: failure } = process.env;
  if (program === undefined) throw new Error(failure ?? 'the global set-up did not run');
  return program;
}

function readRun(log: string): WorkflowRun {
  const lines = log
    .split('\n')
    .filter((text) => text.startsWith('{'))
    .map((text) => JSON.parse(text) as Line);
  const results = lines.flatMap(({ jobResult }) => (jobResult === undefined ? [] : [jobResult]));
  const outputs = lines.filter(({ command }) => command === 'set-output');
  return {
    success: results.length > 0 && results.every((result) => ['success', 'skipped'].includes(result)),
    outputs: Object.fromEntries(outputs.map(({ name = '', arg = '' }) => [name, arg])),
    summary: lines
      .flatMap(({ command, content = '' }) => (command === 'summary' ? [content] : []))
      .join('\n'),
    log: lines.map(({ msg = '' }) => msg).join('\n'),
  };
}
