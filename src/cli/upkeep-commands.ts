import type { Command } from 'commander';
import { EXIT } from '../errors.js';
import { parseReason, requireReason } from '../promotion/request.js';
import { forTerminal } from '../text/safe.js';
import { writeStarter } from '../workspace/starter.js';
import { takeOperands } from './operands.js';
import { addCommitOption, addRegistryOptions, engineOptions, type EvidenceOptions } from './options.js';
import { reportAcknowledgement, reportOutcome, reportValidation } from './reports.js';
import { printReport, type Runner, type Shell } from './terminal.js';

interface AmendOptions extends EvidenceOptions {
  readonly reason?: string;
  readonly dryRun?: true;
}

/** Adds init, acknowledge, unregister and validate: they look after policy and registry and promote nothing. */
export function addAmendCommands(program: Command, run: Runner): void {
  const acknowledge = program
    .command('acknowledge')
    .description('accept the registry as it is, after a change by hand');
  takeOperands(acknowledge, { needed: { model: 'registered model' } }, ({ model }, options: AmendOptions) =>
    run(options, engineOptions(options), async (engine) => {
      const reason = requireReason('acknowledge', options.reason ?? null);
      return reportAcknowledgement(await engine.acknowledge({ model, reason, dryRun: options.dryRun }));
    }),
  )
    .option('--reason <text>', '(required) why, for the history')
    .option('--dry-run', 'show what would be acknowledged and change nothing');
  addCommitOption(addRegistryOptions(acknowledge));

  const unregister = program.command('unregister').description('remove a version that was never promoted');
  const needed = { model: 'registered model', version: 'version number' };
  takeOperands(unregister, { needed }, ({ model, version }, options: AmendOptions) =>
    run(options, engineOptions(options), async (engine) => {
      const { dryRun } = options;
      const reason = parseReason(options.reason);
      return reportOutcome(await engine.unregister({ model, version, reason, dryRun }));
    }),
  )
    .option('--reason <text>', 'why, for the history')
    .option('--dry-run', 'decide and report, but change nothing');
  addCommitOption(addRegistryOptions(unregister));

  const validate = program
    .command('validate')
    .description('check that the policy and the registry of this checkout are valid');
  addRegistryOptions(validate).action((options: EvidenceOptions) =>
    run(options, engineOptions(options), async (engine) => reportValidation(await engine.validate())),
  );
}

/** init: a policy, a manifest unless a server is the registry, and a workflow; what is there stays as it is. */
export function addInitCommand(program: Command, shell: Shell, finish: (status: number) => void): void {
  program
    .command('init')
    .description('write a policy, a manifest and a workflow to start from; existing files stay as they are')
    .option('--registry <path>', 'manifest file or folder, or MLflow server (default: models.yaml)')
    .option('--json', 'print one JSON document on stdout')
    .action(async ({ json, registry }: { json?: true; registry?: string }) => {
      const { created, kept, notes, isServer } = await writeStarter(shell.cwd, registry, shell.env);
      const text = [
        ...created.map((path) => `wrote ${path}`),
        ...kept.map((path) => `kept  ${path} (it was there)`),
        ...notes,
        '',
        'Next: name your model and its gates in the policy, then',
        ...(isServer ? [] : ['  stagegate register --model my-model --source …']),
        '  stagegate check --model my-model --version 1 --stage Staging',
      ];
      printReport(
        { status: EXIT.done, json: { created, kept }, text: () => `${text.map(forTerminal).join('\n')}\n` },
        json === true,
        shell,
      );
      finish(EXIT.done);
    });
}
