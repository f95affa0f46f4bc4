import { refuseAnswer } from './answer-shapes.js';
import type { Page } from './answers.js';

/** More than any registry has: a server that never ends its list would hold us for ever. */
const MAX_PAGES = 10_000;

/**
 * All items of a list, page after page; a page may be empty and not be the last.
 * @param label the server's address, for errors
 * @throws ServerFailure when a page leads back to one that was read, or there is no end
 */
export async function readPages<T>(
  label: string,
  fetchPage: (token: string | undefined) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  const seen = new Set<string>();
  for (let token: string | undefined; ;) {
    const page = await fetchPage(token);
    // not by spreading: a page of 200,000 items would be as many arguments
    for (const item of page.items) items.push(item);
    if (page.next === null) return items;
    if (seen.has(page.next)) throw refuseAnswer(label, 'a list that leads in a circle');
    if (seen.size === MAX_PAGES) throw refuseAnswer(label, `more than ${MAX_PAGES} pages of a list`);
    seen.add(page.next);
    token = page.next;
  }
}

/** Without repeats: a list that changes while it is read shows a row on two pages. The later one counts. */
export function dropRepeats<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
