import { describe, expect, test } from '@jest/globals';
import { awaitChecks, checkChecks } from '../../src/gates/checks.js';
import type { CodeHost, CommitChecks } from '../../src/gates/code-host.js';
import type { GateContext } from '../../src/gates/context.js';
import type { GateResult } from '../../src/model/gate-result.js';
import { readChecks } from '../../src/github/checks.js';
import type { ChecksGate } from '../../src/policy/schema.js';
import { caught, startHubForEach } from './support/each-hub.js';

const on = startHubForEach();
const OWN = { runId: '77', job: 'promote' };

/** Where a job of a workflow run is looked at. */
function jobUrl(run: string): string {
  return `${on.hub.url}/octo-org/models/actions/runs/${run}/job/5`;
}

function judge(gate: ChecksGate, checks: CommitChecks): Pick<GateResult, 'verdict' | 'observed'>[] {
  const results = checkChecks(gate, { checks } as GateContext);
  return results.map(({ verdict, observed }) => ({ verdict, observed }));
}

describe("a commit's checks", () => {
  test('are read page by page, check runs as well as statuses', async () => {
    const sha = await on.mainHead();
    for (let at = 0; at < 130; at++) on.hub.repository.checkRun({ sha, name: `run ${at}` });
    for (let at = 0; at < 200; at++) on.hub.repository.status({ sha, context: `status ${at}` });
    const { checks } = await readChecks(on.client(), sha, OWN);
    expect(new Set(checks.map(({ name }) => name)).size).toBe(330);
    expect(
      judge(
        { checks: ['run 0', 'run 129', 'status 0', 'status 199'] },
        { commit: sha, checks, problem: null },
      ),
    ).toEqual(Array.from({ length: 4 }, () => ({ verdict: 'pass', observed: 'success' })));
    expect(on.hub.requests.map(({ path }) => /check-runs|status/.exec(path)?.[0])).toEqual([
      ...['check-runs', 'check-runs'],
      ...['status', 'status', 'status'],
    ]);
  });

  test.each<[string, (sha: string) => void, 'pass' | 'fail', string]>([
    ['none at all', () => undefined, 'fail', 'missing'],
    ['of another commit', () => undefined, 'fail', 'missing'],
    ['good', (sha) => on.hub.repository.checkRun({ sha, name: 'build' }), 'pass', 'success'],
    ['good as a status', (sha) => on.hub.repository.status({ sha, context: 'build' }), 'pass', 'success'],
    [
      'good as one, pending as the other',
      (sha) => {
        on.hub.repository.checkRun({ sha, name: 'build' });
        on.hub.repository.status({ sha, context: 'build', state: 'pending' });
      },
      'fail',
      'pending',
    ],
    [
      'good after a rerun',
      (sha) => {
        on.hub.repository.checkRun({ sha, name: 'build', conclusion: 'failure' });
        on.hub.repository.checkRun({ sha, name: 'build' });
      },
      'pass',
      'success',
    ],
    [
      'bad after a rerun',
      (sha) => {
        on.hub.repository.checkRun({ sha, name: 'build' });
        on.hub.repository.checkRun({ sha, name: 'build', conclusion: 'timed_out' });
      },
      'fail',
      'timed_out',
    ],
    [
      'a status that became good',
      (sha) => {
        on.hub.repository.status({ sha, context: 'build', state: 'failure' });
        on.hub.repository.status({ sha, context: 'build' });
      },
      'pass',
      'success',
    ],
    [
      'good by one app, bad by another',
      (sha) => {
        on.hub.repository.checkRun({ sha, name: 'build', app: 'circleci', conclusion: 'failure' });
        on.hub.repository.checkRun({ sha, name: 'build' });
      },
      'fail',
      'failure',
    ],
    [
      'skipped',
      (sha) => on.hub.repository.checkRun({ sha, name: 'build', conclusion: 'skipped' }),
      'fail',
      'skipped',
    ],
    [
      'waiting',
      (sha) => on.hub.repository.checkRun({ sha, name: 'build', status: 'waiting' }),
      'fail',
      'waiting',
    ],
    [
      'good in another job of this run',
      (sha) => on.hub.repository.checkRun({ sha, name: 'build', detailsUrl: jobUrl('77') }),
      'pass',
      'success',
    ],
  ])('%s', async (_name, arrange, verdict, observed) => {
    const other = await on.hub.repository.commit({ a: '1' });
    on.hub.repository.checkRun({ sha: other, name: 'build' });
    const sha = await on.hub.repository.commit({ a: '2' });
    arrange(sha);
    expect(judge({ checks: ['build'] }, await readChecks(on.client(), sha, OWN))).toEqual([
      { verdict, observed },
    ]);
  });

  test.each([
    ['this job', 'promote', '77', 'job'],
    ['this job, of a matrix', 'promote (churn, 3.12)', '77', 'job'],
    ['this job, of a workflow that was called', 'release / promote', '77', 'job'],
    ['another job of this run', 'build', '77', 'run'],
    ['a job whose name only begins alike', 'promoted', '77', 'run'],
    ['the same job of another run', 'promote', '770', null],
    ['the same job of an earlier run', 'promote', '7', null],
  ])('know %s', async (_name, name, run, own) => {
    const sha = await on.mainHead();
    on.hub.repository.checkRun({ sha, name, status: 'in_progress', detailsUrl: jobUrl(run) });
    expect((await readChecks(on.client(), sha, OWN)).checks).toMatchObject([{ name, own }]);
  });

  test('a job that has ended is not this job; outside a workflow, no job is', async () => {
    const sha = await on.mainHead();
    on.hub.repository.checkRun({ sha, name: 'promote', detailsUrl: jobUrl('77') });
    expect((await readChecks(on.client(), sha, OWN)).checks).toMatchObject([{ own: 'run' }]);
    expect((await readChecks(on.client(), sha, null)).checks).toMatchObject([{ own: null }]);
  });

  test('of a commit that was never pushed are unknown', async () => {
    const sha = 'd'.repeat(40);
    expect(await readChecks(on.client(), sha, OWN)).toEqual({
      commit: sha,
      checks: [],
      problem: 'octo-org/models does not have commit dddddddddddd on GitHub: push it first',
    });
  });

  test.each([
    [
      'checks',
      { statuses: 'read', contents: 'read' },
      /read the checks of commit/,
      '"permissions: {checks: read}"',
      'checks=read',
    ],
    [
      'statuses',
      { checks: 'read', contents: 'read' },
      /read the statuses of commit/,
      '"permissions: {statuses: read}"',
      'statuses=read',
    ],
  ] as const)('a token that may not read %s', async (_name, permissions, message, hint, asked) => {
    const token = on.hub.addToken({ permissions });
    const error = await caught(readChecks(on.client(token), await on.mainHead(), OWN));
    expect(error.code).toBe('unavailable');
    expect(error.message).toMatch(message);
    expect(error.hint).toContain(hint);
    expect(error.hint).toContain(asked);
  });

  test('an invalid token', async () => {
    const error = await caught(readChecks(on.client('ghs_nonsense'), await on.mainHead(), OWN));
    expect(error).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('Bad credentials') as unknown,
      hint: expect.stringContaining("Leave out the input token to use the job's own") as unknown,
    });
  });
});

describe('waiting for a check', () => {
  /** A real code host whose clock moves by waiting only. */
  function impatientHost(): CodeHost & { waited: number } {
    const github = on.client();
    const host = {
      waited: 0,
      checks: (commit: string) => readChecks(github, commit, OWN),
      approvals: () => Promise.reject(new Error('not asked')),
      clock: {
        elapsed: () => host.waited,
        sleep: (milliseconds: number) => {
          host.waited += milliseconds;
          return Promise.resolve();
        },
      },
      waiting: () => undefined,
    };
    return host;
  }
  const looks = { operation: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs' };

  test('continues until the check has ended', async () => {
    const sha = await on.mainHead();
    on.hub.repository.checkRun({ sha, name: 'build', status: 'queued' });
    on.hub.onRequest({ matching: looks, at: 2 }, () => {
      on.hub.repository.checkRun({ sha, name: 'build', status: 'in_progress' });
    });
    on.hub.onRequest({ matching: looks, at: 3 }, () => {
      on.hub.repository.checkRun({ sha, name: 'build' });
    });
    const host = impatientHost();
    const found = await awaitChecks(host, sha, [{ checks: ['build'] }]);
    expect(judge({ checks: ['build'] }, found)).toEqual([{ verdict: 'pass', observed: 'success' }]);
    expect(host.waited).toBe(12_500);
  });

  test('continues for a check that does not exist yet', async () => {
    const sha = await on.mainHead();
    on.hub.onRequest({ matching: looks, at: 2 }, () => {
      on.hub.repository.checkRun({ sha, name: 'build', conclusion: 'failure' });
    });
    const found = await awaitChecks(impatientHost(), sha, [{ checks: ['build'] }]);
    expect(judge({ checks: ['build'] }, found)).toEqual([{ verdict: 'fail', observed: 'failure' }]);
  });

  test.each([
    ['one that does not end', 'build', 'in_progress'],
    ['one that never comes', 'biuld', 'missing'],
  ])('ends at the time limit for %s', async (_name, name, observed) => {
    const sha = await on.mainHead();
    on.hub.repository.checkRun({ sha, name: 'build', status: 'in_progress' });
    const host = impatientHost();
    const gate = { checks: [name], wait: '2m' };
    expect(judge(gate, await awaitChecks(host, sha, [gate]))).toEqual([{ verdict: 'fail', observed }]);
    expect(host.waited).toBe(120_000);
  });

  test('does not wait for this very job', async () => {
    const sha = await on.mainHead();
    on.hub.repository.checkRun({ sha, name: 'promote', status: 'in_progress', detailsUrl: jobUrl('77') });
    const host = impatientHost();
    const gate = { checks: ['promote'] };
    expect(judge(gate, await awaitChecks(host, sha, [gate]))).toEqual([
      { verdict: 'fail', observed: 'missing' },
    ]);
    expect(host.waited).toBe(0);
  });
});
