import { execFileSync, execSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { withoutFilter } from '../../src/text/lfs.js';
import { makeWorkspace } from '../support/workspace.js';

test("the hint's commands stage a new .gitattributes and the files as plain text", () => {
  const workspace = makeWorkspace({ 'history.jsonl': 'plain\n', '.git/info/attributes': '' });
  const options = { cwd: workspace.root, encoding: 'utf8' } as const;
  const git = (...args: string[]) => execFileSync('git', args, options);
  git('init', '--quiet');
  git('config', 'filter.lfs.clean', 'sed s/plain/pointer/');
  workspace.write('.git/info/attributes', 'history.jsonl filter=lfs\n');
  git('add', 'history.jsonl');
  workspace.write('.git/info/attributes', '');
  expect(git('show', ':history.jsonl')).toBe('pointer\n');

  const hint = withoutFilter(['history.jsonl']).split('\n');
  workspace.write('.gitattributes', `${hint.find((line) => line.includes('!filter'))?.trim()}\n`);
  const commands = hint
    .map((line) => /git add .*?(?=, and commit\.|$)/.exec(line)?.[0] ?? '')
    .filter(Boolean);
  for (const command of commands) execSync(command, options);

  expect(git('diff', '--cached', '--name-only').split('\n')).toContain('.gitattributes');
  expect(git('show', ':history.jsonl')).toBe('plain\n');
});
