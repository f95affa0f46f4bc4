/** A gate's power. Probabilities are from 0 to 1; null where unknown. */
export interface Worth {
    /** Null where nothing says how good today's version is. */
    readonly equalPasses: number | null;
    /** Null where no true value lies on the bound, as above 1. */
    readonly boundPasses: number | null;
    /** The smallest true difference that passes 80 % of the time, positive for better; null where none does. */
    readonly detectable: number | null;
    /** About how many examples of each version the difference that was asked about takes; null where none would do. */
    readonly needs: number | null;
}
/** The clusters of a gate's examples. */
interface ClustersOfPower {
    readonly count: number;
    /** As the policy names it. */
    readonly by: string;
    /** How alike examples of a cluster are, from 0 to 1. */
    readonly correlation: number;
    /** About how many clusters the difference that was asked about takes; null where none would do. */
    readonly needs: number | null;
}
/** What one bound of a gate is worth with the evidence that it gets. */
export interface BoundPower {
    /** The gate's position in the rules of its stage. */
    readonly at: number;
    readonly metric: string;
    readonly check: string;
    /** The bound as the policy writes it. */
    readonly required: number | string;
    /** The version that it compares with; null for an absolute bound, or where this version stands for the champion. */
    readonly against: string | null;
    /** The true value of an equal version. */
    readonly equal: number | null;
    /** As the policy writes it, or as alternatives raise it; null for a gate that judges the number alone. */
    readonly confidence: string | null;
    /** An inconclusive result passes too. */
    readonly isTolerated: boolean;
    /** Examples of each version; null where unknown. */
    readonly samples: number | null;
    /** What the examples are grouped by; null where they are independent. */
    readonly clusters: ClustersOfPower | null;
    /** Of the examples, the share on which the two versions differ; null where it compares none. */
    readonly differing: number | null;
    /** Null where it can't be computed. */
    readonly worth: Worth | null;
    /** How often two evaluations of this version get different verdicts, where the number alone is judged. */
    readonly flipRate: number | null;
    /** Why the power can't be computed, and what to do; null where it can. */
    readonly problem: string | null;
}
export {};
