import type { MetricGroup, MetricLeaf } from './evidence.js';
import type { FollowedKey, MetricPath } from './path-syntax.js';
export { formatMetricPath, parseMetricPath, substitute } from './path-syntax.js';
export type { FollowedKey, MetricPath, Segment } from './path-syntax.js';
export interface Found {
    /** With every `*` filled in as far as the report goes. */
    readonly path: string;
    /** The keys followed, down to the leaf or to where the way ended. */
    readonly segments: readonly FollowedKey[];
    /** What each `*` matched. */
    readonly bindings: readonly FollowedKey[];
    readonly leaf: MetricLeaf | null;
    /** Why there is no leaf, as a sentence without its full stop; null when there is one. */
    readonly absence: string | null;
    /** The absence tells all that there is: no other path was meant. */
    readonly isExplained?: true | undefined;
    /**
     * Where an object was found by its place in a list: that this doesn't say which one it is, and what would, as a
     * sentence without its full stop.
     */
    readonly unnamed?: string | undefined;
}
/** Every place that a path leads to, in the report's order: at least one, and each a leaf or an explained absence. */
export declare function findMetrics(root: MetricGroup, path: MetricPath): Found[];
/**
 * The path with a key for each `*` over a list of objects that has none: the only text field that all these lists have
 * with another value in each of their elements. A `*` without such a field, or with several, stays as it is.
 */
export declare function nameStars(roots: readonly MetricGroup[], path: MetricPath): MetricPath;
