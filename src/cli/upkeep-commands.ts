import type { Command } from 'commander';
import { parseReason, requireReason } from '../promotion/request.js';
import { takeOperands } from './operands.js';
import { addCommitOption, addRegistryOptions, engineOptions, type EvidenceOptions } from './options.js';
import { reportAcknowledgement, reportOutcome, reportValidation } from './reports.js';
import type { Runner } from './terminal.js';

interface AmendOptions extends EvidenceOptions {
  readonly reason?: string;
  readonly dryRun?: true;
}

/* acknowledge, unregister and validate: they look after policy and registry and promote nothing. */

export function addAcknowledge(program: Command, run: Runner): void {
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
}

export function addUnregister(program: Command, run: Runner): void {
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
}

export function addValidate(program: Command, run: Runner): void {
  const validate = program
    .command('validate')
    .description('check that the policy and the registry of this checkout are valid');
  addRegistryOptions(validate).action((options: EvidenceOptions) =>
    run(options, engineOptions(options), async (engine) => reportValidation(await engine.validate())),
  );
}
