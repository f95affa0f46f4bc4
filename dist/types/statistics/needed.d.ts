import { type Comparison } from './compare.js';
import { type Requirement } from './judge.js';
import type { Pair } from './pairs.js';
import { type Sample } from './sample.js';
/**
 * About what would settle an inconclusive verdict if the observed values stayed as they are, rounded up to two
 * digits: so many examples (of a comparison, on each side), or where their number is not known, so many times as
 * many. null where the verdict is settled, or no number of examples would do: the value lies on the bound.
 */
export type Need = {
    readonly samples: number;
} | {
    readonly times: number;
} | null;
/** For `bound` of one sample. */
export declare function needForBound(sample: Sample, required: Requirement, confidence: number): Need;
/** For `compare` of two samples. */
export declare function needForComparison({ candidate, champion }: {
    candidate: Sample;
    champion: Sample;
}, { confidence, factor }: Comparison, required: Requirement): Need;
/** For `comparePairs`. */
export declare function needForPairs(pairs: readonly Pair[], { confidence, factor }: Comparison, required: Requirement): Need;
