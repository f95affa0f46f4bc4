import * as core from '@actions/core';
import type { Annotation } from '../render/annotations.js';
import { forLog, toOneLine } from '../text/safe.js';

/** GitHub's limit for an annotation's message, in characters. */
const MAX_MESSAGE = 4_096;
/** A longer title (in characters) pushes the message out of sight. */
const MAX_TITLE = 200;

/** Shows an annotation: in the log, on the run's page, and beside the line that it is about. */
export function annotate({ level, title, message, place }: Annotation): void {
  const words = message.map(forLog).join('\n');
  core[level](toLength(words), {
    title: toOneLine(title, MAX_TITLE),
    ...(place === null
      ? {}
      : { file: toOneLine(place.file), startLine: place.line ?? undefined, startColumn: place.column }),
  });
}

function toLength(words: string): string {
  return words.length <= MAX_MESSAGE ? words : `${words.slice(0, MAX_MESSAGE - 1)}…`;
}
