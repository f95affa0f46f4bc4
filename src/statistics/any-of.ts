import { checkConfidence } from './interval.js';

/**
 * The confidence that each of several ways must have, where passing one of them is enough and all together may err as
 * often as stated: Bonferroni's (Dunn, Journal of the American Statistical Association 56, 1961, 52–64). It holds
 * however the ways hang together, and here they do, since they judge the same examples; Šidák's would need them not
 * to. Holm's first step is the same one, and with one way passed no other is taken.
 *
 * Where all must pass, nothing is to be adjusted: see docs/reference/statistics.md.
 *
 * @throws RangeError for a confidence that is not above 0.5 and below 1, or a number of ways that is none
 */
export function confidenceOfEach(confidence: number, ways: number): number {
  checkConfidence(confidence);
  if (!Number.isInteger(ways) || ways < 1) throw new RangeError(`There cannot be ${ways} ways to pass.`);
  return 1 - (1 - confidence) / ways;
}
