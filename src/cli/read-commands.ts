import type { Command } from 'commander';
import { parseMoment } from '../history/moment.js';
import { takeOperands } from './operands.js';
import { addPruneOption, addRegistryOptions, engineOptions, type CommonOptions } from './options.js';
import { reportHistory, reportMoment, reportVerification, reportVersions } from './reports.js';
import type { Runner } from './runner.js';

/** list-versions, history and verify: what only reads. */
export function addReadCommands(program: Command, run: Runner): void {
  const list = program.command('list-versions').description("a model's versions and their stages");
  takeOperands(list, { needed: { model: 'registered model' } }, ({ model }, options: CommonOptions) =>
    run(options, engineOptions(options), async (engine) => reportVersions(await engine.read(model))),
  );
  addRegistryOptions(list);

  const history = program
    .command('history')
    .description('what was promoted when, by whom and on what evidence');
  takeOperands(
    history,
    { needed: {}, optional: { model: 'only this registered model' } },
    ({ model }, options: CommonOptions & { at?: string }) =>
      run(options, engineOptions(options), async (engine) => {
        if (options.at === undefined) return reportHistory(await engine.history(model ?? null));
        const moment = parseMoment(options.at);
        return reportMoment(
          model === undefined ? await engine.readAll() : [await engine.read(model)],
          moment,
        );
      }),
  ).option('--at <time>', 'what was in which stage at that time (ISO 8601)');
  addRegistryOptions(history);

  const verify = program.command('verify').description('replay the history and compare it with the registry');
  addPruneOption(addRegistryOptions(verify)).action((options: CommonOptions) =>
    run(options, engineOptions(options), async (engine) => reportVerification(await engine.verify())),
  );
}
