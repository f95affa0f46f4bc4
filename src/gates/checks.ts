import { gateResult, type GateResult } from '../model/gate-result.js';
import { parseDuration, formatDuration } from '../policy/time.js';
import type { ChecksGate } from '../policy/schema.js';
import type { CommitCheck, CommitChecks, CodeHost } from './code-host.js';
import type { GateContext } from './context.js';

const DEFAULT_WAIT = '10m';
/** GitHub's statuses of a check that hasn't finished. */
const AWAITED = ['queued', 'in_progress', 'waiting', 'pending', 'requested'];
/** Names of other checks that a reason lists. */
const LISTED = 10;

/** A check that the policy names. */
interface Wanted {
  readonly name: string;
  readonly app: string | null;
  /** The conclusions that pass. */
  readonly passing: readonly string[];
}

interface Judged {
  /** `open`: not finished, so waiting may help. */
  readonly state: 'pass' | 'fail' | 'open';
  readonly observed: string;
  readonly reason: string;
}

/** `checks`: each of these must have succeeded on the commit. A check that didn't run proves nothing. */
export function checkChecks(gate: ChecksGate, { checks: found }: GateContext): GateResult[] {
  return wantedOf(gate).map((wanted) => {
    const { state, observed, reason } = judge(wanted, found, waitOf(gate).text);
    const required = wanted.passing.join(' or ');
    const verdict = state === 'pass' ? 'pass' : 'fail';
    return gateResult('checks', { metric: wanted.name, observed, required, verdict, reason });
  });
}

/** The checks that a gate still waits for, each with its status. */
export function findOpen(gate: ChecksGate, found: CommitChecks): string[] {
  const { text } = waitOf(gate);
  return wantedOf(gate)
    .map((wanted) => ({ wanted, judged: judge(wanted, found, text) }))
    .filter(({ judged }) => judged.state === 'open')
    .map(({ wanted, judged }) => `${wanted.name} (${judged.observed})`);
}

/** How long a gate waits for checks that haven't finished. */
function waitOf({ wait = DEFAULT_WAIT }: ChecksGate): { text: string; milliseconds: number } {
  return { text: wait, milliseconds: parseDuration(wait) };
}

function wantedOf({ checks }: ChecksGate): Wanted[] {
  return checks.map((check) => {
    const { name, app, allow = [] } = typeof check === 'string' ? { name: check } : check;
    return { name, app: app?.toLowerCase() ?? null, passing: ['success', ...allow] };
  });
}

function judge(wanted: Wanted, found: CommitChecks | null, wait: string): Judged {
  if (found === null) return missing("the commit's checks were not read");
  if (found.problem !== null) return missing(found.problem);
  const { name, passing } = wanted;
  const at = `on ${found.commit?.slice(0, 12) ?? 'no commit'}`;
  const named = found.checks.filter((check) => check.name === name);
  const meant = named.filter(({ app }) => wanted.app === null || app?.toLowerCase() === wanted.app);
  const counted = current(meant.filter(({ own }) => own !== 'job'));
  if (counted.length === 0) {
    if (meant.length > 0)
      return missing(`${name} is this job itself, which can't have finished: remove it from the gate`);
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
    const fix =
      open.own === 'run'
        ? 'it is a job of this workflow run, so make this job wait for it (needs: …)'
        : 'run this again when it has finished, or wait longer (wait: … in the gate)';
    const reason = `${told(open)} is ${open.status} ${at} and did not finish within ${wait}: ${fix}`;
    return { state: 'open', observed: open.status, reason };
  }
  const least = counted.find(({ conclusion }) => conclusion !== 'success') ?? counted[0];
  const observed = least?.conclusion ?? 'missing';
  return { state: 'pass', observed, reason: `${name} ${ended(observed)} ${at}` };
}

/**
 * For each app, all checks of its latest suite: a re-run starts a new suite, but a matrix may give several jobs of one
 * suite the same name.
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
    return `${told(check)} was ${observed} ${at}, so it checked nothing: run it, or allow that in the gate (allow: [${observed}])`;
  const fix = observed === 'failure' || observed === 'error' ? 'fix it' : 'run it again';
  return `${told(check)} ended as ${observed} ${at}, must be success: ${fix}`;
}

function absence(
  { name, app }: Wanted,
  named: readonly CommitCheck[],
  { found, at, wait }: { found: CommitChecks; at: string; wait: string },
): string {
  if (named.length > 0) {
    const apps = [...new Set(named.map((check) => check.app ?? 'a commit status'))];
    return `${name} ${at} was reported by ${apps.join(' and ')}, must be reported by ${app ?? 'anyone'}: correct the gate's app`;
  }
  const names = [...new Set(found.checks.map((check) => check.name))];
  const list = names.length > LISTED ? `${names.slice(0, LISTED).join(', ')}, …` : names.join(', ');
  const has = names.length === 0 ? 'has no checks' : `has ${list}`;
  return `no check ${name} ${at} within ${wait}; the commit ${has}: correct the name in the gate, or run the check on this commit`;
}

/** The pause between two requests, in milliseconds: the first one, and the longest that it grows to. */
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 30_000;
const GROWTH = 1.5;

/**
 * The checks of a commit when all that the gates name have ended, or when none of the gates waits any longer.
 * @throws StagegateError `unavailable`
 */
export async function awaitChecks(
  host: CodeHost,
  commit: string,
  gates: readonly ChecksGate[],
): Promise<CommitChecks> {
  const { clock } = host;
  const begun = clock.elapsed();
  let told = '';
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * GROWTH, LONGEST_PAUSE)) {
    const found = await host.checks(commit);
    const elapsed = clock.elapsed() - begun;
    const waiting = gates.filter(
      (gate) => elapsed < waitOf(gate).milliseconds && findOpen(gate, found).length > 0,
    );
    if (waiting.length === 0) return found;
    const left = Math.max(...waiting.map((gate) => waitOf(gate).milliseconds)) - elapsed;
    const open = [...new Set(waiting.flatMap((gate) => findOpen(gate, found)))].join(', ');
    if (open !== told)
      host.waiting(
        `waiting for checks on ${commit.slice(0, 12)}: ${open}; ${formatDuration(left)} at the most`,
      );
    told = open;
    await clock.sleep(Math.min(pause, left));
  }
}
