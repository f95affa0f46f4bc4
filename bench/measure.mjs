import { spawnSync } from 'node:child_process';

/** Milliseconds that a command takes as a whole process. Throws when it ends with another status than 0. */
export function timeCommand(command, args, options = {}) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8', ...options });
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return elapsed;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Runs the named functions in turn, A B C A B C …, so that a drift of the machine meets all of them alike. */
export function interleave(rounds, functions) {
  const times = Object.fromEntries(Object.keys(functions).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of Object.entries(functions)) {
      const elapsed = run();
      if (round > 0) times[name].push(elapsed); // the first round warms up
    }
  }
  return times;
}

/** A row a name: the median in milliseconds and the ratio to the first name's. */
export function printRatios(times) {
  const [baseline] = Object.values(times);
  const rows = Object.entries(times).map(([name, values]) => ({
    name,
    'median ms': median(values).toFixed(1),
    ratio: median(values.map((value, at) => value / baseline[at])).toFixed(2),
    'times faster': median(values.map((value, at) => baseline[at] / value)).toFixed(2),
  }));
  console.table(rows);
}
