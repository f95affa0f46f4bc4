import { createSecureContext } from 'node:tls';
import { StagegateError } from '../../../errors.js';
import { decodeLogin, type Environment, type Login } from '../../../model/server-location.js';
import { errorCode, readPemFile, type SettingsFiles } from './config-files.js';
import { readSwitch, readText } from './variables.js';

/** How to connect to a server. */
export interface NetworkSettings {
  /** `https://mlflow.example.com:5000`. */
  readonly origin: string;
  readonly tls: TlsSettings;
  readonly proxy: Proxy | null;
  /** Seconds to connect, and after that the longest silence of the server. */
  readonly timeout: number;
}

/** Which certificates the server and we show over TLS. */
interface TlsSettings {
  /** False for `MLFLOW_TRACKING_INSECURE_TLS`, which accepts any certificate. */
  readonly verify: boolean;
  /** PEM: the only authorities that are trusted; null for those of Node.js. */
  readonly authorities: string | null;
  /** PEM: certificate and key in one. */
  readonly clientCertificate: string | null;
  /** The variable that `authorities` came from. */
  readonly from: string | null;
}

/** A forward proxy, as a variable names it. */
export interface Proxy {
  /** `http://proxy.example.com:3128`, without its login. */
  readonly address: string;
  readonly login: Login | null;
  /** The variable that names it. */
  readonly from: string;
}

/**
 * Chooses the proxy for a server by Python's rules, which MLflow follows: `https_proxy` for https and `http_proxy` for
 * http, else `all_proxy`, unless `no_proxy` names the host. Lower case wins over upper case, and an empty value means
 * none. Node 24's own proxies can't replace this: they don't know ALL_PROXY or networks in NO_PROXY, and don't tell which
 * variable named the proxy, which every error about one says.
 * @param origin `https://mlflow.example.com:5000`
 * @throws StagegateError `input` for a malformed address, `unsupported` for a SOCKS proxy
 */
export function chooseProxy(origin: string, env: Environment): Proxy | null {
  const url = new URL(origin);
  const [scheme = ''] = url.protocol.split(':');
  const named = lookUp(env, `${scheme}_proxy`) ?? lookUp(env, 'all_proxy');
  const exempt = readText(env, 'no_proxy') ?? readText(env, 'NO_PROXY') ?? '';
  return named === null || isExempt(url, exempt) ? null : parseProxy(named.value, named.variable);
}

function lookUp(env: Environment, name: string): { variable: string; value: string } | null {
  // an empty variable in lower case cancels the one in upper case
  const variable = [name, name.toUpperCase()].find((each) => env[each] !== undefined) ?? name;
  const value = env[variable]?.trim() ?? '';
  return value === '' ? null : { variable, value };
}

function isExempt(url: URL, list: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const withPort = url.port === '' ? host : `${host}:${url.port}`;
  if (list.trim() === '*') return true;
  return list.split(',').some((entry) => {
    const name = entry.trim().toLowerCase().replace(/^\.+/, '');
    if (name === '') return false;
    if ([host, withPort].some((own) => own === name || own.endsWith(`.${name}`))) return true;
    return isInNetwork(host, name);
  });
}

/** `10.1.2.3` in `10.0.0.0/8`; IPv4 only, as in Python's requests. */
function isInNetwork(host: string, network: string): boolean {
  const [base = '', bits = ''] = network.split('/');
  const [address, start] = [toNumber(host), toNumber(base)];
  if (address === null || start === null || !/^(?:[1-9]|[12]\d|3[0-2])$/.test(bits)) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(address / size) === Math.floor(start / size);
}

function toNumber(ipv4: string): number | null {
  const parts = ipv4.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : NaN));
  if (parts.length !== 4 || !parts.every((part) => part <= 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function parseProxy(value: string, variable: string): Proxy {
  const uri = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (!URL.canParse(uri)) {
    throw new StagegateError('input', `${variable} isn't a valid URL`, {
      hint: 'Write it as http://proxy.example.com:3128.',
    });
  }
  const url = new URL(uri);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new StagegateError('unsupported', `${variable} names a ${url.protocol}// proxy`, {
      hint: 'Use an http:// or https:// proxy, or name the server in NO_PROXY.',
    });
  }
  const [user = '', password = ''] = [url.username, url.password].map(decodeLogin);
  const login = user === '' && password === '' ? null : { user, password };
  return { address: url.origin, login, from: variable };
}

/** For a server without TLS. */
export const NO_TLS: TlsSettings = { verify: true, authorities: null, clientCertificate: null, from: null };

const INSECURE = 'MLFLOW_TRACKING_INSECURE_TLS';
const AUTHORITIES = 'MLFLOW_TRACKING_SERVER_CERT_PATH';
const CLIENT = 'MLFLOW_TRACKING_CLIENT_CERT_PATH';
/** Those of Python's requests, in its order. It ignores SSL_CERT_FILE. */
const BUNDLES = ['REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'];

/**
 * Reads MLflow's settings for TLS, else those of Python's requests.
 * @throws StagegateError `input` for settings that contradict each other, and files without a certificate
 */
export async function readTls(env: Environment, files: SettingsFiles): Promise<TlsSettings> {
  const insecure = readSwitch(env, INSECURE, false);
  if (insecure && readText(env, AUTHORITIES) !== null) {
    throw new StagegateError('input', `${INSECURE} and ${AUTHORITIES} are both set`, {
      hint: `Unset ${INSECURE}: the certificate is enough to verify the server.`,
    });
  }
  const trusted = insecure
    ? { authorities: null, from: null }
    : await readAuthorities(env, files, [AUTHORITIES, ...BUNDLES]);
  return { verify: !insecure, ...trusted, clientCertificate: await readClientCertificate(env, files) };
}

/**
 * The same for Databricks, whose client doesn't know MLflow's variables.
 * @throws StagegateError as `readTls`
 */
export async function readDatabricksTls(env: Environment, files: SettingsFiles): Promise<TlsSettings> {
  return { ...NO_TLS, ...(await readAuthorities(env, files, BUNDLES)) };
}

async function readAuthorities(
  env: Environment,
  files: SettingsFiles,
  variables: readonly string[],
): Promise<Pick<TlsSettings, 'authorities' | 'from'>> {
  const variable = variables.find((each) => readText(env, each) !== null);
  const path = variable === undefined ? null : readText(env, variable);
  if (variable === undefined || path === null) return { authorities: null, from: null };
  const pem = await readPemFile(files, variable, path);
  if (/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(pem)) return { authorities: pem, from: variable };
  throw new StagegateError('input', `${variable}: ${path} contains no certificate`, {
    hint: 'Name a file that has -----BEGIN CERTIFICATE----- (PEM). To convert the binary form, run openssl x509 -inform der.',
  });
}

async function readClientCertificate(env: Environment, files: SettingsFiles): Promise<string | null> {
  const path = readText(env, CLIENT);
  if (path === null) return null;
  const pem = await readPemFile(files, CLIENT, path);
  try {
    createSecureContext({ cert: pem, key: pem });
    return pem;
  } catch (error) {
    const message = `${CLIENT}: ${path} isn't a usable client certificate (${errorCode(error) ?? 'unreadable'})`;
    throw new StagegateError('input', message, {
      hint: 'Put the certificate and its private key, without a passphrase, into one file in PEM format.',
    });
  }
}
