import { stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { EXIT, exitStatus, StagegateError } from '../errors.js';
import { nearest } from '../text/nearest.js';
import { VERSION } from '../version.js';
import { makeRunner, printError, type Runner, type Shell } from './terminal.js';

/** What a command is made of. */
interface Parts {
  readonly program: Command;
  readonly run: Runner;
  readonly shell: Shell;
  readonly finish: (status: number) => void;
}

const moves = () => import('./move-commands.js');
const reads = () => import('./read-commands.js');
const upkeep = () => import('./upkeep-commands.js');
const adopts = () => import('./adopt-commands.js');
const completes = () => import('./completion.js');

/** Each command and what defines it, in the order of the help. Only the code of the command that is run is loaded. */
const COMMANDS: Readonly<Record<string, (parts: Parts) => Promise<void>>> = {
  promote: async ({ program, run }) => (await moves()).addPromote(program, run),
  check: async ({ program, run }) => (await moves()).addCheck(program, run),
  rollback: async ({ program, run }) => (await moves()).addRollback(program, run),
  confirm: async ({ program, run }) => (await moves()).addConfirm(program, run),
  register: async ({ program, run }) => (await moves()).addRegister(program, run),
  'transition-stage': async ({ program, run }) => (await moves()).addTransitionStage(program, run),
  'list-versions': async ({ program, run }) => (await reads()).addListVersions(program, run),
  history: async ({ program, run }) => (await reads()).addHistory(program, run),
  verify: async ({ program, run }) => (await reads()).addVerify(program, run),
  backtest: async ({ program, run }) => (await import('./backtest-command.js')).addBacktest(program, run),
  power: async ({ program, run }) => (await import('./power-command.js')).addPower(program, run),
  site: async ({ program, run }) => (await import('./site-command.js')).addSite(program, run),
  acknowledge: async ({ program, run }) => (await upkeep()).addAcknowledge(program, run),
  unregister: async ({ program, run }) => (await upkeep()).addUnregister(program, run),
  validate: async ({ program, run }) => (await upkeep()).addValidate(program, run),
  init: async ({ program, shell, finish }) => (await adopts()).addInit(program, shell, finish),
  adopt: async ({ program, shell, finish }) => (await adopts()).addAdopt(program, shell, finish),
  completion: async ({ program, shell, finish }) => (await completes()).addCompletion(program, shell, finish),
  __complete: async ({ program, shell, finish }) => (await completes()).addComplete(program, shell, finish),
};

const EPILOGUE = `
Exit status:
  0  done, allowed or unchanged
  1  blocked by a gate
  2  bad input, policy, report or manifest
  3  the registry or GitHub could not be reached, or refused
  4  lost a race after all retries`;

/** Runs the command line. @returns the exit status */
export async function main(argv: readonly string[], shell: Shell): Promise<number> {
  let status: number = EXIT.done;
  const json = argv.includes('--json');
  const words = withoutDirectory(argv);
  const program = await makeProgram(words, shell, (code) => (status = code));
  try {
    if (asksVersion(words)) {
      shell.stdout.write(`${VERSION}\n`);
      return EXIT.done;
    }
    await program.parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      printError(error, json, shell);
      return exitStatus(error);
    }
    if (error.exitCode === 0) return EXIT.done; // help that was asked for
    if (error.code === 'commander.help') return EXIT.badInput; // no command: the help has been shown
    printError(usageError(error, program, words), json, shell);
    return EXIT.badInput;
  }
}

/** Explains a wrong call. For a guess at a misspelt option, commander itself only looks at one name of each option. */
function usageError(error: CommanderError, program: Command, argv: readonly string[]): StagegateError {
  const command = program.commands.find((candidate) => candidate.name() === argv[0]);
  const hint = `See stagegate ${command === undefined ? '' : `${command.name()} `}--help.`;
  const message = error.message.replace(/^error: /, '');
  const unknown = /^unknown option '(--[^'=]*)/.exec(message)?.[1];
  if (unknown === undefined) return new StagegateError('input', message, { hint });
  const known = command?.options.flatMap(({ short, long }) => [short, long]) ?? [];
  const guess = nearest(
    unknown,
    known.filter((flag) => flag?.startsWith('--')).map((flag) => flag ?? ''),
  );
  return new StagegateError('input', `unknown option '${unknown}'`, {
    hint: guess === undefined ? hint : `Did you mean ${guess}? ${hint}`,
  });
}

/** The arguments without each `-C` that comes before the command. */
function withoutDirectory(argv: readonly string[]): readonly string[] {
  const [first = ''] = argv;
  if (first === '-C' || first === '--directory') return withoutDirectory(argv.slice(2));
  return /^(?:-C.|--directory=)/.test(first) ? withoutDirectory(argv.slice(1)) : argv;
}

/** Defines the command that the words begin with. For help, an unknown name or completion, defines all commands. */
async function makeProgram(
  [name = '']: readonly string[],
  outer: Shell,
  finish: (status: number) => void,
): Promise<Command> {
  const shell = { ...outer };
  const program = new Command('stagegate')
    .description('Gated model promotion: a version moves to a stage only when its evidence meets the policy.')
    .option('--version', 'print the version of stagegate')
    .addOption(directoryOption())
    .helpOption('-h, --help', 'show the arguments and options of a command')
    .enablePositionalOptions()
    .exitOverride()
    // only names: with the arguments, the list of commands would have no room for descriptions
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText('after', EPILOGUE)
    .configureOutput({
      writeOut: (text) => shell.stdout.write(text),
      // errors are printed once, by printError; help that was not asked for is still shown
      writeErr: (text) => shell.stderr.write(text),
      outputError: () => undefined,
    });
  const run = makeRunner(shell, finish);
  const asked = name !== '__complete' && Object.hasOwn(COMMANDS, name) ? [name] : Object.keys(COMMANDS);
  for (const command of asked) await COMMANDS[command]?.({ program, run, shell, finish });
  for (const command of program.commands) {
    command.helpOption('-h, --help', 'show the arguments and options of this command').exitOverride();
    command.addOption(directoryOption());
    command.addHelpText('after', examplesOf(command.name()));
    command.hook('preAction', async () => {
      for (const { directory } of [program.opts<Directory>(), command.opts<Directory>()])
        if (directory !== undefined) shell.cwd = await enter(shell.cwd, directory);
    });
  }
  return program;
}

interface Directory {
  readonly directory?: string;
}

/** Like git's `-C`: each further one is relative to the one before. It may also come after the command. */
function directoryOption(): Option {
  return new Option(
    '-C, --directory <dir>',
    'work in this folder: all other paths are relative to it',
  ).argParser((value: string, previous: string | undefined) =>
    previous === undefined || isAbsolute(value) ? value : join(previous, value),
  );
}

/** @throws StagegateError `input` when it doesn't exist or is a file */
async function enter(cwd: string, directory: string): Promise<string> {
  const path = resolve(cwd, directory);
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) return path;
  throw new StagegateError(
    'input',
    `the folder ${JSON.stringify(directory)} (-C) ${found === null ? "doesn't exist" : 'is a file'}`,
    {
      hint: `Give a folder, absolute or relative to ${cwd}.`,
    },
  );
}

/**
 * Whether the user asks for the program's version: with `--version` first, or alone after a command. With more
 * arguments, it is the command's own option, so `promote --version --stage x` is an error.
 */
function asksVersion(argv: readonly string[]): boolean {
  const [first, second] = argv;
  if (first === '--version' || first === '-V') return true;
  return argv.length === 2 && second === '--version';
}

/** What `--help` shows below a command's options: commands to copy. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  promote: [
    'stagegate promote churn 4 Production',
    'stagegate promote churn latest Staging --dry-run',
    'stagegate promote churn 4 Production --force --reason "hotfix, see incident 17"',
  ],
  check: ['stagegate check churn 4 Production', 'stagegate check churn 4 Production --explain'],
  rollback: [
    'stagegate rollback churn Production --reason "error rate doubled"',
    'stagegate rollback churn Production 2 --reason "error rate doubled" --dry-run',
  ],
  confirm: [
    'stagegate confirm churn Production',
    'stagegate confirm churn Production 4 --report live.json',
    'stagegate confirm churn Production --dry-run --json',
  ],
  register: [
    'stagegate register churn --source models/churn/5.bin',
    'stagegate register churn 5 --source s3://models/churn/5 --tag data=2026-11',
  ],
  'transition-stage': ['stagegate transition-stage --model-name churn --version 4 --stage Production'],
  'list-versions': ['stagegate list-versions --model-name churn', 'stagegate list-versions'],
  history: ['stagegate history churn --stage Production --limit 5', 'stagegate history --at 2026-11-17'],
  power: [
    'stagegate power churn Production',
    'stagegate power churn Production --effect 0.01 --samples 2000',
    'stagegate power churn Production --replay reports/a1.json reports/a2.json',
  ],
  site: ['stagegate site --out _site', 'stagegate site --out _site --json'],
  verify: ['stagegate verify', 'stagegate verify --json'],
  backtest: [
    'stagegate backtest',
    'stagegate backtest churn --policy .github/stricter.yml --since 2026-06-01 --json',
  ],
  acknowledge: ['stagegate acknowledge churn --reason "moved in the MLflow UI during the outage"'],
  unregister: ['stagegate unregister churn 9 --reason "trained on the wrong data"'],
  validate: ['stagegate validate', 'stagegate validate --registry models.yaml --json'],
  completion: ['stagegate completion bash'],
  adopt: ['stagegate adopt', 'stagegate adopt --dry-run', 'stagegate adopt --yes'],
  init: ['stagegate init', 'stagegate init --registry mlflow'],
};

/** @returns the text for commander, with a line break in front; empty for a command without examples */
function examplesOf(command: string): string {
  const lines = EXAMPLES[command] ?? [];
  if (lines.length === 0) return '';
  return `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
