import type { GateContext } from '../gates/context.js';
import { isAmbiguous } from '../gates/metric.js';
import type { Move } from '../history/replay.js';
import { isBlocking, type GateResult } from '../model/gate-result.js';
import type { LiveRules } from '../policy/resolve.js';
import { findHolders } from './find-champions.js';
import { dueOf } from './due-confirmations.js';
import {
  factsOf,
  type Confirmation,
  type Decision,
  type DecisionBasis,
  type LiveFailure,
} from './decision.js';
import { besideOf, judge, tellReports } from './judge.js';
import { makePlan } from './plan.js';

/** How a stage goes back to the previous version, or why it can't. */
export type WayBack =
  { readonly decide: (now: Date, live: LiveFailure) => Decision } | { readonly problem: string };

interface LiveMatter {
  readonly live: LiveRules;
  /** How the version came to the stage. */
  readonly came: Move;
  /** Null if the policy only wants failures reported. */
  readonly wayBack: WayBack | null;
}

/** Longer reasons are cut: the history line has every gate's reason anyway. */
const MAX_REASON = 1_000;

/** Judges a version in use. Pure: the same context gives the same decision. */
export function decideConfirmation(
  basis: DecisionBasis,
  context: GateContext,
  { live, came, wayBack }: LiveMatter,
): Decision {
  const { version, stage, now } = context;
  const facts = {
    ...factsOf(context, findHolders(basis.snapshot, stage, version)),
    ...tellReports(context.evidence.reports, now, besideOf(context)),
    ...judge(context, basis.policy),
  };
  const { gates, notices } = facts;
  const due = came.action === 'promote' ? dueOf(came, live) : null;
  const isLate = due !== null && now.getTime() > due.getTime();
  const finding = assess(gates);
  const confirmation: Confirmation = {
    ...{ version, due: due?.toISOString() ?? null, at: null },
    ...tellFinding(gates, isLate),
  };
  const leave = (
    more: readonly string[],
    blocked: Pick<Decision, 'gates' | 'gatePlaces'> = facts,
  ): Decision => ({
    ...facts,
    ...{ gates: blocked.gates, gatePlaces: blocked.gatePlaces },
    ...{ confirmation, notices: [...notices, ...more], verdict: 'blocked', plan: null },
  });
  if (finding === 'passed') {
    const plan = makePlan(basis, {
      ...{ action: 'confirm', version, from: stage, to: stage, reason: null, gates },
      ...{ reportSha256: facts.reportSha256, reportFiles: facts.reportFiles },
    });
    const at = now.toISOString();
    return { ...facts, confirmation: { ...confirmation, at }, verdict: 'go', plan };
  }
  if (finding === 'elsewhere' || (finding === 'open' && !isLate) || wayBack === null) return leave([]);
  if ('problem' in wayBack) return leave([`version ${version} stays in ${stage}: ${wayBack.problem}`]);
  const reason = tellReason(version, finding, { gates, isLate, live });
  const { reportSha256, reportFiles } = facts;
  const back = wayBack.decide(now, { version, gates, reason, reportSha256, reportFiles });
  if (back.verdict !== 'go') {
    const notice = `version ${version} stays in ${stage}: the rollback to version ${back.version} is blocked`;
    const more = back.notices.filter((told) => !notices.includes(told));
    return leave([notice, ...more], {
      gates: [...gates, ...back.gates],
      gatePlaces: [...facts.gatePlaces, ...back.gatePlaces],
    });
  }
  const { gatePlaces, comparisons, reports } = facts;
  return { ...back, confirmation, gates, gatePlaces, comparisons, reports, reportSha256, reportFiles };
}

/**
 * `failed`: the evidence shows it. `open`: there is no evidence yet, it can't be used, or it is too little to tell.
 * `elsewhere`: this run may not judge the version, whatever the evidence shows.
 */
type Finding = 'passed' | 'failed' | 'open' | 'elsewhere';

/** Gates that are about where this runs or about the registry, and say nothing about the version in use. */
const ELSEWHERE = ['refs', 'history', 'artifact', 'taken-out'];

function assess(gates: readonly GateResult[]): Finding {
  const blocking = gates.filter(isBlocking);
  if (blocking.length === 0) return 'passed';
  if (blocking.some(({ gate }) => ELSEWHERE.includes(gate))) return 'elsewhere';
  // numbers of another version or another time say nothing
  if (blocking.some(({ gate }) => gate === 'evidence')) return 'open';
  return blocking.every(isOpen) ? 'open' : 'failed';
}

/** Whether more evidence could still make it pass. */
function isOpen(result: GateResult): boolean {
  const { verdict, check } = result;
  return verdict === 'inconclusive' || check === 'min-samples' || isUnusable(result);
}

function isUnusable(result: GateResult): boolean {
  return result.gate === 'evidence' || result.observed === 'missing' || isAmbiguous(result);
}

/** @param isLate the time to confirm is over */
export function tellFinding(
  gates: readonly GateResult[],
  isLate: boolean,
): Pick<Confirmation, 'why' | 'failed'> {
  const finding = assess(gates);
  if (finding === 'passed') return { why: null };
  const blocking = gates.filter(isBlocking);
  const count = `${blocking.length} of ${gates.length} ${gates.length === 1 ? 'gate' : 'gates'} failed`;
  if (finding !== 'open') return { why: count, ...(finding === 'failed' ? { failed: true } : {}) };
  const what = blocking.some(isUnusable) ? 'no usable live evidence' : 'too little live evidence';
  return { why: `${what} ${isLate ? 'in time' : 'yet'}` };
}

function tellReason(
  version: string,
  finding: Finding,
  { gates, isLate, live }: { gates: readonly GateResult[]; isLate: boolean; live: LiveRules },
): string {
  const told = [...new Set(gates.filter(isBlocking).map(({ reason }) => reason))].join('; ');
  const late = finding === 'open' && isLate ? ` within ${live.within.text}` : '';
  const text = `version ${version} was not confirmed${late}: ${told}`;
  return text.length <= MAX_REASON ? text : `${text.slice(0, MAX_REASON - 1)}…`;
}
