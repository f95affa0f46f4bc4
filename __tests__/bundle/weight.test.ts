import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PROJECT } from '../support/project.js';
import { runAction } from '../support/run-action.js';
import { baseEnvironment, runProcess } from '../support/spawn.js';

/* What a job pays for the step: bytes to download and code to load. Times are in bench/. */

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagegate-weight-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a runner downloads less than 0.43 MB: all that the action runs, and nothing else', async () => {
  const run = async (file: string, ...args: readonly string[]) => {
    const finished = await runProcess(file, args, { cwd: folder, env: baseEnvironment() });
    expect(finished).toMatchObject({ status: 0 });
    return finished.stdout;
  };
  await run('git', '-C', PROJECT, 'archive', '--prefix=tag/', '--output', join(folder, 'tag.tar.gz'), 'HEAD');
  expect(readFileSync(join(folder, 'tag.tar.gz')).length).toBeLessThan(430_000);
  const files = (await run('tar', '-tzf', 'tag.tar.gz')).split('\n').filter((file) => !/^$|\/$/.test(file));
  const others = files.filter((file) => !/^tag\/dist\/bundle\/\d+\.index\.cjs\.js$/.test(file));
  expect(others.map((file) => file.slice('tag/'.length)).sort()).toEqual([
    ...['LICENSE', 'README.md', 'action.yml', 'dist/action/index.js', 'dist/bundle/index.cjs'],
    ...['dist/bundle/licenses.txt', 'dist/bundle/package.json', 'dist/bundle/yaml.cjs', 'dist/package.json'],
  ]);

  await run('tar', '-xzf', 'tag.tar.gz');
  const bundle = join(folder, 'tag', 'dist', 'bundle');
  const there = readdirSync(bundle);
  // What the entry loads for the command line and the library is left out; what the action loads is there.
  const loads = (text: string) => [...text.matchAll(/\.e\((\d+)\)/g)].map(([, id]) => `${id}.index.cjs.js`);
  const chunks = there.filter((name) => /^\d/.test(name));
  const missing = chunks.flatMap((name) =>
    loads(readFileSync(join(bundle, name), 'utf8')).filter((next) => !there.includes(next)),
  );
  expect(missing).toEqual([]);
  const left = loads(readFileSync(join(bundle, 'index.cjs'), 'utf8')).filter((name) => !there.includes(name));
  expect(left.length).toBeGreaterThan(0);

  const workspace = join(folder, 'downloaded');
  cpSync(join(PROJECT, 'examples', 'quickstart'), workspace, { recursive: true });
  const inputs = { model: 'digits', version: '2', stage: 'Production', commit: 'none' };
  const promoted = await runAction({
    workspace,
    inputs,
    entry: join(folder, 'tag', 'dist', 'action', 'index.js'),
  });
  expect(promoted.outputs).toMatchObject({ promoted: 'true' });
});

test('a plain promotion loads these packages and rooms', async () => {
  const workspace = join(folder, 'quickstart');
  cpSync(join(PROJECT, 'examples', 'quickstart'), workspace, { recursive: true });
  const coverage = join(folder, 'coverage');
  const inputs = { model: 'digits', version: '2', stage: 'Production', commit: 'none' };
  const run = await runAction({ workspace, inputs, env: { NODE_V8_COVERAGE: coverage } });
  expect(run).toMatchObject({ status: 0 });
  expect(run.outputs).toMatchObject({ promoted: 'true' });

  const contents = readJson(join(PROJECT, 'dist', 'bundle', 'contents.json')) as Record<string, string[]>;
  const loaded = readdirSync(coverage).flatMap((file) => {
    const { result } = readJson(join(coverage, file)) as { result: { url: string }[] };
    const names = result.map(({ url }) => basename(url));
    return names.filter((name) => Object.hasOwn(contents, name)).flatMap((name) => contents[name] ?? []);
  });
  const packages = new Set(loaded.filter((name) => !name.startsWith('src/')));
  const rooms = new Set(
    loaded.filter((name) => name.startsWith('src/')).map((name) => name.split('/').slice(1, -1).join('/')),
  );
  expect([...packages].sort()).toEqual([
    ...['@actions/core', '@actions/exec', '@actions/http-client', '@actions/io', 'big.js'],
    // saxes for the JUnit report
    ...['fastest-levenshtein', 'p-limit', 'picomatch', 'saxes', 'xmlchars', 'yocto-queue', 'zod'],
  ]);
  expect([...rooms].sort()).toEqual([
    ...[
      '',
      'action',
      'evidence',
      'evidence/formats',
      'evidence/formats/junit',
      'files',
      'gates',
      'git',
      'github',
    ],
    ...['history', 'model', 'policy', 'promotion', 'registry/manifest', 'registry/manifest/disk'],
    ...['registry/manifest/document', 'render', 'run', 'statistics', 'text', 'workspace'],
  ]);
});

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
