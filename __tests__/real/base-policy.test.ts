import { symlinkSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Stagegate } from '../../src/engine.js';
import { exitStatus, StagegateError } from '../../src/errors.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { answer, reset, startServer, type ScriptedServer } from './support/scripted-server.js';

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
          /^the policy .* in this checkout is not the one on main at .*, which is the one/,
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

  test('a proposed policy that is wrong is told before it is merged', async () => {
    const outcome = await check(propose({ [FILE]: STRICT }, { [FILE]: `${STRICT}modles: {}\n` }));
    expect(outcome.notices).toEqual([
      expect.stringMatching(/once merged it would stop every promotion: .*stagegate\.yml:2:1: .*modles/),
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

describe('a base that has no policy', () => {
  test.each<[string, Record<string, string>, string]>([
    [
      'the one that is proposed waits for its merge',
      { [FILE]: LAX },
      'is well-formed, and takes effect when it is merged',
    ],
    ['one that would not do is told', { [FILE]: 'models: []\n' }, 'would not do: .github/stagegate.yml:1:9'],
    ['none is proposed either', {}, 'stagegate init'],
  ])('%s', async (_name, files, hint) => {
    const proposal = propose({}, files);
    const error = await failure(check(proposal));
    expect(error.message).toMatch(/^the policy \.github\/stagegate\.yml is not there on main at/);
    expect(error.hint).toContain(hint);
    expect(exitStatus(error)).toBe(2);
  });

  test('a version may be registered all the same', async () => {
    const proposal = propose({}, { [FILE]: LAX });
    const request = { source: null, sha256: null, tags: {}, aliases: [], reason: null };
    const outcome = await engineFor(proposal).register({ model: 'churn', version: null, ...request });
    expect(outcome).toMatchObject({ decision: 'registered', version: '2' });
  });

  test('nor under the name that was given', async () => {
    const error = await failure(
      check(propose({ [FILE]: STRICT }, { 'mine.yml': LAX }), { policy: 'mine.yml' }),
    );
    expect(error).toMatchObject({
      code: 'policy',
      message: expect.stringContaining('mine.yml is not there on main'),
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
  let github: ScriptedServer;
  beforeAll(async () => (github = await startServer()));
  afterAll(() => github.close());
  beforeEach(() => void github.seen.splice(0));

  const online = (): RunnerOptions => ({ env: { GITHUB_API_URL: github.url, GITHUB_TOKEN: 'ghs_token' } });
  const fileOf = (text: string | Uint8Array) =>
    answer({ type: 'file', encoding: 'base64', content: Buffer.from(text).toString('base64'), size: 1 });

  test('one request: the file at the branch now, not at the event', async () => {
    github.next(fileOf(STRICT));
    const outcome = await check(propose({ [FILE]: LAX }, {}), online());
    expect(outcome).toMatchObject({ decision: 'blocked', policySource: 'main' });
    expect(github.seen.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`)).toEqual([
      `GET /repos/octo-org/models/contents/${FILE}?ref=refs/heads/main`,
    ]);
  });

  test('its exact bytes are what counts', async () => {
    github.next(fileOf(`\ufeff# ü\r\n${STRICT}`));
    const proposal = propose({ [FILE]: STRICT }, { [FILE]: `# ü\n${STRICT}` });
    expect(await check(proposal, online())).toMatchObject({ decision: 'blocked', policyChange: null });
  });

  test.each([
    ['a folder', answer([{ type: 'file' }]), 'is a folder, not a file on main'],
    [
      'a link that leads nowhere',
      answer({ type: 'symlink', target: '../..' }),
      'is a symlink, not a file on main',
    ],
    ['a submodule', answer({ type: 'submodule' }), 'is a submodule, not a file on main'],
    [
      'too large a file',
      answer({ type: 'file', encoding: 'none', content: '' }),
      'is larger than 1 MB on main',
    ],
    ['a file that is no text', fileOf(Uint8Array.of(0xff)), 'the policy is no UTF-8 text'],
    ['a policy that is wrong', fileOf('models: 1\n'), `the policy on main is wrong, ${FILE}:1:9`],
    ['no such file', answer({ message: 'Not Found' }, 404), `the policy ${FILE} is not there on main`],
  ])('%s: an error', async (_name, reaction, message) => {
    github.next(reaction);
    const error = await failure(check(propose({ [FILE]: LAX }, {}), online()));
    expect(error.message).toContain(message);
    expect(error.place?.line).toBeUndefined();
    expect(exitStatus(error)).toBe(2);
  });

  test.each([
    ['may not', [answer({ message: 'Resource not accessible by integration' }, 403)], 'contents: read'],
    ['has a bad token', [answer({ message: 'Bad credentials' }, 401)], 'token'],
    ['gets no answer', [reset, reset, reset, reset], 'connection'],
  ])('who %s: an error, though the checkout has the commit', async (_name, reactions, hint) => {
    github.next(...reactions);
    const error = await failure(check(propose({ [FILE]: LAX }, {}), online()));
    expect(exitStatus(error)).toBe(3);
    expect(error.message).toContain(`read ${FILE} from the branch main`);
    expect(error.hint).toContain(hint);
    expect(JSON.stringify([error.message, error.hint])).not.toContain('ghs_token');
  });
});
