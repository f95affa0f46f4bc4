import {
  ServerFailure,
  type ModelServer,
  type NewVersion,
  type ServerLoggedModel,
  type ServerModel,
  type ServerRun,
  type ServerVersion,
  type VersionName,
} from '../../../../src/registry/mlflow/api/server.js';

interface Held {
  stage: string;
  source: string;
  runId: string | null;
  tags: Map<string, string>;
}

interface HeldModel {
  /** The highest number that was ever given. */
  last: number;
  tags: Map<string, string>;
  versions: Map<string, Held>;
  aliases: Map<string, string>;
}

/** Called before a request is acted upon, and again before its answer goes back: where others may come between. */
export type Between = (request: string, when: 'before' | 'within' | 'after') => Promise<void>;

/**
 * What an MLflow server keeps, in memory, with its want of isolation: a transition first looks who holds the stage
 * and then, in a step of its own, archives those and moves the version. The suite for both registries holds it
 * against the real servers.
 */
export class MemoryServer implements ModelServer {
  readonly label = 'memory';
  readonly requests: string[] = [];
  readonly held = new Map<string, HeldModel>();
  features = { stages: true, aliases: true, tagValue: 5_000 };

  constructor(private readonly between: Between = () => Promise.resolve()) {}

  /** A view for one client: the same content, its own way of being interrupted. */
  as(between: Between): MemoryServer {
    const view = new MemoryServer(between);
    Object.assign(view, { held: this.held, features: this.features });
    return view;
  }

  /** A server of its own that holds the same. */
  copy(): MemoryServer {
    const copied = new MemoryServer();
    Object.assign(copied, { held: structuredClone(this.held), features: this.features });
    return copied;
  }

  add(name: string, stages: readonly string[]): this {
    const versions = stages.map((stage, at): [string, Held] => [
      String(at + 1),
      { stage, source: `s3://models/${name}/${at + 1}`, runId: null, tags: new Map() },
    ]);
    const last = versions.length;
    this.held.set(name, { last, tags: new Map(), versions: new Map(versions), aliases: new Map() });
    return this;
  }

  /** What somebody does past us: the version's tags go with it, an alias of it stays, its number is not given again. */
  delete(name: string, version: string): void {
    this.held.get(name)?.versions.delete(version);
  }

  /** The versions in a stage now. */
  inStage(name: string, stage: string): string[] {
    return [...(this.held.get(name)?.versions ?? [])]
      .filter(([, held]) => held.stage === stage)
      .map(([v]) => v);
  }

  models(): Promise<string[]> {
    return this.serve('models', () => [...this.held.keys()].sort());
  }

  model(name: string): Promise<ServerModel | null> {
    return this.serve(`model ${name}`, () => {
      const model = this.held.get(name);
      if (model === undefined) return null;
      const latest = new Map([...model.versions].map(([version, { stage }]) => [stage, version]));
      return {
        name,
        tags: Object.fromEntries(model.tags),
        aliases: Object.fromEntries(model.aliases),
        latest: [...latest.values()].map((version) => ({ ...this.tell({ name, version }), aliases: null })),
      };
    });
  }

  versions(name: string, tagged?: string): Promise<ServerVersion[]> {
    return this.serve(tagged === undefined ? `all ${name}` : `tagged ${name}`, () =>
      [...(this.held.get(name)?.versions ?? [])]
        .filter(([, { tags }]) => tagged === undefined || tags.has(tagged))
        .map(([version]) => ({ ...this.tell({ name, version }), aliases: null })),
    );
  }

  version(at: VersionName): Promise<ServerVersion | null> {
    return this.serve(`version ${at.version}`, () => (this.find(at) === undefined ? null : this.tell(at)));
  }

  newest(name: string): Promise<ServerVersion | null> {
    return this.serve('newest', () => {
      const version = [...(this.held.get(name)?.versions.keys() ?? [])].at(-1);
      return version === undefined ? null : { ...this.tell({ name, version }), aliases: null };
    });
  }

  versionByAlias(name: string, alias: string): Promise<ServerVersion | null> {
    return this.serve(`alias ${alias}`, () => {
      const version = this.held.get(name)?.aliases.get(alias);
      return version === undefined || this.find({ name, version }) === undefined
        ? null
        : this.tell({ name, version });
    });
  }

  setVersionTag(at: VersionName, { key, value }: { key: string; value: string }): Promise<void> {
    return this.serve(`tag ${at.version} ${key}`, () => {
      if (value.length > this.features.tagValue) throw refused(400, 'INVALID_PARAMETER_VALUE');
      this.require(at).tags.set(key, value);
    });
  }

  deleteVersionTag(at: VersionName, key: string): Promise<void> {
    return this.serve(`untag ${at.version} ${key}`, () => void this.require(at).tags.delete(key));
  }

  deleteVersion({ name, version }: VersionName): Promise<void> {
    return this.serve(`delete ${version}`, () => this.delete(name, version));
  }

  setAlias(at: VersionName, alias: string): Promise<void> {
    return this.serve(`point ${alias} at ${at.version}`, () => {
      this.require(at);
      this.held.get(at.name)?.aliases.set(alias, at.version);
    });
  }

  deleteAlias(name: string, alias: string): Promise<void> {
    return this.serve(`unpoint ${alias}`, () => void this.held.get(name)?.aliases.delete(alias));
  }

  async transition(
    at: VersionName,
    { stage, archiveExisting }: { stage: string; archiveExisting: boolean },
  ): Promise<ServerVersion> {
    const request = `move ${at.version} to ${stage}`;
    this.requests.push(request);
    await this.between(request, 'before');
    this.require(at);
    const others = archiveExisting
      ? this.inStage(at.name, stage).filter((version) => version !== at.version)
      : [];
    await this.between(request, 'within');
    for (const version of others) this.require({ name: at.name, version }).stage = 'Archived';
    this.require(at).stage = stage;
    await this.between(request, 'after');
    return this.tell(at);
  }

  createModel(name: string): Promise<void> {
    return this.serve(`create ${name}`, () => {
      if (!this.held.has(name)) this.add(name, []);
    });
  }

  createVersion(name: string, made: NewVersion): Promise<ServerVersion> {
    return this.serve(`create version of ${name}`, () => {
      const model = this.held.get(name);
      if (model === undefined) throw refused(404, 'RESOURCE_DOES_NOT_EXIST');
      const version = String((model.last += 1));
      const tags = new Map(Object.entries(made.tags));
      model.versions.set(version, { stage: 'None', source: made.source, runId: made.runId ?? null, tags });
      return this.tell({ name, version });
    });
  }

  run(): Promise<ServerRun | null> {
    return this.serve('run', () => null);
  }

  loggedModel(): Promise<ServerLoggedModel | null> {
    return this.serve('logged model', () => null);
  }

  private async serve<T>(request: string, act: () => T): Promise<T> {
    this.requests.push(request);
    await this.between(request, 'before');
    const answer = act();
    await this.between(request, 'after');
    return answer;
  }

  private find({ name, version }: VersionName): Held | undefined {
    return this.held.get(name)?.versions.get(version);
  }

  private require(at: VersionName): Held {
    const held = this.find(at);
    if (held === undefined) throw refused(404, 'RESOURCE_DOES_NOT_EXIST');
    return held;
  }

  private tell(at: VersionName): ServerVersion {
    const { stage, source, runId, tags } = this.require(at);
    const aliases = [...(this.held.get(at.name)?.aliases ?? [])].filter(([, v]) => v === at.version);
    return {
      version: at.version,
      stage: this.features.stages ? stage : null,
      source,
      runId,
      modelId: null,
      createdAt: 0,
      status: 'READY',
      tags: Object.fromEntries(tags),
      aliases: aliases.map(([alias]) => alias),
    };
  }
}

export function refused(status: number, errorCode: string | null = null): ServerFailure {
  return new ServerFailure(`memory answered ${status}`, { status, errorCode, definite: true });
}

export function lost(): ServerFailure {
  return new ServerFailure('the connection to memory was lost', {
    status: null,
    errorCode: null,
    definite: false,
  });
}
