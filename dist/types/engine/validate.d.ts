import type { StagegateError } from '../errors.js';
import type { WorkspaceOptions } from '../workspace/options.js';
/** What a policy and a registry hold, as far as they can be read. */
export interface Validation {
    readonly policy: {
        readonly file: string;
        readonly stages: readonly string[];
        /** As they are named, `"*"` included. */
        readonly models: readonly string[];
        /** Entries in the `gates` lists. */
        readonly gates: number;
    };
    readonly registry: {
        readonly kind: 'file' | 'folder' | 'server';
        readonly location: string;
        readonly models: readonly string[];
        readonly versions: number;
        readonly historyLines: number;
    };
    /** Models that can't be read; the errors of a policy or a manifest are thrown. */
    readonly problems: readonly {
        readonly model: string;
        readonly error: StagegateError;
    }[];
    readonly notices: readonly string[];
}
/**
 * Reads the policy and the whole registry and judges nothing. It is about this checkout: in a workflow for a pull
 * request too, which is when people want to know about the policy that they propose.
 * @throws StagegateError
 */
export declare function validateWorkspace(options: WorkspaceOptions): Promise<Validation>;
