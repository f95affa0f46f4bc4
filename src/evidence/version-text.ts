const WHOLE = /^\d+$/;

/**
 * The whole number that a report's text for a version spells: `v2`, ` 2` and `2` are 2. Zeros in front stay,
 * since `007` is not how anyone writes version 7. Null for any other text: `1.0`, `latest`.
 */
export function readVersionNumber(text: string): string | null {
  const number = text.trim().replace(/^v/i, '');
  return WHOLE.test(number) ? number : null;
}
