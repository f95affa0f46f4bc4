import type { Endpoint, Given, Json, Tag } from './endpoint.js';
import { pageOf } from './page.js';
import { invalid, missing, taken } from './refusal.js';

const PREFIX = '/api/2.0/mlflow';
const STAGES = ['None', 'Staging', 'Production', 'Archived'];

interface Version {
  readonly name: string;
  readonly version: number;
  stage: string;
  readonly source: string;
  readonly runId: string | undefined;
  readonly createdAt: number;
  readonly tags: Map<string, string>;
}

interface Model {
  readonly name: string;
  readonly versions: Map<number, Version>;
  last: number;
}

/** The model registry of a workspace, in memory: stages, no aliases. */
export class WorkspaceRegistry {
  private readonly models = new Map<string, Model>();
  private clock = 1_700_000_000_000;

  /** @param rowsAtMost pages have no more rows, whatever is asked for */
  constructor(private readonly rowsAtMost: number) {}

  readonly endpoints: readonly Endpoint[] = [
    {
      method: 'POST',
      path: `${PREFIX}/registered-models/create`,
      fields: { name: 'string!', tags: 'tags', description: 'string', deployment_job_id: 'string' },
      answer: (given) => ({ registered_model: tellModel(this.createModel(given.text('name'))) }),
    },
    {
      method: 'GET',
      path: `${PREFIX}/registered-models/get`,
      fields: { name: 'string!' },
      answer: (given) => ({ registered_model: tellModel(this.model(given)) }),
    },
    {
      method: 'GET',
      path: `${PREFIX}/registered-models/search`,
      fields: { filter: 'string', max_results: 'int64', order_by: 'strings', page_token: 'string' },
      answer: (given) => this.searchModels(given),
    },
    {
      method: 'POST',
      path: `${PREFIX}/model-versions/create`,
      fields: {
        name: 'string!',
        source: 'string!',
        run_id: 'string',
        tags: 'tags',
        run_link: 'string',
        description: 'string',
        model_id: 'string',
      },
      answer: (given) => ({ model_version: tell(this.createVersion(this.model(given), given)) }),
    },
    {
      method: 'GET',
      path: `${PREFIX}/model-versions/get`,
      fields: { name: 'string!', version: 'string!' },
      answer: (given) => ({ model_version: tell(this.version(given)) }),
    },
    {
      method: 'GET',
      path: `${PREFIX}/model-versions/search`,
      fields: { filter: 'string', max_results: 'int64', order_by: 'strings', page_token: 'string' },
      answer: (given) => this.searchVersions(given),
    },
    {
      method: 'POST',
      path: `${PREFIX}/model-versions/transition-stage`,
      fields: {
        name: 'string!',
        version: 'string!',
        stage: 'string!',
        archive_existing_versions: 'bool!',
      },
      answer: (given) => ({ model_version: tell(this.transition(given)) }),
    },
    {
      method: 'POST',
      path: `${PREFIX}/model-versions/set-tag`,
      fields: { name: 'string!', version: 'string!', key: 'string!', value: 'string!' },
      answer: (given) => this.setTag(given),
    },
    {
      method: 'DELETE',
      path: `${PREFIX}/model-versions/delete-tag`,
      fields: { name: 'string!', version: 'string!', key: 'string!' },
      answer: (given) => this.deleteTag(given),
    },
    {
      method: 'DELETE',
      path: `${PREFIX}/model-versions/delete`,
      fields: { name: 'string!', version: 'string!' },
      answer: (given) => this.deleteVersion(given),
    },
  ];

  /** Adds a model, if there is none, and versions to it. */
  register(name: string, ...versions: readonly { tags?: Json; stage?: string; runId?: string }[]): void {
    const model = this.models.get(name) ?? this.createModel(name);
    for (const { tags = {}, stage = 'None', runId } of versions) {
      const version = this.addVersion(model, {
        source: `dbfs:/models/${name}/${model.last + 1}`,
        runId,
        stage,
      });
      for (const [key, value] of Object.entries(tags)) version.tags.set(key, String(value));
    }
  }

  private createModel(name: string): Model {
    checkName(name);
    if (this.models.has(name)) throw taken(`Registered Model with name='${name}' already exists.`);
    const model = { name, versions: new Map<number, Version>(), last: 0 };
    this.models.set(name, model);
    return model;
  }

  private createVersion(model: Model, given: Given): Version {
    const version = this.addVersion(model, {
      source: given.text('source'),
      runId: given.optionalText('run_id'),
      stage: 'None',
    });
    for (const tag of given.tags('tags')) keepTag(version.tags, tag);
    return version;
  }

  private addVersion(model: Model, made: Pick<Version, 'source' | 'runId' | 'stage'>): Version {
    model.last += 1;
    this.clock += 1_000;
    const version = {
      ...made,
      name: model.name,
      version: model.last,
      createdAt: this.clock,
      tags: new Map<string, string>(),
    };
    model.versions.set(model.last, version);
    return version;
  }

  private model(given: Given): Model {
    const name = given.text('name');
    checkName(name);
    const model = this.models.get(name);
    if (model === undefined)
      throw missing(`RegisteredModel '${name}' does not exist. It might have been deleted.`);
    return model;
  }

  private version(given: Given): Version {
    const number = given.text('version');
    const version = this.model(given).versions.get(Number(number));
    if (version !== undefined) return version;
    throw missing(
      `ModelVersion '${given.text('name')}/${number}' does not exist. It might have been deleted.`,
    );
  }

  private transition(given: Given): Version {
    const version = this.version(given);
    const stage = given.text('stage');
    if (!STAGES.includes(stage)) throw invalid(`Invalid model version stage ${stage}.`);
    if (given.flag('archive_existing_versions')) {
      if (stage === 'None' || stage === 'Archived') {
        throw invalid(`Cannot archive existing versions when transitioning to ${stage}.`);
      }
      for (const other of this.model(given).versions.values()) {
        if (other.stage === stage) other.stage = 'Archived';
      }
    }
    version.stage = stage;
    return version;
  }

  private setTag(given: Given): Json {
    keepTag(this.version(given).tags, { key: given.text('key'), value: given.text('value') });
    return {};
  }

  private deleteTag(given: Given): Json {
    const key = given.text('key');
    if (!this.version(given).tags.delete(key)) throw missing(`No tag with name: ${key}`);
    return {};
  }

  private deleteVersion(given: Given): Json {
    this.model(given).versions.delete(this.version(given).version);
    return {};
  }

  private searchModels(given: Given): Json {
    if (given.optionalText('filter') !== undefined)
      throw invalid('the stand-in searches models without a filter');
    const sorted = [...this.models.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const { rows, token } = pageOf(sorted, given, { most: 1_000, rowsAtMost: this.rowsAtMost });
    return { ...(rows.length === 0 ? {} : { registered_models: rows.map(tellModel) }), ...token };
  }

  private searchVersions(given: Given): Json {
    const filter = given.text('filter');
    const name = /^name\s*=\s*'([^']*)'$/.exec(filter)?.[1];
    if (name === undefined) throw invalid(`Unsupported filter: ${filter}: one condition, name='…'`);
    // the latest first, as where nothing says otherwise
    const versions = [...(this.models.get(name)?.versions.values() ?? [])].reverse();
    const { rows, token } = pageOf(versions, given, { most: 10_000, rowsAtMost: this.rowsAtMost });
    return { ...(rows.length === 0 ? {} : { model_versions: rows.map(tell) }), ...token };
  }
}

function checkName(name: string): void {
  if (!/[/.:]/.test(name)) return;
  throw invalid(
    `Invalid name '${name}'. A workspace registered model name must be a non-empty UTF-8 string and cannot contain forward slashes(/), periods(.), or colons(:).`,
  );
}

function keepTag(tags: Map<string, string>, { key, value }: Tag): void {
  if (Buffer.byteLength(key) > 250) throw invalid('a tag key has at most 250 bytes');
  if (Buffer.byteLength(value) > 5_000) throw invalid('a tag value has at most 5000 bytes');
  tags.set(key, value);
}

function tell({ name, version, stage, source, runId, createdAt, tags }: Version): Json {
  return {
    name,
    version: String(version),
    creation_timestamp: createdAt,
    last_updated_timestamp: createdAt,
    user_id: 'jane.doe@example.com',
    current_stage: stage,
    source,
    ...(runId === undefined ? {} : { run_id: runId }),
    status: 'READY',
    ...(tags.size === 0 ? {} : { tags: [...tags].map(([key, value]) => ({ key, value })) }),
  };
}

function tellModel({ name, versions }: Model): Json {
  const latest = STAGES.flatMap((stage) =>
    [...versions.values()].filter((held) => held.stage === stage).slice(-1),
  );
  return {
    name,
    creation_timestamp: 1_700_000_000_000,
    last_updated_timestamp: 1_700_000_000_000,
    user_id: 'jane.doe@example.com',
    ...(latest.length === 0 ? {} : { latest_versions: latest.map(tell) }),
  };
}
