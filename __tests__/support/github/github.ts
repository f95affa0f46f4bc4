import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from './faults.js';
import { GitHubServer } from './http/server.js';
import type { Action, RequestRecord, Rule } from './http/rules.js';
import type { Files } from './repository-content.js';
import { RepositoryHandle } from './repository-handle.js';
import type { Resource } from './world/limits.js';
import type { RunContext, RunOptions } from './workflow-run.js';
import { World, type TokenOptions } from './world/world.js';

export interface GitHubOptions {
  /** `octo-org/models` by default. */
  readonly repository?: string;
  /** The first commit on `main`; without files the repository is empty. */
  readonly files?: Files;
  /** True by default: then every read asks for its permission, too. */
  readonly private?: boolean;
  /** GitHub Enterprise Server: the API under `/api/v3` and `/api/graphql`. */
  readonly ghes?: boolean;
  /** Milliseconds since 1970; the machine's clock by default. */
  readonly clock?: () => number;
  /** How many requests that make something GitHub bears in a minute (on github.com 80); any number by default. */
  readonly writesPerMinute?: number;
}

/** A GitHub on this machine: see the README beside it. */
export interface GitHub {
  /** GITHUB_SERVER_URL: `http://127.0.0.1:…` */
  readonly url: string;
  /** GITHUB_API_URL */
  readonly apiUrl: string;
  /** GITHUB_GRAPHQL_URL */
  readonly graphqlUrl: string;
  /** `http://127.0.0.1:…/octo-org/models.git`, without a token in it. */
  readonly gitUrl: string;
  /** The repository that it was started with. */
  readonly repository: RepositoryHandle;
  /** A GITHUB_TOKEN that may do everything a workflow can be allowed. */
  readonly token: string;
  readonly world: World;
  /** Every request, in the order of arrival. */
  readonly requests: readonly RequestRecord[];
  /** Requests and answers that do not fit GitHub's descriptions. */
  readonly violations: readonly string[];
  /** Makes a token and answers with its secret. */
  addToken(options?: TokenOptions): string;
  addRepository(fullName: string, options?: { files?: Files; private?: boolean }): Promise<RepositoryHandle>;
  /** Starts a run of a workflow in the repository, and tells what its job would be told. */
  run(options?: RunOptions): Promise<RunContext>;
  /** Makes a request fail as `faults` name it; the n-th that matches. */
  arm(rule: Rule & { readonly fault: Fault }): void;
  /** Runs something when a request has arrived and nothing has been done about it yet. */
  onRequest(rule: Rule, action: Action): void;
  /** Leaves a token so many requests until the reset, which is so many seconds away. */
  leaveRequests(options: { token?: string; resource?: Resource; remaining: number; seconds?: number }): void;
  /** Forgets rules and requests, not what GitHub holds. */
  clear(): void;
  /** What has been violated so far, and forgets it: for a test that breaks the rules on purpose. */
  takeViolations(): readonly string[];
  /** @throws Error with every violation */
  assertFaithful(): void;
  /** Ends the server and removes its folders. @throws Error with every violation */
  close(): Promise<void>;
}

/**
 * Starts a GitHub.
 *
 * @example const github = await startGitHub({ files: { 'models.yaml': 'models: {}\n' } });
 */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const {
    repository: fullName = 'octo-org/models',
    ghes = false,
    clock = Date.now,
    writesPerMinute = null,
  } = options;
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'stagegate-github-')));
  const world = new World({ folder, apiPath: ghes ? '/api/v3' : '', clock, writesPerMinute });
  const server = new GitHubServer(world);
  world.url = await server.listen();
  const addRepository: GitHub['addRepository'] = async (
    name,
    { files = {}, private: hidden = true } = {},
  ) => {
    const handle = new RepositoryHandle(world, await world.addRepository(name, { private: hidden }));
    if (Object.keys(files).length > 0) await handle.commit(files, { message: 'First commit' });
    return handle;
  };
  const { files, private: hidden } = options;
  const repository = await addRepository(fullName, {
    ...(files === undefined ? {} : { files }),
    ...(hidden === undefined ? {} : { private: hidden }),
  });
  const token = world.addToken({ repositories: [fullName] }).secret;
  const takeViolations = () => server.violations.splice(0);
  const assertFaithful = () => {
    const found = takeViolations();
    if (found.length > 0) throw new Error(`Not as GitHub describes it:\n${found.join('\n')}`);
  };
  return {
    url: world.url,
    apiUrl: world.apiUrl,
    graphqlUrl: world.graphqlUrl,
    gitUrl: repository.gitUrl(),
    repository,
    token,
    world,
    requests: server.requests,
    violations: server.violations,
    addToken: (asked) => world.addToken(asked).secret,
    addRepository,
    run: (asked) => repository.run(asked),
    arm: (rule) => server.rules.addFault(rule),
    onRequest: (rule, action) => server.rules.addAction(rule, action),
    leaveRequests: ({ token: secret = token, resource = 'core', remaining, seconds = 3600 }) => {
      const held = world.tokens.get(secret)!;
      world.limits.leave({ token: held, user: held.user }, resource, { remaining, seconds });
    },
    clear: () => {
      server.rules.clear();
      server.requests.length = 0;
    },
    takeViolations,
    assertFaithful,
    close: async () => {
      await server.close();
      world.close();
      await rm(folder, { recursive: true, force: true });
      assertFaithful();
    },
  };
}
