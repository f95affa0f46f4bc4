import { describe, expect, test } from '@jest/globals';
import {
  compareThreeWays,
  explainDifference,
  type Comparison,
  type ThreeWays,
} from '../../../src/files/branch-evidence.js';

const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];

describe('a file of evidence may count for a branch', () => {
  test.each<[string, ThreeWays['base'], ThreeWays['ours'], ThreeWays['theirs'], Comparison]>([
    ['the same everywhere', A, A, A, 'ours'],
    ['the branch has what this job wrote', A, B, B, 'ours'],
    ['nowhere', null, null, null, 'ours'],
    ['only this job has it', null, A, null, 'ours'],
    ['this job rewrote it', A, B, A, 'ours'],
    ['this job removed it', A, null, A, 'ours'],
    ['this job wrote what the branch no longer has', A, B, null, 'ours'],
    ['changed on the branch', A, A, B, 'changed'],
    ['changed on the branch and by this job', A, B, C, 'changed'],
    ['added on the branch, and by this job', null, A, B, 'changed'],
    ['removed on the branch', A, A, null, 'removed'],
    ['added on the branch', null, null, A, 'missing'],
    ['changed on the branch, removed by this job', A, null, B, 'missing'],
    ['without git, the same', undefined, A, A, 'ours'],
    ['without git, only here', undefined, A, null, 'ours'],
    ['without git, nowhere', undefined, null, null, 'ours'],
    ['without git, another', undefined, A, B, 'unclear'],
    ['without git, only on the branch', undefined, null, A, 'missing'],
  ])('%s', (_name, base, ours, theirs, difference) => {
    expect(compareThreeWays({ base, ours, theirs })).toBe(difference);
  });

  test.each<[Exclude<Comparison, 'ours'>, string]>([
    [
      'changed',
      'changed on main after this checkout (bbbbbbbbbbbb there, aaaaaaaaaaaa here): run on the head',
    ],
    ['removed', 'was removed on main after this checkout (aaaaaaaaaaaa here): run on the head'],
    ['missing', 'is missing here, but main has it (bbbbbbbbbbbb): run on the head'],
    ['unclear', 'differs from the one on main (bbbbbbbbbbbb there, aaaaaaaaaaaa here), and git can'],
  ])('%s is told with what to do', (difference, message) => {
    expect(explainDifference(difference, { base: A, ours: A, theirs: B }, 'main')).toContain(message);
  });
});
