import { findEarlierAttempt, type EarlierLine } from '../history/select.js';
import type { Artifact, HistoryAction, HistoryEntry, HistoryLine } from '../model/history-entry.js';
import { applyEntry, beginning } from '../history/replay.js';
import type { Snapshot, Transition } from '../model/registry.js';
import { ARCHIVED, NONE } from '../model/stage.js';
import { parseVersion } from '../model/version.js';
import { findHolders } from './find-champions.js';
import { tellFinding } from './confirmation.js';
import { factsOf, type Confirmation, type Decision, type DecisionBasis } from './decision.js';
import type { Done } from './outcome.js';
import { titleOf } from './plan.js';
import type { RegisterRequest } from './request.js';

/** What a decision on an earlier attempt is made from. */
type Past = Pick<DecisionBasis, 'snapshot' | 'run'>;

/** The request that a later attempt of a run repeats. */
export interface AskedAgain {
  readonly action: Exclude<HistoryAction, 'register' | 'confirm' | 'attempt' | 'checkpoint'>;
  /** Canonical; null for an action without a stage. */
  readonly stage: string | null;
  /** As given; null when no version was given. */
  readonly version: string | null;
}

/**
 * Repeats the decision of an earlier attempt of this run. Deciding again would roll back one version further, or promote
 * a version that somebody has taken out since.
 * @returns null when no attempt of this run has made the change
 */
export function decideAgain(basis: Past, asked: AskedAgain): Decision | null {
  const number = numberOf(asked.version);
  const earlier = findEarlierAttempt(
    basis.snapshot.history,
    basis.run.run,
    ({ action, to, version, live }) =>
      action === asked.action &&
      live === undefined && // that was a rollback by confirm
      (asked.stage === null || to === asked.stage) &&
      (number === null || number === version),
  );
  return earlier === null ? null : repeat(basis, earlier);
}

/** As `decideAgain`, for confirm: an earlier attempt has confirmed the version, or rolled it back. */
export function decideConfirmationAgain(
  basis: Past,
  { stage, version }: { readonly stage: string; readonly version: string | null },
): Decision | null {
  const number = numberOf(version);
  const earlier = findEarlierAttempt(basis.snapshot.history, basis.run.run, (entry) => {
    const judged = judgedBy(entry);
    return entry.to === stage && judged !== null && (number === null || number === judged);
  });
  if (earlier === null) return null;
  const { entry } = earlier;
  return { ...repeat(basis, earlier), confirmation: confirmationOf(entry) };
}

/** What a line by `confirm` says about the version that it judged. */
export function confirmationOf({ version, time, live }: HistoryEntry): Confirmation {
  if (live === undefined) return { version, due: null, at: time, why: null };
  return { version: live.version, due: null, at: null, ...tellFinding(live.gates, true) };
}

/** The version that `confirm` judged with this line; null for any other line. */
function judgedBy({ action, version, live }: HistoryEntry): string | null {
  return action === 'confirm' ? version : (live?.version ?? null);
}

/**
 * As `decideAgain`, for acknowledge and unregister. Also recognizes a change that an interrupted run began and this one
 * completed.
 */
export function decideAmendmentAgain(
  basis: Past,
  {
    done,
    version,
    finished,
  }: { readonly done: Done; readonly version: string | null; readonly finished: HistoryEntry | null },
): Decision | null {
  const action = done === 'acknowledged' ? 'acknowledge' : 'unregister';
  const again = decideAgain(basis, { action, stage: null, version });
  if (again !== null || finished?.action !== action || finished.version !== version) return again;
  const { to } = finished;
  return {
    ...factsOf({ ...basis, version, currentStage: to, stage: to }, []),
    verdict: 'unchanged',
    plan: null,
  };
}

/** As `decideAgain`, for a registration: of the same files, and under the same number if one was given. */
export function decideRegistrationAgain(
  request: Pick<RegisterRequest, 'version' | 'source' | 'sha256' | 'aliases'>,
  basis: Past,
): Decision | null {
  const number = numberOf(request.version);
  const earlier = findEarlierAttempt(basis.snapshot.history, basis.run.run, (entry) => {
    if (entry.action !== 'register') return false;
    const { source, sha256 } = filesOf(entry);
    if (number === null) return source === request.source && sha256 === request.sha256;
    const fits = (asked: string | null, held: string | null) => asked === null || asked === held;
    return entry.version === number && fits(request.source, source) && fits(request.sha256, sha256);
  });
  if (earlier === null) return null;
  const { version } = earlier.entry;
  const unset = request.aliases.filter((alias) => basis.snapshot.aliases[alias] !== version);
  const notices = unset.map((alias) => `the alias ${alias} doesn't point at version ${version}`);
  const decision = repeat(basis, earlier);
  return { ...decision, notices: [...decision.notices, ...notices] };
}

/** Warns when a re-run produced other files, which become a new version. */
export function otherFilesNotices(
  request: Pick<RegisterRequest, 'version' | 'source' | 'sha256'>,
  { snapshot, run }: Past,
): string[] {
  if (request.version !== null) return [];
  const earlier = findEarlierAttempt(snapshot.history, run.run, (entry) => {
    const { source, sha256 } = filesOf(entry);
    return entry.action === 'register' && source === request.source && sha256 !== request.sha256;
  });
  return earlier === null
    ? []
    : [
        `attempt ${earlier.attempt} of this run registered version ${earlier.entry.version} from other files, so these get a new version`,
      ];
}

/** The version number that was given; null for `latest`, an alias, or nothing. */
function numberOf(asked: string | null): string | null {
  if (asked === null || asked === '' || asked.startsWith('@') || asked.toLowerCase() === 'latest')
    return null;
  return parseVersion(asked);
}

function filesOf({ artifacts = {}, version }: HistoryEntry): Artifact {
  const known = Object.hasOwn(artifacts, version) ? artifacts[version] : undefined;
  return known ?? { source: null, sha256: null };
}

/** The decision of the earlier attempt, read from its history line. */
function repeat(basis: Pick<Past, 'snapshot'>, { entry, attempt, at }: EarlierLine): Decision {
  const { snapshot } = basis;
  const { action, version, from, to } = entry;
  const gates = entry.live?.gates ?? entry.gates;
  const stageNow = snapshot.versions.find((held) => held.version === version)?.stage ?? null;
  const takesStage = action === 'promote' || action === 'rollback';
  const holders = takesStage ? holdersBefore(snapshot, at, entry) : [];
  const facts = factsOf({ ...basis, version, currentStage: to, stage: to }, holders);
  const left = tellLeft(snapshot, at, stageNow);
  const did = `attempt ${attempt} of this run already ${tellDone(entry)} at ${entry.time}`;
  return {
    ...facts,
    previousStage: from,
    gates,
    gatePlaces: gates.map(() => null),
    reportSha256: entry['report-sha256'],
    reportFiles: entry.reports ?? null,
    forced: entry.forced,
    notices: [
      ...facts.notices,
      `${did}, so this attempt changes nothing and gives the same outputs`,
      ...(left === null ? [] : [left]),
    ],
    verdict: 'repeated',
    plan: null,
    repeated: { entry, title: titleOf(entry.model, entry), transitions: transitionsOf(entry), stageNow },
  };
}

function transitionsOf({ version, from, to, archived }: HistoryEntry): Transition[] {
  const moves = archived.map((other) => ({ version: other, from: to, to: ARCHIVED }));
  return from === null || from === to ? moves : [...moves, { version, from, to }];
}

/** The versions that held the stage before this line. Those that the line archived come last. */
function holdersBefore(snapshot: Snapshot, at: number, { version, to, archived }: HistoryEntry): string[] {
  const history = snapshot.history.slice(0, at);
  const stages = beginning(snapshot.history);
  for (const line of history) applyEntry(stages, line.entry);
  const versions = snapshot.versions.map((held) => ({ ...held, stage: stages.get(held.version) ?? NONE }));
  const holders = findHolders({ ...snapshot, history, versions }, to, version);
  return [...holders.filter((other) => !archived.includes(other)), ...archived];
}

function tellDone({ action, version, to }: HistoryEntry): string {
  switch (action) {
    case 'register':
      return `registered version ${version}`;
    case 'rollback':
      return `rolled back to version ${version} in ${to}`;
    case 'promote':
      return `promoted version ${version} to ${to}`;
    case 'confirm':
      return `confirmed version ${version} in ${to}`;
    case 'archive':
      return `moved version ${version} to ${to}`;
    case 'acknowledge':
      return 'acknowledged the registry as it was';
    case 'unregister':
      return `unregistered version ${version}`;
    case 'attempt':
      return `tried version ${version}`;
    case 'checkpoint':
      return 'closed a segment of the history';
  }
}

/** Says who has moved the version since, and when; null while it is still there. */
function tellLeft({ history }: Snapshot, at: number, stageNow: string | null): string | null {
  const entry = history[at]?.entry;
  if (entry === undefined || stageNow === entry.to) return null;
  const { action, version, to } = entry;
  if (action === 'unregister' || action === 'acknowledge') return null;
  if (stageNow === null) return `version ${version} has since been removed`;
  if (action === 'register') return null;
  const by = history.slice(at + 1).find((line) => {
    const { action: done, archived, version: moved, to: where, beginning: began } = line.entry;
    if (done === 'attempt') return false;
    if (done === 'acknowledge') return (began?.[version] ?? NONE) !== to;
    return archived.includes(version) || (moved === version && where !== to);
  });
  if (by === undefined)
    return `version ${version} is in ${stageNow} now, and the history doesn't say who moved it`;
  return `version ${version} has since left ${to}: ${tellMove(by)}`;
}

function tellMove({ entry }: HistoryLine): string {
  return `${entry.actor ?? 'somebody'} ${tellDone(entry)} at ${entry.time}`;
}
