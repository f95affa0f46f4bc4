import type { GateResult } from '../model/gate-result.js';
import type {
  Artifact,
  Attempted,
  HistoryEntry,
  PastAttempt,
  Promoted,
  RecordedNumber,
  TakenOut,
} from '../model/history-entry.js';
import { findStage, isWithdrawal, NONE } from '../model/stage.js';
import { compareVersions } from '../model/version.js';
import { applyEntry, movesByHand, respellEntry, type Stages } from './replay.js';

/** A version's time in a stage. */
export interface Stay {
  /** Number of the model's line that last moved it there, from 1; 0 if it was there before the first line. */
  came: number;
  /** Number of the model's line that moved it away; null while it is in the stage. */
  left: number | null;
  /** By metric: the numbers of the last line that judged it for the stage. */
  judged: ReadonlyMap<string, RecordedNumber> | null;
  /** The last line that promoted it to the stage. */
  promoted: Promoted | null;
  /** When it was confirmed in use. A new promotion clears this, a rollback to it doesn't. */
  confirmed: string | null;
  /** Lines before the checkpoint have numbers or a promotion that the checkpoint leaves out. */
  more: boolean;
}

/**
 * A model's state, built up line by line: everything that a promotion needs to know from the history. It can start from
 * a checkpoint instead of the first line (checkpoint.ts), with the same result.
 */
export class ModelState {
  /** Lines so far, without checkpoints. */
  lines = 0;
  readonly stages: Stages = new Map();
  /** By version: since when it has been in its stage. */
  readonly since = new Map<string, string>();
  /** The time of the first acknowledgement: since then, versions without a line are known to be in `None`. */
  acknowledged: string | null = null;
  /** By stage: every version that ever held it, in the order in which they first came. */
  readonly held = new Map<string, Map<string, Stay>>();
  /** By stage and version: the line that took it out, unless it has come back. */
  readonly out = new Map<string, Map<string, TakenOut>>();
  /** By stage: the attempts to take it, where the policy counts them. */
  readonly attempts = new Map<string, PastAttempt[]>();
  /** By stage: the champions of attempts that the checkpoint leaves out. */
  readonly attemptsAgainst = new Map<string, Set<string>>();
  /** By version: its files as first recorded. */
  readonly artifacts = new Map<string, Artifact>();
  /** Time and version of the last line. */
  last: Pick<HistoryEntry, 'time' | 'version'> | null = null;
  /** Each stage as it was spelled first. Stages match in any case. */
  private readonly names: string[] = [];

  /** Adds the next line. */
  add(entry: HistoryEntry): void {
    const told = this.spell(entry);
    const { action, version, to, archived, time } = told;
    this.last = { time, version };
    for (const [held, artifact] of Object.entries(told.artifacts ?? {}))
      if (!this.artifacts.has(held)) this.artifacts.set(held, artifact);
    if (action !== 'acknowledge' && this.lines === 0) this.begin(told.beginning ?? {});
    this.lines += 1;
    if (told.attempt !== undefined) this.try(version, told.attempt);
    if (action === 'attempt') return;
    const isAll = action === 'acknowledge';
    const before: Stages = new Map(isAll ? this.stages : []);
    if (!isAll)
      for (const each of [version, ...archived]) {
        const stage = this.stages.get(each);
        if (stage !== undefined) before.set(each, stage);
      }
    const isHeld = (held: string, stage: string) => this.held.get(stage)?.has(held) === true;
    const moves = isAll ? movesByHand(told, before, isHeld) : [told];
    applyEntry(this.stages, told);
    for (const move of action === 'confirm' ? [] : moves) {
      if (move.action === 'promote' && move.from !== move.to) this.forget(move.version, move.to);
      this.bring(move.version, move.to);
      if (move.action === 'rollback') for (const other of move.archived) this.takeOut(other, move.to, entry);
      if (move.action === 'archive' && move.from !== null) this.takeOut(move.version, move.from, entry);
    }
    const touched = isAll ? [...before.keys(), ...this.stages.keys(), ...this.since.keys()] : archived;
    for (const each of new Set([version, ...touched])) this.note(each, before.get(each), told);
    if (isAll) this.acknowledged ??= time;
    const stay = isAll ? undefined : this.held.get(to)?.get(version);
    if (stay === undefined) return;
    if (action === 'confirm') {
      stay.confirmed = time;
      return;
    }
    const judged = numbersOf(told.gates);
    if (judged.size > 0) stay.judged = judged;
    if (action === 'promote') stay.promoted = told;
  }

  /** Remembers how a stage is spelled, unless it is known already. */
  learn(stage: string): void {
    if (findStage(stage, this.names) === undefined) this.names.push(stage);
  }

  /** The versions in a stage, in the order in which they last came. */
  inStage(stage: string): [version: string, stay: Stay][] {
    return this.staysIn(stage).filter(([version]) => this.stages.get(version) === stage);
  }

  /** Every version that ever held the stage, in the order in which they last came. */
  staysIn(stage: string): [version: string, stay: Stay][] {
    return [...(this.held.get(stage) ?? [])].sort(
      ([a, one], [b, other]) => one.came - other.came || compareVersions(a, b),
    );
  }

  private spell(entry: HistoryEntry): HistoryEntry {
    const { action, from, to, beginning, attempt } = entry;
    // only stages that a checkpoint keeps: a state loaded from it must know the same spellings
    const moved = action === 'acknowledge' || action === 'attempt' ? [] : [to];
    const left = action === 'archive' && from !== null ? [from] : [];
    const tried = attempt === undefined ? [] : [attempt.stage];
    for (const stage of [...Object.values(beginning ?? {}), ...left, ...moved, ...tried]) this.learn(stage);
    return respellEntry(entry, this.names);
  }

  private try(version: string, { stage, ...attempt }: Attempted): void {
    const known = this.attempts.get(stage) ?? [];
    known.push({ version, ...attempt });
    this.attempts.set(stage, known);
  }

  private begin(stages: Readonly<Record<string, string>>): void {
    for (const version of Object.keys(stages).sort(compareVersions)) {
      const stage = stages[version] ?? NONE;
      this.stages.set(version, stage);
      this.bring(version, stage);
    }
  }

  private bring(version: string, stage: string): void {
    if (isWithdrawal(stage)) return;
    const known = this.held.get(stage) ?? new Map<string, Stay>();
    this.held.set(stage, known);
    const stay = known.get(version) ?? { judged: null, promoted: null, confirmed: null, more: false };
    known.set(version, Object.assign(stay, { came: this.lines, left: null }));
    this.out.get(stage)?.delete(version);
  }

  /** A new promotion has to be confirmed again. */
  private forget(version: string, stage: string): void {
    const stay = this.held.get(stage)?.get(version);
    if (stay !== undefined) stay.confirmed = null;
  }

  private takeOut(version: string, stage: string, by: TakenOut): void {
    if (isWithdrawal(stage)) return;
    const known = this.out.get(stage) ?? new Map<string, TakenOut>();
    this.out.set(stage, known.set(version, by));
  }

  /** Records since when a version has been in its stage, and that it left the one before. */
  private note(version: string, before: string | undefined, entry: HistoryEntry): void {
    const now = this.stages.get(version);
    const stay = before === undefined || before === now ? undefined : this.held.get(before)?.get(version);
    if (stay !== undefined) stay.left = this.lines;
    const since = this.since.get(version) ?? this.acknowledged;
    // a line whose `from` is another stage moved the version, even if the earlier lines have it in this stage
    const told = entry.action === 'acknowledge' || (version === entry.version && entry.from === entry.to);
    const stayed = told && (before ?? NONE) === (now ?? NONE) && since !== null;
    this.since.set(version, stayed ? since : entry.time);
  }
}

/** The numbers that a line's gates judged. */
export function numbersOf(gates: readonly GateResult[]): Map<string, RecordedNumber> {
  const numbers = new Map<string, RecordedNumber>();
  for (const { gate, metric, check, observed, uncertainty } of gates) {
    // a min-samples result has a count in `observed`, where the others have the metric
    if (gate !== 'metric' || metric === null || check === 'min-samples') continue;
    if (typeof observed !== 'number') continue;
    const known = numbers.get(metric)?.uncertainty;
    numbers.set(metric, { value: observed, uncertainty: uncertainty ?? known ?? {} });
  }
  return numbers;
}
