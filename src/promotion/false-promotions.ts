import Big from 'big.js';
import { createHash } from 'node:crypto';
import { StagegateError } from '../errors.js';
import type { Report } from '../evidence/evidence.js';
import { readOf } from '../gates/champion-value.js';
import type { GateContext } from '../gates/context.js';
import { numberAttempt } from '../history/attempts.js';
import type { Attempted } from '../model/history-entry.js';
import type { Policy } from '../policy/load.js';
import { everyGate } from '../policy/resolve.js';
import type { Gate } from '../policy/schema.js';
import { leftAfter, spendOn } from '../statistics/alpha-spending.js';

/** Which attempt a promotion is, where the stage has `false-promotions`. */
export interface PromotionAttempt extends Attempted {
  /** What is left of the rate for later attempts: `1.9%`. */
  readonly left: string;
  /** As the policy writes it: `5%`. */
  readonly rate: string;
  /** The history already has it: the same version on the same evidence. */
  readonly isRecorded: boolean;
}

/**
 * Finds which attempt this is, and how confident it has to be. Null where attempts aren't counted, or there is nothing to
 * count: no report, or no test set (the gates fail then).
 * @throws StagegateError `policy` for a report that doesn't say which test set it used, where the policy doesn't either
 * @internal
 */
export function findAttempt(
  context: Omit<GateContext, 'now'>,
  policy: Policy | null,
): PromotionAttempt | null {
  const { rules, evidence, champions, snapshot, stage, version } = context;
  const { falsePromotions } = rules;
  if (falsePromotions === null || evidence.reports.length === 0) return null;
  const testSet = testSetOf(context, policy);
  if (testSet === null) return null;
  const against = champions.at(-1)?.version ?? null;
  const family = { stage, against, 'test-set': testSet, evidence: digestEvidence(context) };
  const { number, highest, isRecorded } = numberAttempt(snapshot, { ...family, version });
  const { rate, text } = falsePromotions;
  const level = formatLevel(spendOn(number, rate));
  const left = `${Number((100 * leftAfter(number, rate)).toPrecision(2))}%`;
  return { ...family, number, level, highest, left, rate: text, isRecorded };
}

/**
 * The confidence that the gates of a version are judged at; for one that holds the stage, that of the first attempt
 * against it. Undefined where attempts aren't counted.
 * @throws StagegateError as `findAttempt`
 * @internal
 */
export function leastConfidenceOf(
  context: Omit<GateContext, 'now'>,
  policy: Policy | null,
): string | undefined {
  const { falsePromotions } = context.rules;
  if (falsePromotions === null) return undefined;
  if (context.currentStage === context.stage) return formatLevel(spendOn(1, falsePromotions.rate));
  return findAttempt(context, policy)?.level;
}

/** The part of an attempt that the history records. */
export function toRecord(attempt: PromotionAttempt): Attempted {
  const { stage, number, against, evidence, level, highest } = attempt;
  return { stage, number, against, 'test-set': attempt['test-set'], evidence, level, highest };
}

/** Significant digits of the chance. */
const DIGITS = 3;

/**
 * The confidence that leaves at most this chance of an error, as text: `99.9964%`. The chance is rounded down, and the
 * gates read this same text, so it says exactly what was required.
 */
export function formatLevel(chance: number): string {
  const percent = new Big(chance).times(100).prec(DIGITS, Big.roundDown);
  return `${new Big(100).minus(percent).toFixed()}%`;
}

/**
 * A digest of all the evidence that the gates judge, whatever the files' names, and of what they ask about it. A
 * champion that is evaluated again, or another metric in the policy, changes it, since either gives chance another try.
 */
function digestEvidence({ evidence, champions, paired, rows, rules }: Omit<GateContext, 'now'>): string {
  const pairs = [...paired.values()].flatMap(({ candidate, champion }) => [candidate, champion]);
  const examples = [...pairs, ...rows.values()].flatMap((file) => ('rows' in file ? [file] : []));
  const others = champions.flatMap(readOf).flatMap(({ reports }) => reports);
  const files = [...evidence.reports, ...others, ...examples].map(({ sha256 }) => sha256);
  return combine([...files, ...everyGate(rules).flatMap(questionOf)]);
}

/** Another bound asks the same question: a version that passes the stricter bound passes both. */
const BOUNDS = ['min', 'max', 'max-regression', 'min-improvement'];
const BESIDE = ['confidence', 'inconclusive', 'min-samples', 'scale'];

/**
 * What a gate asks about a metric, without its bounds' numbers; empty if the gate has no confidence, so that chance has
 * no part.
 */
function questionOf(gate: Gate): string[] {
  if (!('metric' in gate) || gate.confidence === undefined) return [];
  const asked = Object.entries(gate).filter(([key]) => !BESIDE.includes(key));
  const sorted = asked.sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    digest(JSON.stringify(sorted.map(([key, value]) => (BOUNDS.includes(key) ? [key] : [key, value])))),
  ];
}

/** Null where the policy's test set can't be read. */
function testSetOf(
  { rules, testSet, evidence }: Omit<GateContext, 'now'>,
  policy: Policy | null,
): string | null {
  if (rules.testSet !== null) return testSet?.kind === 'read' ? testSet.sha256 : null;
  const named = evidence.reports.map((report) => {
    const { testSet: name } = report.statement;
    if (name === undefined) throw namesNoTestSet(report, policy?.placeOf(rules.path, 'false-promotions'));
    return /^[0-9a-f]{64}$/i.test(name) ? name.toLowerCase() : digest(name);
  });
  const [first = '', ...others] = new Set(named);
  return others.length === 0 ? first : combine(named);
}

function combine(digests: readonly string[]): string {
  return digest([...new Set(digests)].sort().join('\n'));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function namesNoTestSet({ path, format }: Report, place: StagegateError['place']): StagegateError {
  const tell =
    format === 'mlflow'
      ? 'Set the tag test-set (a name with its version) or dataset-sha256 on the run'
      : 'Add "test-set" (a name with its version) or "dataset-sha256" at the top level of the report';
  return new StagegateError(
    'policy',
    `${path} doesn't say which test set it used, so false-promotions can't count the attempts on it`,
    {
      place,
      hint: `${tell}, or name the file in the policy, beside false-promotions: test-set: data/test.csv`,
    },
  );
}
