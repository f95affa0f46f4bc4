import type { Evidence, Problem, Report } from '../evidence/evidence.js';
import type { HistoryEntry } from '../model/history-entry.js';

import { createHash } from 'node:crypto';

const SHORT = 12;

/** What the line of a promotion says of the reports that it was judged on. */
export type JudgedOn = Pick<HistoryEntry, 'report-sha256' | 'reports'>;

/** Where reports are that the templates do not name now. */
export interface Elsewhere {
  /** Files by their paths, as they are now. */
  now(paths: readonly string[]): Promise<Evidence>;
  /**
   * The same at the commit of the promotion; none where there is no git, or no commit is known.
   * @param paths undefined for what the templates name there
   */
  then(paths?: readonly string[]): Promise<Evidence>;
}

/**
 * A promoted version's evidence with each report as it was judged: where it is not that now, it is taken from the
 * commit of the promotion, if it is there with the digest that the history has. Where it is not there either, that is a
 * problem, and what else there is stands for nothing: the number that is missing may be a better one. Files that came
 * later are new evidence beside those that were judged.
 * @param line null where no line tells of the promotion
 */
export async function keepUnchanged(
  evidence: Evidence,
  line: JudgedOn | null,
  elsewhere: Elsewhere,
): Promise<Evidence> {
  const { reports, 'report-sha256': digest } = line ?? { 'report-sha256': null };
  if (reports !== undefined) return keepListed(evidence, reports, elsewhere);
  // a run's digest is of what was looked for in it: where there are only runs, nothing is compared
  const isOfRuns = evidence.reports.length > 0 && !evidence.reports.some(isFile);
  return digest === null || isOfRuns ? evidence : keepDigested(evidence, digest, elsewhere);
}

/** Each report is known by its path. */
async function keepListed(
  evidence: Evidence,
  listed: Readonly<Record<string, string>>,
  elsewhere: Elsewhere,
): Promise<Evidence> {
  const wanted = Object.entries(listed);
  const isJudged = ({ path, sha256 }: Report) => Object.hasOwn(listed, path) && listed[path] === sha256;
  const found = new Map(evidence.reports.filter(isJudged).map((report) => [report.path, report]));
  const missing = () => wanted.flatMap(([path]) => (found.has(path) ? [] : [path]));
  if (missing().length > 0) {
    // the policy may name others by now
    const { reports } = await elsewhere.now(missing());
    for (const report of reports.filter(isJudged)) found.set(report.path, report);
  }
  const lost = missing();
  const then = lost.length > 0 ? await elsewhere.then(lost) : null;
  for (const path of lost) {
    const report = then?.reports.find((each) => plainPath(each) === path && each.sha256 === listed[path]);
    if (report !== undefined) found.set(path, report);
  }
  const problems = missing().map((path) => ({
    path,
    message: tellChange(listed[path] ?? '', then?.problems[0]),
  }));
  return complete(evidence, { judged: found, problems });
}

/** One digest, of a report whose path is not known or of a list of reports. */
async function keepDigested(evidence: Evidence, digest: string, elsewhere: Elsewhere): Promise<Evidence> {
  if (pickDigested(evidence.reports.filter(isFile), digest).length > 0) return evidence;
  const then = await elsewhere.then();
  const judged = new Map(pickDigested(then.reports, digest).map((report) => [plainPath(report), report]));
  if (judged.size > 0) return complete(evidence, { judged, problems: [] });
  // the policy may name none any more
  const path = evidence.reports[0]?.path ?? evidence.problems[0]?.path ?? evidence.patterns[0] ?? '';
  return complete(evidence, { judged, problems: [{ path, message: tellChange(digest, then.problems[0]) }] });
}

/** The reports that a digest is of: all of them, or one; none where it is of others. */
function pickDigested(reports: readonly Report[], digest: string): Report[] {
  const plain = reports.map((report) => ({ path: plainPath(report), sha256: report.sha256 }));
  if (digestReports(plain) === digest) return [...reports];
  const one = reports.find(({ sha256 }) => sha256 === digest);
  return one === undefined ? [] : [one];
}

/** A report of a commit is shown with the commit. */
function plainPath({ path }: Report): string {
  return path.replace(/ at commit [0-9a-f]{12}$/, '');
}

interface Kept {
  /** By the path that each had when it was judged. */
  readonly judged: ReadonlyMap<string, Report>;
  readonly problems: readonly Problem[];
}

function complete(evidence: Evidence, { judged, problems }: Kept): Evidence {
  const others = problems.length > 0 ? [] : evidence.reports.filter(({ path }) => !judged.has(path));
  return {
    ...evidence,
    reports: [...judged.values(), ...others],
    problems: [...problems, ...evidence.problems.filter(({ path }) => !judged.has(path))],
  };
}

/** @param problem why the commit of the promotion does not have it either */
function tellChange(sha256: string, problem?: Problem): string {
  const elsewhere =
    problem === undefined ? '' : `; git doesn't have it either: ${problem.path} ${problem.message}`;
  return `is missing or has changed since it was judged (the history has SHA-256 ${sha256.slice(0, SHORT)}…): restore it${elsewhere}`;
}

/** More than that would make a line of the history too long to be read. */
const MAX_LISTED = 100;

export type Digested = Pick<Report, 'path' | 'sha256'>;

/**
 * The digest of the evidence: a single file's own SHA-256, or for several that of their list in the form
 * of `sha256sum` sorted by path, so that anybody can compute it again. Null without any.
 * @param files a file that is there twice counts once
 */
export function digestReports(files: readonly Digested[]): string | null {
  const byPath = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  const [first, ...others] = byPath.values();
  if (first === undefined) return null;
  if (others.length === 0) return first;
  const sorted = [...byPath].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const list = sorted.map(([path, sha256]) => `${sha256}  ${path}\n`).join('');
  return createHash('sha256').update(list).digest('hex');
}

/**
 * By path the SHA-256 of each report that is a file, for where the digest does not tell it: it is of something else
 * as well. Null where it does, without evidence, and where there are too many.
 */
export function listReports(
  reports: readonly Report[],
  others: readonly Digested[],
): Record<string, string> | null {
  const files = reports.filter(isFile);
  const isTold = others.length === 0 && reports.length === 1 && files.length === 1;
  if (isTold || reports.length + others.length === 0 || files.length > MAX_LISTED) return null;
  return Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256]));
}

/** A run can be added to, and what is read of it depends on what is looked for: its digest is of that reading only. */
export function isFile({ format }: Report): boolean {
  return format !== 'mlflow';
}
