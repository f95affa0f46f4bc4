import { UnreadableReport, type Report } from '../evidence.js';
import { readSlices, type Measured, type Slice } from '../formats/tfma.js';
import type { JsonValue } from '../python-json.js';
import type { ReportFile } from '../read-report.js';
import type { ReportWay } from '../report-entry.js';
import { Message } from './message.js';
import { readRecords } from './records.js';

/*
 * The field numbers are those of metrics_for_slice.proto. Its old map of metrics (field 2) is not read.
 */
const RECORD = { slice: 1, crossSlice: 3, metrics: 51 } as const;
const METRIC = { key: 1, value: 2, interval: 3 } as const;
const KEY = { name: 1, output: 2, sub: 3, model: 4, isDiff: 5, aggregation: 6, weighted: 7 } as const;
const SLICE = { column: 1, bytes: 2, float: 3, integer: 4 } as const;
const SUB = { classId: 1, k: 2, topK: 3 } as const;
const INTERVAL = { error: 3, freedom: 4 } as const;
const BOUNDED_VALUE = 3;
/** Values that aren't one number: the field's number in a value, and what it is. */
const KINDS: readonly (readonly [field: number, name: string])[] = [
  [3, 'an unknown type'],
  [4, 'values at cutoffs'],
  [5, 'confusion matrices'],
  [6, 'bytes'],
  [7, 'an array'],
  [9, 'a distribution'],
  [10, 'a message'],
  [11, 'confusion matrices'],
];
const AGGREGATIONS = ['micro_average', 'macro_average', 'weighted_macro_average'];

/**
 * Reads the file of metrics that TensorFlow Model Analysis writes.
 * @throws UnreadableReport when it can't be trusted as a whole
 */
export function readTfmaFile({ path, bytes, sha256 }: Omit<ReportFile, 'format'>, way: ReportWay): Report {
  if (way.at !== undefined || way.records !== undefined)
    throw new UnreadableReport('is a TFRecord file: remove at and records from its entry in the policy');
  if (way.format !== 'auto' && way.format !== 'tfma')
    throw new UnreadableReport(
      `is not in the format ${way.format}, which the policy asks for: it is a TFRecord file`,
    );
  const slices = readRecords(bytes).flatMap((record) => readRecord(new Message(record)));
  if (slices.every(({ metrics }) => metrics.length === 0))
    throw new UnreadableReport(
      'is a TFRecord file without metrics: name the metrics-….tfrecord of TensorFlow Model Analysis',
    );
  return { path, sha256, format: 'tfma', ...readSlices(slices, []) };
}

/** Differences between slices belong to no slice and are left out. */
function readRecord(record: Message): Slice[] {
  if (record.has(RECORD.crossSlice)) return [];
  const columns = record.message(RECORD.slice)?.messages(1) ?? [];
  return [
    {
      key: columns.map((column) => [column.text(SLICE.column), readColumn(column)]),
      metrics: record.messages(RECORD.metrics).map(readMetric),
    },
  ];
}

function readColumn(column: Message): string {
  if (column.has(SLICE.bytes)) return column.text(SLICE.bytes);
  return String(column.has(SLICE.float) ? column.float(SLICE.float) : column.integer(SLICE.integer));
}

function readMetric(metric: Message): Measured {
  const key = metric.message(METRIC.key);
  const interval = metric.message(METRIC.interval);
  return {
    above: [key?.text(KEY.model) ?? '', key?.text(KEY.output) ?? '', nameSub(key?.message(KEY.sub))],
    name: nameMetric(key),
    isWeighted: key?.message(KEY.weighted)?.integer(1) === 1n,
    ...readValue(metric.message(METRIC.value)),
    stderr: readError(interval),
  };
}

function nameMetric(key: Message | undefined): string {
  const name = key?.text(KEY.name) ?? '';
  if (key?.integer(KEY.isDiff) === 1n) return `${name}_diff`;
  const aggregation = key?.message(KEY.aggregation);
  const how = AGGREGATIONS.find((_, at) => aggregation?.integer(at + 1) === 1n);
  return how === undefined ? name : `${how}_${name}`;
}

/** As the tool writes it: `classId:2`, `topK:5`. */
function nameSub(sub: Message | undefined): string {
  const parts = (['k', 'classId', 'topK'] as const).flatMap((name) => {
    const id = sub?.message(SUB[name]);
    return id === undefined ? [] : [`${name}:${id.integer(1)}`];
  });
  return parts.join(' ');
}

function readValue(value: Message | undefined): Pick<Measured, 'value' | 'kind'> {
  const number = value?.message(1) ?? value?.message(2)?.message(BOUNDED_VALUE);
  if (number !== undefined) return { value: number.double(1) };
  return { value: null, kind: KINDS.find(([field]) => value?.has(field) === true)?.[1] };
}

/**
 * The tool takes its standard error from few samples (20), and its intervals from Student's t. The error is widened to
 * the deviation of that t, since gates judge by the normal distribution.
 */
function readError(interval: Message | undefined): JsonValue | undefined {
  const error = interval?.message(INTERVAL.error)?.message(1)?.double(1);
  const freedom = Number(interval?.message(INTERVAL.freedom)?.integer(1) ?? 0n);
  return error === undefined || freedom <= 2 ? undefined : error * Math.sqrt(freedom / (freedom - 2));
}
