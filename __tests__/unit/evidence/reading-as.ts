import { UnreadableReport, type Report } from '../../../src/evidence/evidence.js';
import { readReportAs } from '../../../src/evidence/read-report-as.js';
import type { ReportWay } from '../../../src/evidence/report-entry.js';
import { bytesOf } from './caught.js';
import { fixture } from './reading.js';

/** Reads a text as an entry of the policy says. */
export function readTextAs(path: string, text: string, way: Partial<ReportWay> = {}): Promise<Report> {
  return readReportAs({ path, bytes: bytesOf(text), sha256: 'ab' }, { format: 'auto', ...way });
}

/** The same of a file in `__tests__/fixtures/`. */
export function readFixtureAs(name: string, way: Partial<ReportWay> = {}): Promise<Report> {
  return readReportAs({ path: name, bytes: fixture(name), sha256: 'ab' }, { format: 'auto', ...way });
}

/** Why a file is refused. */
export async function refusedAs(report: Promise<Report>): Promise<string> {
  const error: unknown = await report.catch((thrown: unknown) => thrown);
  if (error instanceof UnreadableReport) return error.message;
  throw new Error('it was not refused', { cause: error });
}
