import { StagegateError } from '../errors.js';
import type { JudgingPolicy } from '../promotion/outcome.js';
import type { BaseFiles } from './base-files.js';
/** The policy that holds for this run. */
export interface PolicyReading extends JudgingPolicy {
    /** The error for what needs a policy where there is none. */
    missing(): StagegateError;
}
export interface PolicyOptions {
    readonly root: string;
    /** The policy's path as given, or undefined for the default. */
    readonly path: string | undefined;
    /** Where the checkout is somebody's proposal: the branch that it would go to. */
    readonly base: BaseFiles | null;
}
/**
 * The workspace's policy; but where the checkout is somebody's proposal, the one of the branch that it would go
 * to, or its author would write the rules that it is judged by.
 * @throws StagegateError when it is wrong, one that was named is not there, or nobody can tell what the base has
 */
export declare function readPolicySource({ root, path, base }: PolicyOptions): Promise<PolicyReading>;
