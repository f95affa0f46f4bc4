import type { BoundPower } from '../model/gate-power.js';
import { countClusters, isClustered } from '../statistics/clusters.js';
import type { Absence, Requirement } from '../statistics/interval.js';
import { joinByKey, summarize, type Pair } from '../statistics/paired.js';
import { correlationOfPairs, pairedChance } from '../statistics/power-pairs.js';
import { chanceOf, isOfShares, typicalStderr, type Known } from '../statistics/worth.js';
import { championUncertainty, type Opponent } from './bounds.js';
import { championValue } from './champion-value.js';
import { scaleOf } from './confidence.js';
import { comparePaired, type PairedExamples } from './paired.js';
import {
  answer,
  clustersOf,
  factsOf,
  knownOf,
  resized,
  ruleOf,
  untold,
  type Asked,
  type ClustersKnown,
  type PowerOptions,
  type Stated,
} from './power-basis.js';
import { uncertaintyOfRows } from './rows.js';

/** A comparison with a champion. */
interface AskedChange extends Asked {
  readonly check: 'max-regression' | 'min-improvement';
  readonly required: number | string;
  readonly goal: 'higher' | 'lower';
  /** Null where no version was ever in the stage. */
  readonly rival: Opponent | null;
  /** This version holds the stage: its own numbers take the champion's place. */
  readonly itself: boolean;
}

/** The power of a comparison. */
export function powerOfChange(asked: AskedChange, options: PowerOptions): BoundPower {
  const { gate, measured, rival, itself, rows } = asked;
  const against = rival?.champion.version ?? null;
  if (gate.paired !== undefined && gate.confidence !== undefined) return powerOfPairs(asked, options);
  const known = knownOf(asked, { ...measured, rows }, options);
  if (itself || rival === null)
    return powerOfSamples(asked, null, { known, other: known, equal: measured.value }, options);
  const found = championOf(rival, asked);
  if ('absence' in found) return untold(factsOf(asked, against, null), found);
  // without confidence, the champion's number is taken to vary as much as this version's
  const stated =
    gate.confidence === undefined
      ? { ...measured, value: found.value, rows: undefined }
      : { ...found, samplesAt: undefined };
  const other = knownOf(asked, stated, options);
  return powerOfSamples(asked, against, { known, other, equal: found.value }, options);
}

function championOf(
  { champion, rows }: Opponent,
  { measured: { metric, bindings, unnamed }, gate }: Asked,
): Omit<Stated, 'samplesAt'> | Absence {
  if (unnamed !== undefined) return { absence: `can't be compared by position: ${unnamed}` };
  const found = championValue(champion, { metric, bindings, gate });
  if ('absence' in found) return { absence: `of version ${champion.version} ${found.absence}` };
  if (rows === undefined) return { ...found, rows };
  // as the gate reads them, else as they were recorded
  const uncertainty = championUncertainty(rows, found, gate);
  const isUsed = !('absence' in uncertaintyOfRows(rows, found.value));
  return { ...found, uncertainty, rows: isUsed ? rows : undefined };
}

function powerOfSamples(
  asked: AskedChange,
  against: string | null,
  { known, other, equal }: { known: Known | Absence; other: Known | Absence; equal: number },
  options: PowerOptions,
): BoundPower {
  const facts = factsOf(asked, against, equal);
  if ('absence' in known) return untold(facts, known);
  if ('absence' in other) return untold(facts, { absence: `of version ${against ?? ''} ${other.absence}` });
  const scale = directed(asked, equal);
  if (scale === null) return untold(facts, OF_ZERO);
  const { sign, requirement, factor, bound } = scale;
  const rule = ruleOf(asked, requirement, factor);
  return answer(facts, options, {
    ...{ samples: leastOf(known.samples, other.samples), sign, equal, bound, origin: equal },
    stderr: typicalStderr(rule === null ? [known] : [known, other]),
    ...{ isShare: isOfShares(known), clusters: clustersOf(asked, known) },
    chance: (samples) =>
      chanceOf(resized(known, samples), resized(other, samples), {
        ...{ rule, sign, bound, isRough: samples !== null },
      }),
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
    const absence = `${measured.metric} has no other version's results to compare with yet: on how many examples two versions differ is only known from the first pair`;
    return untold(factsOf(asked, null, null), { absence });
  }
  const champion = championOf(rival, asked);
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
    clusters: pairedClusters(pairs, samples, asked.gate.paired?.cluster),
    chance: (count) => pairedChance(pairs, { samples: count ?? samples, isRough: count !== null }, rule),
  });
  return { ...answered, differing };
}

function pairedClusters(
  pairs: readonly Pair[],
  samples: number,
  by: string | undefined,
): ClustersKnown | null {
  if (by === undefined || !isClustered(pairs)) return null;
  const count = Math.max(1, Math.round((countClusters(pairs) * samples) / pairs.length));
  return { count, by, correlation: correlationOfPairs(pairs) };
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

/** A comparison's bound as one on the candidate's value. Null for a percentage of 0. */
function directed(asked: AskedChange, champion: number) {
  const { check, required, goal } = asked;
  const scale = scaleOf({ check, required, goal, champion: { value: champion } });
  if (scale === null) return null;
  const { factor, threshold } = scale;
  const sign: 1 | -1 = goal === 'higher' ? 1 : -1;
  const requirement: Requirement = goal === 'higher' ? { min: threshold } : { max: -threshold };
  return { sign, requirement, factor, bound: factor * champion + sign * threshold };
}
