#!/usr/bin/env node
/*
 * A tour of gated promotion, on a copy of this example: node examples/quickstart/tour.mjs
 *
 * Needs Node 20.19 or newer, and nothing installed. Runs the committed command line once a step, and fails
 * unless every step ends as it must; so it is a test of what it shows, too.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const EXAMPLE = dirname(fileURLToPath(import.meta.url));
const CLI = resolve(EXAMPLE, '../../dist/cli/index.js');
const MODEL = 'digits';
const MANIFEST = 'models.yaml';
const HISTORY = 'models.history.jsonl';

/**
 * `status`: the exit status that it must have. `mentions`: what its output must name.
 * `fails`: the checks that must fail, and no others.
 */
const STEPS = [
  {
    say: 'Six versions of one model are registered. Version 1 is in Production: the champion.',
    run: ['list-versions', '--model-name', MODEL],
    status: 0,
    mentions: '1        Production',
  },
  {
    say: 'Version 2 is better, so it is promoted, and the champion is archived.',
    run: withVersion('promote', 2),
    status: 0,
    changesManifest: true,
  },
  {
    say: 'Version 3 would be good enough alone, but it is worse than the new champion.',
    run: withVersion('promote', 3),
    status: 1,
    fails: ['accuracy max-regression'],
  },
  {
    say: 'Version 4 is as accurate as the champion, but its loss is NaN, which is neither high nor low.',
    run: withVersion('promote', 4),
    status: 1,
    fails: ['log_loss max', 'reports/digits/4.junit.xml tests'],
  },
  {
    say: 'Version 5 is more accurate than the champion, but hardly saw an eight when it was trained.',
    run: withVersion('promote', 5),
    status: 1,
    fails: ['slices.eight.recall min'],
  },
  {
    say: 'Version 6 has the best numbers of all, but nobody ran its tests.',
    run: withVersion('promote', 6),
    status: 1,
    fails: ['reports/digits/6.junit.xml tests'],
  },
  {
    say: 'Suppose that version 2 disappoints: back to the version that was in Production before.',
    run: ['rollback', '--model', MODEL, '--stage', 'Production', '--reason', 'disappoints in use'],
    status: 0,
    changesManifest: true,
  },
  {
    say: 'Who moved what, when and why is in the history, a file beside the manifest.',
    run: ['history', '--model', MODEL],
    status: 0,
    mentions: 'disappoints in use',
  },
  {
    say: 'Each line of it holds the digest of the one before, so an altered line would be found.',
    run: ['verify'],
    status: 0,
    mentions: MODEL,
  },
];

function withVersion(command, version) {
  return [command, '--model', MODEL, '--version', String(version), '--stage', 'Production'];
}

const colours = wantsColours(process.env, process.stdout.isTTY);
const paint = (code) => (text) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
const [bold, dim, red, green] = [paint(1), paint(2), paint(31), paint(32)];

function wantsColours({ NO_COLOR, FORCE_COLOR }, isTerminal) {
  if (NO_COLOR) return false;
  return FORCE_COLOR === undefined ? isTerminal === true : !['0', 'false'].includes(FORCE_COLOR);
}

/** The tour is the same everywhere: a job's or a hook's own settings stay outside. */
function childEnvironment() {
  const foreign =
    /^(GITHUB_|INPUT_|MLFLOW_|DATABRICKS_|GIT_(DIR|WORK_TREE|INDEX_FILE)$|NO_COLOR$|FORCE_COLOR$)/i;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), ...(colours ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) };
}

function print(text = '') {
  process.stdout.write(`${text}\n`);
}

function indent(text) {
  return text.trimEnd().replace(/^(?=.)/gm, '  ');
}

function quote(argument) {
  return /^[\w.:/@-]+$/.test(argument) ? argument : `"${argument}"`;
}

function runCli(args, workspace) {
  const child = spawnSync(process.execPath, [CLI, ...args], {
    cwd: workspace,
    env: childEnvironment(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.error) throw child.error;
  if (child.signal) throw new Error(`it was ended by ${child.signal}`);
  return child;
}

/** The manifest and its history, as they are now. */
function readRegistry(workspace) {
  const paths = [MANIFEST, HISTORY].map((name) => join(workspace, name));
  return paths.map((path) => (existsSync(path) ? readFileSync(path, 'utf8') : '')).join('\n');
}

/** Runs one step in the copy, shows it, and throws unless it ends as it must. */
function take({ run, status, mentions, fails }, workspace) {
  print(bold(`$ stagegate ${run.map(quote).join(' ')}`));
  const before = readRegistry(workspace);
  const child = runCli(run, workspace);
  for (const text of [child.stdout, child.stderr]) if (text.trim() !== '') print(indent(text));
  print(dim(`  exit status ${child.status}`));

  if (child.status !== status) throw new Error(`the exit status should have been ${status}`);
  if (mentions && !stripVTControlCharacters(child.stdout).includes(mentions))
    throw new Error(`the output should have named ${JSON.stringify(mentions)}`);
  if (fails) {
    if (readRegistry(workspace) !== before) throw new Error('a blocked promotion changed the registry');
    const failed = findFailedChecks(run, workspace).join(', ');
    if (failed !== fails.join(', ')) throw new Error(`${fails.join(', ')} should have failed, not ${failed}`);
  }
}

/** Asks again, without promoting and for a program, which checks a blocked promotion failed. */
function findFailedChecks([, ...args], workspace) {
  const { gates } = JSON.parse(runCli(['check', ...args, '--json'], workspace).stdout);
  return gates.filter(({ verdict }) => verdict === 'fail').map(({ metric, check }) => `${metric} ${check}`);
}

/** Shows the changed lines of the manifest; works without git. */
function showDiff(before, after) {
  const git = spawnSync('git', ['diff', '--no-index', '--no-ext-diff', '--no-color', '-U0', before, after], {
    encoding: 'utf8',
    env: childEnvironment(),
  });
  print();
  if (git.error) {
    print(dim(`  (git is not installed, so what changed in ${MANIFEST} is not shown)`));
    return;
  }
  if (git.stdout === '') throw new Error(`${MANIFEST} should have changed`);
  print(`  The whole change of ${MANIFEST}:`);
  for (const line of git.stdout.split(/\r?\n/)) {
    if (/^-(?!--)/.test(line)) print(indent(red(line)));
    if (/^\+(?!\+\+)/.test(line)) print(indent(green(line)));
  }
}

function tour(folder) {
  const workspace = join(folder, 'workspace');
  const earlier = join(folder, MANIFEST);
  mkdirSync(workspace);
  for (const name of ['.github', 'reports', MANIFEST])
    cpSync(join(EXAMPLE, name), join(workspace, name), { recursive: true });

  for (const [index, step] of STEPS.entries()) {
    print(`\n${dim(`${index + 1}/${STEPS.length}`)} ${step.say}`);
    cpSync(join(workspace, MANIFEST), earlier);
    take(step, workspace);
    if (step.changesManifest) showDiff(earlier, join(workspace, MANIFEST));
  }
  print(`\n${green('That was the tour.')} It ran on a copy; nothing here was changed.`);
  print('The policy that decided:  examples/quickstart/.github/stagegate.yml');
  print('A workflow to paste:      README.md');
}

function main() {
  if (!existsSync(CLI)) throw new Error(`${CLI} is missing. Clone the whole repository.`);
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'stagegate-tour-'));
  try {
    tour(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

// Ctrl-C ends the running step, whose signal then ends the tour, which so removes its folder first.
process.on('SIGINT', () => {});
// `| head` closes the pipe early. That isn't a failure.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  main();
} catch (error) {
  print(`\n${red('The tour stopped:')} ${error.message}`);
  process.exitCode = 1;
}
