export interface User {
  readonly login: string;
  readonly id: number;
  readonly type: 'User' | 'Bot' | 'Organization';
  readonly name: string | null;
}

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
}

/** Whom `GITHUB_TOKEN` acts for, with the numbers that it has on github.com. */
export const ACTIONS_APP: App = { id: 15368, slug: 'github-actions', name: 'GitHub Actions' };
export const ACTIONS_BOT: User = { login: 'github-actions[bot]', id: 41898282, type: 'Bot', name: null };

/** The address that GitHub gives a user's commits when they keep their own to themselves. */
export function noreplyAddress({ id, login }: User): string {
  return `${id}+${login}@users.noreply.github.com`;
}
