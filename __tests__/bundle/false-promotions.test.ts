import { describe, expect, test } from '@jest/globals';
import type { Workspace } from '../support/workspace.js';
import { cli, cliJson, historyOf, makeChurn, mustCli, stagesOf } from './support/churn.js';

/* A stage that bounds the chance of any false promotion, through the command line and git. */

const POLICY = `registry: models.yaml
stages: [Staging, Production]
models:
  churn:
    report: reports/{version}.json
    stages:
      Production:
        false-promotions: 5%
        test-set: data/test.csv
        gates:
          - metric: accuracy
            goal: higher
            min-improvement: 0
            confidence: 95%
            samples: n
`;

const report = (accuracy: number) => `${JSON.stringify({ accuracy, n: 1000 })}\n`;

const FILES = {
  '.github/stagegate.yml': POLICY,
  'models.yaml':
    'models:\n  churn:\n    versions:\n      1: {stage: None}\n      2: {stage: None}\n      3: {stage: None}\n',
  'data/test.csv': 'x,y\n1,0\n',
  'reports/1.json': report(0.9),
  'reports/2.json': report(0.905),
  'reports/3.json': report(0.96),
};

const to = (version: string, command = 'promote') =>
  `${command} --model churn --version ${version} --stage Production`;

describe('with false-promotions', () => {
  test('each attempt is told, counted once, and judged by its part', async () => {
    const workspace = makeChurn(FILES);
    await mustCli(workspace, to('1'));
    const before = workspace.files();
    const checked = await cliJson(workspace, to('2', 'check'));
    expect(checked).toMatchObject({
      status: 1,
      json: { decision: 'blocked', attempt: { number: 1, against: '1', level: '97.82%', left: '2.8%' } },
    });
    expect(workspace.files()).toEqual(before);

    const blocked = await cli(workspace, to('2'));
    expect(blocked).toMatchObject({ status: 1, stderr: '' });
    expect(blocked.stdout).toContain('Production is still version 1');
    expect(blocked.stdout).toContain('Only the attempt was recorded.');
    expect(blocked.stdout).toContain(
      'Attempt 1 against version 1 on this test set, judged with at least 97.82% confidence. 2.8% of the 5% is left for later attempts.',
    );
    expect(workspace.files()).toEqual({
      ...before,
      'models.history.jsonl': workspace.read('models.history.jsonl'),
    });
    expect((await cli(workspace, to('2'))).stdout).toContain('Nothing was changed.');
    expect(historyOf(workspace)).toMatchObject([
      { action: 'promote', version: '1', attempt: { number: 1, against: null } },
      { action: 'attempt', version: '2', from: 'None', to: 'None', attempt: { number: 1, against: '1' } },
    ]);

    workspace.write('reports/2.json', report(0.906));
    expect((await cliJson(workspace, to('2'))).json).toMatchObject({
      attempt: { number: 3, level: '99.623%' },
    });
    const listed = await mustCli(workspace, 'history');
    expect(listed.stdout).toContain('attempt   churn 2 for Production, attempt 3');
    await mustCli(workspace, 'verify');

    const taken = await cliJson(workspace, to('3'));
    expect(taken).toMatchObject({
      status: 0,
      json: { decision: 'promoted', attempt: { number: 2, level: '99.279%' } },
    });
    expect(JSON.stringify(taken.json['gates'])).toContain('"confidence":"99.279%"');
    // against the new champion, everything begins anew
    await mustCli(workspace, 'register --model churn');
    workspace.write('reports/4.json', report(0.96));
    expect((await cliJson(workspace, to('4', 'check'))).json).toMatchObject({
      attempt: { number: 1, against: '3' },
    });
    await mustCli(workspace, 'verify');
  });

  test('a new test set starts anew', async () => {
    const workspace = makeChurn(FILES);
    await mustCli(workspace, to('1'));
    expect((await cli(workspace, to('2'))).status).toBe(1);
    expect((await cliJson(workspace, to('3', 'check'))).json).toMatchObject({ attempt: { number: 2 } });
    workspace.write('data/test.csv', 'x,y\n2,1\n');
    expect((await cliJson(workspace, to('3', 'check'))).json).toMatchObject({ attempt: { number: 1 } });
  });

  test('the line is a commit on the branch, whose test set counts', async () => {
    const workspace = makeChurn(FILES, { git: 'remote' });
    await mustCli(workspace, `${to('1')} --commit push`);
    const { status, json } = await cliJson(workspace, `${to('2')} --commit push`);
    expect({ status, promoted: json['promoted'] }).toEqual({ status: 1, promoted: false });
    const clone = workspace.clone();
    expect(json['commit']).toBe(clone.git('rev-parse', 'HEAD'));
    expect(clone.git('log', '-1', '--format=%s')).toBe(
      'stagegate: record attempt 1 for Production: churn 2 was blocked',
    );
    expect(clone.git('show', '--name-only', '--format=', 'HEAD')).toBe('models.history.jsonl');
    // this checkout's own test set does not start anew
    workspace.write('data/test.csv', 'x,y\n2,1\n');
    const again = await cliJson(workspace, `${to('2')} --commit push`);
    expect(again.json).toMatchObject({ decision: 'blocked', commit: null, attempt: { number: 1 } });
    expect(await stagesOf(clone)).toEqual({ 1: 'Production', 2: 'None', 3: 'None' });
  });

  test('a report that does not name its test set is an error with the key to add', async () => {
    const policy = POLICY.replace('        test-set: data/test.csv\n', '');
    const workspace = makeChurn({ ...FILES, '.github/stagegate.yml': policy });
    const { status, stderr } = await cli(workspace, to('1'));
    expect(status).toBe(2);
    expect(stderr).toContain('.github/stagegate.yml:8:9');
    expect(stderr).toContain("reports/1.json doesn't say which test set it used");
    expect(stderr).toContain('Add "test-set"');
  });
});

describe('a champion that is evaluated again', () => {
  const attempt = async (workspace: Workspace, command = 'promote') => {
    const { status, json } = await cliJson(workspace, to('2', command));
    return { status, ...(json['attempt'] as { number: number; level: string }) };
  };
  const attempts = (workspace: Workspace) =>
    historyOf(workspace).filter(({ action }) => action === 'attempt').length;

  test('by its report, is another attempt with a stricter level', async () => {
    // from before the history: its numbers are in its report alone
    const manifest = FILES['models.yaml'].replace('1: {stage: None}', '1: {stage: Production}');
    const workspace = makeChurn({ ...FILES, 'models.yaml': manifest, 'reports/2.json': report(0.92) });
    expect(await attempt(workspace)).toMatchObject({ status: 1, number: 1, level: '97.82%' });
    // worse by chance: at the first level, version 2 would be better than that
    workspace.write('reports/1.json', report(0.893));
    expect(await attempt(workspace, 'check')).toMatchObject({ status: 1, number: 3, level: '99.623%' });
    expect(await attempt(workspace)).toMatchObject({ status: 1, number: 3 });
    expect(await attempt(workspace)).toMatchObject({ status: 1, number: 3 });
    expect(attempts(workspace)).toBe(2);
    // the first evidence again is the first attempt again
    workspace.write('reports/1.json', FILES['reports/1.json']);
    expect(await attempt(workspace)).toMatchObject({ status: 1, number: 1 });
    expect(attempts(workspace)).toBe(2);
  });

  test('changes nothing where the history has its numbers', async () => {
    const workspace = makeChurn({ ...FILES, 'reports/2.json': report(0.92) });
    await mustCli(workspace, to('1'));
    const first = await cliJson(workspace, to('2'));
    workspace.write('reports/1.json', report(0.5));
    const again = await cliJson(workspace, to('2'));
    expect(again.json['gates']).toEqual(first.json['gates']);
    expect(again.json).toMatchObject({ decision: 'blocked', attempt: { number: 1 } });
    expect(attempts(workspace)).toBe(1);
  });

  test('by its examples, is another attempt', async () => {
    const examples = (right: number) =>
      Array.from({ length: 100 }, (_, id) => `${JSON.stringify({ id, correct: id < right ? 1 : 0 })}\n`).join(
        '',
      );
    const paired = 'paired: {file: "examples/{version}.jsonl", key: id, score: correct}';
    const workspace = makeChurn({
      ...FILES,
      '.github/stagegate.yml': POLICY.replace('samples: n', paired),
      'reports/1.json': report(0.9),
      'reports/2.json': report(0.91),
      'examples/1.jsonl': examples(90),
      'examples/2.jsonl': examples(91),
    });
    await mustCli(workspace, to('1'));
    expect(await attempt(workspace)).toMatchObject({ status: 1, number: 1 });
    workspace.write('examples/1.jsonl', examples(90).replace('"id":99,', '"id": 99,'));
    expect(await attempt(workspace)).toMatchObject({ status: 1, number: 3 });
    expect(attempts(workspace)).toBe(2);
  });
});
