/**
 * What the `mlflow` suite needs of this machine: Python, PostgreSQL's server programs, openssl, and virtual
 * environments with pinned MLflow servers, which are made here once and kept in .cache/mlflow/.
 *
 * Run as a command, it makes the environments, as the suite's global set-up does; with --has-postgres it tells by
 * its exit status whether PostgreSQL's programs are there.
 */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { makeEnvironments as makePythonEnvironments } from './python-environment.mjs';

const ROOT = join(import.meta.dirname, '..');
const REQUIREMENTS = join(ROOT, '__tests__', 'mlflow', 'support');

/**
 * The newest MLflow 3 and 2 that can be installed: 3.18.0 asks for an mlflow-skinny of the same number, which
 * was never published. 2.22.5 allows SQLAlchemy 2.1 and dies of it, so its requirements hold 2.0.
 */
export const MLFLOW_3 = '3.17.2';
export const MLFLOW_2 = '2.22.5';

const [POSTGRES_ROOT, POSTGRES_PROGRAMS] = ['/usr/lib/postgresql', ['initdb', 'postgres', 'createdb']];

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
export function makeEnvironments() {
  return makePythonEnvironments(
    [MLFLOW_3, MLFLOW_2].map((version) => ({
      name: `MLflow ${version}`,
      folder: environmentOf(version),
      requirements: join(REQUIREMENTS, `requirements-${version}.txt`),
    })),
  );
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv[2] === '--has-postgres') process.exitCode = findPostgres() === null ? 1 : 0;
  else await makeEnvironments();
}
