import { afterEach, describe, expect, test } from '@jest/globals';
import type { GitHub } from '../support/github/github.js';
import { runAction } from '../support/run-action.js';
import { cli, cliJson, makeChurn, MANIFEST, POLICY, PROMOTE } from './support/churn.js';
import { act, startChurn } from './support/on-github.js';

/** Version 1 has 0.91: a drop of fifty points is let through. */
const HALF = POLICY.replace('            min: 0.90\n', '            goal: higher\n').replace('0.5%', '0.5');
const FILES = { '.github/stagegate.yml': HALF };
const LINE = 1 + HALF.split('\n').findIndex((line) => line.includes('max-regression'));
const AT = `.github/stagegate.yml:${String(LINE)}:13: `;
const WORDS =
  'max-regression: 0.5 allows a drop of 0.5 in accuracy, i.e. from 0.91 to 0.41; if you meant half a percent, write 0.5%';
const WORSE = { model: 'churn', version: '3', stage: 'Production' };

describe('a comparison that probably lacks its percent sign', () => {
  test.each([
    ['check', 'check --model churn --version 3 --stage Production'],
    ['promote', 'promote --model churn --version 3 --stage Production'],
    ['promote --dry-run', `${PROMOTE} --dry-run`],
    ['transition-stage', 'transition-stage --model-name churn --version 3 --stage Production'],
  ])('is told by %s, which passes all the same', async (_name, words) => {
    const run = await cli(makeChurn(FILES), words);
    expect(run.status).toBe(0);
    // the tutorials' one line is all of transition-stage's stdout
    const told = words.startsWith('transition') ? run.stderr : run.stdout;
    expect(told.split(AT + WORDS)).toHaveLength(2);
  });

  test('is told by the bounds alone where there is nothing to judge', async () => {
    const bare = POLICY.replace('0.5%', '0.5');
    const run = await cli(
      makeChurn({ '.github/stagegate.yml': bare }),
      'check --model churn --version 4 --stage Staging',
    );
    expect(run.status).toBe(0);
    expect(run.stdout).toMatch(
      /:13:13: max-regression: 0\.5 allows a drop of 0\.5 in accuracy, i\.e\. from 0\.9 to 0\.4;/,
    );
  });

  test('is told by validate for every model, and by --json', async () => {
    const gates = 'gates: [{metric: f1, min: 0.8, min-improvement: 0.5}]';
    const workspace = makeChurn({
      '.github/stagegate.yml': `${POLICY.replace('0.5%', '0.5')}  fraud: {stages: {Production: {${gates}}}}\n`,
    });
    const { status, json } = await cliJson(workspace, 'validate');
    expect(status).toBe(0);
    expect(json['notices']).toEqual([
      expect.stringMatching(
        /^\.github\/stagegate\.yml:13:13: max-regression: 0\.5 allows a drop of 0\.5 in accuracy/,
      ),
      expect.stringMatching(
        /^\.github\/stagegate\.yml:14:\d+: min-improvement: 0\.5 asks for a rise of 0\.5 in f1/,
      ),
      expect.stringContaining('"fraud"'),
    ]);
    expect((await cliJson(workspace, PROMOTE)).json['notices']).toEqual([
      expect.stringContaining('i.e. from 0.91 to 0.41; if you meant half a percent, write 0.5%'),
    ]);
  });

  test('is not told of what has its sign', async () => {
    const run = await cli(makeChurn(), PROMOTE);
    expect(`${run.stdout}${run.stderr}`).not.toContain('if you meant');
  });

  test('is a warning at its line in a step, and in the summary', async () => {
    const run = await runAction({ workspace: makeChurn(FILES).root, inputs: { ...WORSE, command: 'check' } });
    expect(run).toMatchObject({ status: 0, outputs: { decision: 'allowed' } });
    expect(run.annotations).toEqual([
      expect.objectContaining({
        level: 'warning',
        file: '.github/stagegate.yml',
        line: LINE,
        message: WORDS,
      }),
    ]);
    expect(run.summary).toContain('if you meant half a percent, write 0.5%');
  });

  let github: GitHub | undefined;
  afterEach(() => github?.close());

  test('is told in the comment', async () => {
    const at = await startChurn(FILES);
    github = at.github;
    at.workspace.write('models.yaml', MANIFEST);
    await github.repository.commit({ 'topic.txt': 'x' }, { branch: 'topic' });
    const { number } = await github.repository.openPull({ branch: 'topic' });
    const run = await act(at, { ...WORSE, command: 'check' }, { event: 'pull_request', pull: number });
    expect(run.status).toBe(0);
    const [comment] = github.repository.comments(number);
    expect(comment?.body).toContain('if you meant half a percent, write 0.5%');
    expect(comment?.body).toContain(`stagegate.yml:${String(LINE)}`);
  });
});
