import { beforeAll, expect, test } from '@jest/globals';
import { MemoryServer } from '../unit/mlflow/support/memory-server.js';
import { answerRest } from '../unit/mlflow/support/memory-rest.js';
import { server, SERVER_TIMEOUT, uniqueName, type ServerName } from './support/servers.js';

/*
 * The server in memory, on which every fault is tried, answers as real ones do: the same requests, one after another, and
 * what stagegate reads of each answer. registries.test.ts has stagegate work on it.
 */

interface Asked {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Of the query or the body; `name` is added. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

const get = (path: string, fields = {}): Asked => ({ method: 'GET', path, fields });
const post = (path: string, fields = {}): Asked => ({ method: 'POST', path, fields });
const remove = (path: string, fields = {}): Asked => ({ method: 'DELETE', path, fields });
const search = (condition = '', order = 'ASC', max = '10000') =>
  get('model-versions/search', {
    condition,
    order_by: `version_number ${order}`,
    max_results: max,
  });
const MODEL = get('registered-models/get');
const ALIAS = 'registered-models/alias';
const move = (version: string, stage: string, archives = false) =>
  post('model-versions/transition-stage', { version, stage, archive_existing_versions: archives });
const version = (number: string) => get('model-versions/get', { version: number });
const tag = (number: string, key: string, value: string) =>
  post('model-versions/set-tag', { version: number, key, value });
const MARKED = " AND tags.`stagegate.history.1` LIKE '%'";
const PROMPTS = " AND tags.`mlflow.prompt.is_prompt` = 'true'";

const STORY: Readonly<Record<string, Asked>> = {
  'a model that is not there': MODEL,
  'a version of it': version('1'),
  'its versions': search(),
  'its versions with a tag': search(MARKED),
  'a version without its model': post('model-versions/create', { source: 's3://a/1' }),
  'the model is made': post('registered-models/create'),
  'it is made again': post('registered-models/create'),
  'it is empty': MODEL,
  'version 1': post('model-versions/create', { source: 's3://a/1' }),
  'version 2, with tags': post('model-versions/create', {
    source: 's3://a/2',
    tags: [
      { key: 'team', value: 'risk' },
      { key: 'trained at/by', value: 'é "\'' },
    ],
  }),
  'version 3': post('model-versions/create', { source: 's3://a/3' }),
  'all of them': search(),
  'the newest': search('', 'DESC', '1'),
  'one by its number': version('2'),
  'one that is not there': version('9'),
  'a move': move('1', 'Production'),
  'a move that leaves the other there': move('2', 'Production'),
  'a move that archives both': move('3', 'Production', true),
  'a move of what is there': move('3', 'Production', true),
  'a move of what is not there': move('9', 'Production'),
  'all of them after the moves': search(),
  'the model after the moves': MODEL,
  'a tag': tag('1', 'stagegate.history.1', 'a line'),
  'the tag again, otherwise': tag('1', 'stagegate.history.1', "another's line"),
  'a tag on what is not there': tag('9', 'stagegate.history.1', 'a line'),
  'versions with the tag': search(MARKED),
  'versions that hide the model': search(PROMPTS),
  'the tag is gone': remove('model-versions/delete-tag', { version: '1', key: 'stagegate.history.1' }),
  'it is gone twice': remove('model-versions/delete-tag', { version: '1', key: 'stagegate.history.1' }),
  'versions with the tag, of which there is none': search(MARKED),
  'an alias': post(ALIAS, { alias: 'Production', version: '3' }),
  'an alias more': post(ALIAS, { alias: 'champion', version: '3' }),
  'an alias on what is not there': post(ALIAS, { alias: 'Production', version: '9' }),
  'by its alias': get(ALIAS, { alias: 'Production' }),
  'by an alias that is not set': get(ALIAS, { alias: 'nobody' }),
  'a version tells its aliases': version('3'),
  'a move tells them too': move('3', 'Production', true),
  'a search does not': search(),
  'the model does': MODEL,
  'the alias moves': post(ALIAS, { alias: 'Production', version: '2' }),
  'the alias is gone': remove(ALIAS, { alias: 'champion' }),
  'the alias is gone twice': remove(ALIAS, { alias: 'champion' }),
  // one without an alias: MLflow 3 removes those of a version that is deleted, MLflow 2 and the server in memory leave them
  'a version is gone': remove('model-versions/delete', { version: '1' }),
  'it is gone too': remove('model-versions/delete', { version: '1' }),
  'the version that is gone': version('1'),
  'a search leaves it out': search(),
  'a number is not given twice': post('model-versions/create', { source: 's3://a/4' }),
  'the model in the end': MODEL,
};

/** The story as one server tells it. */
async function tell(send: (method: string, path: string, body: string) => Promise<[number, string]>) {
  const name = uniqueName('story');
  const told: Record<string, unknown> = {};
  for (const [title, { method, path, fields = {} }] of Object.entries(STORY)) {
    const { condition, ...rest } = fields;
    const given =
      condition === undefined
        ? { name, ...rest }
        : { filter: `name = '${name}'${condition as string}`, ...rest };
    const query =
      method === 'GET' ? `?${new URLSearchParams(given as Record<string, string>).toString()}` : '';
    const [status, text] = await send(
      method,
      `/api/2.0/mlflow/${path}${query}`,
      method === 'GET' ? '' : JSON.stringify(given),
    );
    told[title] = { status, ...read(JSON.parse(text), name) };
  }
  return told;
}

/** What stagegate reads, without times and words for people. */
const READ = new Set([
  ...[
    'registered_model',
    'model_version',
    'model_versions',
    'latest_versions',
    'error_code',
    'tags',
    'aliases',
  ],
  ...['name', 'version', 'current_stage', 'source', 'run_id', 'status', 'key', 'value', 'alias'],
]);

function read(answer: unknown, name: string): object {
  const keep = (key: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((one) => JSON.stringify(one, keep)).sort();
    if (typeof value !== 'object' || value === null) return value === name ? 'NAME' : value;
    const kept = Object.entries(value).filter(([own, held]) => READ.has(own) && held !== '');
    return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  return JSON.parse(JSON.stringify(answer, keep)) as object;
}

let inMemory: Record<string, unknown> = {};
beforeAll(async () => {
  const memory = new MemoryServer();
  inMemory = await tell(async (method, path, body) => {
    const answer = await answerRest(memory, { method, path, body });
    return [answer.status, answer.body];
  });
});

test.each<[ServerName]>([['sqlite-3'], ['sqlite-2'], ['postgres-3'], ['postgres-2']])(
  'tells the same story as %s',
  async (name) => {
    const { url } = await server(name);
    const real = await tell(async (method, path, body) => {
      const response = await fetch(`${url}${path}`, {
        method,
        ...(body === '' ? {} : { body, headers: { 'Content-Type': 'application/json' } }),
      });
      return [response.status, await response.text()];
    });
    expect(inMemory).toEqual(real);
  },
  SERVER_TIMEOUT,
);
