import { UnreadableReport, type Report } from '../evidence/evidence.js';
import { LOG_FORMATS } from '../evidence/formats/names.js';
import { flattenMetrics } from '../evidence/metric-tree.js';
import { readReport } from '../evidence/read-report.js';
import { readEntry } from '../evidence/records/read-entry.js';
import { readTests } from '../evidence/read-tests.js';
import { compareVersions } from '../model/version.js';
import type { GtoFinding, Read, ReportGroup, Repository, TestGroup } from './findings.js';
import { isMetricName } from './metrics.js';
import { isSafePath, nameModel, placeDated, templatePaths } from './template.js';

/** Words in the paths of reports, as whole words. */
const WORDS =
  /(?:^|[/._ -])(?:reports?|results?|metrics?|evals?|evaluations?|scores?|performance|benchmarks?|validation)(?=$|[/._ -])/i;
/** Folders whose files are about something else. */
const ELSEWHERE = /(?:^|\/)(?:tests?|__tests__|fixtures?|testdata|examples?|docs?|\.[^/]+)\//i;
const FIXTURES = /(?:^|\/)(?:__tests__|fixtures?|testdata|examples?|docs?|\.[^/]+)\//i;
/** Files of numbers that aren't evaluations. */
const SETTINGS =
  /(?:^|\/)(?:\.[^/]*|package(?:-lock)?|composer|[jt]sconfig[^/]*|params[^/]*|[^/]*config[^/]*|settings[^/]*|dvc|dvc\.lock|mkdocs|[^/]*registry[^/]*|[^/]*\.schema|artifacts|models?|stagegate)\.(?:json|ya?ml)$/i;
const REPORT = /\.(?:json|ya?ml|csv|tsv)$/i;
const TABLE = /\.(?:csv|tsv)$/i;
const JUNIT = /\.xml$/i;

/** With more reports than this, they aren't evaluations of versions. */
const MAX_FILES = 2_000;
/** Files to read at a past commit. */
const MAX_PAST = 5;

export interface ReportFindings {
  readonly reports: readonly ReportGroup[];
  readonly unusable: readonly { readonly path: string; readonly why: string }[];
}

/** Finds evaluation reports by their shape: those of a known tool anywhere, others where reports are kept. */
export async function findReports(paths: readonly string[], read: Read): Promise<ReportFindings> {
  const found = new Map<string, Report>();
  const unusable: { path: string; why: string }[] = [];
  for (const path of candidates(paths)) {
    const bytes = await read(path);
    if (bytes === null) continue;
    const report = toReport(path, bytes);
    if (typeof report === 'string') unusable.push({ path, why: report });
    else if (report !== null && isSafePath(path)) found.set(path, report);
    else if (report !== null)
      unusable.push({ path, why: 'has characters in its path that a pattern would read' });
  }
  return { reports: groupReports(found), unusable };
}

/** The likeliest first, since reading has limits. */
function candidates(paths: readonly string[]): string[] {
  const files = paths.filter((path) => REPORT.test(path) && !ELSEWHERE.test(path) && !SETTINGS.test(path));
  const likely = files.filter((path) => WORDS.test(path));
  const others = files.filter((path) => !WORDS.test(path) && /\.json$/i.test(path));
  return [...likely, ...others].slice(0, MAX_FILES);
}

/** Null for a file that isn't a report; a text for a report that can't be used. */
function toReport(path: string, bytes: Uint8Array): Report | string | null {
  try {
    if (TABLE.test(path)) {
      const log = readEntry({ path, bytes, sha256: '' }, { format: 'auto', records: 'last' });
      return isLog(log.format) ? log : null;
    }
    const report = readReport({ path, bytes, sha256: '' });
    if (report.format !== 'plain') return report;
    if (!WORDS.test(path)) return null;
    if (flattenMetrics(report.metrics).some(([name]) => isMetricName(name))) return report;
    return report.nearly === undefined ? null : report.nearly;
  } catch (error) {
    if (!(error instanceof UnreadableReport)) throw error;
    // outside the folders of reports it is some other file
    return WORDS.test(path) && /\.json$/i.test(path) ? error.message : null;
  }
}

/** Whether a format is a training log: one of its rows counts. */
export function isLog(format: string): boolean {
  return (LOG_FORMATS as readonly string[]).includes(format);
}

function groupReports(found: ReadonlyMap<string, Report>): ReportGroup[] {
  const groups = new Map<string, { version: string | null; report: Report }[]>();
  for (const { path, template, version } of templatePaths([...found.keys()])) {
    const report = found.get(path);
    if (report === undefined) continue;
    const group = groups.get(template) ?? [];
    group.push({ version, report });
    groups.set(template, group);
  }
  return [...groups].map(([template, reports]) => ({
    template,
    model: nameModel(template),
    format: reports[0]?.report.format ?? 'plain',
    reports: reports.sort((a, b) => compareVersions(a.version ?? '', b.version ?? '')),
  }));
}

/**
 * A report that only a date tells from others would count for every version. The newest one becomes version 1's, in a
 * folder for the version.
 */
export function placeReports({ reports, unusable }: ReportFindings): ReportFindings {
  const places = new Map(
    reports.flatMap((group) => {
      const place = group.template.includes('{version}') ? null : placeDated(group.template);
      return place === null ? [] : [[group, place] as const];
    }),
  );
  const placed = reports.filter((group) => !places.has(group));
  const left = [...unusable];
  const newestFirst = [...places].sort(([, a], [, b]) => (a.date < b.date ? 1 : -1));
  for (const [{ template: from, format, reports: found }, { template, path: to }] of newestFirst) {
    const other = placed.find((group) => group.template === template);
    if (other !== undefined) {
      const why = other.move === undefined ? `others are in ${template}` : `${other.move.from} is newer`;
      left.push({ path: from, why: `names no version, and ${why}` });
      continue;
    }
    const named = found.map(({ report }) => ({ version: '1', report }));
    placed.push({ template, model: nameModel(template), format, reports: named, move: { from, to } });
  }
  return { reports: placed, unusable: left };
}

/**
 * Adds to each version in a stage the reports of its commit: new versions are compared with their numbers. Only for
 * reports whose paths don't tell versions apart.
 */
export async function findPastReports(
  gto: GtoFinding,
  groups: readonly ReportGroup[],
  readAt: Repository['readAt'],
): Promise<GtoFinding> {
  const paths = groups.map(({ template }) => template).filter((template) => !template.includes('{version}'));
  const models = [];
  for (const model of gto.models) {
    const versions = [];
    for (const version of model.versions) {
      const reports: Report[] = [];
      for (const path of version.stage === null ? [] : paths.slice(0, MAX_PAST)) {
        const bytes = await readAt(version.commit, path);
        const report = bytes === null ? null : toReport(path, bytes);
        if (report !== null && typeof report !== 'string') reports.push(report);
      }
      versions.push({ ...version, reports });
    }
    models.push({ ...model, versions });
  }
  return { ...gto, models };
}

/** Finds JUnit files. Several in a folder become one pattern. */
export async function findTests(paths: readonly string[], read: Read): Promise<TestGroup[]> {
  const files: string[] = [];
  for (const path of paths.filter((one) => JUNIT.test(one) && !FIXTURES.test(one)).slice(0, MAX_FILES)) {
    if (!isSafePath(path)) continue;
    const bytes = await read(path);
    if (bytes !== null && isJUnit(path, bytes)) files.push(path);
  }
  const templated = templatePaths(files);
  const groups = new Map<string, { versions: Set<string>; files: number }>();
  for (const { path, template, version } of templated) {
    const siblings = templated.filter((one) => one.version === null && folderOf(one.path) === folderOf(path));
    const shared = version === null && siblings.length > 1 ? `${folderOf(path)}*.xml` : template;
    const group = groups.get(shared) ?? { versions: new Set(), files: 0 };
    if (version !== null) group.versions.add(version);
    groups.set(shared, { versions: group.versions, files: group.files + 1 });
  }
  return [...groups].map(([template, group]) => ({
    template,
    versions: [...group.versions].sort(compareVersions),
    files: group.files,
  }));
}

function isJUnit(path: string, bytes: Uint8Array): boolean {
  try {
    readTests(path, bytes);
    return true;
  } catch (error) {
    if (error instanceof UnreadableReport) return false;
    throw error;
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
