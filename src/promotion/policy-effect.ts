import type { CodeHost } from '../gates/code-host.js';
import type { Snapshot } from '../model/registry.js';
import type { Policy } from '../policy/load.js';
import { judgePromotions } from './backtest.js';
import type { PolicyEffect } from './past-decision.js';
import { NO_READER } from './past-evidence.js';

/** Promotions that a changed policy is tried on. */
const LAST = 10;

/**
 * Judges the last promotions of a model by the policy that a pull request proposes. Reads nothing.
 * @param snapshot with the whole history
 * @param present the policy that judges now
 */
export async function foreseeEffect(
  snapshot: Snapshot,
  { proposed, present }: { readonly proposed: Policy; readonly present: Policy },
): Promise<PolicyEffect> {
  const settings = { reader: NO_READER, reports: [], host: NO_HOST, artifacts: NO_ARTIFACTS };
  const judge = { policy: proposed, known: [proposed, present], settings };
  return { decisions: await judgePromotions(snapshot, judge, { last: LAST }) };
}

const NO_ARTIFACTS = { read: () => Promise.resolve(null) };

/** The past asks nobody. */
const NO_HOST: CodeHost = {
  checks: () => Promise.reject(new TypeError("checks of the past aren't asked for")),
  approvals: () => Promise.reject(new TypeError("approvals of the past aren't asked for")),
  clock: { elapsed: () => 0, sleep: () => Promise.resolve() },
  waiting: () => undefined,
};
