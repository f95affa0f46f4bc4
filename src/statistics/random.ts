// jest looks up a global slowly
const { PI, cos, imul, log, sqrt } = Math;

/** Random numbers that can be repeated. */
export interface Random {
  /** From 0 to below 1. */
  uniform(): number;
  /** The same in 32 bits, quicker. */
  coarse(): number;
  /** Standard normal. */
  normal(): number;
}

/**
 * xoshiro128** (Blackman and Vigna, ACM Transactions on Mathematical Software 47, 2021, 36), its state from a seed by
 * SplitMix32; 53 bits a number, and normal ones by Box and Muller.
 */
export function seedRandom(seed: number): Random {
  let state = seed >>> 0;
  const split = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  let [a, b, c, d] = [split(), split(), split(), split()];
  const rotate = (x: number, by: number) => (x << by) | (x >>> (32 - by));
  const next = () => {
    const result = imul(rotate(imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
  const uniform = () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
  return {
    uniform,
    coarse: () => next() / 2 ** 32,
    normal: () => sqrt(-2 * log(1 - uniform())) * cos(2 * PI * uniform()),
  };
}
