/** One key, or (`any`) every key that there is. */
export type Segment = {
    readonly any: true;
} | {
    readonly any: false;
    readonly key: string;
};
/** The way to a number in a report, key by key. */
export type MetricPath = readonly Segment[];
/**
 * Reads a dotted path. A bare `*` stands for every key; in quotes any key can be written, with `\"` and `\\`
 * for a quote and a backslash.
 * @throws StagegateError `policy`
 */
export declare function parseMetricPath(text: string): MetricPath;
/** The path, or plain keys, as people write it: `parseMetricPath` gives the same segments back. */
export declare function formatMetricPath(path: readonly (Segment | string)[]): string;
export declare function toSegment(key: string): Segment;
/**
 * Fills the `*`s of a path, from the left, with what another path's matched.
 * @throws StagegateError `policy` when it has more of them
 */
export declare function substitute(path: MetricPath, bindings: readonly string[]): MetricPath;
