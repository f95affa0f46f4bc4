import { Option, type Command } from 'commander';
import { StagegateError } from '../errors.js';
import { splitReference } from '../promotion/request.js';

type Operand = 'model' | 'version' | 'stage';

/** Help text by operand. The order of the keys is the order on the command line. */
type Operands<Name extends Operand> = Readonly<Record<Name, string>>;

type Given<Needed extends Operand, Optional extends Operand> = Record<Needed, string> &
  Partial<Record<Optional, string>>;

/** MLflow's tutorials say --model-name. */
const FLAGS: Operands<Operand> = {
  model: '--model, --model-name <name>',
  version: '--version <version>',
  stage: '--stage <stage>',
};

/**
 * Lets a command take its model, version and stage as plain arguments, as options, or mixed.
 * @param act gets the operands and commander's options. It isn't called when a needed operand is missing, or one has
 *   two values: that is a StagegateError `input`.
 */
export function takeOperands<Needed extends Operand, Optional extends Operand = never>(
  command: Command,
  { needed, optional }: { needed: Operands<Needed>; optional?: Operands<Optional> },
  act: (given: Given<Needed, Optional>, options: never) => Promise<void>,
): Command {
  const help: Partial<Operands<Operand>> = { ...needed, ...optional };
  const names = Object.keys(help) as Operand[];
  const isNeeded = (name: Operand) => Object.hasOwn(needed, name);
  const form = names.map((name) => (isNeeded(name) ? `<${name}>` : `[${name}]`)).join(' ');
  const usage = `stagegate ${command.name()} ${form}`;
  command.usage(`${form} [options]`);
  const options = names.map((name) => {
    const option = new Option(FLAGS[name], `same as the argument ${name}`);
    command.argument(`[${name}]`, `${isNeeded(name) ? '(required) ' : ''}${help[name] ?? ''}`);
    command.addOption(option.argParser(onlyOnce(name)));
    return { name, attribute: option.attributeName() };
  });
  return command.action((...args: unknown[]) => {
    const byOption = args.at(-2) as Record<string, string | undefined>;
    const given = Object.fromEntries(
      options.flatMap(({ name, attribute }, at) => {
        const values = [args[at] as string | undefined, byOption[attribute]];
        const [value, other] = values.filter((text) => text !== undefined);
        if (value === undefined) return [];
        if (other !== undefined && other !== value) {
          throw new StagegateError(
            'input',
            `the ${name} has two values: ${quote(value)} as an argument, ${quote(other)} as an option`,
            { hint: `Give each value once. The order of the arguments is: ${usage}` },
          );
        }
        return [[name, value]];
      }),
    ) as Partial<Record<Operand, string>>;
    requireOrder(given, usage);
    const missing = names.filter((name) => isNeeded(name) && given[name] === undefined);
    if (missing.length > 0) throw lacks(command.name(), { missing, usage, model: given.model });
    return act(given as Given<Needed, Optional>, byOption as never);
  });
}

/** Commander silently takes the last of two values. */
function onlyOnce(name: Operand) {
  return (value: string, previous: string | undefined): string => {
    if (previous === undefined || previous === value) return value;
    throw new StagegateError('input', `the ${name} has two values: ${quote(previous)} and ${quote(value)}`, {
      hint: 'Give one of the two.',
    });
  };
}

const LIKE_VERSION = /^(?:\d+|latest|@.*)$/i;

/** Without this, two errors about unknown values would hide that only the order is wrong. */
function requireOrder({ version, stage }: Partial<Record<Operand, string>>, usage: string): void {
  if (version === undefined || stage === undefined) return;
  if (LIKE_VERSION.test(version) || !LIKE_VERSION.test(stage)) return;
  throw new StagegateError('input', `version ${quote(version)} and stage ${quote(stage)} are swapped`, {
    hint: `The order of the arguments is: ${usage}`,
  });
}

function lacks(
  command: string,
  { missing, usage, model = '' }: { missing: readonly Operand[]; usage: string; model: string | undefined },
): StagegateError {
  const list = missing
    .map((name) => `a ${name}`)
    .join(', ')
    .replace(/, ([^,]*)$/, ' and $1');
  const flags = missing.map((name) => `--${name}`).join(', ');
  const both = splitReference(model);
  const apart =
    both === null
      ? []
      : [
          `${quote(model)} looks like a model and a version: give them apart, as ${both.model} ${both.version}.`,
        ];
  return new StagegateError('input', `${command} needs ${list}`, {
    hint: [...apart, `Write ${usage}, or use ${flags}. See stagegate ${command} --help.`].join('\n'),
  });
}

function quote(text: string): string {
  return JSON.stringify(text);
}
