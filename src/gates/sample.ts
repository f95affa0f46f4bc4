import type { Absence } from '../statistics/interval.js';
import { estimateFromSpread, type Sample } from '../statistics/sample.js';
import type { Uncertainty, Unusable } from './measured.js';

/** What every reason says whose number has too little beside it for a gate with `confidence`. */
export const UNJUDGED = 'cannot be judged with confidence';

/**
 * A metric as statistics takes it, or what its report lacks. A proportion is judged by its counts, which tell more
 * than their standard error does near 0 and 1.
 * @param samplesAt the path of the number of examples in the report, where a gate can name it
 */
export function toSample(
  value: number,
  uncertainty: Uncertainty | Unusable,
  samplesAt?: string,
): Sample | Absence {
  if ('absence' in uncertainty) return { absence: `${UNJUDGED}: ${uncertainty.absence}` };
  const { stderr, samples, spread, proportion } = uncertainty;
  if (proportion === true && samples !== undefined) return { value, samples };
  if (stderr !== undefined) return { value, stderr, samples };
  if (spread !== undefined && samples !== undefined) return estimateFromSpread({ value, spread, samples });
  return { absence: `${UNJUDGED}: ${tellLacking(samples, samplesAt)}` };
}

function tellLacking(samples: number | undefined, samplesAt: string | undefined): string {
  if (samples === undefined)
    return 'the report has neither its standard error nor its number of examples: name one of them in the gate (stderr: a path; for a proportion samples: a path)';
  const place = samplesAt ?? 'a path';
  return `the report has its number of examples (${samples}), but not its standard error: if it is a proportion of these examples, as an accuracy is, write samples: ${place} in the gate, else stderr: a path`;
}
