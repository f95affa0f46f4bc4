import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { docBlocks } from '../support/docs.js';
import { PROJECT } from '../support/project.js';

/* The changes that CONTRIBUTING.md shows fit the code as it is: each is made in a copy of src/, and compiled. */

const DIFFS = docBlocks(/^diff$/, ['CONTRIBUTING.md']).map(({ text }) => text);

interface Hunk {
  readonly before: string;
  readonly after: string;
}

/** The hunks of a diff by file. There are no line numbers: `@@` stands alone. */
function parseDiff(text: string): Map<string, Hunk[]> {
  const files = new Map<string, Hunk[]>();
  for (const part of text.split(/^--- .*\n\+\+\+ b\//m).slice(1)) {
    const [file = '', ...lines] = part.split('\n');
    const hunks = lines
      .join('\n')
      .split(/^@@\n/m)
      .filter((hunk) => hunk.trim() !== '');
    files.set(
      file,
      hunks.map((hunk) => ({ before: side(hunk, ' -'), after: side(hunk, ' +') })),
    );
  }
  return files;
}

function side(hunk: string, marks: string): string {
  const lines = hunk.split('\n').filter((line) => line !== '' && marks.includes(line.charAt(0)));
  return lines.map((line) => `${line.slice(1)}\n`).join('');
}

/** @throws Error where what a hunk begins with is not in the file, or more than once */
function apply(root: string, text: string): string[] {
  const files = parseDiff(text);
  for (const [file, hunks] of files) {
    const path = join(root, file);
    const isNew = hunks.every(({ before }) => before === '');
    let content = isNew ? '' : readFileSync(path, 'utf8');
    for (const { before, after } of hunks) {
      if (!isNew && content.split(before).length !== 2)
        throw new Error(`CONTRIBUTING.md shows lines that ${file} doesn't have once:\n${before}`);
      content = isNew ? after : content.replace(before, () => after);
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return [...files.keys()];
}

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stagegate-contributing-'));
  for (const name of ['src', 'tsconfig.json', 'package.json'])
    cpSync(join(PROJECT, name), join(root, name), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(root, 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function compile(): void {
  const args = [join(PROJECT, 'node_modules', 'typescript', 'bin', 'tsc'), '--noEmit', '-p', 'tsconfig.json'];
  try {
    execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  } catch (error) {
    throw new Error(`it does not compile:\n${(error as { stdout: string }).stdout}`, { cause: error });
  }
}

describe('CONTRIBUTING.md', () => {
  test('shows a gate, a report format and a place for the manifest', () => {
    expect(
      DIFFS.map((text) =>
        [...parseDiff(text).keys()].find((file) => !/index|schema|resolve|descriptions/.test(file)),
      ),
    ).toEqual([
      'src/gates/tags.ts',
      'src/evidence/formats/scorecard.ts',
      'src/registry/manifest/memory/memory-store.ts',
    ]);
  });

  test('its changes apply to the code as it is, all of them together, and compile', () => {
    for (const text of DIFFS) apply(root, text);
    compile();
  }, 180_000);

  test('a change that does not fit is found', () => {
    const [gate = ''] = DIFFS;
    expect(() => apply(root, gate.replace("['refs', checkRefs]", "['reffs', checkRefs]"))).toThrow(
      'index.ts',
    );
  });
});
