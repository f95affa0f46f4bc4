import { UnreadableReport } from '../evidence.js';
import { inspect } from '../formats/inspect/inspect.js';
import { listAt } from '../formats/shape.js';
import { parsePythonJson, type JsonValue } from '../python-json.js';
import { valueAt, type Row, type Table } from './row.js';

/** What inspect's own metrics take its letters for: correct, incorrect, partly correct, no answer. */
const INSPECT_SCORES: Row['words'] = new Map([
  ['C', 1],
  ['I', 0],
  ['P', 0.5],
  ['N', 0],
]);

/**
 * A JSON list of objects, or the samples of an inspect log.
 * @throws UnreadableReport when it is neither, or the log is no evidence
 */
export function readJsonRows(text: string): Table {
  const value = parsePythonJson(text);
  if (Array.isArray(value)) return { rows: value.map((item, index) => toRow(item, index, undefined)) };
  if (inspect.lacks(value) !== null) {
    throw new UnreadableReport('is not a list of examples: write a JSON list, JSON Lines or an inspect log');
  }
  const { statement } = inspect.read(value);
  const samples = listAt(value, 'samples') ?? [];
  if (samples.length === 0) {
    throw new UnreadableReport('is an inspect log without samples: set log_samples');
  }
  return { rows: samples.map((sample, index) => toRow(sample, index, INSPECT_SCORES)), statement };
}

function toRow(item: JsonValue, index: number, words: Row['words']): Row {
  return { at: (path) => valueAt(item, path), place: () => `in example ${index + 1}`, words };
}
