import { createHash } from 'node:crypto';
import type { Report } from '../evidence/evidence.js';

/** More than that would make a line of the history too long to be read. */
const MAX_LISTED = 100;

export type Digested = Pick<Report, 'path' | 'sha256'>;

/**
 * The digest of the evidence: a single file's own SHA-256, or for several that of their list in the form
 * of `sha256sum` sorted by path, so that anybody can compute it again. Null without any.
 * @param files a file that is there twice counts once
 */
export function digestReports(files: readonly Digested[]): string | null {
  const byPath = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  const [first, ...others] = byPath.values();
  if (first === undefined) return null;
  if (others.length === 0) return first;
  const sorted = [...byPath].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const list = sorted.map(([path, sha256]) => `${sha256}  ${path}\n`).join('');
  return createHash('sha256').update(list).digest('hex');
}

/**
 * By path the SHA-256 of each report that is a file, for where the digest does not tell it: it is of something else
 * as well. Null where it does, without evidence, and where there are too many.
 */
export function listReports(
  reports: readonly Report[],
  others: readonly Digested[],
): Record<string, string> | null {
  const files = reports.filter(isFile);
  const isTold = others.length === 0 && reports.length === 1 && files.length === 1;
  if (isTold || reports.length + others.length === 0 || files.length > MAX_LISTED) return null;
  return Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256]));
}

/** A run can be added to, and what is read of it depends on what is looked for: its digest is of that reading only. */
export function isFile({ format }: Report): boolean {
  return format !== 'mlflow';
}
