import type { HistoryEntry } from '../../../model/history-entry.js';
import type { Plan } from '../../../model/registry.js';
import { ARCHIVED, isWithdrawal, NONE } from '../../../model/stage.js';
import { ServerFailure, type ServerVersion, type VersionName } from '../api/server.js';
import { countRecorded, type Intent } from '../history/journal.js';
import type { Reading } from '../history/reading.js';
import {
  carriedKey,
  GONE,
  hasLines,
  HISTORY_MARK,
  historyKey,
  isMarked,
  keptKey,
  toTags,
} from '../history/tags.js';
import type { StageStorage } from '../stage-storage.js';
import { conflict, removeIntent, type Writer } from './lock.js';

/*
 * The steps of a change under the lock. Their order: stages, aliases, the line.
 */

interface Target {
  readonly server: Writer;
  readonly storage: StageStorage;
  /** The policy's stages, in the order of promotion. */
  readonly stages: readonly string[];
}

/** What is known of a change while it is made. */
export interface Progress {
  /** Part of the change is certainly made. */
  begun: boolean;
  /** By version: its aliases in the server's last answer. */
  readonly aliases: Map<string, readonly string[]>;
  /** The model's aliases as of the decision, which save requests; null when they were not read. */
  readonly pointing: Readonly<Record<string, string>> | null;
}

/** Moves the stages of a plan on a server that has stages. One request when a version takes a stage alone. */
export async function moveStages(plan: Plan, { server }: Target, progress: Progress): Promise<void> {
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

/** Archives the versions that a crashed run had yet to archive. */
export async function archiveRest(
  { model, to, archived }: HistoryEntry,
  { server, storage }: Target,
  found: Reading,
): Promise<void> {
  if (!storage.usesStages) return;
  for (const version of archived) {
    const held = found.versions.get(version);
    if (held === undefined || storage.stageOf(held, [], undefined) !== to) continue;
    await server.transition({ name: model, version }, { stage: ARCHIVED, archiveExisting: false });
  }
}

/**
 * Points the stage's alias at the version, and removes the aliases of the stages that it left: consumers that load it by
 * them would go on getting a version that was taken back. Where stages are kept too, a version on its way up keeps the
 * lower alias until the next version comes: it has passed more gates, not fewer. On the way up the new alias comes first,
 * so that the version is always in a stage. On the way down the old ones go first, so that a user who may not remove
 * them has changed nothing.
 * @returns aliases that this user may not remove (that needs MANAGE) and that still point at the version
 */
export async function pointAliases(
  entry: HistoryEntry,
  target: Target,
  progress: Progress,
): Promise<readonly string[]> {
  const { server, storage, stages } = target;
  const { model: name, version, from, to, action } = entry;
  const alias = storage.aliasOf(to);
  const set = async () => {
    if (alias !== null) await server.setAlias({ name, version }, alias);
    progress.begun = true;
  };
  const remove = () => removeAliases({ name, version }, aliasesLeft(entry, target), target, progress);
  if (from === null || stages.indexOf(from) <= stages.indexOf(to)) {
    await set();
    const kept = await remove();
    return action === 'rollback' ? [...kept, ...(await unpointArchived(entry, target, progress))] : kept;
  }
  const kept = await remove();
  if (kept.length > 0 && !storage.usesStages) throw notRemoved(kept, server);
  progress.begun = true;
  await set();
  return kept;
}

/** After a rollback, no alias serves the versions that it archived. */
async function unpointArchived(entry: HistoryEntry, target: Target, progress: Progress): Promise<string[]> {
  const { model: name, to, archived } = entry;
  const { stages, storage } = target;
  const others = stages.filter((stage) => stage !== to).flatMap((stage) => storage.aliasOf(stage) ?? []);
  const kept: string[] = [];
  for (const version of archived)
    kept.push(...(await removeAliases({ name, version }, others, target, progress)));
  return kept;
}

/** @returns those that this user may not remove */
async function removeAliases(
  at: VersionName,
  aliases: readonly string[],
  { server }: Target,
  progress: Progress,
): Promise<string[]> {
  const { pointing } = progress;
  const known = progress.aliases.get(at.version);
  const mayPoint = (alias: string) => pointing === null || pointing[alias] === at.version;
  if (known === undefined && !aliases.some(mayPoint)) return [];
  // leave an alias that somebody has pointed at another version since
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
    hint: 'Ask for the MANAGE permission, which removing an alias needs. A rollback only needs EDIT: it points the alias at another version.',
  });
}

/**
 * The aliases of the stages that a version leaves with a move, the highest stage last: on the way down, the version
 * goes by that one until then.
 */
function aliasesLeft({ from, to }: HistoryEntry, { storage, stages }: Target): string[] {
  if (from === null || isWithdrawal(from)) return [];
  const [was, is] = [stages.indexOf(from), stages.indexOf(to)];
  const left = was > is ? stages.slice(is + 1) : storage.usesStages ? [] : stages.slice(0, is);
  return left.flatMap((stage) => storage.aliasOf(stage) ?? []);
}

/**
 * Chooses the version that keeps a line: its own or, if that will be deleted, the intent's anchor or another one.
 * @param versions all versions of the model
 */
export function keeperOf(
  { anchor, line }: Pick<Intent, 'anchor' | 'line'>,
  versions: ReadonlyMap<string, unknown>,
): string {
  const { action, version } = line.entry;
  if (action !== 'unregister') return version;
  if (anchor !== version) return anchor;
  return [...versions.keys()].findLast((other) => other !== version) ?? anchor;
}

/** Records an intent's line after the others of its keeper. @param versions as they were when we got the lock */
export async function recordLine(
  { text, line }: Pick<Intent, 'text' | 'line'>,
  keeper: string,
  server: Writer,
  versions: ReadonlyMap<string, Pick<ServerVersion, 'tags'>>,
): Promise<void> {
  const at = { name: line.entry.model, version: keeper };
  const key = historyKey(countRecorded(versions.get(keeper) ?? { tags: {} }) + 1);
  for (const tag of toTags(key, text, server.features.tagValue)) await server.setVersionTag(at, tag);
}

/**
 * Deletes a version that was never promoted. Everything in its tags that belongs to the history is carried to the keeper
 * first: lines (its own too, because later lines follow them), kept lines, and intents.
 * @param known the version as last read
 * @throws StagegateError `conflict` when the version has been used since the decision
 */
export async function deleteUnused(
  own: Intent,
  { keeper, known }: { readonly keeper: string; readonly known: Pick<ServerVersion, 'tags'> },
  { server, storage }: Target,
): Promise<void> {
  const { model: name, version } = own.line.entry;
  const held = await server.version({ name, version });
  const aliases = held?.aliases ?? [];
  if (held === null || aliases.length > 0 || storage.stageOf(held, aliases, undefined) !== NONE)
    throw conflict(`version ${version} was changed`);
  const carried = Object.entries(known.tags).flatMap(([tag, value]) => {
    const key = carriedKey(tag, version);
    return key === null ? [] : [{ key, value }];
  });
  // the key itself is the shortest, so its part comes last: once it is there, all parts are
  for (const tag of carried.sort((a, b) => b.key.length - a.key.length))
    await server.setVersionTag({ name, version: keeper }, tag);
  try {
    await server.deleteVersion({ name, version });
  } catch (error) {
    const stays = error instanceof ServerFailure && error.definite;
    if (stays && own.anchor === version) await removeIntent({ ...own, anchor: keeper }, server);
    throw error;
  }
}

/**
 * Marks versions again that have lines but lost the mark, so that a search finds them.
 * @param except versions that get a line anyway, or are gone
 */
export async function restoreMarks(
  { name, versions }: Reading,
  except: readonly string[],
  server: Writer,
): Promise<void> {
  for (const held of versions.values()) {
    if (except.includes(held.version) || isMarked(held) || !hasLines(held)) continue;
    await server.setVersionTag({ name, version: held.version }, { key: HISTORY_MARK, value: GONE });
  }
}

/** Keeps the line of a deleted version on the version that has its intent. */
export async function keepLine({ run, anchor, text, line }: Intent, server: Writer): Promise<void> {
  const at = { name: line.entry.model, version: anchor };
  for (const tag of toTags(keptKey(run), text, server.features.tagValue)) await server.setVersionTag(at, tag);
}
