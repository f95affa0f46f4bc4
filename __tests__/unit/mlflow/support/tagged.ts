import { sealAll, type EntryParts } from '../../support/history-builder.js';
import type { ServerVersion } from '../../../../src/registry/mlflow/api/server.js';

export type Tags = Readonly<Record<string, string>>;

/** A version as a search tells of it. */
export function versionOf(version: string, parts: Partial<ServerVersion> = {}): ServerVersion {
  return {
    version,
    stage: 'None',
    source: `s3://models/churn/${version}`,
    runId: null,
    modelId: null,
    createdAt: null,
    status: 'READY',
    tags: {},
    aliases: null,
    ...parts,
  };
}

/** Sealed lines of `churn`, each chained to the one before it. */
export function seal(...entries: EntryParts[]): string[] {
  return sealAll(entries);
}

/** A sealed line with one word of it changed, its seal left. */
export function alter(text: string): string {
  return text.replace('"Production"', '"Staging"');
}
