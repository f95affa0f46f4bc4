import type { ModelVersion } from '../../../model/registry.js';
import type { Manifest, ManifestModel } from './document.js';

/** A model, and a version of it, in which two manifests differ. */
export interface Difference {
  readonly model: string;
  readonly version: string | null;
}

/** The first difference between two manifests' data, whatever their order; undefined when they say the same. */
export function findDifference(found: Manifest, wanted: Manifest): Difference | undefined {
  for (const name of new Set([...wanted.models.keys(), ...found.models.keys()])) {
    const a = found.models.get(name);
    const b = wanted.models.get(name);
    if (a === b) continue;
    if (a === undefined || b === undefined) return { model: name, version: null };
    const version = findVersion(a, b);
    if (version !== undefined) return { model: name, version };
    if (a.description !== b.description || !sameRecord(a.aliases, b.aliases))
      return { model: name, version: null };
  }
  return undefined;
}

function findVersion(a: ManifestModel, b: ManifestModel): string | undefined {
  for (let at = 0; at < Math.max(a.versions.length, b.versions.length); at += 1) {
    const [left, right] = [a.versions[at], b.versions[at]];
    if (left === undefined || right === undefined || !sameVersion(left, right))
      return (left ?? right)?.version;
  }
  return undefined;
}

function sameVersion(a: ModelVersion, b: ModelVersion): boolean {
  const facts = ['version', 'stage', 'source', 'sha256', 'registeredAt'] as const;
  return (
    facts.every((fact) => a[fact] === b[fact]) &&
    sameRecord(a.metrics, b.metrics) &&
    sameRecord(a.tags, b.tags)
  );
}

function sameRecord<T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key])
  );
}
