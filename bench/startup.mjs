import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interleave, median, printRatios, timeCommand } from './measure.mjs';

/**
 * What a step costs a job: whole processes of the committed bundle against one of Node itself, and their peak memory.
 * `node bench/startup.mjs [ROUNDS]`, with the Node that runners use: `node_modules/node/bin/node bench/startup.mjs`.
 */
const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist', 'cli', 'index.js');
const action = join(root, 'dist', 'action', 'index.js');
const usage = join(import.meta.dirname, 'usage.mjs');
const quickstart = join(root, 'examples', 'quickstart');
const folder = mkdtempSync(join(tmpdir(), 'stagegate-bench-'));
const checkout = join(folder, 'checkout');
const cwd = join(folder, 'quickstart');
const target = ['--model', 'digits', '--version', '2', '--stage', 'Production'];
const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') };
// with NODE_EXTRA_CA_CERTS, which a runner doesn't have, Node reads all certificates as soon as anything loads TLS
const env = { ...process.env, GITHUB_ACTIONS: '', GITHUB_ACTOR: 'bench', NODE_EXTRA_CA_CERTS: '' };
const actionEnv = {
  ...env,
  ...files,
  GITHUB_ACTIONS: 'true',
  GITHUB_WORKSPACE: cwd,
  INPUT_MODEL: 'digits',
  INPUT_VERSION: '2',
  INPUT_STAGE: 'Production',
  INPUT_COMMIT: 'none',
};
/** What no promotion can do without: a hash, and as many fsyncs as one has (10), of files and of their folder. */
const least = `
const { createHash } = require('node:crypto');
const { open } = require('node:fs/promises');
createHash('sha256').update('').digest();
(async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    const file = await open(name, 'w');
    await file.writeFile('x');
    await file.sync();
    await file.close();
    const folder = await open('.');
    await folder.sync();
    await folder.close();
  }
})();`;
/** Arguments, environment, and the folder to begin from: the action runs in a checkout, where git is asked more. */
const commands = {
  'node -e 0': [['-e', '0'], env],
  'Node: a hash and ten fsyncs': [['-e', least], env],
  'the action: promote': [[action], actionEnv],
  'the action: promote, in a checkout': [[action], actionEnv, checkout],
  'stagegate promote': [[cli, 'promote', ...target], env],
  'stagegate list-versions': [[cli, 'list-versions', '--model-name', 'digits'], env],
  'stagegate promote --help': [[cli, 'promote', '--help'], env],
  'stagegate --version': [[cli, '--version'], env],
};

try {
  cpSync(quickstart, checkout, { recursive: true });
  const person = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com'];
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    [...person, 'commit', '-q', '-m', 'begin'],
  ])
    execFileSync('git', args, { cwd: checkout });
  const timed = Object.entries(commands).map(([name, [args, environment, from]]) => [
    name,
    () => {
      restore(from);
      return timeCommand(process.execPath, args, { cwd, env: environment });
    },
  ]);
  printRatios(interleave(Number(process.argv[2] ?? 15), Object.fromEntries(timed)));
  console.table(
    Object.entries(commands).map(([name, command]) => ({
      name,
      'peak MiB': median([1, 2, 3].map(() => peakOf(...command))).toFixed(0),
    })),
  );
} finally {
  rmSync(folder, { recursive: true });
}

/** Each promotion is the first one. */
function restore(from = quickstart) {
  rmSync(cwd, { recursive: true, force: true });
  cpSync(from, cwd, { recursive: true });
  for (const file of Object.values(files)) writeFileSync(file, '');
}

function peakOf(args, environment, from) {
  restore(from);
  const stdio = ['ignore', 'ignore', 'inherit', 'pipe'];
  const { output } = spawnSync(process.execPath, ['--import', usage, ...args], {
    cwd,
    env: environment,
    stdio,
  });
  return JSON.parse(output[3]).peak;
}
