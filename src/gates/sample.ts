import type { Absence } from '../statistics/interval.js';
import { estimateFromSpread, type Sample } from '../statistics/sample.js';
import type { Uncertainty, Unusable } from './measured.js';

const LACKING =
  'the report says neither its standard error nor, for a proportion, how many examples it rests on: name the place in the gate (stderr: or samples:)';

/**
 * A metric as statistics takes it, or what its report lacks. A proportion is judged by its counts, which tell more
 * than their standard error does near 0 and 1.
 */
export function toSample(value: number, uncertainty: Uncertainty | Unusable): Sample | Absence {
  if ('absence' in uncertainty)
    return { absence: `cannot be judged with confidence: ${uncertainty.absence}` };
  const { stderr, samples, spread, proportion } = uncertainty;
  if (proportion === true && samples !== undefined) return { value, samples };
  if (stderr !== undefined) return { value, stderr, samples };
  if (spread !== undefined && samples !== undefined) return estimateFromSpread({ value, spread, samples });
  return { absence: `cannot be judged with confidence: ${LACKING}` };
}
