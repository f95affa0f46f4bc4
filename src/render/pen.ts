import type { Phrase, Piece } from './phrase.js';
import { SHORT } from './phrase.js';
import { forMarkdown, forMarkdownCode } from '../text/safe.js';

/** Writes raw text as Markdown. */
export interface Pen {
  text(raw: string): string;
  code(raw: string): string;
  phrase(phrase: Phrase): string;
}

export interface PenOptions {
  /** A single text is cut to so many characters. */
  readonly characters: number;
  /** Whether GitHub makes references of `#12` and of a commit there: in comments, not in summaries. */
  readonly refers: boolean;
}

export function makePen({ characters, refers }: PenOptions): Pen {
  const text = (raw: string) => forMarkdown(raw, characters);
  const code = (raw: string) => forMarkdownCode(raw, Math.min(characters, 200));
  const piece = (given: Piece): string => {
    if (typeof given === 'string') return text(given);
    if ('code' in given) return code(given.code);
    if ('strong' in given) return `**${text(given.strong)}**`;
    if ('pull' in given) return refers ? `#${given.pull}` : code(`#${given.pull}`);
    if ('commit' in given)
      return refers && isCommit(given.commit) ? given.commit : code(given.commit.slice(0, SHORT));
    return isAddress(given.link) ? `[${text(given.text)}](${given.link})` : text(given.text);
  };
  return { text, code, phrase: (phrase) => phrase.map(piece).join('') };
}

/** In full, as GitHub takes it for a commit wherever it stands alone. */
function isCommit(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

/** Nothing in it can end the link's parentheses; it comes from the runner's variables, which tests and people set. */
function isAddress(text: string): boolean {
  return /^https?:\/\/[\w.:-]+(?:\/[\w./~-]*)?$/.test(text) && text.length < 1_000;
}
