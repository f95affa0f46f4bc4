import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { format } from 'prettier';
import { markerOf } from '../../src/github/sticky-comment.js';
import { viewOf } from '../../src/render/outcome-view.js';
import { renderComment } from '../../src/render/markdown.js';
import { pages } from '../support/docs.js';
import { PROJECT } from '../support/project.js';
import { judgeCandidate, SHOWN } from './support/judged-cases.js';

/*
 * The comments that the pages show are those that the code writes: between `<!-- comment:NAME -->` and
 * `<!-- /comment -->`, NAME from judged-cases.ts. STAGEGATE_UPDATE_DOCS=1 writes them there.
 */

const RUN = 'https://github.com/octo-org/models/actions/runs/1';
const PLACES = /(<!-- comment:([\w ,-]+) -->\n)([^]*?)(<!-- \/comment -->)/g;

/** A comment as a quotation. Its link to a run would lead nowhere. */
async function quote(name: string): Promise<string> {
  const [, given] = SHOWN.find(([shown]) => shown === name) ?? [];
  if (given === undefined) throw new Error(`judged-cases.ts has no case ${name}`);
  const marker = markerOf('churn', 'Production');
  const text = renderComment(viewOf(judgeCandidate(given)), { marker, run: RUN });
  const shown = text
    .replace(`${marker}\n`, '')
    .replace(/\[run\]\([^)]*\)/g, 'run')
    .trimEnd();
  const quoted = shown.split('\n').map((line) => `> ${line}`.trimEnd());
  return `\n${await format(quoted.join('\n'), { parser: 'markdown' })}\n`;
}

const PAGES = pages().filter((file) => readFileSync(join(PROJECT, file), 'utf8').search(PLACES) >= 0);

test.each(PAGES)('%s shows a comment as it is written', async (file) => {
  const path = join(PROJECT, file);
  const text = readFileSync(path, 'utf8');
  const quotes = new Map<string, string>();
  for (const [, , name = ''] of text.matchAll(PLACES)) quotes.set(name, await quote(name));
  const expected = text.replace(PLACES, (_all, begin: string, name: string, _old, end: string) =>
    [begin, quotes.get(name), end].join(''),
  );
  if (process.env['STAGEGATE_UPDATE_DOCS'] === '1') writeFileSync(path, expected);
  else expect(text).toBe(expected);
});

test('the README shows one that is blocked', () => {
  expect(PAGES).toContain('README.md');
  expect(readFileSync(join(PROJECT, 'README.md'), 'utf8')).toContain('> ### ⛔ `churn` 5 was not promoted');
});
