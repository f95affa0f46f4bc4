/**
 * Writes every workflow of the docs to a folder, for actionlint: node scripts/docs-workflows.mjs FOLDER. Steps that stand
 * alone get the least workflow around them.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
console.log(`${written} workflows`);

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
