import type { CodeHost, CommitCheck, CommitChecks, Review } from '../../../src/gates/code-host.js';

export const COMMIT = '1a2b3c4d5e6f7890'.padEnd(40, '0');

/** A check run of GitHub's own runners that succeeded, but for what is given. */
export function checkWith(given: Partial<CommitCheck> & { name: string }): CommitCheck {
  const ended = given.status === undefined || given.status === 'completed';
  return {
    kind: 'check run',
    app: 'github-actions',
    suite: 1,
    id: 1,
    status: 'completed',
    conclusion: ended ? 'success' : null,
    own: null,
    ...given,
  };
}

export function statusWith(name: string, state: 'success' | 'failure' | 'error' | 'pending'): CommitCheck {
  const ended = state !== 'pending';
  const status = ended ? 'completed' : 'pending';
  return checkWith({
    kind: 'status',
    name,
    app: null,
    suite: null,
    id: 0,
    status,
    conclusion: ended ? state : null,
  });
}

export function checksOf(...checks: CommitCheck[]): CommitChecks {
  return { commit: COMMIT, checks, problem: null };
}

/** A review by somebody who may write, but for what is given. */
export function reviewBy(reviewer: string | null, state: string, given: Partial<Review> = {}): Review {
  return { reviewer, state, isBot: false, mayWrite: true, ...given };
}

export interface ScriptedHost extends CodeHost {
  /** What it was asked for, and how long was waited in between (milliseconds). */
  readonly asked: string[];
  readonly told: string[];
}

/** A code host that answers one look after the other, the last one again and again. Its clock moves by waiting only. */
export function scriptHost(looks: readonly CommitChecks[] = [checksOf()]): ScriptedHost {
  const asked: string[] = [];
  const told: string[] = [];
  let clock = 0;
  let look = 0;
  return {
    asked,
    told,
    checks: (commit) => {
      asked.push(`checks of ${commit.slice(0, 7)}`);
      return Promise.resolve(looks[Math.min(look++, looks.length - 1)]!);
    },
    approvals: ({ ref }) => {
      asked.push(`approvals of ${ref ?? 'nothing'}`);
      return Promise.resolve({ pullRequest: { number: 7, author: 'mona', reviews: [] }, problem: null });
    },
    clock: {
      elapsed: () => clock,
      sleep: (milliseconds) => {
        asked.push(String(milliseconds));
        clock += milliseconds;
        return Promise.resolve();
      },
    },
    waiting: (message) => told.push(message),
  };
}
