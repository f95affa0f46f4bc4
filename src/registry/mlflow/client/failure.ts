import { ServerFailure } from '../api/server.js';
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
  /** Retries were left, but the server was never reached. */
  readonly gaveUp?: true | undefined;
}

const WAIT =
  'To wait for a server that is still starting, set MLFLOW_HTTP_REQUEST_MAX_RETRIES (7 means about four minutes).';

/** The error for the last outcome of a request. */
export function makeFailure(outcome: Outcome, context: FailureContext, verdict: Verdict): ServerFailure {
  const { message, hint } = explain(outcome, context);
  const wait = verdict.gaveUp === undefined ? [] : [WAIT];
  const answered = outcome.kind === 'answer';
  return new ServerFailure(verdict.tries > 1 ? `${message} (tried ${verdict.tries} times)` : message, {
    hint: hint === undefined ? wait[0] : [hint, ...wait].join(' '),
    status: answered ? outcome.status : null,
    errorCode: answered ? readWords(outcome).errorCode : null,
    definite: verdict.definite,
  });
}
