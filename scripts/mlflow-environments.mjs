/**
 * What the `mlflow` suite needs of this machine: Python, PostgreSQL's server programs, openssl, and virtual
 * environments with pinned MLflow servers, which are made here once and kept in .cache/mlflow/.
 *
 * Run as a command, it makes the environments, as the suite's global set-up does; with --has-postgres it tells by
 * its exit status whether PostgreSQL's programs are there.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const REQUIREMENTS = join(ROOT, '__tests__', 'mlflow', 'support');

/**
 * The newest MLflow 3 and 2 that can be installed: 3.18.0 asks for an mlflow-skinny of the same number, which
 * was never published. 2.22.5 allows SQLAlchemy 2.1 and dies of it, so its requirements hold 2.0.
 */
export const MLFLOW_3 = '3.17.2';
export const MLFLOW_2 = '2.22.5';

/** Where all that is pinned has wheels: NumPy begins at 3.11, MLflow 2's pyarrow ends at 3.13. */
export const PYTHONS = { from: '3.11', to: '3.13' };

const PYTHON_VERSION = `
import ensurepip, sys, venv
if not (3, 11) <= sys.version_info[:2] <= (3, 13): sys.exit(1)
print('.'.join(map(str, sys.version_info[:3])))
`;

const [POSTGRES_ROOT, POSTGRES_PROGRAMS] = ['/usr/lib/postgresql', ['initdb', 'postgres', 'createdb']];

/** A Python that can make the environments, with its version; null without one. */
export function findPython() {
  for (const file of ['python3', 'python3.13', 'python3.12', 'python3.11']) {
    const { status, stdout } = spawnSync(file, ['-c', PYTHON_VERSION], { encoding: 'utf8' });
    if (status === 0) return { file, version: stdout.trim() };
  }
  return null;
}

/** The folder of PostgreSQL's server programs; null without one. Debian keeps them out of PATH. */
export function findPostgres() {
  const versions = existsSync(POSTGRES_ROOT) ? readdirSync(POSTGRES_ROOT) : [];
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
  const folders = [
    ...newestFirst.map((version) => join(POSTGRES_ROOT, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const hasAll = (folder) => POSTGRES_PROGRAMS.every((program) => existsSync(join(folder, program)));
  return folders.find(hasAll) ?? null;
}

/** The folder of an MLflow version's virtual environment. */
export function environmentOf(version) {
  return join(ROOT, '.cache', 'mlflow', version);
}

/** Makes the environments that are missing or whose requirements changed, at once. Throws with pip's output. */
export async function makeEnvironments() {
  const python = findPython();
  if (python === null)
    throw new Error(`No Python from ${PYTHONS.from} to ${PYTHONS.to} with venv was found.`);
  const outdated = [MLFLOW_3, MLFLOW_2]
    .map((version) => ({ version, digest: digestOf(version, python) }))
    .filter(({ version, digest }) => readMarker(version) !== digest);
  if (outdated.length === 0) return;
  const names = outdated.map(({ version }) => version).join(' and ');
  console.error(`Making the virtual environments of MLflow ${names}, once; this takes a minute or two.`);
  await Promise.all(outdated.map((environment) => makeEnvironment(environment, python)));
}

async function makeEnvironment({ version, digest }, python) {
  const folder = environmentOf(version);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await run(python.file, ['-m', 'venv', folder]);
  // Wheels only: nothing is compiled, and no package's set-up is run.
  const options = ['--quiet', '--disable-pip-version-check', '--only-binary', ':all:'];
  const pip = ['-m', 'pip', 'install', ...options, '--requirement', requirementsOf(version)];
  await run(join(folder, 'bin', 'python'), pip);
  writeFileSync(markerOf(version), digest);
}

const requirementsOf = (version) => join(REQUIREMENTS, `requirements-${version}.txt`);

/** Written last, so that an environment that was not finished is made again. */
const markerOf = (version) => join(environmentOf(version), 'requirements.sha256');

function readMarker(version) {
  return existsSync(markerOf(version)) ? readFileSync(markerOf(version), 'utf8') : null;
}

/** Of the requirements and of the Python that the environment links to. */
function digestOf(version, python) {
  const requirements = readFileSync(requirementsOf(version), 'utf8');
  return createHash('sha256').update(`${python.version}\n${requirements}`).digest('hex');
}

function run(file, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve();
      else reject(new Error(`${file} ${args.join(' ')} failed:\n${Buffer.concat(output).toString('utf8')}`));
    });
  });
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv[2] === '--has-postgres') process.exitCode = findPostgres() === null ? 1 : 0;
  else await makeEnvironments();
}
