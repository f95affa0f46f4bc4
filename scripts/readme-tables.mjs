/**
 * Writes the README's tables of inputs and outputs from action.yml, between `<!-- inputs:begin -->` and
 * `<!-- inputs:end -->`, and the same for `outputs`. With `--check` it writes nothing and fails if they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '..');
const README = join(ROOT, 'README.md');

try {
  await update(process.argv.includes('--check'));
} catch (error) {
  console.error(error.code === 'ENOENT' ? `There is no ${error.path}.` : error.message);
  process.exitCode = 1;
}

async function update(checkOnly) {
  const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'));
  const before = readFileSync(README, 'utf8');
  let after = await replace(before, 'inputs', inputRows(action.inputs));
  after = await replace(after, 'outputs', outputRows(action.outputs));
  if (after === before) return;
  if (checkOnly) throw new Error("README.md's tables are not what action.yml says. Mend: npm run docs");
  writeFileSync(README, after);
}

async function replace(text, name, rows) {
  const begin = `<!-- ${name}:begin -->`;
  const end = `<!-- ${name}:end -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no ${begin} followed by ${end}.`);
  const table = await format(rows.map(row).join('\n'), { parser: 'markdown' });
  return `${text.slice(0, from + begin.length)}\n\n${table}\n${text.slice(to)}`;
}

function inputRows(inputs) {
  const rows = Object.entries(inputs).map(([name, input]) => [
    `\`${name}\``,
    input.required ? 'required' : input.default === undefined ? '' : `\`${input.default}\``,
    input.description,
  ]);
  return [['input', 'default', 'meaning'], ['---', '---', '---'], ...rows];
}

function outputRows(outputs) {
  const rows = Object.entries(outputs).map(([name, output]) => [`\`${name}\``, output.description]);
  return [['output', 'value'], ['---', '---'], ...rows];
}

function row(cells) {
  const line = cells.map((cell) => cell.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|'));
  return `| ${line.join(' | ')} |`;
}
