import {
  readModel,
  readModelPage,
  readVersion,
  readVersionPage,
  refuseAnswer,
  type Dialect,
  type ListedVersion,
  type Page,
} from './answers.js';
import {
  ServerFailure,
  unlessMissing,
  type ModelServer,
  type Repeatable,
  type ServerModel,
  type ServerRequest,
  type ServerVersion,
  type Transport,
  type VersionName,
} from './server.js';

export const MLFLOW_API = '/api/2.0/mlflow';

interface CallOptions {
  /** Comes before `/model-versions/…`. */
  readonly prefix: string;
  readonly dialect: Dialect;
  /** A tag's key as this server keeps it. */
  readonly writeKey: (key: string) => string;
}

/** The calls that MLflow's own server, a Databricks workspace and Unity Catalog share. */
interface RegistryCalls extends Pick<
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
  /** All pages, in the server's order; other models' versions too if the filter finds them. */
  searchVersions(query: SearchQuery): Promise<ListedVersion[]>;
  /** The first page only. */
  firstVersions(query: SearchQuery): Promise<readonly ListedVersion[]>;
  searchModels(query: SearchQuery): Promise<ServerModel[]>;
}

/** Without the page's token. */
type SearchQuery = Readonly<Record<string, string>>;

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
      const how = `with version ${found.version} when asked for version ${asked} of ${name}`;
      throw refuseAnswer(dialect.label, how);
    });

  const existsAlias = async (name: string, alias: string): Promise<boolean> => {
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
        // MLflow's own server answers this for an alias that is not set, and for much else
        const unclear = error instanceof ServerFailure && error.errorCode === 'INVALID_PARAMETER_VALUE';
        if (unclear && !(await existsAlias(name, alias))) return null;
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

/** More than any registry has. A list without an end would keep us forever. */
const MAX_PAGES = 10_000;

/**
 * Reads all items of a list, page after page. A page may be empty without being the last.
 * @param label the server's address, for errors
 * @throws ServerFailure when a page leads back to an earlier one, or the list has no end
 */
export async function readPages<T>(
  label: string,
  fetchPage: (token: string | undefined) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  const seen = new Set<string>();
  for (let token: string | undefined; ;) {
    const page = await fetchPage(token);
    // not push(...items): a page may have 200,000 of them, too many for arguments
    for (const item of page.items) items.push(item);
    if (page.next === null) return items;
    if (seen.has(page.next)) throw refuseAnswer(label, 'with a list whose pages repeat');
    if (seen.size === MAX_PAGES) throw refuseAnswer(label, `with more than ${MAX_PAGES} pages of a list`);
    seen.add(page.next);
    token = page.next;
  }
}

/** Drops repeats: a list that changes while it is read may show a row on two pages. The later one counts. */
export function dropRepeats<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
