import { describe, expect, test } from '@jest/globals';
import { makeWorkspace } from '../support/workspace.js';
import { cli, cliJson, historyOf, makeChurn, mustCli, POLICY, PROMOTE, stagesOf } from './support/churn.js';
import { expectOutputs } from './support/outputs.js';

const ROLLBACK = 'rollback --model churn --stage Production --reason slow';

const OPEN_POLICY = 'models: {"*": {stages: {Production: {}}}}\n';
const FOUR = 'models: {churn: {versions: {1: {}, 2: {}, 3: {}, 4: {}}}}\n';

describe('rollback', () => {
  test('goes to the version that held the stage before, as the history knows', async () => {
    const workspace = makeChurn();
    await mustCli(workspace, PROMOTE);
    const { status, json } = await cliJson(
      workspace,
      'rollback --model churn --stage production',
      '--reason',
      'p95 up',
    );
    expect(status).toBe(0);
    expectOutputs(json);
    expect(json).toMatchObject({
      decision: 'rolled-back',
      promoted: true,
      version: '1',
      stage: 'Production',
      'previous-stage': 'Archived',
      'previous-version': '2',
      'archived-versions': ['2'],
    });
    expect(await stagesOf(workspace)).toMatchObject({ 1: 'Production', 2: 'Archived' });
    expect(historyOf(workspace)[1]).toMatchObject({
      action: 'rollback',
      version: '1',
      reason: 'p95 up',
      archived: ['2'],
    });
    await mustCli(workspace, 'verify');
  });

  test('repeated walks back, never swaps two versions, and ends with 2 where nothing is known', async () => {
    const workspace = makeWorkspace({ '.github/stagegate.yml': OPEN_POLICY, 'models.yaml': FOUR });
    for (const version of [1, 2, 3]) {
      await mustCli(workspace, `promote --model churn --version ${version} --stage Production`);
    }
    const versions: unknown[] = [];
    for (let step = 0; step < 2; step += 1)
      versions.push((await cliJson(workspace, ROLLBACK)).json['version']);
    expect(versions).toEqual(['2', '1']);
    const before = workspace.files();
    const { status, stderr } = await cli(workspace, ROLLBACK);
    expect(status).toBe(2);
    expect(stderr).toContain('there is no earlier version');
    expect(workspace.files()).toEqual(before);
    await mustCli(workspace, 'promote --model churn --version 4 --stage Production');
    expect((await cliJson(workspace, ROLLBACK)).json).toMatchObject({
      version: '1',
      'archived-versions': ['4'],
    });
  });

  test('goes to a version that is named, if it ever held the stage', async () => {
    const workspace = makeWorkspace({ '.github/stagegate.yml': OPEN_POLICY, 'models.yaml': FOUR });
    for (const version of [1, 2, 3]) {
      await mustCli(workspace, `promote --model churn --version ${version} --stage Production`);
    }
    const never = await cli(workspace, `${ROLLBACK} --version 4`);
    expect(never.status).toBe(2);
    expect(never.stderr).toContain('version 4 never held Production');
    const { json } = await cliJson(workspace, `${ROLLBACK} --version 1`);
    expect(json).toMatchObject({ decision: 'rolled-back', version: '1', 'archived-versions': ['3'] });
    expect((await cliJson(workspace, `${ROLLBACK} --version 1`)).json).toMatchObject({
      decision: 'unchanged',
    });
  });

  test('knows the stages from before the first line', async () => {
    const workspace = makeChurn();
    await mustCli(workspace, 'promote --model churn --version 1 --stage Archived');
    const { status, stderr } = await cli(workspace, ROLLBACK);
    expect(status).toBe(2); // a version that was withdrawn is not gone back to unasked
    expect(stderr).toContain('These versions held Production and were withdrawn or rolled back: 1.');
    expect((await cliJson(workspace, `${ROLLBACK} --version 1`)).json).toMatchObject({
      version: '1',
      'archived-versions': [],
    });
  });

  test('is not held up by gates, unless the policy says so', async () => {
    const workspace = makeChurn();
    await mustCli(workspace, PROMOTE);
    workspace.write('.github/stagegate.yml', POLICY.replace('from: [Staging]', 'gate-rollbacks: true'));
    const before = workspace.files();
    const blocked = await cliJson(workspace, ROLLBACK);
    expect(blocked.status).toBe(1);
    expectOutputs(blocked.json);
    expect(blocked.json).toMatchObject({ decision: 'blocked', promoted: false, version: '1' });
    expect(workspace.files()).toEqual(before);
    workspace.write('.github/stagegate.yml', POLICY);
    expect((await cliJson(workspace, ROLLBACK)).status).toBe(0);
  });

  test('where the stage never had a version is bad input', async () => {
    const workspace = makeWorkspace({ '.github/stagegate.yml': OPEN_POLICY, 'models.yaml': FOUR });
    const { status, stderr } = await cli(workspace, ROLLBACK);
    expect(status).toBe(2);
    expect(stderr).toContain('Production is empty');
  });
});
