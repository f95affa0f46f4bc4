import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { PROJECT } from '../support/project.js';
import { runAction, type ActionRun } from '../support/run-action.js';
import type { Workspace } from '../support/workspace.js';
import { historyOf, makeChurn, POLICY, stagesOf } from './support/churn.js';
import { expectOutputs, OUTPUT_NAMES } from './support/outputs.js';

const BETTER = { model: 'churn', version: '2', stage: 'Production' };
const WORSE = { ...BETTER, version: '3' };

function act(workspace: Workspace, inputs: Record<string, string>): Promise<ActionRun> {
  return runAction({ workspace: workspace.root, inputs });
}

/** Every output is set and is text; those that are JSON read like the command line's document. */
function readOutputs({ outputs }: ActionRun): Record<string, unknown> {
  const values = Object.entries(outputs).map(([name, value]): [string, unknown] => {
    if (['gates', 'archived-versions', 'notices', 'promoted', 'in-stage'].includes(name))
      return [name, JSON.parse(value)];
    return [name, value === '' ? null : value];
  });
  const document = Object.fromEntries(values);
  expectOutputs(document);
  return document;
}

describe('promote', () => {
  test('moves the version, sets every output and tells it in the log and the summary', async () => {
    const workspace = makeChurn();
    const run = await act(workspace, { ...BETTER, stage: 'production', reason: 'better' });
    expect(run.status).toBe(0);
    expect(readOutputs(run)).toMatchObject({
      decision: 'promoted',
      promoted: true,
      model: 'churn',
      version: '2',
      stage: 'Production',
      'previous-stage': 'Staging',
      'previous-version': '1',
      'archived-versions': ['1'],
      gates: [
        { gate: 'from' },
        { check: 'min', observed: 0.95 },
        { check: 'max-regression', champion: 0.91 },
      ],
      headline: 'churn 2 is in Production',
      notices: [expect.stringMatching(/^only models\.yaml in this checkout was changed/)],
      'policy-sha256': createHash('sha256').update(POLICY).digest('hex'),
      'report-sha256': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(run.outputs).toMatchObject({ promoted: 'true', 'archived-versions': '["1"]', commit: '' });
    expect(run.stdout).toContain('churn 2 is in Production');
    expect(run.summary).toMatch(/^### ✅ `churn` 2 is in Production\n/);
    expect(run.summary).toContain('| gate | version 1 | version 2 | change | required | verdict |');
    expect(run.summary).toMatch(/^\| ✅\s`accuracy` \|.*0\.95.*pass \|$/m);
    expect(run.commands).toMatchObject([
      { name: 'notice', message: expect.stringContaining('only models.yaml in this checkout was changed') },
    ]);
    expect([run.exported, run.state, run.stderr]).toEqual([{}, {}, '']);
    expect(await stagesOf(workspace)).toMatchObject({ 1: 'Archived', 2: 'Production' });
  });

  test('records who ran it, where and at which commit', async () => {
    const workspace = makeChurn();
    await act(workspace, { ...BETTER, reason: 'better' });
    expect(historyOf(workspace)).toMatchObject([
      {
        actor: 'octocat',
        reason: 'better',
        run: 'https://github.com/octo-org/models/actions/runs/1658821493',
        commit: 'ffac537e6cbbf934b08745a378932722df287a53',
      },
    ]);
  });

  test('is unchanged where the version holds the stage', async () => {
    const run = await act(makeChurn(), { ...BETTER, version: '@champion' });
    expect(run.status).toBe(0);
    expect(readOutputs(run)).toMatchObject({
      decision: 'unchanged',
      promoted: false,
      version: '1',
      gates: [],
    });
  });

  test('pushes a commit when asked', async () => {
    const workspace = makeChurn({}, { git: 'remote' });
    const run = await act(workspace, { ...BETTER, commit: 'push' });
    expect(run.status).toBe(0);
    const clone = workspace.clone();
    expect(run.outputs['commit']).toBe(clone.git('rev-parse', 'HEAD'));
    expect(clone.git('log', '-1', '--format=%an <%ae>')).toBe(
      'github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>',
    );
    expect(historyOf(clone)).toMatchObject([{ version: '2', actor: 'octocat' }]);
  });

  test('reads reports that are named one a line', async () => {
    const workspace = makeChurn({ 'a/accuracy.json': '{"accuracy": 0.93}', 'a/loss.json': '{"loss": 0.2}' });
    const run = await act(workspace, { ...BETTER, report: 'a/accuracy.json\n\n  a/loss.json\n' });
    expect(run.status).toBe(0);
    expect(readOutputs(run)['gates']).toContainEqual(
      expect.objectContaining({ check: 'min', observed: 0.93 }),
    );
    expect(run.summary).toContain('a/loss');
  });
});

describe('a blocked promotion', () => {
  test('fails the step, with an annotation for each failure, and changes nothing', async () => {
    const workspace = makeChurn();
    const before = workspace.files();
    const run = await act(workspace, WORSE);
    expect(run.status).toBe(1);
    expect(readOutputs(run)).toMatchObject({ decision: 'blocked', promoted: false, 'previous-version': '1' });
    expect(run.annotations.map(({ level, message }) => [level, message])).toEqual([
      ['error', 'accuracy is 0.8, must be at least 0.9'],
      ['error', expect.stringContaining('0.8 against 0.91 of version 1')],
      ['error', 'churn 3 was not promoted to Production: 2 of 3 gates failed'],
    ]);
    expect(run.annotations[0]).toMatchObject({
      title: 'stagegate: churn 3 → Production',
      file: '.github/stagegate.yml',
    });
    expect(run.summary).toContain('### ⛔ `churn` 3 was not promoted to Production: 2 of 3 gates failed');
    expect(run.summary).toMatch(/^1\. ❌ `accuracy` is 0\.8/m);
    expect(workspace.files()).toEqual(before);
  });

  test('passes the step when fail-on-block is false, with warnings', async () => {
    const run = await act(makeChurn(), { ...WORSE, 'fail-on-block': 'false' });
    expect(run.status).toBe(0);
    expect(run.outputs).toMatchObject({ decision: 'blocked', promoted: 'false' });
    expect(run.annotations.map(({ level }) => level)).toEqual(['warning', 'warning']);
  });

  test('goes through by force, with a notice', async () => {
    const workspace = makeChurn();
    const run = await act(workspace, { ...WORSE, force: 'true', reason: 'the old one is down' });
    expect(run.status).toBe(0);
    expect(run.outputs).toMatchObject({ decision: 'promoted', promoted: 'true' });
    expect(run.annotations).toContainEqual(
      expect.objectContaining({ message: 'force overrode the failed gates' }),
    );
    expect(historyOf(workspace)).toMatchObject([{ forced: true }]);
  });

  test('of many failures has ten annotations at most, and all of them in the summary', async () => {
    const gates = Array.from({ length: 30 }, (_, at) => `          - {metric: m${at}, min: 1}\n`).join('');
    const policy = POLICY.replace(/gates:\n[^]*/, `gates:\n${gates}`);
    const run = await act(makeChurn({ '.github/stagegate.yml': policy }), BETTER);
    expect(run.status).toBe(1);
    expect(run.annotations).toHaveLength(10);
    expect(run.summary).toContain('m29');
  });
});

describe('the other commands', () => {
  test('check changes nothing', async () => {
    const workspace = makeChurn();
    const before = workspace.files();
    const run = await act(workspace, { ...BETTER, command: 'check' });
    expect(run.status).toBe(0);
    expect(readOutputs(run)).toMatchObject({ decision: 'allowed', promoted: false, 'archived-versions': [] });
    expect(workspace.files()).toEqual(before);
    expect((await act(workspace, { ...WORSE, command: 'check' })).status).toBe(1);
    expect(workspace.files()).toEqual(before);
  });

  test('rollback goes back without a version', async () => {
    const workspace = makeChurn();
    await act(workspace, BETTER);
    const run = await act(workspace, {
      command: 'rollback',
      model: 'churn',
      stage: 'Production',
      reason: 'slow',
    });
    expect(run.status).toBe(0);
    expect(readOutputs(run)).toMatchObject({
      decision: 'rolled-back',
      promoted: true,
      version: '1',
      'archived-versions': ['2'],
    });
    const again = await act(workspace, {
      command: 'rollback',
      model: 'churn',
      stage: 'Production',
      reason: 'slow',
    });
    expect(again.status).toBe(1);
    expect(again.annotations).toMatchObject([
      { level: 'error', message: expect.stringContaining('there is no earlier version') },
    ]);
  });

  test('register adds the next version, with the digest of its source', async () => {
    const workspace = makeChurn({ 'out/model.bin': 'weights' });
    const run = await act(workspace, {
      command: 'register',
      model: 'churn',
      source: 'out/model.bin',
      report: 'reports/2.json',
    });
    expect(run.status).toBe(0);
    expect(readOutputs(run)).toMatchObject({
      decision: 'registered',
      promoted: true,
      version: '5',
      stage: 'None',
    });
    expect(workspace.read('models.yaml')).toMatch(/5: \{.*sha256: "?[0-9a-f]{64}/);
  });
});

describe("a pull request's run", () => {
  const policy = `${POLICY}        evidence: {commit: required}\n`;
  const head = '1234567890123456789012345678901234567890';
  const merge = 'ffac537e6cbbf934b08745a378932722df287a53';
  const other = 'abcdefabcdefabcdefabcdefabcdefabcdefabcd';

  test.each([
    ["its head's commit counts for evidence", head, 'pull_request', 0],
    ['so does the merge that was checked out', merge, 'pull_request', 0],
    ['another commit does not', other, 'pull_request', 1],
    ['the head of no pull request does not', head, 'push', 1],
    ["GitHub's commit of the base does not either", merge, 'pull_request_target', 1],
  ])('%s', async (_name, commit, eventName, status) => {
    const { workspace, base } = makeProposal(policy, {
      'reports/2.json': JSON.stringify({ accuracy: 0.95, commit }),
    });
    const run = await runAction({
      workspace: workspace.root,
      inputs: { ...BETTER, command: 'check' },
      token: '',
      eventName,
      event: eventName === 'push' ? {} : { pull_request: { number: 7, base, head: { sha: head } } },
      ref: eventName === 'push' ? 'refs/heads/main' : 'refs/pull/7/merge',
    });
    const gates = readOutputs(run)['gates'] as { check: string; verdict: string }[];
    expect(gates.filter(({ check }) => check === 'commit').map(({ verdict }) => verdict)).toEqual([
      status === 0 ? 'pass' : 'fail',
    ]);
    expect(run.status).toBe(status);
  });

  test('is judged by the policy of its base', async () => {
    const { workspace, base } = makeProposal(POLICY, {
      '.github/stagegate.yml': POLICY.replace('0.90', '0.10').replace(
        '            max-regression: 0.5%\n',
        '',
      ),
    });
    const run = await runAction({
      workspace: workspace.root,
      inputs: { command: 'check', model: 'churn', version: '3', stage: 'Production' },
      token: '',
      eventName: 'pull_request',
      event: { pull_request: { number: 7, base } },
      ref: 'refs/pull/7/merge',
    });
    expect(run.status).toBe(1);
    expect(run.outputs).toMatchObject({ decision: 'blocked' });
    expect(run.annotations).toContainEqual({
      level: 'notice',
      title: 'stagegate: churn 3 → Production',
      message: expect.stringContaining('differs from the one on main at') as unknown,
    });
  });

  test('without a token and without its base ends there', async () => {
    const { workspace } = makeProposal(POLICY, {});
    const run = await runAction({
      workspace: workspace.root,
      inputs: BETTER,
      token: '',
      eventName: 'pull_request',
      event: { pull_request: { number: 7, base: { ref: 'main', sha: other } } },
      ref: 'refs/pull/7/merge',
    });
    expect(run.status).toBe(1);
    expect(run.annotations).toMatchObject([
      { level: 'error', message: expect.stringContaining('contents: read') },
    ]);
    expect(workspace.git('status', '--porcelain')).toBe('');
  });
});

/** The checkout of a pull request: its files over those of its base, whose commit is there too. */
function makeProposal(policy: string, files: Record<string, string>) {
  const workspace = makeChurn({ '.github/stagegate.yml': policy }, { git: 'repository' });
  const base = { ref: 'main', sha: workspace.git('rev-parse', 'HEAD') };
  for (const [file, text] of Object.entries(files)) workspace.write(file, text);
  return { workspace, base };
}

test('the outputs are those that action.yml names', () => {
  const metadata = parse(readFileSync(join(PROJECT, 'action.yml'), 'utf8')) as {
    outputs: Record<string, unknown>;
  };
  expect(Object.keys(metadata.outputs)).toEqual(OUTPUT_NAMES);
});
