import type { Environment, Login } from '../../../model/server-location.js';
import { interpolate, parseConfigFile } from './config-file.js';
import { readConfigFile, type SettingsFiles } from './files.js';
import { checkHeaderValue, readText } from './variables.js';

/** What a request proves itself with; `from` says for people where it was found, without any of it. */
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
 * As MLflow's client: the URI's own login, else user and password (each from its variable, else from the file),
 * else the token.
 * @throws StagegateError `input` for a file that can't be read and a token that no header can hold
 */
export async function findCredentials(
  login: Login | null,
  { env, files }: { env: Environment; files: SettingsFiles },
): Promise<Credentials> {
  if (login !== null) return { kind: 'basic', ...login, from: FROM_URI };
  const stored = await readStored(files);
  const user = readText(env, USER) ?? stored.user;
  const password = readText(env, PASSWORD) ?? stored.password;
  if (user !== null && password !== null) {
    const sources = [
      readText(env, USER) === null ? FILE : USER,
      readText(env, PASSWORD) === null ? FILE : PASSWORD,
    ];
    return { kind: 'basic', user, password, from: [...new Set(sources)].join(' and ') };
  }
  const token = readText(env, TOKEN);
  if (token !== null) return { kind: 'token', token: checkHeaderValue(token, TOKEN), from: TOKEN };
  if (user !== null) return { kind: 'none', from: `there is a user, but no ${PASSWORD}` };
  if (password !== null) return { kind: 'none', from: `there is a password, but no ${USER}` };
  return { kind: 'none', from: `neither ${USER} and ${PASSWORD} nor ${TOKEN} is set` };
}

async function readStored(files: SettingsFiles): Promise<{ user: string | null; password: string | null }> {
  const text = await readConfigFile(files, FILE);
  if (text === null) return { user: null, password: null };
  const sections = parseConfigFile(text, FILE);
  if (sections['mlflow'] === undefined) return { user: null, password: null };
  const values = { ...sections['DEFAULT'], ...sections['mlflow'] };
  const value = (key: string): string | null => {
    const raw = values[key] ?? '';
    return raw === '' ? null : interpolate(raw, { file: FILE, key });
  };
  return { user: value(USER.toLowerCase()), password: value(PASSWORD.toLowerCase()) };
}
