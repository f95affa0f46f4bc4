import type { GateResult } from '../model/gate-result.js';
import type { PromotionAttempt } from '../promotion/false-promotions.js';
import type { Outcome } from '../promotion/outcome.js';
/** The outcome for programs: `--json` has these names and types, and the action's outputs have them as text. */
export interface Outputs {
    readonly decision: Outcome['decision'];
    readonly promoted: boolean;
    readonly 'in-stage': boolean;
    /** The verdict in one line, as the summary and the terminal say it. */
    readonly headline: string;
    readonly model: string;
    readonly version: string;
    readonly stage: string;
    readonly 'previous-stage': string | null;
    readonly 'previous-version': string | null;
    readonly 'archived-versions': readonly string[];
    readonly gates: readonly GateResult[];
    /** Sentences for people: what was found that blocks nothing. */
    readonly notices: readonly string[];
    /** Of the policy that judged; null without one. */
    readonly 'policy-sha256': string | null;
    readonly 'report-sha256': string | null;
    readonly commit: string | null;
    readonly 'pull-request': string | null;
    readonly 'comment-url': string | null;
    readonly 'deployment-id': string | null;
}
export declare function toOutputs(outcome: Outcome): Outputs;
/** The outputs as the action sets them: text, JSON where there is more than one value, empty where there is none. */
export declare function toActionOutputs(outputs: Outputs): Record<string, string>;
/** The attempt under `false-promotions`, for programs. */
interface AttemptOutput {
    readonly number: number;
    readonly against: string | null;
    /** SHA-256 of the test set, or of its name. */
    readonly 'test-set': string;
    /** The least confidence of the gates: `99.762%`. */
    readonly level: string;
    /** What is left for later attempts: `1.9%`. */
    readonly left: string;
}
export declare function attemptOutput({ number, against, level, left, ...rest }: PromotionAttempt): AttemptOutput;
export {};
