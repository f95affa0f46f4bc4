export const DEAD = Symbol('choices that exclude each other');

/** Combinations at most: a text that grows without end is cut. */
const MOST_RUNS = 3000;

/*
 * A text depends on choices: which branch of a conditional, which of a function's returns, which caller. A run takes one
 * branch of each, and runs are repeated until each combination was seen. The same condition takes the same branch all
 * through a run, so a message keeps the hint that goes with it.
 */
export class Choices {
  constructor() {
    this.memo = new Map();
    this.script = [];
    this.at = 0;
    this.steps = 0;
    /** Choices that an outer run has taken, and whether this one has asked for one of them. */
    this.outer = new Map();
    this.depends = false;
    /** Steps that may still be taken. */
    this.fuel = Infinity;
  }

  /**
   * Runs `work` once for each combination of choices.
   * @param fixed choices that were taken before
   * @returns each result with its choices
   */
  runs(work, fixed = new Map(), most = MOST_RUNS, isEnough = undefined) {
    const saved = [this.memo, this.script, this.at, this.steps, this.outer];
    const results = [];
    this.script = [];
    this.steps = 0;
    this.outer = fixed;
    do {
      this.memo = new Map(fixed);
      this.at = 0;
      try {
        const value = work();
        results.push({ value, memo: this.memo });
        if (isEnough?.(value) === true) break;
      } catch (error) {
        if (error !== DEAD) throw error;
      }
      while (this.script.length > 0 && this.script.at(-1).index + 1 >= this.script.at(-1).of)
        this.script.pop();
      if (this.script.length > 0) this.script.at(-1).index += 1;
    } while (this.script.length > 0 && results.length < most && this.fuel > 0);
    [this.memo, this.script, this.at, this.steps, this.outer] = saved;
    return results;
  }

  choose(key, of) {
    if (of === 0) throw DEAD;
    if (of === 1) return 0;
    const known = this.memo.get(key);
    if (known !== undefined) {
      if (this.outer.has(key)) this.depends = true;
      if (known >= of) throw DEAD;
      return known;
    }
    if (this.at === this.script.length) this.script.push({ index: 0, of });
    const { index } = this.script[this.at];
    if (index >= of) throw DEAD; // this run has fewer choices here
    this.at += 1;
    this.memo.set(key, index);
    return index;
  }
}
