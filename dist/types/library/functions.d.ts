import { type Place } from '../errors.js';
import type { HistoryLine } from '../model/history-entry.js';
import type { Outcome } from '../promotion/outcome.js';
import { type Outputs } from '../render/outputs.js';
import type { Policy } from './types.js';
/** @throws StagegateError `policy` with the place of whatever is wrong in it */
export declare function parsePolicy(file: string, text: string): Policy;
/**
 * The stage of each version after the whole history, or after its lines up to a moment. A version without an entry is
 * in `None`.
 * @throws StagegateError `input`
 */
export declare function stagesAfter(history: readonly HistoryLine[], until?: Date | string): Map<string, string>;
/** An outcome under the names of the action's outputs. @throws StagegateError `input` */
export declare function toOutputs(outcome: Outcome): Outputs;
/** `file:line:column`, as editors and GitHub understand it. @throws StagegateError `input` */
export declare function formatPlace(place: Place): string;
