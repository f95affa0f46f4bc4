import type { ModelVersion } from '../model/registry.js';
import type { Artifact, HistoryEntry, HistoryLine } from '../model/history-entry.js';

/** Digits of a digest that a message shows. */
const SHORT = 12;

/** A version's source or digest differs from what the history recorded for its number. */
interface Exchange {
  readonly version: string;
  readonly message: string;
  readonly line: HistoryLine;
}

/** What is at a version's source now. */
export type ArtifactReading =
  | {
      readonly kind: 'read';
      /** Hex; of the file, or of the folder's list of files. */
      readonly sha256: string;
      /** The branch that it was read from; null for the workspace. */
      readonly branch: string | null;
    }
  /** Nothing at the source has a digest. `why` continues a sentence that begins with the source. */
  | { readonly kind: 'missing'; readonly why: string }
  /** The files can't be compared. `why` is a whole sentence. */
  | { readonly kind: 'unchecked'; readonly why: string };

/** Reads the files of versions, for the gate `artifact` and for `verify`. */
export interface ArtifactReader {
  /**
   * Null where the version has neither a source nor a SHA-256.
   * @throws StagegateError `unavailable` where a branch can't be read
   */
  read(version: Artifact): Promise<ArtifactReading | null>;
  /** Reads what is at a path whose SHA-256 isn't recorded. @throws StagegateError `unavailable` */
  digest?(source: string): Promise<ArtifactReading>;
}

/** How a version's files compare with what was recorded. */
interface JudgedArtifact {
  readonly state: 'same' | 'other' | 'missing' | 'unchecked';
  /** One sentence, without a remedy. */
  readonly message: string;
}

/** Compares what is at a version's source with its recorded SHA-256. */
export function judgeArtifact(
  { version, source, sha256 }: Pick<ModelVersion, 'version'> & Artifact,
  reading: ArtifactReading,
): JudgedArtifact {
  if (reading.kind === 'unchecked') return { state: 'unchecked', message: reading.why };
  const name = source ?? '';
  const recorded = (sha256 ?? '').toLowerCase();
  const short = recorded.slice(0, SHORT);
  if (reading.kind === 'missing') {
    const message = `${name} ${reading.why}, so its SHA-256 can't be compared with ${short}, recorded for version ${version}`;
    return { state: 'missing', message };
  }
  const at = reading.branch === null ? name : `${name} on ${reading.branch}`;
  if (reading.sha256 === recorded)
    return { state: 'same', message: `${at} has the SHA-256 recorded for version ${version} (${short})` };
  const message = `${at} has changed since version ${version} was registered (SHA-256 ${reading.sha256.slice(0, SHORT)}, recorded ${short})`;
  return { state: 'other', message };
}

/**
 * The `artifacts` of a new line. A version's files are recorded once, on the first line about it, since they never
 * change.
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

/** Finds the versions whose source or digest differs from what the history recorded for their number. */
export function findExchanges(
  versions: readonly ModelVersion[],
  history: readonly HistoryLine[],
): Exchange[] {
  const records = history.filter(({ entry }) => entry.artifacts !== undefined);
  if (records.length === 0) return [];
  return versions.flatMap((held) => {
    const { version } = held;
    const line = findRecord(version, records);
    const told = line?.entry.artifacts?.[version];
    if (line === undefined || told === undefined) return [];
    return (['source', 'sha256'] as const)
      .filter((key) => held[key] !== told[key])
      .map((key) => ({
        version,
        line,
        message: `the ${key} of version ${version} is ${held[key] ?? 'gone'}, but this line has ${told[key] ?? 'none'}`,
      }));
  });
}

function findRecord(version: string, history: readonly HistoryLine[]): HistoryLine | undefined {
  return history.find(
    ({ entry: { artifacts } }) => artifacts !== undefined && Object.hasOwn(artifacts, version),
  );
}
