import { ServerFailure, type ServerVersion } from '../../../../src/registry/mlflow/api/server.js';
import { refused, type MemoryServer } from './memory-server.js';

/** A request as it goes over the wire. */
export interface RestRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Empty without one. */
  readonly body: string;
}

export interface RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Json = Readonly<Record<string, unknown>>;
type Route = (server: MemoryServer, given: Given) => Promise<Json>;

/** The fields of a request: a query's or a body's. */
interface Given {
  readonly name: string;
  readonly version: string;
  readonly alias: string;
  readonly key: string;
  readonly value: string;
  readonly stage: string;
  readonly source: string;
  readonly run_id?: string;
  readonly filter?: string;
  readonly order_by?: string;
  readonly max_results?: string;
  readonly tags?: readonly { readonly key: string; readonly value: string }[];
  readonly archive_existing_versions?: boolean;
}

const CREATED = 1_700_000_000_000;
const JSON_TYPE = { 'Content-Type': 'application/json' };

/**
 * Answers a request as MLflow's REST API does, from what a MemoryServer keeps. The suite `mlflow` sends the same requests
 * to real servers and compares the answers (memory-server.test.ts), and has stagegate work on it (registries.test.ts).
 */
export async function answerRest(server: MemoryServer, request: RestRequest): Promise<RestAnswer> {
  const { pathname, searchParams } = new URL(request.path, 'http://memory');
  const route = ROUTES[`${request.method} ${pathname.replace(/^\/api\/2\.0\/mlflow\//, '')}`];
  if (route === undefined) return { status: 404, headers: { 'Content-Type': 'text/html' }, body: '' };
  const given = (request.body === '' ? Object.fromEntries(searchParams) : JSON.parse(request.body)) as Given;
  try {
    return { status: 200, headers: JSON_TYPE, body: JSON.stringify(await route(server, given)) };
  } catch (error) {
    if (!(error instanceof ServerFailure) || error.status === null) throw error;
    const { status, errorCode: error_code, message } = error;
    return { status, headers: JSON_TYPE, body: JSON.stringify({ error_code, message }) };
  }
}

const ROUTES: Readonly<Record<string, Route>> = {
  'GET registered-models/search': async (server) =>
    list(
      'registered_models',
      (await server.models()).map((name) => ({ name })),
    ),

  'GET registered-models/get': async (server, { name }) => {
    const { tags, aliases, latest } = found(await server.model(name));
    return {
      registered_model: {
        name,
        ...list(
          'latest_versions',
          latest.map((held) => tell(name, held)),
        ),
        ...list('tags', listTags(tags)),
        ...list(
          'aliases',
          Object.entries(aliases).map(([alias, version]) => ({ alias, version })),
        ),
      },
    };
  },

  'POST registered-models/create': async (server, { name }) => {
    if ((await server.model(name)) !== null) throw refused(400, 'RESOURCE_ALREADY_EXISTS');
    await server.createModel(name);
    return { registered_model: { name } };
  },

  'GET model-versions/search': async (server, { filter = '', order_by = '', max_results }) => {
    const { name, tag, value } = readFilter(filter);
    const versions = (await server.versions(name, tag)).filter(
      ({ tags }) => tag === undefined || value === undefined || tags[tag] === value,
    );
    const ordered = order_by.endsWith('DESC') ? versions.toReversed() : versions;
    return list(
      'model_versions',
      ordered.slice(0, Number(max_results)).map((held) => tell(name, held)),
    );
  },

  'GET model-versions/get': async (server, given) => ({
    model_version: tell(given.name, found(await server.version(given))),
  }),

  'POST model-versions/create': async (server, { name, source, run_id, tags = [] }) => ({
    model_version: tell(
      name,
      await server.createVersion(name, {
        source,
        runId: run_id,
        tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
      }),
    ),
  }),

  'POST model-versions/transition-stage': async (server, { stage, archive_existing_versions, ...at }) => ({
    model_version: tell(
      at.name,
      await server.transition(at, { stage, archiveExisting: archive_existing_versions === true }),
    ),
  }),

  'POST model-versions/set-tag': async (server, given) => {
    await server.setVersionTag(given, given);
    return {};
  },

  'DELETE model-versions/delete-tag': async (server, given) => {
    await server.deleteVersionTag(given, given.key);
    return {};
  },

  'DELETE model-versions/delete': async (server, given) => {
    found(await server.version(given));
    await server.deleteVersion(given);
    return {};
  },

  'GET registered-models/alias': async (server, { name, alias }) => {
    const version = found(await server.model(name)).aliases[alias];
    if (version === undefined) throw refused(400, 'INVALID_PARAMETER_VALUE');
    return { model_version: tell(name, found(await server.version({ name, version }))) };
  },

  'POST registered-models/alias': async (server, given) => {
    await server.setAlias(given, given.alias);
    return {};
  },

  'DELETE registered-models/alias': async (server, { name, alias }) => {
    await server.deleteAlias(name, alias);
    return {};
  },
};

/** The filters that stagegate sends. @throws ServerFailure for any other */
function readFilter(filter: string): { name: string; tag?: string | undefined; value?: string | undefined } {
  const parts = /^name = (?:'([^']*)'|"([^"]*)")(?: AND tags\.`([^`]+)` (?:LIKE '%'|= '([^']*)'))?$/.exec(
    filter,
  );
  const [, single, double, tag, value] = parts ?? [];
  const name = single ?? double;
  if (name === undefined) throw refused(400, 'INVALID_PARAMETER_VALUE');
  return { name, tag, value };
}

/** @throws ServerFailure for null */
function found<T>(held: T | null): T {
  if (held === null) throw refused(404, 'RESOURCE_DOES_NOT_EXIST');
  return held;
}

function tell(name: string, { version, stage, source, runId, status, tags, aliases }: ServerVersion): Json {
  return {
    name,
    version,
    creation_timestamp: CREATED,
    last_updated_timestamp: CREATED,
    current_stage: stage,
    description: '',
    source: source ?? '',
    run_id: runId ?? '',
    status,
    run_link: '',
    ...list('tags', listTags(tags)),
    // a search does not tell them
    ...list('aliases', aliases ?? []),
  };
}

function listTags(tags: Readonly<Record<string, string>>): Json[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

/** MLflow leaves out empty lists. */
function list(key: string, items: readonly unknown[]): Json {
  return items.length === 0 ? {} : { [key]: items };
}
