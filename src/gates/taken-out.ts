import type { HistoryEntry } from '../model/history-entry.js';
import { heldEver, stagesAfter, takenOutBy } from '../history/replay.js';
import type { GateContext } from './context.js';
import type { GateResult } from '../model/gate-result.js';

/**
 * `taken-out`: a version that a rollback, or a person's withdrawal, took out of a stage does not come back to it
 * unasked. No results for any other version, nor where the policy says `taken-out: allow`.
 */
export function checkTakenOut(context: GateContext): GateResult[] {
  const { rules, allowTakenOut } = context;
  if (rules.allowTakenOut) return [];
  const how = tellRemoval(context);
  if (how === null) return [];
  const result = {
    gate: 'taken-out',
    metric: null,
    check: 'taken-out',
    observed: 'taken out',
    required: 'never taken out',
    champion: null,
  } as const;
  if (allowTakenOut)
    return [{ ...result, verdict: 'pass', reason: `${how}; allow-taken-out lets it come back` }];
  const fix = 'to bring it back all the same, set allow-taken-out with a reason';
  return [{ ...result, verdict: 'fail', reason: `${how}: promote another version, or ${fix}` }];
}

/** Who took the version out of the stage, when and why; null when nobody did. */
function tellRemoval(context: GateContext): string | null {
  const { snapshot, version, stage } = context;
  const entry = takenOutBy(snapshot.history, version, stage);
  if (entry !== null) return tellLine(entry, version, stage);
  return wasTakenOutByHand(context)
    ? `version ${version} was taken out of ${stage} past stagegate: the history has it there, the registry has it in ${context.currentStage}`
    : null;
}

function tellLine(
  { action, time, actor, reason, to, version: target }: HistoryEntry,
  version: string,
  stage: string,
): string {
  const why = reason === null ? 'no reason was given' : `reason: “${reason}”`;
  const day = time.slice(0, 10);
  if (action === 'acknowledge')
    return `version ${version} was taken out of ${stage} by hand, which ${actor ?? 'somebody'} acknowledged on ${day} (${why})`;
  const by = actor === null ? '' : ` by ${actor}`;
  const how = action === 'rollback' ? `a rollback to version ${target}` : `a withdrawal to ${to}`;
  return `version ${version} was taken out of ${stage}${by} on ${day}, with ${how} (${why})`;
}

/**
 * By the history the version still holds the stage, and the registry has it elsewhere: somebody moved it in the
 * registry itself. A version that never held the stage before and is in it now took its place.
 */
function wasTakenOutByHand({ snapshot, version, stage, currentStage }: GateContext): boolean {
  if (currentStage === stage || stagesAfter(snapshot.history).get(version) !== stage) return false;
  const before = heldEver(snapshot.history, stage);
  const now = snapshot.versions.filter((held) => held.stage === stage);
  return now.every((held) => before.has(held.version));
}
