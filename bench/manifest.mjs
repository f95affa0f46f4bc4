import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { Stagegate } from '../dist/lib/index.js';
import { median } from './measure.mjs';

/**
 * A promotion on disk in manifests of growing size, against parsing the same file once with the yaml library. All in
 * one process, where a promotion doesn't parse again what the one before it wrote, as each start of the command line
 * does.
 */
const env = { ...process.env, GITHUB_ACTIONS: 'true', GITHUB_ACTOR: 'bench' };
const rows = [];

for (const count of [10, 100, 1_000, 10_000]) {
  const folder = mkdtempSync(join(tmpdir(), 'stagegate-bench-'));
  const versions = Array.from(
    { length: count },
    (_, at) => `      ${at + 1}: {stage: None, source: "s3://models/m/${at + 1}"}\n`,
  );
  const text = `models:\n  m:\n    versions:\n${versions.join('')}`;
  mkdirSync(join(folder, '.github'));
  writeFileSync(join(folder, '.github', 'stagegate.yml'), 'models: { m: { stages: { Production: {} } } }\n');
  writeFileSync(join(folder, 'models.yaml'), text);
  const engine = new Stagegate({ workspace: folder, env });
  const promotions = [];
  const parses = [];
  for (let version = 1; version <= 7; version++) {
    let start = performance.now();
    await engine.promote({
      model: 'm',
      version: String(version),
      stage: 'Production',
      reason: null,
      force: false,
    });
    promotions.push(performance.now() - start);
    start = performance.now();
    parseDocument(text).toJS();
    parses.push(performance.now() - start);
  }
  rmSync(folder, { recursive: true });
  const [promote, parse] = [median(promotions.slice(1)), median(parses.slice(1))];
  rows.push({
    versions: count,
    'promote ms': promote.toFixed(1),
    'parse ms': parse.toFixed(1),
    ratio: (promote / parse).toFixed(2),
  });
}
console.table(rows);
