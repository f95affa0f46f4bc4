import { describe, expect, test } from '@jest/globals';
import { Stagegate } from '../../src/engine.js';
import type { GateResult } from '../../src/model/gate-result.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { caught, startHubForEach } from './support/each-hub.js';

const on = startHubForEach();

describe('a promotion', () => {
  const MANIFEST = `models:
  churn:
    versions:
      1: {stage: Production}
      2: {stage: Staging}
`;
  const POLICY = (...lines: string[]): string =>
    `models:\n  churn:\n    stages:\n      Staging: {}\n      Production:\n${lines.map((line) => `        ${line}\n`).join('')}`;

  const asked = { model: 'churn', version: '2', stage: 'Production', reason: null, force: false };

  /** The workspace and the repository on GitHub hold the same, at the same commit. */
  async function prepare(...lines: string[]): Promise<{ workspace: Workspace; sha: string }> {
    const files = { 'models.yaml': MANIFEST, '.github/stagegate.yml': POLICY(...lines) };
    return { workspace: makeWorkspace(files), sha: await on.hub.repository.commit(files) };
  }

  interface Run {
    readonly token?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly now?: () => Date;
    readonly onProgress?: (message: string) => void;
  }

  function engine(workspace: Workspace, sha: string, { token, env, ...rest }: Run = {}): Stagegate {
    return new Stagegate({
      workspace: workspace.root,
      token: token ?? on.hub.token,
      env: {
        GITHUB_ACTIONS: 'true',
        GITHUB_API_URL: on.hub.apiUrl,
        GITHUB_EVENT_NAME: 'push',
        GITHUB_JOB: 'promote',
        GITHUB_REF: 'refs/heads/main',
        GITHUB_REPOSITORY: on.hub.repository.fullName,
        GITHUB_RUN_ID: '77',
        GITHUB_SERVER_URL: on.hub.url,
        GITHUB_SHA: sha,
        ...env,
      },
      ...rest,
    });
  }

  const verdicts = ({ gates }: { gates: readonly GateResult[] }) =>
    gates.map(({ gate, metric, verdict }) =>
      [gate, metric, verdict].filter((part) => part !== null).join(' '),
    );

  test('goes by checks and approvals', async () => {
    const { workspace, sha } = await prepare('gates: [{checks: [build], wait: 0s}, {approvals: 1}]');
    await on.hub.repository.commit({ x: '1' }, { branch: 'topic' });
    const { number } = await on.hub.repository.openPull({ branch: 'topic' });
    on.hub.repository.checkRun({ sha, name: 'build' });
    const blocked = await engine(workspace, sha).promote(asked);
    expect(blocked).toMatchObject({ decision: 'blocked', promoted: false });
    expect(verdicts(blocked)).toEqual(['checks build pass', 'approvals fail']);

    on.hub.repository.collaborator('ann', 'write');
    on.hub.repository.review(number, { by: 'ann' });
    const merged = await on.hub.repository.mergePull(number);
    on.hub.repository.checkRun({ sha: merged, name: 'build' });
    const promoted = await engine(workspace, merged).promote(asked);
    expect(verdicts(promoted)).toEqual(['checks build pass', 'approvals pass']);
    expect(promoted).toMatchObject({ decision: 'promoted', version: '2' });
    expect(workspace.read('models.yaml')).toContain('2: {stage: Production}');
  });

  test('without such gates sends no request', async () => {
    const { workspace, sha } = await prepare('refs: refs/heads/main');
    await expect(engine(workspace, sha).promote(asked)).resolves.toMatchObject({ decision: 'promoted' });
    expect(on.hub.requests).toEqual([]);
  });

  test('without a token is blocked, and says what to set', async () => {
    const { workspace, sha } = await prepare('gates: [{checks: [build, unit]}, {approvals: 1}]');
    const outcome = await engine(workspace, sha, { token: '' }).promote(asked);
    expect(outcome.decision).toBe('blocked');
    expect(verdicts(outcome)).toEqual(['checks build fail', 'checks unit fail', 'approvals fail']);
    expect(new Set(outcome.gates.map(({ reason }) => reason))).toEqual(
      new Set([
        'GitHub could not be asked: give the action its token, or set GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name)',
      ]),
    );
  });

  test('with a token that lacks a permission changes nothing', async () => {
    const { workspace, sha } = await prepare('gates: [{approvals: 1}, {checks: [build]}]');
    const before = workspace.files();
    const token = on.hub.addToken({ permissions: { contents: 'read' } });
    const error = await caught(engine(workspace, sha, { token }).promote(asked));
    expect(error).toMatchObject({
      code: 'unavailable',
      hint: expect.stringContaining('checks: read') as unknown,
    });
    expect(workspace.files()).toEqual(before);
  });

  test('can be forced past a check', async () => {
    const { workspace, sha } = await prepare('gates: [{checks: [build], wait: 0s}]');
    const outcome = await engine(workspace, sha).promote({ ...asked, force: true, reason: 'CI is down' });
    expect(outcome).toMatchObject({ decision: 'promoted', forced: true });
    expect(verdicts(outcome)).toEqual(['checks build fail']);
  });

  test('is blocked by a freeze that began while it waited for checks', async () => {
    const { workspace, sha } = await prepare(
      'gates: [{checks: [build]}]',
      'freeze: [{from: Fri 16:00, to: Mon 08:00, timezone: Europe/Berlin}]',
    );
    let clock = new Date('2026-11-13T14:59:59Z');
    on.hub.repository.checkRun({ sha, name: 'build' });
    on.hub.onRequest({}, () => {
      clock = new Date('2026-11-13T15:00:00Z');
    });
    const outcome = await engine(workspace, sha, { now: () => clock }).promote(asked);
    expect(outcome.decision).toBe('blocked');
    expect(verdicts(outcome)).toEqual(['freeze fail', 'checks build pass']);
  });

  test('on a pull request is asked for its head and its approvals, and for the branch that it goes to', async () => {
    const { workspace, sha: base } = await prepare(
      'refs: refs/heads/main',
      'gates: [{checks: [build], wait: 0s}, {approvals: 1}]',
    );
    const head = await on.hub.repository.commit({ x: '1' }, { branch: 'topic' });
    const { number, mergeCommit } = await on.hub.repository.openPull({ branch: 'topic' });
    on.hub.repository.checkRun({ sha: head, name: 'build' });
    on.hub.repository.collaborator('ann', 'write');
    on.hub.repository.review(number, { by: 'ann' });
    const repo = { full_name: on.hub.repository.fullName };
    const pull = { number, head: { sha: head, ref: 'topic', repo }, base: { sha: base, ref: 'main', repo } };
    workspace.write('../event.json', JSON.stringify({ pull_request: pull }));
    const run = engine(workspace, mergeCommit!, {
      env: {
        GITHUB_EVENT_NAME: 'pull_request',
        GITHUB_EVENT_PATH: workspace.path('../event.json'),
        GITHUB_REF: `refs/pull/${number}/merge`,
        GITHUB_BASE_REF: 'main',
      },
    });
    const checked = await run.check(asked);
    expect(verdicts(checked)).toEqual(
      expect.arrayContaining(['refs skip', 'checks build pass', 'approvals pass']),
    );
    expect(checked.decision).toBe('allowed');
    // before the merge a promotion only decides, so it is judged alike
    const promoted = await run.promote(asked);
    expect(verdicts(promoted)).toEqual(verdicts(checked));
    expect([promoted.decision, promoted.promoted]).toEqual(['allowed', false]);
  });
});

describe('a rollback', () => {
  const FROZEN = { now: () => new Date('2026-12-24T12:00:00Z') };
  const policy = (freeze: string, more = '') =>
    `models:\n  churn:\n    stages:\n      Production:\n        freeze: [{from: 2026-12-20, to: 2027-01-02, timezone: UTC${freeze}}]\n${more}`;

  test.each([
    ['goes through a freeze', '', '', 'rolled-back'],
    ['is held by one that says so', ', rollbacks: true', '', 'blocked'],
    ['is held where all gates hold', '', '        gate-rollbacks: true\n', 'blocked'],
    [
      'goes through one that says so, where all gates hold',
      ', rollbacks: false',
      '        gate-rollbacks: true\n',
      'rolled-back',
    ],
  ])('%s', async (_name, window, more, decision) => {
    const workspace = makeWorkspace({
      'models.yaml': 'models:\n  churn:\n    versions:\n      1: {stage: None}\n      2: {stage: None}\n',
      '.github/stagegate.yml': policy(window, more),
    });
    const engine = (now: () => Date) => new Stagegate({ workspace: workspace.root, env: {}, now });
    for (const version of ['1', '2'])
      await engine(() => new Date('2026-12-01T12:00:00Z')).promote({
        ...{ model: 'churn', version, stage: 'Production', reason: null, force: false },
      });
    const outcome = await engine(FROZEN.now).rollback({
      ...{ model: 'churn', stage: 'Production', version: null, reason: 'p95' },
    });
    expect(outcome).toMatchObject({ decision, version: '1' });
  });
});
