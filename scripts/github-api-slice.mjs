/**
 * Takes the part of GitHub's REST description that the tests' stand-in serves, and writes it to
 * `__tests__/support/github/description/rest.json`: parameters, bodies and answers of OPERATIONS with every schema
 * that they use, without the prose. Run it after changing OPERATIONS or VERSION; it needs npm and tar.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** GitHub's own description, complete, under the MIT licence. It is 385 MB unpacked, so it isn't a dependency. */
const PACKAGE = '@octokit/openapi';
const VERSION = '23.0.2';
const TARGET = join(import.meta.dirname, '..', '__tests__/support/github/description/rest.json');

const REPOSITORY = '/repos/{owner}/{repo}';
const OPERATIONS = {
  '/app': 'get',
  '/rate_limit': 'get',
  '/user': 'get',
  '/users/{username}': 'get',
  [REPOSITORY]: 'get',
  [`${REPOSITORY}/actions/runs/{run_id}`]: 'get',
  [`${REPOSITORY}/actions/runs/{run_id}/attempts/{attempt_number}/jobs`]: 'get',
  [`${REPOSITORY}/actions/runs/{run_id}/jobs`]: 'get',
  [`${REPOSITORY}/branches/{branch}`]: 'get',
  [`${REPOSITORY}/check-runs`]: 'post',
  [`${REPOSITORY}/check-runs/{check_run_id}`]: 'get patch',
  [`${REPOSITORY}/check-runs/{check_run_id}/annotations`]: 'get',
  [`${REPOSITORY}/collaborators/{username}/permission`]: 'get',
  [`${REPOSITORY}/commits`]: 'get',
  [`${REPOSITORY}/commits/{commit_sha}/pulls`]: 'get',
  [`${REPOSITORY}/commits/{ref}`]: 'get',
  [`${REPOSITORY}/commits/{ref}/check-runs`]: 'get',
  [`${REPOSITORY}/commits/{ref}/status`]: 'get',
  [`${REPOSITORY}/commits/{ref}/statuses`]: 'get',
  [`${REPOSITORY}/compare/{basehead}`]: 'get',
  [`${REPOSITORY}/contents/{path}`]: 'get put delete',
  [`${REPOSITORY}/deployments`]: 'get post',
  [`${REPOSITORY}/deployments/{deployment_id}`]: 'get',
  [`${REPOSITORY}/deployments/{deployment_id}/statuses`]: 'get post',
  [`${REPOSITORY}/git/blobs`]: 'post',
  [`${REPOSITORY}/git/blobs/{file_sha}`]: 'get',
  [`${REPOSITORY}/git/commits`]: 'post',
  [`${REPOSITORY}/git/commits/{commit_sha}`]: 'get',
  [`${REPOSITORY}/git/matching-refs/{ref}`]: 'get',
  [`${REPOSITORY}/git/ref/{ref}`]: 'get',
  [`${REPOSITORY}/git/refs`]: 'post',
  [`${REPOSITORY}/git/refs/{ref}`]: 'patch delete',
  [`${REPOSITORY}/git/trees`]: 'post',
  [`${REPOSITORY}/git/trees/{tree_sha}`]: 'get',
  [`${REPOSITORY}/issues/{issue_number}/comments`]: 'get post',
  [`${REPOSITORY}/issues/comments/{comment_id}`]: 'get patch delete',
  [`${REPOSITORY}/pulls`]: 'get post',
  [`${REPOSITORY}/pulls/{pull_number}`]: 'get patch',
  [`${REPOSITORY}/pulls/{pull_number}/commits`]: 'get',
  [`${REPOSITORY}/pulls/{pull_number}/files`]: 'get',
  [`${REPOSITORY}/pulls/{pull_number}/merge`]: 'put',
  [`${REPOSITORY}/pulls/{pull_number}/reviews`]: 'get',
  [`${REPOSITORY}/statuses/{sha}`]: 'post',
};

/** Keys that explain something to people and constrain nothing. */
const PROSE = new Set([
  ...['description', 'summary', 'title', 'example', 'examples', 'externalDocs', 'discriminator'],
  ...['deprecated', 'tags', 'operationId', 'x-github', 'x-octokit', 'default'],
  'x-github-breaking-changes',
]);

const document = readDescription();
const used = new Map();
const operations = Object.entries(OPERATIONS).flatMap(([path, methods]) =>
  methods.split(' ').map((method) => describe(path, method)),
);
const schemas = Object.fromEntries([...used].sort(([one], [other]) => (one < other ? -1 : 1)));
const head = { package: PACKAGE, version: VERSION, license: document.info.license.name };
const madeBy = 'scripts/github-api-slice.mjs';
writeFileSync(TARGET, write({ ...head, madeBy, operations, schemas }));
console.log(`${operations.length} operations, ${used.size} schemas: ${TARGET}`);

/** JSON with one operation or schema a line, so that the diff to a new version can be read. */
function write(slice) {
  const values = Object.entries(slice).map(([key, value]) => `${JSON.stringify(key)}:${writeLines(value)}`);
  return `{\n${values.join(',\n')}\n}\n`;
}

function writeLines(value) {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[\n${value.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
  const lines = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${JSON.stringify(item)}`);
  return `{\n${lines.join(',\n')}\n}`;
}

function readDescription() {
  const temp = mkdtempSync(join(tmpdir(), 'github-description-'));
  try {
    const options = { cwd: temp, encoding: 'utf8' };
    const archive = execFileSync('npm', ['pack', '--silent', `${PACKAGE}@${VERSION}`], options).trim();
    const file = 'package/generated/api.github.com.json';
    execFileSync('tar', ['-xzf', archive, file], options);
    return JSON.parse(readFileSync(join(temp, file), 'utf8'));
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}

function describe(path, method) {
  const operation = document.paths[path]?.[method];
  if (operation === undefined) throw new Error(`${PACKAGE} ${VERSION} does not describe ${method} ${path}.`);
  const parameters = (operation.parameters ?? []).map(follow);
  const pick = (place) =>
    parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, required = false, schema, 'x-multi-segment': segments }) => ({
        name,
        required,
        ...(segments === true ? { segments: true } : {}),
        schema: slice(schema),
      }));
  const body = operation.requestBody;
  return {
    method: method.toUpperCase(),
    path,
    parameters: pick('path'),
    query: pick('query'),
    ...(body === undefined
      ? {}
      : {
          body: { required: body.required ?? false, schema: slice(body.content['application/json'].schema) },
        }),
    answers: Object.fromEntries(
      Object.entries(operation.responses).map(([status, answer]) => [status, sliceAnswer(follow(answer))]),
    ),
  };
}

/** The JSON answer's schema; null where an answer has no body, or none that is JSON. */
function sliceAnswer({ content = {} }) {
  const json = content['application/json'] ?? content['application/json+json'];
  const schema = json === undefined ? null : slice(json.schema);
  const object = content['application/vnd.github.object'];
  return object === undefined ? schema : { anyOf: [schema, slice(object.schema)] };
}

function follow(value) {
  if (value.$ref === undefined) return value;
  return value.$ref
    .slice(2)
    .split('/')
    .reduce((place, key) => place[key], document);
}

/** A schema without its prose, as JSON Schema has it; the schemas that it names are kept in `used`. */
function slice(schema) {
  if (Array.isArray(schema)) return schema.map(slice);
  if (typeof schema !== 'object' || schema === null) return schema;
  if (schema.$ref !== undefined) return sliceReference(schema.$ref);
  const kept = Object.entries(schema).filter(([key]) => !PROSE.has(key));
  const sliced = Object.fromEntries(
    kept.map(([key, value]) => [
      // GitHub's alternatives overlap: a 409 has two kinds of error, and an answer can match both.
      key === 'oneOf' ? 'anyOf' : key,
      key === 'properties' ? sliceProperties(value) : slice(value),
    ]),
  );
  return allowNull(sliced);
}

/** Names of properties may be any word, `description` too. */
function sliceProperties(properties) {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, slice(schema)]));
}

function sliceReference(reference) {
  const name = reference.split('/').at(-1);
  if (!used.has(name)) {
    used.set(name, null);
    used.set(name, slice(follow({ $ref: reference })));
  }
  return { $ref: `#/schemas/${name}` };
}

/** OpenAPI 3.0 says `nullable` beside the type, JSON Schema has a type for it. */
function allowNull({ nullable, ...schema }) {
  return nullable === true ? { anyOf: [{ type: 'null' }, schema] } : schema;
}
