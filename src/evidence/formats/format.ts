import type { MetricGroup, Statement } from '../evidence.js';
import type { JsonValue } from '../python-json.js';

export interface Reading {
  readonly metrics: MetricGroup;
  readonly statement: Statement;
}

/** A kind of report. A new one is a file of its own and a place in the list of `index.ts`. */
export interface Format {
  readonly name: string;
  detect(value: JsonValue): boolean;
  /** @throws UnreadableReport when the value holds no metrics */
  read(value: JsonValue): Reading;
}
