import { StagegateError } from '../../errors.js';
import { onlyRecords, type HistoryEntry } from '../../model/history-entry.js';
import { isSameAlias } from '../../model/names.js';
import type {
  AliasReview,
  Applied,
  Failed,
  Interest,
  Plan,
  Registry,
  Snapshot,
  ReadBack,
  Watch,
} from '../../model/registry.js';
import { isPrompt } from './api/mlflow-server.js';
import { ServerFailure, type ModelServer, type ServerVersion } from './api/server.js';
import { ModelReader, type Reading, type ReaderOptions } from './history/reading.js';
import { MlflowRevision, toSnapshot } from './history/snapshot.js';
import { ModelWriter } from './lock/model-writer.js';
import type { Pace } from './lock/lock.js';
import { readBackPlan } from './lock/read-back.js';
import { registerVersion } from './register.js';
import { StageStorage, type StageStorageMode } from './stage-storage.js';
import { reviewAliases } from './stale-aliases.js';

export interface MlflowRegistryOptions {
  readonly server: ModelServer;
  /** The policy's stages, in the order of promotion. */
  readonly stages: readonly string[];
  readonly mode: StageStorageMode;
  /** Stage (canonical) to alias, from the policy. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly pace: Pace;
  /** Ends connections. */
  readonly close: () => Promise<void>;
}

/** The registry on an MLflow server, a Databricks workspace or in Unity Catalog. */
export class MlflowRegistry implements Registry {
  private readonly parts: ReaderOptions;
  private readonly reader: ModelReader;
  private readonly writer: ModelWriter;
  /** Each version as last read, which saves requests. */
  private readonly known = new Map<string, ServerVersion>();

  constructor(private readonly options: MlflowRegistryOptions) {
    const { server, stages, mode, aliases, pace } = options;
    const storage = new StageStorage({ mode, aliases, stages, features: server.features });
    this.parts = { server, storage, stages };
    this.reader = new ModelReader(this.parts);
    this.writer = new ModelWriter({ ...this.parts, reader: this.reader, pace });
  }

  get label(): string {
    return this.options.server.label;
  }

  models(): Promise<readonly string[]> {
    return this.options.server.models();
  }

  async read(model: string, interest?: Interest): Promise<Snapshot> {
    const found =
      interest === undefined ? await this.reader.readWhole(model) : await this.reader.read(model, interest);
    refusePrompt(found);
    return this.remember(found);
  }

  async readAll(failed?: Failed, watch?: Watch): Promise<readonly Snapshot[]> {
    const snapshots: Snapshot[] = [];
    const models = await this.models();
    for (const model of models) {
      watch?.(model, models.length);
      try {
        snapshots.push(this.remember(await this.reader.readWhole(model)));
      } catch (error) {
        // a server that doesn't answer at all won't answer for the next model either
        const isAway = error instanceof ServerFailure && error.status === null;
        if (failed === undefined || isAway || !(error instanceof StagegateError)) throw error;
        failed(model, error);
      }
    }
    return snapshots;
  }

  /** A version that an earlier read found; null when none did. */
  findVersion(model: string, version: string): ServerVersion | null {
    return this.known.get(versionKey(model, version)) ?? null;
  }

  async apply(plan: Plan, basis: Snapshot): Promise<Applied> {
    const { revision } = basis;
    if (!(revision instanceof MlflowRevision)) throw new TypeError('the snapshot is not of this registry');
    if (plan.registration !== null) {
      this.requireNoStageAlias(plan.registration.aliases);
      const version = await registerVersion(plan, plan.registration, revision.reading, this.parts.server);
      return { commit: null, version };
    }
    return { commit: null, notices: await this.writer.change(plan, revision.reading) };
  }

  async readBack(plan: Plan): Promise<ReadBack> {
    const { action, to } = plan.entry;
    if (action === 'unregister') return { stage: null, lostTo: null };
    if (action === 'register' || onlyRecords(action)) return { stage: to, lostTo: null };
    return readBackPlan(plan, { ...this.parts, reader: this.reader, writer: this.writer });
  }

  async finish({ revision }: Snapshot): Promise<{ readonly finished: HistoryEntry | null } | undefined> {
    if (!(revision instanceof MlflowRevision)) throw new TypeError('the snapshot is not of this registry');
    return this.writer.finish(revision.reading);
  }

  reviewAliases(model: string, prune: boolean): Promise<AliasReview> {
    return reviewAliases(model, { ...this.parts, reader: this.reader }, prune);
  }

  close(): Promise<void> {
    return this.options.close();
  }

  /** Refuses an alias that stands for a stage: it would put the version there past every gate. */
  private requireNoStageAlias(aliases: readonly string[]): void {
    const { storage, stages } = this.parts;
    for (const stage of stages) {
      const alias = aliases.find((wanted) => isSameAlias(wanted, storage.aliasOf(stage)));
      if (alias === undefined) continue;
      throw new StagegateError('input', `the alias ${JSON.stringify(alias)} stands for the stage ${stage}`, {
        hint: `Register the version without it, then promote it to ${stage}: stagegate promote.`,
      });
    }
  }

  private remember(found: Reading): Snapshot {
    for (const held of found.versions.values()) this.known.set(versionKey(found.name, held.version), held);
    const { storage, stages } = this.parts;
    return toSnapshot(found, { reader: this.reader, storage, stages });
  }
}

function versionKey(model: string, version: string): string {
  return `${model}\n${version}`;
}

/** Refuses a prompt, which is a registered model to the server. */
function refusePrompt({ name, model, versions, asked }: Reading): void {
  const tags = [model?.tags ?? {}, asked === null ? {} : (versions.get(asked)?.tags ?? {})];
  if (tags.some((held) => isPrompt({ tags: held }))) {
    throw new StagegateError('input', `${JSON.stringify(name)} is a prompt, not a registered model`, {
      hint: 'Name a model: stagegate has no evaluation of prompts to judge.',
    });
  }
}
