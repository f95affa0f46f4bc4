import { InvalidArgumentError, type Command } from 'commander';
import { EXIT } from '../errors.js';
import type { Power } from '../promotion/power.js';
import { renderPower, toPowerJson } from '../render/power.js';
import { takeOperands } from './operands.js';
import { addRegistryOptions, addReportOption, engineOptions, type EvidenceOptions } from './options.js';
import type { Report, Runner } from './terminal.js';

interface PowerOptions extends EvidenceOptions {
  readonly effect?: number;
  readonly samples?: number;
  readonly replay?: readonly string[];
}

/** power: the statistical power of a stage's gates. */
export function addPower(program: Command, run: Runner): void {
  const command = program
    .command('power')
    .description("show how often a stage's gates pass what they should, and what they shouldn't");
  takeOperands(
    command,
    {
      needed: { model: 'registered model', stage: 'target stage' },
      optional: {
        version: 'the version whose reports show the evidence (default: the newest with a report)',
      },
    },
    ({ model, stage, version }, options: PowerOptions) =>
      run(options, engineOptions(options), async (engine) => {
        const { samples, effect, replay } = options;
        return reportPower(await engine.power({ model, stage, version, samples, effect, replay }));
      }),
  )
    .option(
      '--effect <difference>',
      "how many examples a true difference of this size takes, in the metric's unit",
      parseNumber,
    )
    .option('--samples <n>', 'examples of each version (default: as many as the reports have)', parseCount)
    .option(
      '--replay <report...>',
      'reports of one version, evaluated several times: how often the verdict changes between them',
    );
  addRegistryOptions(addReportOption(command));
}

function reportPower(found: Power): Report {
  return {
    status: found.problems.length > 0 ? EXIT.blocked : EXIT.done,
    json: toPowerJson(found),
    text: (style) => renderPower(found, style),
  };
}

function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Write a number, such as 0.01.');
}

function parseCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text.trim())) return Number(text);
  throw new InvalidArgumentError('Write a whole number of examples, 1 or more.');
}
