import { holders } from '../history/replay.js';
import type { Snapshot } from '../registry/registry.js';

/** The other versions that hold a stage now, the one that came there last by the history at the end. */
export function findHolders(snapshot: Snapshot, stage: string, except: string): string[] {
  const order = holders(snapshot.history, stage);
  return snapshot.versions
    .filter((candidate) => candidate.stage === stage && candidate.version !== except)
    .map(({ version }) => version)
    .sort((a, b) => order.lastIndexOf(a) - order.lastIndexOf(b)); // stable: unknown ones stay by number
}
