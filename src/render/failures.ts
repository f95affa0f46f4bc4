import type { Place } from '../errors.js';
import { isBlocking, type GateResult } from '../gates/result.js';
import type { Outcome } from '../promotion/outcome.js';

/** Why a version is blocked: one sentence, and where to look. */
export interface Failure {
  readonly verdict: GateResult['verdict'];
  /** The name that the sentence begins with, or null. */
  readonly subject: string | null;
  /** The sentence, or what follows the subject. */
  readonly text: string;
  readonly place: Place | null;
}

/** Each reason once, what failed before what does not tell. */
export function tellFailures({ gates, gatePlaces }: Outcome): Failure[] {
  const told = new Map<string, Failure>();
  for (const [at, result] of gates.entries()) {
    if (!isBlocking(result) || told.has(result.reason)) continue;
    told.set(result.reason, tellFailure(result, gatePlaces[at] ?? null));
  }
  const failures = [...told.values()];
  return [
    ...failures.filter(({ verdict }) => verdict === 'fail'),
    ...failures.filter(({ verdict }) => verdict !== 'fail'),
  ];
}

function tellFailure({ verdict, metric, reason }: GateResult, place: Place | null): Failure {
  const begins = metric !== null && metric !== '' && reason.startsWith(`${metric} `);
  return begins
    ? { verdict, subject: metric, text: reason.slice(metric.length), place }
    : { verdict, subject: null, text: reason, place };
}

/** The whole sentence. */
export function sentenceOf({ subject, text }: Failure): string {
  return `${subject ?? ''}${text}`;
}

/** Kinds of what blocks, and what helps, in the order in which one does it. */
const REMEDIES: readonly (readonly [(result: GateResult) => boolean, string])[] = [
  [({ gate, observed }) => gate === 'evidence' || observed === 'missing', 'mend the evidence as said above'],
  [({ gate }) => gate === 'tests', 'mend what the tests found'],
  [({ verdict }) => verdict === 'inconclusive', 'evaluate on more examples'],
  [({ gate }) => gate === 'metric', 'bring a version that meets the bounds'],
  [() => true, 'do what is said above'],
];

/** What to do about all that blocks, in a sentence; null where nothing does. */
export function toGoOn(gates: readonly GateResult[]): string | null {
  const found = gates.filter(isBlocking).map((result) => REMEDIES.findIndex(([is]) => is(result)));
  const steps = REMEDIES.filter((_, at) => found.includes(at)).map(([, remedy]) => remedy);
  return steps.length === 0 ? null : `${steps.join(', ')}, and run it again.`;
}
