import type { HistoryLine } from '../../model/history-entry.js';
import { respell } from '../../history/replay.js';
import { heldEver } from '../../history/holders.js';
import type { AliasReview, Finding } from '../../model/registry.js';
import { ServerFailure } from './api/server.js';
import type { ModelReader, ReaderOptions } from './history/reading.js';

/** An alias that stood for a stage until the policy named another one, and that serves a version which left the stage. */
interface StaleAlias {
  readonly alias: string;
  readonly stage: string;
  readonly version: string;
  /** The stage's alias by today's policy. */
  readonly instead: string;
}

interface AliasFacts extends Pick<ReaderOptions, 'storage' | 'stages'> {
  /** Alias to version. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly lines: readonly HistoryLine[];
  /** A version's stage now. */
  stageOf(version: string): string | null;
}

/**
 * Finds aliases that stagegate must have set: the stage's name, on a version that held the stage by the history. Any
 * other alias may belong to somebody.
 */
export function findStaleAliases({ storage, stages, aliases, lines, stageOf }: AliasFacts): StaleAlias[] {
  return stages.flatMap((stage) => {
    const alias = storage.formerAliasOf(stage);
    const instead = storage.aliasOf(stage);
    if (alias === null || instead === null || !Object.hasOwn(aliases, alias)) return [];
    const version = aliases[alias] ?? '';
    const wasSetByUs = heldEver(lines, stage).has(version);
    return wasSetByUs && stageOf(version) !== stage ? [{ alias, stage, version, instead }] : [];
  });
}

/** Keep its words: the history records them (journal.ts). */
export function staleFinding({ alias, stage, version, instead }: StaleAlias): Finding {
  return {
    version,
    message: `the alias ${alias} still serves version ${version}, which left ${stage}: the policy uses the alias ${instead} now. Load ${instead} instead, then remove the old alias with stagegate verify --prune-aliases`,
  };
}

/**
 * Looks for stale aliases of a model, and removes them if asked to. Sends nothing unless the policy renames an alias.
 * @throws ServerFailure
 */
export async function reviewAliases(
  name: string,
  { server, storage, stages, reader }: ReaderOptions & { readonly reader: ModelReader },
  prune: boolean,
): Promise<AliasReview> {
  const former = stages.flatMap((stage) => storage.formerAliasOf(stage) ?? []);
  const { aliases = {} } = (former.length === 0 ? null : await server.model(name)) ?? {};
  const pointed = former.flatMap((alias) => (Object.hasOwn(aliases, alias) ? (aliases[alias] ?? []) : []));
  if (pointed.length === 0) return { removed: [], notices: [] };
  const found = await reader.look(name, false);
  const stageNow = new Map<string, string>();
  for (const version of new Set(pointed)) {
    const held = found.versions.get(version) ?? (await server.version({ name, version }));
    if (held !== null) stageNow.set(version, reader.stageOf(held, found));
  }
  const lines = found.journal.lines.map((line) => respell(line, stages));
  const stageOf = (version: string) => stageNow.get(version) ?? null;
  const stale = findStaleAliases({ storage, stages, aliases, lines, stageOf });
  if (!prune) return { removed: [], notices: stale.map((each) => staleFinding(each).message) };
  const removed: string[] = [];
  const notices: string[] = [];
  for (const { alias, version, stage } of stale) {
    if (await remove(alias)) {
      removed.push(alias);
      notices.push(`the alias ${alias} was removed: it served version ${version}, which left ${stage}`);
    } else {
      notices.push(
        `the alias ${alias} still serves version ${version}: removing it needs the MANAGE permission`,
      );
    }
  }
  return { removed, notices };

  /** False when this user may not. */
  async function remove(alias: string): Promise<boolean> {
    try {
      await server.deleteAlias(name, alias);
      return true;
    } catch (error) {
      if (error instanceof ServerFailure && error.status === 403) return false;
      throw error;
    }
  }
}
