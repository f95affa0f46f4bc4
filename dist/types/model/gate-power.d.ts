/** A gate's power. Probabilities are from 0 to 1; null where unknown. */
export interface Worth {
    /** How often a version that is as good as today's passes. Null where nothing says how good today's version is. */
    readonly equalPasses: number | null;
    /** How often a version exactly on the bound passes. Null where none can be, as above 1 for a share. */
    readonly boundPasses: number | null;
    /** The smallest true difference that passes 80 % of the time, positive for better; null where none does. */
    readonly detectable: number | null;
    /**
     * About how many examples of each version are needed for the difference that was asked about to pass 80 % of the
     * time; null where no number would do.
     */
    readonly needs: number | null;
}
/** The clusters of a gate's examples. */
interface ClustersOfPower {
    readonly count: number;
    /** As the policy names it. */
    readonly by: string;
    /** How alike examples of a cluster are, from 0 to 1. */
    readonly correlation: number;
    /** About how many clusters are needed for the difference that was asked about; null where no number would do. */
    readonly needs: number | null;
}
/** The power of one bound of a gate, with the evidence that the gate gets. */
export interface BoundPower {
    /** The gate's position in the rules of its stage. */
    readonly at: number;
    readonly metric: string;
    readonly check: string;
    /** The bound as the policy writes it. */
    readonly required: number | string;
    /**
     * The version that it compares with; null for an absolute bound, or where this version stands in for the champion.
     */
    readonly against: string | null;
    /** The true value of a version that is as good as today's. */
    readonly equal: number | null;
    /** As the policy writes it, or as `any-of` raises it; null for a gate that judges the number alone. */
    readonly confidence: string | null;
    /** An inconclusive result passes too. */
    readonly isTolerated: boolean;
    /** Examples of each version; null where unknown. */
    readonly samples: number | null;
    /** What the examples are grouped by; null where they are independent. */
    readonly clusters: ClustersOfPower | null;
    /**
     * The share of the examples on which the two versions differ; null where the gate doesn't compare single examples.
     */
    readonly differing: number | null;
    /** Null where it can't be computed. */
    readonly worth: Worth | null;
    /** How often two evaluations of this version get different verdicts, where the number alone is judged. */
    readonly flipRate: number | null;
    /** Why the power can't be computed, and what to do; null where it can. */
    readonly problem: string | null;
}
export {};
