import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { PROJECT } from './project.js';

/** A fenced block of a page. */
export interface DocBlock {
  /** Relative to the project. */
  readonly file: string;
  /** Of its first line, from 1. */
  readonly line: number;
  /** What the fence says: `sh`, `yaml`. */
  readonly language: string;
  readonly text: string;
}

/** The pages that people copy from. */
export function pages(): string[] {
  const below = (folder: string) =>
    readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`)
      .sort();
  return ['README.md', 'CONTRIBUTING.md', ...below('docs'), ...below('examples')];
}

/** Every block of a language, as it stands; one that is indented in its page, without that. */
export function docBlocks(language: RegExp, files: readonly string[] = pages()): DocBlock[] {
  return files.flatMap((file) => {
    const blocks: DocBlock[] = [];
    let open: { fence: string; indent: number; line: number; lines: string[]; told: string } | null = null;
    for (const [at, line] of readFileSync(join(PROJECT, file), 'utf8').split('\n').entries()) {
      const [, indent = '', fence, told = ''] = /^(\s*)(`{3,})\s*(\S*)/.exec(line) ?? [];
      if (open === null) {
        if (fence !== undefined) open = { fence, indent: indent.length, line: at + 2, lines: [], told };
      } else if (fence === open.fence && told === '') {
        const text = `${open.lines.join('\n')}\n`;
        if (language.test(open.told)) blocks.push({ file, line: open.line, language: open.told, text });
        open = null;
      } else open.lines.push(line.slice(open.indent));
    }
    if (open !== null) throw new Error(`${file}:${String(open.line - 1)}: the block is not closed`);
    return blocks;
  });
}

export const YAML = /^ya?ml$/i;

/** The one YAML block of a page in which a text stands. */
export function blockWith(file: string, words: string): string {
  const found = docBlocks(YAML, [file]).filter(({ text }) => text.includes(words));
  if (found.length !== 1)
    throw new Error(`${file} has ${String(found.length)} YAML blocks with ${JSON.stringify(words)}`);
  return found[0]!.text;
}

/** Links of the pages, to files or headings of the project, that lead nowhere: `docs/reference/policy.md: registry.md#no`. */
export function brokenLinks(): string[] {
  return pages().flatMap((file) =>
    [...read(file).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !/^[a-z]+:/i.test(link) && !leads(file, link))
      .map((link) => `${file}: ${link}`),
  );
}

function leads(file: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const target = path === '' ? file : normalize(join(dirname(file), path));
  if (!existsSync(join(PROJECT, target))) return false;
  return heading === undefined || !target.endsWith('.md') || anchorsOf(target).includes(heading);
}

/** As GitHub makes them of headings. */
function anchorsOf(file: string): string[] {
  return [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function read(file: string): string {
  return readFileSync(join(PROJECT, file), 'utf8');
}
