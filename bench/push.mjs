/**
 * Many promotions by `commit: push` at once, of different models on one remote, against as many bare loops that commit
 * and push until they win: fetch, reset, change the model's file, commit, push.
 *
 *     node bench/push.mjs [rounds] [--promoters N] [--cli FILE]
 *
 * Each has a clone of its own; the remote is a bare repository on this disk. The rounds alternate.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median, printRatios } from './measure.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    promoters: { type: 'string', default: '32' },
    cli: { type: 'string', default: join(import.meta.dirname, '..', 'dist', 'cli', 'index.js') },
  },
});
const rounds = Number(positionals[0] ?? 5);
const names = Array.from({ length: Number(values.promoters) }, (_, at) => `model-${at + 1}`);
const folder = mkdtempSync(join(tmpdir(), 'stagegate-bench-'));
const PERSON = { name: 'bench', email: 'bench@example.com' };
const env = {
  PATH: process.env.PATH,
  HOME: folder,
  GIT_CONFIG_GLOBAL: join(folder, 'gitconfig'),
  GIT_CONFIG_NOSYSTEM: '1',
};

const LOOP = `
tries=0
while :; do
  tries=$((tries + 1))
  git fetch -q origin main && git reset -q --hard FETCH_HEAD
  sed -i "s/stage: None/stage: Production/" "models/$1.yaml"
  git commit -q -a -m "promote $1"
  git push -q origin HEAD:main 2>/dev/null && break
done
echo $tries
`;

try {
  writeFileSync(env.GIT_CONFIG_GLOBAL, `[user]\n  name = ${PERSON.name}\n  email = ${PERSON.email}\n`);
  const times = { 'bare loops': [], 'stagegate promote': [] };
  const tries = [];
  for (let round = 0; round < rounds; round++) {
    const bare = await race(`bare-${round}`, (name) => ['sh', ['-c', LOOP, 'sh', name]]);
    times['bare loops'].push(bare.elapsed);
    tries.push(bare.outputs.reduce((sum, text) => sum + Number(text), 0) / names.length);
    const own = await race(`own-${round}`, (name) => [
      process.execPath,
      [
        ...[values.cli, 'promote', '--model', name, '--version', '2', '--stage', 'Production'],
        ...['--commit', 'push'],
      ],
    ]);
    times['stagegate promote'].push(own.elapsed);
  }
  console.log(
    `${names.length} at once, until the last has pushed; a bare loop took ${median(tries).toFixed(1)} tries:`,
  );
  printRatios(times);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Starts all at once on a new remote; milliseconds until the last has ended. */
async function race(round, commandOf) {
  const clones = makeClones(join(folder, round));
  const start = performance.now();
  const outputs = await Promise.all(names.map((name, at) => run(clones[at], commandOf(name))));
  const elapsed = performance.now() - start;
  const log = execFileSync('git', ['-C', join(folder, round, 'remote.git'), 'log', '--oneline', 'main'], {
    env,
  });
  const commits = log.toString().trim().split('\n').length;
  if (commits !== names.length + 1) throw new Error(`${commits} commits instead of ${names.length + 1}`);
  rmSync(join(folder, round), { recursive: true });
  return { elapsed, outputs };
}

function makeClones(root) {
  const remote = join(root, 'remote.git');
  const seed = join(root, 'seed');
  const git = (...args) => execFileSync('git', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  git('init', '-q', '--bare', '-b', 'main', remote);
  git('init', '-q', '-b', 'main', seed);
  for (const part of ['.github', 'models', 'reports']) mkdirSync(join(seed, part));
  const gates = '{Production: {gates: [{metric: accuracy, min: 0.8}]}}';
  writeFileSync(
    join(seed, '.github', 'stagegate.yml'),
    `registry: models/\nmodels: {"*": {report: "reports/{version}.json", stages: ${gates}}}\n`,
  );
  writeFileSync(join(seed, 'reports', '2.json'), '{"accuracy": 0.9}\n');
  for (const name of names) {
    const versions = '      "1": {stage: Production}\n      "2": {stage: None}\n';
    writeFileSync(join(seed, 'models', `${name}.yaml`), `models:\n  ${name}:\n    versions:\n${versions}`);
  }
  git('-C', seed, 'add', '-A');
  git('-C', seed, 'commit', '-q', '-m', 'begin');
  git('-C', seed, 'push', '-q', remote, 'main');
  return names.map((name) => {
    git('clone', '-q', remote, join(root, name));
    return join(root, name);
  });
}

function run(cwd, [command, args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data) => (out += data));
    child.stderr.on('data', (data) => (err += data));
    child.on('close', (code) =>
      code === 0 ? resolve(out) : reject(new Error(`${command} ended with ${code}: ${err}`)),
    );
  });
}
