/**
 * Virtual environments that suites need: made once from pinned requirements and kept in .cache/. One is made again
 * when its requirements or the Python that it links to change.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where all that is pinned has wheels: NumPy begins at 3.11, MLflow 2's pyarrow ends at 3.13. */
export const PYTHONS = { from: '3.11', to: '3.13' };

const PYTHON_VERSION = `
import ensurepip, sys, venv
if not (3, 11) <= sys.version_info[:2] <= (3, 13): sys.exit(1)
print('.'.join(map(str, sys.version_info[:3])))
`;

/** A Python that can make the environments, with its version; null without one. */
export function findPython() {
  for (const file of ['python3', 'python3.13', 'python3.12', 'python3.11']) {
    const { status, stdout } = spawnSync(file, ['-c', PYTHON_VERSION], { encoding: 'utf8' });
    if (status === 0) return { file, version: stdout.trim() };
  }
  return null;
}

/** Its Python program. */
export function programOf({ folder }) {
  return join(folder, 'bin', 'python');
}

/**
 * Makes those of the environments `{name, folder, requirements}` that are missing or outdated, at once. Throws with
 * pip's output.
 */
export async function makeEnvironments(environments) {
  const python = findPython();
  if (python === null)
    throw new Error(`No Python from ${PYTHONS.from} to ${PYTHONS.to} with venv was found.`);
  const outdated = environments.filter(
    (environment) => readMarker(environment) !== digestOf(environment, python),
  );
  if (outdated.length === 0) return;
  const names = outdated.map(({ name }) => name).join(' and ');
  console.error(`Making the virtual environments of ${names}, once; this takes a minute or two.`);
  await Promise.all(outdated.map((environment) => makeEnvironment(environment, python)));
}

async function makeEnvironment(environment, python) {
  const { folder, requirements } = environment;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await run(python.file, ['-m', 'venv', folder]);
  // Wheels only: no package's set-up is run. Python compiles what is imported, which is little of what is installed.
  const options = ['--quiet', '--disable-pip-version-check', '--only-binary', ':all:', '--no-compile'];
  await run(programOf(environment), ['-m', 'pip', 'install', ...options, '--requirement', requirements]);
  writeFileSync(markerOf(environment), digestOf(environment, python));
}

/** Written last, so that an environment that was not finished is made again. */
const markerOf = ({ folder }) => join(folder, 'requirements.sha256');

function readMarker(environment) {
  const file = markerOf(environment);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Of the requirements and of the Python that the environment links to. */
function digestOf({ requirements }, python) {
  const text = readFileSync(requirements, 'utf8');
  return createHash('sha256').update(`${python.version}\n${text}`).digest('hex');
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
