import { InvalidArgumentError, type Command } from 'commander';
import { StagegateError } from '../errors.js';
import { parseMoment } from '../history/select.js';
import { takeOperands } from './operands.js';
import { addPruneOption, addRegistryOptions, engineOptions, type CommonOptions } from './options.js';
import {
  reportAllVersions,
  reportHistory,
  reportMoment,
  reportVerification,
  reportVersions,
} from './read-reports.js';
import type { Runner } from './terminal.js';

/* list-versions, history and verify: what only reads. */

export function addListVersions(program: Command, run: Runner): void {
  const list = program
    .command('list-versions')
    .description("list a model's versions and their stages, or those of all models");
  takeOperands(
    list,
    { needed: {}, optional: { model: 'registered model (default: all of them)' } },
    ({ model }, options: CommonOptions) =>
      run(options, engineOptions(options), async (engine) =>
        model === undefined
          ? reportAllVersions(await engine.list(null))
          : reportVersions(await engine.list(model)),
      ),
  );
  addRegistryOptions(list);
}

export function addHistory(program: Command, run: Runner): void {
  const history = program
    .command('history')
    .description('show what was promoted when, by whom and on what evidence');
  takeOperands(
    history,
    { needed: {}, optional: { model: 'only this registered model' } },
    ({ model }, options: CommonOptions & HistoryOptions) =>
      run(options, engineOptions(options), async (engine) => {
        const { at, stage, limit } = options;
        if (at === undefined) {
          return reportHistory(await engine.history(model ?? null, { stage, limit }), stage !== undefined);
        }
        if (limit !== undefined) {
          throw new StagegateError('input', "--limit and --at can't be combined", {
            hint: 'Leave --limit out: --at shows the stages at one moment, not lines of the history.',
          });
        }
        const moment = parseMoment(at);
        // throws for an unknown stage
        if (stage !== undefined) await engine.history(model ?? null, { stage, limit: 1 });
        const snapshots = model === undefined ? await engine.readAll() : [await engine.read(model)];
        return reportMoment(snapshots, moment, stage);
      }),
  )
    .option('--at <time>', 'show which version was in which stage at that time (ISO 8601)')
    .option('--stage <stage>', 'only what moved into or out of this stage; with --at, only this stage')
    .option('--limit <n>', 'only the last n lines', parseLimit);
  addRegistryOptions(history);
}

export function addVerify(program: Command, run: Runner): void {
  const verify = program.command('verify').description('replay the history and compare it with the registry');
  addPruneOption(addRegistryOptions(verify)).action((options: CommonOptions) =>
    run(options, engineOptions(options), async (engine) => reportVerification(await engine.verify())),
  );
}

interface HistoryOptions {
  readonly at?: string;
  readonly stage?: string;
  readonly limit?: number;
}

function parseLimit(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text.trim())) return Number(text);
  throw new InvalidArgumentError('Write a whole number of lines, 1 or more.');
}
