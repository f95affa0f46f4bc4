import { appendFileSync } from 'node:fs';
import { openDiskStore } from '../../../src/registry/manifest/disk/disk-store.js';
import { nodeDisk, type Disk } from '../../../src/registry/manifest/disk/port.js';
import { addLine, MANIFEST } from './retry.js';

/** `node disk-worker.js ROOT LINE [STEP before|torn]`: adds a line, and with a step is killed at that change of the disk. */
const [root = '', line = '', step, how] = process.argv.slice(2);

let changes = 0;

function mayDie(path?: string, bytes?: Uint8Array): void {
  changes += 1;
  if (step === undefined || changes !== Number(step)) return;
  if (how === 'torn' && path !== undefined && bytes !== undefined) {
    appendFileSync(path, bytes.subarray(0, bytes.length / 2), { flag: 'wx' });
  }
  process.kill(process.pid, 'SIGKILL');
}

const disk: Disk = {
  ...nodeDisk,
  create: (path, bytes, options) => {
    mayDie(path, bytes);
    return nodeDisk.create(path, bytes, options);
  },
  rename: (from, to) => {
    mayDie();
    return nodeDisk.rename(from, to);
  },
  remove: (path) => {
    mayDie();
    return nodeDisk.remove(path);
  },
};

await addLine(openDiskStore({ root, registry: MANIFEST, disk }), line);
process.stdout.write(String(changes));
