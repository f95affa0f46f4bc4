import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interleave, printRatios, timeCommand } from './measure.mjs';

/** Start-up of the committed command line against that of Node itself. */
const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist', 'cli', 'index.js');
const folder = mkdtempSync(join(tmpdir(), 'stagegate-bench-'));
const cwd = join(folder, 'quickstart');
cpSync(join(root, 'examples', 'quickstart'), cwd, { recursive: true });
const target = ['--model', 'digits', '--version', '2', '--stage', 'Production'];
const stagegate =
  (...args) =>
  () =>
    timeCommand(process.execPath, [cli, ...args], { cwd });

try {
  printRatios(
    interleave(Number(process.argv[2] ?? 15), {
      'node -e 0': () => timeCommand(process.execPath, ['-e', '0'], { cwd }),
      'stagegate --version': stagegate('--version'),
      'stagegate promote --help': stagegate('promote', '--help'),
      'stagegate list-versions': stagegate('list-versions', '--model-name', 'digits'),
      'stagegate check': stagegate('check', ...target),
    }),
  );
} finally {
  rmSync(folder, { recursive: true });
}
