/** Milliseconds a unit. */
const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** Milliseconds in a duration such as `90m`, `24h`, `1d 12h`. The schema has checked its form. */
export function parseDuration(text: string): number {
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*([smhdw])/g)) {
    total += Number(amount) * UNITS[unit as keyof typeof UNITS];
  }
  return total;
}

/** A span for people, in the two largest units that matter: `3 d 4 h`, `12 min`. */
export function formatDuration(milliseconds: number): string {
  const names = [
    ['d', UNITS.d],
    ['h', UNITS.h],
    ['min', UNITS.m],
    ['s', UNITS.s],
  ] as const;
  const first = names.findIndex(([, unit]) => milliseconds >= unit);
  if (first === -1) return 'less than a second';
  const parts: string[] = [];
  let rest = milliseconds;
  for (const [name, unit] of names.slice(first, first + 2)) {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.join(' ');
}
