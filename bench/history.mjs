import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { median } from './measure.mjs';

/**
 * A promotion of a model whose history has 10, 110, 1,500 and 100,000 lines: whole processes of the built command line, one
 * length after the other in each round. The first promotion of a long history closes it as one segment, so it has a
 * column of its own. `node bench/history.mjs [rounds] [cli]`
 */
const [rounds = '30', cli = 'dist/cli/index.js'] = process.argv.slice(2);
/** 110 lines are nearly a full segment. */
const LENGTHS = [10, 110, 1_500, 100_000];
const VERSIONS = 10;
const env = { ...process.env, GITHUB_ACTIONS: '', GITHUB_ACTOR: 'bench' };

const POLICY = `models:
  m:
    report: reports/{version}.json
    stages:
      Production:
        gates:
          - { metric: accuracy, min: 0.8, max-regression: 1% }
          - { metric: f1, min: 0.7 }
`;

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** A line as stagegate writes it: version 1 and 2 take turns in Production. */
function makeLine(at, previous) {
  const isRegistration = at < VERSIONS;
  const version = String(isRegistration ? at + 1 : (at % 2) + 1);
  const other = version === '1' ? '2' : '1';
  const isFirst = at === VERSIONS;
  const gate = (metric, check, numbers) => ({
    ...{ gate: 'metric', metric, check, champion: null, ...numbers },
    verdict: 'pass',
    reason: `${metric} is ${numbers.observed}, must be at least ${numbers.required}`,
  });
  const body = JSON.stringify({
    time: new Date(Date.UTC(2020, 0, 1) + at * 60_000).toISOString(),
    action: isRegistration ? 'register' : 'promote',
    ...{ model: 'm', version },
    from: isRegistration ? null : at < VERSIONS + 2 ? 'None' : 'Archived',
    to: isRegistration ? 'None' : 'Production',
    archived: isRegistration || isFirst ? [] : [other],
    ...(isRegistration
      ? { artifacts: { [version]: { source: `s3://models/m/${version}`, sha256: null } } }
      : {}),
    ...{ actor: 'bench', reason: null, forced: false, commit: 'c'.repeat(40), run: null },
    ...{ 'policy-sha256': 'a'.repeat(64), 'report-sha256': 'b'.repeat(64) },
    gates: isRegistration
      ? []
      : [
          gate('accuracy', 'min', { observed: 0.91, required: 0.8 }),
          gate('accuracy', 'max-regression', { observed: 0.91, required: 0.9, champion: 0.91 }),
          gate('f1', 'min', { observed: 0.88, required: 0.7 }),
        ],
    previous,
  });
  const line = `${body.slice(0, -1)},"sha256":"${sha256(body)}"}`;
  return { line, digest: sha256(line) };
}

function makeWorkspace(lines) {
  const folder = mkdtempSync(join(tmpdir(), 'stagegate-bench-'));
  const put = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  put('.github/stagegate.yml', POLICY);
  for (const version of [1, 2]) put(`reports/${version}.json`, '{"accuracy": 0.91, "f1": 0.88}\n');
  let previous = null;
  const history = [];
  for (let at = 0; at < lines; at++) {
    const { line, digest } = makeLine(at, previous);
    history.push(line);
    previous = digest;
  }
  const holder = lines > VERSIONS ? String(((lines - 1) % 2) + 1) : null;
  const stageOf = (version) => {
    if (holder === null || version > 2 || (lines === VERSIONS + 1 && String(version) !== holder))
      return 'None';
    return String(version) === holder ? 'Production' : 'Archived';
  };
  const versions = Array.from(
    { length: VERSIONS },
    (_, at) => `      ${at + 1}: {stage: ${stageOf(at + 1)}, source: "s3://models/m/${at + 1}"}\n`,
  );
  put('models.yaml', `models:\n  m:\n    versions:\n${versions.join('')}`);
  put('models.history.jsonl', `${history.join('\n')}\n`);
  return { folder, next: holder === '1' ? 2 : 1 };
}

/** Milliseconds of one promotion as a whole process: by the clock, and of processor time. */
function promote(workspace) {
  const args = [resolve(cli), 'promote', '--model', 'm', '--version', String(workspace.next)];
  workspace.next = 3 - workspace.next;
  const timed = [
    '-c',
    'TIMEFORMAT="%U %S"; time "$0" "$@"',
    process.execPath,
    ...args,
    '--stage',
    'Production',
  ];
  const start = performance.now();
  const { status, stderr } = spawnSync('bash', timed, { cwd: workspace.folder, env, encoding: 'utf8' });
  const wall = performance.now() - start;
  if (status !== 0) throw new Error(`the promotion ended with ${status}: ${stderr}`);
  const [user, system] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { wall, cpu: (user + system) * 1000 };
}

const workspaces = LENGTHS.map(makeWorkspace);
const first = workspaces.map(promote);
const times = LENGTHS.map(() => []);
for (let round = 0; round < Number(rounds); round++) {
  for (const [at, workspace] of workspaces.entries()) times[at].push(promote(workspace));
}
for (const { folder } of workspaces) rmSync(folder, { recursive: true });
const ratioOf = (at, of) => median(times[at].map((time, round) => of(time) / of(times[0][round]))).toFixed(2);
console.table(
  LENGTHS.map((lines, at) => ({
    lines,
    'first ms': first[at].wall.toFixed(0),
    'median ms': median(times[at].map(({ wall }) => wall)).toFixed(1),
    ratio: ratioOf(at, ({ wall }) => wall),
    'cpu ratio': ratioOf(at, ({ cpu }) => cpu),
  })),
);
