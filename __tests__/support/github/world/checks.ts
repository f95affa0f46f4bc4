import type { Repository } from './repository.js';
import type { App } from './users.js';
import type { World } from './world.js';

/** An app's check runs on a commit make up one suite. */
export function suiteOf(
  world: World,
  repository: Repository,
  { headSha, app }: { readonly headSha: string; readonly app: App },
): number {
  const sibling = repository.checkRuns.find((run) => run.headSha === headSha && run.app.id === app.id);
  return sibling?.suite ?? world.nextId();
}
