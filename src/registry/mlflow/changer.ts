import { StagegateError } from '../../errors.js';
import { readLine, sealEntry } from '../../history/chain.js';
import type { HistoryEntry } from '../../history/entry.js';
import type { Plan } from '../registry.js';
import {
  archiveRest,
  keepLine,
  moveStages,
  pointAliases,
  recordLine,
  type Hands,
  type Pointing,
} from './carry-out.js';
import type { Announcement } from './ledger.js';
import type { ModelReader, Reading } from './reading.js';
import { ServerFailure, type ServerVersion } from './server.js';
import { hasHistory, HISTORY_MARK } from './tags.js';
import {
  announce,
  awaitTurn,
  mayBegin,
  mayGoOn,
  waitForOthers,
  withdraw,
  type OwnAnnouncement,
  type Pace,
  type TurnOptions,
} from './turn.js';

export interface ChangerOptions extends Hands {
  readonly reader: ModelReader;
  readonly pace: Pace;
}

/** Changes models when it is this run's turn, and finishes what runs that died left half done. */
export class ModelChanger {
  /** When announcements of others were first seen, also over several attempts. */
  private readonly seen = new Map<string, number>();

  constructor(private readonly options: ChangerOptions) {}

  /**
   * @param basis what the plan was decided on
   * @returns notices for people
   * @throws StagegateError `conflict` when the model is no longer as it was, `unavailable` when the server fails
   */
  async change(plan: Plan, basis: Reading): Promise<readonly string[]> {
    const { pace, placement } = this.options;
    if (!placement.usesStages && !plan.exclusive && plan.entry.action === 'promote') throw needsStages(plan);
    const text = sealEntry(plan.entry);
    const line = readLine(text, { file: 'announced', line: null, restore: '' });
    await waitForOthers(basis, this.turnOn(basis));
    const intent = { run: nameRun(plan.entry.time, pace), anchor: anchorOf(basis, plan.entry), text, line };
    const { own, found } = await this.takeTurn(intent, basis);
    return this.carryOut(plan, own, { found, pointing: basis.model?.aliases ?? null });
  }

  /**
   * Waits for a run that has changed the model and not recorded it, and finishes its work if it died.
   * @returns undefined when there is none, else what was finished, or null when that run did so itself
   */
  async finish(basis: Reading): Promise<{ readonly finished: HistoryEntry | null } | undefined> {
    const { reader } = this.options;
    if (!basis.ledger.announced.some(({ line }) => reader.isInEffect(line.entry, basis))) return undefined;
    let finished: HistoryEntry | null = null;
    const turn = this.turnOn(basis);
    try {
      await waitForOthers(basis, {
        ...turn,
        settleDead: async (dead, found) => {
          if (await this.settleDead(dead, found)) finished = dead.line.entry;
        },
      });
    } catch (error) {
      if (!(error instanceof StagegateError && error.code === 'conflict')) throw error;
    }
    return { finished };
  }

  private turnOn(basis: Reading): TurnOptions {
    const { server, pace, reader } = this.options;
    // a search finds the tags of versions with a first line only; where that is gone or never was, all are listed
    const held = [...basis.versions.values()];
    const whole = !held.some(isMarked) || held.some((each) => !isMarked(each) && hasHistory(each.tags));
    return {
      server,
      pace,
      seen: this.seen,
      look: () => reader.look(basis.name, whole),
      settleDead: async (dead, found) => {
        await this.settleDead(dead, found);
      },
    };
  }

  private async takeTurn(intent: Announcement, basis: Reading): Promise<Turn> {
    const turn = this.turnOn(basis);
    try {
      const own = await announce(intent, turn);
      return { own, found: await awaitTurn(own, basis, turn) };
    } catch (error) {
      await this.takeBack(intent);
      throw error;
    }
  }

  /** With nobody else at it: the stages, the aliases, the record. */
  private async carryOut(
    plan: Plan,
    own: OwnAnnouncement,
    { found, pointing }: { found: Reading } & Pointing,
  ): Promise<readonly string[]> {
    const { pace, placement } = this.options;
    const repeat = { mayRepeat: () => mayBegin(own, pace) };
    const progress = { begun: false };
    let kept: readonly string[] = [];
    const point = async () => {
      this.requireTime(own);
      kept = await pointAliases(plan.entry, this.options, { ...repeat, pointing });
    };
    const first = placement.usesStages
      ? () => moveStages(plan, this.options, { ...repeat, progress })
      : point;
    try {
      await first();
    } catch (error) {
      if (!(error instanceof ServerFailure)) throw error;
      if (progress.begun) throw halfDone(plan.entry, error);
      if (error.definite) {
        await this.takeBack(own);
        throw error;
      }
      if (!(await this.isMoved(plan))) throw unsure(plan, error);
    }
    try {
      if (placement.usesStages) await point();
      this.requireTime(own);
      await recordLine(own, found.versions.get(plan.entry.version), this.options.server);
    } catch (error) {
      throw error instanceof ServerFailure ? halfDone(plan.entry, error) : error;
    }
    return kept.map(
      (alias) =>
        `the alias ${alias} still points at a version that is no longer there: removing it takes the permission MANAGE`,
    );
  }

  /** @throws StagegateError `unavailable` when others may have taken this run for dead by now */
  private requireTime(own: OwnAnnouncement): void {
    if (mayGoOn(own, this.options.pace)) return;
    const { version, to } = own.line.entry;
    throw new StagegateError(
      'unavailable',
      `${this.options.server.label} took too long to move version ${version} to ${to}: its alias and history line are left to the next run`,
      { hint: runAgain(own.line.entry) },
    );
  }

  /** As far as the server tells: not, where it still does not answer. */
  private async isMoved({ model, transitions }: Plan): Promise<boolean> {
    const { server, placement } = this.options;
    const isIn = async (version: string, stage: string) => {
      const held = await server.version({ name: model, version });
      return held !== null && placement.stageOf(held, held.aliases ?? [], stage) === stage;
    };
    try {
      const moved = await Promise.all(transitions.map(({ version, to }) => isIn(version, to)));
      return !moved.includes(false);
    } catch (error) {
      if (error instanceof ServerFailure) return false;
      throw error;
    }
  }

  private async takeBack(own: Announcement): Promise<void> {
    try {
      await withdraw(own, this.options.server);
    } catch (error) {
      // others take it for dead after a while; why it is taken back matters more than that
      if (!(error instanceof ServerFailure)) throw error;
    }
  }

  /** @returns whether it was finished, and not taken away */
  private async settleDead(dead: Announcement, found: Reading): Promise<boolean> {
    const { server, reader } = this.options;
    const { entry } = dead.line;
    const now = await reader.lookClosely(found, [entry.version, ...entry.archived]);
    const follows = found.ledger.announced.includes(dead);
    if (follows && reader.isInEffect(entry, now)) {
      await this.finishDead(dead, found);
      return true;
    }
    const left = (version: string) => {
      const held = now.versions.get(version);
      return held === undefined || reader.stageOf(held, now) !== entry.to;
    };
    const gone = !now.versions.has(entry.version);
    if (follows && gone && entry.archived.length > 0 && entry.archived.every(left))
      await keepLine(dead, server);
    await withdraw(dead, server);
    return false;
  }

  /** In a turn of its own: whoever else has found it is finishing it as well. */
  private async finishDead(dead: Announcement, basis: Reading): Promise<void> {
    const { server, pace, reader } = this.options;
    const { entry } = dead.line;
    const { own, found } = await this.takeTurn({ ...dead, run: nameRun(entry.time, pace) }, basis);
    const now = await reader.lookClosely(found, [entry.version, ...entry.archived]);
    if (reader.isInEffect(entry, now)) {
      await archiveRest(entry, { ...this.options, found: now });
      await pointAliases(entry, this.options, { mayRepeat: () => mayBegin(own, pace), pointing: null });
      this.requireTime(own);
      await recordLine(dead, now.versions.get(entry.version), server);
    }
    await this.takeBack(own);
  }
}

interface Turn {
  readonly own: OwnAnnouncement;
  /** The look by which it was our turn. */
  readonly found: Reading;
}

/** Its order is that of the decisions, and chance where two are made in the same millisecond. */
function nameRun(time: string, pace: Pace): string {
  const chance = Math.floor(pace.random() * 2 ** 32).toString(16);
  return `${time.replaceAll(/[^\dTZ]/g, '')}-${chance.padStart(8, '0')}`;
}

/** The version whose tag announces: that of the last line, so that a copy of the next one outlives its version. */
function anchorOf({ ledger, versions }: Reading, { version }: HistoryEntry): string {
  const marked = [...versions.values()].filter(isMarked).map((held) => held.version);
  const last = ledger.lines.findLast(({ entry }) => marked.includes(entry.version));
  return last?.entry.version ?? marked.at(-1) ?? version;
}

function isMarked({ tags }: ServerVersion): boolean {
  return tags[HISTORY_MARK] !== undefined;
}

function needsStages({ entry: { to } }: Plan): StagegateError {
  return new StagegateError('policy', `${to} is kept as an alias, which holds one version at a time`, {
    hint: 'archive-existing: false needs a server with stages (mode: auto or stages).',
  });
}

function unsure({ entry }: Plan, failure: ServerFailure): StagegateError {
  const { version, to } = entry;
  return leftOpen(
    entry,
    failure,
    `${failure.message}; version ${version} is not in ${to} as far as can be seen`,
  );
}

function halfDone(entry: HistoryEntry, failure: ServerFailure): StagegateError {
  const { version, to } = entry;
  const what = `version ${version} is in ${to}, but what goes with it could not be written`;
  return leftOpen(entry, failure, `${what}: ${failure.message}`);
}

function leftOpen(entry: HistoryEntry, cause: ServerFailure, message: string): StagegateError {
  const hint = `${cause.hint ?? ''} ${runAgain(entry)}`.trim();
  return new StagegateError('unavailable', message, { hint, cause });
}

/** A rollback without a version goes back by one more when all but its answer has arrived. */
function runAgain({ action, version }: HistoryEntry): string {
  const by = action === 'rollback' ? ` with version ${version}` : '';
  return `Run it again${by}: it finishes what was begun.`;
}
