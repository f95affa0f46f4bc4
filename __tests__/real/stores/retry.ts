import { setTimeout as sleep } from 'node:timers/promises';
import { StagegateError } from '../../../src/errors.js';
import type { Store } from '../../../src/registry/manifest/store.js';

export const MANIFEST = 'models.yaml';
export const HISTORY = 'models.history.jsonl';

/** Adds a line to manifest and history by read, modify and write, until no conflict is in the way. */
export async function addLine(store: Store, line: string, pauseMs = 50): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const view = await store.open();
      const manifest = (await view.read(MANIFEST)) ?? '';
      const history = (await view.read(HISTORY)) ?? '';
      if (manifest !== history)
        throw new Error(`half a write was read: ${JSON.stringify({ manifest, history })}`);
      const changes = new Map([
        [MANIFEST, `${manifest}${line}\n`],
        [HISTORY, `${history}${line}\n`],
      ]);
      await store.write(changes, view, { title: `add ${line}`, body: 'By a test.' });
      return attempt;
    } catch (error) {
      if (!(error instanceof StagegateError) || error.code !== 'conflict' || attempt === 200) throw error;
      await sleep(Math.random() * Math.min(20, attempt) * pauseMs);
    }
  }
}
