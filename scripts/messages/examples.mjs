import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const LONGEST = 240;

/** The lines that tests and docs expect or quote: where examples of messages are found. */
export class Examples {
  constructor(root, leaveOut) {
    const lines = new Set();
    const add = (text) => {
      for (const line of text.split('\n')) {
        const plain = line.trim();
        if (plain.length > 7 && plain.length < 2 * LONGEST && !/[\p{Cc}‹›]|\$\{/u.test(plain))
          lines.add(plain);
      }
    };
    for (const file of filesBelow(root, '__tests__')) {
      if (file.endsWith('.ts')) literalsOf(join(root, file), add);
      else if (/\.(?:snap|md)$/.test(file)) add(readFileSync(join(root, file), 'utf8'));
    }
    for (const file of ['README.md', ...filesBelow(root, 'docs')])
      if (file.endsWith('.md') && file !== leaveOut) quotesOf(readFileSync(join(root, file), 'utf8'), add);
    this.lines = [...lines].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
    this.text = `\n${this.lines.join('\n')}\n`;
  }

  /** The shortest line, or part of one, that a pattern fits; null without one. */
  of(pattern) {
    if (!pattern.includes('‹')) return null;
    const fragment = pattern
      .split(/‹[^›]*›/u)
      .sort((a, b) => b.length - a.length)[0]
      .trim();
    const isOpen = pattern.startsWith('‹') || pattern.endsWith('›');
    if (fragment.replaceAll(/[^\p{L}]/gu, '').length < (isOpen ? 12 : 6)) return null;
    const form = toRegExp(pattern);
    let best = null;
    for (let at = this.text.indexOf(fragment); at !== -1;) {
      const start = this.text.lastIndexOf('\n', at) + 1;
      const end = this.text.indexOf('\n', at);
      const found = form.exec(this.text.slice(start, end))?.[1];
      if (found !== undefined && found.length <= LONGEST && (best === null || found.length < best.length))
        best = found;
      at = this.text.indexOf(fragment, end);
    }
    return best === pattern ? null : best;
  }
}

/** A pattern that begins with a hole has to begin the line: what stands before it could be anything. */
function toRegExp(pattern) {
  const parts = pattern.split(/(‹[^›]*›)/u).filter((part) => part !== '');
  const source = parts.map((part, at) => {
    if (!part.startsWith('‹')) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const choices = part.slice(1, -1).split(' | ');
    if (choices.length > 1)
      return `(?:${choices.map((each) => each.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`;
    if (parts[at - 1]?.endsWith('"') && parts[at + 1]?.startsWith('"')) return '[^"]+';
    return at === parts.length - 1 ? '[^`]{1,90}' : '[^`]{1,90}?';
  });
  const begins = parts[0].startsWith('‹') ? '^(?:(?:[✗!?-]|error:|warning:|note:) )?' : '';
  const ends = parts.at(-1).startsWith('‹') ? '$' : '';
  return new RegExp(`${begins}(${source.join('')})${ends}`, 'u');
}

function filesBelow(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => !/\/(?:node_modules|fixtures)\//.test(name))
    .sort();
}

/** Texts that a test writes out. */
function literalsOf(file, add) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const visit = (node) => {
    if (ts.isStringLiteralLike(node)) add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** What a page quotes: code in a line, and lines of blocks. */
function quotesOf(text, add) {
  for (const [, code] of text.matchAll(/`([^`\n]+)`/g)) add(code);
  for (const [, block] of text.matchAll(/^ *```[^\n]*\n([\s\S]*?)^ *```/gm)) add(block);
}
