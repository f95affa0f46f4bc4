import type { Environment, Login } from '../../../model/server-location.js';
import { interpolate, parseConfigFile, readConfigFile, type SettingsFiles } from './config-files.js';
import { checkHeaderValue, readText } from './variables.js';

/** What a request authenticates with. `from` tells people where it was found, without any secret. */
export type Credentials =
  | { readonly kind: 'none'; readonly from: string }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string; readonly from: string }
  | { readonly kind: 'token'; readonly token: string; readonly from: string }
  /** Databricks' machine-to-machine OAuth. */
  | { readonly kind: 'oauth'; readonly client: string; readonly secret: string; readonly from: string };

const USER = 'MLFLOW_TRACKING_USERNAME';
const PASSWORD = 'MLFLOW_TRACKING_PASSWORD';
const TOKEN = 'MLFLOW_TRACKING_TOKEN';
const FILE = '~/.mlflow/credentials';

/** `from` of a login in the URI, whose user is a secret too. */
export const FROM_URI = "the user and password in the registry's URI";

/**
 * Finds MLflow's credentials in the order of its client: the login in the URI, then user and password (each from its
 * variable or the file), then the token.
 * @throws StagegateError `input` for an unreadable file, or a token that a header can't hold
 */
export async function findMlflowCredentials(
  login: Login | null,
  env: Environment,
  files: SettingsFiles,
): Promise<Credentials> {
  if (login !== null) return { kind: 'basic', ...login, from: FROM_URI };
  const stored = await readStored(files);
  const user = readText(env, USER) ?? stored.user;
  const password = readText(env, PASSWORD) ?? stored.password;
  if (user !== null && password !== null) {
    const sources = [USER, PASSWORD].map((variable) => (readText(env, variable) === null ? FILE : variable));
    return { kind: 'basic', user, password, from: [...new Set(sources)].join(' and ') };
  }
  const token = readText(env, TOKEN);
  if (token !== null) return { kind: 'token', token: checkHeaderValue(token, TOKEN), from: TOKEN };
  if (user !== null) return { kind: 'none', from: `a user is set, but ${PASSWORD} is not` };
  if (password !== null) return { kind: 'none', from: `a password is set, but ${USER} is not` };
  return { kind: 'none', from: `neither ${USER} and ${PASSWORD} nor ${TOKEN} is set` };
}

async function readStored(files: SettingsFiles): Promise<{ user: string | null; password: string | null }> {
  const text = await readConfigFile(files, FILE);
  const sections = text === null ? {} : parseConfigFile(text, FILE);
  const own = sections['mlflow'];
  const values = own === undefined ? {} : { ...sections['DEFAULT'], ...own };
  const value = (key: string): string | null => {
    const raw = values[key] ?? '';
    return raw === '' ? null : interpolate(raw, { file: FILE, key });
  };
  return { user: value(USER.toLowerCase()), password: value(PASSWORD.toLowerCase()) };
}
