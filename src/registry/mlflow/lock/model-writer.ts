import { StagegateError } from '../../../errors.js';
import { readLine, sealEntry } from '../../../history/chain.js';
import { onlyRecords, type HistoryEntry } from '../../../model/history-entry.js';
import type { Plan } from '../../../model/registry.js';
import { leftOpen, ServerFailure, type ModelServer } from '../api/server.js';
import type { Intent } from '../history/journal.js';
import type { ModelReader, Reading, ReaderOptions } from '../history/reading.js';
import { isMarked } from '../history/tags.js';
import {
  archiveRest,
  deleteUnused,
  keeperOf,
  keepLine,
  moveStages,
  pointAliases,
  recordLine,
  restoreMarks,
  type Progress,
} from './execute.js';
import {
  acquireLock,
  describeIntent,
  fence,
  removeIntent,
  waitForOthers,
  writeIntent,
  type LockOptions,
  type OwnIntent,
  type Pace,
  type Writer,
} from './lock.js';

interface WriterOptions extends ReaderOptions {
  readonly reader: ModelReader;
  readonly pace: Pace;
}

interface HeldLock {
  readonly own: OwnIntent;
  /** The reading that gave us the lock. */
  readonly found: Reading;
  /** Writes until the lease is over. */
  readonly writer: Writer;
}

/** Changes models under the lock (lock.ts), and recovers what crashed runs left half done. */
export class ModelWriter {
  /** When intents of others were first seen, kept over several attempts. */
  private readonly seen = new Map<string, number>();

  constructor(private readonly options: WriterOptions) {}

  /**
   * @param basis what the plan was decided on
   * @returns notices for people
   * @throws StagegateError `conflict` when the model has changed since, `unavailable` when the server fails
   */
  async change(plan: Plan, basis: Reading): Promise<readonly string[]> {
    const { pace, storage, server } = this.options;
    const { entry } = plan;
    if (!storage.usesStages && !plan.exclusive && entry.action === 'promote') throw needsStages(entry);
    if (entry.action === 'unregister' && basis.versions.size < 2) throw isOnly(entry, server);
    const text = sealEntry(entry);
    const line = readLine(text, { file: 'announced', line: null, restore: '' });
    await waitForOthers(basis, this.lockOptions(basis));
    const intent = { run: nameRun(entry.time, pace), anchor: chooseAnchor(basis, entry), text, line };
    return this.execute(plan, await this.acquire(intent, basis), basis);
  }

  /**
   * Waits for a run that has changed the model and not recorded it, and completes its work if it died.
   * @returns undefined when there is none; `finished` is what was completed here, null when that run did so itself
   */
  async finish(basis: Reading): Promise<{ readonly finished: HistoryEntry | null } | undefined> {
    const { reader } = this.options;
    if (!basis.journal.intents.some(({ line }) => reader.isInEffect(line.entry, basis))) return undefined;
    let finished: HistoryEntry | null = null;
    try {
      await waitForOthers(basis, {
        ...this.lockOptions(basis),
        recover: async (dead, found) => {
          if (await this.recover(dead, found)) finished = dead.line.entry;
        },
      });
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
    return { finished };
  }

  private lockOptions(basis: Reading): LockOptions {
    const { pace, reader } = this.options;
    // before the first line there is no tag to search by yet
    const unmarked = ![...basis.versions.values()].some(isMarked);
    return {
      pace,
      seen: this.seen,
      look: (whole = false) => reader.look(basis.name, whole || unmarked),
      recover: async (dead, found) => {
        await this.recover(dead, found);
      },
    };
  }

  private async acquire(intent: Intent, basis: Reading): Promise<HeldLock> {
    const { server, pace } = this.options;
    const own = { ...intent, since: pace.now() };
    this.seen.set(own.run, own.since);
    const writer = this.fencedFor(own);
    try {
      await writeIntent(own, server);
      return { own, found: await acquireLock(own, basis, this.lockOptions(basis)), writer };
    } catch (error) {
      await this.release(own, writer);
      throw error;
    }
  }

  private fencedFor(own: Pick<OwnIntent, 'since' | 'line'>): Writer {
    const { server, pace } = this.options;
    return fence(server, own, { pace, refuse: () => tookTooLong(own.line.entry, server) });
  }

  /** Under the lock: the stages, the aliases, the line. */
  private async execute(plan: Plan, lock: HeldLock, basis: Reading): Promise<readonly string[]> {
    const { own, found, writer } = lock;
    const { usesStages } = this.options.storage;
    const { action, version } = plan.entry;
    const target = { ...this.options, server: writer };
    const pointing = (usesStages ? basis : found).model?.aliases ?? null;
    const aliases = usesStages ? new Map<string, string[]>() : groupByVersion(pointing ?? {});
    const progress: Progress = { begun: false, aliases, pointing };
    const keeper = keeperOf(own, basis.versions);
    const movesNothing = onlyRecords(action) || action === 'unregister';
    const point = () => (movesNothing ? Promise.resolve([]) : pointAliases(plan.entry, target, progress));
    const begin = async () => {
      if (action === 'unregister') {
        const known = found.versions.get(version) ?? basis.versions.get(version) ?? { tags: {} };
        await deleteUnused(own, { keeper, known }, target);
        progress.begun = true;
      }
      if (movesNothing || !usesStages) return point();
      await moveStages(plan, target, progress);
      return null;
    };
    try {
      const kept = (await this.begin(plan, lock, progress, begin)) ?? (await point());
      await restoreMarks(found, [version, keeper], writer);
      await recordLine(own, keeper, writer, found.versions);
      return kept.map(
        (alias) =>
          `the alias ${alias} still points at a version that left its stage: removing the alias needs the MANAGE permission`,
      );
    } catch (error) {
      if (error instanceof ServerFailure && progress.begun) throw halfDone(plan.entry, error);
      if (onlyRecords(action)) await this.release(own, writer);
      if (onlyRecords(action) && error instanceof ServerFailure && !error.definite) throw unrecorded(error);
      throw error;
    }
  }

  /**
   * Runs the first part of a change, by which it is in effect.
   * @returns what `begin` returns; null when its answer was lost
   */
  private async begin<T>(
    plan: Plan,
    { own, writer }: HeldLock,
    progress: Progress,
    begin: () => Promise<T>,
  ): Promise<T | null> {
    try {
      return await begin();
    } catch (error) {
      if (progress.begun) throw error;
      const isOpen = error instanceof ServerFailure && !error.definite;
      if (!isOpen) {
        if (error instanceof ServerFailure || isConflict(error)) await this.release(own, writer);
        throw error;
      }
      if (!(await this.isMoved(plan))) throw unsure(plan, error);
      progress.begun = true;
      return null;
    }
  }

  /** Whether the server shows the plan's move. False when it still does not answer. */
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

  private async release(own: OwnIntent, writer: Writer): Promise<void> {
    try {
      await removeIntent(own, writer);
    } catch (error) {
      // others take it for dead after a while; the reason for giving up matters more
      if (!(error instanceof StagegateError && error.code === 'unavailable')) throw error;
    }
  }

  /**
   * Recovers a dead run: completes what it began, or removes its intent. If its version was deleted since, its line is
   * kept, unless it certainly never came true.
   * @returns whether its change was completed
   */
  private async recover(dead: Intent, found: Reading): Promise<boolean> {
    const { reader, pace } = this.options;
    const writer = this.fencedFor({ ...dead, since: pace.now() });
    const { entry } = dead.line;
    const now = await reader.lookClosely(found, [entry.version, ...entry.archived]);
    const isNext = found.journal.intents.includes(dead);
    if (isNext && reader.isInEffect(entry, now, true)) {
      await this.complete(dead, found);
      return true;
    }
    const left = (version: string) => {
      const held = now.versions.get(version);
      return held === undefined || reader.stageOf(held, now) !== entry.to;
    };
    // no run goes past an open intent, so if the history has gone on, this one was recorded
    const mayBeTrue = !isNext || entry.archived.every(left);
    if (!now.versions.has(entry.version) && mayBeTrue) await keepLine(dead, writer);
    await removeIntent(dead, writer);
    return false;
  }

  /** Under a lock of its own: other runs that found it complete it as well. */
  private async complete(dead: Intent, basis: Reading): Promise<void> {
    const { pace, reader } = this.options;
    const { entry } = dead.line;
    const intent = { ...dead, run: nameRun(entry.time, pace) };
    const { own, found, writer } = await this.acquire(intent, basis);
    const now = await reader.lookClosely(found, [entry.version, ...entry.archived]);
    if (reader.isInEffect(entry, now, true)) {
      const target = { ...this.options, server: writer };
      if (entry.action !== 'unregister') {
        const aliases = new Map([...now.versions.values()].map((held) => [held.version, held.aliases ?? []]));
        await archiveRest(entry, target, now);
        await pointAliases(entry, target, { begun: true, aliases, pointing: null });
      }
      const versions = new Map([...found.versions, ...now.versions]);
      await recordLine(dead, keeperOf(dead, found.versions), writer, versions);
    }
    await this.release(own, writer);
  }
}

/** Runs are ordered by the time of their decision, and by chance within the same millisecond. */
function nameRun(time: string, pace: Pace): string {
  const chance = Math.floor(pace.random() * 2 ** 32).toString(16);
  return `${time.replaceAll(/[^\dTZ]/g, '')}-${chance.padStart(8, '0')}`;
}

/**
 * Chooses the version whose tag holds the intent: that of the last line, but not the one that is moved if there is
 * another, so that deleting either version leaves the line or its copy. All runs search by the mark: if any version has
 * it, the anchor has it too.
 */
function chooseAnchor({ journal, versions }: Reading, { version }: HistoryEntry): string {
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

function isConflict(error: unknown): boolean {
  return error instanceof StagegateError && error.code === 'conflict';
}

function needsStages({ to }: HistoryEntry): StagegateError {
  return new StagegateError('policy', `${to} is kept as an alias, which holds one version at a time`, {
    hint: 'Remove archive-existing: false, or use a server with stages (mode: auto or stages).',
  });
}

function isOnly({ model, version }: HistoryEntry, { label }: ModelServer): StagegateError {
  const message = `version ${version} is the only one of ${JSON.stringify(model)}, and ${label} keeps the history with the versions`;
  return new StagegateError('input', message, {
    hint: 'Delete the model on the server, or register another version first.',
  });
}

/** Other runs may have taken this one for dead by now. */
function tookTooLong(entry: HistoryEntry, { label }: ModelServer): StagegateError {
  const message = `${label} took too long to ${describeIntent(entry)}: the next run completes the rest`;
  return new StagegateError('unavailable', message, { hint: runAgain(entry) });
}

function unsure({ entry }: Plan, failure: ServerFailure): StagegateError {
  const { action, version, to } = entry;
  const seems = action === 'unregister' ? 'still seems to be registered' : `doesn't seem to be in ${to}`;
  return leftOpen(failure, `${failure.message}; version ${version} ${seems}`, runAgain(entry));
}

function halfDone(entry: HistoryEntry, failure: ServerFailure): StagegateError {
  const { action, version, to } = entry;
  const where = action === 'unregister' ? 'unregistered' : `in ${to}`;
  const message = `version ${version} is ${where}, but writing the rest of the change failed: ${failure.message}`;
  return leftOpen(failure, message, runAgain(entry));
}

/** The error for a change that only adds a line. */
function unrecorded(failure: ServerFailure): StagegateError {
  const next = 'Run it again: if the line was written after all, nothing changes.';
  return leftOpen(failure, failure.message, next);
}

/**
 * A rollback has to name its version: if only the answer was lost, another rollback would go back one version further.
 * A rollback by `confirm` names the version that it judged.
 */
function runAgain({ action, version, live }: HistoryEntry): string {
  const by = action === 'rollback' ? ` with version ${live?.version ?? version}` : '';
  return `Run it again${by}: it completes what was begun.`;
}
