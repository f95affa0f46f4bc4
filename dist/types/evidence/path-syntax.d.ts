/**
 * One key, or (`any`) every key that there is. With `by`, an element of a list of objects, or every element, named by
 * what stands under these keys in it: `results[dataset=night]`, `results[dataset].*`.
 */
export type Segment = {
    readonly any: true;
    readonly by?: readonly string[];
} | {
    readonly any: false;
    readonly key: string;
    readonly by?: readonly string[];
};
/** An element of a list of objects: the one that has `key` under the keys `by`. */
export interface ElementKey {
    readonly any: false;
    readonly key: string;
    readonly by: readonly string[];
    /** Its place in the list that it was found in, as a key. */
    readonly at: string;
}
/** A key that was followed; of an element that a key names, that name. */
export type FollowedKey = string | ElementKey;
/** The way to a number in a report, key by key. */
export type MetricPath = readonly Segment[];
/**
 * Reads a dotted path. A bare `*` stands for every key; in quotes any key can be written, with `\"` and `\\`
 * for a quote and a backslash. `results[dataset].*` is every element of a list, each named by its `dataset`.
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
export declare function substitute(path: MetricPath, bindings: readonly FollowedKey[]): MetricPath;
