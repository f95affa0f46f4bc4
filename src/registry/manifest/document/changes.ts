import { StagegateError } from '../../../errors.js';
import type { ModelVersion, Registration, Transition } from '../../../model/registry.js';
import { NONE, parseStage } from '../../../model/stage.js';
import { compareVersions, parseVersion } from '../../../model/version.js';
import { requireAliasName } from '../../../model/names.js';
import type { Manifest, ManifestModel } from './document.js';
import { makeRecord } from './fields.js';
import type { Put } from './put.js';
import type { Data } from './render.js';

/** What to change in one model: a version to add, then versions to move. */
export interface ManifestChange {
  readonly model: string;
  readonly registration: Registration | null;
  readonly transitions: readonly Transition[];
  /** A version to remove. */
  readonly removed?: string | null;
}

/**
 * The data that a manifest must hold after a change.
 * @throws StagegateError `conflict` when the change was decided on other data, `input` for invalid names
 */
export function applyChange(manifest: Manifest, change: ManifestChange, stages: readonly string[]): Manifest {
  const { model, registration, transitions, removed = null } = change;
  const old = manifest.models.get(model);
  const name = JSON.stringify(model);
  if (model === '')
    throw new StagegateError('input', 'a model has an empty name', { hint: 'Give it a name.' });
  if (old === undefined && registration === null)
    throw conflict(`model ${name} is no longer in the manifest`);
  let next: ManifestModel = old ?? { description: null, versions: [], aliases: makeRecord([]), bare: false };
  if (registration !== null) next = register(next, registration, name);
  for (const { version, from, to } of transitions) {
    const target = parseStage(to, stages);
    const at = next.versions.findIndex((item) => item.version === version);
    const item = next.versions[at];
    if (item === undefined) throw isGone(version, name);
    if (item.stage.toLowerCase() !== from.toLowerCase()) {
      throw conflict(
        `version ${version} of model ${name} is now in ${JSON.stringify(item.stage)}, no longer in ${JSON.stringify(from)}`,
      );
    }
    next = { ...next, versions: next.versions.with(at, { ...item, stage: target }) };
  }
  const models = new Map(manifest.models).set(model, next);
  if (removed === null) return { models };
  const left = next.versions.filter(({ version }) => version !== removed);
  if (left.length === next.versions.length) throw isGone(removed, name);
  // A model's entry that says nothing more is removed too: it would keep a misspelt name alive.
  if (left.length === 0 && next.bare) models.delete(model);
  else models.set(model, { ...next, versions: left });
  return { models };
}

function isGone(version: string, name: string): StagegateError {
  return conflict(`version ${JSON.stringify(version)} of model ${name} is no longer in the manifest`);
}

function conflict(message: string): StagegateError {
  return new StagegateError('conflict', message, {
    hint: 'Run this again: it decides on the registry as it is then.',
  });
}

/** The paths of the models and versions to remove. */
export function planCuts(now: Manifest, wanted: Manifest): string[][] {
  return [...now.models].flatMap(([name, { versions }]) => {
    const model = wanted.models.get(name);
    if (model === undefined) return [['models', name]];
    const kept = new Set(model.versions.map(({ version }) => version));
    return versions.flatMap(({ version }) =>
      kept.has(version) ? [] : [['models', name, 'versions', version]],
    );
  });
}

/** The entries to put, so that the manifest gets the wanted stages, aliases and new versions. */
export function planPuts(now: Manifest, wanted: Manifest): Put[] {
  const puts: Put[] = [];
  for (const [name, model] of wanted.models) {
    const current = now.models.get(name);
    const versions = new Map(current?.versions.map((item) => [item.version, item]));
    const path = ['models', name, 'versions'];
    for (const item of model.versions) {
      const held = versions.get(item.version);
      if (held === undefined) puts.push({ path, key: item.version, value: writeVersion(item), first: false });
      else if (held.stage !== item.stage)
        puts.push({ path: [...path, item.version], key: 'stage', value: item.stage, first: true });
    }
    for (const [alias, version] of Object.entries(model.aliases)) {
      if (current?.aliases[alias] !== version)
        puts.push({ path: ['models', name, 'aliases'], key: alias, value: asNumber(version), first: false });
    }
  }
  return puts;
}

function register(model: ManifestModel, registration: Registration, name: string): ManifestModel {
  const { aliases, ...facts } = registration;
  const version = parseVersion(facts.version);
  if (model.versions.some((item) => item.version === version))
    throw conflict(`version ${version} of model ${name} is already in the manifest`);
  for (const alias of aliases) requireAliasName(alias);
  const added: ModelVersion = {
    version,
    stage: NONE,
    source: facts.source === '' ? null : facts.source,
    sha256: facts.sha256 === '' ? null : facts.sha256,
    registeredAt: facts.registeredAt === '' ? null : facts.registeredAt,
    metrics: makeRecord(Object.entries(facts.metrics).filter(([, value]) => Number.isFinite(value))),
    tags: makeRecord(Object.entries(facts.tags)),
  };
  return {
    ...model,
    versions: [...model.versions, added].sort((a, b) => compareVersions(a.version, b.version)),
    aliases: makeRecord([
      ...Object.entries(model.aliases),
      ...aliases.map((alias) => [alias, version] as const),
    ]),
  };
}

function writeVersion(item: ModelVersion): Data {
  const data = new Map<string, Data>([['stage', item.stage]]);
  if (item.source !== null) data.set('source', item.source);
  if (item.sha256 !== null) data.set('sha256', item.sha256);
  if (item.registeredAt !== null) data.set('registered-at', item.registeredAt);
  const metrics = Object.entries(item.metrics);
  if (metrics.length > 0) data.set('metrics', new Map(metrics));
  const tags = Object.entries(item.tags);
  if (tags.length > 0) data.set('tags', new Map(tags));
  return data;
}

/** Version numbers are written without quotes, where JavaScript's numbers can hold them. */
function asNumber(version: string): Data {
  const number = Number(version);
  return Number.isSafeInteger(number) ? number : version;
}
