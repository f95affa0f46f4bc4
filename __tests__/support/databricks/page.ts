import type { Given } from './endpoint.js';
import { invalid } from './refusal.js';

/** One page of rows. The token says where the next page begins. */
export function pageOf<T>(
  rows: readonly T[],
  given: Given,
  { most, rowsAtMost }: { most: number; rowsAtMost: number },
): { rows: readonly T[]; token: { next_page_token?: string } } {
  const wanted = given.integer('max_results') ?? 100;
  if (wanted < 1 || wanted > most) throw invalid(`max_results must be from 1 to ${most}, got ${wanted}`);
  const start = readToken(given.optionalText('page_token'));
  const end = start + Math.min(wanted, rowsAtMost);
  const token = end < rows.length ? { next_page_token: Buffer.from(`from ${end}`).toString('base64') } : {};
  return { rows: rows.slice(start, end), token };
}

function readToken(token: string | undefined): number {
  if (token === undefined) return 0;
  const start = /^from (\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1];
  if (start === undefined) throw invalid('invalid page_token');
  return Number(start);
}
