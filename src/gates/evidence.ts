import type { Report } from '../evidence/evidence.js';
import { formatDuration } from '../policy/duration.js';
import type { GateContext } from './context.js';
import type { GateResult, Shown } from './result.js';

/** Clocks of two machines may differ by this much before a report counts as from the future (milliseconds). */
const CLOCK_SKEW = 5 * 60_000;

/** A short commit must still tell commits apart. */
const MIN_COMMIT_LENGTH = 7;

/**
 * `evidence`: every report must be there and readable, and be about this version, commit and time where
 * the policy asks. What a report says of itself counts even where nobody asked: a report about another
 * version or model never passes.
 */
export function checkEvidence(context: GateContext): GateResult[] {
  const problems = context.evidence.problems.map((problem) =>
    row({ check: 'report', observed: 'missing', required: 'readable', held: false, reason: `${problem.path} ${problem.message}` }),
  );
  const statements = context.evidence.reports.flatMap((report) => [
    ...checkModel(report, context),
    ...checkVersion(report, context),
    ...checkCommit(report, context),
    ...checkAge(report, context),
  ]);
  return [...problems, ...statements, ...checkPresence(context)];
}

/** Rules for the evidence without any evidence. */
function checkPresence({ rules, evidence }: GateContext): GateResult[] {
  const asked = rules.evidence.version || rules.evidence.commit || rules.evidence.maxAge !== null;
  if (!asked || evidence.reports.length + evidence.problems.length > 0) return [];
  const reason = "the policy has rules for the evidence, but no report is named: set report: in the policy, or give one";
  return [row({ check: 'report', observed: 'missing', required: 'readable', held: false, reason })];
}

function checkModel(report: Report, { snapshot }: GateContext): GateResult[] {
  const { model } = report.statement;
  if (model === undefined || model === snapshot.model) return [];
  const reason = `${report.path} says that it is about model ${JSON.stringify(model)}, not ${JSON.stringify(snapshot.model)}`;
  return [row({ check: 'model', observed: model, required: snapshot.model, held: false, reason })];
}

function checkVersion(report: Report, { version, rules }: GateContext): GateResult[] {
  const stated = report.statement.version;
  const required = rules.evidence.version;
  if (stated === undefined) {
    if (!required) return [];
    const reason = `${report.path} does not say which version it is about: write "version": ${version} into it`;
    return [row({ check: 'version', observed: 'missing', required: version, held: false, reason })];
  }
  // unasked, only a plain whole number is a statement about a version: "1.0" is more often a format's
  if (!required && !/^\d+$/.test(stated)) return [];
  const held = stated === version;
  if (held && !required) return [];
  const reason = `${report.path} says that it is about version ${stated}${held ? '' : `, not ${version}`}`;
  return [row({ check: 'version', observed: stated, required: version, held, reason })];
}

function checkCommit(report: Report, { rules, run }: GateContext): GateResult[] {
  if (!rules.evidence.commit) return [];
  const stated = report.statement.commit;
  const [current = null] = run.commits;
  const shown = { check: 'commit', observed: stated ?? 'missing', required: current?.slice(0, 12) ?? 'this commit' };
  if (stated === undefined) {
    return [row({ ...shown, held: false, reason: `${report.path} does not say at which commit it was made: write "commit" into it` })];
  }
  if (current === null) {
    return [row({ ...shown, held: false, reason: 'it is not known which commit this is: run it in a workflow or a git checkout' })];
  }
  const held = isCommit(stated) && run.commits.some((commit) => isShortFor(stated, commit));
  const reason = `${report.path} was made at commit ${stated}${held ? '' : `, not at this one (${current.slice(0, 12)})`}`;
  return [row({ ...shown, held, reason })];
}

function isCommit(text: string): boolean {
  return text.length >= MIN_COMMIT_LENGTH && /^[0-9a-f]{7,64}$/i.test(text);
}

/** What runs is known in full: only what the report states may be short. */
function isShortFor(stated: string, commit: string): boolean {
  return commit.toLowerCase().startsWith(stated.toLowerCase());
}

function checkAge(report: Report, { rules, now }: GateContext): GateResult[] {
  const { maxAge } = rules.evidence;
  if (maxAge === null) return [];
  const { time } = report.statement;
  const shown = { check: 'max-age', required: maxAge.text };
  if (time === undefined) {
    const reason = `${report.path} does not say when it was made: write "time" into it (ISO 8601 with a zone)`;
    return [row({ ...shown, observed: 'missing', held: false, reason })];
  }
  const age = now.getTime() - time.getTime();
  if (age < -CLOCK_SKEW) {
    const reason = `${report.path} says that it was made at ${time.toISOString()}, which is in the future`;
    return [row({ ...shown, observed: 'in the future', held: false, reason })];
  }
  const held = age <= maxAge.milliseconds;
  const observed = formatAge(age, maxAge.milliseconds);
  return [row({ ...shown, observed, held, reason: `${report.path} is ${observed} old, ${held ? '' : 'must be '}at most ${maxAge.text}` })];
}

/** Two units tell enough of an age, unless they would make it look like the bound that it misses. */
function formatAge(age: number, most: number): string {
  const shown = formatDuration(Math.max(0, age));
  return age > most && shown === formatDuration(most) ? `a little more than ${shown}` : shown;
}

function row(of: { check: string; observed: Shown; required: Shown; held: boolean; reason: string }): GateResult {
  const { check, observed, required, held, reason } = of;
  return { gate: 'evidence', metric: null, check, observed, required, champion: null, verdict: held ? 'pass' : 'fail', reason };
}
