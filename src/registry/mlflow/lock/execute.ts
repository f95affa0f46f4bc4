import type { HistoryEntry } from '../../../model/history-entry.js';
import type { Plan } from '../../../model/registry.js';
import { ARCHIVED, isWithdrawal, NONE } from '../../../model/stage.js';
import { toTags } from '../history/long-tag.js';
import { countRecorded, type Announcement } from '../history/journal.js';
import type { StageStorage } from '../stage-storage.js';
import type { Reading } from '../history/reading.js';
import { ServerFailure, type ServerVersion, type VersionName } from '../api/server.js';
import { GONE, hasLines, HISTORY_MARK, historyKey, isMarked, keptKey, keyToCarry } from '../history/tags.js';
import { disturbed, withdraw } from './lock.js';
import type { Writer } from './writer.js';

export interface Writers {
  readonly server: Writer;
  readonly storage: StageStorage;
  /** The policy's stages, in the order of promotion. */
  readonly stages: readonly string[];
}

/** What is known of a change while it is made. */
export interface Progress {
  /** The model holds a part of the change for certain. */
  begun: boolean;
  /** By version: the aliases that the server told last. */
  readonly aliases: Map<string, readonly string[]>;
  /** The model's aliases as they were decided on, by which nobody need be asked; null where they were not read. */
  readonly pointing: Readonly<Record<string, string>> | null;
}

/** Moves the stages of a plan, where the server has them: one request for a version that takes a stage alone. */
export async function moveStages(plan: Plan, { server }: Writers, progress: Progress): Promise<void> {
  const { model: name, entry, exclusive, transitions } = plan;
  const { to, version } = entry;
  const move = async (moved: string, stage: string, archiveExisting: boolean) => {
    const { aliases } = await server.transition({ name, version: moved }, { stage, archiveExisting });
    if (aliases !== null) progress.aliases.set(moved, aliases);
    progress.begun = true;
  };
  if (exclusive && !isWithdrawal(to)) {
    await move(version, to, true);
    return;
  }
  const ownFirst = transitions.toSorted((a) => (a.version === version ? -1 : 1));
  for (const { version: moved, to: stage } of ownFirst) await move(moved, stage, false);
}

/** Archives what a run that died had not come to. */
export async function archiveRest(
  { model, to, archived }: HistoryEntry,
  { server, storage, found }: Writers & { readonly found: Reading },
): Promise<void> {
  if (!storage.usesStages) return;
  for (const version of archived) {
    const held = found.versions.get(version);
    if (held === undefined || storage.stageOf(held, [], undefined) !== to) continue;
    await server.transition({ name: model, version }, { stage: ARCHIVED, archiveExisting: false });
  }
}

/**
 * Points the alias of the stage at the version, and removes those of the stages that it is no longer in: whoever
 * loads it by them would go on being served a version that was taken back. Only on its way up, where a stage is kept as
 * well, the alias of the lower one stays until the next version comes: what it serves has passed more gates, not fewer.
 * On its way up the new alias comes first, so that a version is in a stage all the time; on its way down the old ones
 * go first, so that a user who may not remove them has changed nothing.
 * @returns aliases that may not be removed by this user (that takes MANAGE) and still point at the version
 */
export async function pointAliases(
  entry: HistoryEntry,
  writers: Writers,
  progress: Progress,
): Promise<readonly string[]> {
  const { server, storage, stages } = writers;
  const { model: name, version, from, to, action } = entry;
  const alias = storage.aliasOf(to);
  const set = async () => {
    if (alias !== null) await server.setAlias({ name, version }, alias);
    progress.begun = true;
  };
  const remove = () => removeAliases({ name, version }, aliasesLeft(entry, writers), writers, progress);
  if (from === null || stages.indexOf(from) <= stages.indexOf(to)) {
    await set();
    const kept = await remove();
    return action === 'rollback' ? [...kept, ...(await unpointArchived(entry, writers, progress))] : kept;
  }
  const kept = await remove();
  if (kept.length > 0 && !storage.usesStages) throw notRemoved(kept, server);
  progress.begun = true;
  await set();
  return kept;
}

/** What a rollback took away is served in no stage any more. */
async function unpointArchived(entry: HistoryEntry, writers: Writers, progress: Progress): Promise<string[]> {
  const { model: name, to, archived } = entry;
  const others = writers.stages
    .filter((stage) => stage !== to)
    .flatMap((stage) => writers.storage.aliasOf(stage) ?? []);
  const kept: string[] = [];
  for (const version of archived)
    kept.push(...(await removeAliases({ name, version }, others, writers, progress)));
  return kept;
}

/** @returns those that this user may not remove */
async function removeAliases(
  at: VersionName,
  aliases: readonly string[],
  { server }: Writers,
  { aliases: told, pointing }: Progress,
): Promise<string[]> {
  const mayPoint = (alias: string) => pointing === null || pointing[alias] === at.version;
  const known = told.get(at.version);
  if (known === undefined && !aliases.some(mayPoint)) return [];
  // one that somebody has pointed at another version since is not ours to remove
  const own = known ?? (await server.version(at))?.aliases ?? [];
  const kept: string[] = [];
  for (const alias of aliases.filter((each) => own.includes(each))) {
    try {
      await server.deleteAlias(at.name, alias);
    } catch (error) {
      if (!(error instanceof ServerFailure && error.status === 403)) throw error;
      kept.push(alias);
    }
  }
  return kept;
}

/** Where only aliases are kept, the alias is the stage: a version whose alias stays has not left it. */
function notRemoved([alias]: readonly string[], server: Writer): ServerFailure {
  return new ServerFailure(`${server.label} does not let this user remove the alias ${alias}`, {
    status: 403,
    errorCode: null,
    definite: true,
    hint: 'Removing an alias takes the permission MANAGE; pointing it at another version (a rollback) takes EDIT.',
  });
}

/** The aliases of the stages that a version is no longer in after a move; the one that it goes by comes last. */
function aliasesLeft({ from, to }: HistoryEntry, { storage, stages }: Writers): string[] {
  if (from === null || isWithdrawal(from)) return [];
  const [was, is] = [stages.indexOf(from), stages.indexOf(to)];
  const left = was > is ? stages.slice(is + 1) : storage.usesStages ? [] : stages.slice(0, is);
  return left.flatMap((stage) => storage.aliasOf(stage) ?? []);
}

/**
 * The version that keeps an announced line: its own. Where its own will be gone, that of the announcement, or another
 * one where that is the same.
 * @param versions all that there are
 */
export function keeperOf(
  { anchor, line }: Pick<Announcement, 'anchor' | 'line'>,
  versions: ReadonlyMap<string, unknown>,
): string {
  const { action, version } = line.entry;
  if (action !== 'unregister') return version;
  return anchor === version
    ? ([...versions.keys()].findLast((other) => other !== version) ?? anchor)
    : anchor;
}

/** Records an announced line among those of its keeper. @param found as it was when it was our turn */
export async function recordLine(
  { text, line }: Pick<Announcement, 'text' | 'line'>,
  keeper: string,
  { found, server }: { readonly found: Pick<Reading, 'versions'>; readonly server: Writer },
): Promise<void> {
  const at: VersionName = { name: line.entry.model, version: keeper };
  const held = found.versions.get(at.version);
  const key = historyKey(countRecorded(held ?? { tags: {} }) + 1);
  for (const tag of toTags(key, text, server.features.tagValue)) await server.setVersionTag(at, tag);
}

/**
 * Deletes a version that was never promoted. What it keeps for the history goes to another one first: lines that are in
 * its tags, also its own, since the lines after them follow them, copies of lines, and announcements.
 * @param known the version as it was read last
 * @throws StagegateError `conflict` when somebody has put it to use since it was decided on
 */
export async function deleteUnused(
  own: Announcement,
  { keeper, known }: { readonly keeper: string; readonly known: Pick<ServerVersion, 'tags'> },
  { server, storage }: Writers,
): Promise<void> {
  const { model: name, version } = own.line.entry;
  const held = await server.version({ name, version });
  const aliases = held?.aliases ?? [];
  if (held === null || aliases.length > 0 || storage.stageOf(held, aliases, undefined) !== NONE)
    throw disturbed(`version ${version} was changed`);
  const carried = Object.entries(known.tags).flatMap(([key, value]) => {
    const carriedKey = keyToCarry(key, version);
    return carriedKey === null ? [] : [{ key: carriedKey, value }];
  });
  // the part under the key itself comes last: once it is there, all of them are
  for (const tag of carried.sort((a, b) => b.key.length - a.key.length))
    await server.setVersionTag({ name, version: keeper }, tag);
  try {
    await server.deleteVersion({ name, version });
  } catch (error) {
    const stays = error instanceof ServerFailure && error.definite;
    if (stays && own.anchor === version) await withdraw({ ...own, anchor: keeper }, server);
    throw error;
  }
}

/** Marks versions again that have lines and are not found by a search. @param recorded those that get a line anyway, or are gone */
export async function restoreMarks(
  { name, versions }: Reading,
  recorded: readonly string[],
  server: Writer,
): Promise<void> {
  for (const held of versions.values()) {
    if (recorded.includes(held.version) || isMarked(held) || !hasLines(held)) continue;
    await server.setVersionTag({ name, version: held.version }, { key: HISTORY_MARK, value: GONE });
  }
}

/** Keeps the line of a version that was deleted, on the version that the announcement is on. */
export async function keepLine({ run, anchor, text, line }: Announcement, server: Writer): Promise<void> {
  const at = { name: line.entry.model, version: anchor };
  for (const tag of toTags(keptKey(run), text, server.features.tagValue)) await server.setVersionTag(at, tag);
}
