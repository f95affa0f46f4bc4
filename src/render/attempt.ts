import type { PromotionAttempt } from '../promotion/false-promotions.js';
import type { Outcome } from '../promotion/outcome.js';
import type { Phrase } from './phrase.js';

/** Which attempt it was, how sure the gates had to be, and what is left; nothing where attempts aren't counted. */
export function tellAttempt({ attempt }: Outcome): Phrase[] {
  if (attempt === undefined) return [];
  const { number, against, level, left, rate } = attempt;
  const champion = against === null ? 'without a champion' : `against version ${against}`;
  return [
    [
      `Attempt ${number} ${champion} on this test set, judged with at least ${level} confidence. ${left} of the ${rate} is left for later attempts.`,
    ],
  ];
}

/** The same for programs. */
export interface AttemptOutput {
  readonly number: number;
  readonly against: string | null;
  /** SHA-256 of the test set, or of its name. */
  readonly 'test-set': string;
  /** The least confidence of the gates: `99.762%`. */
  readonly level: string;
  /** What is left for later attempts: `1.9%`. */
  readonly left: string;
}

export function attemptOutput({ number, against, level, left, ...rest }: PromotionAttempt): AttemptOutput {
  return { number, against, 'test-set': rest['test-set'], level, left };
}
