import type { BoundPower } from '../model/gate-power.js';
import type { Absence, Requirement } from '../statistics/interval.js';
import { joinByKey, summarize, type Pair } from '../statistics/paired.js';
import { pairedChance } from '../statistics/power-pairs.js';
import { twoSampleChance } from '../statistics/power.js';
import type { Reading } from '../statistics/sample.js';
import { aloneChance, typicalStderr } from '../statistics/worth.js';
import type { Opponent } from './bounds.js';
import { championValue, type ChampionEvidence } from './champion.js';
import { scaleOf } from './confidence.js';
import { comparePaired, type PairedExamples } from './paired.js';
import {
  answer,
  CLUSTERED,
  factsOf,
  readingOf,
  resized,
  ruleOf,
  untold,
  type Asked,
  type PowerOptions,
} from './power-basis.js';
import type { Uncertainty, Unusable } from './uncertainty.js';

/** A comparison with a champion. */
export interface AskedChange extends Asked {
  readonly check: 'max-regression' | 'min-improvement';
  readonly required: number | string;
  readonly goal: 'higher' | 'lower';
  /** Null where no version was ever in the stage. */
  readonly rival: Opponent | null;
  /** This version's own numbers stand for the champion's: it holds the stage, or none does. */
  readonly itself: boolean;
}

/** What a comparison is worth. */
export function powerOfChange(asked: AskedChange, options: PowerOptions): BoundPower {
  const { gate, measured, rival, itself } = asked;
  const against = rival?.champion.version ?? null;
  if (gate.paired !== undefined && gate.confidence !== undefined) return powerOfPairs(asked, options);
  const reading = readingOf(asked, measured, options);
  if (itself || rival === null) return powerOfSamples(asked, null, { reading, other: reading }, options);
  const found = championOf(rival.champion, asked);
  if ('absence' in found) return untold(factsOf(asked, against, null), found);
  const other =
    gate.confidence === undefined
      ? readingOf(asked, { ...measured, value: found.value }, options)
      : readingOf(asked, { ...found, samplesAt: undefined }, options);
  return powerOfSamples(asked, against, { reading, other, value: found.value }, options);
}

function championOf(
  champion: ChampionEvidence,
  { measured: { metric, bindings, unnamed }, gate }: Asked,
): { readonly value: number; readonly uncertainty: Uncertainty | Unusable } | Absence {
  if (unnamed !== undefined) return { absence: `can't be compared by position: ${unnamed}` };
  const found = championValue(champion, { metric, bindings, gate });
  return 'absence' in found ? { absence: `of version ${champion.version} ${found.absence}` } : found;
}

function powerOfSamples(
  asked: AskedChange,
  against: string | null,
  {
    reading,
    other,
    value,
  }: { reading: Reading | Absence; other: Reading | Absence; value?: number | undefined },
  options: PowerOptions,
): BoundPower {
  const equal = value ?? asked.measured.value;
  const facts = factsOf(asked, against, equal);
  if ('absence' in reading) return untold(facts, reading);
  if ('absence' in other) return untold(facts, { absence: `of version ${against ?? ''} ${other.absence}` });
  const scale = directed(asked, equal);
  if (scale === null) return untold(facts, OF_ZERO);
  const { sign, requirement, factor, bound } = scale;
  const rule = ruleOf(asked, requirement, factor);
  const both = rule === null ? [reading] : [reading, other];
  return answer(facts, options, {
    ...{ samples: leastOf(reading.samples, other.samples), sign, equal, bound, origin: equal },
    ...{ stderr: typicalStderr(both), isShare: reading.kind === 'counted' },
    chance: (samples) => {
      const [one, two] = [resized(reading, samples), resized(other, samples)];
      return rule === null ? aloneChance(one, { sign, bound }) : twoSampleChance(one, two, rule);
    },
  });
}

/** On how many examples a comparison rests: null where either number is unknown. */
function leastOf(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.min(one, other);
}

function powerOfPairs(asked: AskedChange, options: PowerOptions): BoundPower {
  const { rival, measured } = asked;
  const against = rival?.champion.version ?? null;
  if (rival === null) {
    const absence = `${measured.metric} has no other version's results to compare with yet: on how many examples two versions differ shows with the first pair`;
    return untold(factsOf(asked, null, null), { absence });
  }
  if (asked.gate.paired?.cluster !== undefined) return untold(factsOf(asked, against, null), CLUSTERED);
  const champion = championOf(rival.champion, asked);
  if ('absence' in champion) return untold(factsOf(asked, against, null), champion);
  const pairs = pairsOf(rival.paired, { candidate: measured.value, champion: champion.value });
  if ('absence' in pairs) return untold(factsOf(asked, against, null), pairs);
  const mean = pairs.reduce((sum, pair) => sum + pair.champion, 0) / pairs.length;
  const facts = factsOf(asked, against, mean);
  const scale = directed(asked, mean);
  if (scale === null) return untold(facts, OF_ZERO);
  const { sign, requirement, factor, bound } = scale;
  const rule = ruleOf(asked, requirement, factor);
  const moments = summarize(pairs, factor);
  if (rule === null) throw new TypeError('pairs were compared without confidence');
  if ('absence' in moments) return untold(facts, moments);
  const samples = options.samples ?? pairs.length;
  const differing = pairs.filter((pair) => pair.candidate !== pair.champion).length / pairs.length;
  const answered = answer(facts, options, {
    ...{ samples, sign, equal: mean, bound, origin: mean },
    stderr: Math.max(moments.stderr * Math.sqrt(pairs.length / samples), moments.size / samples),
    isShare: pairs.every(
      ({ candidate, champion: other }) => isRightOrWrong(candidate) && isRightOrWrong(other),
    ),
    chance: (count) => pairedChance(pairs, count ?? samples, rule),
  });
  return { ...answered, differing };
}

function pairsOf(
  paired: PairedExamples | undefined,
  reported: { candidate: number; champion: number },
): readonly Pair[] | Absence {
  const unread = { absence: 'has examples that were not read' };
  if (paired === undefined) return unread;
  const compared = comparePaired(paired, reported, { confidence: 0.95 });
  if ('absence' in compared) return compared;
  const { candidate, champion } = paired;
  if ('message' in candidate || 'message' in champion) return unread;
  const joined = joinByKey(candidate.rows, champion.rows);
  return 'pairs' in joined ? joined.pairs : joined;
}

function isRightOrWrong(score: number): boolean {
  return score === 0 || score === 1;
}

const OF_ZERO: Absence = { absence: 'is 0 for the champion, and a percentage of 0 is undefined' };

/** How a comparison's bound reads on the candidate's value. Null for a percentage of 0. */
function directed(asked: AskedChange, champion: number) {
  const { check, required, goal } = asked;
  const scale = scaleOf({ check, required, goal, champion: { value: champion } });
  if (scale === null) return null;
  const { factor, threshold } = scale;
  const sign: 1 | -1 = goal === 'higher' ? 1 : -1;
  const requirement: Requirement = goal === 'higher' ? { min: threshold } : { max: -threshold };
  return { sign, requirement, factor, bound: factor * champion + sign * threshold };
}
