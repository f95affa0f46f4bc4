import { statesOther, statesThis } from '../evidence/statement.js';
import { placeOf, type Report, type UnclearTime } from '../evidence/evidence.js';
import { formatDuration } from '../policy/time.js';
import { everyGate, type Duration } from '../policy/resolve.js';
import { rowsKey, rowsOf } from './rows.js';
import type { Checked, GateContext } from './context.js';
import { gateResult, type GateResult } from '../model/gate-result.js';

/** Milliseconds that the clocks of two machines may differ by. */
const CLOCK_SKEW = 5 * 60_000;

/** Seven digits at least: a shorter one doesn't tell commits apart. */
const SHA = /^[0-9a-f]{7,64}$/i;

const TIME_FORMS = 'ISO 8601 with a zone, such as 2026-11-10T12:00:00Z';

/**
 * `evidence`: every report exists, is readable, and is about this version, commit and time where the policy asks for
 * it. A report of metrics, tests or examples about another version or model never passes, asked or not.
 */
export function checkEvidence(context: GateContext): Checked[] {
  const problems = context.evidence.problems.map((problem) => ({
    ...unreadable(`${problem.path} ${problem.message}`),
    place: placeOf(problem),
  }));
  const statements = context.evidence.reports.flatMap((report) => [
    ...checkSubject(report, context),
    ...checkCommit(report, context),
    ...checkAge(report, context),
    ...checkSince(report, context),
  ]);
  return [...problems, ...statements, ...checkFilesBeside(context), ...checkPresence(context)];
}

/** A report, or a file of tests or examples. */
type Stating = Pick<Report, 'path' | 'statement'> & Partial<Pick<Report, 'format'>>;

/**
 * Files of tests and examples need not say what they are about (JUnit XML can only say its time), but what they say
 * must hold. There may be hundreds of them, so only failures get a result.
 */
function checkFilesBeside(context: GateContext): GateResult[] {
  const { rules } = context;
  const silent = { ...context, rules: { ...rules, evidence: { ...rules.evidence, version: false } } };
  return filesBeside(context)
    .flatMap((file) => [
      ...checkSubject(file, silent),
      ...(file.statement.commit === undefined ? [] : checkCommit(file, context)),
      ...checkAgeAtMost(file, context),
      ...checkNotBefore(file, context),
    ])
    .filter(({ verdict }) => verdict === 'fail');
}

/**
 * The files of tests and examples, each once, without those that are also reports. The champion's examples are evidence
 * about another version.
 */
function filesBeside({ evidence, tests, paired, rows, rules, version }: GateContext): Stating[] {
  const named = everyGate(rules).flatMap((gate) => ('metric' in gate ? (rowsOf(gate) ?? []) : []));
  const files: Stating[] = [
    ...[...tests.values()].flatMap(({ files: found }) => found),
    ...[...paired.values()].flatMap(({ candidate }) => ('rows' in candidate ? [candidate] : [])),
    ...named.flatMap((one) => {
      const examples = rows.get(rowsKey(one, version));
      return examples !== undefined && 'rows' in examples ? [examples] : [];
    }),
  ];
  const seen = new Set(evidence.reports.map(({ path }) => path));
  return files.filter(({ path }) => !seen.has(path) && seen.add(path));
}

/** Fails if the policy has rules for the evidence, but there is no evidence. */
function checkPresence({ rules, evidence, live }: GateContext): GateResult[] {
  const asked =
    live !== undefined || rules.evidence.version || rules.evidence.commit || rules.evidence.maxAge !== null;
  if (!asked || evidence.reports.length + evidence.problems.length > 0) return [];
  return [
    unreadable(
      "the policy has rules for the evidence, but no report is given: set report: in the policy, or pass one (--report, the action's report input)",
    ),
  ];
}

function unreadable(reason: string): GateResult {
  return row({ check: 'report', observed: 'missing', required: 'readable', held: false, reason });
}

/**
 * At most one result: a report about another model or version fails. If the policy asks, so does one that doesn't say
 * that it is about this version.
 */
function checkSubject(report: Stating, { snapshot, version, rules }: GateContext): GateResult[] {
  const { path, statement } = report;
  const other = statesOther(statement, { model: snapshot.model, version });
  if (other !== null) {
    const isModel = statement.model !== undefined && statement.model !== snapshot.model;
    const [check, observed, required] = isModel
      ? (['model', statement.model, snapshot.model] as const)
      : (['version', statement.version, version] as const);
    return [
      row({ check, observed: observed ?? 'missing', required, held: false, reason: `${path} ${other}` }),
    ];
  }
  if (!rules.evidence.version) return [];
  const shown = { check: 'version', observed: statement.version ?? 'missing', required: version };
  if (statesThis(statement, version))
    return [row({ ...shown, held: true, reason: `${path} says that it is about version ${version}` })];
  const says = statement.version === undefined ? '' : ` (it says ${JSON.stringify(statement.version)})`;
  const reason = `${path} does not say that it is about version ${version}${says}: add "model_version": ${version} to it`;
  return [row({ ...shown, held: false, reason })];
}

function checkCommit(report: Stating, { rules, run }: GateContext): GateResult[] {
  if (!rules.evidence.commit) return [];
  const stated = report.statement.commit;
  const [current = null] = run.commits;
  const shown = {
    check: 'commit',
    observed: stated ?? 'missing',
    required: current?.slice(0, 12) ?? 'this commit',
  };
  const fail = (reason: string) => [row({ ...shown, held: false, reason })];
  if (stated === undefined) {
    const remedy = report.format === 'mlflow' ? 'set its tag mlflow.source.git.commit' : 'add "commit" to it';
    return fail(`${report.path} does not say at which commit it was made: ${remedy}`);
  }
  const { commitContradiction } = report.statement;
  if (commitContradiction !== undefined)
    return fail(`${report.path} contradicts itself: it says ${commitContradiction}`);
  if (current === null)
    return fail('the commit of this run is unknown: run it in a workflow or a git checkout');
  if (!SHA.test(stated))
    return fail(
      `${report.path} says that it was made at commit ${stated}, which is not a SHA of 7 digits or more: write all digits (this is ${current.slice(0, 12)})`,
    );
  const made = `${report.path} was made at commit ${stated}`;
  // the commit of the run is known in full: only the report's may be short
  if (run.commits.some((commit) => commit.toLowerCase().startsWith(stated.toLowerCase())))
    return [row({ ...shown, held: true, reason: made })];
  return fail(`${made}, not at this one (${current.slice(0, 12)}): evaluate the version at this commit`);
}

function checkAge(report: Report, { rules, now }: GateContext): GateResult[] {
  const { maxAge } = rules.evidence;
  if (maxAge === null) return [];
  const { path, statement } = report;
  const { time, unclearTime } = statement;
  if (time === undefined) {
    const found = unclearTime === undefined ? '' : ` (${describeUnclear(unclearTime)})`;
    const reason = `${path} does not say when it was made${found}: add "time" to it (${TIME_FORMS})`;
    return [row({ check: 'max-age', required: maxAge.text, held: false, observed: 'missing', reason })];
  }
  const age = judgeAge({ path, made: time, now, maxAge });
  return [unclearTime === undefined || age.verdict === 'fail' ? age : unclearAge(path, unclearTime, maxAge)];
}

/**
 * As `checkAge`, for a file that need not say when it was made. A time without a zone counts as the latest time that it
 * can mean. One that can't be read can mean any time.
 */
function checkAgeAtMost({ path, statement }: Stating, { rules, now }: GateContext): GateResult[] {
  const { maxAge } = rules.evidence;
  const { time, unclearTime } = statement;
  if (maxAge === null) return [];
  const latest = unclearTime?.latest;
  const made = time ?? (latest === undefined || latest < now ? latest : now);
  const age = made === undefined ? [] : [judgeAge({ path, made, now, maxAge })];
  const isKnown = unclearTime === undefined || latest !== undefined || unclearTime.isDuration === true;
  if (isKnown || age.some(({ verdict }) => verdict === 'fail')) return age;
  return [unclearAge(path, unclearTime, maxAge)];
}

/** A report on a version in use must say that it was made after the promotion: an older one is about another stay. */
function checkSince(report: Report, context: GateContext): GateResult[] {
  const { live, now } = context;
  if (live === undefined) return [];
  const { path, statement } = report;
  const { time, unclearTime } = statement;
  const fail = (observed: string, reason: string) => [
    row({ check: 'since', required: live.since.toISOString(), held: false, observed, reason }),
  ];
  if (unclearTime !== undefined && unclearTime.isDuration !== true)
    return fail(
      'unclear',
      `when ${path} was made is unknown because ${describeUnclear(unclearTime)}: write its time as ${TIME_FORMS}`,
    );
  if (time === undefined)
    return fail('missing', `${path} does not say when it was made: add "time" to it (${TIME_FORMS})`);
  if (time.getTime() - now.getTime() > CLOCK_SKEW)
    return fail(
      'in the future',
      `${path} says that it was made at ${time.toISOString()}, which is in the future: correct its time, or this machine's clock`,
    );
  const before = checkNotBefore(report, context);
  if (before.length > 0) return before;
  const reason = `${path} was made at ${time.toISOString()}, after the promotion`;
  const required = live.since.toISOString();
  return [row({ check: 'since', observed: time.toISOString(), required, held: true, reason })];
}

/** As `checkSince`, for a file that need not say when it was made: only fails if the file is certainly older. */
function checkNotBefore({ path, statement }: Stating, { live }: GateContext): GateResult[] {
  const { time, unclearTime } = statement;
  const made = time ?? unclearTime?.latest;
  if (live === undefined || made === undefined) return [];
  // many tools write whole seconds
  const isWhole = made.getTime() % 1000 === 0;
  const since = isWhole ? Math.floor(live.since.getTime() / 1000) * 1000 : live.since.getTime();
  if (made.getTime() >= since) return [];
  const observed = made.toISOString();
  const required = live.since.toISOString();
  const reason = `${path} was made at ${observed}, before the version came to the stage at ${required}: evaluate it in use`;
  return [row({ check: 'since', observed, required, held: false, reason })];
}

function unclearAge(path: string, unclear: UnclearTime, maxAge: Duration): GateResult {
  const reason = `the age of ${path} is unknown because ${describeUnclear(unclear)}: write its time as ${TIME_FORMS}, or remove it`;
  return row({ check: 'max-age', required: maxAge.text, held: false, observed: 'unclear', reason });
}

function describeUnclear({ said, latest, isDuration }: UnclearTime): string {
  if (isDuration === true) return `${said} is a duration`;
  return latest === undefined ? `${said} can't be read` : `${said} has no usable time zone`;
}

function judgeAge({
  path,
  made,
  now,
  maxAge,
}: {
  path: string;
  made: Date;
  now: Date;
  maxAge: Duration;
}): GateResult {
  const age = now.getTime() - made.getTime();
  const shown = { check: 'max-age', required: maxAge.text };
  if (age < -CLOCK_SKEW) {
    const reason = `${path} says that it was made at ${made.toISOString()}, which is in the future: correct its time, or this machine's clock`;
    return row({ ...shown, observed: 'in the future', held: false, reason });
  }
  const held = age <= maxAge.milliseconds;
  const observed = formatAge(age, maxAge.milliseconds);
  const reason = `${path} is ${observed} old, ${held ? `at most ${maxAge.text}` : `must be at most ${maxAge.text}: evaluate again`}`;
  return row({ ...shown, observed, held, reason });
}

/** Two units are enough, unless they make the age look like the bound that it misses. */
function formatAge(age: number, most: number): string {
  const shown = formatDuration(Math.max(0, age));
  return age > most && shown === formatDuration(most) ? `a little more than ${shown}` : shown;
}

function row({
  held,
  ...result
}: Pick<GateResult, 'check' | 'observed' | 'required' | 'reason'> & { held: boolean }): GateResult {
  return gateResult('evidence', { ...result, verdict: held ? 'pass' : 'fail' });
}
