import {
  UnreadableReport,
  type MetricGroup,
  type MetricNode,
  type Report,
  type Statement,
} from '../evidence.js';
import { FORMATS } from '../formats/index.js';
import { LOG_FORMATS, type FormatChoice, type LogName } from '../formats/names.js';
import type { Format, JsonObject } from '../formats/format.js';
import type { JsonValue } from '../python-json.js';
import { readValue, type ReportFile } from '../read-report.js';
import type { ReportWay } from '../report-entry.js';
import { MODEL_KEYS, readStatement, readToolStatement } from '../statement.js';
import { findLists, follow, type Followed } from './follow.js';
import { joinStatements } from './join-statements.js';
import { findLog, lacksOfLog, tidyLog, type Rows } from './logs.js';
import { columnsOf, explainChoice, pickRecord } from './pick.js';
import { readContent, type Content } from './table.js';
import { describeRaw, spreadOf, toMeasuredLeaf } from '../formats/leaf.js';
import { growTree, type Placed } from '../metric-tree.js';

type Read = Pick<Report, 'format' | 'nearly' | 'metrics' | 'statement' | 'tests'>;

/**
 * Reads a report that is a part of a file: what `at` and `records` choose.
 * @throws UnreadableReport when the report can't be trusted as a whole
 */
export function readEntry({ path, bytes, sha256 }: Omit<ReportFile, 'format'>, way: ReportWay): Report {
  const content = readContent(path, bytes);
  const names = way.modelNames;
  const followed: Followed =
    way.at === undefined ? { value: content.value, around: [] } : follow(content.value, way.at);
  const read = readChosen(toRows(followed.value, content, way), followed.value, way);
  const around = followed.around.map((object, depth) =>
    stateAround(withoutModel(object, names), depth === 0),
  );
  const { statement, ...others } = read;
  return { path, sha256, ...others, statement: joinStatements([...around, statement]) };
}

/** What the objects around a report say. A known tool's file must count as evidence, too. */
function stateAround(object: JsonObject, isOutermost: boolean): Statement {
  if (!isOutermost) return readToolStatement([object], {});
  const formats: readonly Format[] = FORMATS;
  const known = formats.find((format) => format.lacks(object) === null);
  return known === undefined ? readStatement(object) : known.read(object).statement;
}

function readChosen(table: Rows | null, value: JsonValue, way: ReportWay): Read {
  const { format, records, modelNames } = way;
  if (table === null) {
    if (records !== undefined) throw new UnreadableReport(explainNoRows(value, way));
    requireRows(format);
    return readValue(value instanceof Map ? withoutModel(value, modelNames) : value, format);
  }
  const log = chooseLog(table, format);
  const rows = log === null ? table : tidyLog(log, table);
  const [only] = rows.rows;
  const isOnlyRow = only !== undefined && rows.rows.length === 1 && rows.isFile;
  if (records === undefined && !isOnlyRow) {
    // a list can be a known tool's report
    if (rows.columns === undefined && log === null && Array.isArray(value) && findFormat(value) !== undefined)
      return readValue(value, format);
    throw new UnreadableReport(explainChoice(rows, log === null ? 'a table' : `a log (${log})`));
  }
  if (records === 'mean') {
    if (log !== null)
      throw new UnreadableReport(
        `is a log (${log}), and the mean over a training says little: choose a row with records: last in the policy, or set format: plain if its rows are examples`,
      );
    return { format: 'plain', metrics: readMeans(rows), statement: stateRows(rows, modelNames) };
  }
  const picked = pickRecord(rows, records ?? 'last');
  if ('named' in picked) {
    const read = readValue(picked.named, log ?? format);
    return {
      ...read,
      metrics: explainCells(read.metrics, rows.columns),
      statement: stateRows(rows, modelNames),
    };
  }
  const read = readValue(withoutModel(picked.row, modelNames), log ?? format);
  const metrics = explainMissing(explainCells(read.metrics, rows.columns), rows, picked.at);
  const unnamed = `${describePosition(way)} chooses a row by its position, which does not identify it. Choose it by a key in the policy (records: {key: …})`;
  return { ...read, metrics: picked.byPosition ? { ...metrics, unnamed } : metrics };
}

/** What all rows say. */
function stateRows({ rows }: Rows, names: readonly string[] | undefined): Statement {
  return joinStatements(rows.map((row) => readToolStatement([withoutModel(row, names)], {})));
}

function describePosition({ records }: ReportWay): string {
  return typeof records === 'number' ? `records: ${records}` : 'records: first';
}

/** The rows of a list of objects; null for anything else. */
function toRows(value: JsonValue, { columns, place, value: root }: Content, { at }: ReportWay): Rows | null {
  if (!Array.isArray(value) || value.length === 0) {
    if (columns !== undefined) throw new UnreadableReport('has a header, but no rows');
    return null;
  }
  const rows = value.filter((item) => item instanceof Map);
  if (rows.length < value.length) return null;
  const isFile = value === root && place !== undefined;
  return {
    rows,
    place: isFile ? place : (row) => `element ${row}${at === undefined ? '' : ` of ${at}`}`,
    columns: isFile ? columns : undefined,
    isFile,
  };
}

function explainNoRows(value: JsonValue, { at }: ReportWay): string {
  const where = at === undefined ? 'the file' : at;
  if (Array.isArray(value))
    return `has nothing to choose with records: ${where} is ${value.length === 0 ? 'an empty list' : 'a list of things other than objects'}`;
  const lists = findLists(value).map((path) => (at === undefined ? path : `${at}.${path}`));
  const remedy =
    lists.length === 0 ? 'remove records' : `name the list (at: ${lists.slice(0, 3).join(', or at: ')})`;
  return `has nothing to choose with records: ${where} is ${value instanceof Map ? 'one object' : 'a single value'}, not a list of objects: ${remedy}`;
}

function isLogName(format: FormatChoice): format is LogName {
  return (LOG_FORMATS as readonly FormatChoice[]).includes(format);
}

function requireRows(format: FormatChoice): void {
  if (isLogName(format))
    throw new UnreadableReport(
      `is not in the format ${format}, which the policy asks for: it is not a list of rows`,
    );
}

function chooseLog(table: Rows, format: FormatChoice): LogName | null {
  if (format === 'auto') return findLog(table);
  if (!isLogName(format)) return null;
  const lacking = lacksOfLog(format, table);
  if (lacking === null) return format;
  throw new UnreadableReport(`is not in the format ${format}, which the policy asks for: it ${lacking}`);
}

function findFormat(value: JsonValue): Format | undefined {
  const formats: readonly Format[] = FORMATS;
  return formats.find((format) => format.lacks(value) === null);
}

/** Leaves out a model's name that the policy allows: it doesn't mean another model. */
function withoutModel(object: JsonObject, names: readonly string[] | undefined): JsonObject {
  if (names === undefined) return object;
  const isAllowed = (value: JsonValue) =>
    (typeof value === 'string' || typeof value === 'number') &&
    (names.length === 0 || names.includes(String(value)));
  return new Map([...object].filter(([key, value]) => !(MODEL_KEYS.includes(key) && isAllowed(value))));
}

/** Replaces the remedy for a text in JSON (write it without quotes): in a table, texts have no quotes. */
function explainCells(group: MetricGroup, columns: Rows['columns']): MetricGroup {
  if (columns === undefined) return group;
  const children = new Map(
    [...group.children].map(([key, node]): [string, MetricNode] => {
      if (node.kind === 'group') return [key, explainCells(node, columns)];
      if (node.text === undefined) return [key, node];
      const remedy = /^[-+]?\d+,\d+$/.test(node.text)
        ? `write decimals with a point: ${node.text.replace(',', '.')}`
        : 'write a number there';
      return [key, { ...node, remedy }];
    }),
  );
  return { ...group, children };
}

/** Adds the columns that are empty in the chosen row, so that a gate's reason can say where they have a value. */
function explainMissing(group: MetricGroup, table: Rows, at: string): MetricGroup {
  const children = new Map(group.children);
  for (const column of columnsOf(table)) {
    if (children.has(column)) continue;
    const last = table.rows.findLastIndex((row) => row.has(column));
    const raw = `empty in ${at}`;
    const remedy =
      last === -1
        ? 'have the tool write it'
        : `its last value is in ${table.place(last)}: choose that with records: {last: ${JSON.stringify(column)}} in the policy`;
    children.set(column, { kind: 'leaf', value: null, raw, remedy });
  }
  return { ...group, children };
}

/**
 * The mean of each column that scores examples, one example a row. A column with a missing score has no mean: the mean
 * of the others would hide the examples that broke.
 */
function readMeans(table: Rows): MetricGroup {
  return growTree(columnsOf(table).flatMap((column) => placeMean(table, column)));
}

function placeMean({ rows, place, columns }: Rows, column: string): Placed[] {
  const isTable = columns !== undefined;
  const cells = rows.map((row) => row.get(column));
  const scores = cells.map((cell) => toScore(cell, isTable));
  const known = scores.filter((score) => score !== null);
  // pandas writes its index without a name
  if (column === '' || !cells.some((cell, row) => typeof cell === 'number' || scores[row] !== null))
    return [];
  const mean = known.reduce((sum, score) => sum + score, 0) / known.length;
  const isVerdict = known.every((score) => score === 0 || score === 1);
  const leaf = toMeasuredLeaf(mean, {
    samples: known.length,
    spread: spreadOf(known),
    share: isVerdict ? 'of examples' : undefined,
  });
  const missing = scores.findIndex((score) => score === null);
  if (missing === -1) return [[[column], leaf]];
  const cell = cells[missing];
  const raw = `unknown (${cell === undefined ? 'empty' : describeRaw(cell)} in ${place(missing)})`;
  return [
    [[column], { kind: 'leaf', value: null, raw, remedy: 'score every example, or leave the row out' }],
  ];
}

function toScore(cell: JsonValue | undefined, isTable: boolean): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  if (!isTable || typeof cell !== 'string') return null;
  const word = cell.toLowerCase();
  return word === 'true' ? 1 : word === 'false' ? 0 : null;
}
