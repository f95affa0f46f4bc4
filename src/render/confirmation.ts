import { isBlocking } from '../model/gate-result.js';
import { confirmCommand } from '../promotion/due-confirmations.js';
import type { Outcome } from '../promotion/outcome.js';
import { forShell } from '../text/safe.js';
import { shortTime } from './backtest.js';
import type { Phrase } from './phrase.js';
import { toGoOn } from './reasons.js';

/* What people read about a version in use. */

/** The verdict of `confirm`. The outcome of a rollback is about the version that came back. */
export function headlineInUse({ model, version, stage, decision, confirmation, ...rest }: Outcome): Phrase {
  const name = { code: model };
  const judged = confirmation?.version ?? version;
  const why = confirmation?.why ?? 'a gate blocked';
  if (decision === 'confirmed') return [name, ` ${judged} is confirmed in ${stage}`];
  if (decision === 'rolled-back') {
    const now = rest.inStage
      ? `${stage} is back on version ${version}`
      : `was rolled back to version ${version}`;
    return [name, ` ${judged} is not confirmed, and ${now}: ${why}`];
  }
  const back = rest.transitions.at(-1)?.version;
  const told = ` ${judged} is not confirmed in ${stage}: ${why}`;
  if (rest.pullRequest === null || back === undefined) return [name, told];
  return [name, told, `. Version ${back} is proposed in `, { pull: rest.pullRequest }];
}

export function leadInUse(outcome: Outcome): Phrase[] {
  const { decision, promoted, confirmation } = outcome;
  if (decision === 'confirmed' && promoted) return [['Its live evidence meets the policy.']];
  const at = confirmation?.at ?? null;
  if (decision === 'confirmed' && at !== null)
    return [[`That was at ${shortTime(at)}.`], ['Nothing was changed.']];
  return [['Nothing was changed.'], ...tellDue(outcome)];
}

/** By when a version must be confirmed, and how; nothing once that is settled. */
export function tellDue({ model, stage, inStage, decision, confirmation }: Outcome): Phrase[] {
  if (confirmation === undefined || !inStage) return [];
  const { version, due, at, failed } = confirmation;
  if (due === null || at !== null || failed === true) return [];
  const until = decision === 'promoted' ? 'Confirm it by' : 'It must be confirmed by';
  return [[`${until} ${shortTime(due)}: `, { code: confirmCommand({ model, version, stage }) }]];
}

/** What to do about a version that isn't confirmed; null where it has left the stage. */
export function nextAfterUse({
  model,
  stage,
  inStage,
  gates,
  confirmation,
  pullRequest,
}: Outcome): string | null {
  if (!inStage || pullRequest !== null) return null;
  if (confirmation?.failed !== true) {
    // numbers from evidence that can't be used say nothing about the version
    const unusable = gates.filter((result) => result.gate === 'evidence' && isBlocking(result));
    return toGoOn(unusable.length > 0 ? unusable : gates);
  }
  return `go back with stagegate rollback --model ${forShell(model)} --stage ${forShell(stage)} --reason "…", or promote a version that holds up.`;
}
