import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { CLI_BUNDLE, PROJECT } from '../support/project.js';
import { baseEnvironment, runProcess, type Finished } from '../support/spawn.js';
import type { Workspace } from '../support/workspace.js';
import type { BadInput } from './support/bad-input.js';
import { makeChurn } from './support/churn.js';
import { REFUSED } from './support/refusing-place.js';
import { digestTree } from './support/tree.js';
import { UNREADABLE } from './support/unreadable-evidence.js';
import { WRONG } from './support/wrong-input.js';

const told: string[] = [];

describe.each([...WRONG, ...UNREADABLE, ...REFUSED])('$name', (input) => {
  test(`ends with ${input.exit}, says what, where and how to mend it, and changes nothing`, async () => {
    const workspace = makeChurn({}, { git: input.git ?? 'none' });
    await input.arrange?.(workspace);
    const before = digestAll(workspace);
    const { status, stdout, stderr } = await run(input, workspace);
    const text = stdout + stderr;
    told.push(rowOf(input, text.replaceAll(dirname(workspace.root), '…')));
    // told whole, so that a failure shows what was said instead
    expect({ status, missing: input.says.filter((part) => !text.includes(part)), text }).toEqual({
      status: input.exit,
      missing: [],
      text,
    });
    expect(text).not.toMatch(/this is a defect|^\s+at /m);
    expect(input.exit === 1 ? stderr : stdout).toBe('');
    expect(digestAll(workspace)).toEqual(before);
  });
});

function run({ args, env, shell }: BadInput, { root }: Workspace): Promise<Finished> {
  const words = args.split(' ').map((word) => (word === "''" ? '' : word));
  const command = [process.execPath, CLI_BUNDLE, ...words];
  const [file = '', ...more] = shell === undefined ? command : ['bash', '-c', shell, 'bash', ...command];
  return runProcess(file, more, { cwd: root, env: { ...baseEnvironment(), ...env } });
}

/** The workspace, the checkout's commit and what the remote holds. */
function digestAll(workspace: Workspace): unknown {
  const git = workspace.remote === null ? null : workspace.git('--git-dir', workspace.remote, 'show-ref');
  return { files: digestTree(workspace.root), git };
}

/** With BAD_INPUT_TABLE set the messages are written down, for the documentation. */
afterAll(() => {
  if (!process.env['BAD_INPUT_TABLE']) return;
  mkdirSync(join(PROJECT, 'build'), { recursive: true });
  const head = ['| what is wrong | exit | what is told |', '| --- | --- | --- |'];
  writeFileSync(join(PROJECT, 'build', 'bad-input.md'), `${[...head, ...told].join('\n')}\n`);
});

function rowOf({ name, exit }: BadInput, text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  // of a blocked promotion the numbered reasons
  const shown = exit === 1 ? lines.filter((line) => /^ +\d+\. /.test(line)) : lines;
  const cell = shown.map((line) => `\`${line.trim().replaceAll('|', '\\|')}\``).join('<br>');
  return `| ${name} | ${exit} | ${cell} |`;
}
