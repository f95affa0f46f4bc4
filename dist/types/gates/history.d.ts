import type { Snapshot } from '../registry/registry.js';
import type { GateContext } from './context.js';
import type { GateResult } from './result.js';
/** What the branch that a proposal would go to records of the model. */
export interface BaseRecord {
    /** For people: `main`. */
    readonly name: string;
    /** Null when it can't be understood, which is no fault of the proposal. */
    readonly snapshot: Snapshot | null;
}
/**
 * `history`: a pull request may add to what its base has recorded and not alter it, or its author would write the
 * numbers that the candidate is compared with. No results where nothing is proposed.
 */
export declare function checkHistory({ base, snapshot, champions }: GateContext): GateResult[];
