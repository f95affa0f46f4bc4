import { addArtifacts, verifyModel, type Verification } from '../history/verify.js';
import type { ArtifactReader, ArtifactReading } from '../history/artifacts.js';
import type { Snapshot } from '../model/registry.js';
import type { RulesSource } from './todays-rules.js';

/** Verifies models and the files of all their versions: also those that a promotion or a rollback may go to next. */
export async function verifyFiles(
  snapshots: readonly Snapshot[],
  rules: RulesSource,
): Promise<readonly Verification[]> {
  const verified: Verification[] = [];
  let reader: ArtifactReader | undefined;
  for (const snapshot of snapshots) {
    const readings = new Map<string, ArtifactReading>();
    for (const version of snapshot.versions) {
      if (version.source === null && version.sha256 === null) continue;
      // all were read at the same commit
      reader ??= (await rules.for(snapshot)).settings.artifacts;
      const reading = await reader.read(version);
      if (reading !== null) readings.set(version.version, reading);
    }
    verified.push(addArtifacts(verifyModel(snapshot), snapshot, readings));
  }
  return verified;
}
