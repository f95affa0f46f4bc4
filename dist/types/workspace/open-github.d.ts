import type { GitHub } from '../github/client.js';
import type { Environment } from './run-context.js';
/** GitHub, as far as this run can reach it. Its client is loaded when somebody first asks. */
export interface GitHubAccess {
    /** Whether there is a token and a repository. */
    readonly isThere: boolean;
    /**
     * @param purpose what it is needed for, for the error: `the gate "checks"`
     * @throws StagegateError `input` without a token or a repository
     */
    open(purpose: string): Promise<GitHub>;
}
export interface GitHubAccessOptions {
    /** The action's input; else GITHUB_TOKEN, else GH_TOKEN. */
    readonly token: string | undefined;
    readonly env: Environment;
    /** Told, for people, what is waited for. */
    readonly onWait: (message: string) => void;
}
/** Where GitHub is and as whom: the workflow's own variables, which a person may set by hand. */
export declare function accessGitHub({ token: given, env, onWait }: GitHubAccessOptions): GitHubAccess;
