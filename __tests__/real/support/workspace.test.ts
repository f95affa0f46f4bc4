import { existsSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { makeWorkspace } from '../../support/workspace.js';

let kept = '';

describe('makeWorkspace', () => {
  test('pushes to a remote that can be cloned, with the same commit every time', () => {
    const files = { 'a/b.txt': 'one\n' };
    const first = makeWorkspace(files, { git: 'remote' });
    const second = makeWorkspace(files, { git: 'repository' });
    kept = first.root;
    expect(second.git('rev-parse', 'HEAD')).toBe(first.git('rev-parse', 'HEAD'));
    const clone = first.clone();
    expect(clone.files()).toEqual(files);
    clone.write('a/b.txt', 'two\n');
    clone.git('commit', '--quiet', '--all', '--message=change');
    clone.git('push', '--quiet');
    first.git('pull', '--quiet');
    expect(first.read('a/b.txt')).toBe('two\n');
    expect(first.files()).toEqual({ 'a/b.txt': 'two\n' });
  });

  test('is removed when its test ends', () => {
    expect(kept).not.toBe('');
    expect(existsSync(kept)).toBe(false);
  });

  const longer = makeWorkspace({}, { lifetime: 'file' });
  test('stands until the end of the file when asked', () => {
    expect(existsSync(longer.root)).toBe(true);
  });
  afterAll(() => {
    expect(existsSync(longer.root)).toBe(true);
  });
});
