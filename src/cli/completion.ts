import { resolve } from 'node:path';
import type { Command, Option } from 'commander';
import type { Stagegate } from '../engine.js';
import { EXIT, StagegateError } from '../errors.js';
import { compareVersions } from '../model/version.js';
import { forTerminal } from '../text/safe.js';
import type { Shell } from './terminal.js';

/* Completion asks the command line itself: the shell's function calls `stagegate __complete` with the words so far. */

/** One word that fits, and what it is. */
export interface Candidate {
  readonly value: string;
  readonly about: string;
}

/** What the registry can offer. Each call fails when the registry can't be read. */
export interface Offers {
  models(): Promise<readonly string[]>;
  /** With their stages. */
  versions(model: string): Promise<readonly Candidate[]>;
  stages(): Promise<readonly string[]>;
}

/**
 * The words that fit at the end of a command line, the best first. Empty where a file name is expected. Leaves out
 * words that can't be typed: a shell shows them as they are, and a line break would begin another candidate.
 * @param words without `stagegate` itself; the last one is being written and may be empty
 */
export async function complete(
  program: Command,
  words: readonly string[],
  offers: Offers,
): Promise<readonly Candidate[]> {
  const { command, rest } = findCommand(program, words);
  const current = rest.at(-1) ?? '';
  const before = rest.slice(0, -1);
  const found = await offer({ program, command, before, current }, offers);
  return found.filter(({ value }) => value.startsWith(current) && forTerminal(value) === value);
}

interface Line {
  readonly program: Command;
  readonly command: Command | null;
  /** The words of the command before the current one. */
  readonly before: readonly string[];
  readonly current: string;
}

async function offer({ program, command, before, current }: Line, offers: Offers): Promise<Candidate[]> {
  const options = [...program.options, ...(command?.options ?? [])];
  const asked = options.find((option) => takesValue(option) && isNamed(option, before.at(-1) ?? ''));
  const operands = command === null ? null : readOperands(command, before);
  if (asked !== undefined) return await offerValue(asked, operands, offers);
  if (current.startsWith('-')) return offerOptions(command ?? program, before);
  if (operands === null) return offerCommands(program);
  if (command?.name() === 'completion') return SHELLS.map((value) => ({ value, about: '' }));
  return operands.next === null ? [] : await offerOperand(operands.next, operands.given, offers);
}

/** `-C folder` can stand before the command. */
function findCommand(
  program: Command,
  words: readonly string[],
): { command: Command | null; rest: string[] } {
  for (let at = 0; at < words.length - 1; at += 1) {
    const word = words[at] ?? '';
    if (program.options.some((option) => takesValue(option) && isNamed(option, word))) at += 1;
    else if (!word.startsWith('-')) {
      const command = program.commands.find((candidate) => candidate.name() === word) ?? null;
      return { command, rest: words.slice(at + 1) };
    }
  }
  return { command: null, rest: [...words] };
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

/** For an option with two long names, commander keeps one of them as `short`. */
function isNamed({ short, long }: Option, word: string): boolean {
  return word !== '' && (word === short || word === long);
}

interface Operands {
  readonly given: Readonly<Record<string, string>>;
  /** The first operand that isn't given; null if all are. */
  readonly next: string | null;
}

function readOperands(command: Command, before: readonly string[]): Operands {
  const names = command.registeredArguments.map((argument) => argument.name());
  const given: Record<string, string> = {};
  const plain: string[] = [];
  for (let at = 0; at < before.length; at += 1) {
    const word = before[at] ?? '';
    const option = command.options.find((candidate) => isNamed(candidate, word));
    if (option === undefined) {
      if (!word.startsWith('-')) plain.push(word);
    } else if (takesValue(option)) {
      at += 1;
      const name = operandOf(option);
      if (name !== null) given[name] = before[at] ?? '';
    }
  }
  for (const [at, word] of plain.entries()) {
    const name = names[at];
    if (name !== undefined) given[name] = word;
  }
  return { given, next: names.find((name) => given[name] === undefined) ?? null };
}

/** The operand that an option stands for. */
function operandOf({ long }: Option): string | null {
  if (long === '--model' || long === '--model-name') return 'model';
  return long === '--version' || long === '--stage' ? long.slice(2) : null;
}

async function offerValue(option: Option, operands: Operands | null, offers: Offers): Promise<Candidate[]> {
  const operand = operandOf(option);
  if (operand !== null) return await offerOperand(operand, operands?.given ?? {}, offers);
  return (option.argChoices ?? []).map((value) => ({ value, about: '' }));
}

async function offerOperand(
  operand: string,
  given: Readonly<Record<string, string>>,
  offers: Offers,
): Promise<Candidate[]> {
  const plain = (values: readonly string[]) => values.map((value) => ({ value, about: '' }));
  if (operand === 'model')
    // a name that begins with a dash would be read as an option
    return plain((await offers.models()).filter((model) => !model.startsWith('-')));
  if (operand === 'stage') return plain(await offers.stages());
  if (operand !== 'version' || given['model'] === undefined) return [];
  const versions = await offers.versions(given['model']);
  return [...versions, { value: 'latest', about: 'the highest version' }];
}

function offerCommands(program: Command): Candidate[] {
  return program.commands
    .filter((command) => command.name() !== COMPLETE)
    .map((command) => ({ value: command.name(), about: command.description() }));
}

/** The command's options, except those that were given and can't be repeated. */
function offerOptions(command: Command, before: readonly string[]): Candidate[] {
  const help = { value: '--help', about: 'show the arguments and options' };
  const options = command.options.flatMap(({ short, long, description }) => {
    const repeats = /\(repeatable\)/.test(description);
    const names = [long, short].filter((name) => name?.startsWith('--'));
    const [first] = names;
    if (first === undefined || (!repeats && before.some((word) => names.includes(word)))) return [];
    return names.map((name) => ({ value: name ?? first, about: description }));
  });
  return [...options, help];
}

/** The command that the shells' functions call. */
export const COMPLETE = '__complete';
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** `completion`: prints a shell's function. */
export function addCompletion(program: Command, shell: Shell, finish: (status: number) => void): void {
  program
    .command('completion')
    .description('print the shell completion for commands, options, models, versions and stages')
    .argument('<shell>', SHELLS.join(', '))
    .action((name: string) => {
      const script = (SCRIPTS as Readonly<Record<string, string | undefined>>)[name];
      if (script === undefined) {
        const message = `there is a completion for ${SHELLS.join(', ')}, not for ${JSON.stringify(name)}`;
        throw new StagegateError('input', message, { hint: 'Write stagegate completion bash.' });
      }
      shell.stdout.write(script);
      finish(EXIT.done);
    });
}

/** The hidden `__complete`, which the shell's function calls. */
export function addComplete(program: Command, shell: Shell, finish: (status: number) => void): void {
  program
    .command(COMPLETE, { hidden: true })
    .argument('[words...]')
    .action(async (words: string[]) => {
      // an error would garble the prompt: the shell just offers nothing
      const found = await complete(program, words, openOffers(words, shell)).catch(() => []);
      shell.stdout.write(found.map(({ value, about }) => `${value}\t${shorten(about)}\n`).join(''));
      finish(EXIT.done);
    });
}

const LONGEST_ABOUT = 60;

function shorten(about: string): string {
  const text = forTerminal(about);
  return text.length <= LONGEST_ABOUT ? text : `${text.slice(0, LONGEST_ABOUT - 1).trimEnd()}…`;
}

/** The user waits for the server at the prompt, so the wait must be short. */
const QUICK = { MLFLOW_HTTP_REQUEST_TIMEOUT: '3', MLFLOW_HTTP_REQUEST_MAX_RETRIES: '0' };

function openOffers(words: readonly string[], shell: Shell): Offers {
  const option = (name: string) => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
  let engine: Promise<Stagegate> | undefined;
  const open = () =>
    (engine ??= import('../engine.js').then(
      ({ Stagegate }) =>
        new Stagegate({
          policy: option('--policy'),
          registry: option('--registry'),
          cwd: resolve(shell.cwd, option('-C') ?? option('--directory') ?? ''),
          env: { ...QUICK, ...shell.env },
        }),
    ));
  return {
    models: async () => (await open()).models(),
    stages: async () => (await open()).stages(),
    versions: async (model) => {
      const { versions } = await (await open()).read(model);
      return versions
        .toSorted((a, b) => compareVersions(b.version, a.version))
        .map(({ version, stage }) => ({ value: version, about: stage }));
    },
  };
}

const BASH = `# bash completion for stagegate: eval "$(stagegate completion bash)" in ~/.bashrc
_stagegate() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("$(printf '%q' "\${line%%$'\\t'*}")")
  done < <(stagegate ${COMPLETE} -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o nosort -o default -F _stagegate stagegate
`;

const ZSH = `#compdef stagegate
# zsh completion for stagegate: eval "$(stagegate completion zsh)" in ~/.zshrc, after compinit
_stagegate() {
  local line
  local -a values shown
  while IFS= read -r line; do
    values+=("\${line%%$'\\t'*}")
    shown+=("\${line%%$'\\t'*}\${\${line#*$'\\t'}:+  -- \${line#*$'\\t'}}")
  done < <(stagegate ${COMPLETE} -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#values} )); then
    compadd -V stagegate -l -d shown -a values
  else
    _files
  fi
}
compdef _stagegate stagegate
`;

const FISH = `# fish completion for stagegate: stagegate completion fish > ~/.config/fish/completions/stagegate.fish
function __stagegate_complete
    set -l words (commandline -opc)[2..-1] (commandline -ct)
    set -l found (stagegate ${COMPLETE} -- $words 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c stagegate -f -k -a '(__stagegate_complete)'
`;

const SCRIPTS = { bash: BASH, zsh: ZSH, fish: FISH } satisfies Record<(typeof SHELLS)[number], string>;
