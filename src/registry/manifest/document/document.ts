import { nearest } from '../../../text/nearest.js';
import { tightKeyHint } from '../../../text/yaml-spot.js';
import type { ModelVersion } from '../../../model/registry.js';
import { ALIAS_HINT, isAliasName } from '../../../model/names.js';
import { ARCHIVED, NONE, findStage } from '../../../model/stage.js';
import { compareVersions, isVersion } from '../../../model/version.js';
import {
  makeRecord,
  readMap,
  readMetrics,
  readTags,
  readText,
  refuseUnknownKeys,
  type Entry,
} from './fields.js';
import { manifestError, resolve, type Source } from './nodes.js';
import { parseSource } from './source.js';

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
  /** Only its versions are written: no description, alias, tag or key of the user's. */
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

/**
 * Reads and checks a whole manifest; an empty text is a manifest without models.
 * @throws StagegateError `manifest` with file, line and column
 */
export function parseManifest({ file, text, stages }: ManifestText): Manifest {
  return readManifest(parseSource(file, text), stages);
}

/** What was read from a text that `parseSource` still keeps, and with which stages. */
const known = new WeakMap<Source, { readonly stages: readonly string[]; readonly manifest: Manifest }>();

/** The data of a parsed text. It is shared: don't change it. */
export function readManifest(source: Source, stages: readonly string[]): Manifest {
  const earlier = known.get(source);
  if (earlier?.stages === stages) return earlier.manifest;
  const manifest = readAnew(source, stages);
  known.set(source, { stages, manifest });
  return manifest;
}

function readAnew(source: Source, stages: readonly string[]): Manifest {
  const value = resolve(source.root);
  const offset = value?.start ?? 0;
  const top: Entry = { key: '', keyOffset: offset, value, offset };
  const entries = readMap(source, top, 'the manifest');
  refuseUnknownKeys(source, entries, TOP_KEYS, 'the manifest');
  const models = new Map<string, ManifestModel>();
  for (const entry of readMap(source, entries.get('models'), '"models"').values())
    models.set(entry.key, readModel(source, entry, stages));
  return { models };
}

function readModel(source: Source, entry: Entry, stages: readonly string[]): ManifestModel {
  if (entry.key === '')
    throw manifestError(source, entry.offset, 'a model has an empty name', 'Give it a name.');
  const what = `model ${JSON.stringify(entry.key)}`;
  const keys = readMap(source, entry, what);
  refuseUnknownKeys(source, keys, MODEL_KEYS, what);
  readTags(source, keys.get('tags'), what);
  const versions = [...readMap(source, keys.get('versions'), `the versions of ${what}`).values()];
  const aliases = readAliases(source, keys.get('aliases'), what);
  const isSaid = (key: string) =>
    key !== 'versions' && (key !== 'aliases' || Object.keys(aliases).length > 0);
  return {
    description: readText(source, keys.get('description'), `the description of ${what}`),
    versions: versions
      .map((version) => readVersion(source, version, what, stages))
      .sort((a, b) => compareVersions(a.version, b.version)),
    aliases,
    bare: ![...keys.keys()].some(isSaid),
  };
}

function readVersion(source: Source, entry: Entry, model: string, stages: readonly string[]): ModelVersion {
  if (!isVersion(entry.key)) {
    throw manifestError(
      source,
      entry.keyOffset,
      `${JSON.stringify(entry.key)} in the versions of ${model} is not a version number`,
      tightKeyHint(entry.key) ??
        'Use a whole number from 1 up, without leading zeros, a sign or a decimal point.',
    );
  }
  const what = `version ${entry.key} of ${model}`;
  const keys = readMap(source, entry, what);
  refuseUnknownKeys(source, keys, VERSION_KEYS, what);
  readText(source, keys.get('description'), `the description of ${what}`);
  return {
    version: entry.key,
    stage: readStage(source, keys.get('stage'), what, stages),
    source: readText(source, keys.get('source'), `the source of ${what}`),
    sha256: readText(source, keys.get('sha256'), `the sha256 of ${what}`),
    registeredAt: readText(source, keys.get('registered-at'), `registered-at of ${what}`),
    metrics: readMetrics(source, keys.get('metrics'), what),
    tags: readTags(source, keys.get('tags'), what),
  };
}

function readStage(
  source: Source,
  entry: Entry | undefined,
  what: string,
  stages: readonly string[],
): string {
  const text = readText(source, entry, `the stage of ${what}`);
  if (entry === undefined || text === null) return NONE;
  const stage = findStage(text, stages);
  if (stage !== undefined) return stage;
  const known = [...stages, NONE, ARCHIVED];
  const guess = nearest(text, known);
  const offer = guess === undefined ? '' : `Did you mean ${guess}? `;
  throw manifestError(
    source,
    entry.offset,
    `${what} is in an unknown stage ${JSON.stringify(text)}`,
    `${offer}The stages are ${known.join(', ')}.`,
  );
}

function readAliases(source: Source, entry: Entry | undefined, model: string): Record<string, string> {
  const aliases: [string, string][] = [];
  for (const alias of readMap(source, entry, `the aliases of ${model}`).values()) {
    const what = `alias ${JSON.stringify(alias.key)} of ${model}`;
    if (!isAliasName(alias.key)) {
      throw manifestError(
        source,
        alias.keyOffset,
        `${what} has an invalid name`,
        tightKeyHint(alias.key) ?? ALIAS_HINT,
      );
    }
    const version = readText(source, alias, what);
    if (version === null || !isVersion(version)) {
      throw manifestError(
        source,
        alias.offset,
        `${what} doesn't name a version number`,
        `Write a version number: "${alias.key}: 1".`,
      );
    }
    aliases.push([alias.key, version]);
  }
  return makeRecord(aliases);
}
