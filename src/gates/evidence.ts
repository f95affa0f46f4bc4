import { statesOther, statesThis } from '../evidence/about.js';
import { placeOf, type Report, type UnclearTime } from '../evidence/evidence.js';
import { formatDuration } from '../policy/duration.js';
import type { Duration } from '../policy/resolve.js';
import type { Checked, GateContext } from './context.js';
import type { GateResult, Shown } from '../model/gate-result.js';

/** Clocks of two machines may differ by this much before a report counts as from the future (milliseconds). */
const CLOCK_SKEW = 5 * 60_000;

/** How a report says when it was made. */
const TIME_FORMS = 'ISO 8601 with a zone, such as 2026-11-10T12:00:00Z';

/**
 * `evidence`: every report must be there and readable, and be about this version, commit and time where
 * the policy asks. What a report says of itself counts even where nobody asked: a report about another
 * version or model never passes, be it one of metrics, of tests or of examples.
 */
export function checkEvidence(context: GateContext): Checked[] {
  const problems = context.evidence.problems.map((problem) => ({
    ...row({
      check: 'report',
      observed: 'missing',
      required: 'readable',
      held: false,
      reason: `${problem.path} ${problem.message}`,
    }),
    place: placeOf(problem),
  }));
  const statements = context.evidence.reports.flatMap((report) => [
    ...checkSubject(report, context),
    ...checkCommit(report, context),
    ...checkAge(report, context),
  ]);
  return [...problems, ...statements, ...checkFilesBeside(context), ...checkPresence(context)];
}

/** A report, or a file of tests or of examples. */
type Stating = Pick<Report, 'path' | 'statement'> & Partial<Pick<Report, 'format'>>;

/**
 * Files of tests and of examples need not say anything of themselves (JUnit XML has a place for a time only), but
 * what they say has to hold. There may be hundreds of them: only what fails is told.
 */
function checkFilesBeside(context: GateContext): GateResult[] {
  const { rules } = context;
  const silent = { ...context, rules: { ...rules, evidence: { ...rules.evidence, version: false } } };
  return filesBeside(context)
    .flatMap((file) => [
      ...checkSubject(file, silent),
      ...(file.statement.commit === undefined ? [] : checkCommit(file, context)),
      ...checkAgeAtMost(file, context),
    ])
    .filter(({ verdict }) => verdict === 'fail');
}

/** Each once, and without those that are reports as well. The champion's examples were another version's evidence. */
function filesBeside({ evidence, tests, paired }: GateContext): Stating[] {
  const files: Stating[] = [
    ...[...tests.values()].flatMap(({ files: found }) => found),
    ...[...paired.values()].flatMap(({ candidate }) => ('rows' in candidate ? [candidate] : [])),
  ];
  const seen = new Set(evidence.reports.map(({ path }) => path));
  return files.filter(({ path }) => !seen.has(path) && seen.add(path));
}

/** Rules for the evidence without any evidence. */
function checkPresence({ rules, evidence }: GateContext): GateResult[] {
  const asked = rules.evidence.version || rules.evidence.commit || rules.evidence.maxAge !== null;
  if (!asked || evidence.reports.length + evidence.problems.length > 0) return [];
  const reason =
    'the policy has rules for the evidence, but no report is named: set report: in the policy, or give one';
  return [row({ check: 'report', observed: 'missing', required: 'readable', held: false, reason })];
}

/** One row at most: about another model or version, or (where the policy asks) about none or this one. */
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
  if (statesThis(statement, version)) {
    return [row({ ...shown, held: true, reason: `${path} says that it is about version ${version}` })];
  }
  const says = statement.version === undefined ? '' : ` (it says ${JSON.stringify(statement.version)})`;
  const reason = `${path} does not say that it is about version ${version}${says}: write "model_version": ${version} into it`;
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
  if (stated === undefined) {
    const remedy =
      report.format === 'mlflow' ? 'set its tag mlflow.source.git.commit' : 'write "commit" into it';
    const reason = `${report.path} does not say at which commit it was made: ${remedy}`;
    return [row({ ...shown, held: false, reason })];
  }
  const { commitContradiction } = report.statement;
  if (commitContradiction !== undefined) {
    const reason = `${report.path} contradicts itself: it says ${commitContradiction}`;
    return [row({ ...shown, held: false, reason })];
  }
  if (current === null) {
    return [
      row({
        ...shown,
        held: false,
        reason: 'it is not known which commit this is: run it in a workflow or a git checkout',
      }),
    ];
  }
  if (!isCommit(stated)) {
    const reason = `${report.path} says that it was made at commit ${stated}, which is no SHA that is taken: write 7 digits or more (this is ${current.slice(0, 12)})`;
    return [row({ ...shown, held: false, reason })];
  }
  const held = run.commits.some((commit) => isShortFor(stated, commit));
  const reason = `${report.path} was made at commit ${stated}${held ? '' : `, not at this one (${current.slice(0, 12)})`}`;
  return [row({ ...shown, held, reason })];
}

/** Seven digits at least: a short commit must still tell commits apart. */
function isCommit(text: string): boolean {
  return /^[0-9a-f]{7,64}$/i.test(text);
}

/** What runs is known in full: only what the report states may be short. */
function isShortFor(stated: string, commit: string): boolean {
  return commit.toLowerCase().startsWith(stated.toLowerCase());
}

function checkAge(report: Report, { rules, now }: GateContext): GateResult[] {
  const { maxAge } = rules.evidence;
  if (maxAge === null) return [];
  const { path, statement } = report;
  const { time, unclearTime } = statement;
  if (time === undefined) {
    const found = unclearTime === undefined ? '' : ` (${describeUnclear(unclearTime)})`;
    const reason = `${path} does not say when it was made${found}: write "time" into it (${TIME_FORMS})`;
    return [row({ check: 'max-age', required: maxAge.text, held: false, observed: 'missing', reason })];
  }
  const age = judgeAge({ path, made: time, now, maxAge });
  return [unclearTime === undefined || age.verdict === 'fail' ? age : unclearAge(path, unclearTime, maxAge)];
}

/**
 * The same of a file that need not say when it was made. A time without a zone is taken at its latest; one that can't be
 * read may be any.
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

function unclearAge(path: string, unclear: UnclearTime, maxAge: Duration): GateResult {
  const reason = `the age of ${path} is not known: ${describeUnclear(unclear)}; write it as ${TIME_FORMS}, or take it out`;
  return row({ check: 'max-age', required: maxAge.text, held: false, observed: 'unclear', reason });
}

function describeUnclear({ said, latest, isDuration }: UnclearTime): string {
  if (isDuration === true) return `${said} is a duration`;
  return latest === undefined ? `can't read ${said} as a time` : `${said} has no usable time zone`;
}

interface Aged {
  readonly path: string;
  readonly made: Date;
  readonly now: Date;
  readonly maxAge: Duration;
}

function judgeAge({ path, made, now, maxAge }: Aged): GateResult {
  const age = now.getTime() - made.getTime();
  const shown = { check: 'max-age', required: maxAge.text };
  if (age < -CLOCK_SKEW) {
    const reason = `${path} says that it was made at ${made.toISOString()}, which is in the future`;
    return row({ ...shown, observed: 'in the future', held: false, reason });
  }
  const held = age <= maxAge.milliseconds;
  const observed = formatAge(age, maxAge.milliseconds);
  const reason = `${path} is ${observed} old, ${held ? '' : 'must be '}at most ${maxAge.text}`;
  return row({ ...shown, observed, held, reason });
}

/** Two units tell enough of an age, unless they would make it look like the bound that it misses. */
function formatAge(age: number, most: number): string {
  const shown = formatDuration(Math.max(0, age));
  return age > most && shown === formatDuration(most) ? `a little more than ${shown}` : shown;
}

function row(of: {
  check: string;
  observed: Shown;
  required: Shown;
  held: boolean;
  reason: string;
}): GateResult {
  const { check, observed, required, held, reason } = of;
  return {
    gate: 'evidence',
    metric: null,
    check,
    observed,
    required,
    champion: null,
    verdict: held ? 'pass' : 'fail',
    reason,
  };
}
