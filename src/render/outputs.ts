import type { GateResult } from '../model/gate-result.js';
import type { PromotionAttempt } from '../promotion/false-promotions.js';
import type { Outcome } from '../promotion/outcome.js';
import { tellHeadline } from './verdict.js';
import { plain } from './phrase.js';
import { toOneLine } from '../text/safe.js';

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

export function toOutputs(outcome: Outcome): Outputs {
  return {
    decision: outcome.decision,
    promoted: outcome.promoted,
    'in-stage': outcome.inStage,
    headline: toOneLine(plain(tellHeadline(outcome))),
    model: outcome.model,
    version: outcome.version,
    stage: outcome.stage,
    'previous-stage': outcome.previousStage,
    'previous-version': outcome.previousVersion,
    // a check only plans to archive them
    'archived-versions': outcome.promoted ? outcome.archivedVersions : [],
    gates: outcome.gates,
    notices: outcome.notices,
    'policy-sha256': outcome.policySha256,
    'report-sha256': outcome.reportSha256,
    commit: outcome.commit,
    'pull-request': outcome.pullRequest === null ? null : String(outcome.pullRequest),
    'comment-url': null,
    'deployment-id': outcome.deploymentId,
  };
}

/** The outputs as the action sets them: text, JSON where there is more than one value, empty where there is none. */
export function toActionOutputs(outputs: Outputs): Record<string, string> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]: [string, unknown]) => {
      if (value === null) return [name, ''];
      return [name, typeof value === 'string' ? value : JSON.stringify(value)];
    }),
  );
}

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

export function attemptOutput({ number, against, level, left, ...rest }: PromotionAttempt): AttemptOutput {
  return { number, against, 'test-set': rest['test-set'], level, left };
}
