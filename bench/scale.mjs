import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './measure.mjs';
import { writeFolder, writeManifest } from './registries.mjs';

/**
 * The committed command line on large registries, whole processes: each against the same command on a small registry,
 * in turns. `node bench/scale.mjs [ROUNDS] [LARGEST]` (3 rounds and 100,000 versions by default).
 */
const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist', 'cli', 'index.js');
const usage = join(import.meta.dirname, 'usage.mjs');
const rounds = Number(process.argv[2] ?? 3);
const largest = Number(process.argv[3] ?? 100_000);
const base = mkdtempSync(join(tmpdir(), 'stagegate-bench-'));
const rows = [];

try {
  for (const format of ['yaml', 'json']) {
    const small = make(writeManifest, 10, format);
    for (const count of [10_000, 100_000].filter((versions) => versions <= largest)) {
      const large = make(writeManifest, count, format);
      compare(`promote, ${count} versions, ${format}`, promote, large, small);
      compare(`list, ${count} versions, ${format}`, list, large, small);
    }
  }
  const [one, many] = [make(writeFolder, 1, 20), make(writeFolder, 10_000, 20)];
  compare('promote, folder of 10000 models', promote, many, one);
  compare('verify, folder of 10000 models', () => ['verify'], many, one);
  console.table(rows);
} finally {
  rmSync(base, { recursive: true });
}

function make(write, ...args) {
  const cwd = mkdtempSync(join(base, 'registry-'));
  return { cwd, model: write(cwd, ...args) };
}

/** Promotes versions 1 and 2 in turn, so that each promotion changes something. */
function promote(model, round) {
  const about = ['--model', model, '--version', String(1 + (round % 2)), '--stage', 'Production'];
  return ['promote', ...about, '--allow-taken-out', '--reason', 'bench'];
}

function list(model) {
  return ['list-versions', '--model-name', model];
}

function compare(name, command, large, small) {
  const runs = { large: [], small: [] };
  for (let round = 0; round < rounds; round += 1) {
    runs.large.push(run(large.cwd, command(large.model, round)));
    runs.small.push(run(small.cwd, command(small.model, round)));
  }
  const of = (which, key) => median(runs[which].map((used) => used[key]));
  const ratio = (key) => median(runs.large.map((used, at) => used[key] / runs.small[at][key])).toFixed(2);
  rows.push({
    name,
    'wall ms': of('large', 'wall').toFixed(0),
    'CPU ms': of('large', 'cpu').toFixed(0),
    'peak MiB': of('large', 'peak').toFixed(0),
    'wall ratio': ratio('wall'),
    'CPU ratio': ratio('cpu'),
  });
}

function run(cwd, args) {
  const start = process.hrtime.bigint();
  const { status, stderr, output } = spawnSync(process.execPath, ['--import', usage, cli, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return { wall, ...JSON.parse(output[3]) };
}
