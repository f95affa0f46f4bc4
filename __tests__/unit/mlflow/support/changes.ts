import { decideWithdrawal } from '../../../../src/promotion/promote.js';
import { factsOf, type Decision, type DecisionBasis } from '../../../../src/promotion/decision.js';
import { findHolders } from '../../../../src/promotion/find-champions.js';
import { makePlan } from '../../../../src/promotion/plan.js';
import { decideRollback, aimRollback, decideOvertaken } from '../../../../src/promotion/rollback.js';
import { decideAndApply, type LoopResult } from '../../../../src/promotion/apply-loop.js';
import type { StageStorageMode } from '../../../../src/registry/mlflow/stage-storage.js';
import type { ModelServer } from '../../../../src/registry/mlflow/api/server.js';
import type { Snapshot } from '../../../../src/model/registry.js';
import { isWithdrawal } from '../../../../src/model/stage.js';
import { openRegistry, type Time } from './promoter.js';

const MIDNIGHT = Date.parse('2026-11-01T00:00:00Z');

/** Time that passes only by being slept. */
export function makeTime(start = 0): Time & { now: () => number } {
  let now = start;
  let drawn = 0;
  return {
    now: () => now,
    sleep: (milliseconds) => {
      now += milliseconds;
      return Promise.resolve();
    },
    random: () => (drawn += 0.017) % 1,
  };
}

export interface Change {
  readonly action?: 'promote' | 'rollback' | 'archive';
  /** Null only for a rollback: to the one before. */
  readonly version: string | null;
  readonly to?: string;
  /** `archive-existing`; true unless said. */
  readonly exclusive?: boolean;
  readonly mode?: StageStorageMode;
  /** The policy's, by stage. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** What the wall clock says when pace's clock is at 0, in milliseconds away from the others'. */
  readonly skew?: number;
}

/** A change without gates, of any kind, through the same loop and the same decisions as the engine's. */
export function makeChange(server: ModelServer, time: Time, change: Change): Promise<LoopResult> {
  const {
    action = 'promote',
    version,
    to = 'Production',
    exclusive = true,
    mode = 'auto',
    skew = 0,
    aliases,
  } = change;
  return decideAndApply({
    registry: openRegistry(server, time, mode, aliases),
    model: 'churn',
    interest: { version, rollback: action === 'rollback' ? to : null },
    dry: false,
    pacing: { clock: time, random: time.random, retrying: () => undefined },
    decide: (snapshot, { first, finished }) => {
      const now = new Date(MIDNIGHT + skew + time.now());
      const basis: DecisionBasis = { snapshot, policy: null, now, run: NOBODY };
      return Promise.resolve().then(() => {
        const begun = action === 'rollback' && finished?.action === 'rollback' ? finished.version : null;
        if (action === 'rollback') return decideBack(basis, { first, version, begun, to, exclusive });
        return decideChange(basis, { ...change, to, action });
      });
    },
  });
}

const NOBODY = { actor: null, run: null, ref: null, commits: [] };

interface BackMatter {
  readonly first: Snapshot;
  readonly version: string | null;
  readonly begun: string | null;
  readonly to: string;
  readonly exclusive: boolean;
}

function decideBack(basis: DecisionBasis, { first, version, begun, to, exclusive }: BackMatter): Decision {
  const request = { model: 'churn', version, stage: to, reason: 'bad' };
  const { target, overtaken } = aimRollback(request, to, { first, snapshot: basis.snapshot, begun });
  if (overtaken !== null) return decideOvertaken(basis, to, overtaken);
  return decideRollback(request, basis, { target, stage: to, archiveExisting: exclusive, context: null });
}

/** The decision for a change on one snapshot. */
function decideChange(basis: DecisionBasis, change: Change & { readonly to: string }): Decision {
  const { version, to, exclusive = true } = change;
  const { snapshot } = basis;
  const request = { model: 'churn', version: version ?? '', stage: to, reason: null, force: false };
  const candidate = snapshot.versions.find((held) => held.version === version);
  if (candidate === undefined) throw new TypeError(`no version ${version}`);
  if (isWithdrawal(to)) return decideWithdrawal(request, basis, { candidate, stage: to });
  return decidePromotion(basis, {
    snapshot,
    version: candidate.version,
    from: candidate.stage,
    to,
    exclusive,
  });
}

function decidePromotion(
  basis: DecisionBasis,
  { snapshot, version, from, to, exclusive }: PromotionMatter,
): Decision {
  const holders = findHolders(snapshot, to, version);
  const archived = exclusive ? holders : [];
  const facts = factsOf({ snapshot, version, currentStage: from, stage: to }, holders);
  if (from === to && archived.length === 0) return { ...facts, verdict: 'unchanged', plan: null };
  const parts = { action: 'promote', version, from, to, archived, exclusive } as const;
  const plan = makePlan(basis, { ...parts, reason: null, forced: false, gates: [], reportSha256: null });
  return { ...facts, verdict: 'go', plan };
}

interface PromotionMatter {
  readonly snapshot: Snapshot;
  readonly version: string;
  readonly from: string;
  readonly to: string;
  readonly exclusive: boolean;
}
