import type { Plan } from '../registry.js';
import { isWithdrawal } from '../stage.js';
import { toTags } from './long-tag.js';
import { countRecorded, type Announcement } from './ledger.js';
import type { Placement } from './placement.js';
import {
  ServerFailure,
  type ModelServer,
  type Repeatable,
  type ServerVersion,
  type VersionName,
} from './server.js';
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
 * Points the alias of the stage at the version, and removes those of the stages that it is no longer in: whoever
 * loads it by them would go on being served a version that was taken back. Only on its way up, where a stage is kept as
 * well, the alias of the lower one stays until the next version comes: what it serves has passed more gates, not fewer.
 * @returns aliases that may not be removed by this user (that takes MANAGE) and still point at the version
 */
export async function pointAliases(
  name: string,
  move: Move,
  hands: Hands,
  options: Repeatable,
): Promise<readonly string[]> {
  const { server, placement } = hands;
  const { version, to } = move;
  const alias = placement.aliasOf(to);
  const left = aliasesLeft(move, hands);
  const pointing = left.length === 0 ? [] : ((await server.version({ name, version }))?.aliases ?? []);
  const kept: string[] = [];
  for (const old of left.filter((each) => pointing.includes(each))) {
    try {
      await server.deleteAlias(name, old);
    } catch (error) {
      if (!(error instanceof ServerFailure && error.status === 403)) throw error;
      if (alias === null && !placement.usesStages) throw error;
      kept.push(old);
    }
  }
  if (alias !== null) await server.setAlias({ name, version }, alias, options);
  return kept;
}

/** The aliases of the stages that a version is no longer in after a move. */
function aliasesLeft({ from, to }: Move, { placement, stages }: Hands): string[] {
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
