import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { makeEnvironments } from '../../../scripts/mlflow-environments.mjs';

let supervisor = null;

/**
 * Makes the virtual environments and starts the supervisor, before the suite's first test. Jest's workers get
 * what is in the environment; a failure goes there too, so that it fails this suite's tests and no others.
 */
export default async function setUp() {
  try {
    await makeEnvironments();
    process.env['STAGEGATE_TEST_SUPERVISOR'] = await startSupervisor();
  } catch (error) {
    process.env['STAGEGATE_TEST_SUPERVISOR_FAILURE'] = error.message;
  }
}

/** Ends the supervisor and with it every server. */
export async function stopSupervisor() {
  if (supervisor === null || supervisor.exitCode !== null) return;
  const ended = once(supervisor, 'exit');
  supervisor.ref();
  supervisor.stdin.end();
  await ended;
}

async function startSupervisor() {
  // In a session of its own: Ctrl-C ends the test run, and the supervisor after it, once it has cleaned up.
  supervisor = spawn(process.execPath, [join(import.meta.dirname, 'supervisor', 'main.mjs')], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: supervisor.stdout });
  const [url] = await Promise.race([
    once(lines, 'line'),
    once(supervisor, 'exit').then(() => {
      throw new Error('The supervisor of the MLflow servers ended while it started.');
    }),
  ]);
  supervisor.unref();
  supervisor.stdin.unref();
  supervisor.stdout.unref();
  return url;
}
