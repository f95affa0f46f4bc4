import { createHash } from 'node:crypto';
import type { Evidence, Problem, Report } from '../evidence/evidence.js';
import { groupBy } from '../model/group-by.js';
import type { HistoryEntry } from '../model/history-entry.js';

const SHORT = 12;

/** What a promotion's history line says about its reports. */
type JudgedOn = Pick<HistoryEntry, 'report-sha256' | 'reports'>;

/** Finds reports that the current templates don't name. */
interface Elsewhere {
  /** Reads files by path, as they are now. */
  now(paths: readonly string[]): Promise<Evidence>;
  /**
   * Reads them at the commit of the promotion; empty without git or a known commit.
   * @param paths undefined for those that the templates name at that commit
   */
  then(paths?: readonly string[]): Promise<Evidence>;
}

/**
 * A promoted version's evidence, with each report as it was judged. A report that has changed since is read from the
 * commit of the promotion, if it has the recorded digest there. Otherwise the evidence is unusable: the missing report
 * might hold a better number. Files added later count as additional evidence.
 * @param line null when no history line records the promotion
 */
export async function keepUnchanged(
  evidence: Evidence,
  line: JudgedOn | null,
  elsewhere: Elsewhere,
): Promise<Evidence> {
  const { reports, 'report-sha256': digest } = line ?? { 'report-sha256': null };
  if (reports !== undefined) return keepListed(evidence, reports, elsewhere);
  // an MLflow run's digest covers only the metrics that were looked for, so it can't be compared
  const isOfRuns = evidence.reports.length > 0 && !evidence.reports.some(isFile);
  return digest === null || isOfRuns ? evidence : keepDigested(evidence, digest, elsewhere);
}

/** Keeps the reports that the line lists by path. */
async function keepListed(
  evidence: Evidence,
  listed: Readonly<Record<string, string>>,
  elsewhere: Elsewhere,
): Promise<Evidence> {
  const wanted = Object.entries(listed);
  const isJudged = (report: Report) => {
    const path = plainPath(report);
    return Object.hasOwn(listed, path) && listed[path] === report.sha256;
  };
  const found = byPath(evidence.reports.filter(isJudged));
  const missing = () => wanted.flatMap(([path]) => (found.has(path) ? [] : [path]));
  if (missing().length > 0) {
    // the policy may name other paths now
    const { reports } = await elsewhere.now(missing());
    for (const [path, read] of byPath(reports.filter(isJudged))) found.set(path, read);
  }
  const lost = missing();
  const then = lost.length > 0 ? await elsewhere.then(lost) : null;
  for (const [path, read] of byPath((then?.reports ?? []).filter(isJudged)))
    if (lost.includes(path)) found.set(path, read);
  const problems = missing().map((path) => ({
    path,
    message: tellChange(listed[path] ?? '', then?.problems[0]),
  }));
  return complete(evidence, { judged: found, problems });
}

/** Keeps the reports that match a single digest: of a report whose path isn't known, or of a list of reports. */
async function keepDigested(evidence: Evidence, digest: string, elsewhere: Elsewhere): Promise<Evidence> {
  if (pickDigested(evidence.reports.filter(isFile), digest).length > 0) return evidence;
  const then = await elsewhere.then();
  const judged = byPath(pickDigested(then.reports, digest));
  if (judged.size > 0) return complete(evidence, { judged, problems: [] });
  // the policy may no longer name any report
  const path = evidence.reports[0]?.path ?? evidence.problems[0]?.path ?? evidence.patterns[0] ?? '';
  return complete(evidence, { judged, problems: [{ path, message: tellChange(digest, then.problems[0]) }] });
}

/** The reports that a digest matches: all of them, one, or none. */
function pickDigested(reports: readonly Report[], digest: string): Report[] {
  const plain = reports.map((report) => ({ path: plainPath(report), sha256: report.sha256 }));
  if (digestReports(plain) === digest) return [...reports];
  const one = reports.find(({ sha256 }) => sha256 === digest);
  return one === undefined ? [] : reports.filter(({ path }) => path === one.path);
}

/** Reports by path. One path may have several, since the policy may read a file in several ways. */
function byPath(reports: readonly Report[]): Map<string, readonly Report[]> {
  return groupBy(reports, plainPath);
}

/** The path without the commit that a report from git is shown with. */
function plainPath({ path }: Report): string {
  return path.replace(/ at commit [0-9a-f]{12}$/, '');
}

interface Kept {
  /** By path at the time of judging. */
  readonly judged: ReadonlyMap<string, readonly Report[]>;
  readonly problems: readonly Problem[];
}

function complete(evidence: Evidence, { judged, problems }: Kept): Evidence {
  // if a file is read in several ways, one of them may fail
  const isReplaced = (path: string) =>
    judged.get(path)?.every((report) => !evidence.reports.includes(report)) === true;
  const others =
    problems.length > 0 ? [] : evidence.reports.filter((report) => !judged.has(plainPath(report)));
  return {
    ...evidence,
    reports: [...[...judged.values()].flat(), ...others],
    problems: [...problems, ...evidence.problems.filter(({ path }) => !isReplaced(path))],
  };
}

/** @param problem why the commit of the promotion doesn't have it either */
function tellChange(sha256: string, problem?: Problem): string {
  const elsewhere =
    problem === undefined ? '' : `; git doesn't have it either: ${problem.path} ${problem.message}`;
  return `is missing or has changed since it was judged (the history has SHA-256 ${sha256.slice(0, SHORT)}…): restore it${elsewhere}`;
}

/** More would make the history line too long to read. */
const MAX_LISTED = 100;

type Digested = Pick<Report, 'path' | 'sha256'>;

/**
 * The digest of the evidence. For one file, its own SHA-256; for several, the SHA-256 of their `sha256sum` list sorted
 * by path, so that anybody can recompute it. Null without files.
 * @param files duplicates count once
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
 * SHA-256 of each report file by path. Null without evidence, for too many files, and when a single report's digest
 * already is the evidence digest.
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

/** Whether a report is a file. An MLflow run isn't: it can grow, and its digest covers only what was read of it. */
function isFile({ format }: Report): boolean {
  return format !== 'mlflow';
}
