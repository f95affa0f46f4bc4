/**
 * The package installs nothing but itself and runs no script: dist/ has everything. Nothing bundled into dist/ comes
 * from a package with an install script, and every version is pinned exactly.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const read = (file) => readFileSync(join(ROOT, file), 'utf8');
const { packages } = JSON.parse(read('package-lock.json'));
const manifest = JSON.parse(read('package.json'));

const installed = ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((kind) =>
  Object.keys(manifest[kind] ?? {}).map(
    (name) => `${name}: would be installed with the package; move it from ${kind} to devDependencies`,
  ),
);
const run = ['preinstall', 'install', 'postinstall', 'prepare']
  .filter((name) => manifest.scripts[name] !== undefined)
  .map((name) => `scripts.${name}: would run when the package is installed`);
const bundled = new Set(
  [...read('dist/bundle/licenses.txt').matchAll(/^(\S+) (\d+\.\d+\.\d+\S*) \(.+\)$/gm)].map(
    ([, name, version]) => `${name}@${version}`,
  ),
);
const scripted = Object.entries(packages)
  .map(([path, entry]) => ({ ...entry, name: path.split('node_modules/').at(-1) }))
  .filter(({ name, version, hasInstallScript }) => hasInstallScript && bundled.has(`${name}@${version}`))
  .map(({ name }) => `${name}: is bundled and has an install script`);
const loose = Object.entries(manifest.devDependencies)
  .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
  .map(([name, version]) => `${name}: ${version} is not one exact version`);

const faults = [...installed, ...run, ...scripted, ...loose];
if (bundled.size === 0) faults.push('dist/bundle/licenses.txt: names no package');
if (faults.length > 0) console.error(faults.join('\n'));
process.exitCode = faults.length > 0 ? 1 : 0;
