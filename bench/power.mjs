import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

/**
 * The figures of `stagegate power` beside simulated gates: draws data and asks the gate's own functions. It runs the
 * sources as they are, with a Node that strips types: `node_modules/.bin/node bench/power.mjs [TRIALS]` (100,000).
 */
registerHooks({
  resolve(name, context, next) {
    try {
      return next(name, context);
    } catch (error) {
      if (!name.endsWith('.js')) throw error;
      return next(`${name.slice(0, -3)}.ts`, context);
    }
  },
});
const root = join(import.meta.dirname, '..');
const load = (path) => import(pathToFileURL(join(root, path)).href);
const { oneSampleChance, twoSampleChance } = await load('src/statistics/power.ts');
const { counted } = await load('src/statistics/sample.ts');
const { pairedChance } = await load('src/statistics/power-pairs.ts');
const { intervalOfReading } = await load('src/statistics/one-sample.ts');
const { intervalOfReadings } = await load('src/statistics/two-samples.ts');
const { intervalOfMoments, summarize } = await load('src/statistics/paired.ts');
const { judge } = await load('src/statistics/interval.ts');
const { seedRandom } = await load('__tests__/unit/statistics/support/random.ts');
const { comparePower, POWER_CASES } = await load('__tests__/exhaustive/support/clusters.ts');
const { drawCounts, drawVariance } = await load('__tests__/exhaustive/support/chance.ts');

const TRIALS = Number(process.argv[2] ?? 100_000);
const SIZES = [100, 1000, 10_000];
const rule = (required) => ({ confidence: 0.95, factor: 1, required, isTolerated: false });
const ZERO = rule({ min: 0 });
const rows = [];

function compare(about, told, passes) {
  let count = 0;
  for (let trial = 0; trial < TRIALS; trial += 1) count += passes() ? 1 : 0;
  print(about, told, count / TRIALS);
}

function print({ kind, n, truth }, told, passed) {
  const [power, simulated] = [100 * told, 100 * passed];
  const apart = Math.abs(power - simulated);
  rows.push({ kind, n, truth, power, simulated, apart });
  const cells = [power, simulated, apart].map((value) => value.toFixed(2).padStart(7)).join('');
  console.log(`${kind.padEnd(48)}${String(n).padStart(7)}  ${truth.padEnd(14)}${cells}`);
}

/** Asks the gate no more than it must: what passes with a count passes with a larger one. */
function monotone(ask) {
  const known = new Map();
  return (row, column) => {
    const edge = known.get(row) ?? { fails: -1, passes: Infinity };
    known.set(row, edge);
    if (column <= edge.fails) return false;
    if (column >= edge.passes) return true;
    const passes = ask(row, column);
    if (passes) edge.passes = column;
    else edge.fails = column;
    return passes;
  };
}

console.log(`${TRIALS} trials; percent: power, simulated, apart`);
for (const n of SIZES) {
  const random = seedRandom(n);
  const share = 0.9;
  const near = Math.sqrt((share * (1 - share)) / n);

  const least = rule({ min: share });
  const one = oneSampleChance(counted(share * n, n), least);
  const passesOne = monotone(
    (_, k) => judge(intervalOfReading(counted(k, n), 0.95), least.required) === 'pass',
  );
  for (const [name, truth] of [
    ['on the bound', share],
    ['2.5 se better', share + 2.5 * near],
  ]) {
    const draw = drawCounts(random, n, [truth, 1 - truth]);
    compare({ kind: 'a proportion', n, truth: name }, one(truth), () => passesOne(0, draw()[0]));
  }

  const two = twoSampleChance(counted(share * n, n), counted(share * n, n), ZERO);
  const passesTwo = monotone(
    (b, a) => judge(intervalOfReadings(counted(a, n), counted(b, n), ZERO), ZERO.required) === 'pass',
  );
  for (const [name, truth] of [
    ['equal', share],
    ['3 se better', Math.min(1, share + 3 * near)],
  ]) {
    const [first, second] = [truth, share].map((p) => drawCounts(random, n, [p, 1 - p]));
    compare({ kind: 'two proportions', n, truth: name }, two(truth), () =>
      passesTwo(second()[0], first()[0]),
    );
  }

  const stderr = 30 / Math.sqrt(n);
  const mean = (value, spread = 1) => ({ kind: 'measured', value, stderr: stderr * spread, samples: n });
  const variance = drawVariance(random, n - 1);
  const drawMean = (truth) => mean(truth + stderr * random.normal(), Math.sqrt(variance()));
  const most = rule({ max: 120 });
  const ofMean = oneSampleChance(mean(120), most);
  for (const [name, truth] of [
    ['on the bound', 120],
    ['2.5 se better', 120 - 2.5 * stderr],
  ])
    compare(
      { kind: 'a mean', n, truth: name },
      ofMean(truth),
      () => judge(intervalOfReading(drawMean(truth), 0.95), most.required) === 'pass',
    );
  const ofMeans = twoSampleChance(mean(120), mean(120), ZERO);
  for (const [name, truth] of [
    ['equal', 120],
    ['3 se better', 120 + 3 * stderr],
  ])
    compare({ kind: 'two means', n, truth: name }, ofMeans(truth), () => {
      const found = intervalOfReadings(drawMean(truth), drawMean(120), ZERO);
      return judge(found, ZERO.required) === 'pass';
    });

  const differ = 0.1;
  const part = (differ * n) / 2;
  const fill = (count, candidate, champion) => Array(Math.round(count)).fill({ candidate, champion });
  const pairs = [
    ...fill(share * n - part, 1, 1),
    ...fill(part, 1, 0),
    ...fill(part, 0, 1),
    ...fill((1 - share) * n - part, 0, 0),
  ];
  const ofPairs = pairedChance(pairs, { samples: n }, ZERO);
  const moments = summarize(pairs, 1);
  const passesPairs = monotone((m, gained) => {
    const counts = { gained, lost: m - gained, samples: n };
    return judge(intervalOfMoments({ ...moments, counts }, ZERO), ZERO.required) === 'pass';
  });
  for (const [name, difference] of [
    ['equal', 0],
    ['2.5 se better', 2.5 * Math.sqrt(differ / n)],
  ]) {
    const [gain, lose] = [(differ + difference) / 2, (differ - difference) / 2];
    const draw = drawCounts(random, n, [gain, lose, 1 - gain - lose]);
    compare({ kind: 'pairs, right or wrong', n, truth: name }, ofPairs(share + difference), () => {
      const [gained, lost] = draw();
      return passesPairs(gained + lost, gained);
    });
  }
}
for (const one of POWER_CASES) {
  const n = one.design.clusters;
  for (const { truth, told, simulated } of comparePower(one, { random: seedRandom(n), runs: TRIALS }))
    print({ kind: one.name, n, truth }, told, simulated);
}
const worst = rows.reduce((far, row) => (row.apart > far.apart ? row : far));
console.log(
  `\nfurthest apart: ${worst.apart.toFixed(2)} points (${worst.kind}, n = ${worst.n}, ${worst.truth})`,
);
