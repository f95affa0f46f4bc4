import type { Endpoint, Given, Json } from './endpoint.js';
import { pageOf } from './page.js';
import { invalid, missing, taken } from './refusal.js';

const PREFIX = '/api/2.0/mlflow/unity-catalog';

interface Version {
  readonly version: number;
  readonly runId: string | undefined;
  readonly tags: Map<string, string>;
}

interface Model {
  readonly name: string;
  readonly versions: Map<number, Version>;
  readonly tags: Map<string, string>;
  readonly aliases: Map<string, number>;
  last: number;
}

/** Models in Unity Catalog, in memory: aliases, no stages. Versions are made by `register` only. */
export class UnityCatalog {
  private readonly models = new Map<string, Model>();

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
      answer: (given) => ({ registered_model: tellModel(this.model(given.text('name'))) }),
    },
    {
      method: 'GET',
      path: `${PREFIX}/registered-models/search`,
      fields: { max_results: 'int64', page_token: 'string' },
      answer: (given) => this.searchModels(given),
    },
    {
      method: 'GET',
      path: `${PREFIX}/model-versions/get`,
      fields: { name: 'string!', version: 'string!' },
      answer: (given) => ({
        model_version: tellVersion(this.model(given.text('name')), this.version(given)),
      }),
    },
    {
      method: 'GET',
      path: `${PREFIX}/model-versions/search`,
      fields: { filter: 'string', max_results: 'int64', page_token: 'string' },
      answer: (given) => this.searchVersions(given),
    },
    {
      method: 'DELETE',
      path: `${PREFIX}/model-versions/delete`,
      fields: { name: 'string!', version: 'string!' },
      answer: (given) => this.deleteVersion(given),
    },
    {
      method: 'POST',
      path: `${PREFIX}/model-versions/set-tag`,
      fields: { name: 'string!', version: 'string!', key: 'string!', value: 'string' },
      answer: (given) => keepTag(this.version(given).tags, given.text('key'), given.text('value')),
    },
    {
      method: 'DELETE',
      path: `${PREFIX}/model-versions/delete-tag`,
      fields: { name: 'string!', version: 'string!', key: 'string!' },
      answer: (given) => dropTag(this.version(given).tags, given.text('key')),
    },
    {
      method: 'POST',
      path: `${PREFIX}/registered-models/set-tag`,
      fields: { name: 'string!', key: 'string!', value: 'string' },
      answer: (given) => keepTag(this.model(given.text('name')).tags, given.text('key'), given.text('value')),
    },
    {
      method: 'POST',
      path: `${PREFIX}/registered-models/alias`,
      fields: { name: 'string!', alias: 'string!', version: 'string!' },
      answer: (given) => this.setAlias(given),
    },
    {
      method: 'GET',
      path: `${PREFIX}/registered-models/alias`,
      fields: { name: 'string!', alias: 'string!' },
      answer: (given) => ({ model_version: this.tellAliased(given) }),
    },
    {
      method: 'DELETE',
      path: `${PREFIX}/registered-models/alias`,
      fields: { name: 'string!', alias: 'string!' },
      answer: (given) => this.deleteAlias(given),
    },
  ];

  /** Adds a model, if there is none, and versions to it, as MLflow's client does after it uploaded their files. */
  register(name: string, ...versions: readonly { runId?: string }[]): void {
    const model = this.models.get(name) ?? this.createModel(name);
    for (const { runId } of versions) {
      model.last += 1;
      model.versions.set(model.last, { version: model.last, runId, tags: new Map() });
    }
  }

  private createModel(name: string): Model {
    const key = keyOf(name);
    if (this.models.has(key)) throw taken(`Routine or Model '${key}' already exists.`);
    const model = { name: key, versions: new Map(), tags: new Map(), aliases: new Map(), last: 0 };
    this.models.set(key, model);
    return model;
  }

  private model(name: string): Model {
    const model = this.models.get(keyOf(name));
    if (model === undefined) throw missing(`Routine or Model '${keyOf(name)}' does not exist.`);
    return model;
  }

  private version(given: Given): Version {
    const { name, versions } = this.model(given.text('name'));
    const version = versions.get(Number(given.text('version')));
    if (version !== undefined) return version;
    throw missing(`Model version '${name}' version ${given.text('version')} does not exist.`);
  }

  /** The documentation says that the aliases go with their version. */
  private deleteVersion(given: Given): Json {
    const { versions, aliases } = this.model(given.text('name'));
    const { version } = this.version(given);
    versions.delete(version);
    for (const [alias, target] of [...aliases]) if (target === version) aliases.delete(alias);
    return {};
  }

  private setAlias(given: Given): Json {
    this.model(given.text('name')).aliases.set(given.text('alias'), this.version(given).version);
    return {};
  }

  private tellAliased(given: Given): Json {
    const model = this.model(given.text('name'));
    const version = model.versions.get(model.aliases.get(given.text('alias')) ?? 0);
    if (version === undefined) throw noAlias(given.text('alias'));
    return tellVersion(model, version);
  }

  private deleteAlias(given: Given): Json {
    const alias = given.text('alias');
    if (!this.model(given.text('name')).aliases.delete(alias)) throw noAlias(alias);
    return {};
  }

  private searchModels(given: Given): Json {
    const { rows, token } = pageOf([...this.models.values()], given, {
      most: 1_000,
      rowsAtMost: this.rowsAtMost,
    });
    const told = rows.map((model) => ({ ...tellModel(model), tags: undefined, aliases: undefined }));
    return { ...(told.length === 0 ? {} : { registered_models: told }), ...token };
  }

  private searchVersions(given: Given): Json {
    const filter = given.text('filter');
    const name = /^name\s*=\s*'([^']*)'$/.exec(filter)?.[1];
    if (name === undefined) {
      throw invalid(
        `Unsupported filter query : \`${filter}\`. Please specify your filter parameter in the format \`name = 'model_name'\``,
      );
    }
    const model = this.model(name);
    const { rows, token } = pageOf([...model.versions.values()], given, {
      most: 10_000,
      rowsAtMost: this.rowsAtMost,
    });
    const told = rows.map((held) => ({ ...tellVersion(model, held), tags: undefined, aliases: undefined }));
    return { ...(told.length === 0 ? {} : { model_versions: told }), ...token };
  }
}

/** The catalog keeps names in lower case. */
function keyOf(name: string): string {
  const levels = name.split('.');
  if (levels.length === 3 && !levels.includes('')) return name.toLowerCase();
  throw invalid(
    'Bad model name: please specify all three levels of the model in the form `catalog_name.schema_name.model_name`',
  );
}

function noAlias(alias: string) {
  return missing(`Registered Model Alias '${alias}' does not exist.`);
}

function keepTag(tags: Map<string, string>, key: string, value: string): Json {
  if (/[.,\-=/:]/.test(key)) {
    throw invalid(`Tag name ${key} contains one or more of the reserved characters: List(., ,, -, =, /, :)`);
  }
  if (key.trim() !== key || value.trim() !== value) throw invalid('Tags have no spaces at their ends');
  if (key.length > 255) throw invalid('A tag name has at most 255 characters');
  if (value.length > 1_000) throw invalid('A tag value has at most 1000 characters');
  if (!tags.has(key) && tags.size === 50) throw invalid('At most 50 tags can be assigned');
  tags.set(key, value);
  return {};
}

function dropTag(tags: Map<string, string>, key: string): Json {
  if (!tags.delete(key)) throw missing(`Tag '${key}' does not exist.`);
  return {};
}

function tellTags(tags: ReadonlyMap<string, string>): Json {
  return tags.size === 0 ? {} : { tags: [...tags].map(([key, value]) => ({ key, value })) };
}

function tellVersion({ name, aliases }: Model, { version, runId, tags }: Version): Json {
  const own = [...aliases].filter(([, target]) => target === version);
  return {
    name,
    version: String(version),
    creation_timestamp: 1_700_000_000_000 + version,
    last_updated_timestamp: 1_700_000_000_000 + version,
    user_id: 'jane.doe@example.com',
    source: `dbfs:/databricks/mlflow-tracking/${version}/artifacts/model`,
    ...(runId === undefined ? {} : { run_id: runId }),
    status: 'READY',
    storage_location: `s3://catalog/models/${version}`,
    ...(own.length === 0 ? {} : { aliases: own.map(([alias]) => ({ alias, version: String(version) })) }),
    ...tellTags(tags),
  };
}

function tellModel({ name, tags, aliases }: Model): Json {
  const told = [...aliases].map(([alias, version]) => ({ alias, version: String(version) }));
  return {
    name,
    creation_timestamp: 1_700_000_000_000,
    last_updated_timestamp: 1_700_000_000_000,
    user_id: 'jane.doe@example.com',
    ...(told.length === 0 ? {} : { aliases: told }),
    ...tellTags(tags),
  };
}
