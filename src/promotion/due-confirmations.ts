import { arrivalOf, confirmedAt } from '../history/holders.js';
import type { Move } from '../history/replay.js';
import type { Snapshot } from '../model/registry.js';
import { findStage } from '../model/stage.js';
import { entryOf, type Policy } from '../policy/load.js';
import { resolveRules, type LiveRules } from '../policy/resolve.js';
import { forShell } from '../text/safe.js';

/** A version in a stage whose policy has `live` rules. */
export interface InUse {
  readonly model: string;
  readonly version: string;
  readonly stage: string;
  /** When it was confirmed, in ISO 8601; null while it isn't. */
  readonly confirmed: string | null;
  /** By when it should be, in ISO 8601; null unless a promotion by stagegate brought it to the stage. */
  readonly due: string | null;
  /** It isn't confirmed, and should be by now. */
  readonly overdue: boolean;
}

/** The versions of a model that `confirm` judges, and how they stand. */
export function versionsInUse(snapshot: Snapshot, policy: Policy | null, now: Date): InUse[] {
  const { model, versions, history } = snapshot;
  const key = policy === null ? null : entryOf(policy, model);
  if (policy === null || key === null) return [];
  return Object.keys(policy.content.models[key]?.stages ?? {}).flatMap((name) => {
    const stage = findStage(name, policy.stages) ?? name;
    const { live } = resolveRules(policy, model, stage);
    if (live === null) return [];
    return versions
      .filter((held) => held.stage === stage)
      .map(({ version }) => {
        const came = arrivalOf(history, version, stage);
        const confirmed = confirmedAt(history, version, stage);
        const due = came?.action === 'promote' ? dueOf(came, live) : null;
        const overdue = confirmed === null && due !== null && now.getTime() > due.getTime();
        return { model, version, stage, confirmed, due: due?.toISOString() ?? null, overdue };
      });
  });
}

/** By when a promotion must be confirmed. */
export function dueOf({ by }: Pick<Move, 'by'>, { within }: LiveRules): Date {
  return new Date(new Date(by.time).getTime() + within.milliseconds);
}

/** Says that a confirmation is overdue; null for a version that is confirmed, or has time left. */
export function tellOverdue({ version, stage, due, overdue }: InUse): string | null {
  return overdue ? `version ${version} in ${stage} is not confirmed: it was due by ${due ?? ''}` : null;
}

/** @returns the command that confirms a version */
export function confirmCommand(of: {
  readonly model: string;
  readonly version: string;
  readonly stage: string;
}): string {
  return `stagegate confirm --model ${forShell(of.model)} --version ${of.version} --stage ${forShell(of.stage)}`;
}
