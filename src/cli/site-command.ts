import type { Command } from 'commander';
import { EXIT } from '../errors.js';
import { count } from '../render/terminal-reports.js';
import type { SiteResult } from '../site/result.js';
import { forTerminal } from '../text/safe.js';
import { addRegistryOptions, engineOptions, type CommonOptions } from './options.js';
import type { Report, Runner } from './terminal.js';

interface SiteOptions extends CommonOptions {
  readonly out: string;
}

/** site: a static page of the registry. */
export function addSite(program: Command, run: Runner): void {
  const command = program
    .command('site')
    .description('write a static page of the registry: what is in which stage, since when and why')
    .requiredOption('--out <dir>', 'folder to write to: empty, new, or made by an earlier run');
  addRegistryOptions(command).action((options: SiteOptions) =>
    run(options, engineOptions(options), async (engine) =>
      reportSite(await engine.site({ out: options.out })),
    ),
  );
}

/** Status 0 even if the page shows problems: `verify` is the command that fails. */
function reportSite({ verified, problems, ...written }: SiteResult): Report {
  const { out, models, versions, lines, files, bytes } = written;
  return {
    status: EXIT.done,
    json: { ...written, verified, problems },
    warnings: problems.map(({ model, message }) => `${model}: ${message}. The page says so`),
    text: () =>
      `${[
        `Wrote ${files} files (${Math.ceil(bytes / 1000)} kB) to ${out}: ` +
          `${count(models, 'model')}, ${count(versions, 'version')}, ${count(lines, 'history line')}.`,
        `Open ${out.replace(/\/+$/, '')}/index.html in a browser, or publish the folder.`,
      ]
        .map(forTerminal)
        .join('\n')}\n`,
  };
}
