import { parseMetricPath } from '../evidence/path-syntax.js';
import { RUN_TEMPLATE } from '../evidence/reader.js';
import type { Records, ReportEntry, ReportReading } from '../evidence/report-entry.js';
import type { DataPath } from '../text/yaml-source.js';
import { findingsOf, templateFindings, type Finding } from './diagnose.js';
import type { ModelPolicy, ReportRule } from './schema.js';

type Format = ModelPolicy['format'];
type Entry = Exclude<ReportRule, string | unknown[]>;
type RecordsRule = NonNullable<Entry['records']>;

/** The templates of a policy's `report`, and how their files are read. */
export function readReportRules(
  rule: ReportRule | undefined,
  format: Format,
): { readonly report: readonly string[]; readonly reading: ReportReading } {
  const listed = [rule ?? []].flat();
  const reading = {
    format: format ?? 'auto',
    entries: listed.filter((one) => one !== RUN_TEMPLATE).map((one) => toEntry(one, format ?? 'auto')),
  };
  const report = listed.map((one) => (typeof one === 'string' ? one : one.file));
  return { report: [...new Set(report)], reading };
}

function toEntry(entry: string | Entry, format: NonNullable<Format>): ReportEntry {
  if (typeof entry === 'string') return { file: entry, format };
  const { file, at, records, 'model-names': modelNames } = entry;
  return {
    ...{ file, format: entry.format ?? format },
    ...(at === undefined ? {} : { at }),
    ...(records === undefined ? {} : { records: toRecords(records) }),
    ...(modelNames === undefined ? {} : { modelNames }),
  };
}

/** @throws TypeError for a choice that `recordsFindings` refuses */
function toRecords(rule: RecordsRule): Records {
  if (typeof rule !== 'object') return rule;
  const { key, best, last, goal } = rule;
  if (key !== undefined) return { key };
  if (last !== undefined) return { last };
  if (best !== undefined && goal !== undefined) return { best, goal };
  throw new TypeError('records were not checked');
}

/** What is wrong with `report` that the schema can't express. */
export function reportFindings(rule: ReportRule | undefined, path: DataPath): Finding[] {
  const isList = Array.isArray(rule);
  return [rule ?? []].flat().flatMap((entry, at) => {
    const here = isList ? [...path, at] : path;
    return typeof entry === 'string' ? templateFindings(entry, here) : entryFindings(entry, here);
  });
}

function entryFindings({ file, at, records }: Entry, path: DataPath): Finding[] {
  const findings = templateFindings(file, [...path, 'file']);
  if (file === RUN_TEMPLATE)
    findings.push({
      path: [...path, 'file'],
      message: `file: ${RUN_TEMPLATE} would be a file of that name`,
      hint: `Write ${RUN_TEMPLATE} alone for the metrics of the version's run, or ./${RUN_TEMPLATE} for a file.`,
    });
  if (at !== undefined) findings.push(...placeFindings(at, [...path, 'at'], 'one report'));
  if (typeof records === 'object') findings.push(...recordsFindings(records, [...path, 'records']));
  return findings;
}

function recordsFindings(
  { key, best, last, goal }: Exclude<RecordsRule, string | number>,
  path: DataPath,
): Finding[] {
  const named = Object.entries({ key, best, last }).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
  const [one, other] = named;
  if (one === undefined || other !== undefined)
    return [
      {
        path,
        message:
          one === undefined
            ? 'records chooses nothing'
            : `records has both ${one.name} and ${other?.name ?? ''}`,
        hint: 'Write one of key: split, best: val_loss with goal: lower, or last: val_loss.',
      },
    ];
  if (best !== undefined && goal === undefined)
    return [
      {
        ...{ path, key: 'best' },
        message: `records doesn't say whether higher or lower ${JSON.stringify(best)} is better`,
        hint: 'Add goal: higher (as for accuracy) or goal: lower (as for a loss).',
      },
    ];
  if (best === undefined && goal !== undefined)
    return [{ path, key: 'goal', message: '"goal" has no effect without best', hint: 'Remove goal.' }];
  return [];
}

/** What is wrong with a path, which must not have a `*`. */
function placeFindings(place: string, path: DataPath, what: string): Finding[] {
  const wrong = findingsOf(path, () => parseMetricPath(place));
  if (wrong.length > 0 || !parseMetricPath(place).some(({ any }) => any)) return wrong;
  return [
    {
      path,
      message: `${JSON.stringify(place)} has a "*", but it is the path to ${what}`,
      hint: 'Write the key itself; a key that is a star in double quotes.',
    },
  ];
}
