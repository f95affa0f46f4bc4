import type { Answer, Call } from './route.js';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly headers: Readonly<Record<string, string>>;
}

/** The page that the query asks for, 30 rows unless it says otherwise and never more than 100, with its links. */
export function takePage<Item>(call: Call, all: readonly Item[]): Page<Item> {
  const size = Math.min(Math.max(Number(call.query['per_page'] ?? 30), 1), 100);
  const number = Math.max(Number(call.query['page'] ?? 1), 1);
  const last = Math.max(Math.ceil(all.length / size), 1);
  const links: string[] = [];
  const link = (page: number, rel: string) => {
    const url = new URL(call.url);
    url.searchParams.set('page', String(page));
    links.push(`<${url.href}>; rel="${rel}"`);
  };
  if (number > 1) link(Math.min(number - 1, last), 'prev');
  if (number < last) {
    link(number + 1, 'next');
    link(last, 'last');
  }
  if (number > 1) link(1, 'first');
  return {
    items: all.slice((number - 1) * size, number * size),
    headers: links.length === 0 ? {} : { link: links.join(', ') },
  };
}

/** A list as an answer, a page of it. */
export async function answerPage<Item>(
  call: Call,
  all: readonly Item[],
  show: (item: Item) => unknown,
): Promise<Answer> {
  const { items, headers } = takePage(call, all);
  return { status: 200, body: await Promise.all(items.map(show)), headers };
}
