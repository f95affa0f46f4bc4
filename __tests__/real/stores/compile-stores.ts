import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transform } from '@swc/core';

const project = join(import.meta.dirname, '..', '..', '..');
const folders = ['src/registry/manifest/stores', 'src/git'];

export interface CompiledStores {
  /** The path of a worker of this folder, for `node`. */
  worker(name: 'disk-worker' | 'git-worker'): string;
  remove(): Promise<void>;
}

/** Compiles the stores and their workers, so that plain node processes can run them. */
export async function compileStores(): Promise<CompiledStores> {
  const out = await mkdtemp(join(tmpdir(), 'stagegate-compiled-'));
  const lists = await Promise.all(
    folders.map(async (folder) => (await readdir(join(project, folder))).map((name) => `${folder}/${name}`)),
  );
  const names = lists.flat();
  const workers = ['retry', 'disk-worker', 'git-worker'].map((name) => `__tests__/real/stores/${name}.ts`);
  for (const file of ['src/errors.ts', 'src/lfs.ts', ...names, ...workers]) {
    const { code } = await transform(await readFile(join(project, file), 'utf8'), {
      swcrc: false,
      configFile: false,
      module: { type: 'es6' },
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    });
    const target = join(out, file.replace(/\.ts$/, '.js'));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, code);
  }
  await writeFile(join(out, 'package.json'), '{"type":"module"}');
  await symlink(join(project, 'node_modules'), join(out, 'node_modules'));
  return {
    worker: (name) => join(out, `__tests__/real/stores/${name}.js`),
    remove: () => rm(out, { recursive: true, force: true }),
  };
}
