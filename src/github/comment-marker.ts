import { createHash } from 'node:crypto';

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

/** Whether a text begins with a marker, whichever run wrote it. */
export function isMarkedBy(text: string, marker: string): boolean {
  return text.startsWith(marker.replace(/-->$/, ''));
}

/** The run that wrote a text, where its marker says so; runs are counted up. */
export function runOfMarked(text: string): number | null {
  const id = /^<!-- stagegate:[0-9a-f]{32} run:(\d{1,15}) -->/.exec(text)?.[1];
  return id === undefined ? null : Number(id);
}
