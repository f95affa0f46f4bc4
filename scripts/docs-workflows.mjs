/**
 * Writes every workflow of the docs, and those that adopt writes, to a folder, for actionlint and zizmor:
 * node scripts/docs-workflows.mjs FOLDER. Steps that stand alone get the least workflow around them.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';

const ROOT = join(import.meta.dirname, '..');
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder to write to.');
mkdirSync(folder, { recursive: true });

const pages = readdirSync(join(ROOT, 'docs'), { recursive: true })
  .filter((name) => name.endsWith('.md'))
  .map((name) => join('docs', name));
let written = 0;
for (const page of ['README.md', ...pages]) {
  const text = readFileSync(join(ROOT, page), 'utf8');
  for (const { index, 1: block } of text.matchAll(/^```ya?ml\n([^]*?)^```$/gm)) {
    const workflow = toWorkflow(block);
    if (workflow === null) continue;
    const line = text.slice(0, index).split('\n').length;
    writeFileSync(join(folder, `${page.replaceAll(/[/\\]/g, '-')}-${line}.yml`), workflow);
    written += 1;
  }
}
if (written === 0) throw new Error('The docs have no workflow.');
const CI = 'on: [push, pull_request, merge_group]\njobs: {}\n';
const adopted = {
  one: { 'reports/churn/1.json': '{"accuracy": 0.9}', '.github/workflows/ci.yml': CI },
  two: { 'reports/a b/1.json': '{"accuracy": 0.9}', 'reports/fraud/1.json': '{"auc": 0.9}' },
  mlflow: { 'train.py': 'mlflow.set_tracking_uri("https://m.example.com"); registered_model_name="churn"' },
  nothing: {},
};
for (const [name, files] of Object.entries(adopted)) {
  const workflows = adopt(files).filter(({ path }) => path.startsWith('.github/workflows/'));
  if (workflows.length === 0) throw new Error(`adopt writes no workflow for ${name}.`);
  for (const { path, text } of workflows)
    writeFileSync(join(folder, `adopt-${name}-${basename(path)}`), text);
  written += workflows.length;
}
console.log(`${written} workflows`);

/** What adopt would write into a new repository with these files. */
function adopt(files) {
  const root = mkdtempSync(join(tmpdir(), 'adopt-'));
  try {
    execFileSync('git', ['init', '--quiet', root]);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const { MLFLOW_TRACKING_URI: _, ...env } = process.env;
    const cli = join(ROOT, 'dist', 'cli', 'index.js');
    return JSON.parse(execFileSync(process.execPath, [cli, 'adopt', '--json'], { cwd: root, env })).files;
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Null for a block that is something else. */
function toWorkflow(block) {
  const value = parse(block);
  if (value?.on !== undefined && value.jobs !== undefined) return block;
  if (!Array.isArray(value) || !value.every((step) => 'uses' in step || 'run' in step)) return null;
  // a step that others refer to
  const gate = { uses: 'stagegate/stagegate@v0', id: 'gate', with: { model: 'churn' } };
  const refers = block.includes('steps.gate.') && !value.some(({ id }) => id === 'gate');
  const job = { 'runs-on': 'ubuntu-latest', steps: refers ? [gate, ...value] : value };
  const inputs = { version: { required: true, type: 'string' } };
  return stringify({ on: { workflow_dispatch: { inputs } }, permissions: {}, jobs: { job } });
}
