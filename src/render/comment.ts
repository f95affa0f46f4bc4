import { renderOn } from './markdown.js';
import type { Phrase } from './phrase.js';
import type { Story } from './story.js';

/** GitHub refuses a longer comment (422). It counts characters; these are UTF-16 units, which are never fewer. */
export const MAX_COMMENT = 65_536;

/** A story as a comment, with its marker first. */
export function renderComment(story: Story, { marker, run }: CommentPlace, most = MAX_COMMENT): string {
  const text = renderOn(story, {
    refers: true,
    fits: (markdown) => markdown.length <= most - marker.length - 1,
    rest: ['Cut to what a comment holds: ', ...summaryOf(run), ' has more.'],
  });
  return `${marker}\n${text}`;
}

export interface CommentPlace {
  readonly marker: string;
  /** The workflow run's page, which has the step summary; null where it is not known. */
  readonly run: string | null;
}

function summaryOf(run: string | null): Phrase {
  return run === null ? ['the step summary'] : [{ link: run, text: 'the step summary' }];
}
