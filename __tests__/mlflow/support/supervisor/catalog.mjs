import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MLFLOW_2, MLFLOW_3 } from '../../../../scripts/mlflow-environments.mjs';
import { makeCertificates } from './certificates.mjs';
import { startMlflow } from './mlflow-server.mjs';
import { configureUsers, createUsers } from './users.mjs';

/** Each takes ten seconds of processor time to start. */
const MANY = process.env.STAGEGATE_TESTS === 'full' ? 4 : 2;

/**
 * How each server is started. `context` has `folder`, where its files go, and `postgres()`, the cluster that two
 * of them share. The results are the `MlflowServer` of servers.ts.
 */
export const CATALOG = {
  'sqlite-3': (context) => startOnSqlite(context, { name: 'sqlite-3', version: MLFLOW_3 }),
  // A worker of MLflow 2 takes one request at a time, so one alone would never race.
  'sqlite-2': (context) => startOnSqlite(context, { name: 'sqlite-2', version: MLFLOW_2, workers: MANY }),
  'postgres-3': (context) =>
    startOnPostgres(context, { name: 'postgres-3', version: MLFLOW_3, workers: MANY }),
  'postgres-2': (context) => startOnPostgres(context, { name: 'postgres-2', version: MLFLOW_2, workers: 2 }),
  prefix: (context) => startOnSqlite(context, { name: 'prefix', version: MLFLOW_3, prefix: '/ml/flow' }),
  auth: startWithUsers,
  tls: startWithTls,
};

function startOnSqlite({ folder }, spec) {
  const database = `sqlite:///${join(folder, `${spec.name}.db`)}`;
  return startMlflow(folder, { workers: 1, ...spec, database });
}

async function startOnPostgres({ folder, postgres }, spec) {
  const database = await (await postgres()).createDatabase(spec.name);
  return startMlflow(folder, { ...spec, database });
}

async function startWithUsers(context) {
  const { admin, env: settings } = configureUsers(join(context.folder, 'users'));
  const options = ['--app-name', 'basic-auth'];
  const server = await startOnSqlite(context, { name: 'auth', version: MLFLOW_3, options, env: settings });
  const users = await createUsers(server.url, admin);
  const env = {
    ...server.env,
    MLFLOW_TRACKING_USERNAME: admin.username,
    MLFLOW_TRACKING_PASSWORD: admin.password,
  };
  return { ...server, env, users };
}

async function startWithTls(context) {
  const files = await makeCertificates(join(context.folder, 'certificates'));
  const uvicorn = [
    ...['--ssl-keyfile', files.serverKey, '--ssl-certfile', files.serverCertificate],
    // 2 is Python's ssl.CERT_REQUIRED: a client without a certificate is turned away.
    ...['--ssl-ca-certs', files.ca, '--ssl-cert-reqs', '2'],
  ];
  const tls = {
    ca: readFileSync(files.ca),
    cert: readFileSync(files.clientCertificate),
    key: readFileSync(files.clientKey),
  };
  const options = ['--uvicorn-opts', uvicorn.join(' ')];
  const server = await startOnSqlite(context, { name: 'tls', version: MLFLOW_3, options, tls });
  const env = {
    ...server.env,
    MLFLOW_TRACKING_SERVER_CERT_PATH: files.ca,
    MLFLOW_TRACKING_CLIENT_CERT_PATH: files.clientBoth,
  };
  return { ...server, env, certificates: files };
}
