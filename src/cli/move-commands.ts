import type { Command } from 'commander';
import { StagegateError } from '../errors.js';
import { requireSha256 } from '../promotion/register.js';
import { parseReason } from '../promotion/request.js';
import { requireAliasName } from '../registry/alias.js';
import {
  addCommitOption,
  addModelOption,
  addRegistryOptions,
  addReportOption,
  collect,
  collectTag,
  engineOptions,
  type EvidenceOptions,
} from './options.js';
import { reportOutcome, reportTransition } from './reports.js';
import type { Runner } from './runner.js';

interface MoveOptions extends EvidenceOptions {
  readonly model: string;
  readonly version: string;
  readonly stage: string;
  readonly reason?: string;
  readonly force?: true;
  readonly allowTakenOut?: true;
  readonly dryRun?: true;
}

/** promote, check, rollback, register and transition-stage: what judges and moves. */
export function addMoveCommands(program: Command, run: Runner): void {
  addPromote(program, run);
  addCheck(program, run);
  addRollback(program, run);
  addRegister(program, run);
  addTransitionStage(program, run);
}

function addPromote(program: Command, run: Runner): void {
  const command = program
    .command('promote')
    .description('judge a version for a stage and, when every gate passes, move it there');
  addTarget(command)
    .option('--reason <text>', 'why, for the history (required with --force and --allow-taken-out)')
    .option('--force', 'promote past failed gates, unless the policy forbids it')
    .option('--dry-run', 'decide and report, change nothing');
  addCommitOption(addRegistryOptions(addReportOption(command))).action((options: MoveOptions) =>
    run(options, engineOptions(options), async (engine) => {
      const request = requestOf(options);
      return reportOutcome(options.dryRun ? await engine.check(request) : await engine.promote(request));
    }),
  );
}

function addCheck(program: Command, run: Runner): void {
  const command = program.command('check').description('judge a version for a stage and change nothing');
  addTarget(command)
    .option('--reason <text>', 'why (required with --allow-taken-out)')
    .option('--explain', 'every gate with its numbers, interval and what would change it');
  addRegistryOptions(addReportOption(command)).action((options: MoveOptions & { explain?: true }) =>
    run(options, engineOptions(options), async (engine) =>
      reportOutcome(await engine.check(requestOf(options)), { explain: options.explain }),
    ),
  );
}

function addTarget(command: Command): Command {
  return addModelOption(command)
    .requiredOption('--version <version>', 'version number, "latest" or "@alias"')
    .requiredOption('--stage <stage>', 'target stage')
    .option(
      '--allow-taken-out',
      'let a version return to a stage that a rollback or a withdrawal took it out of (needs --reason)',
    );
}

function requestOf({ model, version, stage, reason, force, allowTakenOut }: MoveOptions) {
  return { model, version, stage, reason: parseReason(reason), force: force ?? false, allowTakenOut };
}

function addRollback(program: Command, run: Runner): void {
  const command = program.command('rollback').description('go back to the version that held a stage before');
  addModelOption(command)
    .requiredOption('--stage <stage>', 'the stage to roll back')
    .requiredOption('--reason <text>', 'why, for the history')
    .option('--version <version>', 'a version that held the stage earlier (default: the one before)');
  interface Options extends EvidenceOptions {
    readonly model: string;
    readonly stage: string;
    readonly reason: string;
    readonly version?: string;
  }
  addCommitOption(addRegistryOptions(command)).action((options: Options) =>
    run(options, engineOptions(options), async (engine) => {
      const reason = parseReason(options.reason);
      if (reason === null) {
        throw new StagegateError('input', 'the reason is empty', {
          hint: 'Say why you roll back: the history keeps it.',
        });
      }
      const version = options.version === undefined || options.version === '' ? null : options.version;
      return reportOutcome(
        await engine.rollback({ model: options.model, stage: options.stage, version, reason }),
      );
    }),
  );
}

interface RegisterOptions extends EvidenceOptions {
  readonly model: string;
  readonly version?: string;
  readonly source?: string;
  readonly sha256?: string;
  readonly tag?: Readonly<Record<string, string>>;
  readonly alias?: readonly string[];
  readonly reason?: string;
}

function addRegister(program: Command, run: Runner): void {
  const command = program.command('register').description('add a version to a model, in stage None');
  addModelOption(command)
    .option('--version <version>', 'version number (default: the next one)')
    .option(
      '--source <uri>',
      "where the model's files are; a path in the workspace gets its SHA-256 recorded",
    )
    .option('--sha256 <hex>', 'SHA-256 of the source')
    .option('--tag <key=value>', 'tag (repeatable)', collectTag)
    .option('--alias <name>', 'alias to set on it (repeatable)', collect)
    .option('--reason <text>', 'why, for the history');
  addCommitOption(addRegistryOptions(addReportOption(command))).action((options: RegisterOptions) =>
    run(options, engineOptions(options), async (engine) =>
      reportOutcome(
        await engine.register({
          model: options.model,
          version: options.version === undefined || options.version === '' ? null : options.version,
          source: options.source ?? null,
          sha256: options.sha256 === undefined ? null : requireSha256(options.sha256),
          tags: options.tag ?? {},
          aliases: (options.alias ?? []).map(requireAliasName),
          reason: parseReason(options.reason),
        }),
      ),
    ),
  );
}

function addTransitionStage(program: Command, run: Runner): void {
  const command = program
    .command('transition-stage')
    .description("promote, in the words of MLflow's tutorials")
    .requiredOption('--model-name <name>', 'registered model')
    .requiredOption('--version <version>', 'version number, "latest" or "@alias"')
    .requiredOption('--stage <stage>', 'target stage')
    .option('--reason <text>', 'why, for the history')
    .option(
      '--allow-taken-out',
      'let a version return to a stage that a rollback or a withdrawal took it out of (needs --reason)',
    );
  interface Options extends EvidenceOptions {
    readonly modelName: string;
    readonly version: string;
    readonly stage: string;
    readonly reason?: string;
    readonly allowTakenOut?: true;
  }
  addCommitOption(addRegistryOptions(addReportOption(command))).action((options: Options) =>
    run(options, engineOptions(options), async (engine) => {
      const { modelName: model, version, stage, allowTakenOut } = options;
      const reason = parseReason(options.reason);
      return reportTransition(
        await engine.promote({ model, version, stage, reason, force: false, allowTakenOut }),
      );
    }),
  );
}
