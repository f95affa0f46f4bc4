import type { ErrorCode, StagegateError } from '../errors.js';
import type { Snapshot } from '../registry/registry.js';
import { NONE } from '../registry/stage.js';
import { findExchanges } from './artifacts.js';
import type { HistoryLine } from './entry.js';
import { applyEntry, beginning, type Stages } from './replay.js';

export interface Verification {
  readonly model: string;
  /** Number of history lines. */
  readonly lines: number;
  /** Where the registry and the history part. */
  readonly problems: readonly VerificationProblem[];
  /** What is taken as given: the stages that were there before the first line. */
  readonly notes: readonly string[];
  /** Set when the model could not be read, and nothing is known of it: why. */
  readonly unread?: ErrorCode | undefined;
}

export interface VerificationProblem {
  /** Null when it is about the whole model. */
  readonly version: string | null;
  readonly message: string;
  /** The history line concerned, or null when it is about the registry as it is now. */
  readonly file: string | null;
  readonly line: number | null;
}

/** Replays a model's history (its chain has been checked when it was read) and compares it with the registry. @internal */
export function verifyModel(snapshot: Snapshot): Verification {
  const { model, history } = snapshot;
  const stages = beginning(history);
  const problems = history.flatMap((line) => replayLine(line, stages));
  if (snapshot.head !== null) problems.push(...compare(snapshot, stages));
  problems.push(...snapshot.problems.map(({ version, message }) => problem(version, message)));
  for (const held of snapshot.versions) {
    for (const { message, line } of findExchanges(held, history)) {
      problems.push({ version: held.version, message, file: line.file, line: line.line });
    }
  }
  return { model, lines: history.length, problems, notes: notesOn(snapshot) };
}

/** Of a model that could not be read: one bad model keeps back nothing about the others. @internal */
export function failVerification(model: string, { code, message, place }: StagegateError): Verification {
  const problem = { version: null, message, file: place?.file ?? null, line: place?.line ?? null };
  return { model, lines: 0, problems: [problem], notes: [], unread: code };
}

function replayLine(line: HistoryLine, stages: Stages): VerificationProblem[] {
  const { version, from, to, archived } = line.entry;
  const moves = [{ version, from }, ...archived.map((replaced) => ({ version: replaced, from: to }))];
  const problems = moves.flatMap((move) => compareMove(line, stages.get(move.version) ?? null, move));
  applyEntry(stages, line.entry);
  return problems;
}

function compareMove(
  { file, line }: HistoryLine,
  told: string | null,
  { version, from }: { version: string; from: string | null },
): VerificationProblem[] {
  if (from === null ? told === null : (told ?? NONE) === from) return [];
  const message =
    `this line moves version ${version} from ${from ?? 'nowhere'}, ` +
    `but by the lines before it was in ${told ?? NONE}: it was moved past stagegate in between`;
  return [{ version, message, file, line }];
}

function compare(snapshot: Snapshot, stages: Stages): VerificationProblem[] {
  const held = new Map(snapshot.versions.map(({ version, stage }) => [version, stage]));
  const problems: VerificationProblem[] = [];
  for (const [version, stage] of held) {
    const told = stages.get(version) ?? NONE;
    if (told !== stage)
      problems.push(problem(version, `version ${version} is in ${stage}, but the history has it in ${told}`));
  }
  for (const [version, told] of snapshot.complete ? stages : []) {
    if (!held.has(version))
      problems.push(problem(version, `version ${version} is gone, but the history has it in ${told}`));
  }
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
  return [`before the first history line there was: ${list}. That is taken as the beginning`];
}
