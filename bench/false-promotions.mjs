import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * 20 successive candidates, none of which should be promoted: how often any is, with `false-promotions: 5%` and with 95 %
 * for each, and what that costs a better candidate. The simulation is that of the tests, with 100,000 runs (or as many as
 * you say: `node bench/false-promotions.mjs 10000`), which takes about half an hour.
 */
const ROOT = join(import.meta.dirname, '..');
const trials = process.argv[2] ?? '100000';

const columns = [
  'evidence',
  'truth',
  'n',
  'any of 20',
  'at 95 % each',
  'power at 95 %',
  '1st',
  '5th',
  '20th',
];
console.log(`| ${columns.join(' | ')} |\n| ${columns.map(() => '---').join(' | ')} |`);
const child = spawn(
  process.execPath,
  [
    ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    ...[join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'), '--selectProjects', 'exhaustive'],
    ...['--runInBand', join('__tests__', 'exhaustive', 'false-promotions.test.ts')],
  ],
  { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, STAGEGATE_TRIALS: trials } },
);
createInterface({ input: child.stderr }).on('line', (line) =>
  line.startsWith('| ') ? console.log(line) : console.error(line),
);
child.on('close', (status) => (process.exitCode = status ?? 1));
