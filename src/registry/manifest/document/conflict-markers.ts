/** Lines that git leaves behind in an unresolved merge; they stand at the start of a line, or they are none. */
const MARKER = /^(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?$/;

/** First and last line of the first conflict (counted from 1), or undefined when there is none. */
export function findConflict(text: string): { first: number; last: number } | undefined {
  if (!/^(?:<{7}|\|{7}|={7}|>{7})/m.test(text)) return undefined;
  let first: number | undefined;
  let last = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const marker = MARKER.exec(line)?.[1];
    if (marker === undefined) continue;
    first ??= index + 1;
    last = index + 1;
    if (marker.startsWith('>')) break;
  }
  return first === undefined ? undefined : { first, last };
}
