import { describe, expect, test } from '@jest/globals';
import { checkApprovals } from '../../../src/gates/approvals.js';
import type { Review } from '../../../src/gates/code-host.js';
import { reviewBy } from '../support/code-host.js';
import { contextWith } from '../support/gate-context.js';

const judge = (required: number, reviews: readonly Review[], author: string | null = 'mona') =>
  checkApprovals(
    { approvals: required },
    contextWith({ approvals: { pullRequest: { number: 7, author, reviews }, problem: null } }),
  );
const APPROVED = 'APPROVED';
const CHANGES = 'CHANGES_REQUESTED';

describe('one approval', () => {
  test.each<[string, Review[], 'pass' | 'fail', number | string, string]>([
    ['is there', [reviewBy('hubot', APPROVED)], 'pass', 1, 'pull request 7 is approved by hubot'],
    [
      'and a comment after it',
      [reviewBy('hubot', APPROVED), reviewBy('hubot', 'COMMENTED')],
      'pass',
      1,
      'hubot',
    ],
    [
      'after changes were asked for',
      [reviewBy('hubot', CHANGES), reviewBy('hubot', APPROVED)],
      'pass',
      1,
      'hubot',
    ],
    [
      'after changes were asked for, in another case',
      [reviewBy('Hubot', CHANGES), reviewBy('hubot', APPROVED)],
      'pass',
      1,
      'hubot',
    ],
    [
      'beside changes that an outsider asks for',
      [reviewBy('hubot', APPROVED), reviewBy('x', CHANGES, { mayWrite: false })],
      'pass',
      1,
      'hubot',
    ],
    [
      'is missing',
      [],
      'fail',
      0,
      'pull request 7 has 0 of 1 approvals: get it reviewed (after the merge also counts), then run this again',
    ],
    ['is a comment only', [reviewBy('hubot', 'COMMENTED')], 'fail', 0, '0 of 1 approvals:'],
    ['is not sent yet', [reviewBy('hubot', 'PENDING')], 'fail', 0, '0 of 1 approvals:'],
    ['is of a state of tomorrow', [reviewBy('hubot', 'APPLAUDED')], 'fail', 0, '0 of 1 approvals:'],
    ['was dismissed', [reviewBy('hubot', 'DISMISSED')], 'fail', 0, '0 of 1 approvals:'],
    [
      'was dismissed later',
      [reviewBy('hubot', APPROVED), reviewBy('hubot', 'DISMISSED')],
      'fail',
      0,
      '0 of 1 approvals:',
    ],
    [
      'became a request for changes',
      [reviewBy('hubot', APPROVED), reviewBy('hubot', CHANGES)],
      'fail',
      'changes requested',
      'hubot requested changes in pull request 7: get their approval, or dismiss their review',
    ],
    [
      'beside changes that another asks for',
      [reviewBy('hubot', APPROVED), reviewBy('cat', CHANGES)],
      'fail',
      'changes requested',
      'cat requested changes',
    ],
    [
      'beside changes that a bot asks for',
      [reviewBy('hubot', APPROVED), reviewBy('scan[bot]', CHANGES, { isBot: true })],
      'fail',
      'changes requested',
      'scan[bot] requested changes',
    ],
    [
      "is the author's own",
      [reviewBy('Mona', APPROVED)],
      'fail',
      0,
      '0 of 1 approvals, not counting Mona (its author):',
    ],
    [
      "is a bot's",
      [reviewBy('ok[bot]', APPROVED, { isBot: true })],
      'fail',
      0,
      'not counting ok[bot] (a bot):',
    ],
    [
      "is an outsider's",
      [reviewBy('x', APPROVED, { mayWrite: false })],
      'fail',
      0,
      'not counting x (no write access):',
    ],
    ['is of an account that is gone', [reviewBy(null, APPROVED)], 'fail', 0, '0 of 1 approvals:'],
  ])('%s', (_name, reviews, verdict, observed, reason) => {
    expect(judge(1, reviews)).toEqual([
      {
        gate: 'approvals',
        metric: null,
        check: 'approvals',
        observed,
        required: 1,
        champion: null,
        verdict,
        reason: expect.stringContaining(reason) as unknown,
      },
    ]);
  });
});

describe('two approvals', () => {
  test.each<[string, Review[], 'pass' | 'fail', number]>([
    ['of two people', [reviewBy('a', APPROVED), reviewBy('b', APPROVED)], 'pass', 2],
    [
      'of three people',
      [reviewBy('a', APPROVED), reviewBy('b', APPROVED), reviewBy('c', APPROVED)],
      'pass',
      3,
    ],
    ['of one person twice', [reviewBy('a', APPROVED), reviewBy('a', APPROVED)], 'fail', 1],
    ['of one person in two cases', [reviewBy('a', APPROVED), reviewBy('A', APPROVED)], 'fail', 1],
    ['of which one does not count', [reviewBy('a', APPROVED), reviewBy('mona', APPROVED)], 'fail', 1],
  ])('%s', (_name, reviews, verdict, observed) => {
    expect(judge(2, reviews)).toMatchObject([{ verdict, observed, required: 2 }]);
  });
});

test('an author whose account is gone leaves the approvals of others', () => {
  expect(judge(1, [reviewBy('hubot', APPROVED)], null)).toMatchObject([{ verdict: 'pass' }]);
});

test.each([
  [
    'no pull request',
    { pullRequest: null, problem: 'no merged pull request brought it' },
    'no merged pull request brought it',
  ],
  ['nobody looked', null, "the pull request's reviews were not read"],
])('%s fails', (_name, approvals, reason) => {
  expect(checkApprovals({ approvals: 1 }, contextWith({ approvals }))).toMatchObject([
    { verdict: 'fail', observed: 'missing', required: 1, reason },
  ]);
});

test.each<[string, number, Review[], string]>([
  [
    'too few',
    3,
    [reviewBy('hubot', APPROVED), reviewBy('lisa', APPROVED)],
    'pull request 7 has 2 of 3 approvals (hubot, lisa): get it reviewed (after the merge also counts), then run this again',
  ],
  [
    'enough beside some that do not count',
    1,
    [
      reviewBy('hubot', APPROVED),
      reviewBy('mona', APPROVED),
      reviewBy('guest', APPROVED, { mayWrite: false }),
    ],
    'pull request 7 is approved by hubot, not counting mona (its author), guest (no write access)',
  ],
])('everyone who approved is named: %s', (_name, required, reviews, reason) => {
  expect(judge(required, reviews)[0]?.reason).toBe(reason);
});
