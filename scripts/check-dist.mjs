/** Builds into a temporary folder and compares: what is committed in dist/ and schema/ is what src/ says. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const out = mkdtempSync(join(tmpdir(), 'stagegate-dist-'));
try {
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs'), '--out', out], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const stale = ['dist', 'schema'].flatMap((folder) => compare(folder));
  if (stale.length > 0) {
    console.error(`Not what src/ builds (mend: npm run build, and commit it):\n${stale.join('\n')}`);
    process.exitCode = 1;
  } else {
    console.log('dist/ and schema/ are what src/ builds.');
  }
} catch (error) {
  // The build has said why.
  if (error.status === undefined) console.error(error);
  process.exitCode = 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}

function compare(folder) {
  const committed = list(join(ROOT, folder));
  const built = list(join(out, folder));
  return [...new Set([...committed, ...built])].sort().flatMap((file) => {
    const path = `  ${folder}/${file}`;
    if (!built.includes(file)) return [`${path}: left over`];
    if (!committed.includes(file)) return [`${path}: missing`];
    return same(join(ROOT, folder, file), join(out, folder, file)) ? [] : [`${path}: differs`];
  });
}

function list(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

function same(left, right) {
  const executable = (file) => (statSync(file).mode & 0o100) !== 0;
  return readFileSync(left).equals(readFileSync(right)) && executable(left) === executable(right);
}
