import type { ManifestLocation } from '../registry/manifest/location.js';
import type { Store } from '../registry/manifest/store.js';

/** How a changed manifest gets back to where others see it. */
export type CommitMode = 'none' | 'push';

/** The store that a commit mode means; what the other one needs is not loaded. */
export async function openStore(at: {
  root: string;
  location: ManifestLocation;
  commit: CommitMode;
}): Promise<Store> {
  if (at.commit === 'push') {
    const { openGitBranchStore } = await import('../registry/manifest/stores/git-branch.js');
    return openGitBranchStore({ root: at.root });
  }
  const { openDiskStore } = await import('../registry/manifest/stores/disk.js');
  return openDiskStore({ root: at.root, registry: at.location.path });
}
