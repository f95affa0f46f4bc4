import { StagegateError } from '../../../errors.js';
import { explainFailure, type GitHubFailure } from '../../../github/failure.js';

/** What protected branches and rulesets say; the API has a type for some of it only. */
const PROTECTED =
  /protected (?:branch|ref)|rule violations?|GH006|GH013|through a pull request|not authorized to push|status checks?\b.* expected|verified signatures|force-push|creations being restricted/i;

const OTHER_MODE =
  'Use commit: pull-request, which proposes the change instead. Or let the rule be bypassed by a GitHub App, and give the action its token.';

/**
 * @param doing after "cannot": `commit to branch "main"`
 * @param ifProtected what to do where a rule forbids it
 */
export function explainWrite(
  failure: GitHubFailure,
  doing: string,
  ifProtected = OTHER_MODE,
): StagegateError {
  const isProtected =
    failure.types.includes('BRANCH_PROTECTION_RULE_VIOLATION') || PROTECTED.test(failure.message);
  if (!isProtected) return explainFailure(failure, doing, 'contents: write');
  return new StagegateError('unavailable', `cannot ${doing}, which is protected: ${failure.message}`, {
    hint: ifProtected,
    cause: failure,
  });
}

/** The branch is not where it was when the decision was made. */
export function explainMoved(branch: string, cause?: unknown): StagegateError {
  return new StagegateError('conflict', `branch ${JSON.stringify(branch)} was moved by somebody else`, {
    hint: 'Run it again: it is decided on what the branch holds then.',
    cause,
  });
}
