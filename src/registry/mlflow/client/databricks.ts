import { StagegateError } from '../../../errors.js';
import type { DatabricksAddress, Environment } from '../../../model/server-location.js';
import { parseConfigFile, readConfigFile, type SettingsFiles } from './config-files.js';
import type { Credentials } from './credentials.js';
import { checkHeaderValue, readText } from './variables.js';

interface DatabricksAccess {
  /** `https://adb-1.azuredatabricks.net`. */
  readonly origin: string;
  readonly credentials: Credentials;
  /** For a host that many workspaces share. */
  readonly workspaceId: string | null;
}

/** The fields of `.databrickscfg` that are read, and their variables. */
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
 * Finds host and credentials by the rules of Databricks' own client: variables win over the profile's fields, and the
 * default profile is only read when neither a variable nor a profile is given.
 * @throws StagegateError `input` for missing or contradicting settings, `unsupported` for other ways to log in
 */
export async function readDatabricks(
  address: DatabricksAddress,
  env: Environment,
  files: SettingsFiles,
): Promise<DatabricksAccess> {
  const variables = collect((field) => ({ value: readText(env, VARIABLES[field]), from: VARIABLES[field] }));
  const profile = await readProfile(address, variables, { env, files });
  refuseTwoHosts(address, variables, profile);
  const fields: Fields = { ...profile, ...variables };
  const { workspace_id: id } = fields;
  return {
    origin: readHost(fields.host, address),
    credentials: chooseCredentials(fields, address),
    workspaceId: id === undefined ? null : checkHeaderValue(id.value, id.from),
  };
}

function collect(find: (field: Field) => { value: string | null | undefined; from: string }): Fields {
  const found: Partial<Record<Field, Found>> = {};
  for (const field of Object.keys(VARIABLES) as Field[]) {
    const { value, from } = find(field);
    if (typeof value === 'string' && value !== '') found[field] = { value, from };
  }
  return found;
}

async function readProfile(
  address: DatabricksAddress,
  { host, token, client_id, client_secret }: Fields,
  { env, files }: { env: Environment; files: SettingsFiles },
): Promise<Fields> {
  const named = address.profile ?? readText(env, 'DATABRICKS_CONFIG_PROFILE');
  if (named === null && (host ?? token ?? client_id ?? client_secret) !== undefined) return {};
  const path = readText(env, 'DATABRICKS_CONFIG_FILE') ?? '~/.databrickscfg';
  const text = await readConfigFile(files, path);
  const sections = text === null ? {} : parseConfigFile(text, path);
  const name = named ?? (sections['__settings__']?.['default_profile'] || 'DEFAULT');
  const values = sections[name];
  if (values === undefined && named !== null) {
    const names = Object.keys(sections).filter((section) => section !== '__settings__');
    throw new StagegateError('input', `${path} has no profile ${JSON.stringify(named)}`, {
      hint:
        names.length === 0
          ? 'Create it with: databricks configure --profile NAME'
          : `Use one of its profiles: ${names.join(', ')}.`,
    });
  }
  return collect((field) => ({ value: values?.[field], from: `profile ${name} of ${path}` }));
}

/** The URI's profile names the workspace. A leftover variable must not send a promotion to another one. */
function refuseTwoHosts(address: DatabricksAddress, variables: Fields, profile: Fields): void {
  if (address.profile === null || variables.host === undefined || profile.host === undefined) return;
  if (parseHost(variables.host) === parseHost(profile.host)) return;
  throw new StagegateError('input', `DATABRICKS_HOST differs from the host in ${profile.host.from}`, {
    hint: `Unset DATABRICKS_HOST, or write ${address.kind} without a profile.`,
  });
}

function readHost(host: Found | undefined, address: DatabricksAddress): string {
  if (host !== undefined) return parseHost(host);
  throw new StagegateError('input', `the registry is ${address.kind}, but no Databricks host is given`, {
    hint: 'Set DATABRICKS_HOST (https://….cloud.databricks.com) and DATABRICKS_TOKEN, or name a profile of ~/.databrickscfg: databricks://profile.',
  });
}

/** Only the origin counts: an address pasted from the browser goes on after it. */
function parseHost({ value, from }: Found): string {
  const uri = value.includes('://') ? value.trim() : `https://${value.trim()}`;
  const url = URL.canParse(uri) ? new URL(uri) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return url.origin;
  throw new StagegateError('input', `the Databricks host in ${from} isn't a valid address`, {
    hint: 'Write it as https://dbc-1234.cloud.databricks.com.',
  });
}

function chooseCredentials(fields: Fields, address: DatabricksAddress): Credentials {
  const { token, client_id: client, client_secret: secret } = fields;
  const type = fields.auth_type?.value ?? chooseAuthType(fields);
  if (type === 'pat' && token !== undefined) {
    return { kind: 'token', token: checkHeaderValue(token.value, token.from), from: token.from };
  }
  if (type === 'oauth-m2m' && client !== undefined && secret !== undefined) {
    const from = [...new Set([client.from, secret.from])].join(' and ');
    return { kind: 'oauth', client: client.value, secret: secret.value, from };
  }
  if (type !== null && type !== 'pat' && type !== 'oauth-m2m') {
    const message = `stagegate doesn't support the Databricks authentication ${JSON.stringify(type)}`;
    throw new StagegateError('unsupported', message, {
      hint: 'Use a token (pat: DATABRICKS_TOKEN) or a service principal (oauth-m2m: DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET).',
    });
  }
  const message = `the registry is ${address.kind}, but no Databricks credentials are given`;
  throw new StagegateError('input', message, {
    hint: 'Set DATABRICKS_TOKEN, or DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET, or name a profile of ~/.databrickscfg that has them: databricks://profile.',
  });
}

function chooseAuthType({ token, client_id: client, client_secret: secret }: Fields): string | null {
  if (token === undefined) return client !== undefined && secret !== undefined ? 'oauth-m2m' : null;
  const other = client ?? secret;
  if (other === undefined) return 'pat';
  const message = `there is more than one Databricks credential: ${token.from} and ${other.from}`;
  throw new StagegateError('input', message, {
    hint: 'Unset one, or choose with DATABRICKS_AUTH_TYPE: pat or oauth-m2m.',
  });
}
