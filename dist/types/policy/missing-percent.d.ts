import type { DataPath } from '../yaml-source.js';
import type { MetricGate, PolicyFile } from './schema.js';
/** The bounds on the change from the champion. */
export declare const COMPARISONS: readonly ["max-regression", "min-improvement"];
export type Comparison = (typeof COMPARISONS)[number];
/** A comparison of the policy, and what is doubtful about its bound; null where nothing is. */
export interface ComparisonBound {
    /** Of its gate. */
    readonly path: DataPath;
    readonly check: Comparison;
    readonly doubt: string | null;
}
/** Every absolute comparison of a policy that is large enough to be a percentage. */
export declare function findBareComparisons({ models }: PolicyFile): ComparisonBound[];
/**
 * Says of a comparison that its bound looks like a percentage without its sign, with both readings; null where it does
 * not. A number strictly between 0 and 1, among those known and the gate's own bounds, makes the metric a share; one
 * beyond 1 shows that it is none.
 * @param known what the gate's metrics are, the champions' before the candidate's: the effect is shown on the first
 */
export declare function doubtComparison(gate: MetricGate, check: Comparison, known: readonly number[]): string | null;
