import { createSecureContext } from 'node:tls';
import { StagegateError } from '../../../errors.js';
import type { Environment } from '../../../model/server-location.js';
import { errorCode } from './error-code.js';
import { readNamedFile, type SettingsFiles } from './files.js';
import { readSwitch, readText } from './variables.js';

/** How a server proves itself over TLS, and how we do. */
export interface TlsSettings {
  /** False for `MLFLOW_TRACKING_INSECURE_TLS`: any certificate will do. */
  readonly verify: boolean;
  /** PEM: the only authorities that are trusted; null for those that Node.js comes with. */
  readonly authorities: string | null;
  /** PEM: certificate and key in one. */
  readonly clientCertificate: string | null;
  /** The variable that `authorities` came from. */
  readonly from: string | null;
}

/** Where no connection is encrypted. */
export const NO_TLS: TlsSettings = { verify: true, authorities: null, clientCertificate: null, from: null };

const INSECURE = 'MLFLOW_TRACKING_INSECURE_TLS';
const AUTHORITIES = 'MLFLOW_TRACKING_SERVER_CERT_PATH';
const CLIENT = 'MLFLOW_TRACKING_CLIENT_CERT_PATH';
/** Those of Python's requests, in its order; it leaves SSL_CERT_FILE alone. */
const BUNDLES = ['REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'];

/**
 * MLflow's settings for TLS, else those of Python's requests.
 * @throws StagegateError `input` for settings that exclude each other and files without what they should hold
 */
export async function readTls(env: Environment, files: SettingsFiles): Promise<TlsSettings> {
  const insecure = readSwitch(env, INSECURE, false);
  if (insecure && readText(env, AUTHORITIES) !== null) {
    throw new StagegateError('input', `${INSECURE} and ${AUTHORITIES} are both set`, {
      hint: `Unset ${INSECURE}: with the certificate the server can be verified.`,
    });
  }
  return {
    verify: !insecure,
    ...(insecure
      ? { authorities: null, from: null }
      : await readAuthorities(env, files, [AUTHORITIES, ...BUNDLES])),
    clientCertificate: await readClientCertificate(env, files),
  };
}

/**
 * What is left of it for Databricks, whose client does not know MLflow's variables.
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
  for (const variable of variables) {
    const path = readText(env, variable);
    if (path === null) continue;
    const pem = await readNamedFile(files, variable, path);
    if (!/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(pem)) {
      throw new StagegateError('input', `${variable}: ${path} holds no certificate`, {
        hint: 'It has to hold -----BEGIN CERTIFICATE----- (PEM); openssl x509 -inform der makes it from the binary form.',
      });
    }
    return { authorities: pem, from: variable };
  }
  return { authorities: null, from: null };
}

async function readClientCertificate(env: Environment, files: SettingsFiles): Promise<string | null> {
  const path = readText(env, CLIENT);
  if (path === null) return null;
  const pem = await readNamedFile(files, CLIENT, path);
  try {
    createSecureContext({ cert: pem, key: pem });
    return pem;
  } catch (error) {
    throw new StagegateError(
      'input',
      `${CLIENT}: ${path} can't be used as a client certificate (${errorCode(error) ?? 'unreadable'})`,
      {
        hint: 'It has to hold the certificate and its private key, one behind the other, in PEM format and without a passphrase.',
      },
    );
  }
}
