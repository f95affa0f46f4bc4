import { groupBy } from '../model/group-by.js';
import { UnreadableReport, type Report } from '../evidence/evidence.js';
import { LOG_FORMATS } from '../evidence/formats/names.js';
import { flattenMetrics } from '../evidence/metric-tree.js';
import type { JsonValue } from '../evidence/python-json.js';
import { readReport } from '../evidence/read-report.js';
import { readReportAs } from '../evidence/read-report-as.js';
import { readEntry } from '../evidence/records/read-entry.js';
import { readContent } from '../evidence/records/table.js';
import { isJsonLines } from '../evidence/structured.js';
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
const REPORT = /\.(?:json|ya?ml|csv|tsv|jsonl|ndjson)$/i;
/** The metrics of TensorFlow Model Analysis. Other TFRecord files are data. */
const TFMA = /(?:^|\/)metrics-\d+-of-\d+\.tfrecord$/i;
const TABLE = /\.(?:csv|tsv)$/i;
const LINES = /\.(?:jsonl|ndjson)$/i;
/** Keys that count the rows of a training log in JSON Lines. */
const STEPS = ['epoch', 'iteration', 'step', 'global_step', 'iter'];
const JUNIT = /\.xml$/i;

/** With more reports than this, they aren't evaluations of versions. */
const MAX_FILES = 2_000;
/** Files to read at a past commit. */
const MAX_PAST = 5;

interface ReportFindings {
  readonly reports: readonly ReportGroup[];
  readonly unusable: readonly { readonly path: string; readonly why: string }[];
}

/** Finds evaluation reports by their shape: those of a known tool anywhere, others where reports are kept. */
export async function findReports(paths: readonly string[], read: Read): Promise<ReportFindings> {
  const found = new Map<string, Found>();
  const unusable: { path: string; why: string }[] = [];
  for (const path of candidates(paths)) {
    const bytes = await read(path);
    if (bytes === null) continue;
    const report = await toReport(path, bytes);
    if (typeof report === 'string') unusable.push({ path, why: report });
    else if (report !== null && isSafePath(path)) found.set(path, report);
    else if (report !== null)
      unusable.push({ path, why: 'has characters in its path that a pattern would read' });
  }
  return { reports: groupReports(found), unusable };
}

/** Paths that may be reports, the likeliest first, since the search has limits. */
function candidates(paths: readonly string[]): string[] {
  const files = paths.filter(
    (path) => (REPORT.test(path) || TFMA.test(path)) && !ELSEWHERE.test(path) && !SETTINGS.test(path),
  );
  const likely = files.filter((path) => WORDS.test(path));
  const others = files.filter((path) => !WORDS.test(path) && /\.json$/i.test(path));
  return [...likely, ...others].slice(0, MAX_FILES);
}

interface Found {
  readonly report: Report;
  /** The report is one of several rows of the file. */
  readonly isLog: boolean;
}

/** The report in a file; null if the file isn't one; a text if the report can't be used, saying why. */
async function toReport(path: string, bytes: Uint8Array): Promise<Found | string | null> {
  try {
    if (TFMA.test(path)) {
      const report = await readReportAs({ path, bytes, sha256: '' }, { format: 'auto' });
      return { report, isLog: false };
    }
    if (TABLE.test(path) || LINES.test(path)) return readLog(path, bytes);
    const log = isJsonLines(new TextDecoder().decode(bytes)) ? readLog(path, bytes) : null;
    if (log !== null) return log;
    const report = readReport({ path, bytes, sha256: '' });
    if (report.format !== 'plain') return { report, isLog: false };
    if (!WORDS.test(path)) return null;
    if (hasMetrics(report)) return { report, isLog: false };
    return report.nearly === undefined ? null : report.nearly;
  } catch (error) {
    if (!(error instanceof UnreadableReport)) throw error;
    // outside the folders of reports it is some other file
    return WORDS.test(path) && (/\.json$/i.test(path) || TFMA.test(path)) ? error.message : null;
  }
}

/** The last row of a training log; null for rows of anything else. */
function readLog(path: string, bytes: Uint8Array): Found | null {
  const report = readEntry({ path, bytes, sha256: '' }, { format: 'auto', records: 'last' });
  const isKnown = (LOG_FORMATS as readonly string[]).includes(report.format);
  if (isKnown && (TABLE.test(path) || hasMetrics(report))) return { report, isLog: true };
  if (TABLE.test(path) || !WORDS.test(path) || !hasMetrics(report)) return null;
  const { value } = readContent(path, bytes);
  return STEPS.some((step) => ascends(value, step)) ? { report, isLog: true } : null;
}

/** Whether each row has a whole number under this key, greater than that of the row before it. */
function ascends(rows: JsonValue, step: string): boolean {
  let last = -1;
  return (
    Array.isArray(rows) &&
    rows.every((row) => {
      const at = row instanceof Map ? row.get(step) : undefined;
      const isNext = typeof at === 'number' && Number.isSafeInteger(at) && at > last;
      if (isNext) last = at;
      return isNext;
    })
  );
}

function hasMetrics({ metrics }: Report): boolean {
  return flattenMetrics(metrics).some(([name]) => isMetricName(name));
}

function groupReports(found: ReadonlyMap<string, Found>): ReportGroup[] {
  const all = templatePaths([...found.keys()]).flatMap(({ path, template, version }) => {
    const each = found.get(path);
    return each === undefined ? [] : [{ template, version, ...each }];
  });
  return [...groupBy(all, ({ template }) => template)].map(([template, reports]) => ({
    template,
    model: nameModel(template),
    format: reports[0].report.format,
    isLog: reports.some(({ isLog }) => isLog),
    reports: reports.sort((a, b) => compareVersions(a.version ?? '', b.version ?? '')),
  }));
}

/**
 * Reports whose paths differ only by a date would count for every version. The newest one becomes version 1's, in a
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
  for (const [{ template: from, format, isLog, reports: found }, { template, path: to }] of newestFirst) {
    const other = placed.find((group) => group.template === template);
    if (other !== undefined) {
      const why = other.move === undefined ? `others are in ${template}` : `${other.move.from} is newer`;
      left.push({ path: from, why: `doesn't name a version, and ${why}` });
      continue;
    }
    const named = found.map(({ report }) => ({ version: '1', report }));
    placed.push({ template, model: nameModel(template), format, isLog, reports: named, move: { from, to } });
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
        const found = bytes === null ? null : await toReport(path, bytes);
        if (found !== null && typeof found !== 'string') reports.push(found.report);
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

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
