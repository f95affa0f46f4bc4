/** Enough for what a server says to a refused push; a hook may print pages. */
const MAX_CHARACTERS = 600;

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/:\/\/[^/\s@]+@/g, '://***@'],
  [/\b(authorization\s*:\s*\w+)\s+\S+/gi, '$1 ***'],
  [/\b(?:gh[a-z]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,})/g, '***'],
];

/**
 * What git or a remote printed, for a message: one line, without control and direction characters, without
 * credentials, and short.
 */
export function makeWordsSafe(text: string): string {
  const lines = text
    // eslint-disable-next-line no-control-regex -- escape sequences of terminals
    .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g, '')
    .split(/[\r\n]+/)
    .map((line) =>
      line
        .replace(/^remote:/, '')
        .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((line) => line !== '' && !line.startsWith('hint:'));
  const safe = SECRETS.reduce(
    (words, [pattern, stars]) => words.replace(pattern, stars),
    [...new Set(lines)].join('; '),
  );
  if (safe === '') return 'no reason given';
  return safe.length > MAX_CHARACTERS ? `${safe.slice(0, MAX_CHARACTERS)}…` : safe;
}
