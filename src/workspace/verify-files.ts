import { addArtifacts, verifyModel, type Verification } from '../history/verify.js';
import type { ArtifactReader, ArtifactReading } from '../history/artifacts.js';
import type { Snapshot } from '../model/registry.js';
import { isWithdrawal } from '../model/stage.js';
import type { RulesSource } from './todays-rules.js';

/**
 * Verifies models and the files of their versions. Only versions in a stage are in use: one in None is checked before it
 * is promoted, one in Archived before a rollback, and its files may have been deleted to save space.
 */
export async function verifyFiles(
  snapshots: readonly Snapshot[],
  rules: RulesSource,
): Promise<readonly Verification[]> {
  const verified: Verification[] = [];
  let reader: ArtifactReader | undefined;
  for (const snapshot of snapshots) {
    const readings = new Map<string, ArtifactReading>();
    for (const version of snapshot.versions) {
      if (isWithdrawal(version.stage) || (version.source === null && version.sha256 === null)) continue;
      // all were read at the same commit
      reader ??= (await rules.for(snapshot)).settings.artifacts;
      const reading = await reader.read(version);
      if (reading !== null) readings.set(version.version, reading);
    }
    verified.push(addArtifacts(verifyModel(snapshot), snapshot, readings));
  }
  return verified;
}
