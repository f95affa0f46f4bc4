import { UnreadableReport } from '../evidence.js';
import { LOG_FORMATS, type LogName } from '../formats/names.js';
import type { JsonObject } from '../formats/format.js';
import type { JsonValue } from '../python-json.js';

/** The objects that `records` chooses from, and where each is: `line 3`, `results.2`, `epoch 9`. */
export interface Rows {
  readonly rows: readonly JsonObject[];
  readonly place: (row: number) => string;
  /** The header of a table. */
  readonly columns?: readonly string[] | undefined;
  /** The rows are the lines of the file. */
  readonly isFile: boolean;
}

/** How to recognize and read one kind of training log. */
interface Log {
  /** The column that counts its rows. */
  readonly step: 'epoch' | 'iteration';
  readonly isTable: boolean;
  /** Several rows of one step belong together. */
  readonly merges?: true;
  /** Rows that are written together may be in any order. */
  readonly sorts?: true;
  /** Whether the columns, besides the one that counts the rows, are those of this tool. */
  has(columns: readonly string[]): boolean;
}

/** Columns that Ultralytics writes: `train/box_loss`, `metrics/mAP50(B)`, `lr/pg0`. */
const ULTRALYTICS = /^(?:train|val|metrics)\//;

const LOGS: Readonly<Record<LogName, Log>> = {
  ultralytics: {
    step: 'epoch',
    isTable: true,
    has: (columns) => columns.some((name) => ULTRALYTICS.test(name)),
  },
  'lightning-csv': { step: 'epoch', isTable: true, merges: true, has: (columns) => columns.includes('step') },
  'keras-csv': {
    step: 'epoch',
    isTable: true,
    has: (columns) => !columns.includes('step') && !columns.some((name) => ULTRALYTICS.test(name)),
  },
  detectron2: { step: 'iteration', isTable: false, sorts: true, has: () => true },
};

/** Which log the rows are; null for any other table. */
export function findLog(rows: Rows): LogName | null {
  return LOG_FORMATS.find((name) => lacksOfLog(name, rows) === null) ?? null;
}

/** What the rows lack to be a log, as the end of a message; null when they lack nothing. */
export function lacksOfLog(name: LogName, { rows, columns, isFile }: Rows): string | null {
  const { step, isTable, has, merges } = LOGS[name];
  if (!isFile || isTable !== (columns !== undefined)) return isTable ? 'is not CSV' : 'is not JSON Lines';
  const names = columns ?? [];
  if (isTable && !names.includes(step)) return `has no column ${step}`;
  if (!has(names)) return 'has the columns of another tool';
  const odd = rows.find((row) => !(merges === true ? isStepOrMissing : isStep)(row.get(step)));
  return odd === undefined ? null : `has a row without a whole number as ${step}`;
}

function isStep(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Lightning's own callbacks log rows without an epoch. */
function isStepOrMissing(value: JsonValue | undefined): boolean {
  return value === undefined || isStep(value);
}

/**
 * A log with one row for each step. Lightning's rows of one epoch become one, with the last value of each column in
 * that epoch: values of different epochs belong to different weights. Rows without an epoch belong to none.
 * @throws UnreadableReport when the steps don't ascend, as in a log that two trainings wrote
 */
export function tidyLog(name: LogName, { rows, place, ...others }: Rows): Rows {
  const { step, merges, sorts } = LOGS[name];
  const tidy: Step[] = [];
  for (const [index, row] of rows.entries()) {
    const at = row.get(step);
    if (!isStep(at)) continue;
    const next = { at, row: new Map(row), line: place(index) };
    const last = tidy.at(-1);
    if (last === undefined || at > last.at) tidy.push(next);
    else if (at === last.at && merges === true)
      for (const [column, value] of row) last.row.set(column, value);
    else if (sorts !== true || !insert(tidy, next, step))
      throw new UnreadableReport(
        `has ${step} ${at} in ${place(index)} after ${step} ${last.at}, so two trainings wrote it: keep the rows of one, or set format: plain in the policy if it is not a log`,
      );
  }
  return {
    rows: tidy.map(({ row }) => row),
    place: (row) => `${step} ${tidy[row]?.at ?? ''}${merges === true ? '' : ` (${tidy[row]?.line ?? ''})`}`,
    ...others,
  };
}

interface Step {
  readonly at: number;
  readonly row: Map<string, JsonValue>;
  readonly line: string;
}

/**
 * Puts a row of detectron2 before those of later steps. It writes the newest value of each number at once, those of an
 * evaluation some steps back after the others. So the rows have no number in common; those of a second training have.
 */
function insert(tidy: Step[], next: Step, step: string): boolean {
  const after = tidy.findIndex(({ at }) => at >= next.at);
  const later = tidy.slice(after);
  const isOfOneWrite = later.every(
    ({ at, row }) => at > next.at && [...row.keys()].every((key) => key === step || !next.row.has(key)),
  );
  if (isOfOneWrite) tidy.splice(after, 0, next);
  return isOfOneWrite;
}
