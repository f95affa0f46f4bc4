import type { FormatChoice } from './formats/names.js';

/** Which row of a table counts, or the key that names its rows. */
export type Records =
  | 'first'
  | 'last'
  /** Every row is an example: the mean of each column. */
  | 'mean'
  | number
  /** Every row, named by its value under this key, or under each of these. */
  | { readonly key: string | readonly string[] }
  /** The last row that has a value in this column. */
  | { readonly last: string }
  /** The row with the best value in this column. */
  | { readonly best: string; readonly goal: 'higher' | 'lower' };

/** How to read a report file. */
export interface ReportWay {
  readonly format: FormatChoice;
  /** The path to the report inside the file. */
  readonly at?: string | undefined;
  readonly records?: Records | undefined;
  /** Names that the file may use for the model besides the registered one. Empty: its `model` is something else. */
  readonly modelNames?: readonly string[] | undefined;
}

/** An entry of the policy's `report`. */
export interface ReportEntry extends ReportWay {
  /** A template. */
  readonly file: string;
}

/** How the reports of a model are read. */
export interface ReportReading {
  /** For files that no entry names. */
  readonly format: FormatChoice;
  readonly entries: readonly ReportEntry[];
}

/** Reads every report as it is. */
export const READ_BY_SHAPE: ReportReading = { format: 'auto', entries: [] };

const ENDING = /\.[^./]*$/;

/**
 * How to read the files of a template: as its own entries say. For a path that a person gave or the history recorded,
 * the entries that name it decide. If none does, the entries for files with its ending decide, or else all entries, if
 * they agree or are about one file.
 * @param names whether an entry's template names the path
 */
export function waysOf(
  template: string,
  { format, entries }: ReportReading,
  names: (entry: string) => boolean,
): ReportWay[] {
  const own = entries.filter(({ file }) => file === template);
  const naming = own.length > 0 ? own : entries.filter(({ file }) => names(file));
  const alike = entries.filter(({ file }) => endingOf(file) === endingOf(template));
  const chosen = [naming, alike, entries].find((some) => some.length > 0) ?? [];
  const ways = distinct(chosen);
  const isClear =
    naming.length > 0 || ways.length === 1 || new Set(chosen.map(({ file }) => file)).size === 1;
  return isClear ? ways : [{ format }];
}

function endingOf(path: string): string | undefined {
  return ENDING.exec(path)?.[0].toLowerCase();
}

function distinct(entries: readonly ReportEntry[]): ReportWay[] {
  const ways = entries.map(({ format, at, records, modelNames }): ReportWay => ({
    format,
    at,
    records,
    modelNames,
  }));
  return [...new Map(ways.map((way) => [keyOf(way), way])).values()];
}

/** A key that is the same for two ways which read a file alike. */
export function keyOf({ format, at, records, modelNames }: ReportWay): string {
  return JSON.stringify([format, at, records, modelNames]);
}

/** Whether a file is read as it is, with nothing to choose in it. */
export function isWhole({ at, records, modelNames }: ReportWay): boolean {
  return at === undefined && records === undefined && modelNames === undefined;
}
