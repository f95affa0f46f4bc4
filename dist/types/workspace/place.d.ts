import type { Environment } from './run-context.js';
export interface PlaceOptions {
    /** The folder outside of which nothing is read; the current one by default. */
    readonly workspace?: string | undefined;
    /** The folder in it that inputs are relative to; the workspace itself by default. */
    readonly directory?: string | undefined;
    /** The policy as given. */
    readonly policy?: string | undefined;
    /** The registry as given. */
    readonly registry?: string | undefined;
    readonly env: Environment;
}
/**
 * Where the repository is. Inputs are relative to `directory`, what stands in the policy and in the history to `root`:
 * the work tree that the policy lies in, or the directory where that is in the work tree. Real paths.
 */
export declare class Place {
    readonly workspace: string;
    readonly directory: string;
    readonly root: string;
    /** The topmost folder of the work tree that `root` is in; null without one. */
    readonly top: string | null;
    constructor(workspace: string, directory: string, root: string, 
    /** The topmost folder of the work tree that `root` is in; null without one. */
    top: string | null);
    /** The root's folder in the repository, empty or with a `/` at its end. */
    get prefix(): string;
    /**
     * A path or pattern as an input has it, relative to the root. What lies outside of the checkout and in the workspace
     * was made by the job, and is marked; what is anywhere else stays as it is, to be refused where it is read.
     */
    rebase(path: string): string;
    /** Where to look for a path that `rebase` gave. */
    find(path: string): {
        readonly root: string;
        readonly path: string;
    };
    /** A path that was found in the folder that `find` gave, as everything else names it. */
    name(root: string, path: string): string;
    /** A path for GitHub, which knows files by their place in the repository. */
    inRepository(path: string): string;
    private isOuter;
}
/**
 * Finds the repository: `actions/checkout` may have put it into a folder of the workspace.
 * @throws StagegateError `input` for a folder that is not there, and where policy and registry lie in different work trees
 */
export declare function findPlace(options: PlaceOptions): Promise<Place>;
/**
 * Refuses a registry in another work tree than the policy: it would be committed as a folder of the policy's repository.
 * @param registry relative to the root, as is the policy
 * @throws StagegateError `input`
 */
export declare function requireSameTree({ root }: Place, policy: string | undefined, registry: string): Promise<void>;
/**
 * The topmost folder of the work tree that a folder is in; null without one. What is above the runner's workspace is
 * not the workflow's.
 */
export declare function findTop(folder: string, env: Environment): Promise<string | null>;
export declare function exists(path: string): Promise<boolean>;
