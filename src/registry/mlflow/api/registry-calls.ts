import { refuseAnswer } from './answer-shapes.js';
import {
  readModel,
  readModelPage,
  readVersion,
  readVersionPage,
  type Dialect,
  type ListedVersion,
  type Page,
} from './answers.js';
import { unlessMissing } from './missing.js';
import { dropRepeats, readPages } from './paging.js';
import {
  ServerFailure,
  type ModelServer,
  type Repeatable,
  type ServerModel,
  type ServerVersion,
  type VersionName,
} from './server.js';
import type { ServerRequest, Transport } from './transport.js';

export const MLFLOW_API = '/api/2.0/mlflow';

export interface CallOptions {
  /** What stands before `/model-versions/…`. */
  readonly prefix: string;
  readonly dialect: Dialect;
  /** A tag's key as this server keeps it. */
  readonly writeKey: (key: string) => string;
}

/** What MLflow's own server, a Databricks workspace and Unity Catalog have alike. */
export interface RegistryCalls extends Pick<
  ModelServer,
  | 'model'
  | 'version'
  | 'versionByAlias'
  | 'setVersionTag'
  | 'deleteVersionTag'
  | 'deleteVersion'
  | 'setAlias'
  | 'deleteAlias'
> {
  /** All pages; in the server's order, other models' versions too if the filter finds them. */
  searchVersions(query: SearchQuery): Promise<ListedVersion[]>;
  /** The first page only. */
  firstVersions(query: SearchQuery): Promise<readonly ListedVersion[]>;
  searchModels(query: SearchQuery): Promise<ServerModel[]>;
}

/** Without the page's token. */
export type SearchQuery = Readonly<Record<string, string>>;

export function openCalls(transport: Transport, { prefix, dialect, writeKey }: CallOptions): RegistryCalls {
  const read = (path: string, query: ServerRequest['query']) =>
    transport.send({ method: 'GET', path, query, repeat: 'always' });
  const write = async (request: Omit<ServerRequest, 'query' | 'repeat'>, options?: Repeatable) => {
    await transport.send({ ...request, repeat: options?.mayRepeat ?? 'always' });
  };
  const aliasPath = `${prefix}/registered-models/alias`;

  const model = (name: string): Promise<ServerModel | null> =>
    unlessMissing(async () => readModel(await read(`${prefix}/registered-models/get`, { name }), dialect));

  const version = ({ name, version: asked }: VersionName): Promise<ServerVersion | null> =>
    unlessMissing(async () => {
      const answer = await read(`${prefix}/model-versions/get`, { name, version: asked });
      const found = readVersion(answer, dialect);
      if (found.version === asked) return found;
      throw refuseAnswer(
        dialect.label,
        `with version ${found.version} when asked for version ${asked} of ${name}`,
      );
    });

  const leadsSomewhere = async (name: string, alias: string): Promise<boolean> => {
    const { aliases = {} } = (await model(name)) ?? {};
    const target = Object.hasOwn(aliases, alias) ? aliases[alias] : undefined;
    return target !== undefined && (await version({ name, version: target })) !== null;
  };

  const versionPage = async (query: ServerRequest['query']): Promise<Page<ListedVersion>> =>
    readVersionPage(await read(`${prefix}/model-versions/search`, query), dialect);

  return {
    model,
    version,

    versionByAlias: async (name, alias) => {
      try {
        return await unlessMissing(async () => readVersion(await read(aliasPath, { name, alias }), dialect));
      } catch (error) {
        // MLflow's own server calls an alias that is not set an invalid parameter, as it calls many other things
        const unclear = error instanceof ServerFailure && error.errorCode === 'INVALID_PARAMETER_VALUE';
        if (unclear && !(await leadsSomewhere(name, alias))) return null;
        throw error;
      }
    },

    setVersionTag: ({ name, version }, { key, value }, options) => {
      const body = { name, version, key: writeKey(key), value };
      return write({ method: 'POST', path: `${prefix}/model-versions/set-tag`, body }, options);
    },

    deleteVersionTag: async ({ name, version }, key, options) => {
      const body = { name, version, key: writeKey(key) };
      await unlessMissing(() =>
        write({ method: 'DELETE', path: `${prefix}/model-versions/delete-tag`, body }, options),
      );
    },

    deleteVersion: async ({ name, version }, options) => {
      const path = `${prefix}/model-versions/delete`;
      await unlessMissing(() => write({ method: 'DELETE', path, body: { name, version } }, options));
    },

    setAlias: ({ name, version }, alias, options) =>
      write({ method: 'POST', path: aliasPath, body: { name, alias, version } }, options),

    deleteAlias: async (name, alias, options) => {
      await unlessMissing(() => write({ method: 'DELETE', path: aliasPath, body: { name, alias } }, options));
    },

    searchVersions: async (query) => {
      const found = await readPages(dialect.label, (page_token) => versionPage({ ...query, page_token }));
      return dropRepeats(found, ({ name, held }) => JSON.stringify([name, held.version]));
    },

    firstVersions: async (query) => (await versionPage(query)).items,

    searchModels: async (query) => {
      const path = `${prefix}/registered-models/search`;
      const found = await readPages(dialect.label, async (page_token) =>
        readModelPage(await read(path, { ...query, page_token }), dialect),
      );
      return dropRepeats(found, ({ name }) => name);
    },
  };
}
