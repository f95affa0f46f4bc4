import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CLI_BUNDLE } from '../../support/project.js';
import { baseEnvironment } from '../../support/spawn.js';
import type { DisturbedModel } from './disturbed-model.js';
import { interrupt, type Moment } from './faults.js';

/**
 * Promotes a version by the committed command line and kills its process (SIGKILL) at a request of it, from 1.
 * @returns the signal that ended it; null when it came to its end
 */
export async function promoteAndKill(
  { name, proxy, workspace, env }: DisturbedModel,
  { version, at, moment }: { version: string; at: number; moment: Moment },
): Promise<NodeJS.Signals | null> {
  const words = ['promote', '--model', name, '--version', version, '--stage', 'Production'];
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
