import type { HistoryEntry } from '../../history/entry.js';
import type { Plan } from '../registry.js';
import { ARCHIVED, isWithdrawal } from '../stage.js';
import { toTags } from './long-tag.js';
import { countRecorded, type Announcement } from './ledger.js';
import type { Placement } from './placement.js';
import type { Reading } from './reading.js';
import {
  ServerFailure,
  type ModelServer,
  type Repeatable,
  type ServerVersion,
  type VersionName,
} from './server.js';
import { historyKey, keptKey } from './tags.js';

export interface Hands {
  readonly server: ModelServer;
  readonly placement: Placement;
  /** The policy's stages, in the order of promotion. */
  readonly stages: readonly string[];
}

/** Moves the stages of a plan, where the server has them: one request for a version that takes a stage alone. */
export async function moveStages(
  plan: Plan,
  { server }: Hands,
  { progress, ...options }: Repeatable & { readonly progress: { begun: boolean } },
): Promise<void> {
  const { to, version } = plan.entry;
  if (plan.exclusive && !isWithdrawal(to)) {
    await server.transition({ name: plan.model, version }, { stage: to, archiveExisting: true }, options);
    return;
  }
  const ownFirst = plan.transitions.toSorted((a) => (a.version === version ? -1 : 1));
  for (const { version: moved, to: stage } of ownFirst) {
    await server.transition({ name: plan.model, version: moved }, { stage, archiveExisting: false }, options);
    progress.begun = true;
  }
}

/** Archives what a run that died had not come to. */
export async function archiveRest(
  { model, to, archived }: HistoryEntry,
  { server, placement, found }: Hands & { readonly found: Reading },
): Promise<void> {
  if (!placement.usesStages) return;
  for (const version of archived) {
    const held = found.versions.get(version);
    if (held === undefined || placement.stageOf(held, [], undefined) !== to) continue;
    await server.transition({ name: model, version }, { stage: ARCHIVED, archiveExisting: false });
  }
}

/**
 * Points the alias of the stage at the version, and removes those of the stages that it is no longer in: whoever
 * loads it by them would go on being served a version that was taken back. Only on its way up, where a stage is kept as
 * well, the alias of the lower one stays until the next version comes: what it serves has passed more gates, not fewer.
 * @returns aliases that may not be removed by this user (that takes MANAGE) and still point at the version
 */
export async function pointAliases(
  entry: HistoryEntry,
  hands: Hands,
  { pointing, ...options }: Repeatable & Pointing,
): Promise<readonly string[]> {
  const { server, placement } = hands;
  const { model: name, version, to, action } = entry;
  const alias = placement.aliasOf(to);
  const kept = await removeAliases({ name, version }, aliasesLeft(entry, hands), { ...hands, pointing });
  if (kept.length > 0 && alias === null && !placement.usesStages) throw notRemoved(kept, server);
  if (alias !== null) await server.setAlias({ name, version }, alias, options);
  if (action !== 'rollback') return kept;
  const others = hands.stages
    .filter((stage) => stage !== to)
    .flatMap((stage) => placement.aliasOf(stage) ?? []);
  for (const bad of entry.archived)
    kept.push(...(await removeAliases({ name, version: bad }, others, { ...hands, pointing })));
  return kept;
}

/** The model's aliases as they were read; null to ask for a version's own. */
export interface Pointing {
  readonly pointing: Readonly<Record<string, string>> | null;
}

/** @returns those that this user may not remove */
async function removeAliases(
  at: VersionName,
  aliases: readonly string[],
  { server, pointing }: Hands & Pointing,
): Promise<string[]> {
  if (aliases.length === 0) return [];
  const own =
    pointing === null
      ? ((await server.version(at))?.aliases ?? [])
      : Object.keys(pointing).filter((alias) => pointing[alias] === at.version);
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

/** Where only aliases are kept, the alias is the stage: a version whose alias stays has not been withdrawn. */
function notRemoved([alias]: readonly string[], server: ModelServer): ServerFailure {
  return new ServerFailure(`${server.label} does not let this user remove the alias ${alias}`, {
    status: 403,
    errorCode: null,
    definite: true,
    hint: 'Removing an alias takes the permission MANAGE; pointing it at another version (a rollback) takes EDIT.',
  });
}

/** The aliases of the stages that a version is no longer in after a move. */
function aliasesLeft({ from, to }: HistoryEntry, { placement, stages }: Hands): string[] {
  if (from === null || isWithdrawal(from)) return [];
  const [was, is] = [stages.indexOf(from), stages.indexOf(to)];
  const left = was > is ? stages.slice(is + 1) : placement.usesStages ? [] : stages.slice(0, is);
  return left.flatMap((stage) => placement.aliasOf(stage) ?? []);
}

/** Records an announced line among the version's own. @param held the version as it was when it was our turn */
export async function recordLine(
  { text, line }: Pick<Announcement, 'text' | 'line'>,
  held: Pick<ServerVersion, 'tags'> | undefined,
  server: ModelServer,
): Promise<void> {
  const at: VersionName = { name: line.entry.model, version: line.entry.version };
  const key = historyKey(countRecorded(held ?? { tags: {} }) + 1);
  for (const tag of toTags(key, text, server.features.tagValue)) await server.setVersionTag(at, tag);
}

/** Keeps the line of a version that was deleted, on the version that the announcement is on. */
export async function keepLine(
  { run, anchor, text, line }: Announcement,
  server: ModelServer,
): Promise<void> {
  const at = { name: line.entry.model, version: anchor };
  for (const tag of toTags(keptKey(run), text, server.features.tagValue)) await server.setVersionTag(at, tag);
}
