import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ACTION_BUNDLE, ACTION_NODE, PROJECT } from './project.js';
import { parseRunnerFile } from './runner-files.js';
import { parseLogCommands, selectAnnotations, type Annotation, type LogCommand } from './runner-log.js';
import { baseEnvironment, runProcess, type SpawnOptions } from './spawn.js';

export interface ActionOptions {
  /** The checkout: GITHUB_WORKSPACE and the folder to start in. */
  readonly workspace: string;
  /** What stands under `with:`; for each input left out, action.yml's default holds, else the empty text. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The payload at GITHUB_EVENT_PATH. */
  readonly event?: unknown;
  /** GITHUB_EVENT_NAME; `push` by default. */
  readonly eventName?: string;
  /** GITHUB_REF; `refs/heads/main` by default. */
  readonly ref?: string;
  /** GITHUB_SHA; forty digits by default. */
  readonly sha?: string;
  /** What `${{ github.token }}` stands for; none by default, so that nothing is asked of GitHub. */
  readonly token?: string;
  /** Added last, so it may replace anything; the step's `env:`. */
  readonly env?: Readonly<Record<string, string>>;
  readonly onStart?: SpawnOptions['onStart'];
  /** The file to start; the committed one by default. */
  readonly entry?: string;
}

export interface ActionRun {
  readonly status: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  /** GITHUB_ENV and GITHUB_STATE, which the action has no reason to write. */
  readonly exported: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** The step summary, Markdown. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** Every command that the runner would obey, annotations and masks included. */
  readonly commands: readonly LogCommand[];
  /** The values that the runner would hide from then on. */
  readonly masks: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
}

const FILES = ['output', 'env', 'state', 'path', 'step_summary'] as const;

/**
 * Runs the committed action bundle on the Node that runners use, in an environment built as a runner builds it,
 * and reads what it left as a runner does.
 *
 * @throws Error when an output file is not what a runner could read
 */
export async function runAction(options: ActionOptions): Promise<ActionRun> {
  const temp = await mkdtemp(join(tmpdir(), 'stagegate-runner-'));
  try {
    await Promise.all(FILES.map((name) => writeFile(join(temp, name), '')));
    await writeFile(join(temp, 'event.json'), JSON.stringify(options.event ?? {}));
    const env = await buildEnvironment(options, temp);
    const run = await runProcess(ACTION_NODE, [options.entry ?? ACTION_BUNDLE], {
      cwd: options.workspace,
      env,
      onStart: options.onStart,
    });
    // A runner reads both streams for commands.
    const commands = [...parseLogCommands(run.stdout), ...parseLogCommands(run.stderr)];
    const read = (name: (typeof FILES)[number]): Promise<string> => readFile(join(temp, name), 'utf8');
    return {
      ...run,
      outputs: parseRunnerFile(await read('output')),
      exported: parseRunnerFile(await read('env')),
      state: parseRunnerFile(await read('state')),
      summary: await read('step_summary'),
      annotations: selectAnnotations(commands),
      commands,
      masks: commands.filter(({ name }) => name === 'add-mask').map(({ message }) => message),
    };
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

async function buildEnvironment(options: ActionOptions, temp: string): Promise<Record<string, string>> {
  const ref = options.ref ?? 'refs/heads/main';
  const files = FILES.map((name) => [`GITHUB_${name.toUpperCase()}`, join(temp, name)] as const);
  return {
    ...baseEnvironment(),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTOR: 'octocat',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_EVENT_NAME: options.eventName ?? 'push',
    GITHUB_EVENT_PATH: join(temp, 'event.json'),
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_JOB: 'promote',
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: 'octo-org/models',
    GITHUB_REPOSITORY_OWNER: 'octo-org',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1658821493',
    GITHUB_RUN_NUMBER: '3',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: options.sha ?? 'ffac537e6cbbf934b08745a378932722df287a53',
    GITHUB_TRIGGERING_ACTOR: 'octocat',
    GITHUB_WORKFLOW: 'promote',
    GITHUB_WORKSPACE: options.workspace,
    RUNNER_ARCH: 'X64',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: temp,
    ...Object.fromEntries(files),
    ...(await buildInputs(options)),
    ...options.env,
  };
}

/** Every declared input is set, the empty ones too; a runner does not look at `required`. */
async function buildInputs(options: ActionOptions): Promise<Record<string, string>> {
  const metadata = parse(await readFile(join(PROJECT, 'action.yml'), 'utf8')) as {
    readonly inputs: Readonly<Record<string, { readonly default?: string | number | boolean }>>;
  };
  const values = new Map<string, string>();
  for (const [name, input] of Object.entries(metadata.inputs)) {
    const text = String(input.default ?? '');
    values.set(inputVariable(name), text.replace('${{ github.token }}', options.token ?? ''));
  }
  for (const [name, value] of Object.entries(options.inputs)) {
    values.set(inputVariable(name), value);
  }
  return Object.fromEntries(values);
}

function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}
