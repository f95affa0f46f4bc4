import {
  checkAnswer,
  checkBody,
  checkQuery,
  nameOperation,
  OPERATIONS,
  type Operation,
  type Values,
} from '../description/description.js';
import { callerRoutes } from '../rest/callers.js';
import { repositoryRoutes } from '../rest/repositories.js';
import { checkRoutes } from '../rest/checks.js';
import { commentRoutes } from '../rest/comments.js';
import { commitRoutes } from '../rest/commits.js';
import { contentRoutes } from '../rest/contents.js';
import { deploymentRoutes } from '../rest/deployments.js';
import { gitObjectRoutes } from '../rest/git-objects.js';
import { pullRoutes } from '../rest/pulls.js';
import { refRoutes } from '../rest/refs.js';
import { runRoutes } from '../rest/runs.js';
import { statusRoutes } from '../rest/statuses.js';
import type { World } from '../world/world.js';
import { authorize } from './access.js';
import { notFound, Refusal } from './refusal.js';
import { matchOperation, type Answer, type Caller, type RepositoryCall, type Route } from './route.js';

const ROUTES: ReadonlyMap<string, Route> = new Map(
  [
    ...callerRoutes,
    ...repositoryRoutes,
    ...checkRoutes,
    ...commentRoutes,
    ...commitRoutes,
    ...contentRoutes,
    ...deploymentRoutes,
    ...gitObjectRoutes,
    ...pullRoutes,
    ...refRoutes,
    ...runRoutes,
    ...statusRoutes,
  ].map((one) => [one.operation, one]),
);

export interface RestRequest {
  readonly method: string;
  readonly url: URL;
  /** The path under the API's root. */
  readonly pathname: string;
  readonly accept: string;
  readonly body: Buffer;
}

export interface Checked {
  readonly answer: Answer;
  /** What doesn't fit GitHub's description. */
  readonly violations: readonly string[];
}

/** The operation that a request means; null when GitHub has none, or the stand-in does not serve it. */
export function findOperation(method: string, pathname: string): string | null {
  const match = matchOperation(OPERATIONS, method, pathname);
  return match === null ? null : nameOperation(match.operation);
}

/** Answers a REST request, and holds it and the answer against GitHub's own description. */
export async function answerRest(world: World, caller: Caller, request: RestRequest): Promise<Checked> {
  const { method, pathname, url } = request;
  const match = matchOperation(OPERATIONS, method, pathname);
  const route = match === null ? undefined : ROUTES.get(nameOperation(match.operation));
  if (match === null || route === undefined) {
    return { answer: tell(notFound()), violations: [`${method} ${url.pathname} is not served`] };
  }
  const { operation, path } = match;
  const { values: query, wrong } = checkQuery(operation, url.searchParams);
  const violations = [...wrong];
  const answer = await attempt(async () => {
    const fullName = `${path['owner'] ?? ''}/${path['repo'] ?? ''}`;
    const about = operation.path.startsWith('/repos/{owner}');
    const repository = about ? authorize(world.repository(fullName), caller, route) : undefined;
    const body = readBody(operation, request.body);
    const wrongBody = checkBody(operation, body);
    violations.push(...wrongBody);
    if (wrongBody.length > 0) throw new Refusal(422, `Invalid request.\n\n${wrongBody.join('\n')}`);
    const call = { world, caller, path, query, accept: request.accept, url: url.href, repository };
    return route.answer({ ...call, body: (body ?? {}) as Values } as RepositoryCall);
  });
  const needs: Record<string, string> =
    route.needs === null ? {} : { 'x-accepted-github-permissions': route.needs };
  const shown = { ...answer, headers: { ...needs, ...answer.headers } };
  if (!Buffer.isBuffer(answer.body)) {
    const faults = checkAnswer(operation, answer.status, answer.body);
    violations.push(...faults.map((fault) => `the answer ${answer.status}: ${fault}`));
  }
  return { answer: shown, violations: violations.map((one) => `${nameOperation(operation)}: ${one}`) };
}

async function attempt(action: () => Promise<Answer>): Promise<Answer> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Refusal) return tell(error);
    throw error;
  }
}

export function tell({ status, body, headers }: Refusal): Answer {
  return { status, body, headers };
}

function readBody({ body }: Operation, bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  try {
    const read: unknown = JSON.parse(bytes.toString('utf8'));
    // An empty object where no body is described is what some clients send always.
    return body === undefined && JSON.stringify(read) === '{}' ? undefined : read;
  } catch {
    throw new Refusal(400, 'Problems parsing JSON');
  }
}
