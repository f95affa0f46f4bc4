import { parseDuration } from '../policy/duration.js';
import type { ChecksGate } from '../policy/schema.js';
import type { CommitCheck, CommitChecks } from './code-host.js';
import type { GateContext } from './context.js';
import type { GateResult } from '../model/gate-result.js';

const DEFAULT_WAIT = '10m';
/** What GitHub calls a check that is still to end. */
const AWAITED = ['queued', 'in_progress', 'waiting', 'pending', 'requested'];
/** So many names are told of those that are there. */
const MAX_TOLD = 10;

/** A check that the policy names. */
interface Wanted {
  readonly name: string;
  readonly app: string | null;
  /** The conclusions that pass. */
  readonly passing: readonly string[];
}

interface Judged {
  /** `open`: waiting may help. */
  readonly state: 'pass' | 'fail' | 'open';
  readonly observed: string;
  readonly reason: string;
}

/** `checks`: each of these must have succeeded on the commit; what did not run proves nothing. */
export function checkChecks(gate: ChecksGate, { checks: found }: GateContext): GateResult[] {
  return wantedOf(gate).map((wanted) => {
    const { state, observed, reason } = judge(wanted, found, waitOf(gate).text);
    return {
      gate: 'checks',
      metric: wanted.name,
      check: 'checks',
      observed,
      required: wanted.passing.join(' or '),
      champion: null,
      verdict: state === 'pass' ? 'pass' : 'fail',
      reason,
    };
  });
}

/** The checks that a gate still waits for, each with what it is now. */
export function findOpen(gate: ChecksGate, found: CommitChecks): string[] {
  const { text } = waitOf(gate);
  return wantedOf(gate)
    .map((wanted) => ({ wanted, judged: judge(wanted, found, text) }))
    .filter(({ judged }) => judged.state === 'open')
    .map(({ wanted, judged }) => `${wanted.name} (${judged.observed})`);
}

/** How long a gate waits for what has not ended. */
export function waitOf({ wait = DEFAULT_WAIT }: ChecksGate): { text: string; milliseconds: number } {
  return { text: wait, milliseconds: parseDuration(wait) };
}

function wantedOf({ checks }: ChecksGate): Wanted[] {
  return checks.map((check) => {
    const { name, app, allow = [] } = typeof check === 'string' ? { name: check } : check;
    return { name, app: app?.toLowerCase() ?? null, passing: ['success', ...allow] };
  });
}

function judge(wanted: Wanted, found: CommitChecks | null, wait: string): Judged {
  if (found === null) return missing('the checks were not looked for');
  if (found.problem !== null) return missing(found.problem);
  const { name, passing } = wanted;
  const at = `on ${found.commit?.slice(0, 12) ?? 'no commit'}`;
  const named = found.checks.filter((check) => check.name === name);
  const meant = named.filter(({ app }) => wanted.app === null || app?.toLowerCase() === wanted.app);
  const counted = current(meant.filter(({ own }) => own !== 'job'));
  if (counted.length === 0) {
    if (meant.length > 0)
      return missing(`${name} is this very job, which can't have ended: take it out of the gate`);
    return { state: 'open', observed: 'missing', reason: absence(wanted, named, { found, at, wait }) };
  }
  const passes = ({ conclusion }: CommitCheck) => conclusion !== null && passing.includes(conclusion);
  const unsettled = counted.filter((check) => !(check.status === 'completed' && passes(check)));
  const failed = unsettled.find(({ status }) => !AWAITED.includes(status));
  if (failed !== undefined) {
    const observed = failed.conclusion ?? failed.status;
    return { state: 'fail', observed, reason: failure(failed, observed, at) };
  }
  const [open] = unsettled;
  if (open !== undefined) {
    const mend =
      open.own === 'run'
        ? 'it is a job of this same workflow run, so let this job need it (needs: …)'
        : 'run this again when it has ended, or let the gate wait longer (wait: …)';
    const reason = `${told(open)} is ${open.status} ${at} and did not end in time (${wait}): ${mend}`;
    return { state: 'open', observed: open.status, reason };
  }
  const least = counted.find(({ conclusion }) => conclusion !== 'success') ?? counted[0];
  const observed = least?.conclusion ?? 'missing';
  return { state: 'pass', observed, reason: `${name} has ${ended(observed)} ${at}` };
}

/**
 * Of each app the checks that were started last, all of them: a workflow that runs again starts anew, but a matrix
 * may give several jobs of one start the same name.
 */
function current(checks: readonly CommitCheck[]): CommitCheck[] {
  return checks.filter(({ kind, app, suite }) => {
    const related = checks.filter((other) => other.kind === kind && other.app === app);
    return related.reduce((a, b) => (b.id > a.id ? b : a)).suite === suite;
  });
}

function missing(reason: string): Judged {
  return { state: 'fail', observed: 'missing', reason };
}

function told({ name, app }: CommitCheck): string {
  return app === null ? name : `${name} (${app})`;
}

function ended(conclusion: string): string {
  return conclusion === 'success' ? 'succeeded' : `ended as ${conclusion}`;
}

function failure(check: CommitCheck, observed: string, at: string): string {
  if (observed === 'skipped' || observed === 'neutral')
    return `${told(check)} was ${observed} ${at}, which proves nothing: let it run, or let the gate allow it (allow: [${observed}])`;
  const mend = observed === 'failure' || observed === 'error' ? 'mend it' : 'run it again';
  return `${told(check)} ended as ${observed} ${at}, must be success: ${mend}`;
}

function absence(
  { name, app }: Wanted,
  named: readonly CommitCheck[],
  { found, at, wait }: { found: CommitChecks; at: string; wait: string },
): string {
  if (named.length > 0) {
    const apps = [...new Set(named.map((check) => check.app ?? 'a commit status'))];
    return `${name} ${at} is by ${apps.join(' and ')}, must be by ${app ?? 'anyone'}: correct the gate's app`;
  }
  const names = [...new Set(found.checks.map((check) => check.name))];
  const others = names.length > MAX_TOLD ? `${names.slice(0, MAX_TOLD).join(', ')}, …` : names.join(', ');
  const there = names.length === 0 ? 'there is no check at all' : `there are ${others}`;
  return `there is no check ${name} ${at}, and none came in time (${wait}): ${there}`;
}
