import type { ModelVersion } from '../registry/registry.js';
import type { Artifact, HistoryEntry, HistoryLine } from './entry.js';

/** Another source or digest under a version's number than the history recorded for it. */
export interface Exchange {
  readonly message: string;
  readonly line: HistoryLine;
}

/**
 * What a line records of the files of the versions that it tells of: each version once, when the history first
 * meets it, since the files under a number never change.
 */
export function artifactsToRecord(
  versions: readonly Pick<ModelVersion, 'version' | 'source' | 'sha256'>[],
  history: readonly HistoryLine[],
): Pick<HistoryEntry, 'artifacts'> {
  const fresh = versions.filter(
    ({ version, source, sha256 }) =>
      (source !== null || sha256 !== null) && findRecord(version, history) === undefined,
  );
  if (fresh.length === 0) return {};
  return {
    artifacts: Object.fromEntries(fresh.map(({ version, source, sha256 }) => [version, { source, sha256 }])),
  };
}

/** How a version's files differ from those that were recorded for its number. */
export function findExchanges(held: ModelVersion, history: readonly HistoryLine[]): Exchange[] {
  const line = findRecord(held.version, history);
  const told = artifactIn(line, held.version);
  if (line === undefined || told === undefined) return [];
  return (['source', 'sha256'] as const)
    .filter((key) => held[key] !== told[key])
    .map((key) => ({
      line,
      message: `the ${key} of version ${held.version} is ${held[key] ?? 'gone'}, but this line has ${told[key] ?? 'none'}`,
    }));
}

function findRecord(version: string, history: readonly HistoryLine[]): HistoryLine | undefined {
  return history.find((line) => artifactIn(line, version) !== undefined);
}

function artifactIn(line: HistoryLine | undefined, version: string): Artifact | undefined {
  const artifacts = line?.entry.artifacts ?? {};
  return Object.hasOwn(artifacts, version) ? artifacts[version] : undefined;
}
