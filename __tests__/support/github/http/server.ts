import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SECONDARY_LIMIT, type Fault } from '../faults.js';
import { answerGit, isGitRequest } from '../git/smart-http.js';
import { answerGraphql } from '../graphql/execute.js';
import type { Resource } from '../world/limits.js';
import type { World } from '../world/world.js';
import { authenticate } from './access.js';
import { answerRest, findOperation, tell, type Checked } from './answer-rest.js';
import { nameGraphql } from './name-graphql.js';
import { Refusal } from './refusal.js';
import type { Answer, Caller } from './route.js';
import { Rules, type RequestRecord } from './rules.js';

/** The HTTP server of one GitHub: REST, GraphQL and git by one address. */
export class GitHubServer {
  readonly requests: RequestRecord[] = [];
  readonly violations: string[] = [];
  readonly rules = new Rules();
  private readonly server = createServer((request, response) => {
    this.serve(request, response).catch((error: unknown) => {
      this.violations.push(
        `the stand-in broke: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
      );
      request.socket.destroy();
    });
  });

  constructor(private readonly world: World) {
    // A hanging answer must not be ended by a limit of ours, nor a connection that a client keeps for later.
    this.server.requestTimeout = 0;
    this.server.keepAliveTimeout = 0;
    // A test that failed before it closed its GitHub must not keep jest from ending.
    this.server.unref();
    this.server.on('connection', (socket) => socket.unref());
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const url = new URL(request.url ?? '/', this.world.url);
    const arrived: Arrived = { request, url, method: request.method ?? 'GET', body };
    const record = this.record(arrived);
    const { fault, actions } = this.rules.strike(record);
    for (const action of actions) await action(record);
    const acts = fault === null || fault.kind === 'cut' || fault.moment === 'after';
    const answer = acts ? await this.answer(arrived, record) : null;
    await deliver({ response, record, headless: arrived.method === 'HEAD' }, answer, fault);
  }

  private record({ method, url, body }: Arrived): RequestRecord {
    const record: RequestRecord = {
      number: this.requests.length + 1,
      method,
      path: `${url.pathname}${url.search}`,
      operation: this.nameOperation(method, url, body),
      by: null,
      body: body.toString('utf8'),
      status: null,
    };
    this.requests.push(record);
    return record;
  }

  private nameOperation(method: string, url: URL, body: Buffer): string | null {
    if (isGitRequest(url.pathname)) {
      const service = url.searchParams.get('service') ?? url.pathname.split('/').at(-1)!;
      return service.replace('git-', 'git ');
    }
    if (url.pathname === this.world.graphqlPath) return nameGraphql(body);
    return findOperation(method, this.underApi(url.pathname) ?? '');
  }

  private underApi(pathname: string): string | null {
    const { apiPath } = this.world;
    return pathname.startsWith(`${apiPath}/`) ? pathname.slice(apiPath.length) : null;
  }

  private async answer(arrived: Arrived, record: RequestRecord): Promise<Answer> {
    const { request, url, method, body } = arrived;
    const { headers } = request;
    if (isGitRequest(url.pathname)) {
      record.by = whose(this.world, headers.authorization);
      return answerGit(this.world, { method, url, headers, body });
    }
    let caller: Caller;
    try {
      caller = authenticate(this.world, headers.authorization);
    } catch (error) {
      if (error instanceof Refusal) return tell(error);
      throw error;
    }
    record.by = caller.user?.login ?? null;
    const isGraphql = url.pathname === this.world.graphqlPath;
    const resource: Resource = isGraphql ? 'graphql' : 'core';
    if (request.headers['user-agent'] === undefined) {
      this.violations.push('a request without User-Agent, which GitHub refuses');
      return { status: 403, body: Buffer.from('Request forbidden by administrative rules.') };
    }
    const limits = this.world.limits;
    const free = record.operation === 'GET /rate_limit';
    const isOut = !free && limits.of(caller, resource).remaining === 0;
    const limit = free || isOut ? limits.of(caller, resource) : limits.spend(caller, resource);
    const wait = !isOut && isWrite(record) ? limits.countWrite() : null;
    const { answer, violations } = isOut
      ? { answer: tellOut(caller, isGraphql), violations: [] }
      : wait !== null
        ? { answer: tell(tooMany(wait)), violations: [] }
        : isGraphql
          ? await this.answerGraphql(caller, body)
          : await answerRest(this.world, caller, {
              method,
              url,
              pathname: this.underApi(url.pathname) ?? `outside ${url.pathname}`,
              accept: headers.accept ?? '',
              body,
            });
    this.violations.push(...violations);
    return { ...answer, headers: { ...showLimit(limit, resource), ...answer.headers } };
  }

  private async answerGraphql(caller: Caller, body: Buffer): Promise<Checked> {
    if (caller.token === null) {
      return {
        answer: tell(new Refusal(401, 'This endpoint requires you to be authenticated.')),
        violations: [],
      };
    }
    let asked: object;
    try {
      asked = JSON.parse(body.toString('utf8')) as object;
    } catch {
      return { answer: tell(new Refusal(400, 'Problems parsing JSON')), violations: ['GraphQL: no JSON'] };
    }
    const { body: told, violations } = await answerGraphql({ world: this.world, caller }, asked);
    return { answer: { status: 200, body: told }, violations: violations.map((one) => `GraphQL: ${one}`) };
  }
}

interface Arrived {
  readonly request: IncomingMessage;
  readonly method: string;
  readonly url: URL;
  readonly body: Buffer;
}

function whose(world: World, authorization: string | undefined): string | null {
  try {
    return authenticate(world, authorization).user?.login ?? null;
  } catch {
    return null;
  }
}

function showLimit({ limit, remaining, used, reset }: ReturnType<World['limits']['of']>, resource: Resource) {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': resource,
  };
}

function isWrite({ method, operation }: RequestRecord): boolean {
  if (operation?.startsWith('graphql') === true) return operation === 'graphql createCommitOnBranch';
  return method !== 'GET' && method !== 'HEAD';
}

function tooMany(seconds: number): Refusal {
  const headers = { 'retry-after': String(seconds) };
  return new Refusal(403, SECONDARY_LIMIT, { headers });
}

/** Out of requests: REST says 403, GraphQL 200 with an error. */
function tellOut({ token }: Caller, isGraphql: boolean): Answer {
  const of = token === null ? '127.0.0.1' : `installation ID ${token.user.id}`;
  const message = `API rate limit exceeded for ${of}.`;
  if (isGraphql) return { status: 200, body: { errors: [{ type: 'RATE_LIMITED', message }] } };
  return tell(new Refusal(403, message));
}

interface Delivery {
  readonly response: ServerResponse;
  readonly record: RequestRecord;
  readonly headless: boolean;
}

async function deliver(delivery: Delivery, answer: Answer | null, fault: Fault | null): Promise<void> {
  const { response } = delivery;
  switch (fault?.kind) {
    case undefined:
      send(delivery, answer!);
      break;
    case 'answer':
      send(delivery, { ...fault.answer, body: Buffer.from(fault.answer.body) });
      break;
    case 'cut': {
      const bytes = encode(answer!.body);
      const half = bytes.subarray(0, Math.floor(bytes.length / 2));
      if (fault.what === 'json') {
        send(delivery, {
          ...answer!,
          body: half,
          headers: { 'content-type': JSON_TYPE, ...answer!.headers },
        });
        break;
      }
      delivery.record.status = answer!.status;
      response.writeHead(answer!.status, { 'content-type': JSON_TYPE, 'content-length': bytes.length });
      response.write(half, () => response.socket?.destroy());
      break;
    }
    case 'reset':
      response.socket?.resetAndDestroy();
      break;
    case 'interrupt':
      await fault.action();
      response.socket?.destroy();
      break;
    case 'hang':
      break;
  }
}

const JSON_TYPE = 'application/json; charset=utf-8';

function send({ response, record, headless }: Delivery, { status, body, headers }: Answer): void {
  record.status = status;
  const bytes = encode(body);
  const type = bytes.length === 0 ? {} : { 'content-type': JSON_TYPE };
  response.writeHead(status, {
    'x-github-request-id': `0000:${record.number}`,
    ...type,
    ...headers,
    ...(status === 204 ? {} : { 'content-length': bytes.length }),
  });
  response.end(headless ? undefined : bytes);
}

function encode(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  return Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
}
