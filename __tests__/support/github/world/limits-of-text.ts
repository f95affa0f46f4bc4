/** Characters that a comment may have, a pull request's own text too. */
export const BODY_AT_MOST = 65_536;

/** Characters of a check run's summary, and of its text. */
export const CHECK_TEXT_AT_MOST = 65_535;

/** Characters of a deployment status's description, and of a commit status's. */
export const DESCRIPTION_AT_MOST = 140;

/** Annotations in one request. */
export const ANNOTATIONS_AT_MOST = 50;

/** GitHub counts characters, not bytes or halves of pairs. */
export function isLonger(text: string | null | undefined, atMost: number): boolean {
  return text !== null && text !== undefined && text.length > atMost && [...text].length > atMost;
}
