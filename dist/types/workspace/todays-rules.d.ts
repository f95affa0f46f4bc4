import type { EvidenceSettings } from '../promotion/gather.js';
import type { Snapshot } from '../registry/registry.js';
import { type ManifestLocation } from '../registry/manifest/location.js';
import type { BranchView } from '../registry/manifest/store.js';
import type { Checkout } from './checkout.js';
import type { PolicyReading } from './policy-source.js';
/** What one attempt is judged by. */
export interface Rules {
    readonly policyReading: PolicyReading;
    readonly settings: EvidenceSettings;
}
/** The rules of each attempt. */
export interface RulesSource {
    /**
     * The rules for what was read.
     * @throws StagegateError `policy` when the policy has changed so much that it means another registry
     */
    for(snapshot: Snapshot): Promise<Rules>;
    /** What is to be said of them when all is decided. */
    notices(): Promise<readonly string[]>;
}
export interface BranchRulesOptions {
    /** What the policy was first read from, and the rules in it. */
    readonly first: {
        readonly view: BranchView;
        readonly rules: Rules;
    };
    /** The commit that a snapshot was read from; for a server, the branch as it is now. */
    viewOf(snapshot: Snapshot): Promise<BranchView>;
    /** @throws StagegateError `policy` when it has changed so much that it means another registry */
    read(view: BranchView): Promise<Rules>;
    readonly checkout: Checkout;
    /** Null for a server. */
    readonly location: ManifestLocation | null;
}
/** The rules that a branch has at the commit that each attempt is decided on. */
export declare function branchRules({ first, viewOf, read, ...told }: BranchRulesOptions): RulesSource;
