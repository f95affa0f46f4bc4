import type { Place, StagegateError } from '../errors.js';
import { tellWarning } from '../policy/load.js';
import type { Outcome } from '../promotion/outcome.js';
import { type Failure, sentenceOf } from './reasons.js';
import { plain } from './phrase.js';
import type { OutcomeView } from './outcome-view.js';

/** How many annotations of each kind GitHub shows for a step. The summary has all failures. */
const MAX_ANNOTATIONS = 10;

/**
 * How many of each kind stay free: an error for the step's own failure, and two warnings in case the summary or the
 * comment can't be written.
 */
const KEPT = { error: 1, warning: 2, notice: 0 } as const;

/** Raw text about a place, which GitHub shows beside the line. */
export interface Annotation {
  readonly level: keyof typeof KEPT;
  readonly title: string;
  /** Lines of text. */
  readonly message: readonly string[];
  readonly place: Place | null;
}

/** What an outcome says beside the lines that it is about. @param failing whether it fails the step */
export function annotateOutcome(outcome: Outcome, view: OutcomeView, failing: boolean): Annotation[] {
  const title = titleOf(outcome.model, outcome.version, outcome.stage);
  const level = failing ? 'error' : 'warning';
  const failures = view.failures.map(
    (failure) =>
      ({
        level,
        title,
        message: [sentenceOf(failure)],
        place: placeOf(failure, outcome),
      }) as const,
  );
  const ofPolicy = new Map(outcome.policyWarnings.map((warning) => [tellWarning(warning), warning]));
  const warnings = [...ofPolicy.values()].map(
    ({ message, place }) =>
      ({ level: 'warning', title, message: [message], place: lineOf(place, outcome) }) as const,
  );
  const notices = view.notices
    .map(plain)
    .filter((notice) => !ofPolicy.has(notice))
    .map((notice) => ({ level: 'notice', title, message: [notice], place: null }) as const);
  const told = failing ? [...fewOf(failures), ...fewOf(warnings)] : fewOf([...failures, ...warnings]);
  return [...told, ...fewOf(notices)];
}

/** The step's own failure: the verdict, where the gates have blocked it. */
export function annotateVerdict({ model, version, stage }: Outcome, view: OutcomeView): Annotation {
  return {
    level: 'error',
    title: titleOf(model, version, stage),
    message: [plain(view.headline)],
    place: null,
  };
}

/** An error, at the line that it is about. */
export function annotateProblem(error: Pick<StagegateError, 'message' | 'place' | 'hint'>): Annotation {
  const { message, place, hint } = error;
  return {
    level: 'error',
    title: 'stagegate',
    message: [message, ...(hint?.split('\n') ?? [])],
    place: place ?? null,
  };
}

function titleOf(model: string, version: string, stage: string): string {
  return `stagegate: ${model} ${version} → ${stage}`;
}

/** The line of a failure, else the policy's file. */
function placeOf({ place }: Failure, outcome: Outcome): Place | null {
  const { policyFile } = outcome;
  if (place === null) return policyFile === null ? null : { file: policyFile };
  return lineOf(place, outcome);
}

/** If a pull request changes the policy, its lines aren't those of the policy that judged: only the file is named. */
function lineOf(place: Place, { policyFile, policyChange }: Outcome): Place {
  return policyChange !== null && place.file === policyFile ? { file: place.file } : place;
}

/** As many as GitHub shows; the last says how many more there are. */
function fewOf(all: readonly Annotation[]): Annotation[] {
  const [first] = all;
  if (first === undefined) return [];
  const most = MAX_ANNOTATIONS - KEPT[first.level];
  if (all.length <= most) return [...all];
  const left = all.length - most + 1;
  const rest: Annotation = { ...first, message: [`and ${left} more: see the step summary`], place: null };
  return [...all.slice(0, most - 1), rest];
}
