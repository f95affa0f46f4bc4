import picomatch from 'picomatch';
import { stagesAfter } from '../history/replay.js';
import { heldEver, sinceWhen, takenOutBy } from '../history/holders.js';
import { gateResult, type GateResult, type Verdict } from '../model/gate-result.js';
import type { TakenOut } from '../model/history-entry.js';
import { formatDuration } from '../policy/time.js';
import type { GateContext } from './context.js';

/** The latest time that a Date can hold (ECMAScript's time values, in milliseconds). */
const LATEST = 8.64e15;

/** `from`: the version must come from one of these stages, and the history must agree that it is there. */
export function checkFrom({ rules, currentStage, stage, version, snapshot }: GateContext): GateResult[] {
  const { from } = rules;
  if (from === null) return [];
  const required = from.join(' or ');
  const result = (verdict: Verdict, reason: string) => [
    gateResult('from', { observed: currentStage, required, verdict, reason }),
  ];
  const recorded = stagesAfter(snapshot.history).get(version) ?? 'None';
  if (snapshot.history.length > 0 && recorded !== currentStage)
    return result(
      'fail',
      `version ${version} is in ${currentStage}, but the history has it in ${recorded}: it was moved without stagegate, past its gates. If that is intended, run stagegate acknowledge first`,
    );
  if (!from.includes(currentStage)) {
    const fix =
      currentStage === stage
        ? `to keep it alone, move the other versions out of ${stage}`
        : 'promote it there first';
    return result('fail', `version ${version} is in ${currentStage}, must come from ${required}: ${fix}`);
  }
  return result('pass', `version ${version} comes from ${currentStage}`);
}

/** `soak`: how long the version has been in the stage that it comes from, by the history. */
export function checkSoak({ rules, currentStage, version, snapshot, now }: GateContext): GateResult[] {
  const { soak } = rules;
  if (soak === null) return [];
  const result = (observed: string, verdict: Verdict, reason: string) => [
    gateResult('soak', { observed, required: soak.text, verdict, reason }),
  ];
  const since = sinceWhen(snapshot.history, version, currentStage);
  if (since === null) {
    const reason = `the history doesn't say when version ${version} moved to ${currentStage}: move it there with stagegate`;
    return result('missing', 'fail', reason);
  }
  const elapsed = now.getTime() - since.getTime();
  const observed = elapsed < 0 ? 'in the future' : formatDuration(elapsed);
  const told = `version ${version} has been in ${currentStage} for ${observed} (since ${since.toISOString()})`;
  if (elapsed >= soak.milliseconds) return result(observed, 'pass', `${told}, at least ${soak.text}`);
  const due = since.getTime() + soak.milliseconds;
  const again = due > LATEST ? '' : `: try again after ${new Date(due).toISOString()}`;
  return result(observed, 'fail', `${told}, must be at least ${soak.text}${again}`);
}

/**
 * `refs`: the promotion must run on one of these git refs, written in full (`refs/heads/main`). A check for a pull
 * request looks at its base branch, since the promotion runs there after the merge and is judged again.
 */
export function checkRefs({ rules, run, dry }: GateContext): GateResult[] {
  const { refs } = rules;
  if (refs === null) return [];
  const { ref, base } = run;
  const required = refs.join(', ');
  const result = (verdict: Verdict, reason: string) => [
    gateResult('refs', { observed: ref ?? 'missing', required, verdict, reason }),
  ];
  if (ref === null) {
    const reason = `the git ref of this run is unknown, must be ${required}: run it in a workflow or on a branch`;
    return result('fail', reason);
  }
  const matches = (name: string) =>
    refs.some((pattern) => picomatch.isMatch(name, pattern, { nonegate: true, dot: true }));
  if (matches(ref)) return result('pass', `this runs on ${ref}`);
  if (dry && base !== undefined && matches(base)) {
    const reason = `this runs on ${ref}, for a pull request to ${base}: the promotion must run on ${base}, after the merge`;
    return result('skip', reason);
  }
  return result('fail', `this runs on ${ref}, must run on ${required}`);
}

/**
 * `taken-out`: a version that a rollback or a withdrawal took out of a stage may only come back when asked to. No
 * results for other versions, or where the policy says `taken-out: allow`.
 */
export function checkTakenOut(context: GateContext): GateResult[] {
  if (context.rules.allowTakenOut) return [];
  const how = tellRemoval(context);
  if (how === null) return [];
  const [verdict, reason] = context.allowTakenOut
    ? (['pass', `${how}; allow-taken-out lets it come back`] as const)
    : ([
        'fail',
        `${how}: promote another version, or set allow-taken-out and a reason to bring it back`,
      ] as const);
  return [gateResult('taken-out', { observed: 'taken out', required: 'never taken out', verdict, reason })];
}

/** Who took the version out of the stage, when and why; null when nobody did. */
function tellRemoval(context: GateContext): string | null {
  const { snapshot, version, stage, currentStage } = context;
  const entry = takenOutBy(snapshot.history, version, stage);
  if (entry !== null) return tellEntry(entry, version, stage);
  if (!wasTakenOutByHand(context)) return null;
  return `version ${version} was taken out of ${stage} without stagegate: the history has it in ${stage}, the registry in ${currentStage}`;
}

function tellEntry(entry: TakenOut, version: string, stage: string): string {
  const { action, actor, reason } = entry;
  const why = reason === null ? 'no reason was given' : `reason: “${reason}”`;
  const day = entry.time.slice(0, 10);
  if (action === 'acknowledge')
    return `version ${version} was taken out of ${stage} by hand, acknowledged by ${actor ?? 'someone'} on ${day} (${why})`;
  const by = actor === null ? '' : ` by ${actor}`;
  const how =
    action === 'rollback' ? `a rollback to version ${entry.version}` : `a withdrawal to ${entry.to}`;
  return `version ${version} was taken out of ${stage}${by} on ${day}, with ${how} (${why})`;
}

/**
 * Whether someone took the version out in the registry itself: the history has it in the stage, the registry elsewhere.
 * If a version is in the stage now that never held it before, that one simply took its place.
 */
function wasTakenOutByHand({ snapshot, version, stage, currentStage }: GateContext): boolean {
  if (currentStage === stage || stagesAfter(snapshot.history).get(version) !== stage) return false;
  const before = heldEver(snapshot.history, stage);
  const now = snapshot.versions.filter((held) => held.stage === stage);
  return now.every((held) => before.has(held.version));
}
