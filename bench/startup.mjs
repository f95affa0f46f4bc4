import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interleave, median, printRatios, timeCommand } from './measure.mjs';

/**
 * What a step costs a job: whole processes of the committed bundle against that of Node itself, and their peak memory.
 * `node bench/startup.mjs [ROUNDS]`, with the Node that runners use: `node_modules/node/bin/node bench/startup.mjs`.
 */
const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist', 'cli', 'index.js');
const action = join(root, 'dist', 'action', 'index.js');
const usage = join(import.meta.dirname, 'usage.mjs');
const folder = mkdtempSync(join(tmpdir(), 'stagegate-bench-'));
const cwd = join(folder, 'quickstart');
const target = ['--model', 'digits', '--version', '2', '--stage', 'Production'];
const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') };
const env = { ...process.env, GITHUB_ACTIONS: '', GITHUB_ACTOR: 'bench' };
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
const commands = {
  'node -e 0': [['-e', '0'], env],
  'the action: promote': [[action], actionEnv],
  'stagegate promote': [[cli, 'promote', ...target], env],
  'stagegate list-versions': [[cli, 'list-versions', '--model-name', 'digits'], env],
  'stagegate promote --help': [[cli, 'promote', '--help'], env],
  'stagegate --version': [[cli, '--version'], env],
};

try {
  const timed = Object.entries(commands).map(([name, [args, environment]]) => [
    name,
    () => {
      restore();
      return timeCommand(process.execPath, args, { cwd, env: environment });
    },
  ]);
  printRatios(interleave(Number(process.argv[2] ?? 15), Object.fromEntries(timed)));
  console.table(
    Object.entries(commands).map(([name, [args, environment]]) => ({
      name,
      'peak MiB': median([1, 2, 3].map(() => peakOf(args, environment))).toFixed(0),
    })),
  );
} finally {
  rmSync(folder, { recursive: true });
}

/** Each promotion is the first one. */
function restore() {
  rmSync(cwd, { recursive: true, force: true });
  cpSync(join(root, 'examples', 'quickstart'), cwd, { recursive: true });
  for (const file of Object.values(files)) writeFileSync(file, '');
}

function peakOf(args, environment) {
  restore();
  const stdio = ['ignore', 'ignore', 'inherit', 'pipe'];
  const { output } = spawnSync(process.execPath, ['--import', usage, ...args], {
    cwd,
    env: environment,
    stdio,
  });
  return JSON.parse(output[3]).peak;
}
