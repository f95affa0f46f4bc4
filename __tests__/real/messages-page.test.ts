import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PROJECT } from '../support/project.js';

interface Row {
  readonly kind: string;
  readonly code?: string;
  readonly gate?: string | null;
  readonly verdicts?: readonly string[];
  readonly text: string;
  readonly hints: readonly string[];
}

interface Found {
  readonly unresolved: readonly string[];
  errors(): Row[];
  gates(): Row[];
  notices(): Row[];
  others(): Row[];
}

/** The generator's own modules, which have no types. */
async function messagesOf(root: string): Promise<Found> {
  const load = (name: string): Promise<unknown> => import(join(PROJECT, 'scripts/messages', name));
  const { Project } = (await load('project.mjs')) as { Project: new (root: string) => unknown };
  const { Messages } = (await load('collect.mjs')) as { Messages: new (project: unknown) => Found };
  return new Messages(new Project(root));
}

const ERRORS = `
export class StagegateError extends Error {
  constructor(readonly code: string, message: string, readonly details: { hint?: string; cause?: unknown } = {}) {
    super(message);
  }
}
`;

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stagegate-messages-'));
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'src/errors.ts'), ERRORS);
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** What the generator finds in one file beside the errors. */
async function found(source: string): Promise<Found> {
  writeFileSync(join(root, 'src/a.ts'), `import { StagegateError } from './errors.js';\n${source}`);
  return messagesOf(root);
}

async function told(source: string): Promise<string[]> {
  return (await found(source)).errors().map(({ code, text, hints }) => [code, text, ...hints].join(' | '));
}

describe('errors of a small source', () => {
  test('names are holes, constants are written out', async () => {
    const source = `
      const FILE = 'models.yaml';
      export function check(model: string, names: readonly string[]): never {
        throw new StagegateError('input', \`there is no model \${JSON.stringify(model)} in \${FILE}\`, {
          hint: \`It has \${names.join(', ')}.\`,
        });
      }`;
    expect(await told(source)).toEqual([
      'input | there is no model "‹model›" in models.yaml | It has ‹names›.',
    ]);
  });

  test('each branch of a conditional is a message, with the hint that goes with it', async () => {
    const source = `
      export function check(isFolder: boolean): never {
        const [what, hint] = isFolder ? ['is a folder', 'Name a file.'] : ['is gone', 'Restore it.'];
        throw new StagegateError('policy', \`the policy \${what}\`, { hint });
      }`;
    expect(await told(source)).toEqual([
      'policy | the policy is a folder | Name a file.',
      'policy | the policy is gone | Restore it.',
    ]);
  });

  test('a function that makes errors has a message for each of its callers', async () => {
    const source = `
      function wrong(what: string, hint: string): StagegateError {
        return new StagegateError('manifest', \`a key \${what}\`, { hint });
      }
      export function one(): never { throw wrong('is there twice', 'Keep one.'); }
      export function two(key: string): never { throw wrong(\`\${key} is unknown\`, 'Remove it.'); }`;
    expect(await told(source)).toEqual([
      'manifest | a key is there twice | Keep one.',
      'manifest | a key ‹key› is unknown | Remove it.',
    ]);
  });

  test('a table of messages, and a class of errors of its own', async () => {
    const source = `
      class ServerFailure extends StagegateError {
        constructor(message: string, details: { hint?: string }) { super('unavailable', message, details); }
      }
      interface Rule { readonly when: (code: number) => boolean; readonly message: string; readonly hint: string }
      const RULES: readonly Rule[] = [
        { when: (code) => code === 401, message: 'refused', hint: 'Set a token.' },
        { when: (code) => code > 499, message: 'is down', hint: 'Wait.' },
      ];
      export function explain(code: number): ServerFailure {
        const { message, hint } = RULES.find(({ when }) => when(code))!;
        return new ServerFailure(\`the server \${message}\`, { hint });
      }`;
    expect(await told(source)).toEqual([
      'unavailable | the server refused | Set a token.',
      'unavailable | the server is down | Wait.',
    ]);
  });

  test("another error's message that is passed on adds nothing; a text that can't be told is reported", async () => {
    const passed = `export const again = (error: Error) => new StagegateError('input', error.message);`;
    expect(await told(passed)).toEqual([]);
    const unknown = await found(`export const odd = (text: string) => new StagegateError('input', text);`);
    expect(unknown.errors()).toEqual([]);
    expect(unknown.unresolved).toEqual(['src/a.ts:2']);
  });
});

test('gate reasons have their gate and verdict, and passing ones are left out', async () => {
  const messages = await found(`
    interface GateResult { readonly gate: string; readonly verdict: string; readonly reason: string }
    export function refs(held: boolean, ref: string): GateResult {
      const result = { gate: 'refs' };
      return { ...result, verdict: held ? 'pass' : 'fail', reason: held ? 'it runs there' : \`it runs on \${ref}\` };
    }`);
  expect(messages.gates()).toEqual([
    expect.objectContaining({ gate: 'refs', verdicts: ['fail'], text: 'it runs on ‹ref›' }),
  ]);
});

test('notices are found through functions and lists', async () => {
  const messages = await found(`
    interface Outcome { readonly notices: readonly string[] }
    const left = (stage: string): string[] => [\`no version is left in \${stage}\`];
    export function finish(outcome: Outcome, stage: string, isForced: boolean): Outcome {
      return { notices: [...outcome.notices, ...left(stage), ...(isForced ? ['gates were overridden'] : [])] };
    }`);
  expect(messages.notices().map(({ text }) => text)).toEqual([
    'no version is left in ‹stage›',
    'gates were overridden',
  ]);
});

describe("the project's own messages", () => {
  test('every error is understood', async () => {
    const messages = await messagesOf(PROJECT);
    const errors = messages.errors();
    expect(messages.unresolved).toEqual([]);
    const codes = ['conflict', 'history', 'input', 'manifest', 'policy', 'unavailable', 'unsupported'];
    expect(errors.map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
    expect(errors.length).toBeGreaterThan(300);
  }, 180_000);
});
