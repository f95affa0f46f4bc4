import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * `npm run bench`: the benchmarks behind docs/performance.md, one after the other; `npm run bench -- startup history` runs
 * some. Nothing else should run on the machine meanwhile.
 */
const ALL = {
  startup: 'what a step costs a job',
  history: 'a long history',
  scale: 'large registries',
  push: '32 promotions on one git remote',
  gto: 'GTO, which keeps stages in git tags',
  mlflow: "a promotion on an MLflow server, and by MLflow's own client",
};
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(ALL, name));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. There are ${Object.keys(ALL).join(', ')}.`);
  process.exit(2);
}

console.log(`Node ${process.version}, ${process.platform} ${process.arch}`);
for (const name of asked.length > 0 ? asked : Object.keys(ALL)) {
  console.log(`\n${name}: ${ALL[name]}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.mjs`)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
