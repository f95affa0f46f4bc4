import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CLI_BUNDLE } from '../../support/project.js';
import { baseEnvironment } from '../../support/spawn.js';
import type { DisturbedModel } from './disturbed-model.js';
import { interrupt, type Moment } from './faults.js';

/**
 * Runs a command for Production by the committed command line and kills its process (SIGKILL) at a request of it, from 1.
 * @param command its words: `promote --version 2`
 * @returns the signal that ended it; null when it came to its end
 */
export async function runAndKill(
  { name, proxy, workspace, env }: DisturbedModel,
  { command, at, moment }: { command: string; at: number; moment: Moment },
): Promise<NodeJS.Signals | null> {
  const words = [...command.split(' '), '--model', name, '--stage', 'Production'];
  const child = spawn(process.execPath, [CLI_BUNDLE, ...words, '--registry', proxy.url], {
    cwd: workspace.root,
    env: { ...baseEnvironment(), ...env },
    stdio: 'ignore',
  });
  const closed = once(child, 'close');
  proxy.arm({
    at,
    fault: interrupt(moment, async () => {
      child.kill('SIGKILL');
      await closed;
    }),
  });
  const [, signal] = (await closed) as [number | null, NodeJS.Signals | null];
  return signal;
}
