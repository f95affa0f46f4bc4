import type { BranchView } from '../registry/manifest/store.js';
import type { Environment } from './run-context.js';
/** The commit that is checked out. */
export interface CheckoutHead {
    readonly commit: string;
    /** `2026-11-20` */
    readonly date: string;
    /** Its files. */
    readonly view: BranchView;
}
/** What git knows of the workspace's files. Everything is null without git or a repository. */
export declare class Checkout {
    private readonly root;
    private readonly env;
    private readonly git;
    private found;
    constructor(root: string, env: Environment);
    /** As it was when this was first asked: a commit of our own may move the checkout. */
    head(): Promise<CheckoutHead | null>;
    /**
     * The commit to compare the workspace and a branch with. Commits that this job made on top of the branch are its own
     * work like any other file; in the commit that the workflow was started for, nothing is.
     */
    baseFor(branch: BranchView): Promise<BranchView | null>;
    /** The ids that git would give the files, with its filters for line ends and LFS; null when it can't tell. */
    identify(paths: readonly string[]): Promise<readonly string[] | null>;
    private findHead;
}
