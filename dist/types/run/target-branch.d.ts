import type { WorkflowEvent } from './event.js';
import type { Environment } from '../model/run-context.js';
/** How a changed manifest is committed. */
export type CommitMode = 'none' | 'push' | 'api' | 'pull-request';
/** A mode, or `auto` to choose by where the run is. */
export type CommitSetting = CommitMode | 'auto';
/** Where a manifest is on GitHub. */
export interface TargetBranch {
    /** Without `refs/heads/`. */
    readonly branch: string;
    /** The workspace's folder in the repository, empty or with a `/` at its end. */
    readonly prefix: string;
}
export interface TargetOptions {
    readonly root: string;
    readonly env: Environment;
    readonly event: WorkflowEvent;
    readonly mode: CommitMode;
}
/**
 * The workflow's branch, else the checked-out one.
 * @throws StagegateError `input` without a branch to commit to, or when another repository is checked out
 */
export declare function findTargetBranch(options: TargetOptions): Promise<TargetBranch>;
/** The workspace's folder in the checked-out repository, empty or with a `/` at its end. */
export declare function findPrefix(options: Pick<TargetOptions, 'root' | 'env'>): Promise<string>;
/** `owner/name` of an address on a server; null for any other address. */
export declare function readRepository(address: string, server: string): string | null;
