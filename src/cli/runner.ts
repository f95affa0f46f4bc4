import type { Stagegate, StagegateOptions } from '../engine.js';
import { forTerminal } from '../text/safe.js';
import { printReport, type Report, type Shell } from './terminal.js';

/** Runs one command: makes the engine, prints what it found, keeps the exit status. */
export type Runner = (
  options: { readonly json?: true },
  engine: StagegateOptions,
  work: (engine: Stagegate) => Promise<Report>,
) => Promise<void>;

export function makeRunner(shell: Shell, finish: (status: number) => void): Runner {
  return async ({ json }, options, work) => {
    // loaded here, so that --help and --version wait for nothing
    const { Stagegate } = await import('../engine.js');
    const engine = new Stagegate({
      ...options,
      cwd: shell.cwd,
      env: shell.env,
      onProgress: (message) => shell.stderr.write(`${forTerminal(message)}\n`),
    });
    const report = await work(engine);
    printReport(report, json === true, shell);
    finish(report.status);
  };
}
