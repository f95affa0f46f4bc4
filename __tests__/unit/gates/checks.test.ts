import { describe, expect, test } from '@jest/globals';
import { checkChecks, findOpen } from '../../../src/gates/checks.js';
import type { CommitCheck, CommitChecks } from '../../../src/gates/code-host.js';
import type { ChecksGate } from '../../../src/policy/schema.js';
import { checksOf, checkWith, statusWith } from '../support/code-host.js';
import { contextWith } from '../support/gate-context.js';

const AT = 'on 1a2b3c4d5e6f';
const judge = (gate: ChecksGate, checks: CommitChecks | null) => checkChecks(gate, contextWith({ checks }));
const build = (given: Partial<CommitCheck> = {}) => checkWith({ name: 'build', ...given });

describe('one check', () => {
  test.each<[string, CommitCheck[], 'pass' | 'fail', string, string]>([
    ['that succeeded', [build()], 'pass', 'success', `build succeeded ${AT}`],
    ['a status that succeeded', [statusWith('build', 'success')], 'pass', 'success', `build succeeded ${AT}`],
    [
      'beside failed ones of other names',
      [build(), checkWith({ name: 'builds', conclusion: 'failure' })],
      'pass',
      'success',
      'succeeded',
    ],
    [
      'that failed',
      [build({ conclusion: 'failure' })],
      'fail',
      'failure',
      `build (github-actions) ended as failure ${AT}, must be success: fix it`,
    ],
    [
      'a status that failed',
      [statusWith('build', 'failure')],
      'fail',
      'failure',
      `build ended as failure ${AT}, must be success: fix it`,
    ],
    ['a status in error', [statusWith('build', 'error')], 'fail', 'error', 'fix it'],
    [
      'that was skipped',
      [build({ conclusion: 'skipped' })],
      'fail',
      'skipped',
      'was skipped on 1a2b3c4d5e6f, so it checked nothing: run it, or allow that in the gate (allow: [skipped])',
    ],
    ['that is neutral', [build({ conclusion: 'neutral' })], 'fail', 'neutral', '(allow: [neutral])'],
    [
      'that was cancelled',
      [build({ conclusion: 'cancelled' })],
      'fail',
      'cancelled',
      'must be success: run it again',
    ],
    ['out of time', [build({ conclusion: 'timed_out' })], 'fail', 'timed_out', 'run it again'],
    [
      'that waits for a person',
      [build({ conclusion: 'action_required' })],
      'fail',
      'action_required',
      'run it again',
    ],
    ['that got old', [build({ conclusion: 'stale' })], 'fail', 'stale', 'run it again'],
    [
      'that did not start',
      [build({ conclusion: 'startup_failure' })],
      'fail',
      'startup_failure',
      'run it again',
    ],
    ['with a conclusion of tomorrow', [build({ conclusion: 'fine' })], 'fail', 'fine', 'must be success'],
    ['that ended as nothing', [build({ conclusion: null })], 'fail', 'completed', 'must be success'],
    ['with a status of tomorrow', [build({ status: 'dreaming' })], 'fail', 'dreaming', 'must be success'],
    [
      'that is running, with a conclusion',
      [build({ status: 'in_progress', conclusion: 'success' })],
      'fail',
      'in_progress',
      'did not finish within 10m',
    ],
    [
      'that is queued',
      [build({ status: 'queued' })],
      'fail',
      'queued',
      `build (github-actions) is queued ${AT} and did not finish within 10m: run this again when it has finished, or wait longer (wait: … in the gate)`,
    ],
    [
      'that is running',
      [build({ status: 'in_progress' })],
      'fail',
      'in_progress',
      'did not finish within 10m',
    ],
    ['a pending status', [statusWith('build', 'pending')], 'fail', 'pending', 'build is pending'],
    [
      'of another job of this run that is running',
      [build({ status: 'in_progress', own: 'run' })],
      'fail',
      'in_progress',
      'it is a job of this workflow run, so make this job wait for it (needs: …)',
    ],
    ['of another job of this run that succeeded', [build({ own: 'run' })], 'pass', 'success', 'succeeded'],
    [
      'that is this very job',
      [build({ status: 'in_progress', own: 'job' })],
      'fail',
      'missing',
      "build is this job itself, which can't have finished: remove it from the gate",
    ],
    [
      'that this job is called like too',
      [build(), build({ status: 'in_progress', own: 'job', suite: 2, id: 2 })],
      'pass',
      'success',
      'succeeded',
    ],
    [
      'that is not there',
      [],
      'fail',
      'missing',
      `no check build ${AT} within 10m; the commit has no checks: correct the name in the gate, or run the check on this commit`,
    ],
    [
      'that is called another way',
      [checkWith({ name: 'Build' }), checkWith({ name: 'unit' })],
      'fail',
      'missing',
      'the commit has Build, unit:',
    ],
  ])('%s', (_name, checks, verdict, observed, reason) => {
    expect(judge({ checks: ['build'] }, checksOf(...checks))).toEqual([
      {
        gate: 'checks',
        metric: 'build',
        check: 'checks',
        observed,
        required: 'success',
        champion: null,
        verdict,
        reason: expect.stringContaining(reason) as unknown,
      },
    ]);
  });
});

describe('several checks of one name', () => {
  const red = { conclusion: 'failure' };

  test.each<[string, CommitCheck[], 'pass' | 'fail']>([
    ['of two apps, both good', [build(), build({ app: 'circleci' })], 'pass'],
    ['of two apps, one bad', [build(), build({ app: 'circleci', ...red })], 'fail'],
    ['of two apps, the older bad', [build({ id: 9, suite: 9 }), build({ app: 'circleci', ...red })], 'fail'],
    ['a check run and a status, both good', [build(), statusWith('build', 'success')], 'pass'],
    ['a check run and a status, one bad', [build(), statusWith('build', 'failure')], 'fail'],
    ['a check run and a status, one open', [build(), statusWith('build', 'pending')], 'fail'],
    [
      'a check run of no app, and a status that is bad',
      [build({ app: null }), statusWith('build', 'error')],
      'fail',
    ],
    ['a workflow that ran again and is good now', [build(red), build({ suite: 2, id: 2 })], 'pass'],
    ['a workflow that ran again and is bad now', [build(), build({ suite: 2, id: 2, ...red })], 'fail'],
    ['… told in the other order', [build({ suite: 2, id: 2, ...red }), build()], 'fail'],
    ['a workflow that runs again now', [build(), build({ suite: 2, id: 2, status: 'queued' })], 'fail'],
    ['an old run of it that was run again', [build({ id: 3 }), build({ suite: 2, id: 2, ...red })], 'pass'],
    ['jobs of one start, one bad', [build(red), build({ id: 2 }), build({ id: 3 })], 'fail'],
    ['jobs of one start, all good', [build(), build({ id: 2 }), build({ id: 3 })], 'pass'],
    ['without suites, one bad', [build({ suite: null, ...red }), build({ suite: null, id: 2 })], 'fail'],
  ])('%s', (_name, checks, verdict) => {
    expect(judge({ checks: ['build'] }, checksOf(...checks))).toMatchObject([{ verdict }]);
  });

  test('a failed check comes before an open one', () => {
    const checks = checksOf(build({ status: 'queued' }), build({ app: 'circleci', ...red }));
    expect(judge({ checks: ['build'] }, checks)).toMatchObject([{ observed: 'failure' }]);
    expect(findOpen({ checks: ['build'] }, checks)).toEqual([]);
  });
});

describe('a check with its app', () => {
  const pinned = { checks: [{ name: 'build', app: 'github-actions' }] };

  test.each<[string, CommitCheck[], 'pass' | 'fail', string]>([
    ['is there', [build()], 'pass', 'succeeded'],
    ['in another case', [build({ app: 'GitHub-Actions' })], 'pass', 'succeeded'],
    [
      'beside a bad one of another app',
      [build(), build({ app: 'evil', conclusion: 'failure' })],
      'pass',
      'succeeded',
    ],
    [
      'is bad, beside a good one of another app',
      [build({ conclusion: 'failure' }), build({ app: 'evil' })],
      'fail',
      'ended as failure',
    ],
    [
      'is there by another app only',
      [build({ app: 'evil' })],
      'fail',
      `build ${AT} was reported by evil, must be reported by github-actions: correct the gate's app`,
    ],
    [
      'is there by nobody known',
      [build({ app: null }), statusWith('build', 'success')],
      'fail',
      'was reported by a commit status, must be reported by github-actions',
    ],
  ])('%s', (_name, checks, verdict, reason) => {
    expect(judge(pinned, checksOf(...checks))).toMatchObject([
      { verdict, reason: expect.stringContaining(reason) as unknown },
    ]);
  });
});

describe('a check that may be skipped', () => {
  const allowing = (...allow: ('skipped' | 'neutral')[]) => ({ checks: [{ name: 'build', allow }] });

  test.each<[string, ChecksGate, CommitCheck[], 'pass' | 'fail', string, string]>([
    [
      'was skipped',
      allowing('skipped'),
      [build({ conclusion: 'skipped' })],
      'pass',
      'skipped',
      'success or skipped',
    ],
    [
      'was neutral',
      allowing('skipped'),
      [build({ conclusion: 'neutral' })],
      'fail',
      'neutral',
      'success or skipped',
    ],
    [
      'or neutral was',
      allowing('skipped', 'neutral'),
      [build({ conclusion: 'neutral' })],
      'pass',
      'neutral',
      'success or skipped or neutral',
    ],
    ['succeeded', allowing('skipped'), [build()], 'pass', 'success', 'success or skipped'],
    [
      'failed',
      allowing('skipped'),
      [build({ conclusion: 'failure' })],
      'fail',
      'failure',
      'success or skipped',
    ],
    [
      'was skipped by one of two',
      allowing('skipped'),
      [build(), build({ app: 'b', conclusion: 'skipped' })],
      'pass',
      'skipped',
      'success or skipped',
    ],
  ])('%s', (_name, gate, checks, verdict, observed, required) => {
    expect(judge(gate, checksOf(...checks))).toMatchObject([{ verdict, observed, required }]);
  });

  test('and was skipped is not said to have succeeded', () => {
    const [result] = judge(allowing('skipped'), checksOf(build({ conclusion: 'skipped' })));
    expect(result?.reason).toBe(`build ended as skipped ${AT}`);
  });
});

describe('checks that could not be read', () => {
  test('fail with the reason', () => {
    const problem = 'GitHub could not be asked';
    expect(judge({ checks: ['build', 'unit'] }, { commit: null, checks: [], problem })).toMatchObject([
      { metric: 'build', verdict: 'fail', observed: 'missing', reason: problem },
      { metric: 'unit', verdict: 'fail', observed: 'missing', reason: problem },
    ]);
  });

  test('fail when they were not read', () => {
    expect(judge({ checks: ['build'] }, null)).toMatchObject([{ verdict: 'fail', observed: 'missing' }]);
  });

  test('the reason lists only some of very many other checks', () => {
    const others = Array.from({ length: 150 }, (_, at) => checkWith({ name: `c${at}` }));
    expect(judge({ checks: ['build'] }, checksOf(...others))[0]?.reason).toMatch(
      /the commit has c0, .*, c9, …: /,
    );
  });
});

test('only unfinished and missing checks are open', () => {
  const gate = { checks: ['build', 'unit', 'lint', 'docs', 'mine', { name: 'deploy', app: 'x' }] };
  const checks = checksOf(
    build(),
    checkWith({ name: 'unit', status: 'waiting' }),
    checkWith({ name: 'lint', conclusion: 'failure' }),
    checkWith({ name: 'mine', status: 'in_progress', own: 'job' }),
    checkWith({ name: 'deploy' }),
  );
  expect(findOpen(gate, checks)).toEqual(['unit (waiting)', 'docs (missing)', 'deploy (missing)']);
});
