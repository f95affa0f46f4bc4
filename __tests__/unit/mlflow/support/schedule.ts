/**
 * Runs several clients in every imaginable order: each step of each of them waits until it is drawn, and time
 * passes only when all of them sleep. The order comes from a seed, so that it can be run again.
 */
export class Schedule {
  now = 0;
  private readonly ready: (() => void)[] = [];
  private sleeping: { due: number; wake: () => void }[] = [];

  constructor(private readonly random: () => number) {}

  /** Resolves when this step is drawn. */
  readonly turn = (): Promise<void> => new Promise((resolve) => this.ready.push(resolve));

  readonly sleep = (milliseconds: number): Promise<void> =>
    new Promise((wake) => this.sleeping.push({ due: this.now + milliseconds, wake }));

  /** Draws until all the work is done; what waits for ever (a client that died) is left. */
  async run(work: readonly Promise<unknown>[]): Promise<void> {
    let open = work.length;
    for (const one of work) one.then(() => (open -= 1)).catch(() => (open -= 1));
    for (let step = 0; open > 0 && step < 200_000; step++) {
      await settled();
      const at = Math.floor(this.random() * this.ready.length);
      const [chosen] = this.ready.splice(at, 1);
      if (chosen !== undefined) chosen();
      else if (!this.wakeNext()) break;
    }
    await settled();
  }

  private wakeNext(): boolean {
    const due = Math.min(...this.sleeping.map((one) => one.due));
    if (!Number.isFinite(due)) return false;
    this.now = due;
    for (const one of this.sleeping.filter((sleeper) => sleeper.due <= due)) one.wake();
    this.sleeping = this.sleeping.filter((sleeper) => sleeper.due > due);
    return true;
  }
}

/** Lets everything go on that waits for nothing but its promises. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A small generator of known quality (mulberry32), so that a seed tells the order. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
