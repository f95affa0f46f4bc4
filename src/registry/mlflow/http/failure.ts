import { ServerFailure } from '../server.js';
import { explainAnswer } from './explain-answer.js';
import { explainBroken } from './explain-broken.js';
import type { Explanation, FailureContext } from './explanation.js';
import { readWords, type Outcome } from './outcome.js';

/** Why a request failed. */
export function explain(outcome: Outcome, context: FailureContext): Explanation {
  return outcome.kind === 'answer' ? explainAnswer(outcome, context) : explainBroken(outcome, context);
}

export interface Verdict {
  /** Times that the request was sent. */
  readonly tries: number;
  /** Whether no try at all did anything. */
  readonly definite: boolean;
}

/** The error for the last outcome of a request. */
export function makeFailure(outcome: Outcome, context: FailureContext, verdict: Verdict): ServerFailure {
  const { message, hint } = explain(outcome, context);
  const answered = outcome.kind === 'answer';
  return new ServerFailure(verdict.tries > 1 ? `${message} (tried ${verdict.tries} times)` : message, {
    hint,
    status: answered ? outcome.status : null,
    errorCode: answered ? readWords(outcome).errorCode : null,
    definite: verdict.definite,
  });
}
