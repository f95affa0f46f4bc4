/** Whether everything is to be tried, however long it takes: `npm run test:full`, which runs every night. */
export const IS_FULL = process.env['STAGEGATE_TESTS'] === 'full';

/**
 * Rows of a table that is tried in several places: by day those that fall to this place, so that each row is tried in
 * one of them, and all of them in the full run.
 */
export function rowsFor<Row>(
  rows: readonly Row[],
  place: { readonly at: number; readonly of: number },
): Row[] {
  return rows.filter((_, row) => IS_FULL || row % place.of === place.at);
}
