import type { Operation, Values } from '../description/description.js';
import type { Repository } from '../world/repository.js';
import type { Token } from '../world/tokens.js';
import type { User } from '../world/users.js';
import type { World } from '../world/world.js';

/** Who asks: null without a token. */
export interface Caller {
  readonly token: Token | null;
  readonly user: User | null;
}

export interface Call {
  readonly world: World;
  readonly caller: Caller;
  /** By name, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Values;
  /** What the body says; empty without one. */
  readonly body: Values;
  readonly accept: string;
  /** The whole URL, for links to other pages. */
  readonly url: string;
}

/** A call about a repository that the caller can see. */
export interface RepositoryCall extends Call {
  readonly repository: Repository;
}

export interface Answer {
  readonly status: number;
  /** A Buffer goes out as it is, all else as JSON; nothing when left out. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly operation: string;
  /** The permissions, as `x-accepted-github-permissions` has them; null when any token will do. */
  readonly needs: string | null;
  /** Not even a public repository shows this without the permission. */
  readonly strict?: boolean;
  readonly answer: (call: RepositoryCall) => Promise<Answer> | Answer;
}

/** A route about a repository. */
export function route(
  operation: string,
  needs: string,
  answer: Route['answer'],
  more: { readonly strict?: boolean } = {},
): Route {
  return { operation: operation.replace(' ', ' /repos/{owner}/{repo}'), needs, answer, ...more };
}

/** A route for any token. */
export function routeForCaller(operation: string, answer: (call: Call) => Answer): Route {
  return { operation, needs: null, answer };
}

/** The operation that a request means, and its path's parameters. */
export function matchOperation(
  operations: readonly Operation[],
  method: string,
  pathname: string,
): { readonly operation: Operation; readonly path: Readonly<Record<string, string>> } | null {
  for (const operation of bySpecificity(operations)) {
    if (operation.method !== method) continue;
    const match = patternOf(operation).exec(pathname);
    if (match === null) continue;
    const groups = Object.entries(match.groups ?? {}) as [string, string | undefined][];
    const decoded = groups.map(([name, text = '']) => [name, decodeURIComponent(text)]);
    return { operation, path: Object.fromEntries(decoded) as Record<string, string> };
  }
  return null;
}

/** `commits/{ref}/status` before `commits/{ref}`, whose branch may hold slashes. */
function bySpecificity(operations: readonly Operation[]): readonly Operation[] {
  const known = sorted.get(operations);
  if (known !== undefined) return known;
  const weigh = ({ path }: Operation) => path.split('/').reduce((sum, part) => sum + weighPart(part), 0);
  const ordered = [...operations].sort((one, other) => weigh(other) - weigh(one));
  sorted.set(operations, ordered);
  return ordered;
}

function weighPart(part: string): number {
  return part.startsWith('{') ? -1 : 100;
}

const sorted = new WeakMap<readonly Operation[], readonly Operation[]>();
const patterns = new WeakMap<Operation, RegExp>();

function patternOf(operation: Operation): RegExp {
  const known = patterns.get(operation);
  if (known !== undefined) return known;
  const source = operation.path.replace(/\/\{(\w+)\}/g, (_, name: string) => {
    const { segments = false } = operation.parameters.find((parameter) => parameter.name === name)!;
    // The root folder's contents are asked for with nothing after `contents`.
    return segments ? `(?:/(?<${name}>.*?))?` : `/(?<${name}>[^/]+)`;
  });
  const pattern = new RegExp(`^${source}/?$`);
  patterns.set(operation, pattern);
  return pattern;
}
