import { StagegateError } from '../../errors.js';
import type { HistoryEntry } from '../../model/history-entry.js';
import { isSameAlias } from '../../model/names.js';
import type {
  AliasReview,
  Applied,
  Interest,
  Plan,
  Registry,
  Snapshot,
  ReadBack,
} from '../../model/registry.js';
import { ModelChanger } from './lock/changer.js';
import { StageStorage, type StageStorageMode } from './stage-storage.js';
import { ModelReader, type Reading, type ReaderOptions } from './history/reading.js';
import { registerVersion } from './register.js';
import { ServerFailure, type ModelServer, type ServerVersion } from './api/server.js';
import { MlflowRevision, toSnapshot } from './history/snapshot.js';
import { reviewAliases } from './stale-aliases.js';
import { readBackPlan } from './lock/read-back.js';
import type { Pace } from './lock/lock.js';

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
  private readonly writers: ReaderOptions;
  private readonly reader: ModelReader;
  private readonly changer: ModelChanger;
  /** What was read last of each version, so that nothing is asked twice. */
  private readonly known = new Map<string, ServerVersion>();

  constructor(private readonly options: MlflowRegistryOptions) {
    const { server, stages, mode, aliases, pace } = options;
    const storage = new StageStorage({ mode, aliases, stages, features: server.features });
    this.writers = { server, storage, stages };
    this.reader = new ModelReader(this.writers);
    this.changer = new ModelChanger({ ...this.writers, reader: this.reader, pace });
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
    requireReadyModel(found);
    return this.remember(found);
  }

  async readAll(failed?: (model: string, error: StagegateError) => void): Promise<readonly Snapshot[]> {
    const snapshots: Snapshot[] = [];
    for (const model of await this.models()) {
      try {
        snapshots.push(this.remember(await this.reader.readWhole(model)));
      } catch (error) {
        // a server that does not answer at all will not answer for the next one either
        const isAway = error instanceof ServerFailure && error.status === null;
        if (failed === undefined || isAway || !(error instanceof StagegateError)) throw error;
        failed(model, error);
      }
    }
    return snapshots;
  }

  /** A version that an earlier read has seen; null when it has seen none. */
  findVersion(model: string, version: string): ServerVersion | null {
    return this.known.get(versionKey(model, version)) ?? null;
  }

  async apply(plan: Plan, basis: Snapshot): Promise<Applied> {
    const { revision } = basis;
    if (!(revision instanceof MlflowRevision)) throw new TypeError('the snapshot is not of this registry');
    if (plan.registration !== null) {
      this.requireNoStageAlias(plan.registration.aliases);
      const version = await registerVersion(plan, plan.registration, revision.reading, this.writers.server);
      return { commit: null, version };
    }
    return { commit: null, notices: await this.changer.change(plan, revision.reading) };
  }

  async readBack(plan: Plan): Promise<ReadBack> {
    const { action, to } = plan.entry;
    if (action === 'unregister') return { stage: null, lostTo: null };
    if (action === 'register' || action === 'acknowledge') return { stage: to, lostTo: null };
    return readBackPlan(plan, { ...this.writers, reader: this.reader, changer: this.changer });
  }

  async finish({ revision }: Snapshot): Promise<{ readonly finished: HistoryEntry | null } | undefined> {
    if (!(revision instanceof MlflowRevision)) throw new TypeError('the snapshot is not of this registry');
    return this.changer.finish(revision.reading);
  }

  reviewAliases(model: string, prune: boolean): Promise<AliasReview> {
    return reviewAliases(model, { ...this.writers, reader: this.reader }, prune);
  }

  close(): Promise<void> {
    return this.options.close();
  }

  /** An alias that stands for a stage would put the version there past every gate. */
  private requireNoStageAlias(aliases: readonly string[]): void {
    const { storage, stages } = this.writers;
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
    const { storage, stages } = this.writers;
    return toSnapshot(found, { reader: this.reader, storage, stages });
  }
}

function versionKey(model: string, version: string): string {
  return `${model}\n${version}`;
}

const PROMPT = 'mlflow.prompt.is_prompt';

/** A prompt is a registered model to the server, and can be moved by mistake. */
function requireReadyModel({ name, model, versions, asked }: Reading): void {
  const tags = [model?.tags ?? {}, asked === null ? {} : (versions.get(asked)?.tags ?? {})];
  if (tags.some((held) => held[PROMPT]?.toLowerCase() === 'true')) {
    throw new StagegateError('input', `${JSON.stringify(name)} is a prompt, not a registered model`, {
      hint: 'Prompts share the registry with models, but have no evaluation to judge here.',
    });
  }
}
