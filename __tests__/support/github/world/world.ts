import { join } from 'node:path';
import { BareRepository } from '../git/bare-repository.js';
import { toIso } from '../git/commit.js';
import { Limits } from './limits.js';
import { Repository } from './repository.js';
import { readPermissions, type Level, type Token } from './tokens.js';
import { ACTIONS_APP, ACTIONS_BOT, type App, type User } from './users.js';

export interface TokenOptions {
  /** `actions` (GITHUB_TOKEN) by default. */
  readonly kind?: Token['kind'];
  /** As a workflow's `permissions:`; `write-all` by default. */
  readonly permissions?: Readonly<Record<string, Level>> | 'write-all' | 'read-all';
  /** The person's login, or the app's slug. */
  readonly of?: string;
  /** Full names that it is good for; all by default. */
  readonly repositories?: readonly string[];
}

interface WorldOptions {
  readonly folder: string;
  readonly apiPath: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly writesPerMinute: number | null;
}

/** Everything that one GitHub holds. */
export class World {
  /** `http://127.0.0.1:…`, set once the server listens. */
  url = '';
  readonly users = new Map<string, User>();
  readonly apps = new Map<string, App>([[ACTIONS_APP.slug, ACTIONS_APP]]);
  readonly repositories = new Map<string, Repository>();
  readonly tokens = new Map<string, Token>();
  readonly limits: Limits;
  private lastId = 1_000_000;

  readonly folder: string;
  /** Where the API stands under `url`: nothing, or `/api/v3`. */
  readonly apiPath: string;
  private readonly clock: () => number;

  constructor({ folder, apiPath, clock, writesPerMinute }: WorldOptions) {
    this.folder = folder;
    this.apiPath = apiPath;
    this.clock = clock;
    this.limits = new Limits(clock, writesPerMinute);
    this.users.set(ACTIONS_BOT.login, ACTIONS_BOT);
  }

  get apiUrl(): string {
    return `${this.url}${this.apiPath}`;
  }

  get graphqlUrl(): string {
    return `${this.url}${this.graphqlPath}`;
  }

  get graphqlPath(): string {
    return this.apiPath === '' ? '/graphql' : '/api/graphql';
  }

  now(): string {
    return toIso(this.clock());
  }

  /** Grows, so a later thing has the higher number. */
  nextId(): number {
    return ++this.lastId;
  }

  /** Somebody by login, made when first named. `…[bot]` is a Bot. */
  user(login: string, type: User['type'] = login.endsWith('[bot]') ? 'Bot' : 'User'): User {
    const known = this.users.get(login);
    if (known !== undefined) return known;
    const user: User = { login, id: this.nextId(), type, name: type === 'User' ? `Name of ${login}` : null };
    this.users.set(login, user);
    return user;
  }

  app(slug: string): App {
    const known = this.apps.get(slug);
    if (known !== undefined) return known;
    const app: App = { id: this.nextId(), slug, name: slug };
    this.apps.set(slug, app);
    return app;
  }

  repository(fullName: string): Repository | undefined {
    return this.repositories.get(fullName.toLowerCase());
  }

  async addRepository(
    fullName: string,
    options: { readonly private: boolean; readonly parent?: Repository },
  ): Promise<Repository> {
    const [owner, name] = fullName.split('/') as [string, string];
    if (this.repository(fullName) !== undefined) throw new Error(`${fullName} is there already`);
    const id = this.nextId();
    const folder = join(this.folder, `${id}.git`);
    const repository = new Repository({
      id,
      owner: this.user(owner, options.parent === undefined ? 'Organization' : 'User'),
      name,
      private: options.private,
      createdAt: this.now(),
      git: await BareRepository.create(folder),
      parent: options.parent ?? null,
    });
    this.repositories.set(fullName.toLowerCase(), repository);
    return repository;
  }

  close(): void {
    for (const { git } of this.repositories.values()) git.close();
  }

  addToken(options: TokenOptions = {}): Token {
    const { kind = 'actions', permissions = 'write-all', of, repositories } = options;
    const app = kind === 'actions' ? ACTIONS_APP : kind === 'app' ? this.app(of ?? 'an-app') : null;
    const user = app === null ? this.user(of ?? 'octocat') : this.user(`${app.slug}[bot]`);
    const prefix = kind === 'user' ? 'github_pat_' : 'ghs_';
    const token: Token = {
      secret: `${prefix}${String(this.nextId()).padStart(36, '0')}`,
      kind,
      user,
      app,
      permissions: readPermissions(permissions),
      repositories: repositories === undefined ? null : new Set(repositories.map((one) => one.toLowerCase())),
    };
    this.tokens.set(token.secret, token);
    return token;
  }
}
