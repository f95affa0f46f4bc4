/** Nothing that is shipped runs a script when it is installed, and every version is pinned exactly. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file) => JSON.parse(readFileSync(join(import.meta.dirname, '..', file), 'utf8'));
const { packages } = read('package-lock.json');
const { dependencies, devDependencies } = read('package.json');

const scripted = Object.entries(packages)
  .filter(([path, entry]) => path !== '' && !entry.dev && entry.hasInstallScript)
  .map(([path]) => `${path}: is shipped and has an install script`);
const loose = Object.entries({ ...dependencies, ...devDependencies })
  .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
  .map(([name, version]) => `${name}: ${version} is not one exact version`);

const faults = [...scripted, ...loose];
if (faults.length > 0) console.error(faults.join('\n'));
process.exitCode = faults.length > 0 ? 1 : 0;
