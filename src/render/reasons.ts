import type { Place } from '../errors.js';
import { BY_POSITION, OTHER_SCALE } from '../gates/bounds.js';
import { formatNumber } from '../gates/number.js';
import { INCOMPARABLE, UNJUDGED } from '../gates/uncertainty.js';
import { type GateResult, isBlocking } from '../model/gate-result.js';
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

/** Each reason once: what failed comes before what is inconclusive. */
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

/** Kinds of blocking results with their remedies, in the order in which to do them. */
const REMEDIES: readonly (readonly [
  is: (result: GateResult) => boolean,
  remedy: string | ((results: readonly GateResult[]) => string),
])[] = [
  [({ gate }) => gate === 'artifact', "fix the version's files as the failure says"],
  [({ gate, observed }) => gate === 'evidence' || isWords(gate, observed), 'fix the evidence'],
  [
    ({ reason }) => reason.includes(INCOMPARABLE),
    'fix the examples, or the keys that the gate reads them by',
  ],
  [({ reason }) => reason.endsWith(OTHER_SCALE), 'write metric and bound on one scale'],
  [({ gate }) => gate === 'refs', 'go to a ref that the policy allows'],
  [
    ({ reason }) => reason.includes(BY_POSITION),
    "name the key of the list's elements in the gate, as the failure says",
  ],
  [({ champion }) => champion === 'missing', tellChampion],
  [({ gate }) => gate === 'tests', 'fix the failing tests'],
  [
    ({ reason }) => reason.includes(UNJUDGED),
    'name the standard error or the examples in the gate, as the failure says',
  ],
  [
    ({ verdict, check }) => verdict === 'inconclusive' || check === 'min-samples',
    'evaluate on more examples',
  ],
  [({ gate }) => gate === 'metric', 'promote a version that meets the bounds'],
  [
    ({ gate, observed }) => gate === 'soak' && observed !== 'missing',
    'wait until the version has been in its stage for long enough',
  ],
  [({ gate }) => gate === 'freeze', 'wait until the freeze ends'],
  [() => true, 'do what each failure says'],
];

/** Whether a word stands in place of a number: `missing`, `NaN`. Then the evidence needs fixing, not the version. */
function isWords(gate: string, observed: GateResult['observed']): boolean {
  if (gate === 'refs' || gate === 'soak') return false;
  return observed === 'missing' || (gate === 'metric' && typeof observed === 'string');
}

/**
 * The remedy at the end of reasons about the champion (`gates/champion-value.ts`), for all metrics at once if it is the
 * same.
 */
function tellChampion(results: readonly GateResult[]): string {
  const remedies = results.map(
    ({ reason }) => /: ((?:write|name|add|log|restore) .*)$/.exec(reason)?.[1] ?? '',
  );
  const keys = new Set(remedies.map((remedy) => METRICS.exec(remedy)?.[1] ?? ''));
  const merged = new Set(
    remedies.map((remedy) => remedy.replace(METRICS, () => `metrics: {${[...keys].join(', ')}}`)),
  );
  const [remedy = ''] = merged;
  return merged.size > 1 || remedy === '' ? "give the current version's numbers as the failure says" : remedy;
}

/** The metrics in a remedy: `metrics: {accuracy: …}`. */
const METRICS = /metrics: \{([^}]*)\}/;

/** What to do about all that blocks, in a sentence; null where nothing does. */
export function toGoOn(gates: readonly GateResult[]): string | null {
  const blocking = gates.filter(isBlocking).map((result) => ({
    result,
    kind: REMEDIES.findIndex(([is]) => is(result)),
  }));
  const steps = REMEDIES.flatMap(([, remedy], at) => {
    const results = blocking.filter(({ kind }) => kind === at).map(({ result }) => result);
    if (results.length === 0) return [];
    return [typeof remedy === 'string' ? remedy : remedy(results)];
  });
  const last = steps.at(-1);
  if (last === undefined) return null;
  const first = steps.slice(0, -1).join(', ');
  return `${first === '' ? '' : `${first} and `}${last}, then run it again.`;
}

/** Why a gate's verdict is what it is. */
export interface Explanation {
  readonly verdict: GateResult['verdict'];
  /** The numbers, what is required, and if they don't settle it, how many examples would. */
  readonly reason: string;
  /** How far the value is from the bound; null if the reason says so already, or there is no number. */
  readonly margin: string | null;
  /** The interval and how it was made; null where the verdict is on the value alone. */
  readonly interval: string | null;
}

/** Every gate's, in the order of the policy. */
export function explainGates({ gates }: Pick<Outcome, 'gates'>): Explanation[] {
  return gates.map((result) => ({
    verdict: result.verdict,
    reason: result.reason,
    margin: describeMargin(result),
    interval: describeInterval(result),
  }));
}

/** Only for a bound on the value itself: a comparison's reason has the distance already. */
function describeMargin({ check, observed, required, verdict, interval }: GateResult): string | null {
  if ((check !== 'min' && check !== 'max') || typeof observed !== 'number' || typeof required !== 'number')
    return null;
  const above = (value: number) => (check === 'min' ? value - required : required - value);
  if (verdict === 'fail') return above(observed) < 0 ? `misses by ${shorten(-above(observed))}` : null;
  if (verdict !== 'pass') return null;
  const nearest = interval === undefined ? observed : check === 'min' ? interval.lower : interval.upper;
  const spare = above(nearest);
  return spare > 0 ? `${shorten(spare)} to spare` : 'exactly at the bound';
}

function describeInterval({ interval, uncertainty, required }: GateResult): string | null {
  if (interval === undefined) return null;
  const unit = typeof required === 'string' && required.includes('%') ? '%' : '';
  const [lower, upper] = [interval.lower, interval.upper].map((limit) => `${shorten(limit)}${unit}`);
  const { samples, stderr } = uncertainty ?? {};
  const known = [
    ...(samples === undefined ? [] : [`n = ${samples}`]),
    ...(stderr === undefined ? [] : [`standard error ${shorten(stderr)}`]),
  ];
  return [`${interval.confidence}, each side: ${lower} to ${upper}`, ...known, interval.method].join(', ');
}

/** Four digits tell enough of a limit. */
function shorten(value: number): string {
  return formatNumber(Number(value.toPrecision(4)));
}
