import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { GitHub } from '../support/github/github.js';
import type { ActionRun } from '../support/run-action.js';
import type { Workspace } from '../support/workspace.js';
import { act, startChurn, type StepOptions } from './support/on-github.js';
import { CHURN } from './support/churn.js';

const BETTER = { command: 'check', model: 'churn', version: '2', stage: 'Production' };
const WORSE = { ...BETTER, version: '3' };
const MARKER = /^<!-- stagegate:[0-9a-f]{32} -->\n/;

let at: { github: GitHub; workspace: Workspace };
let number: number;

beforeEach(async () => {
  at = await startChurn();
  number = await openPull('topic');
});
afterEach(() => at.github.close());

async function openPull(branch: string): Promise<number> {
  const { repository } = at.github;
  at.workspace.write('models.yaml', CHURN['models.yaml']!);
  await repository.commit({ [`${branch}.txt`]: 'x' }, { branch });
  return (await repository.openPull({ branch })).number;
}

const onPull = (inputs: Readonly<Record<string, string>>, options: StepOptions = {}): Promise<ActionRun> =>
  act(at, inputs, { event: 'pull_request', pull: number, ...options });

const comments = (of = number) => at.github.repository.comments(of);
const headlines = (of = number): (string | undefined)[] =>
  comments(of).map(({ body }) => body.split('\n')[1]);
const addressOf = (of: number): string =>
  `${at.github.url}/octo-org/models/pull/${String(of)}#issuecomment-${String(comments(of)[0]?.id)}`;
const warnings = ({ annotations }: ActionRun) => annotations.filter(({ level }) => level === 'warning');
const operations = (): string[] => at.github.requests.map(({ operation }) => String(operation));
const aboutComments = (): string[] => operations().filter((one) => /comments|\/pulls$/.test(one));

describe("a pull request's run", () => {
  test('is told on it, in the words of the summary', async () => {
    const run = await onPull(BETTER);
    expect(run).toMatchObject({
      status: 0,
      outputs: { decision: 'allowed', 'comment-url': addressOf(number) },
    });
    const [comment] = comments();
    expect(comments()).toMatchObject([{ author: { login: 'github-actions[bot]' } }]);
    expect(comment?.body).toMatch(MARKER);
    const [headline] = headlines();
    expect(headline).toContain('`churn` 2');
    expect(run.summary).toContain(headline);
    expect(warnings(run)).toEqual([]);
  });

  test('is told again where it was told before', async () => {
    const first = await onPull(WORSE);
    expect(first).toMatchObject({ status: 1, outputs: { decision: 'blocked' } });
    expect(headlines()).toEqual([expect.stringContaining('`churn` 3')]);
    at.github.repository.comment(number, { body: 'Let me see.' });
    const second = await onPull(BETTER);
    expect(second).toMatchObject({ status: 0, outputs: { decision: 'allowed' } });
    expect(second.outputs['comment-url']).toBe(first.outputs['comment-url']);
    expect(headlines()).toEqual([expect.stringContaining('`churn` 2'), undefined]);
  });

  test('sends no text that stands there already', async () => {
    const first = await onPull(WORSE, { env: { GITHUB_RUN_ID: '77' } });
    at.github.clear();
    const second = await onPull(WORSE, { env: { GITHUB_RUN_ID: '77' } });
    expect(second.outputs['comment-url']).toBe(first.outputs['comment-url']);
    expect(aboutComments()).toEqual(['GET /repos/{owner}/{repo}/issues/{issue_number}/comments']);
  });

  test('has a comment for each stage', async () => {
    await onPull(BETTER);
    await onPull({ ...BETTER, stage: 'Staging' });
    await onPull({ ...BETTER, stage: 'production' });
    expect(comments()).toHaveLength(2);
  });

  test('is told the error that stops it, in the place of the verdict', async () => {
    await onPull(BETTER);
    // the policy of the base is the one that judges
    await at.github.repository.commit({ '.github/stagegate.yml': 'models: {churn: {stagse: {}}}\n' });
    const again = await openPull('after');
    const run = await onPull(BETTER, { pull: again });
    expect(run).toMatchObject({ status: 1, outputs: { promoted: 'false', 'comment-url': addressOf(again) } });
    expect(headlines(again)).toEqual(['### ⛔ `churn` 2 to Production: stopped by an error']);
    expect(comments(again)[0]?.body).toContain('stagse');
    await at.github.repository.commit(CHURN);
    const mended = await openPull('mended');
    await onPull(BETTER, { pull: mended });
    expect(headlines(mended)).toEqual(headlines());
  });

  test('that stops at an error leaves one comment, and the verdict takes its place', async () => {
    const missing = { ...BETTER, version: '9' };
    const first = await onPull(missing);
    expect(first.status).toBe(1);
    expect(headlines()).toEqual(['### ⛔ `churn` 9 to Production: stopped by an error']);
    await onPull(BETTER);
    expect(headlines()).toEqual([expect.not.stringContaining('error')]);
  });
});

describe('comment: never', () => {
  test.each([
    ['blocked', WORSE],
    ['allowed', BETTER],
    ['an error', { ...BETTER, version: '9' }],
  ])('says nothing: %s', async (_name, inputs) => {
    const run = await onPull({ ...inputs, comment: 'never' });
    expect(run.outputs['comment-url'] ?? '').toBe('');
    expect(comments()).toEqual([]);
    expect(aboutComments()).toEqual([]);
  });
});

describe('comment: on-failure', () => {
  const failing = { comment: 'on-failure' };

  test('says nothing of what is allowed', async () => {
    const run = await onPull({ ...BETTER, ...failing });
    expect(run).toMatchObject({ status: 0, outputs: { 'comment-url': '' } });
    expect(comments()).toEqual([]);
  });

  test('says what is blocked, also where it does not fail the step, and that it is allowed then', async () => {
    const blocked = await onPull({ ...WORSE, ...failing, 'fail-on-block': 'false' });
    expect(blocked).toMatchObject({ status: 0, outputs: { 'comment-url': addressOf(number) } });
    const allowed = await onPull({ ...BETTER, ...failing });
    expect(allowed.outputs['comment-url']).toBe(blocked.outputs['comment-url']);
    expect(headlines()).toEqual([expect.stringContaining('`churn` 2')]);
  });

  test('says an error', async () => {
    await onPull({ ...BETTER, ...failing, version: '9' });
    expect(headlines()).toEqual([expect.stringContaining('stopped by an error')]);
  });
});

describe('a comment that fails', () => {
  test.each([
    ['blocked', WORSE, { status: 1, outputs: { decision: 'blocked', 'comment-url': '' } }],
    ['allowed', BETTER, { status: 0, outputs: { decision: 'allowed', 'comment-url': '' } }],
  ])('is a warning, and the decision stands: %s', async (_name, inputs, expected) => {
    const run = await onPull(inputs, { permissions: { contents: 'read' } });
    expect(run).toMatchObject(expected);
    expect(warnings(run)).toMatchObject([
      {
        title: 'stagegate: no comment',
        message: expect.stringContaining('"permissions: {pull-requests: write}"') as unknown,
      },
    ]);
    expect(run.summary).toContain('`churn`');
    expect(comments()).toEqual([]);
  });

  test('is a warning on a fork, too', async () => {
    const fork = await at.github.repository.fork('mallory');
    await fork.commit({ 'fork.txt': 'x' }, { branch: 'theirs' });
    const theirs = await at.github.repository.openPull({ branch: 'theirs', fork, by: 'mallory' });
    const run = await onPull(BETTER, { pull: theirs.number });
    expect(run).toMatchObject({ status: 0, outputs: { decision: 'allowed', 'comment-url': '' } });
    expect(warnings(run)).toMatchObject([
      { message: expect.stringContaining('A workflow from a fork has no more than reading.') as unknown },
    ]);
  });
});

describe('a run that is about no pull request', () => {
  test.each<[string, StepOptions]>([
    ['a push that merged none', { event: 'push' }],
    ['a dispatch', { event: 'workflow_dispatch' }],
  ])('tells none: %s', async (_name, options) => {
    const run = await act(at, BETTER, options);
    expect(run).toMatchObject({ status: 0, outputs: { 'comment-url': '' } });
    expect(warnings(run)).toEqual([]);
    expect(comments()).toEqual([]);
  });

  test('tells the one that is named', async () => {
    const inputs = { ...BETTER, 'pull-request': String(number) };
    const run = await act(at, inputs, { event: 'workflow_dispatch' });
    expect(run.outputs['comment-url']).toBe(addressOf(number));
  });

  test.each(['merge', 'squash', 'rebase'] as const)(
    'of a push tells the one that it merged (%s)',
    async (method) => {
      await at.github.repository.mergePull(number, { method });
      const run = await act(at, { ...BETTER, command: 'promote' }, { event: 'push' });
      expect(run).toMatchObject({
        status: 0,
        outputs: { decision: 'promoted', 'comment-url': addressOf(number) },
      });
      expect(headlines()).toEqual([expect.stringContaining('`churn` 2 is in Production')]);
      expect(warnings(run)).toEqual([]);
    },
  );
});
