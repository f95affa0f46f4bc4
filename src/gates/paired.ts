import type { Problem } from '../evidence/evidence.js';
import type { Examples } from '../evidence/reader.js';
import type { MetricGate } from '../policy/schema.js';

export type Paired = NonNullable<MetricGate['paired']>;

/** Both versions' results, example by example, or why there are none. */
export interface PairedExamples {
  readonly candidate: Examples | Problem;
  readonly champion: Examples | Problem;
}

/** The key under which a gate's examples are kept in the context. */
export function pairedKey({ file, key, score }: Paired): string {
  return JSON.stringify([file, key, score]);
}
