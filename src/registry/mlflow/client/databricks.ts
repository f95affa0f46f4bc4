import { StagegateError } from '../../../errors.js';
import type { DatabricksAddress, Environment } from '../../../model/server-location.js';
import { parseConfigFile, type ConfigFile } from './config-file.js';
import type { Credentials } from './credentials.js';
import { readConfigFile, type SettingsFiles } from './files.js';
import { checkHeaderValue, readText } from './variables.js';

export interface DatabricksAccess {
  /** `https://adb-1.azuredatabricks.net`. */
  readonly origin: string;
  readonly credentials: Credentials;
  /** For a host that many workspaces share. */
  readonly workspaceId: string | null;
}

/** The fields that are read, as `.databrickscfg` names them, and their variables. */
const VARIABLES = {
  host: 'DATABRICKS_HOST',
  token: 'DATABRICKS_TOKEN',
  client_id: 'DATABRICKS_CLIENT_ID',
  client_secret: 'DATABRICKS_CLIENT_SECRET',
  auth_type: 'DATABRICKS_AUTH_TYPE',
  workspace_id: 'DATABRICKS_WORKSPACE_ID',
} as const;
type Field = keyof typeof VARIABLES;

interface Found {
  readonly value: string;
  /** A variable, or `profile prod of ~/.databrickscfg`. */
  readonly from: string;
}
type Fields = Readonly<Partial<Record<Field, Found>>>;

/**
 * Host and credentials by the rules of Databricks' own client: variables go before the profile's fields; without
 * any variable and without a profile's name, the default profile.
 * @throws StagegateError `input` for what is missing or contradicts itself, `unsupported` for other ways to log in
 */
export async function readDatabricks(
  address: DatabricksAddress,
  env: Environment,
  files: SettingsFiles,
): Promise<DatabricksAccess> {
  const variables = readVariables(env);
  const profile = await readProfile(address, { env, files, needed: !hasAccess(variables) });
  refuseTwoHosts(address, variables, profile);
  const fields: Fields = { ...profile, ...variables };
  return {
    origin: readHost(fields.host, address),
    credentials: findCredentials(fields, address),
    workspaceId:
      fields.workspace_id === undefined
        ? null
        : checkHeaderValue(fields.workspace_id.value, fields.workspace_id.from),
  };
}

function hasAccess(fields: Fields): boolean {
  return (['host', 'token', 'client_id', 'client_secret'] as const).some(
    (field) => fields[field] !== undefined,
  );
}

function readVariables(env: Environment): Fields {
  return collect((field) => {
    const value = readText(env, VARIABLES[field]);
    return value === null ? null : { value, from: VARIABLES[field] };
  });
}

function collect(find: (field: Field) => Found | null): Fields {
  const found: Partial<Record<Field, Found>> = {};
  for (const field of Object.keys(VARIABLES) as Field[]) {
    const one = find(field);
    if (one !== null) found[field] = one;
  }
  return found;
}

async function readProfile(
  address: DatabricksAddress,
  { env, files, needed }: { env: Environment; files: SettingsFiles; needed: boolean },
): Promise<Fields> {
  const named = address.profile ?? readText(env, 'DATABRICKS_CONFIG_PROFILE');
  if (named === null && !needed) return {};
  const path = readText(env, 'DATABRICKS_CONFIG_FILE') ?? '~/.databrickscfg';
  const text = await readConfigFile(files, path);
  const sections = text === null ? {} : parseConfigFile(text, path);
  const name = named ?? (sections['__settings__']?.['default_profile'] || 'DEFAULT');
  const values = sections[name];
  if (values === undefined && named !== null) throw noProfile(named, path, sections);
  return collect((field) => {
    const value = values?.[field] ?? '';
    return value === '' ? null : { value, from: `profile ${name} of ${path}` };
  });
}

function noProfile(name: string, path: string, sections: ConfigFile): StagegateError {
  const names = Object.keys(sections).filter((section) => section !== '__settings__');
  return new StagegateError('input', `${path} has no profile ${JSON.stringify(name)}`, {
    hint:
      names.length === 0
        ? 'Make it with: databricks configure --profile NAME'
        : `Its profiles: ${names.join(', ')}.`,
  });
}

/** The registry's URI says which workspace; a variable that is left over must not send a promotion to another. */
function refuseTwoHosts(address: DatabricksAddress, variables: Fields, profile: Fields): void {
  if (address.profile === null || variables.host === undefined || profile.host === undefined) return;
  const [inVariable, inProfile] = [variables.host, profile.host].map((host) => parseHost(host));
  if (inVariable === inProfile) return;
  throw new StagegateError('input', `DATABRICKS_HOST is another host than that of ${profile.host.from}`, {
    hint: `Unset DATABRICKS_HOST, or write ${address.kind} without a profile.`,
  });
}

function readHost(host: Found | undefined, address: DatabricksAddress): string {
  if (host !== undefined) return parseHost(host);
  throw new StagegateError('input', `the registry is ${address.kind}, but no Databricks host is given`, {
    hint: 'Set DATABRICKS_HOST (https://….cloud.databricks.com) and DATABRICKS_TOKEN, or name a profile of ~/.databrickscfg: databricks://profile.',
  });
}

/** Only the origin counts: what people paste from the browser has more behind it. */
function parseHost({ value, from }: Found): string {
  const uri = value.includes('://') ? value.trim() : `https://${value.trim()}`;
  const url = URL.canParse(uri) ? new URL(uri) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return url.origin;
  throw new StagegateError('input', `the Databricks host in ${from} is no valid address`, {
    hint: 'Write it as https://dbc-1234.cloud.databricks.com.',
  });
}

function findCredentials(fields: Fields, address: DatabricksAddress): Credentials {
  const { token, client_id: client, client_secret: secret } = fields;
  const way = fields.auth_type?.value ?? chooseWay(fields);
  if (way === 'pat' && token !== undefined) {
    return { kind: 'token', token: checkHeaderValue(token.value, token.from), from: token.from };
  }
  if (way === 'oauth-m2m' && client !== undefined && secret !== undefined) {
    const from = [...new Set([client.from, secret.from])].join(' and ');
    return { kind: 'oauth', client: client.value, secret: secret.value, from };
  }
  if (way !== null && way !== 'pat' && way !== 'oauth-m2m') {
    throw new StagegateError(
      'unsupported',
      `the Databricks authentication ${JSON.stringify(way)} can't be used`,
      {
        hint: 'Use a token (pat: DATABRICKS_TOKEN) or a service principal (oauth-m2m: DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET).',
      },
    );
  }
  throw new StagegateError(
    'input',
    `the registry is ${address.kind}, but no Databricks credentials are given`,
    {
      hint: 'Set DATABRICKS_TOKEN, or DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET, or name a profile of ~/.databrickscfg that has them: databricks://profile.',
    },
  );
}

function chooseWay({ token, client_id: client, client_secret: secret }: Fields): string | null {
  if (token === undefined) return client !== undefined && secret !== undefined ? 'oauth-m2m' : null;
  if (client === undefined && secret === undefined) return 'pat';
  const other = (client ?? secret)?.from ?? '';
  throw new StagegateError(
    'input',
    `there is more than one Databricks credential: ${token.from} and ${other}`,
    {
      hint: 'Unset one, or choose with DATABRICKS_AUTH_TYPE: pat or oauth-m2m.',
    },
  );
}
