import { distance } from 'fastest-levenshtein';

/** The known word nearest to a misspelled one; undefined if none is near enough to suggest. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let least = limitOf(word);
  for (const candidate of known) {
    const away = distance(lower, candidate.toLowerCase());
    if (away < least) [best, least] = [candidate, away];
  }
  return best;
}

/** Whether a known word is near enough to a misspelled one to suggest it. */
export function isNear(word: string, known: string): boolean {
  const limit = limitOf(word);
  // each missing or extra letter is an edit
  if (Math.abs(word.length - known.length) >= limit) return false;
  return distance(word.toLowerCase(), known.toLowerCase()) < limit;
}

/** Fewer edits than letters: otherwise any word of that length matches. */
function limitOf(word: string): number {
  return Math.min(word.length, Math.max(2, Math.floor(word.length / 3)) + 1);
}
