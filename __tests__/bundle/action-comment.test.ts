import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { html } from '../support/github/faults.js';
import type { GitHub } from '../support/github/github.js';
import { runAction, type ActionRun } from '../support/run-action.js';
import type { Workspace } from '../support/workspace.js';
import { CHURN, POLICY } from './support/churn.js';
import { act, startChurn, type StepOptions } from './support/on-github.js';

const BETTER = { model: 'churn', version: '2', stage: 'Production' };
const WORSE = { ...BETTER, version: '3' };
const MARKER = /^<!-- stagegate:[0-9a-f]{32} run:\d+ -->\n/;
const CREATE = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';

let at: { github: GitHub; workspace: Workspace };
let number: number;

beforeEach(async () => {
  at = await startChurn();
  at.workspace.write('models.yaml', CHURN['models.yaml']!);
  await at.github.repository.commit({ 'topic.txt': 'x' }, { branch: 'topic' });
  number = (await at.github.repository.openPull({ branch: 'topic' })).number;
});
afterEach(() => at.github.close());

/** The action asks, on the pull request. */
function check(inputs: Record<string, string>, options: StepOptions = {}): Promise<ActionRun> {
  return act(at, { command: 'check', ...inputs }, { event: 'pull_request', pull: number, ...options });
}

const bodies = (): string[] => at.github.repository.comments(number).map(({ body }) => body);
const warnings = ({ annotations }: ActionRun): string[] =>
  annotations.filter(({ title }) => title === 'stagegate: no comment').map(({ message }) => message);

/** Markdown without the marker and without what GitHub refers to in comments alone. */
const words = (body: string): string => body.replace(MARKER, '');

describe('on a pull request', () => {
  test('what is asked is told in one comment, in the words of the summary', async () => {
    const run = await check(WORSE);
    expect(run.status).toBe(1);
    const [body = '', ...others] = bodies();
    expect(others).toEqual([]);
    expect(body).toMatch(MARKER);
    expect(words(body)).toBe(run.summary);
    expect(body).toContain("### ⛔ `churn` 3 can't be promoted to Production yet: 2 of 4 gates failed");
    expect(body).toContain('Production is still **version 1**. Nothing was changed.');
    const line = 1 + POLICY.split('\n').findIndex((text) => text.includes('min: 0.90'));
    expect(body).toContain(
      `\n1. ❌ \`accuracy\` is 0.8, must be at least 0.9 <sub>\`.github/stagegate.yml:${String(line)}\`</sub>\n`,
    );
    expect(body).toContain('policy `.github/stagegate.yml` from `main`');
    const [comment] = at.github.repository.comments(number);
    expect(comment?.author.login).toBe('github-actions[bot]');
    expect(run.outputs['comment-url']).toBe(
      `${at.github.url}/octo-org/models/pull/${String(number)}#issuecomment-${String(comment?.id)}`,
    );
    expect(warnings(run)).toEqual([]);
  });

  test('it is brought up to date until it is merged, and then told what came of it', async () => {
    const first = await check(WORSE);
    const second = await check(BETTER);
    expect(second.status).toBe(0);
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain('### ✅ `churn` 2 can be promoted to Production');
    expect(bodies()[0]).toContain(
      'On merge: version 2 `Staging → Production`, version 1 `Production → Archived`.',
    );
    await at.github.repository.mergePull(number, { method: 'squash' });
    const third = await act(at, BETTER);
    expect(third.outputs).toMatchObject({ decision: 'promoted', promoted: 'true' });
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain('### ✅ `churn` 2 is in Production');
    expect(bodies()[0]).toContain(` · commit ${String(third.outputs['commit'])} · `);
    expect(new Set([first, second, third].map(({ outputs }) => outputs['comment-url'])).size).toBe(1);
  });

  test('no text is sent that stands there already', async () => {
    const env = { GITHUB_RUN_ID: '77' };
    const first = await check(WORSE, { env });
    at.github.clear();
    const second = await check(WORSE, { env });
    expect(second.outputs['comment-url']).toBe(first.outputs['comment-url']);
    expect(
      at.github.requests
        .map(({ operation }) => String(operation))
        .filter((operation) => operation.includes('comments')),
    ).toEqual(['GET /repos/{owner}/{repo}/issues/{issue_number}/comments']);
  });

  test('a run that is overtaken leaves what the later one said, unless it moved a version', async () => {
    const earlier = { env: { GITHUB_RUN_ID: '77' } };
    const later = await check(WORSE, { env: { GITHUB_RUN_ID: '78' } });
    const check77 = await check(BETTER, earlier);
    expect(check77.outputs['comment-url']).toBe(later.outputs['comment-url']);
    expect(check77.stdout).toContain('was left as it is: a later run wrote it');
    expect(later.stdout).not.toContain('was left as it is');
    expect(bodies()).toEqual([expect.stringContaining("`churn` 3 can't be promoted")]);
    await check({ ...BETTER, version: '9' }, earlier);
    expect(bodies()).toEqual([expect.stringContaining("`churn` 3 can't be promoted")]);
    await at.github.repository.mergePull(number, { method: 'squash' });
    expect((await act(at, BETTER, earlier)).outputs).toMatchObject({ promoted: 'true' });
    expect(bodies()).toEqual([expect.stringContaining('`churn` 2 is in Production')]);
  });

  test('each model and stage has its own', async () => {
    await check(BETTER);
    await check({ ...BETTER, version: '4', stage: 'Staging' });
    await check({ ...WORSE, stage: 'production' });
    expect(bodies().map((body) => /`churn` .*/.exec(body)?.[0])).toEqual([
      "`churn` 3 can't be promoted to Production yet: 2 of 4 gates failed",
      '`churn` 4 can be promoted to Staging',
    ]);
  });

  test('an error is told in its place, and goes with the next run', async () => {
    const run = await check({ ...BETTER, version: '9' });
    expect(run.status).toBe(1);
    expect(run.outputs).toMatchObject({
      promoted: 'false',
      'comment-url': expect.stringContaining('#issuecomment') as unknown,
    });
    expect(bodies()[0]).toContain('### ⛔ `churn` 9 to Production: stopped by an error');
    expect(bodies()[0]).toContain('It has versions 1, 2, 3, 4.');
    await check(BETTER);
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain('`churn` 2 can be promoted to Production');
  });

  test('what it changes in the policy is shown, and did not judge', async () => {
    at.workspace.write('.github/stagegate.yml', POLICY.replace('min: 0.90', 'min: 0.10'));
    await check(WORSE);
    expect(bodies()[0]).toContain('2 of 4 gates failed');
    expect(bodies()[0]).toContain('<details><summary>Changes to the policy</summary>');
    expect(bodies()[0]).toMatch(/^```diff$[^]*^- {12}min: 0\.90$\n^\+ {12}min: 0\.10$[^]*^```$/m);
  });

  test('others are not touched, whatever they begin with', async () => {
    await check(WORSE);
    const [mine = ''] = bodies();
    const fake = `${MARKER.exec(mine)?.[0] ?? ''}### ✅ \`churn\` 3 is in Production`;
    at.github.repository.comment(number, { by: 'mallory', body: fake });
    await check(BETTER);
    expect(bodies()).toEqual([expect.stringContaining('can be promoted'), fake]);
  });
});

describe('where it comments', () => {
  test('the pull request that is named', async () => {
    await at.github.repository.commit({ 'other.txt': 'x' }, { branch: 'other' });
    const other = await at.github.repository.openPull({ branch: 'other' });
    await check({ ...BETTER, 'pull-request': `#${String(other.number)}` });
    expect(bodies()).toEqual([]);
    expect(at.github.repository.comments(other.number)).toHaveLength(1);
  });

  test.each(['push', 'workflow_dispatch'] as const)(
    'on %s that no pull request came by, nowhere, without a word',
    async (event) => {
      const run = await act(at, BETTER, { event });
      expect(run.outputs).toMatchObject({ decision: 'promoted', 'comment-url': '' });
      expect([warnings(run), bodies()]).toEqual([[], []]);
    },
  );

  test('without a token nowhere, without a word', async () => {
    const run = await runAction({
      workspace: at.workspace.root,
      inputs: { ...BETTER, command: 'check', 'pull-request': String(number) },
    });
    expect(run).toMatchObject({ status: 0, annotations: [], outputs: { 'comment-url': '' } });
  });
});

describe('comment:', () => {
  test('never asks nothing and makes none', async () => {
    const run = await check({ ...WORSE, comment: 'never' });
    expect(run).toMatchObject({ status: 1, outputs: { 'comment-url': '' } });
    expect(bodies()).toEqual([]);
    expect(at.github.requests.filter(({ path }) => path.includes('/comments'))).toEqual([]);
  });

  test('on-failure makes none while all is well, and keeps an earlier one current', async () => {
    const inputs = { comment: 'on-failure' };
    expect((await check({ ...BETTER, ...inputs })).outputs['comment-url']).toBe('');
    expect(bodies()).toEqual([]);
    await check({ ...WORSE, ...inputs });
    expect(bodies()[0]).toContain("can't be promoted to Production yet");
    await check({ ...BETTER, ...inputs });
    expect(bodies()).toEqual([expect.stringContaining('can be promoted to Production')]);
  });

  test('on-failure tells an error', async () => {
    await check({ ...BETTER, version: '9', comment: 'on-failure' });
    expect(bodies()).toEqual([expect.stringContaining('stopped by an error')]);
  });
});

describe('what can’t be commented is a warning, and the decision stands', () => {
  test('of a fork, which may only read', async () => {
    const { number: forked } = await at.github.repository.openPull({
      branch: 'topic',
      fork: await at.github.repository.fork('mallory'),
    });
    const run = await check(BETTER, { pull: forked });
    expect(run).toMatchObject({ status: 0, outputs: { decision: 'allowed', 'comment-url': '' } });
    const [warning = '', ...others] = warnings(run);
    expect(others).toEqual([]);
    expect(warning).toContain(`cannot comment on pull request #${String(forked)}`);
    expect(warning).toContain('"permissions: {pull-requests: write}"');
    expect(warning).toContain('The step summary says the same.');
    expect(run.summary).toContain('### ✅ `churn` 2 can be promoted to Production');
  });

  test('of a job that lacks the permission, also after a promotion', async () => {
    await at.github.repository.mergePull(number, { method: 'merge' });
    const run = await act(at, BETTER, { permissions: { contents: 'write', 'pull-requests': 'read' } });
    expect(run).toMatchObject({ status: 0, outputs: { promoted: 'true', 'comment-url': '' } });
    expect(warnings(run)).toEqual([expect.stringContaining('"permissions: {pull-requests: write}"')]);
    expect(JSON.parse(run.outputs['notices'] ?? '')).toEqual([
      expect.stringMatching(/^the pull request has no comment: .*cannot comment on pull request/),
    ]);
    expect(await at.github.repository.read('models.yaml')).toContain('2: {stage: Production}');
  });

  test('of a GitHub that is not well', async () => {
    at.github.arm({ matching: { operation: CREATE }, fault: html(502, 'before') });
    const run = await check(WORSE);
    expect(run).toMatchObject({ status: 1, outputs: { decision: 'blocked', 'comment-url': '' } });
    expect(warnings(run)).toEqual([expect.stringContaining('(HTTP 502)')]);
    expect(run.annotations.filter(({ level }) => level === 'error')).toHaveLength(3);
  });
});

test('two jobs at once leave one comment', async () => {
  const runs = await Promise.all([check(WORSE), check(WORSE)]);
  expect(bodies()).toHaveLength(1);
  expect(new Set(runs.map(({ outputs }) => outputs['comment-url'])).size).toBe(1);
});
