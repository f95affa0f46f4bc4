import { ARCHIVED, findStage, isWithdrawal, NONE } from '../model/stage.js';
import { compareVersions } from '../model/version.js';
import type { HistoryEntry, HistoryLine, Past } from '../model/history-entry.js';
import type { ModelVersion, Snapshot } from '../model/registry.js';

/** Version to stage; a version that is missing is in `None`, or unknown. */
export type Stages = Map<string, string>;

/**
 * A history that was read from its last checkpoint on can't answer everything. Code that needs all lines calls this, so
 * that a history that was only read in part is never taken for a short one.
 */
export function requireWhole(history: readonly HistoryLine[]): void {
  if (history[0]?.entry.action === 'checkpoint')
    throw new TypeError('this needs the whole history, but only its last segment was read');
}

/** The stages before the first line. */
export function beginning(history: readonly HistoryLine[]): Stages {
  const first = history.find(({ entry }) => entry.beginning !== undefined && entry.action !== 'acknowledge');
  return new Map(Object.entries(first?.entry.beginning ?? {}));
}

/** Applies one line to the stages. */
export function applyEntry(stages: Stages, entry: HistoryEntry): void {
  if (entry.action === 'attempt') return;
  if (entry.action === 'acknowledge' || entry.action === 'checkpoint') {
    stages.clear();
    for (const [version, stage] of Object.entries(entry.beginning ?? {})) stages.set(version, stage);
    return;
  }
  if (entry.action === 'unregister') {
    stages.delete(entry.version);
    return;
  }
  for (const version of entry.archived) stages.set(version, ARCHIVED);
  stages.set(entry.version, entry.to);
}

/** The stages after the whole history, or after its lines up to a time. */
export function stagesAfter(history: readonly HistoryLine[], until?: Date): Stages {
  if (until !== undefined) requireWhole(history);
  const stages = beginning(history);
  for (const { entry } of history) {
    if (until !== undefined && new Date(entry.time).getTime() > until.getTime()) continue;
    applyEntry(stages, entry);
  }
  return stages;
}

/**
 * The moves of all lines; confirmations and attempts move nothing. An acknowledgement counts as the lines that would
 * have made the same moves.
 */
export function movesOf(history: readonly HistoryLine[]): Move[] {
  requireWhole(history);
  const stages = beginning(history);
  const held = new Set([...stages].map(([version, stage]) => `${version} ${stage}`));
  const moves: Move[] = [];
  for (const { entry } of history) {
    if (entry.action === 'confirm' || entry.action === 'attempt') continue;
    const own =
      entry.action === 'acknowledge'
        ? movesByHand(entry, stages, (version, stage) => held.has(`${version} ${stage}`))
        : [{ ...entry, by: entry }];
    for (const { version, to } of own) held.add(`${version} ${to}`);
    moves.push(...own);
    applyEntry(stages, entry);
  }
  return moves;
}

/** A line with its stages in the spelling of the current policy: stages match in any case. */
export function respell(line: HistoryLine, stages: readonly string[]): HistoryLine {
  return { ...line, entry: respellEntry(line.entry, stages) };
}

/** An entry with its stages in the given spelling. */
export function respellEntry(entry: HistoryEntry, stages: readonly string[]): HistoryEntry {
  const spell = (stage: string) => findStage(stage, stages) ?? stage;
  const { from, to, beginning: began, past, attempt } = entry;
  return {
    ...entry,
    from: from === null ? null : spell(from),
    to: spell(to),
    ...(began === undefined ? {} : { beginning: spellValues(began, spell) }),
    ...(attempt === undefined ? {} : { attempt: { ...attempt, stage: spell(attempt.stage) } }),
    ...(past === undefined ? {} : { past: respellPast(past, spell) }),
  };
}

function spellValues(
  stages: Readonly<Record<string, string>>,
  spell: (stage: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(stages).map(([version, stage]) => [version, spell(stage)]));
}

function respellPast(past: Past, spell: (stage: string) => string): Past {
  const stages = Object.entries(past.stages).map(([stage, { out, ...rest }]) => {
    const taken = Object.entries(out).map(([version, by]) => [version, { ...by, to: spell(by.to) }] as const);
    return [spell(stage), { ...rest, out: Object.fromEntries(taken) }] as const;
  });
  return { ...past, stages: Object.fromEntries(stages) };
}

/** A move, and the line that records it. */
export type Move = Pick<HistoryEntry, 'action' | 'version' | 'from' | 'to' | 'archived'> & {
  readonly by: HistoryEntry;
};

/**
 * The moves by hand that a line acknowledges, as the lines that would have made them. If a version came to a stage for
 * the first time, it replaced those that left: a promotion. If only earlier holders came back, it was a rollback. If
 * none came, those that left were withdrawn.
 * @param told the stages by the lines before
 * @param held whether a version ever held a stage, by the lines before
 */
export function movesByHand(
  by: HistoryEntry,
  told: ReadonlyMap<string, string>,
  held: (version: string, stage: string) => boolean,
): Move[] {
  const now = new Map(Object.entries(by.beginning ?? {}));
  const was = (version: string) => told.get(version) ?? NONE;
  const is = (version: string) => now.get(version) ?? NONE;
  const moved = [...new Set([...told.keys(), ...now.keys()])]
    .filter((version) => was(version) !== is(version))
    .sort(compareVersions);
  const stages = [...new Set(moved.flatMap((version) => [was(version), is(version)]))];
  return stages.flatMap((stage) => {
    if (isWithdrawal(stage)) return [];
    const left = moved.filter((version) => was(version) === stage);
    const came = moved.filter((version) => is(version) === stage);
    const action = came.every((version) => held(version, stage)) ? 'rollback' : 'promote';
    if (came.length === 0)
      return left.map((version) => {
        const move = { version, from: stage, to: is(version), archived: [] };
        return { action: 'archive', ...move, by } as const;
      });
    return came.map((version, at): Move => {
      const archived = at === came.length - 1 ? left : [];
      return { action, version, from: was(version), to: stage, archived, by };
    });
  });
}

/**
 * A model as it stood before each line of its history. It only moves forward, so that a long history is replayed once.
 */
export class Timeline {
  /** With stages as the policy spells them. */
  readonly lines: readonly HistoryLine[];
  private readonly before: HistoryLine[] = [];
  private readonly stages: Stages;

  /**
   * @param now the model today, with its whole history
   * @param stages the policy's
   */
  constructor(
    private readonly now: Snapshot,
    stages: readonly string[],
  ) {
    requireWhole(now.history);
    this.lines = now.history.map((line) => respell(line, stages));
    this.stages = beginning(this.lines);
  }

  /**
   * How many lines there are up to the last one from this time or earlier. Clocks differ, so later times may precede
   * it.
   */
  countUntil(time: Date): number {
    return this.lines.findLastIndex(({ entry }) => Date.parse(entry.time) <= time.getTime()) + 1;
  }

  /**
   * The model after its first `count` lines. A version has the files, tags and metrics that the registry has for it
   * now. The snapshot is valid until the next call.
   * @throws TypeError when `count` is lower than in the last call
   */
  after(count: number): Snapshot {
    if (count < this.before.length) throw new TypeError('a timeline only moves forward');
    for (const line of this.lines.slice(this.before.length, count)) {
      this.before.push(line);
      applyEntry(this.stages, line.entry);
    }
    const known = new Map(this.now.versions.map((held) => [held.version, held]));
    const named = [...this.stages.keys()].map((version) => known.get(version) ?? bare(version));
    // versions without a line of their own are in None
    const others = this.now.versions.filter(({ version }) => !this.stages.has(version));
    return {
      ...this.now,
      complete: true,
      versions: [...named, ...others]
        .map((held) => ({ ...held, stage: this.stages.get(held.version) ?? NONE }))
        .sort((a, b) => compareVersions(a.version, b.version)),
      aliases: {},
      history: this.before,
      head: this.before.at(-1)?.sha256 ?? null,
      problems: [],
    };
  }
}

/** A version that the registry no longer has. */
export function bare(version: string): ModelVersion {
  return { version, stage: NONE, source: null, sha256: null, registeredAt: null, metrics: {}, tags: {} };
}
