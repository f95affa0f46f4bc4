import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What each user may do with every registered model, experiment and run; `stranger` may do nothing. */
const PERMISSIONS = { manager: 'MANAGE', editor: 'EDIT', reader: 'READ', stranger: null };
const RESOURCES = ['registered_model', 'experiment', 'run'];

/** MLflow's settings for `--app-name basic-auth`, with an administrator whose password is new in every run. */
export function configureUsers(folder) {
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'basic_auth.ini');
  writeFileSync(
    config,
    [
      '[mlflow]',
      'default_permission = NO_PERMISSIONS',
      `database_uri = sqlite:///${join(folder, 'users.db')}`,
      'admin_username = admin',
      'authorization_function = mlflow.server.auth:authenticate_request_basic_auth',
      // A password is checked once, not for half a second at every request.
      'auth_cache_ttl_seconds = 3600',
      '',
    ].join('\n'),
  );
  const admin = { username: 'admin', password: makePassword() };
  const env = {
    MLFLOW_AUTH_CONFIG_PATH: config,
    MLFLOW_AUTH_ADMIN_PASSWORD: admin.password,
    MLFLOW_FLASK_SERVER_SECRET_KEY: makePassword(),
  };
  return { admin, env };
}

/** Makes the other users through the server's own API. */
export async function createUsers(url, admin) {
  const users = { admin };
  for (const [username, permission] of Object.entries(PERMISSIONS)) {
    const user = { username, password: makePassword() };
    await post(`${url}/api/2.0/mlflow/users/create`, user, admin);
    for (const resource of permission === null ? [] : RESOURCES) {
      const grant = { username, resource_type: resource, resource_id: '*', permission };
      await post(`${url}/api/3.0/mlflow/users/permissions/grant`, grant, admin);
    }
    users[username] = user;
  }
  return users;
}

const makePassword = () => randomBytes(18).toString('base64url');

async function post(url, body, { username, password }) {
  const credentials = Buffer.from(`${username}:${password}`).toString('base64');
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Basic ${credentials}` },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
}
