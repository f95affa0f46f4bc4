import type { Command } from 'commander';
import { parseReason, requireReason, requireSha256 } from '../promotion/request.js';
import { requireAliasName } from '../model/names.js';
import { takeOperands } from './operands.js';
import {
  addCommitOption,
  addPruneOption,
  addLiveReportOption,
  addRegistryOptions,
  addReportOption,
  collect,
  collectTag,
  engineOptions,
  type EvidenceOptions,
} from './options.js';
import { reportOutcome, reportTransition } from './reports.js';
import type { Runner } from './terminal.js';

interface MoveOptions extends EvidenceOptions {
  readonly reason?: string;
  readonly force?: true;
  readonly allowTakenOut?: true;
  readonly dryRun?: true;
}

/** The operands of promote, check and transition-stage, with their help. */
const TARGET = {
  model: 'registered model',
  version: 'version number, "latest" or "@alias"',
  stage: 'target stage',
};
type Target = typeof TARGET;

/* promote, check, rollback, confirm, register and transition-stage: what judges and moves. */

export function addPromote(program: Command, run: Runner): void {
  const command = program
    .command('promote')
    .description('judge a version for a stage, and move it there if every gate passes');
  addTakenOutOption(
    takeOperands(command, { needed: TARGET }, (target, options: MoveOptions) =>
      run(options, engineOptions(options), async (engine) => {
        const request = requestOf(target, options);
        return reportOutcome(options.dryRun ? await engine.check(request) : await engine.promote(request));
      }),
    ),
  )
    .option('--reason <text>', 'why, for the history (required with --force and --allow-taken-out)')
    .option('--force', 'promote past failed gates, unless the policy forbids it')
    .option('--dry-run', 'decide and report, but change nothing');
  addPruneOption(addCommitOption(addRegistryOptions(addReportOption(command))));
}

export function addCheck(program: Command, run: Runner): void {
  const command = program.command('check').description('judge a version for a stage, but change nothing');
  addTakenOutOption(
    takeOperands(command, { needed: TARGET }, (target, options: MoveOptions & { explain?: true }) =>
      run(options, engineOptions(options), async (engine) =>
        reportOutcome(await engine.check(requestOf(target, options)), { explain: options.explain }),
      ),
    ),
  )
    .option('--reason <text>', 'why (required with --allow-taken-out)')
    .option('--explain', "show every gate's numbers and interval, and what would change its verdict");
  addRegistryOptions(addReportOption(command));
}

function addTakenOutOption(command: Command): Command {
  return command.option(
    '--allow-taken-out',
    'allow a version back into a stage that a rollback or a withdrawal removed it from (needs --reason)',
  );
}

function requestOf(target: Target, { reason, force, allowTakenOut }: MoveOptions) {
  return { ...target, reason: parseReason(reason), force: force ?? false, allowTakenOut };
}

/** Scripts pass an empty version to let the command choose. */
function orNull(version: string | undefined): string | null {
  return version === undefined || version === '' ? null : version;
}

export function addRollback(program: Command, run: Runner): void {
  const command = program.command('rollback').description('go back to the version that held a stage before');
  takeOperands(
    command,
    {
      needed: { model: 'registered model', stage: 'the stage to roll back' },
      optional: { version: 'a version that held the stage earlier (default: the one before)' },
    },
    ({ model, stage, version }, options: MoveOptions) =>
      run(options, engineOptions(options), async (engine) => {
        const dryRun = options.dryRun === true;
        const reason = dryRun
          ? parseReason(options.reason)
          : requireReason('rollback', options.reason ?? null);
        return reportOutcome(
          await engine.rollback({ model, stage, version: orNull(version), reason, dryRun }),
        );
      }),
  )
    .option('--reason <text>', '(required) why, for the history; not needed with --dry-run')
    .option('--dry-run', 'decide and report, but change nothing');
  addPruneOption(addCommitOption(addRegistryOptions(command)));
}

export function addConfirm(program: Command, run: Runner): void {
  const command = program
    .command('confirm')
    .description(
      'judge the version in a stage by live evidence: keep it, or go back to the previous version',
    );
  takeOperands(
    command,
    {
      needed: { model: 'registered model', stage: 'its stage' },
      optional: { version: 'the version that must be in the stage (default: the one that is)' },
    },
    ({ model, stage, version }, options: MoveOptions) =>
      run(options, engineOptions(options), async (engine) =>
        reportOutcome(
          await engine.confirm({ model, stage, version: orNull(version), dryRun: options.dryRun === true }),
        ),
      ),
  ).option('--dry-run', 'decide and report, but change nothing');
  addPruneOption(addCommitOption(addRegistryOptions(addLiveReportOption(command))));
}

interface RegisterOptions extends EvidenceOptions {
  readonly source?: string;
  readonly sha256?: string;
  readonly newModel?: true;
  readonly tag?: Readonly<Record<string, string>>;
  readonly alias?: readonly string[];
  readonly reason?: string;
}

export function addRegister(program: Command, run: Runner): void {
  const command = program.command('register').description('add a version to a model, in stage None');
  takeOperands(
    command,
    {
      needed: { model: 'registered model' },
      optional: { version: 'version number (default: the next one)' },
    },
    ({ model, version }, options: RegisterOptions) =>
      run(options, engineOptions(options), async (engine) =>
        reportOutcome(
          await engine.register({
            model,
            version: orNull(version),
            source: options.source ?? null,
            sha256: options.sha256 === undefined ? null : requireSha256(options.sha256),
            tags: options.tag ?? {},
            aliases: (options.alias ?? []).map(requireAliasName),
            reason: parseReason(options.reason),
            newModel: options.newModel,
          }),
        ),
      ),
  )
    .option(
      '--source <uri>',
      "where the model's files are; a path in the workspace gets its SHA-256 recorded",
    )
    .option('--sha256 <hex>', 'SHA-256 of the source')
    .option('--tag <key=value>', 'tag (repeatable)', collectTag)
    .option('--alias <name>', 'alias to set on it (repeatable)', collect)
    .option('--new-model', 'create the model if neither the registry nor the policy has it')
    .option('--reason <text>', 'why, for the history');
  addCommitOption(addRegistryOptions(addReportOption(command)));
}

export function addTransitionStage(program: Command, run: Runner): void {
  const command = program
    .command('transition-stage')
    .description("promote, with the options of MLflow's tutorials");
  addTakenOutOption(
    takeOperands(command, { needed: TARGET }, (target, options: MoveOptions) =>
      run(options, engineOptions(options), async (engine) =>
        reportTransition(await engine.promote(requestOf(target, options))),
      ),
    ),
  ).option('--reason <text>', 'why, for the history');
  addPruneOption(addCommitOption(addRegistryOptions(addReportOption(command))));
}
