import type { WorkflowEvent } from '../github/event.js';
import type { StoreView } from '../registry/manifest/store.js';
import type { GitHubAccess } from './open-github.js';
import type { Environment } from './run-context.js';
/** The branch that a pull request would go to: what its author can't have changed. */
export interface BaseFiles {
    /** For people: `main`, or `main at 1a2b3c4d5e6f`. */
    readonly name: string;
    /** Its files, all of one commit. @throws StagegateError when nobody can tell what the base has */
    open(): Promise<StoreView>;
}
export interface BaseOptions {
    readonly root: string;
    readonly env: Environment;
    readonly event: WorkflowEvent;
    readonly github: GitHubAccess;
}
/**
 * The base as GitHub has it now, not as it was when the event was sent: a run that is started again holds to the
 * rules of today. Without a token, the event's commit of it, where the checkout has that.
 * @returns null where nothing is proposed
 * @throws StagegateError `input` when the event does not tell the base
 */
export declare function findBase(options: BaseOptions): BaseFiles | null;
