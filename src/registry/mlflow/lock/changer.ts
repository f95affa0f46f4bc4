import { StagegateError } from '../../../errors.js';
import { readLine, sealEntry } from '../../../history/chain.js';
import type { HistoryEntry } from '../../../model/history-entry.js';
import type { Plan } from '../../../model/registry.js';
import {
  archiveRest,
  deleteUnused,
  keeperOf,
  keepLine,
  moveStages,
  pointAliases,
  recordLine,
  restoreMarks,
  type Writers,
  type Progress,
} from './execute.js';
import type { Announcement } from '../history/journal.js';
import type { ModelReader, Reading } from '../history/reading.js';
import { ServerFailure, type ModelServer } from '../api/server.js';
import { isMarked } from '../history/tags.js';
import {
  announce,
  acquireLock,
  tellIntent,
  mayGoOn,
  waitForOthers,
  withdraw,
  type OwnAnnouncement,
  type Pace,
  type LockOptions,
} from './lock.js';
import { guardWrites, type Writer } from './writer.js';

export interface ChangerOptions extends Writers {
  readonly server: ModelServer;
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
    const { pace, storage } = this.options;
    if (!storage.usesStages && !plan.exclusive && plan.entry.action === 'promote') throw needsStages(plan);
    if (plan.entry.action === 'unregister' && basis.versions.size < 2)
      throw isOnly(plan.entry, this.options.server);
    const text = sealEntry(plan.entry);
    const line = readLine(text, { file: 'announced', line: null, restore: '' });
    await waitForOthers(basis, this.lockOn(basis));
    const intent = { run: nameRun(plan.entry.time, pace), anchor: anchorOf(basis, plan.entry), text, line };
    return this.carryOut(plan, await this.acquire(intent, basis), basis);
  }

  /**
   * Waits for a run that has changed the model and not recorded it, and finishes its work if it died.
   * @returns undefined when there is none, else what was finished, or null when that run did so itself
   */
  async finish(basis: Reading): Promise<{ readonly finished: HistoryEntry | null } | undefined> {
    const { reader } = this.options;
    if (!basis.journal.announced.some(({ line }) => reader.isInEffect(line.entry, basis))) return undefined;
    let finished: HistoryEntry | null = null;
    const turn = this.lockOn(basis);
    try {
      await waitForOthers(basis, {
        ...turn,
        recoverCrashed: async (dead, found) => {
          if (await this.recoverCrashed(dead, found)) finished = dead.line.entry;
        },
      });
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
    return { finished };
  }

  private lockOn(basis: Reading): LockOptions {
    const { server, pace, reader } = this.options;
    // before the first line there is no tag yet to search by
    const unmarked = ![...basis.versions.values()].some(isMarked);
    return {
      server,
      pace,
      seen: this.seen,
      look: (whole = false) => reader.look(basis.name, whole || unmarked),
      recoverCrashed: async (dead, found) => {
        await this.recoverCrashed(dead, found);
      },
    };
  }

  private async acquire(intent: Announcement, basis: Reading): Promise<HeldLock> {
    const turn = this.lockOn(basis);
    const own = { ...intent, since: turn.pace.now() };
    this.seen.set(own.run, own.since);
    const writer = this.writeUntil(own);
    try {
      await announce(own, turn.server);
      return { own, found: await acquireLock(own, basis, turn), writer };
    } catch (error) {
      await this.takeBack(own, writer);
      throw error;
    }
  }

  /** For writes that are decided on what was seen at a moment: none is sent once others may have gone on. */
  private writeUntil(own: OwnAnnouncement): Writer {
    const { server, pace } = this.options;
    return guardWrites(server, {
      mayWrite: () => mayGoOn(own, pace),
      refuse: () => tookTooLong(own.line.entry, server),
    });
  }

  /** With nobody else at it: the stages, the aliases, the record. */
  private async carryOut(
    plan: Plan,
    { own, found, writer }: HeldLock,
    basis: Reading,
  ): Promise<readonly string[]> {
    const { usesStages } = this.options.storage;
    const writers = { ...this.options, server: writer };
    const pointing = (usesStages ? basis : found).model?.aliases ?? null;
    const aliases = usesStages ? new Map<string, string[]>() : groupByVersion(pointing ?? {});
    const progress: Progress = { begun: false, aliases, pointing };
    const { action, version } = plan.entry;
    const keeper = keeperOf(own, basis.versions);
    const movesNothing = action === 'acknowledge' || action === 'unregister';
    const point = () => (movesNothing ? Promise.resolve([]) : pointAliases(plan.entry, writers, progress));
    const begin = async () => {
      if (action === 'unregister') {
        const known = found.versions.get(version) ?? basis.versions.get(version) ?? { tags: {} };
        await deleteUnused(own, { keeper, known }, writers);
        progress.begun = true;
      }
      if (movesNothing || !usesStages) return point();
      await moveStages(plan, writers, progress);
      return null;
    };
    try {
      const kept = (await this.begin(plan, own, { begin, progress, writer })) ?? (await point());
      await restoreMarks(found, [version, keeper], writer);
      await recordLine(own, keeper, { found, server: writer });
      return kept.map(
        (alias) =>
          `the alias ${alias} still points at a version that is no longer there: removing it takes the permission MANAGE`,
      );
    } catch (error) {
      if (error instanceof ServerFailure && progress.begun) throw halfDone(plan.entry, error);
      if (action === 'acknowledge') await this.takeBack(own, writer);
      throw error;
    }
  }

  /**
   * The part of a change by which it is in effect.
   * @returns what `begin` does; null where its answer was lost
   */
  private async begin<T>(
    plan: Plan,
    own: OwnAnnouncement,
    { begin, progress, writer }: { begin: () => Promise<T>; progress: Progress; writer: Writer },
  ): Promise<T | null> {
    try {
      return await begin();
    } catch (error) {
      if (progress.begun) throw error;
      const isOpen = error instanceof ServerFailure && !error.definite;
      if (!isOpen) {
        if (error instanceof ServerFailure || isConflict(error)) await this.takeBack(own, writer);
        throw error;
      }
      if (!(await this.isMoved(plan))) throw unsure(plan, error);
      progress.begun = true;
      return null;
    }
  }

  /** As far as the server tells: not, where it still does not answer. */
  private async isMoved({ model, transitions, entry }: Plan): Promise<boolean> {
    const { server, storage } = this.options;
    const isIn = async (version: string, stage: string) => {
      const held = await server.version({ name: model, version });
      return held !== null && storage.stageOf(held, held.aliases ?? [], stage) === stage;
    };
    try {
      if (entry.action === 'unregister')
        return (await server.version({ name: model, version: entry.version })) === null;
      const moved = await Promise.all(transitions.map(({ version, to }) => isIn(version, to)));
      return !moved.includes(false);
    } catch (error) {
      if (error instanceof ServerFailure) return false;
      throw error;
    }
  }

  private async takeBack(own: OwnAnnouncement, writer: Writer): Promise<void> {
    try {
      await withdraw(own, writer);
    } catch (error) {
      // others take it for dead after a while; why it is taken back matters more than that
      if (!(error instanceof StagegateError && error.code === 'unavailable')) throw error;
    }
  }

  /**
   * Of a run that died: finishes what it began, clears what it did not, and keeps the line of a version that was
   * deleted since, unless it is certain that the line never came true.
   * @returns whether it was finished
   */
  private async recoverCrashed(dead: Announcement, found: Reading): Promise<boolean> {
    const { reader, pace } = this.options;
    const writer = this.writeUntil({ ...dead, since: pace.now() });
    const { entry } = dead.line;
    const now = await reader.lookClosely(found, [entry.version, ...entry.archived]);
    const follows = found.journal.announced.includes(dead);
    if (follows && reader.isInEffect(entry, now, true)) {
      await this.finishDead(dead, found);
      return true;
    }
    const left = (version: string) => {
      const held = now.versions.get(version);
      return held === undefined || reader.stageOf(held, now) !== entry.to;
    };
    // nobody goes past an open announcement: one that others have gone past was recorded
    const mayBeTrue = !follows || entry.archived.every(left);
    if (!now.versions.has(entry.version) && mayBeTrue) await keepLine(dead, writer);
    await withdraw(dead, writer);
    return false;
  }

  /** In a turn of its own: whoever else has found it is finishing it as well. */
  private async finishDead(dead: Announcement, basis: Reading): Promise<void> {
    const { pace, reader } = this.options;
    const { entry } = dead.line;
    const intent = { ...dead, run: nameRun(entry.time, pace) };
    const { own, found, writer } = await this.acquire(intent, basis);
    const now = await reader.lookClosely(found, [entry.version, ...entry.archived]);
    if (reader.isInEffect(entry, now, true)) {
      const writers = { ...this.options, server: writer };
      const told = [...now.versions.values()].map((held) => [held.version, held.aliases ?? []] as const);
      if (entry.action !== 'unregister') {
        await archiveRest(entry, { ...writers, found: now });
        await pointAliases(entry, writers, { begun: true, aliases: new Map(told), pointing: null });
      }
      const keeper = keeperOf(dead, found.versions);
      const versions = new Map([...found.versions, ...now.versions]);
      await recordLine(dead, keeper, { found: { versions }, server: writer });
    }
    await this.takeBack(own, writer);
  }
}

interface HeldLock {
  readonly own: OwnAnnouncement;
  /** The look by which it was our turn. */
  readonly found: Reading;
  /** Writes as long as the turn lasts. */
  readonly writer: Writer;
}

/** Its order is that of the decisions, and chance where two are made in the same millisecond. */
function nameRun(time: string, pace: Pace): string {
  const chance = Math.floor(pace.random() * 2 ** 32).toString(16);
  return `${time.replaceAll(/[^\dTZ]/g, '')}-${chance.padStart(8, '0')}`;
}

/**
 * The version whose tag announces: that of the last line, and never the one that is moved where there is another, so
 * that either version's deletion leaves the line, or its copy. All runs search by the same tag: where any version has
 * it, the announcement is on one of those.
 */
function anchorOf({ journal, versions }: Reading, { version }: HistoryEntry): string {
  const marked = [...versions.values()].filter(isMarked);
  const others = (marked.length > 0 ? marked : [...versions.values()])
    .map((held) => held.version)
    .filter((other) => other !== version);
  const last = journal.lines.findLast(({ entry }) => others.includes(entry.version));
  return last?.entry.version ?? others.at(-1) ?? version;
}

function groupByVersion(aliases: Readonly<Record<string, string>>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [alias, version] of Object.entries(aliases))
    groups.set(version, [...(groups.get(version) ?? []), alias]);
  return groups;
}

function needsStages({ entry: { to } }: Plan): StagegateError {
  return new StagegateError('policy', `${to} is kept as an alias, which holds one version at a time`, {
    hint: 'archive-existing: false needs a server with stages (mode: auto or stages).',
  });
}

function isConflict(error: unknown): boolean {
  return error instanceof StagegateError && error.code === 'conflict';
}

/** A server keeps the history with the versions: the line would have no place. */
function isOnly({ model, version }: HistoryEntry, { label }: ModelServer): StagegateError {
  return new StagegateError(
    'input',
    `version ${version} is the only one of ${JSON.stringify(model)}, and ${label} keeps the history with the versions`,
    { hint: 'Delete the model on the server, or register another version first.' },
  );
}

/** Others may have taken this run for dead by now. */
function tookTooLong(entry: HistoryEntry, { label }: ModelServer): StagegateError {
  return new StagegateError(
    'unavailable',
    `${label} took too long to ${tellIntent(entry)}: what is not done of it is left to the next run`,
    { hint: runAgain(entry) },
  );
}

function unsure({ entry }: Plan, failure: ServerFailure): StagegateError {
  const { action, version, to } = entry;
  const what = action === 'unregister' ? 'still registered' : `not in ${to}`;
  return leftOpen(entry, failure, `${failure.message}; version ${version} is ${what} as far as can be seen`);
}

function halfDone(entry: HistoryEntry, failure: ServerFailure): StagegateError {
  const { action, version, to } = entry;
  const where = action === 'unregister' ? 'unregistered' : `in ${to}`;
  const what = `version ${version} is ${where}, but what goes with it could not be written`;
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
