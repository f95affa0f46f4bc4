import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';

/** How much of a log is shown when a start fails, in characters. */
const SHOWN = 4000;

/** What a process needs of this machine; proxies, tokens and MLflow's own settings are left out. */
export const ENVIRONMENT = {
  PATH: process.env.PATH ?? '',
  HOME: tmpdir(),
  LANG: 'C.UTF-8',
  TZ: 'UTC',
};

const STOPPING = 'The servers are being stopped.';

const running = new Set();
let ending = false;

/**
 * Starts a process with a group of its own, so that its children can be ended with it: MLflow's servers leave
 * theirs behind. Its output goes to the file `log`; `endSignal` is what ends it.
 */
export function startGroup(file, args, { log, endSignal = 'SIGKILL', ...options }) {
  if (ending) throw new Error(STOPPING);
  const output = openSync(log, 'a');
  const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  child.once('error', () => undefined);
  running.add(asGroup(child, endSignal));
  return {
    hasEnded: () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null,
    tail: () => readFileSync(log, 'utf8').slice(-SHOWN),
  };
}

/** Runs a short command to its end. Rejects with its output unless its status is 0. */
export function runCommand(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    if (ending) throw new Error(STOPPING);
    const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const group = asGroup(child, 'SIGKILL');
    running.add(group);
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => {
      running.delete(group);
      const text = Buffer.concat(output).toString('utf8');
      if (status === 0) resolve(text);
      else reject(new Error(`${file} failed with status ${status}:\n${text.slice(-SHOWN)}`));
    });
  });
}

/** Ends every group that was started, for good. */
export async function endGroups() {
  ending = true;
  await Promise.all([...running].map(endGroup));
}

function asGroup(child, endSignal) {
  return { child, endSignal, ended: new Promise((resolve) => child.once('close', resolve)) };
}

/** SIGKILL goes to the whole group; any other signal to its leader, who has some seconds to end the others. */
async function endGroup({ child, endSignal, ended }) {
  if (child.pid === undefined) return;
  const kill = () => signal(-child.pid, 'SIGKILL');
  if (endSignal === 'SIGKILL') kill();
  else signal(child.pid, endSignal);
  const tooLate = setTimeout(kill, 5_000);
  await ended;
  clearTimeout(tooLate);
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/**
 * A port that nobody listens on, below those that the system gives to outgoing connections: a server takes
 * seconds to bind it.
 */
export async function findPort() {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
