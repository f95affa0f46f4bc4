import { StagegateError } from '../errors.js';
import type { Environment } from './run-context.js';

export type { Environment };

/** A server by its kind and address. */
export type ServerAddress = HttpAddress | DatabricksAddress;

export interface HttpAddress {
  readonly kind: 'http';
  /** `https://mlflow.example.com:5000`, without a path. */
  readonly origin: string;
  /** The part before `/api`: empty, or `/mlflow`. */
  readonly basePath: string;
  /** From `https://user:password@…`: both are secrets. */
  readonly login: Login | null;
}

/** `databricks` is the registry of a workspace, `databricks-uc` Unity Catalog. */
export interface DatabricksAddress {
  readonly kind: 'databricks' | 'databricks-uc';
  /** The profile in `~/.databrickscfg`; null when the URI names none. */
  readonly profile: string | null;
}

export interface Login {
  readonly user: string;
  readonly password: string;
}

/** Where a registry's server is. `environment` means the server that MLflow's own variables name. */
export type ServerLocation = ServerAddress | { readonly kind: 'environment' };

/**
 * @param setting the `registry` as given
 * @returns null for a path, which is a manifest's file or folder
 * @throws StagegateError `input` for a malformed URI, `unsupported` for a URI that isn't a server's
 */
export function parseServerUri(setting: string): ServerLocation | null {
  if (setting.trim().toLowerCase() === 'mlflow') return { kind: 'environment' };
  return parseAddress(setting, 'the registry');
}

/**
 * Resolves the server by MLflow's rules for its registry URI.
 * @throws StagegateError as `parseServerUri`, and `input` when the variables have no server
 */
export function resolveServer(location: ServerLocation, env: Environment): ServerAddress {
  if (location.kind !== 'environment') return location;
  const registry = nameServer(env, 'MLFLOW_REGISTRY_URI');
  if (registry !== null) return registry;
  const tracking = nameServer(env, 'MLFLOW_TRACKING_URI');
  if (tracking === null) {
    throw new StagegateError('input', 'the registry is mlflow, but MLFLOW_TRACKING_URI is not set', {
      hint: 'Set MLFLOW_TRACKING_URI (or MLFLOW_REGISTRY_URI), or use the address as the registry: https://….',
    });
  }
  // like MLflow's client since 3.0: Databricks keeps models in Unity Catalog by default
  return tracking.kind === 'databricks' ? { ...tracking, kind: 'databricks-uc' } : tracking;
}

/**
 * The server that has the registry's runs. By MLflow's rule, that is always MLFLOW_TRACKING_URI.
 * @returns null when the variable is not set, or names the registry's own server
 * @throws StagegateError as `parseServerUri`, and `input` when the variable has no server
 */
export function resolveTracking(registry: ServerAddress, env: Environment): ServerAddress | null {
  const tracking = nameServer(env, 'MLFLOW_TRACKING_URI');
  return tracking === null || identify(tracking) === identify(registry) ? null : tracking;
}

/** Tells servers apart. Unity Catalog and the workspace's own registry are one server. */
function identify(address: ServerAddress): string {
  return JSON.stringify(address.kind === 'http' ? address : ['databricks', address.profile]);
}

function nameServer(env: Environment, variable: string): ServerAddress | null {
  const value = (env[variable] ?? '').trim();
  if (value === '') return null;
  const address = parseAddress(value, variable);
  if (address === null) throw needsServer(`${variable} is a path`);
  return address;
}

function parseAddress(setting: string, what: string): ServerAddress | null {
  const uri = setting.trim();
  if (/^https?:\/\//i.test(uri)) return parseHttp(uri, what);
  const databricks = /^(databricks(?:-uc)?)(?:$|:(\/\/)?([^/?#]*))/i.exec(uri);
  if (databricks !== null) return parseDatabricks(databricks, what);
  if (/^[\w.-]+:\d{1,5}(?:\/|$)/.test(uri)) {
    throw malformed(
      `${what} is a host and port without http://`,
      'Write it as http://127.0.0.1:5000, or https://…',
    );
  }
  // one letter is a drive: C:\models
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined) return null;
  // only the scheme is shown: what follows may hold a password
  if (scheme === 'http' || scheme === 'https') throw malformed(`${what} is ${scheme}: without //`);
  if (scheme === 'file' || /^(sqlite|postgres|postgresql|mysql|mssql)(\+|$)/.test(scheme))
    throw needsServer(`${what} is a ${scheme}: URI`);
  throw new StagegateError('unsupported', `${what} is a ${scheme}: URI, which stagegate can't use`, {
    hint: 'Use a manifest file or folder, http(s)://…, databricks, databricks-uc, or mlflow.',
  });
}

function parseHttp(uri: string, what: string): HttpAddress {
  if (!URL.canParse(uri)) throw malformed(`${what} is not a valid URL`);
  const url = new URL(uri);
  if (url.search !== '' || url.hash !== '') throw malformed(`${what} has a ? or # after its address`);
  // like Python's requests: a user without a colon isn't a login
  const userinfo = /^https?:\/\/([^/]*)@/i.exec(uri)?.[1] ?? '';
  const login = userinfo.includes(':') && `${url.username}${url.password}` !== '';
  return {
    kind: 'http',
    origin: url.origin,
    basePath: url.pathname.replace(/\/+$/, ''),
    login: login ? { user: decodeLogin(url.username), password: decodeLogin(url.password) } : null,
  };
}

/** Decodes a URI's user or password; invalid percent signs stay. */
export function decodeLogin(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

function parseDatabricks(match: RegExpExecArray, what: string): DatabricksAddress {
  const [whole, word = '', slashes, profile = ''] = match;
  const kind = word.toLowerCase() === 'databricks' ? 'databricks' : 'databricks-uc';
  if (whole === word) return { kind, profile: null };
  if (slashes === undefined || profile === '')
    throw malformed(`${what} has no profile after ${kind}:`, `Write ${kind} or ${kind}://profile.`);
  if (profile.includes(':')) {
    throw new StagegateError('unsupported', `${what} names a Databricks secret scope, not a profile`, {
      hint: `Only a Databricks notebook can read ${kind}://scope:prefix. Write ${kind} and set DATABRICKS_HOST and DATABRICKS_TOKEN, or ${kind}://profile.`,
    });
  }
  if (/[\s@]/.test(profile))
    throw malformed(`${what} has no profile after ${kind}://`, `Write ${kind} or ${kind}://profile.`);
  return { kind, profile };
}

function malformed(message: string, hint = 'Write it as https://mlflow.example.com.'): StagegateError {
  return new StagegateError('input', message, { hint });
}

function needsServer(message: string): StagegateError {
  return new StagegateError('input', `${message}, not an MLflow server`, {
    hint: 'Start a server on that store (mlflow server --backend-store-uri …) and use its address: http://127.0.0.1:5000.',
  });
}
