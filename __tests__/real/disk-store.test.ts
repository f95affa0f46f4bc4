import { spawn } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openDiskStore } from '../../src/registry/manifest/disk/disk-store.js';
import { nodeDisk, type Disk } from '../../src/registry/manifest/disk/port.js';
import { describeSelf } from '../../src/registry/manifest/disk/lock.js';
import { compileStores, type CompiledStores } from './stores/compile-stores.js';
import { addLine, HISTORY, MANIFEST } from './stores/retry.js';

const MESSAGE = { title: 'a test', body: '' };
const NONCE = '0123456789abcdef';

let compiled: CompiledStores;
let root: string;

beforeAll(async () => {
  compiled = await compileStores();
});
afterAll(() => compiled.remove());
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'stagegate-disk-')));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const readText = (name: string): Promise<string> => readFile(join(root, name), 'utf8');
const store = (disk?: Disk) => openDiskStore({ root, registry: MANIFEST, disk, lockWaitMs: 5000 });

async function startWith(text: string): Promise<void> {
  await writeFile(join(root, MANIFEST), text);
  await writeFile(join(root, HISTORY), text);
}

async function add(
  ...args: string[]
): Promise<{ code: number | null; signal: string | null; output: string }> {
  const child = spawn(process.execPath, [compiled.worker('disk-worker'), root, ...args]);
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  return new Promise((done) => child.on('close', (code, signal) => done({ code, signal, output })));
}

/** A file system on which changes fail, from the nth on or only the nth. */
function failing(code: string, at: number, { once }: { once: boolean }): Disk {
  let changes = 0;
  const wrap =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      changes += 1;
      if (once ? changes === at : changes >= at) throw Object.assign(new Error(code), { code });
      return work(...args);
    };
  return {
    ...nodeDisk,
    create: wrap(nodeDisk.create),
    rename: wrap(nodeDisk.rename),
    remove: wrap(nodeDisk.remove),
  };
}

describe('many writers', () => {
  test('thirty-two processes each add a line to both files: all in, once, in the same order', async () => {
    const lines = Array.from({ length: 32 }, (_, index) => `line-${index}`);
    const results = await Promise.all(lines.map((line) => add(line)));
    expect(results.filter(({ code }) => code !== 0)).toEqual([]);
    const manifest = await readText(MANIFEST);
    expect(manifest.trimEnd().split('\n').sort()).toEqual([...lines].sort());
    expect(await readText(HISTORY)).toBe(manifest);
    expect(await readdir(root)).toEqual([HISTORY, MANIFEST]);
  });

  test('a write on an old view is a conflict and changes nothing', async () => {
    await startWith('a\n');
    const view = await store().open();
    await view.read(MANIFEST);
    await writeFile(join(root, MANIFEST), 'b\n');
    await expect(store().write(new Map([[MANIFEST, 'c\n']]), view, MESSAGE)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await readText(MANIFEST)).toBe('b\n');
    expect(await readdir(root)).toEqual([HISTORY, MANIFEST]);
  });

  test('a file that appeared, and a folder that gained one, are conflicts', async () => {
    const absent = await store().open();
    expect(await absent.read(MANIFEST)).toBeNull();
    const folder = await store().open();
    await folder.read(HISTORY);
    expect(await folder.list('.')).toEqual([]);
    await writeFile(join(root, MANIFEST), 'b\n');
    await expect(store().write(new Map([[MANIFEST, 'c\n']]), absent, MESSAGE)).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(store().write(new Map([[HISTORY, 'c\n']]), folder, MESSAGE)).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('names that were looked for: a new file of one is a conflict, other files are not', async () => {
    await writeFile(join(root, 'a.yaml'), 'a\n');
    await symlink('a.yaml', join(root, 'd.yaml'));
    const open = async () => {
      const view = await store().open();
      expect(await view.pick?.('.', ['a.yaml', 'b.yaml', 'd.yaml'])).toEqual(['a.yaml']); // as its link d.yaml
      expect(await view.pick?.('none', ['a.yaml'])).toEqual([]);
      await view.read('a.yaml');
      return view;
    };
    const first = await open();
    await writeFile(join(root, 'c.yaml'), 'c\n');
    await store().write(new Map([['a.yaml', 'b\n']]), first, MESSAGE);
    const second = await open();
    await writeFile(join(root, 'b.yaml'), 'b\n');
    await expect(store().write(new Map([['a.yaml', 'c\n']]), second, MESSAGE)).rejects.toMatchObject({
      code: 'conflict',
      place: { file: 'b.yaml' },
    });
  });

  test('a view keeps what it read, and refuses a second file from after a write', async () => {
    await startWith('a\n');
    const view = await store().open();
    expect(await view.read(MANIFEST)).toBe('a\n');
    await addLine(store(), 'b');
    expect(await view.read(MANIFEST)).toBe('a\n');
    await expect(view.read(HISTORY)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a text that the view let go is read again, and refused after a write', async () => {
    await startWith('a\n');
    const view = await store().open();
    const text = await view.read(MANIFEST);
    view.forget?.([MANIFEST]);
    expect(await view.read(MANIFEST)).toBe(text);
    view.forget?.([MANIFEST]);
    await addLine(store(), 'b');
    await expect(view.read(MANIFEST)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('files that are read together are refused when another process writes in between', async () => {
    await startWith('a\n');
    let readManifest: () => void;
    const manifestWasRead = new Promise<void>((resolve) => (readManifest = resolve));
    let isFirst = true;
    const disk: Disk = {
      ...nodeDisk,
      read: async (path) => {
        if (path.endsWith(HISTORY) && isFirst) {
          isFirst = false;
          await manifestWasRead;
          await addLine(store(), 'b');
        }
        const file = await nodeDisk.read(path);
        if (path.endsWith(MANIFEST)) readManifest();
        return file;
      },
    };
    const view = await store(disk).open();
    const reads = await Promise.allSettled([view.read(MANIFEST), view.read(HISTORY)]);
    expect(reads).toMatchObject([{ reason: { code: 'conflict' } }, { reason: { code: 'conflict' } }]);
  });

  test('one of the files that are read together says what is wrong with it, the others are read', async () => {
    await startWith('a\n');
    const view = await store().open();
    const reads = await Promise.allSettled([view.read('../other'), view.read(MANIFEST)]);
    expect(reads).toMatchObject([{ reason: { code: 'input' } }, { value: 'a\n' }]);
  });

  test('the id of a view follows what it read', async () => {
    const idNow = async (): Promise<string> => {
      const view = await store().open();
      await view.read(MANIFEST);
      return view.id;
    };
    await startWith('a\n');
    const before = await idNow();
    expect(await idNow()).toBe(before);
    await addLine(store(), 'b');
    expect(await idNow()).not.toBe(before);
  });
});

describe('kill -9', () => {
  test('at every change of the disk leaves old or new files, and the next writer does not wait', async () => {
    const { output } = await add('dry');
    const steps = Number(output);
    expect(steps).toBeGreaterThan(7);
    const seen = new Set<string>();
    for (let step = 1; step <= steps; step += 1) {
      for (const how of ['before', 'torn']) {
        await startWith('old\n');
        expect(await add('new', String(step), how)).toMatchObject({ signal: 'SIGKILL' });
        const view = await store().open();
        const text = await view.read(MANIFEST);
        expect(['old\n', 'old\nnew\n']).toContain(text);
        expect(await view.read(HISTORY)).toBe(text);
        seen.add(text ?? '');
        const start = Date.now();
        await addLine(store(), 'next');
        expect(Date.now() - start).toBeLessThan(2500);
        expect(await readText(MANIFEST)).toBe(`${text ?? ''}next\n`);
        expect(await readText(HISTORY)).toBe(`${text ?? ''}next\n`);
        expect(await readdir(root)).toEqual([HISTORY, MANIFEST]);
      }
    }
    expect(seen.size).toBe(2);
  });

  test('several processes that find the same stale lock write one after the other', async () => {
    const dead = spawn(process.execPath, ['-e', '']);
    await new Promise((done) => dead.on('close', done));
    const lock = { ...describeSelf(NONCE), pid: dead.pid ?? 0 };
    await writeFile(join(root, '.models.yaml.lock'), JSON.stringify(lock));
    const lines = Array.from({ length: 8 }, (_, index) => `line-${index}`);
    const results = await Promise.all(lines.map((line) => add(line)));
    expect(results.filter(({ code }) => code !== 0)).toEqual([]);
    expect((await readText(MANIFEST)).trimEnd().split('\n').sort()).toEqual(lines);
  });

  test.each([
    ['another machine long ago', { host: 'elsewhere', time: '2020-01-01T00:00:00.000Z' }, true],
    ['another machine just now', { host: 'elsewhere' }, false],
    ['this very process', {}, false],
    ['an ended process with our process id', { started: '1' }, process.platform === 'linux'],
  ])('a lock of %s', async (_name, holder, broken) => {
    await writeFile(join(root, '.models.yaml.lock'), JSON.stringify({ ...describeSelf(NONCE), ...holder }));
    const writing = addLine(openDiskStore({ root, registry: MANIFEST, lockWaitMs: 100 }), 'a');
    if (broken) await expect(writing).resolves.toBe(1);
    else {
      await expect(writing).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringContaining(
          `process ${process.pid} on ${JSON.stringify('host' in holder ? holder.host : hostname())}`,
        ),
        hint: expect.stringContaining('.models.yaml.lock'),
        place: { file: '.models.yaml.lock' },
      });
    }
  });

  test('a writer whose lock was broken does not write', async () => {
    await startWith('a\n');
    const thief: Disk = {
      ...nodeDisk,
      create: async (path, bytes, options) => {
        await nodeDisk.create(path, bytes, options);
        if (path.endsWith('tmp'))
          await writeFile(join(root, '.models.yaml.lock'), JSON.stringify(describeSelf(NONCE)));
      },
    };
    const view = await store(thief).open();
    await view.read(MANIFEST);
    await expect(store(thief).write(new Map([[MANIFEST, 'b\n']]), view, MESSAGE)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await readText(MANIFEST)).toBe('a\n');
    expect(await readdir(root)).toEqual(['.models.yaml.lock', HISTORY, MANIFEST]);
  });
});

describe('a disk that refuses', () => {
  test.each(['EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'EDQUOT', 'EIO', 'ENOTDIR', 'EBUSY'])(
    '%s at any one change leaves everything unchanged',
    async (code) => {
      let refusals = 0;
      for (let at = 1; at <= 12; at += 1) {
        await startWith('old\n');
        const writing = addLine(store(failing(code, at, { once: true })), 'new').then(
          () => null,
          (error: unknown) => error,
        );
        const error = await writing;
        if (error === null) {
          expect(await readText(MANIFEST)).toBe('old\nnew\n');
          await rm(join(root, '.models.yaml.lock'), { force: true });
          continue;
        }
        refusals += 1;
        expect(error).toMatchObject({
          code: 'unavailable',
          message: expect.stringContaining(code),
          hint: expect.any(String),
          place: { file: expect.stringContaining('models.') },
        });
        expect([await readText(MANIFEST), await readText(HISTORY)]).toEqual(['old\n', 'old\n']);
        expect(await readdir(root)).toEqual([HISTORY, MANIFEST]);
      }
      expect(refusals).toBeGreaterThan(5);
    },
  );

  test('permanently, from any change on, never leaves half a write', async () => {
    for (let at = 1; at <= 12; at += 1) {
      await startWith('old\n');
      await addLine(store(failing('EIO', at, { once: false })), 'new').catch(() => undefined);
      // The failed process is this one, and it lives: what a later process finds is its lock, without an owner.
      await rm(join(root, '.models.yaml.lock'), { force: true });
      const view = await store().open();
      const text = await view.read(MANIFEST);
      expect(['old\n', 'old\nnew\n']).toContain(text);
      expect(await view.read(HISTORY)).toBe(text);
    }
  });

  test('a read-only folder can be read', async () => {
    await startWith('a\n');
    const view = await store(failing('EROFS', 1, { once: false })).open();
    expect(await view.read(MANIFEST)).toBe('a\n');
    expect(await view.list('.')).toEqual([HISTORY, MANIFEST]);
    expect(await view.list('none')).toBeNull();
  });

  test('a file where a folder should be', async () => {
    await writeFile(join(root, 'file'), '');
    const view = await openDiskStore({ root, registry: MANIFEST }).open();
    await expect(view.read('file/models.yaml')).rejects.toMatchObject({
      code: 'unavailable',
      message: 'cannot read "file/models.yaml": ENOTDIR',
    });
  });

  test('folders made for a failed write are removed', async () => {
    const failed = openDiskStore({
      root,
      registry: 'a/b/models.yaml',
      disk: failing('ENOSPC', 2, { once: true }),
    });
    const view = await failed.open();
    await view.read('a/b/models.yaml');
    await expect(failed.write(new Map([['a/b/models.yaml', 'x']]), view, MESSAGE)).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(await readdir(root)).toEqual([]);
  });
});

describe('files', () => {
  test.each([
    ['above the workspace', '../models.yaml'],
    ['above it on a detour', 'a/../../models.yaml'],
    ['absolute', '/etc/passwd'],
    ['absolute on Windows', 'C:\\models.yaml'],
    ['with a zero byte', 'a\0b'],
    ['empty', ''],
    ['linked to outside', 'outside.yaml'],
    ['linked to a missing file', 'dangling.yaml'],
    ['linked to itself', 'circle.yaml'],
    ['a folder', 'folder'],
  ])('a path %s is bad input', async (_name, path) => {
    await symlink('/etc/passwd', join(root, 'outside.yaml'));
    await symlink('missing.yaml', join(root, 'dangling.yaml'));
    await symlink('circle.yaml', join(root, 'circle.yaml'));
    await mkdir(join(root, 'folder'));
    const view = await store().open();
    await expect(view.read(path)).rejects.toMatchObject({ code: 'input', hint: expect.any(String) });
  });

  test('a link inside the workspace stays a link, and the mode of a file its mode', async () => {
    await writeFile(join(root, 'real.yaml'), 'a\n');
    await chmod(join(root, 'real.yaml'), 0o640);
    await symlink('real.yaml', join(root, MANIFEST));
    await addLineToLink();
    expect(await readText('real.yaml')).toBe('a\nb\n');
    expect((await stat(join(root, 'real.yaml'))).mode & 0o777).toBe(0o640);
    expect(
      (await readdir(root, { withFileTypes: true })).find(({ name }) => name === MANIFEST)?.isSymbolicLink(),
    ).toBe(true);
  });

  async function addLineToLink(): Promise<void> {
    const view = await store().open();
    const text = (await view.read(MANIFEST)) ?? '';
    await store().write(new Map([[MANIFEST, `${text}b\n`]]), view, MESSAGE);
  }

  test.each([
    [MANIFEST, 'manifest'],
    [HISTORY, 'history'],
  ])('bytes in %s that are not UTF-8', async (file, code) => {
    await writeFile(join(root, file), Buffer.from([0x61, 0xff]));
    const view = await store().open();
    await expect(view.read(file)).rejects.toMatchObject({ code, place: { file } });
  });

  test('a byte order mark is kept', async () => {
    await writeFile(join(root, MANIFEST), '\ufeffa\n');
    await addLineToLink();
    expect(await readText(MANIFEST)).toBe('\ufeffa\nb\n');
  });

  test.each([
    ['garbage', 'garbage'],
    [
      'a journal that names another file',
      JSON.stringify({ files: [{ target: 'a', temp: 'b', before: null, after: '0'.repeat(64) }] }),
    ],
  ])('%s in place of a journal is removed, and changes no file', async (_name, text) => {
    await startWith('old\n');
    await writeFile(join(root, 'b'), 'kept');
    await writeFile(join(root, '.models.yaml.journal'), text);
    const view = await store().open();
    expect(await view.read(MANIFEST)).toBe('old\n');
    expect(await readdir(root)).toEqual(['b', HISTORY, MANIFEST]);
  });

  test('a file that the view has not read is not written', async () => {
    const view = await store().open();
    await expect(store().write(new Map([[MANIFEST, 'a\n']]), view, MESSAGE)).rejects.toThrow(TypeError);
    expect(await readdir(root)).toEqual([]);
  });
});
