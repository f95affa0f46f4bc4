import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { html } from '../support/github/faults.js';
import type { GitHub } from '../support/github/github.js';
import type { Workspace } from '../support/workspace.js';
import { CHURN } from './support/churn.js';
import { act, historyOn, startChurn } from './support/on-github.js';

const BETTER = { model: 'churn', version: '2', stage: 'Production' };
const COMMIT = 'graphql createCommitOnBranch';
/** Where to comment: a push may have come by a pull request. */
const PULLS = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls';

let at: { github: GitHub; workspace: Workspace };

beforeEach(async () => {
  at = await startChurn();
});
afterEach(() => at.github.close());

const operations = (): (string | null)[] => at.github.requests.map(({ operation }) => operation);

describe('commit: auto', () => {
  test('in a workflow on a branch is a signed commit on it, decided on what it holds', async () => {
    const begin = await at.github.repository.head();
    const run = await act(at, BETTER);
    expect(run).toMatchObject({ status: 0, stderr: '', outputs: { decision: 'promoted', promoted: 'true' } });
    const [head] = await at.github.repository.log();
    expect(head).toMatchObject({ sha: run.outputs['commit'], parents: [begin], verified: true });
    expect(head?.message).toBe(
      'stagegate: promote churn 2 to Production (archives 1)\n\nActor: octocat\nRun: ' +
        `${at.github.url}/octo-org/models/actions/runs/${String(at.github.repository.state.runs[0]?.id)}`,
    );
    expect(await at.github.repository.read('models.yaml')).toContain(
      '2: {stage: Production} # the candidate',
    );
    expect(await historyOn(at.github)).toMatchObject([{ version: '2', to: 'Production', archived: ['1'] }]);
    // policy and registry, the candidate's report, the champion's; once to write, once to read back, where to comment
    const read = 'graphql repository';
    expect(operations()).toEqual([read, read, read, COMMIT, read, PULLS]);
    expect(run.stdout).toContain(`commit ${String(run.outputs['commit']).slice(0, 12)}`);
  });

  test('goes on from there in the next run, back and further', async () => {
    await act(at, BETTER);
    const back = await act(at, { command: 'rollback', model: 'churn', stage: 'Production', reason: 'slow' });
    expect(back.outputs).toMatchObject({
      decision: 'rolled-back',
      version: '1',
      'archived-versions': '["2"]',
    });
    const added = await act(at, { command: 'register', model: 'churn', source: 's3://models/churn/5' });
    expect(added.outputs).toMatchObject({ decision: 'registered', version: '5' });
    expect((await historyOn(at.github)).map(({ action, version }) => [action, version])).toEqual([
      ['promote', '2'],
      ['rollback', '1'],
      ['register', '5'],
    ]);
    expect(await at.github.repository.log()).toHaveLength(4);
  });

  test('keeps out what was rolled back, until the input lets it back', async () => {
    await act(at, BETTER);
    await act(at, { command: 'rollback', model: 'churn', stage: 'Production', reason: 'slow' });
    for (const command of ['check', 'promote']) {
      const kept = await act(at, { ...BETTER, command });
      expect([kept.status, kept.outputs['decision'], kept.outputs['promoted']]).toEqual([
        1,
        'blocked',
        'false',
      ]);
      expect(kept.stdout).toMatch(/version 2 was taken out of Production by octocat on .*“slow”/);
    }
    await act(at, { ...BETTER, stage: 'Staging' });
    const back = await act(at, { ...BETTER, 'allow-taken-out': 'true', reason: 'fixed' });
    expect([back.status, back.outputs['decision']]).toEqual([0, 'promoted']);
    expect((await historyOn(at.github)).at(-1)).toMatchObject({
      reason: 'fixed',
      gates: [{ gate: 'taken-out', verdict: 'pass' }, {}, {}, {}],
    });
  });

  test('in a run that is started again judges by the policy and the reports that the branch has by now', async () => {
    const { '.github/stagegate.yml': policy = '' } = CHURN;
    const moved = { '.github/stagegate.yml': policy.replace('0.90', '0.96') };
    await at.github.repository.commit(moved);
    const stricter = await act(at, BETTER);
    expect(stricter).toMatchObject({ status: 1, outputs: { decision: 'blocked', promoted: 'false' } });
    expect(stricter.stdout).toContain(
      'the policy .github/stagegate.yml in this checkout differs from the one on main, which judged this run',
    );
    expect(stricter.summary).toContain('from `main`');
    await at.github.repository.commit({ ...moved, 'reports/2.json': '{"accuracy": 0.97}\n' });
    const corrected = await act(at, BETTER);
    expect(corrected).toMatchObject({ status: 1, outputs: { decision: 'blocked' } });
    expect(JSON.parse(corrected.outputs['gates']!)).toContainEqual(
      expect.objectContaining({
        gate: 'evidence',
        verdict: 'fail',
        reason: expect.stringMatching(/^reports\/2\.json differs from the one on main/),
      }),
    );
    expect(await historyOn(at.github)).toEqual([]);
  });

  test('reads for a check what the branch holds, with no more than reading', async () => {
    const run = await act(at, { ...BETTER, command: 'check' }, { permissions: { contents: 'read' } });
    expect(run).toMatchObject({ status: 0, outputs: { decision: 'allowed', commit: '' } });
    const read = 'graphql repository';
    expect(operations()).toEqual([read, read, read, PULLS]);
  });

  test('makes no commit of what is blocked or unchanged', async () => {
    expect(await act(at, { ...BETTER, version: '3' })).toMatchObject({ status: 1, outputs: { commit: '' } });
    expect(await act(at, { ...BETTER, version: '1' })).toMatchObject({ status: 0, outputs: { commit: '' } });
    expect(await at.github.repository.log()).toHaveLength(1);
  });

  test.each([
    ['without a token', { token: '' }],
    ['outside a workflow', { env: { GITHUB_ACTIONS: 'false' } }],
  ])('%s changes the workspace alone', async (_name, options) => {
    at.workspace.write('models.yaml', CHURN['models.yaml']!);
    expect(await act(at, BETTER, options)).toMatchObject({ status: 0, outputs: { commit: '' } });
    expect(at.workspace.read('models.yaml')).toContain('2: {stage: Production}');
    expect(at.github.requests).toEqual([]);
  });
});

describe('commit: api', () => {
  test('loses to a version that became champion in between: it is judged against that one', async () => {
    at.workspace.write('reports/4.json', '{"accuracy": 0.99}\n');
    at.github.onRequest({ matching: { operation: COMMIT } }, async () => {
      const other = await act(at, { ...BETTER, version: '4', commit: 'api', force: 'true', reason: 'first' });
      expect(other.outputs).toMatchObject({ decision: 'promoted', version: '4' });
    });
    const run = await act(at, { ...BETTER, commit: 'api' });
    expect(run).toMatchObject({
      status: 1,
      outputs: { decision: 'blocked', promoted: 'false', 'previous-version': '4', commit: '' },
    });
    expect(JSON.parse(run.outputs['gates']!)).toContainEqual(
      expect.objectContaining({ check: 'max-regression', champion: 0.99, verdict: 'fail' }),
    );
    expect(await historyOn(at.github)).toMatchObject([{ version: '4', to: 'Production' }]);
  });

  test('wins after losing to one that is no better, and says so', async () => {
    at.workspace.write('reports/4.json', '{"accuracy": 0.93}\n');
    at.github.onRequest({ matching: { operation: COMMIT } }, async () => {
      await act(at, { ...BETTER, version: '4', commit: 'api', force: 'true', reason: 'first' });
    });
    const run = await act(at, { ...BETTER, commit: 'api' });
    expect(run).toMatchObject({
      status: 0,
      outputs: { 'previous-version': '4', 'archived-versions': '["4"]' },
    });
    expect(run.stdout).toContain('the registry changed while this ran, so it was judged again (once)');
    expect((await historyOn(at.github)).map(({ version }) => version)).toEqual(['4', '2']);
  });

  test('whose answer got lost is told as it is', async () => {
    at.github.arm({ matching: { operation: COMMIT }, fault: html(502, 'after') });
    const run = await act(at, { ...BETTER, commit: 'api' });
    expect(run).toMatchObject({ status: 0, outputs: { decision: 'promoted' } });
    expect(run.outputs['commit']).toBe(await at.github.repository.head());
    expect(await historyOn(at.github)).toHaveLength(1);
  });

  const refused: readonly (readonly [string, Parameters<typeof act>[2], readonly string[]])[] = [
    [
      'on a tag',
      { env: { GITHUB_REF: 'refs/tags/v1' } },
      ['needs a branch to commit to, but this runs on refs/tags/v1', 'commit: push'],
    ],
    [
      'in a merge queue',
      { env: { GITHUB_EVENT_NAME: 'merge_group', GITHUB_REF: 'refs/heads/gh-readonly-queue/main/pr-1' } },
      ["isn't merged yet (merge_group)", 'command: check'],
    ],
    [
      'on a branch that is gone',
      { env: { GITHUB_REF: 'refs/heads/gone' } },
      ['octo-org/models has no branch "gone"'],
    ],
    ['without a token', { token: '' }, ['commit: api needs a GitHub token', 'GITHUB_TOKEN']],
    [
      'without the permission',
      { permissions: { contents: 'read' } },
      ['cannot commit to branch "main"', 'permissions: {contents: write}'],
    ],
    [
      'of a repository that nobody knows',
      { env: { GITHUB_REPOSITORY: 'x' } },
      ['commit: api needs a GitHub repository', 'owner/name'],
    ],
  ];
  test.each(refused)('%s is refused, and says how to mend it', async (_name, options, parts) => {
    const run = await act(at, { ...BETTER, commit: 'api' }, options);
    expect(run).toMatchObject({ status: 1, outputs: { promoted: 'false' } });
    const message = run.annotations.map((annotation) => annotation.message).join('\n');
    expect({ message, missing: parts.filter((part) => !message.includes(part)) }).toEqual({
      message,
      missing: [],
    });
    expect(await at.github.repository.log()).toHaveLength(1);
  });

  test('on a pull request is refused', async () => {
    await at.github.repository.commit({ 'topic.txt': 'x' }, { branch: 'topic' });
    const { number } = await at.github.repository.openPull({ branch: 'topic' });
    for (const event of ['pull_request', 'pull_request_target'] as const) {
      const run = await act(at, { ...BETTER, commit: 'api' }, { event, pull: number });
      expect(run.annotations[0]?.message).toMatch(/isn't merged yet \(pull_request.*\n?.*command: check/s);
    }
    expect(await at.github.repository.log()).toHaveLength(1);
  });

  test('on a pull request that is merged goes to the branch that it was merged into', async () => {
    await at.github.repository.commit({ 'topic.txt': 'x' }, { branch: 'topic' });
    const { number } = await at.github.repository.openPull({ branch: 'topic' });
    await at.github.repository.mergePull(number);
    const options = { event: 'pull_request_target', pull: number, action: 'closed' } as const;
    expect(await act(at, BETTER, options)).toMatchObject({ status: 0, outputs: { decision: 'promoted' } });
    expect(await historyOn(at.github)).toHaveLength(1);
  });

  test('on a protected branch says which mode helps', async () => {
    at.github.repository.protect('main', { requirePullRequest: true });
    const run = await act(at, BETTER);
    expect(run.annotations[0]?.message).toMatch(/which is protected: .*\n.*commit: pull-request/);
    expect(await at.github.repository.log()).toHaveLength(1);
  });

  test('is refused where another repository is checked out', async () => {
    at.workspace.git('init', '--quiet');
    at.workspace.git('remote', 'add', 'origin', `${at.github.url}/octo-org/other.git`);
    const run = await act(at, BETTER);
    expect(run.annotations[0]?.message).toContain(
      '"octo-org/other" is checked out, but commit: api commits to',
    );
    expect(await at.github.repository.log()).toHaveLength(1);
  });
});

describe('commit: pull-request', () => {
  const PROPOSE = { ...BETTER, commit: 'pull-request' };

  test('proposes the change, and says that nothing is changed yet', async () => {
    const base = await at.github.repository.head();
    const run = await act(at, PROPOSE);
    expect(run).toMatchObject({
      status: 0,
      outputs: {
        decision: 'allowed',
        promoted: 'false',
        'pull-request': '1',
        'previous-version': '1',
        'archived-versions': '[]',
      },
    });
    const branch = 'stagegate/churn-Production';
    expect(run.outputs['commit']).toBe(await at.github.repository.head(branch));
    expect(await at.github.repository.head()).toBe(base);
    expect(await historyOn(at.github, branch)).toMatchObject([
      { version: '2', to: 'Production', archived: ['1'] },
    ]);
    expect(run.summary).toContain('`churn` 2 for Production is proposed in `#1`');
    expect(run.summary).toContain('Nothing has changed yet');
    const pull = at.github.repository.pull(1);
    expect(pull.title).toBe('stagegate: promote churn 2 to Production (archives 1)');
    expect(pull.body).toMatch(/^- Run: http:\/\/127\.0\.0\.1:\d+\/octo-org\/models\/actions\/runs\/\d+$/m);
  });

  test('leaves a proposal alone that says the same already', async () => {
    const first = await act(at, PROPOSE);
    const second = await act(at, PROPOSE);
    expect(second.outputs).toMatchObject({ 'pull-request': '1', commit: first.outputs['commit'] });
    expect(await at.github.repository.log('stagegate/churn-Production')).toHaveLength(2);
  });

  test('holds once it is merged, and is verified', async () => {
    await act(at, PROPOSE);
    await at.github.repository.mergePull(1);
    const run = await act(at, PROPOSE);
    expect(run.outputs).toMatchObject({ decision: 'unchanged', 'pull-request': '' });
    expect(await historyOn(at.github)).toHaveLength(1);
  });

  test('takes the place of an older one, whose history line followed an older line', async () => {
    await act(at, PROPOSE);
    await act(at, { command: 'register', model: 'churn', commit: 'api' });
    const run = await act(at, PROPOSE);
    expect(run.outputs).toMatchObject({ decision: 'allowed', 'pull-request': '1' });
    const history = await historyOn(at.github, 'stagegate/churn-Production');
    expect(history.map(({ action }) => action)).toEqual(['register', 'promote']);
    await at.github.repository.mergePull(1);
    expect(await historyOn(at.github)).toHaveLength(2);
  });

  test('proposes registrations each for itself, and a rollback', async () => {
    const add = { command: 'register', model: 'churn', commit: 'pull-request' };
    const [fifth, sixth] = [await act(at, { ...add, version: '5' }), await act(at, { ...add, version: '6' })];
    expect([fifth, sixth].map(({ outputs }) => [outputs['decision'], outputs['pull-request']])).toEqual([
      ['allowed', '1'],
      ['allowed', '2'],
    ]);
    expect(fifth.stdout).toContain('churn 5 is proposed in #1');
    await act(at, BETTER);
    const back = { command: 'rollback', model: 'churn', stage: 'Production', reason: 'slow' };
    const run = await act(at, { ...back, commit: 'pull-request' });
    expect(run.stdout).toContain('churn back to version 1 in Production is proposed in #3');
  });

  test('is not made again once somebody has closed it, unless it is another', async () => {
    await act(at, PROPOSE);
    at.github.repository.closePull(1, { by: 'ann' });
    await act(at, { command: 'register', model: 'churn', commit: 'api' });
    const run = await act(at, { ...PROPOSE, reason: 'again' });
    expect(run).toMatchObject({
      status: 1,
      outputs: {
        decision: 'blocked',
        promoted: 'false',
        'in-stage': 'false',
        'pull-request': '',
        commit: '',
      },
    });
    expect(run.annotations[0]?.message).toMatch(
      /^ann closed pull request #1, which proposed the same change, at 2.*: reopen it, promote another version, or promote this one/,
    );
    expect(at.github.repository.state.pulls).toHaveLength(1);
    const another = { 'reports/2.json': '{"accuracy": 0.96}\n' };
    at.workspace.write('reports/2.json', another['reports/2.json']);
    await at.github.repository.commit(another);
    expect((await act(at, PROPOSE)).outputs).toMatchObject({ decision: 'allowed', 'pull-request': '2' });
  });

  test('is brought up to date once somebody has opened it again', async () => {
    await act(at, PROPOSE);
    at.github.repository.closePull(1);
    at.github.repository.reopenPull(1);
    await act(at, { command: 'register', model: 'churn', commit: 'api' });
    expect((await act(at, PROPOSE)).outputs).toMatchObject({ decision: 'allowed', 'pull-request': '1' });
  });

  test('keeps what people have written into it', async () => {
    await act(at, PROPOSE);
    const pull = at.github.repository.pull(1);
    Object.assign(pull, { title: 'Wait for Monday', body: `${pull.body}\n\nAsk Ann first.` });
    await at.github.repository.commit({ 'first.txt': 'x' });
    const run = await act(at, PROPOSE);
    expect(run.outputs).toMatchObject({ 'pull-request': '1' });
    expect(pull.title).toBe('Wait for Monday');
    expect(pull.body).toContain(`at ${(await at.github.repository.head())!}. Nothing changes until`);
    expect(pull.body).toMatch(/\n\nAsk Ann first\.$/);
    expect(run.stdout).toContain('pull request #1 now proposes');
  });

  test('that is still open is named by a run that is blocked', async () => {
    await act(at, PROPOSE);
    const run = await act(at, { ...PROPOSE, version: '3' });
    expect(run).toMatchObject({ status: 1, outputs: { decision: 'blocked', 'pull-request': '' } });
    expect(run.annotations).toContainEqual(
      expect.objectContaining({
        message:
          "pull request #1 still proposes version 2 for Production: close it if it shouldn't be merged",
      }),
    );
    expect(at.github.repository.pull(1).state).toBe('open');
    at.github.repository.closePull(1);
    const after = await act(at, { ...PROPOSE, version: '3' });
    expect(after.stdout).not.toContain('still proposes');
  });

  test('is refused with the name of the setting where the repository forbids it', async () => {
    at.github.repository.settings.actionsMayOpenPulls = false;
    const run = await act(at, PROPOSE);
    expect(run).toMatchObject({ status: 1, outputs: { promoted: 'false' } });
    expect(run.annotations[0]?.message).toContain('Allow GitHub Actions to create and approve pull requests');
  });

  test.each([
    ['of a hostile name', 'x`@octocat` <img src=//e> #1 ](http://e) \u202e [skip ci] ../..'],
    ['of a name of many scripts', 'модель 模型'],
    ['of a very long name', 'm'.repeat(200)],
  ])('%s proposes it like any other, and nothing of it is markup', async (_name, given) => {
    const model = given.replace('\u202e', '');
    const policy = `models:\n  ${JSON.stringify(model)}: {stages: {Production: {}}}\n`;
    const manifest = `models:\n  ${JSON.stringify(model)}:\n    versions: {1: {stage: None}}\n`;
    await at.github.repository.commit({ 'models.yaml': manifest, '.github/stagegate.yml': policy });
    const run = await act(at, {
      model,
      version: '1',
      stage: 'Production',
      commit: 'pull-request',
      reason: given,
    });
    expect(run).toMatchObject({ status: 0, outputs: { decision: 'allowed', 'pull-request': '1' } });
    const { title, body, headBranch } = at.github.repository.pull(1);
    expect(headBranch).toMatch(/^stagegate\/[A-Za-z0-9_-]+$/);
    expect(body).not.toMatch(/@octocat|<img|#1\b|\]\(http|\u202e|\[skip ci\]/);
    const [commit] = await at.github.repository.log(headBranch);
    for (const text of [title, commit?.message]) expect(text).not.toMatch(/@octocat|#1\b|\[skip ci\]|\u202e/);
  });
});

test.each(['api', 'pull-request'])('with commit: %s the token is nowhere', async (commit) => {
  const token = at.github.addToken({ permissions: 'write-all' });
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  const runs = [
    await act(at, { ...BETTER, commit }, { token, env: { RUNNER_DEBUG: '1' } }),
    await act(at, { ...BETTER, commit }, { token, env: { GITHUB_API_URL: 'http://127.0.0.1:9' } }),
  ];
  expect(runs.map(({ status }) => status)).toEqual([0, 1]);
  for (const run of runs) {
    expect(run.masks).toContain(token);
    const log = run.stdout.replace(/^::add-mask::.*$/gm, '');
    const all = [log, run.stderr, run.summary, JSON.stringify(run.outputs)].join('\n');
    expect(all).not.toContain(token);
    expect(all).not.toContain(basic);
  }
  expect(runs[1]?.annotations[0]?.message).toContain('Check the connection to 127.0.0.1:9');
});
