import { describe, expect, test } from '@jest/globals';
import { chooseRemote, readRemotes } from '../../../src/git/remotes.js';

/** As `git config -z` prints it. */
const listed = (...lines: readonly (readonly [string, string])[]): string =>
  lines.map(([key, value]) => `${key}\n${value}\0`).join('');

const URLS = [
  ['remote.one.url', 'https://github.com/a/one.git'],
  ['remote.two.url', 'https://github.com/a/two.git'],
] as const;

describe('the remote of a branch', () => {
  test.each<[string, readonly (readonly [string, string])[], string]>([
    ['the only one', [URLS[0]], 'one'],
    ['one without an address of its own', [['remote.bare.fetch', '+refs/heads/*:refs/x/*']], 'bare'],
    ['origin among several', [...URLS, ['remote.origin.url', 'x']], 'origin'],
    ['the upstream', [...URLS, ['branch.main.remote', 'two']], 'two'],
    ["not another branch's", [URLS[0], ['branch.other.remote', 'two']], 'one'],
    ['not the repository itself', [URLS[1], ['branch.main.remote', '.']], 'two'],
    ['pushDefault', [...URLS, ['branch.main.remote', 'two'], ['remote.pushdefault', 'one']], 'one'],
    ['pushRemote', [...URLS, ['remote.pushdefault', 'one'], ['branch.main.pushremote', 'two']], 'two'],
    ['a name with a dot', [['remote.my.remote.url', 'x']], 'my.remote'],
  ])('is %s', (_name, lines, remote) => {
    expect(chooseRemote(readRemotes(listed(...lines)), 'main')).toBe(remote);
  });

  test.each<[string, readonly (readonly [string, string])[], string, RegExp]>([
    ['no remotes', [], 'the repository has no remote', /^Add one: git remote add/],
    [
      'several and no setting',
      URLS,
      'git has no setting that says where branch "main" is pushed',
      /"one", "two"\. Choose one/,
    ],
    [
      'a setting with an unknown remote',
      [...URLS, ['branch.main.remote', 'three']],
      'names "three", which is not a usable remote',
      /Choose one: git config branch\.main\.remote <remote>/,
    ],
    [
      'a name that git reads as an option',
      [
        ['remote.--mirror.url', 'x'],
        ['branch.main.remote', '--mirror'],
      ],
      'names "--mirror"',
      /Choose one/,
    ],
  ])('rejects %s', (_name, lines, message, hint) => {
    expect(() => chooseRemote(readRemotes(listed(...lines)), 'main')).toThrow(
      expect.objectContaining({
        code: 'input',
        message: expect.stringContaining(message),
        hint: expect.stringMatching(hint),
      }),
    );
  });

  test('keeps the address that git fetches from', () => {
    const text = listed(URLS[0], ['remote.one.url', 'second'], ['remote.one.pushurl', 'third']);
    expect(readRemotes(text).urls).toEqual(new Map([['one', URLS[0][1]]]));
  });
});
