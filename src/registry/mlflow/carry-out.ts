import type { Plan } from '../registry.js';
import { isWithdrawal } from '../stage.js';
import { toTags } from './long-tag.js';
import type { Announcement } from './ledger.js';
import { countRecorded } from './ledger.js';
import type { Placement } from './placement.js';
import type { ModelServer, Repeatable, ServerVersion, VersionName } from './server.js';
import { historyKey } from './tags.js';

export interface Hands {
  readonly server: ModelServer;
  readonly placement: Placement;
  /** The policy's stages, in the order of promotion. */
  readonly stages: readonly string[];
}

/** Moves the stages of a plan, where the server has them: one request for a version that takes a stage alone. */
export async function moveStages(
  plan: Plan,
  { server, placement }: Hands,
  options: Repeatable,
): Promise<void> {
  if (!placement.usesStages) return;
  const { to, version } = plan.entry;
  if (plan.exclusive && !isWithdrawal(to)) {
    await server.transition({ name: plan.model, version }, { stage: to, archiveExisting: true }, options);
    return;
  }
  const ownFirst = plan.transitions.toSorted((a) => (a.version === version ? -1 : 1));
  for (const { version: moved, to: stage } of ownFirst) {
    await server.transition({ name: plan.model, version: moved }, { stage, archiveExisting: false }, options);
  }
}

type Move = Pick<Plan['entry'], 'version' | 'from' | 'to'>;

/**
 * Points the alias of the stage at the version. The alias of a stage that it leaves downwards is removed, or it
 * would go on being served; on its way up it stays until the next version comes, since whoever loads it by that
 * alias gets a version that has passed more gates, not fewer.
 */
export async function pointAliases(
  name: string,
  { version, from, to }: Move,
  { server, placement, stages }: Hands,
  options: Repeatable,
): Promise<void> {
  const alias = placement.aliasOf(to);
  if (alias !== null) await server.setAlias({ name, version }, alias, options);
  const left = from === null ? null : placement.aliasOf(from);
  if (left === null || from === null || stages.indexOf(from) <= stages.indexOf(to)) return;
  const pointed = await server.versionByAlias(name, left);
  if (pointed?.version === version) await server.deleteAlias(name, left);
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
