/**
 * Writes what the docs say about inputs and outputs from action.yml, between marks such as `<!-- inputs:begin -->` and
 * `<!-- inputs:end -->`: a step with every input in README.md, and tables in docs/reference/inputs-and-outputs.md.
 * With `--check` it writes nothing and fails if they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '..');
const README = 'README.md';
const REFERENCE = 'docs/reference/inputs-and-outputs.md';

try {
  await update(process.argv.includes('--check'));
} catch (error) {
  console.error(error.code === 'ENOENT' ? `${error.path} is missing.` : error.message);
  process.exitCode = 1;
}

async function update(checkOnly) {
  const { inputs, outputs } = parse(read('action.yml'));
  const pages = {
    [README]: { inputs: stepWithAll(inputs) },
    [REFERENCE]: { inputs: table(inputRows(inputs)), outputs: table(outputRows(outputs)) },
  };
  for (const [file, parts] of Object.entries(pages)) {
    const before = read(file);
    let after = before;
    for (const [name, text] of Object.entries(parts))
      after = await replace({ file, text: after }, name, text);
    if (after === before) continue;
    if (checkOnly) throw new Error(`${file} differs from action.yml. Run: npm run docs`);
    writeFileSync(join(ROOT, file), after);
  }
}

function read(file) {
  return readFileSync(join(ROOT, file), 'utf8');
}

async function replace({ file, text }, name, content) {
  const begin = `<!-- ${name}:begin -->`;
  const end = `<!-- ${name}:end -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${file} has no ${begin} followed by ${end}.`);
  const formatted = await format(content, { parser: 'markdown' });
  return `${text.slice(0, from + begin.length)}\n\n${formatted}\n${text.slice(to)}`;
}

/** A step with every input, its default, and the first sentence of its description. */
function stepWithAll(inputs) {
  const lines = Object.entries(inputs).flatMap(([name, { description, default: value, required }]) => [
    `    # ${firstSentence(description)}${required ? ' Required.' : ''}`,
    `    ${name}:${value === undefined ? '' : ` ${value}`}`,
    '',
  ]);
  return ['```yaml', '- uses: stagegate/stagegate@v0', '  with:', ...lines.slice(0, -1), '```'].join('\n');
}

function firstSentence(description) {
  const [sentence] = oneLine(description).split(/(?<=\.) /);
  return sentence.replaceAll('`', '');
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

function table(rows) {
  return rows
    .map((cells) => `| ${cells.map((cell) => oneLine(cell).replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

function oneLine(text) {
  return text.trim().replaceAll(/\s+/g, ' ');
}
