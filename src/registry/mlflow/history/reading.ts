import type { HistoryEntry, HistoryLine } from '../../../model/history-entry.js';
import { respell, stagesAfter, type Stages } from '../../../history/replay.js';
import { holders } from '../../../history/holders.js';
import type { Interest } from '../../../model/registry.js';
import { isWithdrawal, NONE } from '../../../model/stage.js';
import { compareVersions, isVersion } from '../../../model/version.js';
import { readJournal, type Journal } from './journal.js';
import type { StageStorage } from '../stage-storage.js';
import type { ModelServer, ServerModel, ServerVersion } from '../api/server.js';
import { hasLines, HISTORY_MARK, isMarked } from './tags.js';

/** What one look at a model on a server found. */
export interface Reading {
  readonly name: string;
  readonly exists: boolean;
  /** By number: all versions, or those that the interest named and those with a history of their own. */
  readonly versions: Map<string, ServerVersion>;
  readonly complete: boolean;
  /** The model's tags and aliases; null where they were not asked for. */
  readonly model: ServerModel | null;
  readonly journal: Journal;
  /** The stages that versions are in by the history. */
  readonly told: Stages;
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
  /** Models of which a version has a history and has lost its mark: a search would not find it. */
  private readonly unmarked = new Set<string>();

  constructor(private readonly options: ReaderOptions) {}

  /** Everything there is. */
  async readWhole(name: string): Promise<Reading> {
    const { server } = this.options;
    const versions = await server.versions(name);
    const model = await server.model(name);
    return this.reading({ name, exists: model !== null, versions, complete: true, model });
  }

  /**
   * What an interest names: one request for the versions with a history, and one for a version without, or for
   * the model. Read whole is a model without any history, since its first line tells the stages that were there
   * before, and one where versions were moved past us, since who holds a stage then is anybody's guess.
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
    const found = this.reading({
      name,
      exists: true,
      versions: [...versions.values()],
      complete: false,
      model,
    });
    const wanted = this.wanted(found, interest).filter((version) => !versions.has(version));
    for (const held of await this.fetch(name, wanted)) found.versions.set(held.version, held);
    const whole = this.isAsTold(found) ? found : await this.readWhole(name);
    return { ...whole, asked: asked?.version ?? null };
  }

  /**
   * The announcements and the history as they are now, and the aliases where they stand for the stages.
   * @param everything of all versions, not only of those that have the mark of a history
   */
  async look(name: string, everything: boolean): Promise<Reading> {
    const { server, storage } = this.options;
    const whole = everything || this.unmarked.has(name);
    const versions = await server.versions(name, whole ? undefined : HISTORY_MARK);
    const model = storage.usesStages ? null : await server.model(name);
    return this.reading({ name, exists: true, versions, complete: whole, model });
  }

  /** The stage that a version is in, by the server and, where only aliases are kept, by the history. */
  stageOf(held: ServerVersion, { model, told }: Pick<Reading, 'model' | 'told'>): string {
    const pointing = Object.entries(model?.aliases ?? {}).filter(([, version]) => version === held.version);
    const aliases = model === null ? (held.aliases ?? []) : pointing.map(([alias]) => alias);
    return this.options.storage.stageOf(held, aliases, told.get(held.version));
  }

  /**
   * Whether what was announced has been done, as far as the versions read tell; it need not be recorded.
   * @param looked whether the version was looked for, so that it is gone when it was not found
   */
  isInEffect(entry: HistoryEntry, found: Reading, looked: boolean = found.complete): boolean {
    const { action, version, from, to, archived } = entry;
    if (action === 'unregister') return looked && !found.versions.has(version);
    if (action === 'acknowledge') return false; // its line is all that it does
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
   * Where only aliases are kept, a version on its way down has left its stage before it is in the other, and one that
   * was withdrawn is told from one that never had a stage by the history alone.
   */
  private hasArrived(stage: string, { from, to }: Pick<HistoryEntry, 'from' | 'to'>): boolean {
    const rank = (of: string | null) => this.options.stages.indexOf(of ?? '');
    const isDown = isWithdrawal(to) || rank(from) > rank(to);
    if (this.options.storage.usesStages || !isDown) return stage === to;
    return rank(stage) <= rank(to);
  }

  /** The same, with some versions looked at one by one, their aliases included. */
  async lookClosely(found: Reading, versions: readonly string[]): Promise<Reading> {
    const held = await this.fetch(found.name, versions);
    return { ...found, versions: new Map(held.map((each) => [each.version, each])), model: null };
  }

  private async readFirst(name: string, interest: Interest): Promise<Reading> {
    const { server, storage } = this.options;
    const versions = await server.versions(name);
    // after the versions: an alias that is newer than the history is found out at the next look, the other way not
    const model = storage.usesStages ? null : await server.model(name);
    const known = new Map(versions.map((held) => [held.version, held]));
    const text = interest.version;
    const number = text === null ? null : text.toLowerCase() === 'latest' ? versions.at(-1)?.version : text;
    const asked = typeof number === 'string' && known.has(number) ? number : null;
    // an alias, a model without versions, a prompt, or none at all: only the model itself tells
    const found = asked === null && model === null ? await server.model(name) : model;
    const alias = text?.startsWith('@') === true ? found?.aliases[text.slice(1)] : undefined;
    return {
      ...this.reading({
        name,
        exists: found !== null || versions.length > 0,
        versions,
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

  /** Whether the versions read are where the history has them, and no others are where it has those. */
  private isAsTold(found: Reading): boolean {
    const pending = new Set(found.journal.announced.map(({ line }) => line.entry.version));
    const latest = this.options.storage.usesStages ? (found.model?.latest ?? []) : [];
    return [...found.versions.values(), ...latest].every((held) => {
      const stage = this.stageOf(held, found);
      const told = found.told.get(held.version) ?? NONE;
      return stage === told || pending.has(held.version) || (isWithdrawal(stage) && isWithdrawal(told));
    });
  }

  /** The versions that a decision will look at besides the one asked for: who holds a stage, who held it. */
  private wanted({ journal, told, model }: Reading, { rollback }: Interest): string[] {
    const { storage, stages } = this.options;
    const held = [...told].filter(([, stage]) => !isWithdrawal(stage)).map(([version]) => version);
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

  private reading(found: {
    name: string;
    exists: boolean;
    versions: readonly ServerVersion[];
    complete: boolean;
    model: ServerModel | null;
  }): Reading {
    const sorted = found.versions.toSorted((a, b) => compareVersions(a.version, b.version));
    const journal = readJournal(found.name, sorted);
    const open = [...journal.announced, ...journal.stale].map(({ anchor }) => anchor);
    const isHidden = (held: ServerVersion) =>
      !isMarked(held) && (hasLines(held) || open.includes(held.version));
    if (sorted.some(isMarked) && sorted.some(isHidden)) this.unmarked.add(found.name);
    return {
      ...found,
      versions: new Map(sorted.map((held) => [held.version, held])),
      journal,
      told: stagesAfter(this.respelled(journal)),
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
