import { symlinkSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Stagegate, type StagegateOptions } from '../../src/engine.js';
import { exitStatus, StagegateError } from '../../src/errors.js';
import type { Outcome } from '../../src/promotion/outcome.js';
import type { PromotionRequest } from '../../src/promotion/request.js';
import { startDatabricks, type Databricks } from '../support/databricks/databricks.js';
import { rowsFor } from '../support/full.js';
import { startGitHub, type GitHub } from '../support/github/github.js';
import { baseEnvironment, runProcess } from '../support/spawn.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';

/* A checkout that is behind its branch: what is committed is judged by the branch's policy and reports. */

const POLICY = '.github/stagegate.yml';
const LAX = `registry: models.yaml
models:
  churn:
    report: reports/{version}.json
    stages:
      Production:
        gates:
          - {metric: accuracy, min: 0.9}
          - tests: junit/*.xml
`;
const STRICT = LAX.replace('0.9', '0.99');
const FROZEN = LAX.replace(
  'Production:',
  'Production:\n        freeze: [{from: 2026-01-01, to: 2099-01-01, timezone: UTC}]',
);
const FORBIDS = STRICT.replace('Production:', 'Production:\n        allow-force: false');
const JUNIT = '<testsuite name="a" tests="1"><testcase name="one"/></testsuite>\n';
const FAILING = '<testsuite name="b" tests="1"><testcase name="two"><failure/></testcase></testsuite>\n';
const REPORT = 'reports/2.json';

const BEGIN: Readonly<Record<string, string>> = {
  [POLICY]: LAX,
  'models.yaml': 'models:\n  churn:\n    versions:\n      1: {stage: None}\n      2: {stage: None}\n',
  [REPORT]: '{"accuracy": 0.95}\n',
  'reports/1.json': '{"accuracy": 0.93}\n',
  'junit/a.xml': JUNIT,
};

const MODES = ['push', 'api', 'pull-request'] as const;
type Mode = (typeof MODES)[number];

let github: GitHub | undefined;
let databricks: Databricks | undefined;
afterEach(async () => {
  await github?.close();
  await databricks?.close();
  github = databricks = undefined;
});

/** A branch, and a checkout of what it was at first. */
interface World {
  readonly checkout: Workspace;
  /** Commits to the branch, past the checkout; null removes a file. */
  move(files: Readonly<Record<string, string | null>>): Promise<void>;
  readonly options: StagegateOptions;
  read(file: string): Promise<string | null>;
}

async function begin(mode: Mode, files = BEGIN): Promise<World> {
  return mode === 'push' ? beginPush(files) : beginGitHub(mode, files);
}

function beginPush(files: Readonly<Record<string, string>>): World {
  const checkout = makeWorkspace(files, { git: 'remote' });
  const other = checkout.clone();
  return {
    checkout,
    options: { workspace: checkout.root, commit: 'push', env: {} },
    move: (changes) => {
      other.git('pull', '--quiet', '--ff-only');
      for (const [file, text] of Object.entries(changes)) {
        if (text === null) other.git('rm', '--quiet', file);
        else other.write(file, text);
      }
      other.git('add', '--all');
      other.git('commit', '--quiet', '--message=fix: meanwhile');
      other.git('push', '--quiet');
      return Promise.resolve();
    },
    read: (file) => Promise.resolve(checkout.clone().files()[file] ?? null),
  };
}

async function beginGitHub(
  mode: StagegateOptions['commit'],
  files: Readonly<Record<string, string>>,
  clone: readonly string[] = [],
): Promise<World> {
  const started = await startGitHub({ files });
  github = started;
  started.repository.settings.actionsMayOpenPulls = true;
  // as a run that is started again: its variables are those of then
  const { env, token } = await started.run();
  const checkout = makeWorkspace();
  // not by the workspace's git, which would keep the server in this process from answering
  const words = ['clone', '--quiet', ...clone, started.repository.gitUrl(token), '.'];
  const { status, stderr } = await runProcess('git', words, { cwd: checkout.root, env: baseEnvironment() });
  if (status !== 0) throw new Error(stderr);
  started.clear();
  return {
    checkout,
    options: { workspace: checkout.root, commit: mode, token, env: { ...env, GITHUB_ACTIONS: 'true' } },
    move: async (changes) => {
      await started.repository.commit(changes);
    },
    read: (file) => started.repository.read(file),
  };
}

const SECOND = { model: 'churn', version: '2', stage: 'Production', reason: null, force: false };

const promote = ({ options }: World, request: Partial<PromotionRequest> = {}) =>
  new Stagegate(options).promote({ ...SECOND, ...request });

const failed = ({ gates }: Outcome): string[] =>
  gates.filter(({ verdict }) => verdict === 'fail').map(({ reason }) => reason);

async function failure(work: Promise<unknown>): Promise<StagegateError> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof StagegateError) return error;
  throw error;
}

interface Case {
  /** What comes to the branch after the checkout. */
  readonly moved?: Readonly<Record<string, string | null>>;
  /** What this job writes into its checkout. */
  readonly written?: Readonly<Record<string, string>>;
  /** What the failed gates say; none where it is promoted. */
  readonly why: readonly RegExp[];
}

const CASES: readonly (readonly [string, Case])[] = [
  ['the policy was made stricter', { moved: { [POLICY]: STRICT }, why: [/0\.99/] }],
  ['a freeze was added', { moved: { [POLICY]: FROZEN }, why: [/frozen/] }],
  [
    'a report was corrected to a lower number',
    {
      moved: { [REPORT]: '{"accuracy": 0.1}\n' },
      why: [
        /^reports\/2\.json changed on main after this checkout \([0-9a-f]{12} there, [0-9a-f]{12} here\): run on the head/,
        /report/,
      ],
    },
  ],
  [
    'a report was removed',
    { moved: { [REPORT]: null }, why: [/^reports\/2\.json was removed on main/, /report/] },
  ],
  [
    'a JUnit file was added that fails',
    { moved: { 'junit/b.xml': FAILING }, why: [/^junit\/b\.xml is missing here, but main has it/] },
  ],
  [
    'a JUnit file was changed',
    { moved: { 'junit/a.xml': FAILING }, why: [/^junit\/a\.xml changed on main after this checkout/] },
  ],
  [
    'a report that this job rewrote was changed there, too',
    {
      moved: { [REPORT]: '{"accuracy": 0.1}\n' },
      written: { [REPORT]: '{"accuracy": 0.97}\n' },
      why: [/^reports\/2\.json changed on main/, /report/],
    },
  ],
  [
    'other files were changed',
    {
      moved: { 'README.md': 'hello\n', 'reports/1.json': '{"accuracy": 0.1}\n', 'junit/b.txt': '' },
      why: [],
    },
  ],
  ['a report is rewritten by this job', { written: { [REPORT]: '{"accuracy": 0.97}\n' }, why: [] }],
  [
    'line ends are those of the checkout',
    { written: { '.gitattributes': '* text=auto\n', [REPORT]: '{"accuracy": 0.95}\r\n' }, why: [] },
  ],
  [
    'the branch has what this job wrote',
    {
      moved: { [REPORT]: '{"accuracy": 0.97}\n' },
      written: { [REPORT]: '{"accuracy": 0.97}\n' },
      why: [],
    },
  ],
  ['the policy of the checkout was made stricter by this job', { written: { [POLICY]: STRICT }, why: [] }],
];

describe.each(MODES)('commit: %s', (mode) => {
  // a proposal is read and judged as a commit is
  const cases =
    mode === 'pull-request'
      ? rowsFor(CASES.slice(0, 5), { at: 2, of: 3 })
      : rowsFor(CASES, { at: MODES.indexOf(mode), of: 2 });

  test.each(cases)('%s', async (_name, { moved, written = {}, why }) => {
    const world = await begin(mode);
    if (moved !== undefined) await world.move(moved);
    for (const [file, text] of Object.entries(written)) world.checkout.write(file, text);
    const outcome = await promote(world);
    const done = mode === 'pull-request' ? 'allowed' : 'promoted';
    const reasons = failed(outcome);
    expect({ decision: outcome.decision, reasons }).toEqual({
      decision: why.length > 0 ? 'blocked' : done,
      reasons: why.map((pattern) => expect.stringMatching(pattern)),
    });
    expect(outcome.policySource).toBe('main');
    expect((await world.read('models.yaml'))?.includes('Production')).toBe(
      why.length === 0 && mode !== 'pull-request',
    );
  });

  test('a report that only this job has counts, and its removal of old results too', async () => {
    const { [REPORT]: report, ...rest } = BEGIN;
    const world = await begin(mode, rest);
    await world.move({ 'README.md': 'hello\n' });
    world.checkout.write(REPORT, report ?? '');
    world.checkout.git('rm', '--quiet', 'junit/a.xml');
    world.checkout.write('junit/new.xml', JUNIT);
    expect(failed(await promote(world))).toEqual([]);
  });
});

describe.each(['push', 'api'] as const)('with commit: %s', (mode) => {
  test('force is refused where the branch forbids it now', async () => {
    const world = await begin(mode);
    await world.move({ [POLICY]: FORBIDS });
    const outcome = await promote(world, { force: true, reason: 'now' });
    expect(outcome.decision).toBe('blocked');
    expect(outcome.notices).toContain("force was refused: the policy doesn't allow it for this stage");
  });

  test('a check tells the same', async () => {
    const world = await begin(mode);
    await world.move({ [POLICY]: STRICT });
    expect((await new Stagegate(world.options).check(SECOND)).decision).toBe('blocked');
  });

  test('a rollback is held up by a freeze that was added for rollbacks', async () => {
    const world = await begin(mode);
    await promote(world, { version: '1' });
    await promote(world);
    await world.move({ [POLICY]: FROZEN.replace('timezone: UTC', 'timezone: UTC, rollbacks: true') });
    const request = { model: 'churn', version: null, stage: 'Production', reason: 'slow' };
    const outcome = await new Stagegate(world.options).rollback(request);
    expect(outcome.decision).toBe('blocked');
    expect(failed(outcome)).toEqual([expect.stringMatching(/frozen/)]);
  });

  test('two promotions in a row need no word about the age of the checkout', async () => {
    const world = await begin(mode);
    // the checkout can't follow
    world.checkout.write('models.yaml', `${BEGIN['models.yaml'] ?? ''}# mine\n`);
    await promote(world, { version: '1' });
    const outcome = await promote(world);
    expect(outcome).toMatchObject({ decision: 'promoted', previousVersion: '1', notices: [] });
  });

  test('the age of the checkout is told', async () => {
    const world = await begin(mode);
    const old = world.checkout.git('rev-parse', '--short=12', 'HEAD');
    await world.move({ 'README.md': 'one\n' });
    await world.move({ 'README.md': 'two\n' });
    const { decision, notices } = await promote(world);
    expect({ decision, notices }).toEqual({
      decision: 'promoted',
      notices: [
        expect.stringMatching(
          new RegExp(
            `^this checkout \\(${old} of \\d{4}-\\d\\d-\\d\\d\\) is 2 commits behind main \\([0-9a-f]{12}\\), whose policy counts$`,
          ),
        ),
      ],
    });
  });

  test('the stages and the registry are those of the branch', async () => {
    const world = await begin(mode);
    await world.move({
      [POLICY]: LAX.replace('models.yaml', 'registry/models.yaml').replace(
        'models:\n',
        'stages: [Shadow, Production]\nmodels:\n',
      ),
      'registry/models.yaml': BEGIN['models.yaml'] ?? '',
    });
    const register = { source: null, sha256: null, tags: {}, aliases: [], reason: null };
    const added = await new Stagegate(world.options).register({ model: 'churn', version: null, ...register });
    expect(added).toMatchObject({ decision: 'registered', version: '3', registry: 'registry/models.yaml' });
    expect(await world.read('models.yaml')).toBe(BEGIN['models.yaml']);
    const withdrawn = await promote(world, { version: '1', stage: 'Archived' });
    expect(withdrawn).toMatchObject({ decision: 'promoted', registry: 'registry/models.yaml' });
  });

  test('a report that is registered is the one that the branch has', async () => {
    const world = await begin(mode);
    await world.move({ 'reports/1.json': '{"accuracy": 0.1}\n' });
    const request = {
      model: 'churn',
      version: null,
      source: null,
      sha256: null,
      tags: {},
      aliases: [],
      reason: null,
    };
    const engine = new Stagegate({ ...world.options, reports: ['reports/1.json'] });
    const error = await failure(engine.register(request));
    expect(error.message).toMatch(/^the report changed on main after this checkout/);
    expect(exitStatus(error)).toBe(2);
  });

  test('a policy that only the checkout has does not count', async () => {
    const { [POLICY]: policy, ...rest } = BEGIN;
    const world = await begin(mode, rest);
    world.checkout.write(POLICY, policy ?? '');
    const error = await failure(promote(world));
    expect(error).toMatchObject({
      code: 'policy',
      message: `the policy ${POLICY} is missing on main`,
      hint: expect.stringContaining('Commit it to main first.'),
    });
    expect(exitStatus(error)).toBe(2);
  });
});

test('a link is held against the branch like the file that it leads to', async () => {
  const world = await begin('push');
  const link = (at: Workspace, to: string): void => {
    at.git('rm', '--quiet', REPORT);
    symlinkSync(to, at.path(REPORT));
    at.git('add', '--all');
    at.git('commit', '--quiet', '--message=feat: a link');
    at.git('push', '--quiet');
  };
  link(world.checkout, '1.json');
  const check = () => new Stagegate(world.options).check(SECOND);
  expect((await check()).decision).toBe('allowed');
  const other = world.checkout.clone();
  other.write('reports/1.json', '{"accuracy": 0.1}\n');
  other.git('commit', '--quiet', '--all', '--message=fix: the file');
  other.git('push', '--quiet');
  expect(failed(await check())).toContainEqual(expect.stringMatching(/^reports\/2\.json changed on main/));
  world.checkout.git('pull', '--quiet');
  expect((await check()).decision).toBe('blocked');
  world.checkout.write('reports/1.json', '{"accuracy": 0.98}\n');
  expect((await check()).decision).toBe('allowed');
  other.write('reports/3.json', '{"accuracy": 0.2}\n');
  link(other, '3.json');
  expect(failed(await check())).toContainEqual(expect.stringMatching(/^reports\/2\.json changed on main/));
});

describe('what this job committed itself', () => {
  test('is its own, on top of the branch', async () => {
    const world = await begin('push');
    world.checkout.write(REPORT, '{"accuracy": 0.97}\n');
    world.checkout.git('commit', '--quiet', '--all', '--message=feat: evaluated');
    expect(await promote(world)).toMatchObject({ decision: 'promoted', notices: [] });
  });

  test('is not what the workflow was started for: a branch that was set back counts', async () => {
    const { checkout, options } = await begin('push');
    checkout.write(REPORT, '{"accuracy": 0.97}\n');
    checkout.git('commit', '--quiet', '--all', '--message=feat: evaluated');
    const env = { GITHUB_SHA: checkout.git('rev-parse', 'HEAD') };
    const outcome = await new Stagegate({ ...options, env }).promote(SECOND);
    expect(failed(outcome)).toContainEqual(expect.stringMatching(/^reports\/2\.json changed on main/));
  });
});

describe('between two attempts', () => {
  const COMMIT = { operation: 'graphql createCommitOnBranch' };

  test.each<[string, string, string | RegExp]>([
    ['a stricter policy judges', STRICT, 'blocked'],
    ['a policy that is the same but for a comment changes nothing', `${LAX}# hello\n`, 'promoted'],
    [
      'a policy of another registry ends the run',
      LAX.replace('models.yaml', 'other.yaml'),
      /another registry/,
    ],
    ['a policy that is gone ends the run', '', /policy on main is wrong/],
  ])('%s', async (_name, policy, result) => {
    const world = await begin('api');
    github?.onRequest({ matching: COMMIT }, () => world.move({ [POLICY]: policy }));
    if (typeof result === 'string') {
      const outcome = await promote(world);
      expect(outcome.decision).toBe(result);
      if (result === 'blocked') expect(failed(outcome)).toEqual([expect.stringContaining('0.99')]);
    } else expect((await failure(promote(world))).message).toMatch(result);
    expect((await world.read('models.yaml'))?.includes('Production')).toBe(result === 'promoted');
  });

  test('a report that was corrected blocks', async () => {
    const world = await begin('api');
    github?.onRequest({ matching: COMMIT }, () => world.move({ [REPORT]: '{"accuracy": 0.1}\n' }));
    expect(failed(await promote(world))[0]).toMatch(/^reports\/2\.json changed on main/);
  });
});

describe('commit: api', () => {
  test('asks GitHub once for policy and registry, and once for each kind of evidence', async () => {
    const world = await begin('api');
    await promote(world);
    const asked = github?.requests.map(({ operation }) => operation);
    // which takes the checkout along
    expect(asked?.filter((operation) => operation !== 'git upload-pack')).toEqual([
      'graphql repository', // policy, manifest, history
      'graphql repository', // which object the report is
      'graphql repository', // the folder of JUnit files
      'graphql createCommitOnBranch',
      'graphql repository',
    ]);
  });

  test('finds files further down, in one more request', async () => {
    const deep = {
      ...BEGIN,
      [POLICY]: LAX.replace('junit/*.xml', 'junit/**/*.xml'),
      'junit/deep/a.xml': JUNIT,
    };
    const world = await begin('api', deep);
    await world.move({ 'junit/deep/er/b.xml': FAILING });
    expect(failed(await promote(world))).toEqual([
      expect.stringMatching(/^junit\/deep\/er\/b\.xml is missing here/),
    ]);
  });

  test('knows a shallow clone of an old commit for what it is', async () => {
    const world = await beginGitHub('api', BEGIN, ['--depth=1']);
    await world.move({ [REPORT]: '{"accuracy": 0.1}\n' });
    const outcome = await promote(world);
    expect(failed(outcome)[0]).toMatch(/^reports\/2\.json changed on main/);
    expect(outcome.notices).toEqual([expect.stringContaining('is 1 commit behind main')]);
  });

  test('without git, what differs from the branch does not count, and what only the workspace has does', async () => {
    const world = await begin('api');
    const bare = makeWorkspace({ ...BEGIN, 'junit/new.xml': JUNIT });
    const options = { ...world.options, workspace: bare.root };
    const check = () => new Stagegate(options).check(SECOND);
    expect(await check()).toMatchObject({ decision: 'allowed', notices: [] });
    bare.write(REPORT, '{"accuracy": 0.97}\n');
    expect(failed(await check())).toContainEqual(
      expect.stringMatching(/^reports\/2\.json differs from the one on main .* and git can't tell which/),
    );
  });
});

describe('an MLflow registry', () => {
  const NAME = 'main.default.churn';
  const policy = (min: string) =>
    `registry: databricks-uc\nstages: [Production]\nmodels:\n  ${NAME}:\n    report: reports/{version}.json\n` +
    `    stages: {Production: {gates: [{metric: accuracy, min: ${min}}]}}\n`;
  const files = { ...BEGIN, [POLICY]: policy('0.9') };
  const request = { ...SECOND, model: NAME };

  async function beginServer(commit?: StagegateOptions['commit']): Promise<World> {
    databricks = await startDatabricks();
    databricks.catalog.register(NAME, {}, {});
    const world = await beginGitHub(commit, files);
    const env = {
      ...world.options.env,
      DATABRICKS_HOST: databricks.url,
      DATABRICKS_TOKEN: databricks.signIn.token,
    };
    return { ...world, options: { ...world.options, env } };
  }

  test.each<[StagegateOptions['commit'], string, string]>([
    [undefined, 'blocked', 'main'],
    ['auto', 'blocked', 'main'],
    ['none', 'promoted', ''],
  ])('in a workflow on a branch, with commit: %s', async (commit, decision, source) => {
    const world = await beginServer(commit);
    await world.move({ [POLICY]: policy('0.99') });
    const outcome = await promote(world, request);
    expect({ decision: outcome.decision, source: outcome.policySource ?? '' }).toEqual({ decision, source });
    expect(github?.requests.length).toBe(commit === 'none' ? 0 : 3);
    expect(databricks?.violations).toEqual([]);
  });

  test('a report that was corrected blocks', async () => {
    const world = await beginServer('auto');
    await world.move({ [REPORT]: '{"accuracy": 0.1}\n' });
    expect(failed(await promote(world, request))[0]).toMatch(/^reports\/2\.json changed on main/);
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ['on a tag', { GITHUB_REF: 'refs/tags/v1' }],
    ['of another repository', { GITHUB_REPOSITORY: 'octo-org/other' }],
    ['outside a workflow', { GITHUB_ACTIONS: 'false' }],
  ])('%s, the checkout counts', async (_name, other) => {
    const { options } = await beginServer('auto');
    const outcome = await new Stagegate({ ...options, env: { ...options.env, ...other } }).promote(request);
    expect(outcome).toMatchObject({ decision: 'promoted', policySource: null });
    expect(github?.requests).toEqual([]);
  });

  test('a branch that may not be read is an error that names the permission', async () => {
    const { options } = await beginServer('auto');
    const token = github?.addToken({ permissions: { issues: 'write' } });
    const error = await failure(new Stagegate({ ...options, token }).promote(request));
    expect(error.hint).toContain('permissions: {contents: read}');
    expect(exitStatus(error)).toBe(3);
  });

  test('a policy that only the checkout has needs commit: none', async () => {
    const { options, move } = await beginServer('auto');
    await move({ [POLICY]: null });
    const error = await failure(new Stagegate(options).promote(request));
    expect(error.hint).toContain('commit: none');
  });
});

describe('what changes no stage is committed like a promotion', () => {
  const byHand = { 'models.yaml': BEGIN['models.yaml']!.replace('2: {stage: None}', '2: {stage: Archived}') };

  test.each(['push', 'api'] as const)('%s', async (mode) => {
    const world = await begin(mode);
    await promote(world);
    await world.move(byHand);
    const engine = new Stagegate(world.options);
    const taken = await engine.acknowledge({ model: 'churn', reason: 'on call' });
    expect(taken).toMatchObject({
      decision: 'acknowledged',
      commit: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    const gone = await engine.unregister({ model: 'churn', version: 1 });
    expect(gone).toMatchObject({ decision: 'unregistered', commit: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(await world.read('models.yaml')).toBe(
      byHand['models.yaml'].replace('      1: {stage: None}\n', ''),
    );
    const lines = (await world.read('models.history.jsonl'))?.trimEnd().split('\n') ?? [];
    const actions = lines.map((line) => (JSON.parse(line) as { action: string }).action);
    expect(actions).toEqual(['promote', 'acknowledge', 'unregister']);
  });

  test('pull-request: each is a proposal of its own', async () => {
    const world = await begin('api');
    await promote(world);
    await world.move(byHand);
    const engine = new Stagegate({ ...world.options, commit: 'pull-request' });
    const outcomes = [
      await engine.acknowledge({ model: 'churn', reason: 'on call' }),
      await engine.unregister({ model: 'churn', version: '1' }),
      await engine.acknowledge({ model: 'churn', reason: 'on call' }),
    ];
    expect(outcomes.map(({ decision, pullRequest }) => [decision, pullRequest])).toEqual([
      ['allowed', 1],
      ['allowed', 2],
      ['allowed', 1],
    ]);
    await github?.repository.mergePull(1);
    const [verified] = await new Stagegate({ ...world.options, commit: 'api' }).verify();
    expect(verified?.problems).toEqual([]);
  });
});
