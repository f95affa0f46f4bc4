import { CLI_BUNDLE } from './project.js';
import { baseEnvironment, runProcess, type Finished } from './spawn.js';

export interface CliOptions {
  /** The folder to start in. */
  readonly cwd: string;
  /** Added to a bare environment that has only PATH, HOME, the locale and git's settings. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Another Node than the one that runs the tests. */
  readonly node?: string;
}

/**
 * Runs the committed command-line bundle with the machine's own Node, as a person would, without a terminal.
 *
 * @example const { status, stdout } = await runCli(['check', '--model', 'churn'], { cwd: workspace.root });
 */
export function runCli(args: readonly string[], options: CliOptions): Promise<Finished> {
  return runProcess(options.node ?? process.execPath, [CLI_BUNDLE, ...args], {
    cwd: options.cwd,
    env: { ...baseEnvironment(), ...options.env },
    ...(options.stdin === undefined ? {} : { stdin: options.stdin }),
  });
}
