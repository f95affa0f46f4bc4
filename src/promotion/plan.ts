import { artifactsToRecord } from '../history/artifacts.js';
import type { Attempted, HistoryAction, HistoryEntry } from '../model/history-entry.js';
import type { GateResult } from '../model/gate-result.js';
import type { Plan, Registration, Snapshot, Transition } from '../model/registry.js';
import { ARCHIVED, NONE } from '../model/stage.js';
import type { DecisionBasis } from './decision.js';

/** The parts of a plan that don't come from the decision's basis. */
interface PlanParts {
  readonly action: HistoryAction;
  readonly version: string;
  /** Null for a registration. */
  readonly from: string | null;
  readonly to: string;
  readonly reason: string | null;
  /** Versions that leave the stage for `Archived`; none by default. */
  readonly archived?: readonly string[];
  /** No other version may stay in the stage; false by default. */
  readonly exclusive?: boolean;
  readonly forced?: boolean;
  readonly gates?: readonly GateResult[];
  readonly reportSha256?: string | null;
  /** Each report's SHA-256 by path, unless `reportSha256` alone identifies the report. */
  readonly reportFiles?: Readonly<Record<string, string>> | null | undefined;
  readonly registration?: Registration;
  /** For a rollback by `confirm`. */
  readonly live?: HistoryEntry['live'];
  readonly attempt?: Attempted | null | undefined;
  /** For `acknowledge`: the differences, and the stages that the history goes on from. */
  readonly acknowledged?: Required<Pick<HistoryEntry, 'differed' | 'beginning'>>;
}

/** The defaults: those of a change that nothing judged and that archives no version. */
const PLAIN = { archived: [], exclusive: false, forced: false, gates: [], reportSha256: null };

type WholeParts = PlanParts & Required<Pick<PlanParts, keyof typeof PLAIN>>;

/** Makes the transitions and the history line of one change. */
export function makePlan(basis: DecisionBasis, given: PlanParts): Plan {
  const { snapshot } = basis;
  const parts: WholeParts = { ...PLAIN, ...given };
  const moves: Transition[] = parts.archived.map((version) => ({ version, from: parts.to, to: ARCHIVED }));
  if (parts.from !== null && parts.from !== parts.to) {
    moves.push({ version: parts.version, from: parts.from, to: parts.to });
  }
  return {
    model: snapshot.model,
    registration: parts.registration ?? null,
    transitions: moves,
    exclusive: parts.exclusive,
    entry: makeEntry(basis, parts),
    title: titleOf(snapshot.model, parts),
  };
}

function makeEntry({ snapshot, policy, now, run }: DecisionBasis, parts: WholeParts): HistoryEntry {
  const began = beginningOf(snapshot);
  return {
    time: now.toISOString(),
    action: parts.action,
    model: snapshot.model,
    version: parts.version,
    from: parts.from,
    to: parts.to,
    archived: parts.archived,
    ...artifactsToRecord(concerned(snapshot, parts), snapshot.history),
    actor: run.actor,
    reason: parts.reason,
    forced: parts.forced,
    commit: run.commits[0] ?? null,
    run: run.run,
    'policy-sha256': policy?.sha256 ?? null,
    'report-sha256': parts.reportSha256,
    ...(parts.reportFiles ? { reports: parts.reportFiles } : {}),
    gates: parts.gates,
    ...(parts.live === undefined ? {} : { live: parts.live }),
    ...(parts.attempt ? { attempt: parts.attempt } : {}),
    ...(parts.acknowledged ?? (began === null ? {} : { beginning: began })),
    previous: snapshot.head,
  };
}

/** The versions whose files this line records if no earlier line did: those that it moves or begins with. */
function concerned({ head, versions }: Snapshot, { version, archived, registration }: WholeParts) {
  const moved = versions.filter(
    (held) =>
      held.version === version || archived.includes(held.version) || (head === null && held.stage !== NONE),
  );
  return registration === undefined ? moved : [...moved, registration];
}

/** On a model's first line: the stages before it, which a replay starts from. */
function beginningOf({ head, versions }: Snapshot): Record<string, string> | null {
  if (head !== null) return null;
  const staged = versions.filter(({ stage }) => stage !== NONE);
  return staged.length === 0
    ? null
    : Object.fromEntries(staged.map(({ version, stage }) => [version, stage]));
}

/** A one-line summary of a change. */
export function titleOf(
  model: string,
  {
    action,
    version,
    to,
    archived,
    attempt,
  }: Pick<WholeParts, 'action' | 'version' | 'to' | 'archived' | 'attempt'>,
): string {
  const replaced = archived.length === 0 ? '' : ` (archives ${archived.join(', ')})`;
  if (action === 'register' || action === 'unregister') return `${action} ${model} ${version}`;
  if (action === 'attempt')
    return `record attempt ${attempt?.number ?? ''} for ${attempt?.stage ?? to}: ${model} ${version} was blocked`;
  if (action === 'acknowledge') return `acknowledge ${model} as it is`;
  if (action === 'confirm') return `confirm ${model} ${version} in ${to}`;
  if (action === 'rollback') return `roll ${model} back to ${version} in ${to}${replaced}`;
  return `${action} ${model} ${version} to ${to}${replaced}`;
}
