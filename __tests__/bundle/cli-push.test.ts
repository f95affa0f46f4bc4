import { describe, expect, test } from '@jest/globals';
import { runCli } from '../support/run-cli.js';
import { cli, cliJson, historyOf, makeChurn, PROMOTE, stagesOf } from './support/churn.js';
import { expectOutputs } from './support/outputs.js';

const PUSH = `${PROMOTE} --commit push`;

describe('--commit push', () => {
  test('is one commit on the remote with the manifest and its history', async () => {
    const workspace = makeChurn({}, { git: 'remote' });
    workspace.git('config', 'user.name', 'Ada');
    workspace.git('config', 'user.email', 'ada@example.com');
    const begin = workspace.git('rev-parse', 'HEAD');
    const { status, json, stderr } = await cliJson(workspace, PUSH, '--reason', 'ask @octocat about #1');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expectOutputs(json);
    const clone = workspace.clone();
    expect(json['commit']).toBe(clone.git('rev-parse', 'HEAD'));
    expect(clone.git('rev-parse', 'HEAD^')).toBe(begin);
    expect(clone.git('show', '--name-status', '--format=', 'HEAD')).toBe(
      'A\tmodels.history.jsonl\nM\tmodels.yaml',
    );
    expect(clone.git('log', '-1', '--format=%an <%ae>, %cn <%ce>')).toBe(
      'Ada <ada@example.com>, Ada <ada@example.com>',
    );
    const message = clone.git('log', '-1', '--format=%B');
    expect(message.split('\n')[0]).toMatch(/^stagegate: .*churn.*2.*Production/);
    expect(message).toContain('Reason: ask @\u200boctocat about #\u200b1');
    expect(message).toContain('Actor: Ada');
    expect(historyOf(clone)).toMatchObject([{ version: '2', to: 'Production', commit: begin, actor: 'Ada' }]);
    expect(await stagesOf(clone)).toEqual({ 1: 'Archived', 2: 'Production', 3: 'Staging', 4: 'None' });
  });

  test('leaves the checkout and its local changes alone', async () => {
    const workspace = makeChurn({}, { git: 'remote' });
    workspace.write('reports/2.json', '{"accuracy": 0.96}\n');
    workspace.write('notes.txt', 'mine');
    await cli(workspace, PUSH);
    expect(workspace.read('reports/2.json')).toBe('{"accuracy": 0.96}\n');
    expect(workspace.read('notes.txt')).toBe('mine');
    expect(workspace.clone().files()).not.toHaveProperty(['notes.txt']);
    expect(workspace.clone().read('reports/2.json')).toBe('{"accuracy": 0.95}\n');
  });

  test('decides on what the remote holds, not on what was checked out', async () => {
    const workspace = makeChurn({}, { git: 'remote' });
    const other = workspace.clone();
    expect((await cli(other, PUSH)).status).toBe(0);
    const { status, json } = await cliJson(
      workspace,
      'promote --model churn --version 3 --stage Production --commit push',
    );
    expect(status).toBe(1);
    expect(json).toMatchObject({ decision: 'blocked', 'previous-version': '2', commit: null });
    expect(json['gates']).toContainEqual(
      expect.objectContaining({ check: 'max-regression', champion: 0.95 }),
    );
  });

  test('judges by the policy and the reports of the remote, and tells how old the checkout is', async () => {
    const workspace = makeChurn({}, { git: 'remote' });
    const other = workspace.clone();
    other.write('reports/2.json', '{"accuracy": 0.2}\n');
    other.git('commit', '--quiet', '--all', '--message=fix: the report');
    other.git('push', '--quiet');
    const { status, json, stdout } = await cliJson(workspace, PUSH);
    expect({ status, decision: json['decision'] }).toEqual({ status: 1, decision: 'blocked' });
    expect(stdout).toContain('reports/2.json changed on main after this checkout');
    const told = await cli(workspace, PUSH);
    expect(told.stdout).toMatch(/this checkout \([0-9a-f]{12} of .*\) is 1 commit behind main/);
    expect(workspace.clone().files()).not.toHaveProperty(['models.history.jsonl']);
  });

  test('makes no commit for what is blocked or unchanged', async () => {
    const workspace = makeChurn({}, { git: 'remote' });
    const before = workspace.git('ls-remote', 'origin');
    expect(
      (await cli(workspace, 'promote --model churn --version 3 --stage Production --commit push')).status,
    ).toBe(1);
    expect(
      (await cli(workspace, 'promote --model churn --version 1 --stage Production --commit push')).status,
    ).toBe(0);
    expect(workspace.git('ls-remote', 'origin')).toBe(before);
  });

  test('rolls back and registers in the same way', async () => {
    const workspace = makeChurn({}, { git: 'remote' });
    await cli(workspace, PUSH);
    await cli(workspace, 'rollback --model churn --stage Production --reason slow --commit push');
    await cli(workspace, 'register --model churn --commit push');
    const clone = workspace.clone();
    expect(historyOf(clone).map(({ action, version }) => [action, version])).toEqual([
      ['promote', '2'],
      ['rollback', '1'],
      ['register', '5'],
    ]);
    expect(clone.git('log', '--format=%s').split('\n')).toHaveLength(4);
    expect((await cli(clone, 'verify')).status).toBe(0);
  });

  test('has an author where git knows none', async () => {
    const workspace = makeChurn({}, { git: 'remote' });
    await cli(workspace, PUSH);
    expect(workspace.clone().git('log', '-1', '--format=%an <%ae>')).toBe(
      'stagegate <stagegate@users.noreply.github.com>',
    );
  });

  test('keeps the credentials in the remote address out of its messages', async () => {
    const workspace = makeChurn({}, { git: 'remote' });
    workspace.git('remote', 'set-url', 'origin', 'https://user:s3cr3t-pass@127.0.0.1:9/octo-org/models.git');
    const { status, stdout, stderr } = await runCli([...PUSH.split(' '), '--json'], { cwd: workspace.root });
    expect(status).toBe(3);
    expect(stderr).toContain('cannot read branch "main" of remote "origin"');
    expect(stdout + stderr).not.toContain('s3cr3t');
  });
});
