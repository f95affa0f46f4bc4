import { describe, expect, test } from '@jest/globals';
import { readOutcome } from '../../../src/registry/manifest/git/remote.js';

const line = (reason: string): string => `To host:repo\n!\tabc:refs/heads/main\t${reason}\nDone`;

describe('readOutcome', () => {
  test.each([
    ['stale info', '[rejected] (stale info)', 'lost-race'],
    ['fetch first', '[rejected] (fetch first)', 'lost-race'],
    ['non-fast-forward', '[rejected] (non-fast-forward)', 'lost-race'],
    ['lock', "[remote rejected] (cannot lock ref 'refs/heads/main': is at a but expected b)", 'lost-race'],
    ['update', '[remote rejected] (failed to update ref)', 'lost-race'],
    ['old value', '[remote rejected] (incorrect old value provided)', 'lost-race'],
    ['hook', '[remote rejected] (pre-receive hook declined)', 'refused'],
    ['protected', '[remote rejected] (protected branch hook declined)', 'refused'],
    ['rules', '[remote rejected] (push declined due to repository rule violations)', 'refused'],
    ['no report', '[remote failure] (remote failed to report status)', 'unclear'],
  ])('%s', (_name, reason, outcome) => {
    expect(readOutcome({ exitCode: 1, stdout: line(reason) })).toBe(outcome);
  });

  test('output without a line from git is unclear, and exit code 0 is a success', () => {
    expect(readOutcome({ exitCode: 128, stdout: '' })).toBe('unclear');
    expect(readOutcome({ exitCode: 0, stdout: '' })).toBe('pushed');
  });
});
