import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transform } from '@swc/core';

const project = join(import.meta.dirname, '..', '..', '..');
/** What the places of a manifest are made of. */
const FOLDERS = ['src/registry/manifest', 'src/git', 'src/text', 'src/model'];

export interface CompiledStores {
  /** The path of a worker of this folder, for `node`. */
  worker(name: 'disk-worker' | 'git-worker'): string;
  remove(): Promise<void>;
}

/** Compiles the stores and their workers, so that plain node processes can run them. */
export async function compileStores(): Promise<CompiledStores> {
  const out = await mkdtemp(join(tmpdir(), 'stagegate-compiled-'));
  const lists = await Promise.all(
    FOLDERS.map(async (folder) => {
      const names = await readdir(join(project, folder), { recursive: true });
      return names.filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`);
    }),
  );
  const names = lists.flat();
  const workers = ['retry', 'disk-worker', 'git-worker'].map((name) => `__tests__/real/stores/${name}.ts`);
  for (const file of ['src/errors.ts', ...names, ...workers]) {
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
