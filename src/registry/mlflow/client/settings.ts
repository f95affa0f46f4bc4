import { StagegateError } from '../../../errors.js';
import { VERSION } from '../../../version.js';
import type { Environment, HttpAddress, ServerAddress } from '../../../model/server-location.js';
import { findCredentials, type Credentials } from './credentials.js';
import { readDatabricks } from './databricks.js';
import type { SettingsFiles } from './files.js';
import { chooseProxy, type Proxy } from './proxy.js';
import { NO_TLS, readDatabricksTls, readTls, type TlsSettings } from './tls.js';
import { checkHeaderValue, readDecimal, readSwitch, readText, readWhole } from './variables.js';

/** Everything that it takes to talk to one server. */
export interface ServerSettings {
  readonly kind: ServerAddress['kind'];
  /** For people, without credentials: `http://…`, `databricks (https://…)`. */
  readonly label: string;
  /** `https://mlflow.example.com:5000`. */
  readonly origin: string;
  /** Put before each path: empty, or `/mlflow`. */
  readonly basePath: string;
  readonly credentials: Credentials;
  /** Sent with each request, beside the credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** MLflow's workspace; null without one. */
  readonly workspace: string | null;
  readonly tls: TlsSettings;
  readonly proxy: Proxy | null;
  /** Seconds to connect, and to hear from the server again after that. */
  readonly timeout: number;
  readonly retries: RetrySettings;
}

export interface RetrySettings {
  /** Times that a request is sent again. */
  readonly max: number;
  /** Whether MLFLOW_HTTP_REQUEST_MAX_RETRIES says so. Then it also holds for a server that was never reached. */
  readonly isMaxGiven: boolean;
  /** Seconds; doubled with each time. */
  readonly factor: number;
  /** Seconds; up to that much is added by chance. */
  readonly jitter: number;
  readonly respectRetryAfter: boolean;
}

/**
 * Everything from MLflow's own variables, with its meanings, precedence and defaults; for Databricks from its own.
 * @throws StagegateError `input` for a wrong value, `unsupported` for a way to authenticate that is not there
 */
export async function readServerSettings(
  address: ServerAddress,
  env: Environment,
  files: SettingsFiles,
): Promise<ServerSettings> {
  const own =
    address.kind === 'http'
      ? await readMlflow(address, env, files)
      : await readWorkspace(address, env, files);
  const proxy = chooseProxy(own.origin, env);
  const secure = [own.origin, proxy?.address].some((url) => url?.startsWith('https:'));
  const readOwnTls = address.kind === 'http' ? readTls : readDatabricksTls;
  return {
    ...own,
    proxy,
    tls: secure ? await readOwnTls(env, files) : NO_TLS,
    headers: { 'user-agent': `stagegate/${VERSION}`, accept: 'application/json', ...own.headers },
    // the limits are MLflow's: _MLFLOW_HTTP_REQUEST_MAX_RETRIES_LIMIT, …_MAX_BACKOFF_FACTOR_LIMIT
    timeout: readWhole(env, 'MLFLOW_HTTP_REQUEST_TIMEOUT', { fallback: 120, min: 1, max: MAX_TIMEOUT }),
    retries: {
      max: readWhole(env, MAX_RETRIES, { fallback: 7, min: 0, max: 10 }),
      isMaxGiven: readText(env, MAX_RETRIES) !== null,
      factor: readWhole(env, 'MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR', { fallback: 2, min: 0, max: 120 }),
      jitter: readDecimal(env, 'MLFLOW_HTTP_REQUEST_BACKOFF_JITTER', { fallback: 1, min: 0 }),
      respectRetryAfter: readSwitch(env, 'MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER', true),
    },
  };
}

const MAX_RETRIES = 'MLFLOW_HTTP_REQUEST_MAX_RETRIES';

/** Seconds; Node's timers can't do more than 24 days. */
const MAX_TIMEOUT = 1_000_000;

type OwnSettings = Omit<ServerSettings, 'proxy' | 'tls' | 'timeout' | 'retries'>;

async function readMlflow(
  address: HttpAddress,
  env: Environment,
  files: SettingsFiles,
): Promise<OwnSettings> {
  refuseOtherWays(env);
  const { kind, origin, basePath, login } = address;
  const workspace = readText(env, 'MLFLOW_WORKSPACE')?.trim() ?? null;
  return {
    kind,
    label: `${origin}${basePath}`,
    origin,
    basePath,
    credentials: await findCredentials(login, { env, files }),
    headers:
      workspace === null ? {} : { 'x-mlflow-workspace': checkHeaderValue(workspace, 'MLFLOW_WORKSPACE') },
    workspace,
  };
}

function refuseOtherWays(env: Environment): void {
  if (readSwitch(env, 'MLFLOW_TRACKING_AWS_SIGV4', false)) throw otherWay('MLFLOW_TRACKING_AWS_SIGV4');
  if (readText(env, 'MLFLOW_TRACKING_AUTH') !== null) throw otherWay('MLFLOW_TRACKING_AUTH');
}

function otherWay(variable: string): StagegateError {
  return new StagegateError(
    'unsupported',
    `${variable} asks for a way to sign requests that stagegate has not`,
    {
      hint: `Unset ${variable} and use MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.`,
    },
  );
}

async function readWorkspace(
  address: Exclude<ServerAddress, HttpAddress>,
  env: Environment,
  files: SettingsFiles,
): Promise<OwnSettings> {
  const { origin, credentials, workspaceId } = await readDatabricks(address, env, files);
  return {
    kind: address.kind,
    label: `${address.kind} (${origin})`,
    origin,
    basePath: '',
    credentials,
    headers: workspaceId === null ? {} : { 'x-databricks-org-id': workspaceId },
    workspace: null,
  };
}
