import type { Command } from 'commander';
import { EXIT } from '../errors.js';
import { parseMoment } from '../history/select.js';
import type { Backtest } from '../promotion/past-decision.js';
import { renderBacktest, toDocument } from '../render/backtest.js';
import { takeOperands } from './operands.js';
import { addRegistryOptions, engineOptions, type CommonOptions } from './options.js';
import type { Report, Runner } from './terminal.js';

interface BacktestOptions extends CommonOptions {
  readonly since?: string;
}

/** backtest: judges the past by a policy. */
export function addBacktest(program: Command, run: Runner): void {
  const command = program
    .command('backtest')
    .description('judge past promotions by a policy: what it would have decided, and why');
  takeOperands(
    command,
    { needed: {}, optional: { model: 'only this registered model' } },
    ({ model }, options: BacktestOptions) => {
      const since = options.since === undefined ? null : parseMoment(options.since, 'start');
      return run(options, engineOptions(options), async (engine) =>
        reportBacktest(await engine.backtest({ model: model ?? null, since })),
      );
    },
  ).option('--since <time>', 'only what was decided at this time or later (ISO 8601)');
  addRegistryOptions(command);
}

function reportBacktest(found: Backtest): Report {
  return { status: EXIT.done, json: toDocument(found), text: (style) => renderBacktest(found, style) };
}
