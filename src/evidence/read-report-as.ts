import type { Report } from './evidence.js';
import { describeBinary, isTfRecord } from './file-kind.js';
import { LOG_FORMATS, type FormatChoice } from './formats/names.js';
import { readReport, type ReportFile } from './read-report.js';
import { isWhole, type ReportWay } from './report-entry.js';

/** By the path's ending: always a table or a list of records. */
const TABLE = /\.(?:csv|tsv|jsonl|ndjson)$/i;

/**
 * Reads an evaluation report as the policy says.
 * @throws UnreadableReport when the report can't be trusted as a whole
 */
export async function readReportAs(file: Omit<ReportFile, 'format'>, way: ReportWay): Promise<Report> {
  if (describeBinary(file.bytes) === null && isTfRecord(file.bytes)) {
    const { readTfmaFile } = await import('./tfrecord/tfma-file.js');
    return readTfmaFile(file, way);
  }
  const isLog = (LOG_FORMATS as readonly FormatChoice[]).includes(way.format);
  if (isWhole(way) && !isLog && !TABLE.test(file.path)) return readReport({ ...file, format: way.format });
  const { readEntry } = await import('./records/read-entry.js');
  return readEntry(file, way);
}
