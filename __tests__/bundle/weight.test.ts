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

test('a runner downloads less than 0.43 MB, and all that it runs', async () => {
  const archive = join(folder, 'archive.tar.gz');
  const made = await runProcess('git', ['archive', '--output', archive, 'HEAD'], {
    cwd: PROJECT,
    env: baseEnvironment(),
  });
  expect(made).toMatchObject({ status: 0 });
  expect(readFileSync(archive).length).toBeLessThan(430_000);
  const list = await runProcess('tar', ['-tzf', archive], { cwd: folder, env: baseEnvironment() });
  const files = list.stdout.split('\n').filter((file) => !/^$|\/$|^dist\/bundle\/.*\.js$/.test(file));
  expect(files.sort()).toEqual([
    ...['LICENSE', 'README.md', 'action.yml', 'dist/action/index.js', 'dist/bundle/licenses.txt'],
    ...['dist/cli/index.js', 'dist/lib/index.js', 'dist/package.json'],
  ]);
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
    // saxes for the JUnit report; tunnel comes with http-client, which core imports
    ...['fastest-levenshtein', 'picomatch', 'saxes', 'tunnel', 'xmlchars', 'yaml', 'zod'],
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
