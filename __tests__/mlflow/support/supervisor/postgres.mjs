import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres } from '../../../../scripts/mlflow-environments.mjs';
import { ENVIRONMENT, runCommand, startGroup } from './processes.mjs';

/** The cluster's superuser; its socket stands in a folder that only its owner and root can enter. */
const USER = 'stagegate';
const START_LIMIT = 60_000;
const POLL_PAUSE = 50;

/**
 * Starts a PostgreSQL cluster of the tests' own, on a Unix socket. Nothing in it outlives the run, so nothing
 * is synced to the disk. `folders` gets the folder to remove.
 */
export async function startPostgres(folders) {
  const programs = findPostgres();
  if (programs === null) throw new Error('PostgreSQL is missing. Install its server programs.');
  // Not within the other servers' folder: its owner is another user, who may not be able to go through that.
  const folder = mkdtempSync(join(tmpdir(), 'stagegate-postgres-'));
  folders.push(folder);
  const owner = findOwner();
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const options = { cwd: folder, env: ENVIRONMENT, ...owner };
  const data = join(folder, 'data');
  await runCommand(
    join(programs, 'initdb'),
    ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'],
    options,
  );
  const settings = ['listen_addresses=', 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  const server = startGroup(
    join(programs, 'postgres'),
    ['-D', data, '-k', folder, '-c', 'max_connections=200', ...settings.flatMap((one) => ['-c', one])],
    { ...options, log: join(folder, 'server.log'), endSignal: 'SIGQUIT' },
  );
  const createDatabase = (name) =>
    runCommand(join(programs, 'createdb'), ['-h', folder, '-U', USER, name], { env: ENVIRONMENT });
  await waitUntilUp(server, () => createDatabase('probe'));
  return {
    /** Makes a database and returns its SQLAlchemy URI. */
    createDatabase: async (name) => {
      await createDatabase(name);
      return `postgresql+psycopg2://${USER}@/${name}?host=${folder}`;
    },
  };
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
function findOwner() {
  if (process.getuid() !== 0) return null;
  const idOf = (option) => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function waitUntilUp(server, probe) {
  const deadline = Date.now() + START_LIMIT;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (server.hasEnded() || Date.now() > deadline) {
        throw new Error(`PostgreSQL did not start. The end of its log:\n${server.tail()}`, { cause: error });
      }
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_PAUSE));
  }
}
