import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGit, GitUnusable, makeWordsSafe } from '../../../src/git/command.js';

describe('makeWordsSafe', () => {
  test.each([
    ['terminal colours', '\u001b[31mred\u001b[0m', 'red'],
    ['several lines, and their prefix', 'remote: a\nremote: \nremote: b\r\n', 'a; b'],
    ['control and direction characters', 'a\u0007b\u202ec', 'a b c'],
    ['credentials in an address', 'https://me:pw@host/x', 'https://***@host/x'],
    ['a header', 'AUTHORIZATION: basic abcdef', 'AUTHORIZATION: basic ***'],
    ['a token', `ghs_${'a'.repeat(36)}`, '***'],
    ['nothing', '', 'no reason given'],
  ])('%s', (_name, text, safe) => {
    expect(makeWordsSafe(text)).toBe(safe);
  });

  test('cuts long text', () => {
    expect(makeWordsSafe('x'.repeat(5000))).toHaveLength(601);
  });
});

describe('where no repository can be', () => {
  const { PATH } = process.env;
  const ask = (folder: string, ...args: string[]) => createGit(folder)(args);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stagegate-'));
    // nothing is there, so starting git fails
    process.env['PATH'] = folder;
  });
  afterEach(() => {
    process.env['PATH'] = PATH;
    rmSync(folder, { recursive: true });
  });

  test('git is not started, and nobody has to have it', async () => {
    const refused = { exitCode: 128, stderr: 'fatal: not a git repository' };
    expect(await ask(folder, 'ls-files')).toMatchObject(refused);
    expect(await ask(folder, '-C', 'missing', 'rev-parse')).toMatchObject(refused);
  });

  test.each([
    ['a repository', '.git', ['ls-files']],
    ['a worktree or submodule', '.git', ['-C', 'in', 'rev-parse']],
    ['a bare repository', 'HEAD', ['rev-parse']],
    ['a command that works anywhere', 'nothing', ['config', '--get', 'user.name']],
  ])('but is for %s', async (_name, mark, args) => {
    mkdirSync(join(folder, 'in'));
    writeFileSync(join(folder, mark), '');
    await expect(ask(folder, ...args)).rejects.toThrow(GitUnusable);
  });

  test('but is where GIT_DIR names one', async () => {
    const asked = createGit(folder)(['ls-files'], { env: { GIT_DIR: '/somewhere' } });
    await expect(asked).rejects.toThrow(GitUnusable);
  });
});
