import { nearest } from '../../../text/nearest.js';
import { tightKeyHint } from '../../../text/yaml-spot.js';
import type { ModelVersion } from '../../../model/registry.js';
import { ALIAS_HINT, isAliasName } from '../../../model/names.js';
import { ARCHIVED, NONE, findStage } from '../../../model/stage.js';
import { compareVersions, isVersion } from '../../../model/version.js';
import {
  findEntry,
  makeRecord,
  offsetOf,
  readMap,
  readMetrics,
  readTags,
  readText,
  refuseUnknownKeys,
  type Entry,
} from './fields.js';
import { manifestError, type Source } from './nodes.js';
import { parseSource, RECENT } from './source.js';

/** A manifest file as data. */
export interface Manifest {
  /** By name, in the file's order. */
  readonly models: ReadonlyMap<string, ManifestModel>;
}

export interface ManifestModel {
  readonly description: string | null;
  /** By ascending number. */
  readonly versions: readonly ModelVersion[];
  /** Alias to version, which may be missing. Has no prototype. */
  readonly aliases: Readonly<Record<string, string>>;
  /** The manifest says nothing about it but its versions: no description, alias, tag or key of the user's. */
  readonly bare: boolean;
}

/** A manifest's text and the stages that it may name. */
export interface ManifestText {
  /** Its path as the user knows it; the ending `.json` makes it JSON, anything else is YAML. */
  readonly file: string;
  readonly text: string;
  /** The policy's stages, in canonical spelling. */
  readonly stages: readonly string[];
}

const TOP_KEYS = ['models'] as const;
const MODEL_KEYS = ['description', 'versions', 'aliases', 'tags'] as const;
const VERSION_KEYS = [
  'stage',
  'source',
  'sha256',
  'registered-at',
  'metrics',
  'tags',
  'description',
] as const;
const FACTS = ['version', 'stage', 'source', 'sha256', 'registeredAt'] as const;

/**
 * Reads and checks a whole manifest; an empty text is a manifest without models.
 * @throws StagegateError `manifest` with file, line and column
 */
export function parseManifest({ file, text, stages }: ManifestText): Manifest {
  return readManifest(parseSource(file, text), stages);
}

/**
 * What was read last, newest first, as `parseSource` keeps the texts. Not a WeakMap: once V8 counts one as old, all
 * that it ever held lives until the next full collection.
 */
let recent: readonly { source: Source; stages: readonly string[]; manifest: Manifest }[] = [];

/**
 * The data of a parsed text. It is shared: don't change it.
 * @param like nearly the same data: equal versions are shared with it, not held twice
 */
export function readManifest(source: Source, stages: readonly string[], like?: Manifest): Manifest {
  const known = recent.find((each) => each.source === source && each.stages === stages);
  const found = known ?? { source, stages, manifest: readAnew(source, stages, like) };
  recent = [found, ...recent.filter((each) => each !== found)].slice(0, RECENT);
  return found.manifest;
}

function readAnew(source: Source, stages: readonly string[], like: Manifest | undefined): Manifest {
  const top = [...readMap(source, { value: source.root }, 'the manifest')];
  refuseUnknownKeys(source, top, TOP_KEYS, 'the manifest');
  const models = new Map<string, ManifestModel>();
  for (const entry of readMap(source, findEntry(top, 'models'), '"models"')) {
    const name = entry.key.source;
    models.set(name, readModel(source, entry, stages, like?.models.get(name)));
  }
  return { models };
}

function readModel(
  source: Source,
  entry: Entry,
  stages: readonly string[],
  like: ManifestModel | undefined,
): ManifestModel {
  const name = entry.key.source;
  if (name === '')
    throw manifestError(source, offsetOf(entry), 'a model has an empty name', 'Give it a name.');
  const what = `model ${JSON.stringify(name)}`;
  const entries = [...readMap(source, entry, what)];
  refuseUnknownKeys(source, entries, MODEL_KEYS, what);
  readTags(source, findEntry(entries, 'tags'), what);
  const held = readMap(source, findEntry(entries, 'versions'), `the versions of ${what}`);
  const aliases = readAliases(source, findEntry(entries, 'aliases'), what);
  const isSaid = ({ key }: Entry) =>
    key.source !== 'versions' && (key.source !== 'aliases' || Object.keys(aliases).length > 0);
  const description = readText(source, findEntry(entries, 'description'), 'the description', what);
  const versions: ModelVersion[] = [];
  for (const version of held) {
    const read = readVersion(source, version, what, stages);
    const twin = like?.versions[versions.length];
    versions.push(twin !== undefined && sameVersion(twin, read) ? twin : read);
  }
  versions.sort((a, b) => compareVersions(a.version, b.version));
  return { description, versions, aliases, bare: !entries.some(isSaid) };
}

/** Whether two versions have the same data. */
export function sameVersion(a: ModelVersion, b: ModelVersion): boolean {
  if (a === b) return true;
  return (
    FACTS.every((fact) => a[fact] === b[fact]) &&
    sameRecord(a.metrics, b.metrics) &&
    sameRecord(a.tags, b.tags)
  );
}

/** Whether two records have the same entries. */
export function sameRecord<T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key])
  );
}

function readVersion(source: Source, entry: Entry, model: string, stages: readonly string[]): ModelVersion {
  const version = entry.key.source;
  if (!isVersion(version)) {
    throw manifestError(
      source,
      entry.key.start,
      `${JSON.stringify(version)} in the versions of ${model} is not a version number`,
      tightKeyHint(version) ??
        'Use a whole number from 1 up, without leading zeros, a sign or a decimal point.',
    );
  }
  const what = `version ${version} of ${model}`;
  const entries = [...readMap(source, entry, what)];
  refuseUnknownKeys(source, entries, VERSION_KEYS, what);
  readText(source, findEntry(entries, 'description'), 'the description', what);
  return {
    version,
    stage: readStage(source, findEntry(entries, 'stage'), what, stages),
    source: readText(source, findEntry(entries, 'source'), 'the source', what),
    sha256: readText(source, findEntry(entries, 'sha256'), 'the sha256', what),
    registeredAt: readText(source, findEntry(entries, 'registered-at'), 'registered-at', what),
    metrics: readMetrics(source, findEntry(entries, 'metrics'), what),
    tags: readTags(source, findEntry(entries, 'tags'), what),
  };
}

function readStage(
  source: Source,
  entry: Entry | undefined,
  what: string,
  stages: readonly string[],
): string {
  const text = readText(source, entry, 'the stage', what);
  if (entry === undefined || text === null) return NONE;
  const stage = findStage(text, stages);
  if (stage !== undefined) return stage;
  const known = [...stages, NONE, ARCHIVED];
  const guess = nearest(text, known);
  const offer = guess === undefined ? '' : `Did you mean ${guess}? `;
  throw manifestError(
    source,
    offsetOf(entry),
    `${what} is in an unknown stage ${JSON.stringify(text)}`,
    `${offer}The stages are ${known.join(', ')}.`,
  );
}

function readAliases(source: Source, entry: Entry | undefined, model: string): Record<string, string> {
  const aliases: [string, string][] = [];
  for (const alias of readMap(source, entry, `the aliases of ${model}`)) {
    const name = alias.key.source;
    const what = `alias ${JSON.stringify(name)} of ${model}`;
    if (!isAliasName(name)) {
      throw manifestError(
        source,
        alias.key.start,
        `${what} has an invalid name`,
        tightKeyHint(name) ?? ALIAS_HINT,
      );
    }
    const version = readText(source, alias, `alias ${JSON.stringify(name)}`, model);
    if (version === null || !isVersion(version)) {
      throw manifestError(
        source,
        offsetOf(alias),
        `${what} doesn't name a version number`,
        `Write a version number: "${name}: 1".`,
      );
    }
    aliases.push([name, version]);
  }
  return makeRecord(aliases);
}
