import { StagegateError } from '../../../errors.js';
import type { Environment, HttpAddress, ServerAddress } from '../../../model/server-location.js';
import { VERSION } from '../../../version.js';
import type { SettingsFiles } from './config-files.js';
import { chooseProxy, NO_TLS, readDatabricksTls, readTls, type NetworkSettings } from './network-settings.js';
import { findMlflowCredentials, type Credentials } from './credentials.js';
import { readDatabricks } from './databricks.js';
import { checkHeaderValue, readDecimal, readSwitch, readText, readWhole } from './variables.js';

/** Everything needed to talk to one server. */
export interface ServerSettings extends NetworkSettings {
  readonly kind: ServerAddress['kind'];
  /** For people, without credentials: `http://…`, `databricks (https://…)`. */
  readonly label: string;
  /** Comes before each path: empty, or `/mlflow`. */
  readonly basePath: string;
  readonly credentials: Credentials;
  /** Sent with each request, besides the credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** MLflow's workspace; null without one. */
  readonly workspace: string | null;
  readonly retries: RetrySettings;
}

export interface RetrySettings {
  readonly max: number;
  /** Whether MLFLOW_HTTP_REQUEST_MAX_RETRIES is set. It then also applies to a server that was never reached. */
  readonly isMaxGiven: boolean;
  /** Seconds; doubled with each retry. */
  readonly factor: number;
  /** Seconds: the most that is added at random. */
  readonly jitter: number;
  readonly respectRetryAfter: boolean;
}

const MAX_RETRIES = 'MLFLOW_HTTP_REQUEST_MAX_RETRIES';

/** Seconds; Node's timers can't do more than 24 days. */
const MAX_TIMEOUT = 1_000_000;

/**
 * Reads MLflow's own variables, with its meanings, precedence and defaults; for Databricks, those of Databricks.
 * @throws StagegateError `input` for a wrong value, `unsupported` for a way to authenticate that stagegate lacks
 */
export async function readServerSettings(
  address: ServerAddress,
  env: Environment,
  files: SettingsFiles,
): Promise<ServerSettings> {
  const isMlflow = address.kind === 'http';
  const own = isMlflow ? await readMlflow(address, env, files) : await readWorkspace(address, env, files);
  const proxy = chooseProxy(own.origin, env);
  const secure = [own.origin, proxy?.address].some((url) => url?.startsWith('https:'));
  return {
    kind: address.kind,
    ...own,
    proxy,
    tls: secure ? await (isMlflow ? readTls : readDatabricksTls)(env, files) : NO_TLS,
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

type OwnSettings = Pick<
  ServerSettings,
  'label' | 'origin' | 'basePath' | 'credentials' | 'headers' | 'workspace'
>;

async function readMlflow(
  { origin, basePath, login }: HttpAddress,
  env: Environment,
  files: SettingsFiles,
): Promise<OwnSettings> {
  if (readSwitch(env, 'MLFLOW_TRACKING_AWS_SIGV4', false)) throw cannotSign('MLFLOW_TRACKING_AWS_SIGV4');
  if (readText(env, 'MLFLOW_TRACKING_AUTH') !== null) throw cannotSign('MLFLOW_TRACKING_AUTH');
  const workspace = readText(env, 'MLFLOW_WORKSPACE')?.trim() ?? null;
  const headers: Record<string, string> =
    workspace === null ? {} : { 'x-mlflow-workspace': checkHeaderValue(workspace, 'MLFLOW_WORKSPACE') };
  const credentials = await findMlflowCredentials(login, env, files);
  return { label: `${origin}${basePath}`, origin, basePath, credentials, headers, workspace };
}

function cannotSign(variable: string): StagegateError {
  const message = `${variable} asks for a way to sign requests that stagegate doesn't support`;
  return new StagegateError('unsupported', message, {
    hint: `Unset ${variable} and use MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.`,
  });
}

async function readWorkspace(
  address: Exclude<ServerAddress, HttpAddress>,
  env: Environment,
  files: SettingsFiles,
): Promise<OwnSettings> {
  const { origin, credentials, workspaceId } = await readDatabricks(address, env, files);
  const headers: Record<string, string> = workspaceId === null ? {} : { 'x-databricks-org-id': workspaceId };
  return {
    label: `${address.kind} (${origin})`,
    origin,
    basePath: '',
    credentials,
    headers,
    workspace: null,
  };
}
