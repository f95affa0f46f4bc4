import type { StagegateError } from '../errors.js';
/** What a policy and a registry contain, as far as they can be read. */
export interface Validation {
    readonly policy: {
        readonly file: string;
        readonly stages: readonly string[];
        /** By name, `"*"` included. */
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
    /** Models that can't be read. A policy or manifest that can't be read at all is thrown instead. */
    readonly problems: readonly {
        readonly model: string;
        readonly error: StagegateError;
    }[];
    readonly notices: readonly string[];
}
