import { editManifest } from '../../../src/registry/manifest/document/edit.js';
import type { ManifestChange } from '../../../src/registry/manifest/document/changes.js';
import type { Registration } from '../../../src/model/registry.js';

export const STAGES = ['Staging', 'Production'];

export function edit(text: string, change: ManifestChange, file = 'models.yaml'): string {
  return editManifest({ file, text, stages: STAGES, change });
}

export function move(version: string, from: string, to: string, model = 'm'): ManifestChange {
  return { model, registration: null, transitions: [{ version, from, to }] };
}

export function add(registration: Partial<Registration> = {}, model = 'm'): ManifestChange {
  const empty = {
    version: '2',
    asked: false,
    source: null,
    sha256: null,
    registeredAt: '',
    metrics: {},
    tags: {},
    aliases: [],
  };
  return { model, registration: { ...empty, ...registration }, transitions: [] };
}

export interface Case {
  readonly name: string;
  readonly before: string;
  readonly change: ManifestChange;
  readonly after: string;
  readonly file?: string;
}

/** A manifest with one model, up to its versions. */
export const HEAD = 'models:\n  m:\n    versions:\n';
