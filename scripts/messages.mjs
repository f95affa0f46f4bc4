/**
 * Writes docs/messages.md: every message that the code can produce, from the sources, with examples from tests and docs.
 * What stands before `<!-- messages:begin -->` is written by hand. With `--check` it writes nothing and fails if the page
 * is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Messages } from './messages/collect.mjs';
import { Examples } from './messages/examples.mjs';
import { groupRows, renderGroups } from './messages/page.mjs';
import { Project } from './messages/project.mjs';

const ROOT = join(import.meta.dirname, '..');
const PAGE = 'docs/messages.md';
const BEGIN = '<!-- messages:begin -->';
const END = '<!-- messages:end -->';

try {
  update(process.argv.includes('--check'));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function update(checkOnly) {
  const messages = new Messages(new Project(ROOT));
  const rows = messages.all();
  if (messages.unresolved.length > 0)
    throw new Error(`These messages can't be told from the source: ${messages.unresolved.join(', ')}`);
  const before = readFileSync(join(ROOT, PAGE), 'utf8');
  const [from, to] = [before.indexOf(BEGIN), before.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${PAGE} has no ${BEGIN} followed by ${END}.`);
  const text = renderGroups(groupRows(rows), new Examples(ROOT, PAGE));
  const after = `${before.slice(0, from + BEGIN.length)}\n\n${text}\n\n${before.slice(to)}`;
  if (after === before) return;
  if (checkOnly) throw new Error(`${PAGE} is stale. To update it: npm run docs`);
  writeFileSync(join(ROOT, PAGE), after);
}
