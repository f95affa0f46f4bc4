import { formatPlace, type ErrorCode, type StagegateError } from '../errors.js';
import type { Finding, Snapshot } from '../model/registry.js';
import { isWithdrawal, NONE } from '../model/stage.js';
import { findExchanges, judgeArtifact, type ArtifactReading } from './artifacts.js';
import { onlyRecords, type HistoryLine } from '../model/history-entry.js';
import { applyEntry, beginning, type Stages } from './replay.js';

/** The result of verifying one model. */
export interface Verification {
  readonly model: string;
  /** Number of history lines. */
  readonly lines: number;
  /** Where the registry and the history differ. */
  readonly problems: readonly VerificationProblem[];
  /** Assumptions, such as the stages before the first line. */
  readonly notes: readonly string[];
  /** Earlier differences that a person has acknowledged, oldest first. */
  readonly acknowledged: readonly Acknowledgement[];
  /** Set when the model could not be read: why. */
  readonly unread?: ErrorCode | undefined;
}

/** Differences that a person has acknowledged. */
export interface Acknowledgement {
  readonly differed: readonly string[];
  readonly actor: string | null;
  /** UTC, ISO 8601. */
  readonly time: string;
  readonly reason: string | null;
  /** The history line that says so. */
  readonly file: string;
  readonly line: number | null;
}

/** A difference between the registry and the history. */
export interface VerificationProblem {
  /** Null when it is about the whole model. */
  readonly version: string | null;
  readonly message: string;
  /** The history line that it is about; null when it is about the registry now. */
  readonly file: string | null;
  readonly line: number | null;
  /**
   * Set when it is about the version's files: the recorded SHA-256, and the one found (null where they are missing).
   */
  readonly artifact?: { readonly recorded: string; readonly found: string | null } | undefined;
}

/** Replays a model's history, whose chain was checked when it was read, and compares it with the registry. @internal */
export function verifyModel(snapshot: Snapshot): Verification {
  const { model, history } = snapshot;
  const stages = beginning(history);
  let problems: VerificationProblem[] = [];
  for (const line of history) {
    // it acknowledges all problems of the lines before it
    if (line.entry.action === 'acknowledge') problems = [];
    problems.push(...replayLine(line, stages));
  }
  if (snapshot.head !== null) problems.push(...compare(snapshot, stages));
  for (const finding of snapshot.problems) {
    if (!isAcknowledged(finding, history)) problems.push(problem(finding.version, finding.message));
  }
  for (const { version, message, line } of findExchanges(snapshot.versions, history))
    problems.push({ version, message, file: line.file, line: line.line });
  return {
    model,
    lines: history.length,
    problems,
    notes: notesOn(snapshot),
    acknowledged: history.flatMap(acknowledgementOf),
  };
}

/** A problem with its place. */
export function tellProblem({ message, file, line }: VerificationProblem): string {
  return file === null ? message : `${formatPlace({ file, line })}: ${message}`;
}

function acknowledgementOf({ entry, file, line }: HistoryLine): Acknowledgement[] {
  if (entry.action !== 'acknowledge') return [];
  const { differed = [], actor, time, reason } = entry;
  return [{ differed, actor, time, reason, file, line }];
}

/**
 * Whether a line acknowledges the finding, by its message. A finding about a stage's holders stays acknowledged only
 * until a line moves one of them.
 */
function isAcknowledged({ message, stage }: Finding, history: readonly HistoryLine[]): boolean {
  const at = history.findLastIndex(({ entry }) => entry.differed?.includes(message) === true);
  if (at === -1 || stage === undefined) return at !== -1;
  const moves = history.slice(at + 1).filter(({ entry }) => !onlyRecords(entry.action));
  return moves.every(({ entry }) => entry.from !== stage && entry.to !== stage);
}

/**
 * Adds what the files at the versions' sources show.
 * @param readings by version
 */
export function addArtifacts(
  verification: Verification,
  { versions }: Pick<Snapshot, 'versions'>,
  readings: ReadonlyMap<string, ArtifactReading>,
): Verification {
  const problems: VerificationProblem[] = [];
  const notes: string[] = [];
  for (const held of versions) {
    const reading = readings.get(held.version);
    if (reading === undefined) continue;
    const { state, message } = judgeArtifact(held, reading);
    // an archived version's files may be gone: a promotion or rollback that needs them is blocked
    const isGone = state === 'missing' && isWithdrawal(held.stage);
    if (isGone || (state === 'unchecked' && !isWithdrawal(held.stage)))
      notes.push(`version ${held.version} in ${held.stage}: ${message}`);
    if (isGone || (state !== 'other' && state !== 'missing')) continue;
    const found = reading.kind === 'read' ? reading.sha256 : null;
    const artifact = { recorded: held.sha256 ?? '', found };
    problems.push({ ...problem(held.version, `${message}, and it is in ${held.stage}`), artifact });
  }
  return {
    ...verification,
    problems: [...verification.problems, ...problems],
    notes: [...verification.notes, ...notes],
  };
}

/** For a model that can't be read, so that the others are still verified. @internal */
export function failVerification(model: string, { code, message, place }: StagegateError): Verification {
  const problem = { version: null, message, file: place?.file ?? null, line: place?.line ?? null };
  return { model, lines: 0, problems: [problem], notes: [], acknowledged: [], unread: code };
}

function replayLine(line: HistoryLine, stages: Stages): VerificationProblem[] {
  const { action, version, from, to, archived } = line.entry;
  if (action === 'attempt') return [];
  if (action === 'acknowledge' || action === 'checkpoint') {
    applyEntry(stages, line.entry);
    return [];
  }
  const moves = [{ version, from }, ...archived.map((replaced) => ({ version: replaced, from: to }))];
  const problems = moves.flatMap((move) => compareMove(line, stages.get(move.version) ?? null, move));
  applyEntry(stages, line.entry);
  return problems;
}

function compareMove(
  { entry: { action }, file, line }: HistoryLine,
  told: string | null,
  { version, from }: { version: string; from: string | null },
): VerificationProblem[] {
  if (from === null ? told === null : (told ?? NONE) === from) return [];
  const does = action === 'confirm' ? 'confirms' : 'moves';
  const message =
    `this line ${does} version ${version} ${does === 'moves' ? 'from' : 'in'} ${from ?? 'nowhere'}, ` +
    `but the lines before have it in ${told ?? NONE}: it was moved without stagegate in between`;
  return [{ version, message, file, line }];
}

function compare(snapshot: Snapshot, stages: Stages): VerificationProblem[] {
  const gone = new Map(snapshot.complete ? stages : []);
  const problems: VerificationProblem[] = [];
  for (const { version, stage } of snapshot.versions) {
    gone.delete(version);
    const told = stages.get(version) ?? NONE;
    if (told !== stage)
      problems.push(problem(version, `version ${version} is in ${stage}, but the history has it in ${told}`));
  }
  for (const [version, told] of gone)
    problems.push(problem(version, `version ${version} is gone, but the history has it in ${told}`));
  return problems;
}

function problem(version: string, message: string): VerificationProblem {
  return { version, message, file: null, line: null };
}

function notesOn({ history, versions }: Snapshot): string[] {
  const staged =
    history.length > 0
      ? [...beginning(history)]
      : versions.filter(({ stage }) => stage !== NONE).map(({ version, stage }) => [version, stage] as const);
  if (staged.length === 0) return [];
  const list = staged.map(([version, stage]) => `${version} in ${stage}`).join(', ');
  return [`before the first history line: ${list}. The history starts from there`];
}
