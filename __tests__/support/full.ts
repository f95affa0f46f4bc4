/** Whether everything is to be tried, however long it takes: `npm run test:full`, which runs every night. */
export const IS_FULL = process.env['STAGEGATE_TESTS'] === 'full';

/**
 * Rows of a table that is tried in several places: by day those that fall to this place, so that each row is tried in
 * one of them, and all of them in the full run.
 * @throws Error where that leaves none, with which a test would pass unseen
 */
export function rowsFor<Row>(
  rows: readonly Row[],
  place: { readonly at: number; readonly of: number },
): Row[] {
  const own = rows.filter((_, row) => IS_FULL || row % place.of === place.at);
  if (own.length === 0) throw new Error(`no row falls to place ${place.at} of ${place.of}`);
  return own;
}
