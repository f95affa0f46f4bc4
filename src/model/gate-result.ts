/** `inconclusive` blocks like `fail` unless the policy says otherwise; `skip` is what can't be judged yet: a comparison without a champion. */
export type Verdict = 'pass' | 'fail' | 'inconclusive' | 'skip';

/** What is known of how far a value may be off; all undefined where nothing is. */
export interface Uncertainty {
  /** Standard error of the value, more than 0. */
  readonly stderr?: number | undefined;
  /** Number of examples that the value rests on, at least 1. */
  readonly samples?: number | undefined;
  /** Standard deviation of the single examples, more than 0. */
  readonly spread?: number | undefined;
  /** The value is the share of `samples` examples of which each is right or wrong. */
  readonly proportion?: true | undefined;
}

/** A number or the words for what stood in its place (`"NaN"`, `"missing"`); null where nothing applies. */
export type Shown = number | string | null;

/**
 * One checked bound, as it goes to the outputs, the history and every rendering. The keys are users' names
 * (the `gates` output), so they don't change.
 */
export interface GateResult {
  /**
   * The kind of gate: `metric`, `tests`, `any-of`, `checks`, `approvals`, `from`, `soak`, `refs`, `freeze`, `evidence`,
   * `history`, `taken-out`, `artifact`, `proposal`.
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
  /** The version compared with; left out where it is the one that holds the stage alone (`previous-version`). */
  readonly against?: string | undefined;
  readonly verdict: Verdict;
  /** One sentence for people: what was found, where, what is required and, on failure, how to mend it. */
  readonly reason: string;
  /** How far `observed` may be off, where it is known: the next champion is compared with it. */
  readonly uncertainty?: Uncertainty | undefined;
  /** Where the verdict is one with confidence. */
  readonly interval?: Interval | undefined;
  /** About how many examples each would tell, were the numbers to stay: only where it is inconclusive. */
  readonly needs?: number | undefined;
  /** The policy lets it pass all the same, with `warn` not without a word. */
  readonly tolerated?: 'warn' | 'allow' | undefined;
}

/** Both ends are one-sided limits: the truth is beyond either with a chance of 1 − confidence at most. */
export interface Interval {
  /** Of the metric, or in a comparison of its improvement on the champion, in the unit of `required`. */
  readonly lower: number;
  readonly upper: number;
  /** As the policy writes it: `95%`. */
  readonly confidence: string;
  /** By name, as in docs/reference/statistics.md. */
  readonly method: string;
}

/** A result with the defaults of most gates: about no metric, its check named as the gate, compared with nothing. */
export function gateResult(
  gate: string,
  result: Pick<GateResult, 'observed' | 'required' | 'verdict' | 'reason'> & Partial<GateResult>,
): GateResult {
  const { metric = null, check = gate, observed, required, champion = null, verdict, reason } = result;
  return { gate, metric, check, observed, required, champion, verdict, reason };
}

/** What keeps a version from its stage. */
export function isBlocking({ verdict, tolerated }: GateResult): boolean {
  return verdict === 'fail' || (verdict === 'inconclusive' && tolerated === undefined);
}
