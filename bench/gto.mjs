/**
 * GTO 1.10.1, which keeps stages in git tags, against stagegate on as many versions: showing what is where, and moving
 * one version, as whole processes. GTO is installed into .cache/gto/ the first time.
 *
 *     node bench/gto.mjs [ROUNDS]
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeEnvironments } from '../scripts/python-environment.mjs';
import { interleave, printRatios, timeCommand } from './measure.mjs';

const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist', 'cli', 'index.js');
const cache = join(root, '.cache', 'gto');
const requirements = join(root, 'bench', 'gto-requirements.txt');
const rounds = Number(process.argv[2] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'stagegate-bench-'));
const env = {
  PATH: process.env.PATH,
  HOME: folder,
  GIT_CONFIG_GLOBAL: join(folder, '.gitconfig'),
  GITHUB_ACTOR: 'bench',
};

try {
  await makeEnvironments([{ name: 'GTO', folder: cache, requirements }]);
  writeFileSync(env.GIT_CONFIG_GLOBAL, '[user]\n  name = bench\n  email = bench@example.com\n');
  for (const count of [10, 1_000]) compare(count);
} finally {
  rmSync(folder, { recursive: true });
}

function compare(count) {
  const [tags, manifest] = [makeTags(count), makeManifest(count)];
  const gto = (...args) => timeCommand(join(cache, 'bin', 'gto'), args, { cwd: tags, env });
  const stagegate = (...args) => timeCommand(process.execPath, [cli, ...args], { cwd: manifest, env });
  let [assigned, promoted] = [0, 0];
  console.log(`${count} versions`);
  printRatios(
    interleave(rounds, {
      'stagegate list-versions': () => stagegate('list-versions', '--model-name', 'm'),
      'gto show': () => gto('show', 'm'),
    }),
  );
  printRatios(
    interleave(rounds, {
      'stagegate promote': () => stagegate('promote', 'm', String((promoted += 1)), 'Production'),
      'gto assign': () => gto('assign', 'm', '--version', `v0.0.${(assigned += 1)}`, '--stage', 'production'),
    }),
  );
}

/** A repository with a registered version in each tag, on a commit of its own, as GTO wants it. */
function makeTags(count) {
  const cwd = join(folder, `tags-${count}`);
  mkdirSync(cwd);
  const git = (args, input) =>
    execFileSync('git', args, { cwd, env, input, stdio: ['pipe', 'ignore', 'inherit'] });
  git(['init', '-q', '-b', 'main']);
  const commits = Array.from({ length: count }, (_, at) => {
    const [version, person] = [at + 1, `bench <bench@example.com> ${1_790_000_000 + at} +0000`];
    const commit = `commit refs/heads/main\nmark :${version}\ncommitter ${person}\ndata 0\n`;
    return `${commit}\ntag m@v0.0.${version}\nfrom :${version}\ntagger ${person}\ndata 8\nregister\n`;
  });
  git(['fast-import', '--quiet'], commits.join(''));
  return cwd;
}

/** The same versions in a manifest, with a report that each must meet. */
function makeManifest(count) {
  const cwd = join(folder, `manifest-${count}`);
  mkdirSync(join(cwd, '.github'), { recursive: true });
  const gates = 'gates: [{metric: accuracy, min: 0.8}]';
  writeFileSync(
    join(cwd, '.github', 'stagegate.yml'),
    `models: {m: {report: report.json, stages: {Production: {${gates}}}}}\n`,
  );
  writeFileSync(join(cwd, 'report.json'), '{"accuracy": 0.9}\n');
  const versions = Array.from({ length: count }, (_, at) => `      ${at + 1}: { stage: None }\n`);
  writeFileSync(join(cwd, 'models.yaml'), `models:\n  m:\n    versions:\n${versions.join('')}`);
  return cwd;
}
