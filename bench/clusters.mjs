import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';

/**
 * How often a true value on the bound passes at 95 %, where rows come in clusters of 1 to 20. The trials are those of
 * __tests__/exhaustive/support/clusters.ts, which a test runs a few hundred times.
 *
 * node bench/clusters.mjs [trials, 100000 by default] [part of a kind's name]
 */
const ROOT = join(import.meta.dirname, '..');
const [trials = '100000', wanted = ''] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'stagegate-bench-'));
writeFileSync(join(folder, 'package.json'), '{"type": "module"}');

const SOURCES = [
  'src/statistics',
  '__tests__/exhaustive/support/clusters.ts',
  '__tests__/unit/statistics/support/random.ts',
];
for (const source of SOURCES.flatMap(listFiles)) {
  const { code } = transformSync(readFileSync(source, 'utf8'), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  });
  const target = join(folder, relative(ROOT, source).replace(/\.ts$/, '.js'));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, code);
}

function listFiles(path) {
  const full = join(ROOT, path);
  return path.endsWith('.ts') ? [full] : readdirSync(full).map((name) => join(full, name));
}

const load = (path) => import(pathToFileURL(join(folder, path)).href);
const { DESIGNS, KINDS, measure } = await load('__tests__/exhaustive/support/clusters.js');
const { seedRandom } = await load('__tests__/unit/statistics/support/random.js');
const percent = (rate) => (rate === null ? '' : `${(100 * rate).toFixed(2)} %`);

console.log(
  `| data | clusters | correlation | ${trials} trials at 95 % | CR2 and t alone | as independent rows |`,
);
console.log('| --- | --- | --- | --- | --- | --- |');
for (const kind of KINDS.filter(({ name }) => name.includes(wanted))) {
  for (const [at, design] of DESIGNS.entries()) {
    const found = measure(kind, design, { random: seedRandom(1000 + at), runs: Number(trials) });
    const rates = [found.passes, found.byCr2, found.asRows].map(percent);
    console.log(`| ${[kind.name, design.clusters, design.correlation, ...rates].join(' | ')} |`);
  }
}
rmSync(folder, { recursive: true });
