import { randomUUID } from 'node:crypto';

/**
 * `sqlite-3`, `sqlite-2`: MLflow 3 and 2 on SQLite, with one worker of many threads and with two of one. `postgres-3`,
 * `postgres-2`: on PostgreSQL, with two workers each. In the full run `sqlite-2` and `postgres-3` have four. `prefix`:
 * under a base path. `auth`: with users and permissions. `tls`: HTTPS with an authority of its own, for clients with a
 * certificate only.
 */
export type ServerName = 'sqlite-3' | 'sqlite-2' | 'postgres-3' | 'postgres-2' | 'prefix' | 'auth' | 'tls';

export interface MlflowServer {
  readonly name: ServerName;
  /** MLflow's own. */
  readonly version: string;
  /** With the base path, without a slash at its end. */
  readonly url: string;
  /** MLflow's variables for a client that may do everything. */
  readonly env: Readonly<Record<string, string>>;
  /** SQLAlchemy URI of the database behind it. */
  readonly database: string;
  /** The Python of its environment, which has MLflow's own client too. */
  readonly python: string;
  /** The file of what the server printed. */
  readonly log: string;
}

export interface User {
  readonly username: string;
  readonly password: string;
}

/** Everyone but `admin` has one permission on all registered models, experiments and runs; `stranger` has none. */
export type UserName = 'admin' | 'manager' | 'editor' | 'reader' | 'stranger';

export interface ServerWithUsers extends MlflowServer {
  readonly users: Readonly<Record<UserName, User>>;
}

/** Paths of PEM files. */
export interface Certificates {
  readonly ca: string;
  readonly serverCertificate: string;
  readonly serverKey: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
  /** The client's certificate and its key. */
  readonly clientBoth: string;
}

export interface ServerWithTls extends MlflowServer {
  readonly certificates: Certificates;
}

export type ServerOf<Name extends ServerName> = Name extends 'auth'
  ? ServerWithUsers
  : Name extends 'tls'
    ? ServerWithTls
    : MlflowServer;

/** Milliseconds for a hook that asks for a server: the first to ask waits until it has started. */
export const SERVER_TIMEOUT = 240_000;

/**
 * A running server, shared by the whole suite: give models names that nobody else has.
 *
 * @example const { url, env } = await server('sqlite-3');
 */
export async function server<Name extends ServerName>(name: Name): Promise<ServerOf<Name>> {
  const supervisor = process.env['STAGEGATE_TEST_SUPERVISOR'];
  if (supervisor === undefined) {
    throw new Error(process.env['STAGEGATE_TEST_SUPERVISOR_FAILURE'] ?? 'No supervisor was started.');
  }
  const response = await fetch(`${supervisor}/${name}`);
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error((answer as { message: string }).message);
  return answer as ServerOf<Name>;
}

/** The variables of a client that is this user. */
export function userEnvironment(
  { url }: Pick<ServerWithUsers, 'url'>,
  { username, password }: User,
): Record<string, string> {
  return {
    MLFLOW_TRACKING_URI: url,
    MLFLOW_TRACKING_USERNAME: username,
    MLFLOW_TRACKING_PASSWORD: password,
  };
}

/** A name for a registered model that no other test has. */
export function uniqueName(label = 'model'): string {
  return `${label}-${randomUUID().slice(0, 13)}`;
}
