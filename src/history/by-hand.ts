import { isWithdrawal, NONE } from '../model/stage.js';
import { compareVersions } from '../model/version.js';
import type { HistoryEntry } from '../model/history-entry.js';

/** What a line moved; `by` is the line that tells of it. */
export type Move = Pick<HistoryEntry, 'action' | 'version' | 'from' | 'to' | 'archived'> & {
  readonly by: HistoryEntry;
};

/**
 * The moves by hand that a line acknowledges, as the lines that would have made them. A version that never held a stage
 * takes the place of those that left it. Where only earlier holders came back, or nobody did, the others were taken out.
 * @param told the stages by the lines before
 * @param held whether a version ever held a stage, by the lines before
 */
export function movesByHand(
  by: HistoryEntry,
  told: ReadonlyMap<string, string>,
  held: (version: string, stage: string) => boolean,
): Move[] {
  const now = new Map(Object.entries(by.beginning ?? {}));
  const was = (version: string) => told.get(version) ?? NONE;
  const is = (version: string) => now.get(version) ?? NONE;
  const moved = [...new Set([...told.keys(), ...now.keys()])]
    .filter((version) => was(version) !== is(version))
    .sort(compareVersions);
  const stages = [...new Set(moved.flatMap((version) => [was(version), is(version)]))];
  return stages.flatMap((stage) => {
    if (isWithdrawal(stage)) return [];
    const left = moved.filter((version) => was(version) === stage);
    const came = moved.filter((version) => is(version) === stage);
    const action = came.every((version) => held(version, stage)) ? 'rollback' : 'promote';
    if (came.length === 0) {
      return left.map((version): Move => ({
        action: 'archive',
        version,
        from: stage,
        to: is(version),
        archived: [],
        by,
      }));
    }
    return came.map((version, at): Move => {
      const archived = at === came.length - 1 ? left : [];
      return { action, version, from: was(version), to: stage, archived, by };
    });
  });
}
