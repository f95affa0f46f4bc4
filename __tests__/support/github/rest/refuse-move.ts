import { Refusal, unprocessable } from '../http/refusal.js';
import { MoveRefused } from '../world/branches.js';

/** How the ref was to move: a file of the branch was written (`update file`, …), or the ref itself was moved. */
export type Through = 'create file' | 'update file' | 'delete file' | 'merge' | 'ref';

/** What REST says when a ref does not move; other errors are given back as they are. */
export function tellMoveRefused(error: unknown, through: Through): unknown {
  if (!(error instanceof MoveRefused)) return error;
  const { reason, violation, moved } = error;
  if (violation !== null) {
    const { kind, messages } = violation;
    const words =
      kind === 'ruleset'
        ? `Repository rule violations found\n\n${messages.join('\n\n')}\n\n`
        : messages.join('\n');
    if (through === 'ref') return unprocessable(words);
    if (through === 'merge') return new Refusal(405, words);
    return new Refusal(409, kind === 'ruleset' ? words : `Could not ${through}: ${words}`);
  }
  if (reason === 'not-fast-forward') return unprocessable('Update is not a fast forward');
  if (through === 'ref') return unprocessable('Reference cannot be updated');
  return new Refusal(409, `is at ${moved.current} but expected ${moved.expected}`);
}
