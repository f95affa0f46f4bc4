import type { Evidence, Problem, Report } from '../evidence/evidence.js';
import type { HistoryEntry } from '../history/entry.js';
import { digestReports, isFile } from './digest.js';

const SHORT = 12;

/** What the line of a promotion says of the reports that it was judged on. */
export type JudgedOn = Pick<HistoryEntry, 'report-sha256' | 'reports'>;

/**
 * A promoted version's reports as they were judged: one that is another file now is taken from the commit of the
 * promotion, if it is there with the same digest, and is a problem otherwise. A file that was not judged then is new
 * evidence and stays.
 * @param readThen reads the same reports at that commit; gives none where there is no git or no commit is known
 */
export async function keepUnchanged(
  evidence: Evidence,
  line: JudgedOn | null,
  readThen: () => Promise<Evidence>,
): Promise<Evidence> {
  const changed =
    line === null ? new Map<Report, string>() : findChanged(evidence.reports.filter(isFile), line);
  if (changed.size === 0) return evidence;
  const then = await readThen();
  const reports = new Set(evidence.reports.filter((report) => !changed.has(report)));
  const problems: Problem[] = [...evidence.problems];
  for (const [{ path }, sha256] of changed) {
    const before = then.reports.find((report) => report.sha256 === sha256);
    if (before === undefined) problems.push({ path, message: tellChange(sha256, then.problems[0]) });
    else reports.add(before);
  }
  return { ...evidence, reports: [...reports], problems };
}

/** Each report that is not as it was judged, and the digest that it had. */
function findChanged(files: readonly Report[], line: JudgedOn): Map<Report, string> {
  const { reports, 'report-sha256': digest } = line;
  if (reports !== undefined) {
    return new Map(
      files.flatMap((report): [Report, string][] => {
        const before = Object.hasOwn(reports, report.path) ? reports[report.path] : undefined;
        return before === undefined || before === report.sha256 ? [] : [[report, before]];
      }),
    );
  }
  const isSame = digest === digestReports(files) || files.some(({ sha256 }) => sha256 === digest);
  return new Map(digest === null || isSame ? [] : files.map((report) => [report, digest]));
}

function tellChange(sha256: string, problem: Problem | undefined): string {
  const elsewhere = problem === undefined ? '' : `, and ${problem.path} ${problem.message}`;
  return `was changed since then: its SHA-256 is not ${sha256.slice(0, SHORT)}…, as the history has it${elsewhere}`;
}
