import { type Decision, factsOf } from '../../../../src/promotion/decision.js';
import { findHolders } from '../../../../src/promotion/find-champions.js';
import { makePlan } from '../../../../src/promotion/plan.js';
import { decideAndApply, type LoopResult } from '../../../../src/promotion/apply-loop.js';
import { MlflowRegistry } from '../../../../src/registry/mlflow/registry.js';
import type { StageStorageMode } from '../../../../src/registry/mlflow/stage-storage.js';
import type { ModelServer } from '../../../../src/registry/mlflow/api/server.js';
import type { Snapshot } from '../../../../src/model/registry.js';

export interface Time {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly random: () => number;
}

export const STAGES = ['Staging', 'Production'];
const MIDNIGHT = Date.parse('2026-11-01T00:00:00Z');

export function openRegistry(
  server: ModelServer,
  time: Time,
  mode: StageStorageMode = 'auto',
  aliases: Readonly<Record<string, string>> = {},
): MlflowRegistry {
  const pace = { ...time, waiting: () => undefined };
  return new MlflowRegistry({
    server,
    stages: STAGES,
    mode,
    aliases,
    pace,
    close: () => Promise.resolve(),
  });
}

export interface Move {
  readonly version: string;
  readonly to?: string;
  readonly mode?: StageStorageMode;
}

/** A promotion without gates, through the same loop as the engine's. */
export function promote(
  server: ModelServer,
  time: Time,
  { version, to = 'Production', mode }: Move,
): Promise<LoopResult> {
  const registry = openRegistry(server, time, mode);
  return decideAndApply({
    registry,
    model: 'churn',
    interest: { version, rollback: null },
    dry: false,
    pacing: { clock: time, random: time.random, retrying: () => undefined },
    decide: (snapshot) =>
      Promise.resolve(decide(snapshot, { version, to, now: new Date(MIDNIGHT + time.now()) })),
  });
}

export function decide(
  snapshot: Snapshot,
  { version, to, now }: { version: string; to: string; now: Date },
): Decision {
  const from = snapshot.versions.find((held) => held.version === version)?.stage ?? 'None';
  const archived = findHolders(snapshot, to, version);
  const facts = factsOf({ snapshot, version, currentStage: from, stage: to }, archived);
  if (from === to && archived.length === 0) return { ...facts, verdict: 'unchanged', plan: null };
  const run = { actor: null, run: null, ref: null, commits: [] };
  const plan = makePlan(
    { snapshot, policy: null, now, run },
    {
      action: 'promote',
      version,
      from,
      to,
      archived,
      exclusive: true,
      reason: null,
      forced: false,
      gates: [],
      reportSha256: null,
    },
  );
  return { ...facts, verdict: 'go', plan };
}
