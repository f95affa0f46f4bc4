import type { Stagegate, StagegateOptions } from '../engine.js';
import { formatPlace, StagegateError } from '../errors.js';
import { chooseStyle, type Style } from '../render/terminal-parts.js';
import { forTerminal } from '../text/safe.js';
import { showProgress, type Stream } from './progress.js';

/** The process as the commands see it. */
export interface Shell {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdout: Stream;
  readonly stderr: Stream;
}

/** What a command found, ready for people and for programs. */
export interface Report {
  readonly status: number;
  /** For `--json`: one document. */
  readonly json: unknown;
  /** What the text leaves out, for stderr. */
  readonly warnings?: readonly string[] | undefined;
  /** For people, with a line break at the end; in pieces where it can be long. */
  text(style: Style): string | Generator<string, void>;
}

/** Prints the text for people, or one JSON document, on stdout. Warnings go to stderr. */
export function printReport(report: Report, json: boolean, { env, stdout, stderr }: Shell): void {
  if (json) stdout.write(`${JSON.stringify(report.json, null, 2)}\n`);
  else printText(report.text(chooseStyle(env, stdout.isTTY === true)), stdout);
  const style = chooseStyle(env, stderr.isTTY === true);
  for (const warning of report.warnings ?? [])
    stderr.write(`${style.caution('warning:')} ${forTerminal(warning)}\n`);
}

/** Characters that are written at a time. */
const BLOCK = 64 * 1024;

function printText(text: string | Generator<string, void>, stdout: Stream): void {
  let block = '';
  for (const piece of typeof text === 'string' ? [text] : text) {
    block += piece;
    if (block.length < BLOCK) continue;
    stdout.write(block);
    block = '';
  }
  if (block !== '') stdout.write(block);
}

/**
 * Prints an error on stderr, and with `--json` also as a document on stdout, so that programs need not parse the text.
 */
export function printError(error: unknown, json: boolean, { env, stdout, stderr }: Shell): void {
  const style = chooseStyle(env, stderr.isTTY === true);
  if (json) stdout.write(`${JSON.stringify({ error: describeError(error) }, null, 2)}\n`);
  if (!(error instanceof StagegateError)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    stderr.write(
      `${style.bad('stagegate:')} this is a defect of stagegate, please report it:\n${text.split('\n').map(forTerminal).join('\n')}\n`,
    );
    return;
  }
  const place = error.place === undefined ? '' : `${formatPlace(error.place)}: `;
  stderr.write(`${style.bad('stagegate:')} ${forTerminal(`${place}${error.message}`)}\n`);
  for (const line of error.hint?.split('\n') ?? []) stderr.write(`  ${forTerminal(line)}\n`);
}

/** An error as `--json` has it. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof StagegateError)) return { code: 'defect', message: String(error) };
  const { code, message, place, hint } = error;
  return {
    code,
    message,
    file: place?.file ?? null,
    line: place?.line ?? null,
    column: place?.column ?? null,
    hint: hint ?? null,
  };
}

/** Runs one command: makes the engine, prints the command's report and keeps its exit status. */
export type Runner = (
  options: { readonly json?: true },
  engine: StagegateOptions,
  work: (engine: Stagegate) => Promise<Report>,
) => Promise<void>;

export function makeRunner(shell: Shell, finish: (status: number) => void): Runner {
  return async ({ json }, options, work) => {
    // loaded late, so that --help and --version don't wait for the engine
    const { Stagegate } = await import('../engine.js');
    const { tell: onProgress, end } = showProgress(shell);
    const engine = new Stagegate({ ...options, cwd: shell.cwd, env: shell.env, onProgress });
    const report = await work(engine).finally(end);
    printReport(report, json === true, shell);
    finish(report.status);
  };
}
