import { describe, expect, test } from '@jest/globals';
import { cli, cliJson, historyOf, makeChurn, POLICY, PROMOTE } from './support/churn.js';
import { expectOutputs } from './support/outputs.js';

const WORSE = 'promote --model churn --version 3 --stage Production';

describe('a blocked promotion', () => {
  test('ends with 1, tells every failure and changes nothing', async () => {
    const workspace = makeChurn();
    const before = workspace.files();
    const { status, stdout, stderr } = await cli(workspace, WORSE);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain('churn 3 was not promoted to Production: 2 of 3 gates failed');
    expect(stdout).toContain('accuracy is 0.8, must be at least 0.9');
    expect(stdout).toMatch(/0\.8 against 0\.91 of version 1 .* 12[.\d]* ?% worse/);
    expect(stdout).toContain('Production is still version 1');
    expect(workspace.files()).toEqual(before);
  });

  test('is one document for programs too', async () => {
    const { status, json } = await cliJson(makeChurn(), WORSE);
    expect(status).toBe(1);
    expectOutputs(json);
    expect(json).toMatchObject({
      decision: 'blocked',
      promoted: false,
      'previous-version': '1',
      'archived-versions': [],
    });
  });
});

describe('check and --dry-run', () => {
  test.each([
    ['check', 'check --model churn --version 2 --stage Production', 'allowed', 0],
    ['--dry-run', `${PROMOTE} --dry-run`, 'allowed', 0],
    ['check of a worse one', 'check --model churn --version 3 --stage Production', 'blocked', 1],
    ['--dry-run of a worse one', `${WORSE} --dry-run`, 'blocked', 1],
    ['check of the champion', 'check --model churn --version 1 --stage Production', 'unchanged', 0],
  ])('%s decides and changes nothing', async (_name, words, decision, status) => {
    const workspace = makeChurn();
    const before = workspace.files();
    const run = await cliJson(workspace, words);
    expect(run.status).toBe(status);
    expectOutputs(run.json);
    expect(run.json).toMatchObject({ decision, promoted: false, 'archived-versions': [] });
    expect(workspace.files()).toEqual(before);
  });
});

describe('--force', () => {
  test('promotes past failed gates, and the history says so', async () => {
    const workspace = makeChurn();
    const { status, json } = await cliJson(workspace, `${WORSE} --force`, '--reason', 'the old one is down');
    expect(status).toBe(0);
    expect(json).toMatchObject({ decision: 'promoted', promoted: true });
    expect(json['gates']).toContainEqual(expect.objectContaining({ check: 'min', verdict: 'fail' }));
    expect(historyOf(workspace)).toMatchObject([
      { forced: true, reason: 'the old one is down', version: '3' },
    ]);
    expect((await cli(workspace, 'history')).stdout).toContain('FORCED');
  });

  test('where no gate had to be overridden is not recorded as force', async () => {
    const workspace = makeChurn();
    await cli(workspace, `${PROMOTE} --force --reason x`);
    expect(historyOf(workspace)).toMatchObject([{ forced: false, version: '2' }]);
  });

  test('that the policy forbids is blocked', async () => {
    const workspace = makeChurn({
      '.github/stagegate.yml': POLICY.replace('from: [Staging]', 'allow-force: false'),
    });
    const before = workspace.files();
    const { status, stdout } = await cli(workspace, `${WORSE} --force --reason x`);
    expect(status).toBe(1);
    expect(stdout).toContain("the policy doesn't allow it");
    expect(workspace.files()).toEqual(before);
  });
});
