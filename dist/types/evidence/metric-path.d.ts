import type { MetricGroup, MetricLeaf } from './evidence.js';
import type { MetricPath } from './path-syntax.js';
export { formatMetricPath, parseMetricPath, substitute } from './path-syntax.js';
export type { MetricPath, Segment } from './path-syntax.js';
export interface Found {
    /** With every `*` filled in as far as the report goes. */
    readonly path: string;
    /** The keys followed, down to the leaf or to where the way ended. */
    readonly segments: readonly string[];
    /** What each `*` matched. */
    readonly bindings: readonly string[];
    readonly leaf: MetricLeaf | null;
    /** Why there is no leaf, as a sentence without its full stop; null when there is one. */
    readonly absence: string | null;
}
/** Every place that a path leads to, in the report's order: at least one, and each a leaf or an explained absence. */
export declare function findMetrics(root: MetricGroup, path: MetricPath): Found[];
