import { createHash } from 'node:crypto';
import type { Report } from '../evidence/evidence.js';

/**
 * The digest of the evidence: a single report's own SHA-256, or for several that of their list in the form
 * of `sha256sum` sorted by path, so that anybody can compute it again. Null without a report.
 */
export function digestReports(reports: readonly Pick<Report, 'path' | 'sha256'>[]): string | null {
  const [first, ...others] = reports;
  if (first === undefined) return null;
  if (others.length === 0) return first.sha256;
  const sorted = reports.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const list = sorted.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('');
  return createHash('sha256').update(list).digest('hex');
}
