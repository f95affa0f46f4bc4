import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PROJECT } from '../support/project.js';
import { baseEnvironment, runProcess, type Finished } from '../support/spawn.js';

/* The npm package as somebody gets it: packed, and installed into an empty folder without a network. */

const TIMEOUT = 120_000;

interface Manifest {
  readonly [key: string]: unknown;
  readonly version: string;
}

let folder: string;
let installed: Finished;

const run = (file: string, ...args: readonly string[]): Promise<Finished> =>
  runProcess(file, args, {
    cwd: folder,
    env: {
      ...baseEnvironment(),
      npm_config_cache: join(folder, 'cache'),
      npm_config_update_notifier: 'false',
    },
  });
const read = (...path: readonly string[]) =>
  JSON.parse(readFileSync(join(folder, ...path), 'utf8')) as Manifest;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stagegate-package-'));
  const packed = await run('npm', 'pack', PROJECT, '--silent', '--ignore-scripts');
  if (packed.status !== 0) throw new Error(packed.stderr);
  writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}\n');
  const flags = ['--offline', '--engine-strict', '--no-audit', '--no-fund'];
  installed = await run('npm', 'install', ...flags, `./${packed.stdout.trim()}`);
}, TIMEOUT);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('it installs alone, on every Node that it names', () => {
  expect(installed).toMatchObject({ status: 0, stderr: '' });
  const visible = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
  expect(visible).toEqual(['stagegate']);
  const manifest = read('node_modules', 'stagegate', 'package.json');
  expect(manifest).toMatchObject({
    engines: { node: '>=20.19' },
    homepage: 'https://github.com/stagegate/stagegate#readme',
    bugs: { url: 'https://github.com/stagegate/stagegate/issues' },
    repository: { type: 'git', url: 'git+https://github.com/stagegate/stagegate.git' },
  });
  for (const kind of ['dependencies', 'optionalDependencies', 'peerDependencies'])
    expect(manifest).not.toHaveProperty(kind);
  expect(Object.keys(manifest['scripts'] as object).filter((name) => /install|prepare/.test(name))).toEqual(
    [],
  );
});

test('its command and its library run', async () => {
  const { version } = read('node_modules', 'stagegate', 'package.json');
  const command = await run(join(folder, 'node_modules', '.bin', 'stagegate'), '--version');
  expect(command).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  const program = "import { Stagegate } from 'stagegate'; console.log(typeof new Stagegate().promote);";
  writeFileSync(join(folder, 'program.js'), program);
  expect(await run(process.execPath, 'program.js')).toEqual({ status: 0, stdout: 'function\n', stderr: '' });
});

test(
  'its types need no other package, not even those of Node',
  async () => {
    writeFileSync(
      join(folder, 'program.ts'),
      "import { Stagegate, type Outcome } from 'stagegate';\nexport const outcome: Promise<Outcome> = new Stagegate().check({ model: 'churn', version: 3, stage: 'Production' });\n",
    );
    const tsc = join(PROJECT, 'node_modules', 'typescript', 'bin', 'tsc');
    const flags = ['--strict', '--noEmit', '--module', 'NodeNext', '--target', 'ES2022'];
    const checked = await run(process.execPath, tsc, ...flags, '--ignoreConfig', 'program.ts');
    expect(checked).toEqual({ status: 0, stdout: '', stderr: '' });
  },
  TIMEOUT,
);
