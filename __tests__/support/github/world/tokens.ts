import type { App, User } from './users.js';

/** A permission of a workflow's `permissions:`, in the letters that the API has for it. */
export type Permission =
  'actions' | 'checks' | 'contents' | 'deployments' | 'issues' | 'metadata' | 'pull_requests' | 'statuses';
export type Level = 'none' | 'read' | 'write';
export type Permissions = Readonly<Record<Permission, Level>>;

export interface Token {
  readonly secret: string;
  /** `actions`: GITHUB_TOKEN; `app`: another app's installation; `user`: a person's fine-grained token. */
  readonly kind: 'actions' | 'app' | 'user';
  readonly user: User;
  /** Null for a person's. */
  readonly app: App | null;
  permissions: Permissions;
  /** Full names in small letters; null for all. */
  readonly repositories: ReadonlySet<string> | null;
}

const PERMISSIONS: readonly Permission[] = [
  ...(['actions', 'checks', 'contents', 'deployments', 'issues', 'metadata'] as const),
  ...(['pull_requests', 'statuses'] as const),
];

/** As in a workflow: with a list, what it leaves out is `none`; metadata may always be read. */
export function readPermissions(
  given: Readonly<Record<string, Level>> | 'write-all' | 'read-all',
): Permissions {
  const all = given === 'write-all' ? 'write' : given === 'read-all' ? 'read' : 'none';
  const levels = Object.fromEntries(PERMISSIONS.map((name) => [name, all])) as Record<Permission, Level>;
  levels.metadata = 'read';
  if (typeof given === 'string') return levels;
  for (const [name, level] of Object.entries(given)) {
    const permission = PERMISSIONS.find((known) => known === name.replaceAll('-', '_'));
    if (permission === undefined) throw new Error(`there is no permission ${name}`);
    levels[permission] = level;
  }
  return levels;
}

/**
 * Are permissions enough?
 *
 * @param needs as `x-accepted-github-permissions` has it: `issues=write; pull_requests=write`, either of them
 */
export function mayDo(permissions: Permissions, needs: string): boolean {
  return needs.split(';').some((alternative) =>
    alternative.split(',').every((one) => {
      const [name, level] = one.trim().split('=') as [Permission, Level];
      return permissions[name] === 'write' || permissions[name] === level;
    }),
  );
}
