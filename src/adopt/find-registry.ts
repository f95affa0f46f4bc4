import { isVersion } from '../model/version.js';
import { ARCHIVED, NONE, findStage } from '../model/stage.js';
import type { HandMadeModel, HandMadeVersion } from './findings.js';
import type { VersionPlan } from './plan.js';
import { isSafeName } from './template.js';

/*
 * A registry that was made by hand has any shape. The usual ones are read: `models` is a map or a list, and so are a
 * model's versions.
 */

const MAX_MODELS = 50;
const MAX_VERSIONS = 1_000;
/** What people call the usual stages. */
const OTHER_WORDS = new Map([
  ...['prod', 'live', 'champion', 'deployed'].map((word) => [word, 'Production'] as const),
  ...['stage', 'candidate', 'challenger'].map((word) => [word, 'Staging'] as const),
  ...['retired', 'deprecated', 'previous', 'inactive'].map((word) => [word, ARCHIVED] as const),
  ...['', 'new', 'registered', 'trained'].map((word) => [word, NONE] as const),
]);

/** The models under `models`, with the versions whose numbers are whole. */
export function readHandMade(models: unknown): HandMadeModel[] {
  const found = new Map<string, Map<string, HandMadeVersion>>();
  for (const [name, value] of namedEntries(models, 'name')) {
    if (!isSafeName(name) || (found.size >= MAX_MODELS && !found.has(name))) continue;
    const versions = found.get(name) ?? new Map<string, HandMadeVersion>();
    found.set(name, versions);
    // a flat list has an entry for each version
    const own =
      mapOf(value)?.['versions'] ?? (Array.isArray(value) || !isVersionEntry(value) ? value : [value]);
    for (const [given, entry] of namedEntries(own, 'version')) {
      const version = given.replace(/^v/i, '');
      if (isVersion(version) && versions.size < MAX_VERSIONS)
        versions.set(version, toVersion(version, entry));
    }
  }
  return [...found].map(([name, versions]) => ({
    name,
    versions: [...versions.values()].sort((a, b) => Number(a.version) - Number(b.version)),
  }));
}

function isVersionEntry(value: unknown): boolean {
  return mapOf(value)?.['version'] !== undefined;
}

function toVersion(version: string, value: unknown): HandMadeVersion {
  const entry = mapOf(value) ?? {};
  const stage = [entry['stage'], entry['current_stage'], entry['status'], value].find(
    (one) => typeof one === 'string',
  );
  const metrics = Object.entries(mapOf(entry['metrics']) ?? {}).filter(
    (metric): metric is [string, number] => typeof metric[1] === 'number' && Number.isFinite(metric[1]),
  );
  return { version, stage: stage ?? '', metrics: new Map(metrics) };
}

/** The entries of a map, or of a list: there, the value under `key` is an entry's name. */
function namedEntries(value: unknown, key: 'name' | 'version'): [string, unknown][] {
  if (!Array.isArray(value)) return Object.entries(mapOf(value) ?? {});
  return value.flatMap((entry): [string, unknown][] => {
    const name = mapOf(entry)?.[key];
    return typeof name === 'string' || typeof name === 'number' ? [[String(name), entry]] : [];
  });
}

/** A map of a parsed file; null for anything else. */
export function mapOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

/**
 * The versions as they go into a manifest. A stage keeps one version: the highest. Its others are archived.
 * @param kept the metrics to keep
 */
export function planHandMade(
  { name, versions }: HandMadeModel,
  order: readonly string[],
  { kept, note }: { readonly kept: readonly string[]; readonly note: (text: string) => void },
): VersionPlan[] {
  const taken = new Map<string, string>();
  const planned = [...versions].reverse().map(({ version, stage: given, metrics }): VersionPlan => {
    const word = given.trim().toLowerCase();
    const known = findStage(word, order) ?? findStage(OTHER_WORDS.get(word) ?? word, order);
    if (known === undefined)
      note(`${name}: version ${version} is in ${NONE}, since the policy has no stage ${given}`);
    const stage = known ?? NONE;
    const holder = taken.get(stage);
    const isHeld = stage !== NONE && stage !== ARCHIVED && holder !== undefined;
    if (isHeld)
      note(`${name}: ${stage} had versions ${version} and ${holder}. ${version} is ${ARCHIVED} now`);
    else taken.set(stage, version);
    const judged = [...metrics].filter(([metric]) => kept.includes(metric));
    return {
      version,
      stage: isHeld ? ARCHIVED : stage,
      ...(judged.length === 0 ? {} : { metrics: new Map(judged) }),
    };
  });
  return planned.reverse();
}
