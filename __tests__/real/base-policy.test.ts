import { symlinkSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Stagegate } from '../../src/engine.js';
import { exitStatus, StagegateError } from '../../src/errors.js';
import { reset, type Fault } from '../mlflow/support/faults.js';
import { startGitHub, type GitHub } from '../support/github/github.js';
import type { Files } from '../support/github/repository-content.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';

const FILE = '.github/stagegate.yml';
const STRICT = 'models: {churn: {stages: {Production: {gates: [{metric: accuracy, min: 0.9}]}}}}\n';
const LAX = STRICT.replace('0.9', '0.1');
const CHURN = {
  'models.yaml': 'models: {churn: {versions: {1: {stage: None}}}}\n',
  'report.json': '{"accuracy": 0.5}',
};

/** What a pull request's checkout holds: the base's commit, and the proposed files on top. */
interface Proposal {
  readonly workspace: Workspace;
  readonly baseSha: string;
}

function propose(base: Record<string, string>, files: Record<string, string | null>): Proposal {
  const workspace = makeWorkspace({ ...CHURN, ...base }, { git: 'repository' });
  const baseSha = workspace.git('rev-parse', 'HEAD');
  for (const [file, text] of Object.entries(files)) {
    if (text === null) workspace.git('rm', '--quiet', file);
    else workspace.write(file, text);
  }
  workspace.git('checkout', '--quiet', '-b', 'proposed');
  workspace.git('add', '--all');
  workspace.git('commit', '--quiet', '--allow-empty', '--message=feat: a proposal');
  return { workspace, baseSha };
}

/** The environment of a workflow's step, with its event beside the workspace. */
function runnerOf(
  { workspace, baseSha }: Proposal,
  { eventName = 'pull_request', payload, env = {} }: RunnerOptions = {},
): Record<string, string> {
  const event = payload ?? {
    pull_request: { number: 7, base: { ref: 'main', sha: baseSha }, head: { sha: 'a'.repeat(40) } },
  };
  workspace.write('../event.json', typeof event === 'string' ? event : JSON.stringify(event));
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: eventName,
    GITHUB_EVENT_PATH: workspace.path('../event.json'),
    GITHUB_REPOSITORY: 'octo-org/models',
    GITHUB_REF: 'refs/pull/7/merge',
    GITHUB_SHA: 'c'.repeat(40),
    ...env,
  };
}

interface RunnerOptions {
  readonly eventName?: string;
  readonly payload?: unknown;
  readonly env?: Record<string, string>;
}

const CANDIDATE = { model: 'churn', version: '1', stage: 'Production', reason: null, force: false };

function engineFor(proposal: Proposal, options: RunnerOptions & { policy?: string } = {}): Stagegate {
  return new Stagegate({
    workspace: proposal.workspace.root,
    reports: ['report.json'],
    policy: options.policy,
    env: runnerOf(proposal, options),
  });
}

const check = (...args: Parameters<typeof engineFor>) => engineFor(...args).check(CANDIDATE);

async function failure(work: Promise<unknown>): Promise<StagegateError> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof StagegateError) return error;
  throw error;
}

describe('without a token, from the commit of the event that the checkout has', () => {
  test.each(['pull_request', 'pull_request_target', 'pull_request_review'])(
    'a weakened policy does not help: %s',
    async (eventName) => {
      const outcome = await check(propose({ [FILE]: STRICT }, { [FILE]: LAX }), { eventName });
      expect(outcome.decision).toBe('blocked');
      expect(outcome.policySource).toMatch(/^main at [0-9a-f]{12}$/);
      expect(outcome.policyChange).toEqual({
        file: FILE,
        diff: `@@ -1,1 +1,1 @@\n-${STRICT}+${LAX.trimEnd()}`,
      });
      expect(outcome.notices).toEqual([
        expect.stringMatching(
          /^the policy .* in this checkout differs from the one on main at .*, which judged this run/,
        ),
      ]);
    },
  );

  test('in a merge queue', async () => {
    const proposal = propose({ [FILE]: STRICT }, { [FILE]: LAX });
    const payload = { merge_group: { base_ref: 'refs/heads/main', base_sha: proposal.baseSha } };
    const outcome = await check(proposal, { eventName: 'merge_group', payload });
    expect(outcome).toMatchObject({ decision: 'blocked', policySource: expect.stringMatching(/^main at /) });
  });

  test('on other events the checkout is what counts', async () => {
    const outcome = await check(propose({ [FILE]: STRICT }, { [FILE]: LAX }), { eventName: 'push' });
    expect(outcome).toMatchObject({
      decision: 'allowed',
      policySource: null,
      policyChange: null,
      notices: [],
    });
  });

  test('an unchanged policy is not worth a word', async () => {
    const outcome = await check(propose({ [FILE]: LAX }, { 'report.json': '{"accuracy": 0.2}' }));
    expect(outcome).toMatchObject({ decision: 'allowed', policyChange: null, notices: [] });
  });

  test('a policy that the pull request removes still holds', async () => {
    const outcome = await check(propose({ [FILE]: STRICT }, { [FILE]: null }));
    expect(outcome).toMatchObject({
      decision: 'blocked',
      policyChange: { diff: `@@ -1,1 +0,0 @@\n-${STRICT.trimEnd()}` },
      notices: [expect.stringContaining('is on main at')],
    });
  });

  test('a policy that the pull request renames to .yaml still holds, and is compared with the renamed one', async () => {
    const renamed = { [FILE]: null, '.github/stagegate.yaml': LAX };
    const outcome = await check(propose({ [FILE]: STRICT }, renamed));
    expect(outcome).toMatchObject({
      decision: 'blocked',
      policyFile: FILE,
      policyChange: { diff: `@@ -1,1 +1,1 @@\n-${STRICT}+${LAX.trimEnd()}` },
    });
  });

  test('a base with both names is an error that names the base', async () => {
    const both = { [FILE]: STRICT, '.github/stagegate.yaml': LAX };
    const error = await failure(check(propose(both, { '.github/stagegate.yaml': null })));
    expect(error.message).toMatch(/^on main at [0-9a-f]{12} there are two policies/);
  });

  test('a bound that a pull request adds, and that probably lacks its %, is told before it is merged', async () => {
    const old = LAX.replace('0.1', '0.1, max-regression: 0.3');
    const proposed = `${old.trimEnd().slice(0, -1)}, fraud: {stages: {Production: {gates: [{metric: f1, min: 0.9, max-regression: 0.5}]}}}}\n`;
    const outcome = await check(propose({ [FILE]: old }, { [FILE]: proposed }));
    expect(outcome.notices).toEqual([
      expect.stringContaining('differs from the one on main'),
      expect.stringMatching(
        /^in the policy of this checkout, \.github\/stagegate\.yml:1:\d+: max-regression: 0\.5 allows a drop of 0\.5 in f1/,
      ),
      expect.stringMatching(/^\.github\/stagegate\.yml:1:\d+: max-regression: 0\.3 /),
    ]);
  });

  test('a proposed policy that is wrong is told before it is merged', async () => {
    const outcome = await check(propose({ [FILE]: STRICT }, { [FILE]: `${STRICT}modles: {}\n` }));
    expect(outcome.notices).toEqual([
      expect.stringMatching(/Once merged, it would stop every promotion: .*stagegate\.yml:2:1: .*modles/),
    ]);
  });

  test('a proposed link out of the workspace is not followed, and not obeyed', async () => {
    const proposal = propose({ [FILE]: STRICT }, { [FILE]: null, '.github/other': '' });
    symlinkSync('/etc/passwd', proposal.workspace.path(FILE));
    const outcome = await check(proposal);
    expect(outcome.decision).toBe('blocked');
    expect(outcome.notices.join()).toContain('outside the workspace');
    expect(outcome.policyChange?.diff).not.toContain('root:');
  });

  test('the registry is the one that the base names', async () => {
    const named = `registry: models.yaml\n${STRICT}`;
    const proposal = propose(
      { [FILE]: named },
      {
        [FILE]: named.replace('models.yaml', 'mine.yaml'),
        'mine.yaml': 'models: {churn: {versions: {1: {stage: Production}}}}\n',
      },
    );
    expect(await check(proposal)).toMatchObject({ decision: 'blocked', registry: 'models.yaml' });
  });

  test('the stages are those of the base', async () => {
    const proposal = propose({ [FILE]: STRICT }, { [FILE]: `stages: [Shadow, Production]\n${LAX}` });
    const error = await failure(engineFor(proposal).check({ ...CANDIDATE, stage: 'Shadow' }));
    expect(error).toMatchObject({ code: 'input', message: expect.stringContaining('Shadow') });
  });

  test('in a subfolder the policy is the one of that folder', async () => {
    const nested = Object.fromEntries(
      Object.entries({ ...CHURN, [FILE]: STRICT }).map(([file, text]) => [`ml/${file}`, text]),
    );
    const proposal = propose({ ...nested, [FILE]: LAX }, { [`ml/${FILE}`]: LAX });
    const engine = new Stagegate({
      workspace: proposal.workspace.path('ml'),
      reports: ['report.json'],
      env: runnerOf(proposal),
    });
    expect((await engine.check(CANDIDATE)).decision).toBe('blocked');
  });
});

describe('what the base has recorded', () => {
  const policy =
    'models: {churn: {stages: {Production: {gates: [{metric: accuracy, goal: higher, max-regression: 1%}]}}}}\n';
  const manifest = 'models: {churn: {versions: {1: {stage: None}, 2: {stage: None}}}}\n';

  /** Promotes version 1, with 0.9 recorded as its accuracy, unless something else is reported. */
  async function promoteFirst(workspace: Workspace, accuracy = 0.9): Promise<void> {
    workspace.write('models.yaml', manifest);
    workspace.write('report.json', JSON.stringify({ accuracy }));
    const engine = new Stagegate({ workspace: workspace.root, reports: ['report.json'], env: {} });
    await engine.promote(CANDIDATE);
  }

  /** A base where version 1 was promoted, and a checkout on top in which version 2 is reported with 0.5. */
  async function makeRecorded(): Promise<Proposal> {
    const workspace = makeWorkspace({ [FILE]: policy }, { git: 'repository' });
    await promoteFirst(workspace);
    workspace.git('add', '--all');
    workspace.git('commit', '--quiet', '--message=feat: version 1');
    workspace.write('report.json', '{"accuracy": 0.5}');
    return { workspace, baseSha: workspace.git('rev-parse', 'HEAD') };
  }

  const judge = async (proposal: Proposal) => {
    const outcome = await engineFor(proposal).check({ ...CANDIDATE, version: '2' });
    return outcome.gates.map(({ gate, verdict }) => `${gate} ${verdict}`);
  };

  test('is what a worse version is compared with', async () => {
    expect(await judge(await makeRecorded())).toEqual(['history pass', 'metric fail']);
  });

  test("can't be written anew, though the new one is whole", async () => {
    const proposal = await makeRecorded();
    proposal.workspace.git('rm', '--quiet', 'models.history.jsonl');
    await promoteFirst(proposal.workspace, 0.4);
    proposal.workspace.write('report.json', '{"accuracy": 0.5}');
    expect(await judge(proposal)).toEqual(['history fail', 'metric pass']);
  });

  test('is not asked for to register a version', async () => {
    const proposal = await makeRecorded();
    proposal.workspace.write('models.history.jsonl', '');
    const request = { source: null, sha256: null, tags: {}, aliases: [], reason: null };
    const outcome = await engineFor(proposal).register({ model: 'churn', version: null, ...request });
    expect(outcome.decision).toBe('allowed');
  });

  test('may be mended when it is broken', async () => {
    const workspace = makeWorkspace({ [FILE]: policy, 'models.yaml': 'models: [\n' }, { git: 'repository' });
    const baseSha = workspace.git('rev-parse', 'HEAD');
    workspace.write('models.yaml', manifest);
    workspace.write('report.json', '{"accuracy": 0.5}');
    expect(await judge({ workspace, baseSha })).toEqual(['history skip', 'metric skip']);
  });
});

describe('a base that has no policy', () => {
  test.each<[string, Record<string, string>, string]>([
    [
      'the one that is proposed waits for its merge',
      { [FILE]: LAX },
      "the pull request's own policy is valid, and takes effect then",
    ],
    [
      'one that would not do is told',
      { [FILE]: 'models: []\n' },
      "Fix the pull request's own policy: .github/stagegate.yml:1:9",
    ],
    ['none is proposed either', {}, 'stagegate init'],
  ])('%s', async (_name, files, hint) => {
    const proposal = propose({}, files);
    const error = await failure(check(proposal));
    expect(error.message).toMatch(/^the policy \.github\/stagegate\.yml is missing on main at/);
    expect(error.hint).toContain(hint);
    expect(exitStatus(error)).toBe(2);
  });

  test('a version can be registered all the same', async () => {
    const proposal = propose({}, { [FILE]: LAX });
    const request = { source: null, sha256: null, tags: {}, aliases: [], reason: null };
    const outcome = await engineFor(proposal).register({ model: 'churn', version: null, ...request });
    expect(outcome).toMatchObject({ decision: 'allowed', version: '2' });
  });

  test('nor under the name that was given', async () => {
    const error = await failure(
      check(propose({ [FILE]: STRICT }, { 'mine.yml': LAX }), { policy: 'mine.yml' }),
    );
    expect(error).toMatchObject({
      code: 'policy',
      message: expect.stringContaining('mine.yml is missing on main'),
    });
  });
});

describe('a base that nobody can tell', () => {
  test.each([
    ['a payload that is no JSON', { payload: '{' }],
    ['a payload without a base', { payload: { pull_request: { number: 7 } } }],
    [
      'a commit that is not in the checkout',
      { payload: { pull_request: { base: { ref: 'main', sha: 'd'.repeat(40) } } } },
    ],
    ['a base without a commit', { payload: {}, env: { GITHUB_BASE_REF: 'main' } }],
  ])('%s: an error, not the checkout', async (_name, options) => {
    const error = await failure(check(propose({ [FILE]: LAX }, {}), options));
    expect(error.code).toBe('input');
    expect(error.hint).toMatch(/fetch-depth: 0|GITHUB_EVENT_PATH/);
  });

  test('a policy that is a link in the base', async () => {
    const { workspace } = propose({ 'real.yml': LAX }, {});
    symlinkSync('../real.yml', workspace.path('link.yml'));
    workspace.git('add', '--all');
    workspace.git('commit', '--quiet', '--message=feat: a link');
    const proposal = { workspace, baseSha: workspace.git('rev-parse', 'HEAD') };
    expect((await failure(check(proposal, { policy: 'link.yml' }))).message).toContain('symbolic link');
  });

  test.each(['../stagegate.yml', '/etc/stagegate.yml'])('the path %s', async (policy) => {
    expect((await failure(check(propose({ [FILE]: LAX }, {}), { policy }))).message).toContain(
      'outside the workspace',
    );
  });

  test('an object that was put in the place of the commit', async () => {
    const proposal = propose({ [FILE]: STRICT }, { [FILE]: LAX });
    proposal.workspace.git('replace', proposal.baseSha, 'HEAD');
    expect((await check(proposal)).decision).toBe('blocked');
  });
});

describe('with a token, from the head of the branch on GitHub', () => {
  let github: GitHub;
  afterEach(() => github.close());

  /** A GitHub whose main holds these files, and a run there. */
  async function onGitHub(
    files: Files,
    permissions?: Record<string, 'read' | 'write'>,
  ): Promise<RunnerOptions> {
    github = await startGitHub({ files: { ...CHURN, ...files } });
    const token = permissions === undefined ? github.token : github.addToken({ permissions });
    return { env: { GITHUB_API_URL: github.apiUrl, GITHUB_TOKEN: token } };
  }

  test('the branch as it is now, not at the event, in two requests', async () => {
    const online = await onGitHub({ [FILE]: STRICT }, { contents: 'read' });
    const outcome = await check(propose({ [FILE]: LAX }, {}), online);
    expect(outcome).toMatchObject({ decision: 'blocked', policySource: 'main' });
    // the policy; the manifest with its history
    expect(github.requests.map(({ operation }) => operation)).toEqual([
      'graphql repository',
      'graphql repository',
    ]);
  });

  test('a tag of the same name is not the branch', async () => {
    const online = await onGitHub({ [FILE]: LAX });
    await github.repository.tag('main');
    await github.repository.commit({ [FILE]: STRICT });
    expect((await check(propose({ [FILE]: LAX }, {}), online)).decision).toBe('blocked');
  });

  test('its exact bytes are what counts', async () => {
    const online = await onGitHub({ [FILE]: `\ufeff# ü\r\n${STRICT}` });
    const proposal = propose({ [FILE]: STRICT }, { [FILE]: `# ü\n${STRICT}` });
    expect(await check(proposal, online)).toMatchObject({ decision: 'blocked', policyChange: null });
  });

  test.each<[string, Files, string]>([
    ['a folder', { [`${FILE}/a.yml`]: LAX }, 'is a folder on the branch'],
    ['a file that is no text', { [FILE]: Uint8Array.of(0xff) }, 'is not UTF-8 text'],
    ['a policy that is wrong', { [FILE]: 'models: 1\n' }, `the policy on main is wrong, ${FILE}:1:9`],
    ['no such file', {}, `the policy ${FILE} is missing on main`],
  ])('%s: an error', async (_name, files, message) => {
    const online = await onGitHub(files);
    const error = await failure(check(propose({ [FILE]: LAX }, {}), online));
    expect(error.message).toContain(message);
    expect(error.place?.line).toBeUndefined();
    expect(exitStatus(error)).toBe(2);
  });

  test('a branch that is gone: an error', async () => {
    const online = await onGitHub({ [FILE]: LAX });
    const proposal = propose({ [FILE]: LAX }, {});
    const payload = { pull_request: { number: 7, base: { ref: 'gone', sha: proposal.baseSha } } };
    expect((await failure(check(proposal, { ...online, payload }))).message).toContain(
      'has no branch "gone"',
    );
  });

  test.each<[string, Record<string, 'read' | 'write'>, readonly Fault[], string]>([
    ['may not', { issues: 'write' }, [], 'contents: read'],
    ['gets no answer', { contents: 'read' }, Array.from({ length: 4 }, () => reset('before')), 'connection'],
  ])('who %s: an error, though the checkout has the commit', async (_name, permissions, faults, hint) => {
    const online = await onGitHub({ [FILE]: LAX }, permissions);
    for (const [at, fault] of faults.entries()) github.arm({ matching: {}, at: at + 1, fault });
    const error = await failure(check(propose({ [FILE]: LAX }, {}), online));
    expect(exitStatus(error)).toBe(3);
    expect(error.message).toContain('read branch "main"');
    expect(error.hint).toContain(hint);
    expect(JSON.stringify([error.message, error.hint])).not.toContain(online.env!['GITHUB_TOKEN']);
  });
});
