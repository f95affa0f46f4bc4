import { formatPlace } from '../errors.js';
import type { Transition } from '../model/registry.js';
import type { PolicyChange } from '../policy/change.js';
import { formatDuration } from '../policy/time.js';
import { tellWarning } from '../policy/load.js';
import type { PolicyEffect } from '../promotion/past-decision.js';
import type { JudgedReport } from '../promotion/decision.js';
import type { Outcome } from '../promotion/outcome.js';
import type { Trend } from '../promotion/trend.js';
import { type Phrase, SHORT } from './phrase.js';
import { nextAfterUse } from './confirmation.js';
import { explainGates, type Explanation, type Failure, tellFailures, toGoOn } from './reasons.js';
import { type GateTable, tableOf } from './table.js';
import { tellHeadline, tellLead, tellUndo, type Tone, toneOf } from './verdict.js';

/**
 * What people read. The words are the same everywhere: the terminal, the step summary and the comment only format them.
 * All text is raw; each format makes it safe for where it is shown.
 */
export interface OutcomeView {
  readonly tone: Tone;
  /** Which model, version and stage, and the verdict in words. */
  readonly headline: Phrase;
  /** What changed, what did not. */
  readonly lead: readonly Phrase[];
  /** The command that undoes it, or null. */
  readonly undo: string | null;
  /** Why it is blocked; failures that were overridden too. */
  readonly failures: readonly Failure[];
  /** What to do about them, or null. */
  readonly next: string | null;
  readonly table: GateTable | null;
  /** How metrics went from promotion to promotion. */
  readonly trends: readonly Trend[];
  /** Every gate's reason, shown on request. */
  readonly explained: readonly Explanation[];
  readonly notices: readonly Phrase[];
  /** What was moved, or would be; the candidate first. */
  readonly moves: readonly Transition[];
  readonly policyChange: PolicyChange | null;
  /** What that change would have decided about past promotions; null where there are none. */
  readonly policyEffect: PolicyEffect | null;
  /** The reports that were judged, one each. */
  readonly evidence: readonly Phrase[];
  /** By which policy, on which registry, in which run. */
  readonly footer: readonly Phrase[];
}

export function viewOf(outcome: Outcome): OutcomeView {
  const failures = tellFailures(outcome);
  return {
    tone: toneOf(outcome),
    headline: tellHeadline(outcome),
    lead: [...tellLead(outcome), ...tellReason(outcome), ...tellAttempt(outcome)],
    undo: tellUndo(outcome),
    failures,
    next: tellNext(outcome),
    table: tableOf(outcome),
    trends: outcome.trends ?? [],
    explained: explainGates(outcome),
    notices: tellNotices(outcome),
    moves: [...outcome.transitions].reverse(),
    policyChange: outcome.policyChange,
    policyEffect: outcome.policyEffect?.decisions.length ? outcome.policyEffect : null,
    evidence: tellReports(outcome.reports),
    footer: footerOf(outcome),
  };
}

/** A failed confirmation rolls back by itself: the headline says why. */
function tellReason({ reason = null, asked }: Outcome): Phrase[] {
  return reason === null || asked === 'confirmed' ? [] : [[`Reason: “${reason}”.`]];
}

function tellNext(outcome: Outcome): string | null {
  if (outcome.decision === 'unconfirmed') return nextAfterUse(outcome);
  return outcome.decision === 'blocked' ? toGoOn(outcome.gates) : null;
}

/** Sets off the place in a warning about the policy, since people copy it. */
function tellNotices({ notices, policyWarnings }: Outcome): Phrase[] {
  const places = new Map(policyWarnings.map((warning) => [tellWarning(warning), warning]));
  return notices.map((notice) => {
    const warning = places.get(notice);
    return warning === undefined ? [notice] : [{ code: formatPlace(warning.place) }, `: ${warning.message}`];
  });
}

function footerOf({ policyFile, policySource, registry, commit, run }: Outcome): Phrase[] {
  const source: Phrase = policySource === null ? [] : [' from ', { code: policySource }];
  return [
    ...(policyFile === null ? [] : [['policy ', { code: policyFile }, ...source]]),
    ['registry ', { code: registry }],
    ...(commit === null ? [] : [['commit ', { commit }]]),
    ...(run.run === null ? [] : [[{ link: run.run, text: 'run' }]]),
    ...(run.actor === null ? [] : [['by ', { code: run.actor }]]),
  ];
}

/** One phrase for each report. Several entries of the policy may read one file, which is then named once. */
function tellReports(reports: readonly JudgedReport[]): Phrase[] {
  const told = reports.map((report) => tellEvidence(report));
  return [...new Map(told.map((phrase) => [JSON.stringify(phrase), phrase])).values()];
}

/** One report: its path and digest, how old it was, and the commit that it states. */
function tellEvidence({ path, sha256, age, commit }: JudgedReport): Phrase {
  return [
    'report ',
    { code: path },
    ' (',
    { code: sha256.slice(0, SHORT) },
    ...(age === null ? [] : [`, ${tellAge(age)}`]),
    ...(commit === null ? [] : [', made at ', { code: commit.slice(0, SHORT) }]),
    ')',
  ];
}

/** How old it was when it was judged. */
function tellAge(age: number): string {
  return age < 0 ? 'from the future' : `${formatDuration(age)} old`;
}

/** Which attempt it was, how sure the gates had to be, and what is left; nothing where attempts aren't counted. */
function tellAttempt({ attempt }: Outcome): Phrase[] {
  if (attempt === undefined) return [];
  const { number, against, level, left, rate } = attempt;
  const champion = against === null ? 'without a champion' : `against version ${against}`;
  return [
    [
      `Attempt ${number} ${champion} on this test set, judged with at least ${level} confidence. ${left} of the ${rate} is left for later attempts.`,
    ],
  ];
}
