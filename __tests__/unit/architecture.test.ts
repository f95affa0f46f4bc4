import { beforeAll, describe, expect, test } from '@jest/globals';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { PROJECT } from '../support/project.js';

/** The project's own rules without those that need types, so that a text needs no file. */
let eslint: ESLint;
beforeAll(() => {
  const overrideConfig = [{ files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked }];
  eslint = new ESLint({ cwd: PROJECT, overrideConfig: overrideConfig as never });
});

/** The rules of the architecture that a text in a file breaks. */
async function broken(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: `${PROJECT}/${file}` });
  if (result === undefined) throw new Error(`${file} is not linted.`);
  const rules = result.messages.map(({ ruleId, message }) => ruleId ?? message);
  return [...new Set(rules.filter((rule) => rule.startsWith('no-restricted')))];
}

const IMPORT = 'no-restricted-imports';

describe('pure files', () => {
  test.each([
    ['the file system', "import { readFileSync } from 'node:fs'; readFileSync('x');", IMPORT],
    ['its promises', "import { readFile } from 'node:fs/promises'; readFile('x');", IMPORT],
    ['a builtin without its prefix', "import { readFileSync } from 'fs'; readFileSync('x');", IMPORT],
    ['processes', "import { spawn } from 'node:child_process'; spawn('x');", IMPORT],
    ['the network', "import { request } from 'node:https'; request('x');", IMPORT],
    ['the runner', "import { info } from '@actions/core'; info('x');", IMPORT],
    ['random bytes', "import { randomBytes } from 'node:crypto'; randomBytes(1);", IMPORT],
    ['the rest of util', "import { inspect } from 'node:util'; inspect(1);", IMPORT],
    ['the workspace', "import { a } from '../workspace/a.js'; a();", IMPORT],
    ['its types', "import type { A } from '../workspace/a.js'; export type B = A;", IMPORT],
    ['the command line', "import { a } from '../cli/a.js'; a();", IMPORT],
    ['the library', "import { a } from '../library/a.js'; a();", IMPORT],
    ['the engine', "import { a } from '../engine.js'; a();", IMPORT],
    ['the action', "import { a } from '../action.js'; a();", IMPORT],
    ['a store', "import { a } from '../registry/manifest/disk/disk-store.js'; a();", IMPORT],
    ['the wire to a server', "import { a } from './client/open-server.js'; a();", IMPORT],
    ['a lazy builtin', "export const fs = await import('node:fs');", 'no-restricted-syntax'],
    ['the process', 'export const a = process.env;', 'no-restricted-globals'],
    ['the terminal', "console.log('x');", 'no-restricted-globals'],
    ['requests', "export const a = fetch('x');", 'no-restricted-globals'],
    ['the clock', 'export const a = Date.now();', 'no-restricted-properties'],
    ['the clock as a date', 'export const a = new Date();', 'no-restricted-syntax'],
    ['chance', 'export const a = Math.random();', 'no-restricted-properties'],
  ])('may not touch %s', async (_name, text, rule) => {
    await expect(broken('src/promotion/example.ts', text)).resolves.toContain(rule);
  });

  test.each([
    'src/promotion/a.ts',
    'src/policy/a.ts',
    'src/evidence/formats/a.ts',
    'src/gates/a.ts',
    'src/history/a.ts',
    'src/render/a.ts',
    'src/registry/a.ts',
    'src/registry/manifest/document/document.ts',
    'src/a-new-folder/a.ts',
  ])('%s is one', async (file) => {
    await expect(broken(file, "import { rm } from 'node:fs'; rm('x');")).resolves.toEqual([IMPORT]);
  });

  test('may hash, parse a date and know each other', async () => {
    const text = `import { createHash } from 'node:crypto';
      import { a } from '../gates/result.js';
      export const b = [createHash('sha256'), new Date(0), Date.parse('2026-11-01'), a];`;
    await expect(broken('src/promotion/example.ts', text)).resolves.toEqual([]);
  });
});

describe('files at the edge', () => {
  const files = "import { rm } from 'node:fs'; rm('x'); export const a = Date.now();";
  const core = "import { info } from '@actions/core'; info('x');";
  const print = "process.stdout.write('x');";

  test.each([
    ['src/registry/manifest/disk/a.ts', { core: [IMPORT], print: ['no-restricted-properties'] }],
    ['src/registry/mlflow/client/a.ts', { core: [IMPORT], print: ['no-restricted-properties'] }],
    ['src/workspace/a.ts', { core: [IMPORT], print: ['no-restricted-properties'] }],
    ['src/library/a.ts', { core: [IMPORT], print: ['no-restricted-properties'] }],
    ['src/engine.ts', { core: [IMPORT], print: ['no-restricted-properties'] }],
    ['src/cli/a.ts', { core: [IMPORT], print: [] }],
    ['src/cli.ts', { core: [IMPORT], print: [] }],
    ['src/action.ts', { core: [], print: ['no-restricted-properties'] }],
    ['src/action/a.ts', { core: [], print: ['no-restricted-properties'] }],
  ])('%s may touch files; the runner and the terminal have one place each', async (file, expected) => {
    await expect(broken(file, files)).resolves.toEqual([]);
    await expect(broken(file, core)).resolves.toEqual(expected.core);
    await expect(broken(file, print)).resolves.toEqual(expected.print);
  });
});
