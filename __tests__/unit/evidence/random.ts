/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const CHARACTERS = [...Array.from('ab.,"\\*[]{}:/ \n\t\u0000\u007fé'), '😀', '\ud800'];

export function randomText(random: () => number, most = 6): string {
  const length = Math.floor(random() * (most + 1));
  return Array.from({ length }, () => CHARACTERS[Math.floor(random() * CHARACTERS.length)]).join('');
}

/** Anything that JSON can hold. */
export function randomJson(random: () => number, depth: number): unknown {
  const kind = Math.floor(random() * (depth === 0 ? 4 : 6));
  const length = Math.floor(random() * 5);
  if (kind === 0) return [null, true, false][Math.floor(random() * 3)];
  if (kind === 1) return Math.floor((random() - 0.5) * 1000);
  if (kind === 2) return (random() - 0.5) * 10 ** Math.floor((random() - 0.5) * 600);
  if (kind === 3) return randomText(random);
  if (kind === 4) return Array.from({ length }, () => randomJson(random, depth - 1));
  return Object.fromEntries(
    Array.from({ length }, () => [randomText(random), randomJson(random, depth - 1)]),
  );
}
