import { StagegateError } from '../errors.js';
import type { ArtifactReader, ArtifactReading } from '../history/artifacts.js';
import { addArtifacts, failVerification, verifyModel, type Verification } from '../history/verify.js';
import type { Registry, Snapshot } from '../model/registry.js';
import type { Policy } from '../policy/load.js';
import { type CommandContext, watchSteps } from './command.js';
import { tellOverdue, versionsInUse } from './due-confirmations.js';

/**
 * Replays every model's history, compares it with the registry, and compares the files of every version with their
 * SHA-256. A model that can't be read is reported as such, as long as others can.
 * @param prune first remove aliases that stand for no stage any more (MLflow)
 * @throws StagegateError when no model can be read
 */
export async function verify(
  context: CommandContext,
  { prune }: { readonly prune: boolean },
): Promise<readonly Verification[]> {
  const { registry, read, artifacts, policy, now } = context;
  const pruned = prune ? await pruneAliases(registry) : null;
  return read(async () => {
    const unread: Verification[] = [];
    const failed = (model: string, error: StagegateError) => unread.push(failVerification(model, error));
    const watch = watchSteps(context, 'verifying');
    const snapshots = registry.readEach?.(failed, watch) ?? (await registry.readAll(failed, watch));
    const verified = [
      ...(await verifySnapshots(snapshots, artifacts, (snapshot) => overdueNotes(snapshot, policy, now()))),
      ...unread,
    ];
    if (verified.length === 0) await registry.requireThere?.();
    return verified
      .map((each) => ({ ...each, notes: [...each.notes, ...(pruned?.get(each.model) ?? [])] }))
      .sort((a, b) => (a.model < b.model ? -1 : 1));
  });
}

/**
 * Verifies models that were read. The files of all versions count: a promotion or a rollback may go to any of them next.
 */
export async function verifySnapshots(
  snapshots: AsyncIterable<Snapshot> | Iterable<Snapshot>,
  artifacts: CommandContext['artifacts'],
  notesOn: (snapshot: Snapshot) => readonly string[],
): Promise<readonly Verification[]> {
  const verified: Verification[] = [];
  let reader: ArtifactReader | undefined;
  for await (const snapshot of snapshots) {
    const readings = new Map<string, ArtifactReading>();
    for (const version of snapshot.versions) {
      if (version.source === null && version.sha256 === null) continue;
      // all snapshots were read at the same commit
      reader ??= await artifacts(snapshot);
      const reading = await reader.read(version);
      if (reading !== null) readings.set(version.version, reading);
    }
    // A copy, because a substring keeps its whole text in memory: here, the text of each manifest.
    const found = addArtifacts(verifyModel(snapshot), snapshot, readings);
    verified.push(structuredClone({ ...found, notes: [...found.notes, ...notesOn(snapshot)] }));
  }
  return verified;
}

/** A note, since nothing is damaged: the registry and its history agree that the version isn't confirmed. */
function overdueNotes(snapshot: Snapshot, policy: Policy | null, now: Date): string[] {
  return versionsInUse(snapshot, policy, now).flatMap((held) => tellOverdue(held) ?? []);
}

/** @returns by model, what was removed. A model that can't be read is left to `verify` to report. */
async function pruneAliases(registry: Registry): Promise<ReadonlyMap<string, readonly string[]>> {
  const told = new Map<string, readonly string[]>();
  for (const model of await registry.models()) {
    try {
      told.set(model, (await registry.reviewAliases?.(model, true))?.notices ?? []);
    } catch (error) {
      if (!(error instanceof StagegateError)) throw error;
    }
  }
  return told;
}
