import { onlyRecords, type HistoryEntry, type HistoryLine } from '../../../model/history-entry.js';
import { respell, stagesAfter, type Stages } from '../../../history/replay.js';
import { holders } from '../../../history/holders.js';
import type { Interest } from '../../../model/registry.js';
import { isWithdrawal, NONE } from '../../../model/stage.js';
import { compareVersions, isVersion } from '../../../model/version.js';
import { openIntents, readJournal, type Journal } from './journal.js';
import type { StageStorage } from '../stage-storage.js';
import type { ModelServer, ServerModel, ServerVersion } from '../api/server.js';
import { hasLines, HISTORY_MARK, isMarked } from './tags.js';

/** What one look at a model on a server found. */
export interface Reading {
  readonly name: string;
  readonly exists: boolean;
  /** By number: all versions, or those that the interest names and those with a history of their own. */
  readonly versions: Map<string, ServerVersion>;
  readonly complete: boolean;
  /** The model's tags and aliases; null when they were not asked for. */
  readonly model: ServerModel | null;
  readonly journal: Journal;
  /** The stages of versions by the history. */
  readonly recorded: Stages;
  /** The number of the version that was asked for; null without one. */
  readonly asked: string | null;
}

export interface ReaderOptions {
  readonly server: ModelServer;
  readonly storage: StageStorage;
  readonly stages: readonly string[];
}

/** Reads models with as few requests as an interest allows. */
export class ModelReader {
  /** Models with a version that has a history but lost its mark: a search would not find it. */
  private readonly unmarked = new Set<string>();

  constructor(private readonly options: ReaderOptions) {}

  /** Reads everything. */
  async readWhole(name: string): Promise<Reading> {
    const { server } = this.options;
    const versions = await server.versions(name);
    const model = await server.model(name);
    return this.reading(name, versions, { exists: model !== null, complete: true, model });
  }

  /**
   * Reads what an interest names: one request for the versions with a history, and one for a version without, or for the
   * model. It reads the whole model if there is no history yet (the first line records the stages held before) or
   * versions were moved without stagegate (any version may hold a stage then).
   */
  async read(name: string, interest: Interest): Promise<Reading> {
    const { server, storage } = this.options;
    const tagged = this.unmarked.has(name) ? [] : await server.versions(name, HISTORY_MARK);
    if (tagged.length === 0) return this.readFirst(name, interest);
    const versions = new Map(tagged.map((held) => [held.version, held]));
    const text = interest.version ?? '';
    const needsOwn = text.startsWith('@') || (isVersion(text) && !versions.has(text));
    const model = needsOwn && storage.usesStages ? null : await server.model(name);
    const asked = await this.findAsked(name, interest.version, { versions, model });
    if (interest.version !== null && asked === null) return this.readWhole(name);
    if (asked !== null) versions.set(asked.version, asked);
    const newest =
      interest.newest === true ? await this.findAsked(name, 'latest', { versions, model }) : null;
    if (newest !== null && !versions.has(newest.version)) versions.set(newest.version, newest);
    const found = this.reading(name, [...versions.values()], { exists: true, complete: false, model });
    const wanted = this.wanted(found, interest).filter((version) => !versions.has(version));
    for (const held of await this.fetch(name, wanted)) found.versions.set(held.version, held);
    const whole = this.matchesHistory(found) ? found : await this.readWhole(name);
    return { ...whole, asked: asked?.version ?? null };
  }

  /**
   * Reads intents and history as they are now, and the aliases where they stand for stages.
   * @param everything all versions, not only those with the mark of a history
   */
  async look(name: string, everything: boolean): Promise<Reading> {
    const { server, storage } = this.options;
    const whole = everything || this.unmarked.has(name);
    const versions = await server.versions(name, whole ? undefined : HISTORY_MARK);
    const model = storage.usesStages ? null : await server.model(name);
    return this.reading(name, versions, { exists: true, complete: whole, model });
  }

  /** The stage of a version by the server and, where only aliases are kept, by the history. */
  stageOf(held: ServerVersion, { model, recorded }: Pick<Reading, 'model' | 'recorded'>): string {
    const pointing = Object.entries(model?.aliases ?? {}).filter(([, version]) => version === held.version);
    const aliases = model === null ? (held.aliases ?? []) : pointing.map(([alias]) => alias);
    return this.options.storage.stageOf(held, aliases, recorded.get(held.version));
  }

  /**
   * Whether an intent has been carried out, recorded or not, by the versions that were read.
   * @param looked whether its version was looked for: if it wasn't found then, it is gone
   */
  isInEffect(entry: HistoryEntry, found: Reading, looked: boolean = found.complete): boolean {
    const { action, version, from, to, archived } = entry;
    if (action === 'unregister') return looked && !found.versions.has(version);
    if (onlyRecords(action)) return false;
    const stageOf = (number: string) => {
      const held = found.versions.get(number);
      return held === undefined ? null : this.stageOf(held, found);
    };
    const stage = stageOf(version);
    if (stage === null || !this.hasArrived(stage, { from, to })) return false;
    return (
      from !== to || (archived.length > 0 && archived.every((other) => ![null, to].includes(stageOf(other))))
    );
  }

  /**
   * Where only aliases are kept, a version on its way down has left its stage before it is in the other, and only the
   * history tells a withdrawn version from one that never had a stage.
   */
  private hasArrived(stage: string, { from, to }: Pick<HistoryEntry, 'from' | 'to'>): boolean {
    const rank = (of: string | null) => this.options.stages.indexOf(of ?? '');
    const isDown = isWithdrawal(to) || rank(from) > rank(to);
    if (this.options.storage.usesStages || !isDown) return stage === to;
    return rank(stage) <= rank(to);
  }

  /** The same reading with these versions alone, fetched one by one with their aliases. */
  async lookClosely(found: Reading, versions: readonly string[]): Promise<Reading> {
    const held = await this.fetch(found.name, versions);
    return { ...found, versions: new Map(held.map((each) => [each.version, each])), model: null };
  }

  private async readFirst(name: string, interest: Interest): Promise<Reading> {
    const { server, storage } = this.options;
    const versions = await server.versions(name);
    // aliases after versions: the next look notices an alias newer than the history, but not the other way round
    const model = storage.usesStages ? null : await server.model(name);
    const known = new Map(versions.map((held) => [held.version, held]));
    const text = interest.version;
    const number = text === null ? null : text.toLowerCase() === 'latest' ? versions.at(-1)?.version : text;
    const asked = typeof number === 'string' && known.has(number) ? number : null;
    // an alias, a model without versions, a prompt, or no model: only the model itself tells
    const found = asked === null && model === null ? await server.model(name) : model;
    const alias = text?.startsWith('@') === true ? found?.aliases[text.slice(1)] : undefined;
    return {
      ...this.reading(name, versions, {
        exists: found !== null || versions.length > 0,
        complete: true,
        model: found,
      }),
      asked: asked ?? alias ?? null,
    };
  }

  private async findAsked(
    name: string,
    text: string | null,
    { versions, model }: Pick<Reading, 'versions' | 'model'>,
  ): Promise<ServerVersion | null> {
    const { server } = this.options;
    const latest = model?.latest ?? [];
    if (text === null) return null;
    if (text.toLowerCase() === 'latest') return highest(latest) ?? server.newest(name);
    if (model === null && text.startsWith('@')) return server.versionByAlias(name, text.slice(1));
    const number = text.startsWith('@') ? ownValue(model?.aliases ?? {}, text.slice(1)) : text;
    if (number === undefined || !isVersion(number)) return null;
    const known = versions.get(number) ?? latest.find(({ version }) => version === number);
    return known ?? server.version({ name, version: number });
  }

  /** Whether the versions read, and the latest of each stage, are in the stages of the history. */
  private matchesHistory(found: Reading): boolean {
    const pending = new Set(found.journal.intents.map(({ line }) => line.entry.version));
    const latest = this.options.storage.usesStages ? (found.model?.latest ?? []) : [];
    return [...found.versions.values(), ...latest].every((held) => {
      const stage = this.stageOf(held, found);
      const recorded = found.recorded.get(held.version) ?? NONE;
      const isOut = isWithdrawal(stage) && isWithdrawal(recorded);
      return stage === recorded || isOut || pending.has(held.version);
    });
  }

  /** The versions that a decision needs besides the one asked for: current holders of stages, earlier ones. */
  private wanted({ journal, recorded, model }: Reading, { rollback }: Interest): string[] {
    const { storage, stages } = this.options;
    const held = [...recorded].filter(([, stage]) => !isWithdrawal(stage)).map(([version]) => version);
    const before = rollback === null ? [] : holders(this.respelled(journal), rollback);
    const pointed = storage.usesStages
      ? []
      : stages.flatMap((stage) => ownValue(model?.aliases ?? {}, storage.aliasOf(stage) ?? '') ?? []);
    return [...new Set([...held, ...before, ...pointed])];
  }

  private respelled({ lines }: Journal): HistoryLine[] {
    return lines.map((line) => respell(line, this.options.stages));
  }

  private async fetch(name: string, versions: readonly string[]): Promise<ServerVersion[]> {
    const found = await Promise.all(
      versions.map((version) => this.options.server.version({ name, version })),
    );
    return found.filter((held) => held !== null);
  }

  private reading(
    name: string,
    versions: readonly ServerVersion[],
    found: Pick<Reading, 'exists' | 'complete' | 'model'>,
  ): Reading {
    const sorted = versions.toSorted((a, b) => compareVersions(a.version, b.version));
    const journal = readJournal(name, sorted);
    const anchors = openIntents(journal).map(({ anchor }) => anchor);
    const isHidden = (held: ServerVersion) =>
      !isMarked(held) && (hasLines(held) || anchors.includes(held.version));
    if (sorted.some(isMarked) && sorted.some(isHidden)) this.unmarked.add(name);
    return {
      name,
      ...found,
      versions: new Map(sorted.map((held) => [held.version, held])),
      journal,
      recorded: stagesAfter(this.respelled(journal)),
      asked: null,
    };
  }
}

function highest(versions: readonly ServerVersion[]): ServerVersion | undefined {
  return versions.toSorted((a, b) => compareVersions(a.version, b.version)).at(-1);
}

function ownValue(record: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
