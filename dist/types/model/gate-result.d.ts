/**
 * `inconclusive` blocks unless the policy says otherwise. `skip` means that the check can't be made, such as a
 * comparison without a champion.
 */
export type Verdict = 'pass' | 'fail' | 'inconclusive' | 'skip';
/** What is known about a value's uncertainty. */
export interface Uncertainty {
    /** Standard error of the value, more than 0. */
    readonly stderr?: number | undefined;
    /** Number of examples that the value rests on, at least 1. */
    readonly samples?: number | undefined;
    /** Standard deviation of the single examples, more than 0. */
    readonly spread?: number | undefined;
    /** Degrees of freedom of a clustered standard error. Then `samples` counts the clusters. */
    readonly degrees?: number | undefined;
    /** The value is the share of `samples` examples that are right; each is right or wrong. */
    readonly proportion?: true | undefined;
}
/** A number, or a word for what was found instead (`"NaN"`, `"missing"`); null where nothing applies. */
export type Shown = number | string | null;
/**
 * One checked bound, as it goes to the outputs, the history and every rendering. The keys are users' names
 * (the `gates` output), so they don't change.
 */
export interface GateResult {
    /**
     * The kind of gate: `metric`, `tests`, `any-of`, `checks`, `approvals`, `from`, `soak`, `refs`, `freeze`, `evidence`,
     * `history`, `taken-out`, `artifact`, `proposal`; in `backtest` also `policy`.
     */
    readonly gate: string;
    /** The metric's path, the test files' pattern, or the check's name. */
    readonly metric: string | null;
    /** Which bound of the gate: `min`, `max`, `max-regression`, `min-improvement`, `min-samples`, `max-age`, … */
    readonly check: string | null;
    readonly observed: Shown;
    /** The bound as the policy writes it. */
    readonly required: Shown;
    /** The champion's value, where the check compares. */
    readonly champion: Shown;
    /** The version compared with; omitted if no other one holds the stage: then it is the output `previous-version`. */
    readonly against?: string | undefined;
    readonly verdict: Verdict;
    /** One sentence for people: what was found, where, what is required and, on failure, what to do. */
    readonly reason: string;
    /** The uncertainty of `observed`, where known: the next version is compared with it. */
    readonly uncertainty?: Uncertainty | undefined;
    /** Set where the gate has `confidence`. */
    readonly interval?: Interval | undefined;
    /** About how many examples of each version would settle an inconclusive verdict if the values stayed the same. */
    readonly needs?: number | undefined;
    /** The policy lets it pass anyway; `warn` with a warning. */
    readonly tolerated?: 'warn' | 'allow' | undefined;
}
/** Both ends are one-sided limits: the true value is beyond either with a probability of at most 1 − confidence. */
export interface Interval {
    /** Of the metric; in a comparison, of its improvement on the champion in the unit of `required`. */
    readonly lower: number;
    readonly upper: number;
    /** As the policy writes it: `95%`. */
    readonly confidence: string;
    /** By name, as in docs/reference/statistics.md. */
    readonly method: string;
}
/** A result with the defaults of most gates: about no metric, its check named as the gate, compared with nothing. */
export declare function gateResult(gate: string, result: Pick<GateResult, 'observed' | 'required' | 'verdict' | 'reason'> & Partial<GateResult>): GateResult;
/** Whether the result keeps the version out of the stage. */
export declare function isBlocking({ verdict, tolerated }: GateResult): boolean;
/** In `observed`, with the verdict `skip`: nobody can tell any more what the gate would have said. */
export declare const UNKNOWN = "unknown";
/** Whether a gate couldn't be judged for the past (`backtest`). */
export declare function isUnknown({ verdict, observed }: GateResult): boolean;
