import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startDatabricks, type Databricks } from '../support/databricks/databricks.js';

/* The stand-in for Databricks by itself, over HTTP. MLflow's own client drives it in __tests__/mlflow. */

const CATALOG = '/api/2.0/mlflow/unity-catalog';
const ALIAS = `${CATALOG}/registered-models/alias`;

let databricks: Databricks;
beforeEach(async () => {
  databricks = await startDatabricks({ rowsAtMost: 2 });
});
afterEach(() => databricks.close());

const bearer = (token = databricks.signIn.token) => ({ authorization: `Bearer ${token}` });
const get = (path: string, headers: Record<string, string> = bearer()) =>
  fetch(`${databricks.url}${path}`, { headers });
const post = (path: string, body: string, type = 'application/json', headers = bearer()) =>
  fetch(`${databricks.url}${path}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': type },
    body,
  });

test('requests that no client should send are refused and kept as violations', async () => {
  const answers = [
    await get('/api/2.0/mlflow/no-such-thing'),
    await get(`${ALIAS}?name=a.b.c&alias=x&what=y`),
    await get(`${ALIAS}?name=a.b.c`),
    await fetch(`${databricks.url}${ALIAS}?name=a.b.c&alias=x`, { headers: bearer(), method: 'DELETE' }),
    await post(ALIAS, ''),
    await post(ALIAS, '{"name": "a.b.c", "alias": "x", "version": 1}'),
    await post(ALIAS, '{"name": "a.b.c", "alias": "x", "version": "1"}', 'text/plain'),
    await post(`${ALIAS}?name=a.b.c`, '{"name": "a.b.c", "alias": "x", "version": "1"}'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 400, 400, 400, 400, 400, 400, 400]);
  expect(databricks.violations).toHaveLength(answers.length);
});

test('a request for a model that does not exist is an ordinary error', async () => {
  const answer = await get(`${CATALOG}/registered-models/get?name=a.b.c`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ error_code: 'RESOURCE_DOES_NOT_EXIST' });
  expect(databricks.violations).toEqual([]);
});

test('a search has at most the rows that the test asked for on each page', async () => {
  for (const model of ['one', 'two', 'three']) databricks.catalog.register(`a.b.${model}`, {});
  const pages: number[] = [];
  for (let token: string | undefined = ''; token !== undefined;) {
    const query: string = token === '' ? '' : `&page_token=${encodeURIComponent(token)}`;
    const answer = await get(`${CATALOG}/registered-models/search?max_results=100${query}`);
    const page = (await answer.json()) as { registered_models: object[]; next_page_token?: string };
    pages.push(page.registered_models.length);
    token = page.next_page_token;
  }
  expect(pages).toEqual([2, 1]);
});

test('credentials: none, an unknown token, a reader who wants to write', async () => {
  databricks.catalog.register('a.b.c', {});
  const path = `${CATALOG}/registered-models/get?name=a.b.c`;
  const body = '{"name": "a.b.c", "alias": "x", "version": "1"}';
  const reader = bearer(databricks.signIn.readerToken);
  const answers = [
    await get(path, {}),
    await get(path, bearer('dapi0')),
    await get(path, reader),
    await post(ALIAS, body, 'application/json', reader),
    await post(ALIAS, body),
  ];
  expect(answers.map(({ status }) => status)).toEqual([401, 403, 200, 403, 200]);
});

test('a service principal gets tokens by OAuth, until they expire', async () => {
  const { id, secret } = databricks.signIn.client;
  const ask = (password: string, form: string) =>
    fetch(`${databricks.url}/oidc/v1/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: form,
    });
  const form = 'grant_type=client_credentials&scope=all-apis';
  expect((await ask('dose0', form)).status).toBe(401);
  expect((await ask(secret, 'grant_type=password&scope=all-apis')).status).toBe(400);
  const granted = (await (await ask(secret, form)).json()) as { access_token: string };
  const search = `${CATALOG}/registered-models/search`;
  expect((await get(search, bearer(granted.access_token))).status).toBe(200);
  databricks.signIn.expire();
  expect((await get(search, bearer(granted.access_token))).status).toBe(401);
});
