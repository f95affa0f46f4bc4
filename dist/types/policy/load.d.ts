import { type Place } from '../errors.js';
import { type DataPath } from '../yaml-source.js';
import { type PolicyFile } from './schema.js';
export interface Policy {
    readonly file: string;
    /** Of the file's text, hex. */
    readonly sha256: string;
    /** In the order of promotion. */
    readonly stages: readonly string[];
    readonly content: PolicyFile;
    /** Where a part of it is written, or the nearest part around it that is; with a key, that key of the map there. */
    placeOf(path: DataPath, key?: string | null): Place;
}
/** @throws StagegateError `policy` with the place of whatever is wrong in it */
export declare function parsePolicy(file: string, text: string): Policy;
/** The least policy, to paste. */
export declare const POLICY_EXAMPLE = "A policy says what a version needs for a stage, for example:\n  models:\n    my-model:\n      report: reports/my-model/{version}.json\n      stages:\n        Production:\n          gates:\n            - metric: accuracy\n              min: 0.90";
