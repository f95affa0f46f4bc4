import type { Transition } from '../model/registry.js';
import { fold } from './markdown-parts.js';
import { forMarkdownBlock } from '../text/safe.js';

/** What may stand in a label: enough for every stage that a policy can name, and nothing that Mermaid acts on. */
const LABEL = /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/;

/** More moves than this are no picture any more. */
const MOST_MOVES = 5;

/**
 * The moves as a flowchart, folded: it says nothing that the text does not. The versions stand in the boxes, since
 * GitHub can't draw labels on arrows in a folded part. Empty where there is nothing to draw, or not with safe labels.
 */
export function drawMoves(moves: readonly Transition[]): string {
  const isDrawable = moves.every((move) =>
    [move.version, move.from, move.to].every((text) => LABEL.test(text)),
  );
  if (moves.length === 0 || moves.length > MOST_MOVES || !isDrawable) return '';
  const lines = moves.map(
    ({ version, from, to }, at) =>
      `  from${at}["version ${version}: ${from}"] --> to${at}["version ${version}: ${to}"]`,
  );
  return fold('The moves, drawn', forMarkdownBlock(['flowchart LR', ...lines], 'mermaid'));
}
