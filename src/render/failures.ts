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
  const told = new Map<string, { result: GateResult; place: Place | null; metrics: Set<string | null> }>();
  for (const [at, result] of gates.entries()) {
    if (!isBlocking(result)) continue;
    const same = told.get(result.reason);
    if (same === undefined) {
      told.set(result.reason, { result, place: gatePlaces[at] ?? null, metrics: new Set([result.metric]) });
    } else same.metrics.add(result.metric);
  }
  const failures = [...told.values()].map(({ result, place, metrics }) => ({
    verdict: result.verdict,
    place,
    ...sentence(result, metrics.size === 1),
  }));
  return [
    ...failures.filter(({ verdict }) => verdict === 'fail'),
    ...failures.filter(({ verdict }) => verdict !== 'fail'),
  ];
}

/** A path, at the beginning of a reason. */
const PATH = /^[^\s:]*\/[^\s:]*(?=[:\s])/;

/** @param alone whether the reason is about this metric and no other */
function sentence({ gate, metric, reason }: GateResult, alone: boolean): Pick<Failure, 'subject' | 'text'> {
  const name = gate === 'metric' && metric !== '' ? metric : null;
  if (name !== null && reason.startsWith(`${name} `)) return split(reason, name);
  if (name !== null && alone && !reason.includes(name)) return { subject: name, text: `: ${reason}` };
  return split(reason, PATH.exec(reason)?.[0] ?? null);
}

function split(reason: string, subject: string | null): Pick<Failure, 'subject' | 'text'> {
  return { subject, text: subject === null ? reason : reason.slice(subject.length) };
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
  [({ gate }) => gate === 'metric', 'promote a version that meets the bounds'],
  [() => true, 'do what is said above'],
];

/** What to do about all that blocks, in a sentence; null where nothing does. */
export function toGoOn(gates: readonly GateResult[]): string | null {
  const found = gates.filter(isBlocking).map((result) => REMEDIES.findIndex(([is]) => is(result)));
  const steps = REMEDIES.filter((_, at) => found.includes(at)).map(([, remedy]) => remedy);
  return steps.length === 0 ? null : `${steps.join(', ')}, and run it again.`;
}
