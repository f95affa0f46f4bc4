import { createHash } from 'node:crypto';
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

/**
 * What a comment is found by again: one a model and stage. A digest, so that nothing foreign stands in it; stages
 * are matched without regard to case.
 */
export function markerOf(model: string, stage: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([model, stage.toLowerCase()]))
    .digest('hex');
  return `<!-- stagegate:${digest.slice(0, 32)} -->`;
}

/** The marker as a run writes it, so that an earlier run that ends later can tell. @param run its id; null if unknown */
export function markerOfRun(marker: string, run: string | null): string {
  return run !== null && /^\d{1,15}$/.test(run) ? marker.replace(/ -->$/, ` run:${run} -->`) : marker;
}
