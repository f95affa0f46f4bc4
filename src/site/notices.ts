import { sinceWhen } from '../history/holders.js';
import { endOf } from '../gates/freeze.js';
import type { Snapshot } from '../model/registry.js';
import { isWithdrawal } from '../model/stage.js';
import type { Verification } from '../history/verify.js';
import { tellProblem } from '../history/verify.js';
import { entryOf, type Policy } from '../policy/load.js';
import { resolveRules, type StageRules } from '../policy/resolve.js';
import type { InUse } from '../promotion/due-confirmations.js';
import type { SiteNotice, SiteStage } from './format.js';

/** The latest time that a Date can hold (ECMAScript's time values, in milliseconds). */
const LATEST = 8.64e15;

export interface NamedRules {
  readonly stage: string;
  readonly rules: StageRules;
}

/** What the policy says about a model, stage by stage; empty where it doesn't name the model. */
export function rulesOf(policy: Policy | null, model: string): NamedRules[] {
  const key = policy === null ? null : entryOf(policy, model);
  if (policy === null || key === null) return [];
  const named = Object.keys(policy.content.models[key]?.stages ?? {}).map((name) => name.toLowerCase());
  return policy.stages
    .filter((stage) => named.includes(stage.toLowerCase()))
    .map((stage) => ({ stage, rules: resolveRules(policy, model, stage) }));
}

type Notice = Omit<SiteNotice, 'model'>;

/** What of a model needs attention now. */
export function noticesOf(
  snapshot: Snapshot,
  {
    rules,
    inUse,
    verification,
    now,
  }: {
    readonly rules: readonly NamedRules[];
    readonly inUse: readonly InUse[];
    readonly verification: Verification | undefined;
    readonly now: Date;
  },
): Notice[] {
  return [
    ...(verification?.problems ?? []).map((problem): Notice => ({
      ...{ kind: 'unverified', stage: null, until: null },
      version: problem.version,
      text: tellProblem(problem),
    })),
    ...inUse.filter(({ confirmed }) => confirmed === null).map(unconfirmed),
    ...rules.flatMap(({ stage, rules: { freeze } }) => frozen(stage, freeze, now)),
    ...rules.flatMap((each) => soaking(snapshot, each, now)),
  ];
}

function unconfirmed(held: InUse): Notice {
  const { version, stage, due, overdue } = held;
  return {
    ...{ kind: overdue ? 'overdue' : 'unconfirmed', stage, version, until: due },
    text: `version ${version} in ${stage} is not confirmed${overdue ? '' : ' yet'}`,
  };
}

function frozen(stage: string, freeze: StageRules['freeze'], now: Date): Notice[] {
  const found = freeze.flatMap((window) => {
    const end = endOf(window, now.getTime());
    return end === null ? [] : [{ end, reason: window.reason }];
  });
  const last = found.toSorted((a, b) => b.end - a.end)[0];
  if (last === undefined) return [];
  const text = `${stage} is frozen${last.reason === null ? '' : `: ${last.reason}`}`;
  return [{ kind: 'frozen', stage, version: null, until: isoOf(last.end), text }];
}

/** The versions that have yet to stay in their stage for a while before this stage takes them. */
function soaking(
  { versions, history }: Snapshot,
  { stage, rules: { soak, from } }: NamedRules,
  now: Date,
): Notice[] {
  if (soak === null) return [];
  return versions
    .filter((held) => held.stage !== stage && !isWithdrawal(held.stage))
    .filter((held) => from === null || from.includes(held.stage))
    .flatMap(({ version, stage: present }) => {
      const since = sinceWhen(history, version, present);
      const until = (since?.getTime() ?? -Infinity) + soak.milliseconds;
      if (until <= now.getTime()) return [];
      const text = `version ${version} soaks in ${present} for ${soak.text} before ${stage}`;
      return [{ kind: 'soaking', stage, version, until: isoOf(until), text }];
    });
}

function isoOf(time: number): string | null {
  return time > LATEST ? null : new Date(time).toISOString();
}

/** What a stage requires, in the policy's words. */
export function describeStage({ stage, rules }: NamedRules, inUse: readonly InUse[]): SiteStage {
  const { from, soak, refs, gates, falsePromotions, freeze, live, evidence } = rules;
  const told = [
    ...(from === null ? [] : [`from ${from.join(' or ')}`]),
    ...(soak === null ? [] : [`soak ${soak.text}`]),
    ...gates.map(tellGate),
    ...(refs === null ? [] : [`refs ${refs.join(', ')}`]),
    ...(evidence.maxAge === null ? [] : [`evidence at most ${evidence.maxAge.text} old`]),
    ...(falsePromotions === null ? [] : [`false promotions ${falsePromotions.text}`]),
    ...freeze.map(({ text }) => `frozen ${text}`),
    ...(live === null ? [] : [`confirmed within ${live.within.text}`]),
  ];
  return {
    stage,
    rules: told,
    live: inUse
      .filter((held) => held.stage === stage)
      .map(({ version, confirmed, due, overdue }) => ({ version, confirmed, due, overdue })),
  };
}

const SHOWN = ['min', 'max', 'max-regression', 'min-improvement', 'min-samples', 'confidence'] as const;

function tellGate(gate: StageRules['gates'][number]): string {
  if ('any-of' in gate) return `any of: ${gate['any-of'].map(tellGate).join('; ')}`;
  if ('metric' in gate) {
    const bounds = SHOWN.flatMap((key) => (gate[key] === undefined ? [] : [`${key} ${gate[key]}`]));
    return `${gate.metric} ${bounds.join(', ')}`;
  }
  if ('tests' in gate) return `tests ${[gate.tests].flat().join(', ')}`;
  if ('checks' in gate)
    return `checks ${gate.checks.map((check) => (typeof check === 'string' ? check : check.name)).join(', ')}`;
  return `approvals ${gate.approvals}`;
}
