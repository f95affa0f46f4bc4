/** A score under its example's key. */
export interface Row {
  readonly key: string;
  readonly score: number;
  /** What the example isn't independent of. With it, rows of one key are repeats of one example. */
  readonly cluster?: string | undefined;
}

/**
 * One row per key, with the mean score of its repeats, in the order in which the keys come first. Repeats of different
 * versions can't be matched: the third run of one isn't the third of another.
 * @param rows all of them with a cluster; a key's rows are in one cluster
 */
export function averageRepeats(rows: readonly Row[]): Row[] {
  const examples = new Map<string, { row: Row; sum: number; count: number }>();
  for (const row of rows) {
    const example = examples.get(row.key) ?? { row, sum: 0, count: 0 };
    example.sum += row.score;
    example.count += 1;
    examples.set(row.key, example);
  }
  return [...examples.values()].map(({ row, sum, count }) => ({ ...row, score: sum / count }));
}

/** How much each row counts, so that every example counts once. */
export function weighRepeats(rows: readonly Row[]): number[] {
  const counts = new Map<string, number>();
  for (const { key } of rows) counts.set(key, (counts.get(key) ?? 0) + 1);
  return rows.map(({ key }) => 1 / (counts.get(key) ?? 1));
}
