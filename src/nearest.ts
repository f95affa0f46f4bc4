import { distance } from 'fastest-levenshtein';

/** The known word nearest to a misspelt one, or undefined when none is near enough to be worth offering. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  let best: string | undefined;
  // never as many edits as letters: any word of that length would do
  let least = Math.min(word.length, Math.max(2, Math.floor(word.length / 3)) + 1);
  for (const candidate of known) {
    const away = distance(lower, candidate.toLowerCase());
    if (away < least) [best, least] = [candidate, away];
  }
  return best;
}
