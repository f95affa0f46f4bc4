import { stagesAfter, sinceWhen } from '../history/replay.js';
import { formatDuration } from '../policy/duration.js';
import type { GateContext } from './context.js';
import type { GateResult } from '../model/gate-result.js';

/** The latest moment that a date can tell (ECMAScript's time values, in milliseconds). */
const LATEST = 8.64e15;

/** `from`: the version must come from one of these stages, and have got there by the history. */
export function checkFrom(context: GateContext): GateResult[] {
  const { from } = context.rules;
  if (from === null) return [];
  const { currentStage, version, snapshot } = context;
  const required = from.join(' or ');
  const result = {
    gate: 'from',
    metric: null,
    check: 'from',
    observed: currentStage,
    required,
    champion: null,
  } as const;
  if (!from.includes(currentStage)) {
    const reason = `version ${version} is in ${currentStage}, must come from ${required}: promote it there first`;
    return [{ ...result, verdict: 'fail', reason }];
  }
  const told = stagesAfter(snapshot.history).get(version);
  if (snapshot.history.length > 0 && (told ?? 'None') !== currentStage) {
    const reason = `version ${version} is in ${currentStage}, but the history has it in ${told ?? 'None'}: it was moved past stagegate, so where it comes from proves nothing`;
    return [{ ...result, verdict: 'fail', reason }];
  }
  return [{ ...result, verdict: 'pass', reason: `version ${version} comes from ${currentStage}` }];
}

/** `soak`: how long the version has been in the stage that it comes from, by the history. */
export function checkSoak(context: GateContext): GateResult[] {
  const { soak } = context.rules;
  if (soak === null) return [];
  const { currentStage, version, snapshot, now } = context;
  const result = { gate: 'soak', metric: null, check: 'soak', required: soak.text, champion: null } as const;
  const since = sinceWhen(snapshot.history, version, currentStage);
  if (since === null) {
    const reason = `the history does not say since when version ${version} has been in ${currentStage}: promote it there with stagegate`;
    return [{ ...result, observed: 'missing', verdict: 'fail', reason }];
  }
  const elapsed = now.getTime() - since.getTime();
  const observed = elapsed < 0 ? 'in the future' : formatDuration(elapsed);
  const reason = `version ${version} has been in ${currentStage} for ${observed} (since ${since.toISOString()})`;
  if (elapsed >= soak.milliseconds)
    return [{ ...result, observed, verdict: 'pass', reason: `${reason}, at least ${soak.text}` }];
  const due = since.getTime() + soak.milliseconds;
  const again = due > LATEST ? '' : `: try again after ${new Date(due).toISOString()}`;
  return [{ ...result, observed, verdict: 'fail', reason: `${reason}, must be ${soak.text}${again}` }];
}
