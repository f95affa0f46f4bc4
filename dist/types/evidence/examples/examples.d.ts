import { type Statement } from '../evidence.js';
/** One example's outcome under one version. */
export interface Example {
    /** What tells it from all others, the same for every version. */
    readonly key: string;
    /** Finite; 1 for right and 0 for wrong. */
    readonly score: number;
}
export interface ExamplesReading {
    readonly rows: Example[];
    /** What the file says of itself. */
    readonly statement: Statement;
}
/** Where the file is, and where each example has its key and score: metric paths, or a CSV file's headers. */
export interface ExamplesSource {
    /** Path as the user knows it; its ending tells CSV from JSON. */
    readonly path: string;
    readonly key: string;
    readonly score: string;
}
/**
 * Reads results example by example: JSON Lines, CSV with a header (TSV by the ending `.tsv`), a JSON list of objects,
 * the samples of an inspect log, or those of lm-evaluation-harness (a filter is named behind the metric, as in its
 * report: `exact_match.strict-match`).
 * @throws UnreadableReport with the place of the first example that has no usable key or score
 * @throws StagegateError `policy` when a path can't be read
 */
export declare function readExamples(bytes: Uint8Array, { path, key, score }: ExamplesSource): ExamplesReading;
