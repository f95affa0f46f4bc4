export function samplesForBound(_s: unknown, _r: unknown, _c: number): number | null {
  return null;
}
export function samplesForComparison(_s: unknown, _o: unknown, _r: unknown): number | null {
  return null;
}
