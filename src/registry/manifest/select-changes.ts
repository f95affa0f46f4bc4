import type { StoreView } from './store.js';

/** The changes that change something. */
export async function selectChanges(
  changes: ReadonlyMap<string, string>,
  basis: StoreView,
): Promise<[path: string, text: string][]> {
  const changed: [string, string][] = [];
  for (const change of changes) if ((await basis.read(change[0])) !== change[1]) changed.push(change);
  return changed;
}
