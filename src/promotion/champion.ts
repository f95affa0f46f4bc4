import type { ChampionEvidence } from '../gates/champion.js';
import { holders, lastHolders } from '../history/replay.js';
import type { StageRules } from '../policy/resolve.js';
import type { Snapshot } from '../model/registry.js';

/** The other versions that hold a stage now, the one that came there last by the history at the end. */
export function findHolders(snapshot: Snapshot, stage: string, except: string): string[] {
  const order = holders(snapshot.history, stage);
  return snapshot.versions
    .filter((candidate) => candidate.stage === stage && candidate.version !== except)
    .map(({ version }) => version)
    .sort((a, b) => order.lastIndexOf(a) - order.lastIndexOf(b)); // stable: unknown ones stay by number
}

/**
 * What a candidate is compared with: every other version that holds the stage, else those that held it last by the
 * history. An emptied stage keeps its bar, unless the policy says `when-empty: skip`.
 */
export function findChampions(
  snapshot: Snapshot,
  stage: string,
  { candidate, rules }: { candidate: string; rules: Pick<StageRules, 'skipWhenEmpty'> },
): Pick<ChampionEvidence, 'version' | 'holds'>[] {
  const now = findHolders(snapshot, stage, candidate);
  if (now.length > 0) return now.map((version) => ({ version, holds: true }));
  if (rules.skipWhenEmpty) return [];
  return lastHolders(snapshot.history, stage, candidate).map((version) => ({ version, holds: false }));
}
