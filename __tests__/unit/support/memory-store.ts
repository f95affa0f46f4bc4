import { StagegateError } from '../../../src/errors.js';
import type { Store, StoreView } from '../../../src/registry/manifest/store.js';

/** What a decision was based on: each text that it read. */
class MemoryView implements StoreView {
  readonly seen = new Map<string, string | null>();
  readonly id = 'memory';

  constructor(private readonly files: ReadonlyMap<string, string>) {}

  read(path: string): Promise<string | null> {
    const text = this.files.get(path) ?? null;
    this.seen.set(path, text);
    return Promise.resolve(text);
  }

  list(): Promise<string[] | null> {
    return Promise.resolve(null);
  }
}

/** A manifest in memory, with compare-and-swap. @param before called before each write */
export function openMemoryStore(files: Map<string, string>, before?: () => Promise<void>): Store {
  return {
    open: () => Promise.resolve(new MemoryView(new Map(files))),
    write: async (changes, basis) => {
      await before?.();
      if (!(basis instanceof MemoryView)) throw new TypeError('this view is of another store');
      for (const [path, text] of basis.seen)
        if ((files.get(path) ?? null) !== text)
          throw new StagegateError('conflict', `${path} has changed since it was read`);
      for (const [path, text] of changes) files.set(path, text);
      return { commit: null };
    },
  };
}
