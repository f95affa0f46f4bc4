import { Refusal, unprocessable } from '../http/refusal.js';
import { MoveRefused } from '../world/branches.js';

/**
 * What REST says when a ref does not move; other errors are given back as they are.
 *
 * @param through `contents`: a file was written; `refs`: the ref itself
 */
export function tellMoveRefused(error: unknown, through: 'contents' | 'refs'): unknown {
  if (!(error instanceof MoveRefused)) return error;
  if (error.violation !== null) {
    const { kind, messages } = error.violation;
    const words = messages.join('\n');
    const told =
      kind === 'ruleset' ? `Repository rule violations found\n\n${messages.join('\n\n')}\n\n` : words;
    // A file is refused by 409, a ref by 422.
    if (through === 'contents') {
      return new Refusal(409, kind === 'ruleset' ? told : `Could not create file: ${words}`);
    }
    return unprocessable(told);
  }
  if (through === 'contents') return new Refusal(409, 'is at another commit than expected');
  const words = { exists: 'Reference already exists', missing: 'Reference does not exist' };
  if (error.reason === 'exists' || error.reason === 'missing') return unprocessable(words[error.reason]);
  if (error.reason === 'not-fast-forward') return unprocessable('Update is not a fast forward');
  return unprocessable('Reference cannot be updated');
}
