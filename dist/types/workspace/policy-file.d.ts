import { StagegateError } from '../errors.js';
import { type Policy } from '../policy/load.js';
export declare const DEFAULT_POLICY = ".github/stagegate.yml";
/**
 * The default policy's path: whichever ending the file has, `.github/stagegate.yml` without one.
 * @param isThere tells of a path whether there is a file
 * @throws StagegateError `policy` when there are both
 */
export declare function chooseDefaultPolicy(isThere: (file: string) => Promise<boolean>): Promise<string>;
/** The default policy in a folder; undefined without one. @throws StagegateError `policy` when there are two */
export declare function findDefaultPolicy(folder: string): Promise<string | undefined>;
/**
 * Reads the policy of the workspace, or null when the default one is not there.
 * @param path as given, or undefined for the default
 * @throws StagegateError `policy` when it can't be read or is wrong, or one that was named is not there
 */
export declare function readPolicy(root: string, path: string | undefined): Promise<Policy | null>;
/** The policy's text in the workspace, or why there is none. @throws StagegateError `policy` when it is no text */
export declare function readPolicyText(root: string, file: string): Promise<{
    readonly text: string;
} | {
    readonly text: null;
    readonly why: string;
}>;
/** What a policy is needed for. */
export interface PolicyNeed {
    readonly model: string;
    readonly stage: string;
    /** The registry is an MLflow server. */
    readonly isServer: boolean;
}
/** The error for what needs a policy where there is none. */
export declare function noPolicy({ model, stage, isServer }: PolicyNeed): StagegateError;
