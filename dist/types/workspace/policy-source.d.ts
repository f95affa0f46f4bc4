import { StagegateError } from '../errors.js';
import type { JudgingPolicy } from '../promotion/outcome.js';
import type { BranchView } from '../registry/manifest/store.js';
/** The policy that holds for this run. */
export interface PolicyReading extends JudgingPolicy {
    /** The error for what needs a policy where there is none. */
    missing(): StagegateError;
}
export interface PolicyOptions {
    readonly root: string;
    /** The policy's path as given, or undefined for the default. */
    readonly path: string | undefined;
    /** The branch whose policy judges; null for the checkout's own. */
    readonly branch: JudgingBranch | null;
}
/** A branch whose policy judges in place of the checkout's. */
export interface JudgingBranch {
    readonly view: BranchView;
    /**
     * `base`: the checkout is somebody's proposal, and this is where it would go. `target`: the run commits here.
     * `own`: the run commits nothing, and this is the branch that it runs on.
     */
    readonly role: 'base' | 'target' | 'own';
}
/**
 * The workspace's policy, or that of a branch. Where the checkout is somebody's proposal, its author would write the
 * rules that it is judged by; elsewhere it may be old.
 * @throws StagegateError when it is wrong, one that was named is not there, or nobody can tell what the branch has
 */
export declare function readPolicySource({ root, path, branch }: PolicyOptions): Promise<PolicyReading>;
