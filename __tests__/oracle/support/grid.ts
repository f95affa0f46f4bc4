/** Every pair of two lists. */
export function grid<A, B>(first: readonly A[], second: readonly B[]): (readonly [A, B])[] {
  return first.flatMap((one) => second.map((other) => [one, other] as const));
}

/** How exactly numbers must agree: 1e-9, absolutely or as a part of the right one. */
export type Measure = 'absolute' | 'relative';
const PRECISION = 1e-9;

/** What lies nearest to 0 is judged as if it were this. */
const SMALLEST = 1e-290;

/** Compares a computed number and the right one over all cases; throws for the worst. What is no number is wrong. */
export function expectAgreement<T>(
  measure: Measure,
  cases: readonly T[],
  compute: (one: T, index: number) => readonly [computed: number, right: number],
): void {
  if (cases.length === 0) throw new Error('There is nothing to compare.');
  let worst = { error: 0, told: '' };
  for (const [index, one] of cases.entries()) {
    const [computed, right] = compute(one, index);
    const difference = computed === right ? 0 : Math.abs(computed - right);
    const part = measure === 'absolute' ? difference : difference / Math.max(Math.abs(right), SMALLEST);
    const error = Number.isNaN(part) ? Infinity : part;
    if (error > worst.error)
      worst = { error, told: `${computed} instead of ${right} at ${JSON.stringify(one)}` };
  }
  if (worst.error > PRECISION) throw new Error(`The ${measure} error is ${worst.error}: ${worst.told}`);
}
