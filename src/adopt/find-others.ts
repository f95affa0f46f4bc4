import { parseServerUri } from '../model/server-location.js';
import { StagegateError } from '../errors.js';
import { hasCredentials } from '../text/safe.js';
import { mapOf, readHandMade } from './find-registry.js';
import type {
  HandMade,
  HandMadeModel,
  MlflowFinding,
  Read,
  Repository,
  WorkflowFinding,
} from './findings.js';
import yaml from '../text/lazy-yaml.cjs';
import { isSafeName } from './template.js';

const CODE =
  /(?:\.(?:py|ipynb|sh|r|env|toml|cfg|ini)|(?:^|\/)(?:Makefile|\.env[^/]*|Dockerfile|docker-compose[^/]*|compose)(?:\.ya?ml)?)$/i;
const MAX_CODE_FILES = 1_500;
/** Names that a message lists. */
const MAX_NAMES = 20;

const QUOTED = String.raw`\\?["']([^"'\\\n]{1,200})\\?["']`;
const ADDRESS = [
  new RegExp(String.raw`set_tracking_uri\(\s*(?:uri\s*=\s*)?${QUOTED}`, 'g'),
  new RegExp(String.raw`MLFLOW_TRACKING_URI["']?\s*[\])]?\s*[=:,]\s*\\?["']?([^\s"'\\)]{1,200})`, 'g'),
];
const MODEL = new RegExp(
  String.raw`(?:registered_model_name\s*=\s*|register_model\(\s*[^,\n]{1,200},\s*(?:name\s*=\s*)?|create_(?:registered_model|model_version)\(\s*(?:name\s*=\s*)?|set_registered_model_alias\(\s*(?:name\s*=\s*)?)${QUOTED}`,
  'g',
);
const ALIAS = new RegExp(
  String.raw`set_registered_model_alias\(\s*(?:name\s*=\s*)?[^,\n]{1,200},\s*(?:alias\s*=\s*)?${QUOTED}`,
  'g',
);
const METRIC = new RegExp(String.raw`\blog_metric\(\s*(?:key\s*=\s*)?${QUOTED}`, 'g');
const USES_MLFLOW = /mlflow/i;
const LOCAL =
  /^https?:\/\/(?:localhost|127\.|0\.0\.0\.0|\[::1\]|host\.docker\.internal|[\w-]+(?::\d+)?(?:\/|$))/i;
const STORE = /(?:^|\/)(?:mlruns\/|mlflow\.db$)/;

/** Finds an MLflow server, or that the code uses MLflow. Null if nothing does. */
export async function findMlflow(repository: Repository): Promise<MlflowFinding | null> {
  const { paths, ignored, trackingUri, read } = repository;
  const seen = {
    addresses: new Map<string, string>(),
    models: new Set<string>(),
    aliases: new Set<string>(),
    metrics: new Set<string>(),
  };
  let user: string | null = null;
  for (const path of paths.filter((one) => CODE.test(one)).slice(0, MAX_CODE_FILES)) {
    const text = await readText(read, path);
    if (text === null || !USES_MLFLOW.test(text)) continue;
    user ??= path;
    for (const found of ADDRESS.flatMap((pattern) => allOf(text, pattern)))
      if (!seen.addresses.has(found)) seen.addresses.set(found, path);
    for (const [names, pattern] of [
      [seen.models, MODEL],
      [seen.aliases, ALIAS],
      [seen.metrics, METRIC],
    ] as const)
      for (const name of allOf(text, pattern))
        if (isSafeName(name) && names.size < MAX_NAMES) names.add(name);
  }
  const store = [...paths, ...ignored].find((path) => STORE.test(path));
  const fromEnvironment = trackingUri !== null && isServer(trackingUri);
  const remote = [...seen.addresses].find(([address]) => isServer(address) && !LOCAL.test(address));
  const where = fromEnvironment
    ? 'MLFLOW_TRACKING_URI'
    : (remote?.[1] ?? [...seen.addresses.values()][0] ?? store ?? user);
  if (where === null) return null;
  return {
    where: store !== undefined && where === store ? storeOf(store) : where,
    address: fromEnvironment ? null : (remote?.[0] ?? null),
    fromEnvironment,
    models: [...seen.models],
    aliases: [...seen.aliases],
    metrics: [...seen.metrics],
    newest: [],
  };
}

function storeOf(path: string): string {
  return path.replace(/(mlruns)\/.*$/, '$1');
}

function allOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found.trim());
}

/** Whether a policy may name the address. A password in it would be committed. */
function isServer(address: string): boolean {
  if (hasCredentials(address) || /[${}\s]/.test(address)) return false;
  try {
    return !/^mlflow$/i.test(address) && parseServerUri(address) !== null;
  } catch (error) {
    if (error instanceof StagegateError) return false;
    throw error;
  }
}

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const MAX_WORKFLOWS = 200;

/** Reads the repository's workflows: when they run, and what their jobs are called. */
export async function findWorkflows(paths: readonly string[], read: Read): Promise<WorkflowFinding[]> {
  const found: WorkflowFinding[] = [];
  for (const path of paths.filter((one) => WORKFLOW.test(one)).slice(0, MAX_WORKFLOWS)) {
    const text = await readText(read, path);
    const workflow = text === null ? null : parseMap(text);
    if (workflow === null) continue;
    const jobs = entriesOf(workflow['jobs']).map(([id, job]) => textOf(mapOf(job)?.['name']) ?? id);
    found.push({
      path,
      name: textOf(workflow['name']) ?? path,
      triggers: triggersOf(workflow['on']),
      // a name with an expression isn't the check's name
      jobs: jobs.filter((name) => !name.includes('${{')).slice(0, MAX_NAMES),
    });
  }
  return found;
}

function triggersOf(on: unknown): string[] {
  if (typeof on === 'string') return [on];
  if (Array.isArray(on)) return on.filter((trigger) => typeof trigger === 'string');
  return entriesOf(on).map(([trigger]) => trigger);
}

const SCRIPT =
  /(?:^|\/)(?:(?:promote|stage|register|rollback|transition)[_-]?(?:best[_-])?models?|models?[_-](?:promotion|promote|registry|staging)|promote)(?:[_-]\w+)?\.(?:py|sh|js|mjs|ts|r|ipynb|ya?ml)$/i;
const REGISTRY = /(?:^|\/)(?:(?:models?[_-]?)?registry\.(?:json|ya?ml)|artifacts\.ya?ml)$/i;

/** Finds scripts and files of a registry that was made by hand. */
export async function findHandMade(
  paths: readonly string[],
  read: Read,
): Promise<{ readonly files: readonly HandMade[]; readonly models: readonly HandMadeModel[] }> {
  const outside = paths.filter((path) => !/(?:^|\/)(?:tests?|__tests__|docs?)\//i.test(path));
  const registries = outside.filter((path) => REGISTRY.test(path)).slice(0, MAX_NAMES);
  const scripts = outside.filter((path) => SCRIPT.test(path) && !REGISTRY.test(path)).slice(0, MAX_NAMES);
  const models = new Map<string, HandMadeModel>();
  for (const path of registries) {
    const text = await readText(read, path);
    const map = text === null ? null : parseMap(text);
    if (map === null) continue;
    // GTO's artifacts.yaml lists them at the top
    const named = /artifacts\.ya?ml$/i.test(path)
      ? entriesOf(map)
          .filter(([name, value]) => mapOf(value)?.['type'] === 'model' && isSafeName(name))
          .map(([name]) => ({ name, versions: [] }))
      : readHandMade(map['models']);
    for (const model of named.slice(0, MAX_NAMES)) if (!models.has(model.name)) models.set(model.name, model);
  }
  return {
    files: [
      ...scripts.map((path) => ({ path, what: 'script' as const })),
      ...registries.map((path) => ({ path, what: 'registry' as const })),
    ],
    models: [...models.values()],
  };
}

async function readText(read: Read, path: string): Promise<string | null> {
  const bytes = await read(path);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

function parseMap(text: string): ReturnType<typeof mapOf> {
  try {
    return mapOf(yaml().parse(text, { logLevel: 'error' }));
  } catch {
    return null; // an expression of a template engine, for example: other tools know it
  }
}

function entriesOf(value: unknown): [string, unknown][] {
  return Object.entries(mapOf(value) ?? {});
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
