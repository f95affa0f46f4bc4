import { findTurn } from './chance.js';
import { ON_BOUND } from './interval.js';

const { PI, abs, asin, ceil, cos, floor, max, min, round, sin, sqrt } = Math;

/** For each value of one count, where passing begins in another. Neither has to be a whole number. */
export type Frontier = (row: number) => number;

/** Up to this many rows are solved one by one. */
const FEW = 16;

/**
 * Nodes of the interpolation if there are more rows. The frontier is smooth, so more nodes would make no difference.
 */
const NODES = 9;

/** Nodes if passing begins beyond the last count in some rows: that makes a corner, so the interpolation is linear. */
const CORNERED_NODES = 40;

interface Range {
  /** The rows that matter. */
  readonly first: number;
  readonly last: number;
  /** The highest possible row. */
  readonly most: number;
  /** The highest value of the other count in a row. */
  columns(row: number): number;
  /** Where passing may begin in a row, and about how far off that may be. */
  readonly guess: (row: number) => number;
  readonly step: number;
}

/**
 * Where a function of row and column becomes positive, in every row. It is solved in a few rows and interpolated
 * between them by Chebyshev's method, in the angle of the row's share: in it, the variance of a count is the same
 * everywhere.
 */
export function findFrontier(slack: (row: number, column: number) => number, range: Range): Frontier {
  const { first, last, most, columns, guess, step } = range;
  let off = 0;
  const solve = (row: number) => {
    const high = columns(row);
    const start = guess(row) + off;
    const turn = findTurn((column) => slack(row, column), { guess: start, step, low: 0, high });
    // what the guess was off by here is about what it is off by in the next row
    if (turn > 0 && turn < Infinity) off = turn - guess(row);
    return turn;
  };
  if (last - first < FEW) {
    const solved = new Map<number, number>();
    for (let row = first; row <= last; row += 1) solved.set(row, solve(row));
    return (row) => solved.get(row) ?? solve(row);
  }
  const angle = (row: number) => asin(sqrt(min(1, max(0, row / most))));
  const [from, to] = [angle(first), angle(last)];
  const nodes = Array.from({ length: NODES }, (_, at) => {
    const place = cos((PI * at) / (NODES - 1));
    const row = most * sin((from + to) / 2 - (place * (to - from)) / 2) ** 2;
    return { place, turn: solve(row), high: columns(row) };
  });
  if (nodes.some(({ turn }) => turn <= 0 || turn === Infinity)) return cornered(solve, range);
  return (row) => interpolate(nodes, (from + to - 2 * angle(row)) / (to - from));
}

/** Solving and interpolating are both more accurate than this. */
const UNSURE = 1e-3;

/** The least whole number from a turn on. Where the turn is nearly whole, the gate itself decides. */
export function leastWhole(turn: number, slack: (column: number) => number): number {
  if (!Number.isFinite(turn)) return Infinity;
  const nearest = round(turn);
  if (abs(turn - nearest) > UNSURE) return ceil(turn);
  return slack(nearest) >= -ON_BOUND ? nearest : nearest + 1;
}

/** Barycentric, at Chebyshev's points of the second kind (Berrut and Trefethen, SIAM Review 46, 2004). */
function interpolate(nodes: readonly { place: number; turn: number }[], place: number): number {
  let [above, below] = [0, 0];
  for (const [at, node] of nodes.entries()) {
    const apart = place - node.place;
    if (apart === 0) return node.turn;
    const end = at === 0 || at === nodes.length - 1 ? 0.5 : 1;
    const weight = ((at % 2 === 0 ? 1 : -1) * end) / apart;
    above += weight * node.turn;
    below += weight;
  }
  return above / below;
}

function cornered(solve: Frontier, { first, last, columns }: Range): Frontier {
  const width = (last - first) / CORNERED_NODES;
  const turns = Array.from({ length: CORNERED_NODES + 1 }, (_, at) => {
    const row = first + at * width;
    return min(solve(row), columns(row) + 1);
  });
  return (row) => {
    const at = (row - first) / width;
    const left = max(0, min(CORNERED_NODES - 1, floor(at)));
    const [a, b] = [turns[left] as number, turns[left + 1] as number];
    return a + (b - a) * (at - left);
  };
}
