import { expect, test } from '@jest/globals';
import type { Page } from '../../../../src/registry/mlflow/api/answers.js';
import { dropRepeats, readPages } from '../../../../src/registry/mlflow/api/registry-calls.js';
import { ServerFailure } from '../../../../src/registry/mlflow/api/server.js';

const LABEL = 'https://mlflow.example';

/** Pages by the token that leads to them. */
function book(pages: Readonly<Record<string, Page<string>>>) {
  const asked: (string | undefined)[] = [];
  const fetchPage = (token: string | undefined) => {
    asked.push(token);
    return Promise.resolve(pages[token ?? 'first']!);
  };
  return { asked, fetchPage };
}

test('a single page', async () => {
  const { asked, fetchPage } = book({ first: { items: ['a', 'b'], next: null } });
  expect(await readPages(LABEL, fetchPage)).toEqual(['a', 'b']);
  expect(asked).toEqual([undefined]);
});

test('pages follow their tokens, even an empty page', async () => {
  const { asked, fetchPage } = book({
    first: { items: ['a'], next: 't1' },
    t1: { items: [], next: 't2' },
    t2: { items: ['b'], next: null },
  });
  expect(await readPages(LABEL, fetchPage)).toEqual(['a', 'b']);
  expect(asked).toEqual([undefined, 't1', 't2']);
});

test.each([
  ['itself', { first: { items: ['a'], next: 't1' }, t1: { items: ['b'], next: 't1' } }],
  [
    'an earlier one',
    { first: { items: [], next: 't1' }, t1: { items: [], next: 't2' }, t2: { items: [], next: 't1' } },
  ],
])('a page that leads to %s is refused', async (_, pages) => {
  const failure = await readPages(LABEL, book(pages).fetchPage).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ServerFailure);
  expect(failure).toMatchObject({
    definite: false,
    message: `${LABEL} answered with a list whose pages repeat`,
  });
});

test('a list without an end is refused', async () => {
  let page = 0;
  const fetchPage = () => Promise.resolve({ items: [], next: String((page += 1)) });
  await expect(readPages(LABEL, fetchPage)).rejects.toThrow(/more than 10000 pages/);
  expect(page).toBeLessThan(10_100);
});

test('a page may have more items than a call has arguments', async () => {
  const items = Array.from({ length: 200_000 }, (_, at) => String(at));
  const { fetchPage } = book({ first: { items, next: null } });
  expect(await readPages(LABEL, fetchPage)).toHaveLength(200_000);
});

test('the later one of a repeated row counts', () => {
  const rows = [
    { key: 'a', at: 1 },
    { key: 'b', at: 2 },
    { key: 'a', at: 3 },
  ];
  expect(dropRepeats(rows, ({ key }) => key)).toEqual([
    { key: 'a', at: 3 },
    { key: 'b', at: 2 },
  ]);
});
