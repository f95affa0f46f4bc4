import { describe, expect, test } from '@jest/globals';
import { runCli } from '../support/run-cli.js';
import { makeWorkspace } from '../support/workspace.js';
import { cli, cliJson, makeChurn, MANIFEST, mustCli, POLICY, PROMOTE } from './support/churn.js';

describe('validate', () => {
  test('counts what there is, and changes and judges nothing', async () => {
    const workspace = makeChurn();
    await mustCli(workspace, PROMOTE);
    const before = workspace.files();
    const { status, json, stderr } = await cliJson(workspace, 'validate');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(json).toEqual({
      valid: true,
      policy: {
        file: '.github/stagegate.yml',
        stages: ['Staging', 'Production'],
        models: ['churn'],
        gates: 1,
      },
      registry: { kind: 'file', location: 'models.yaml', models: ['churn'], versions: 4, 'history-lines': 1 },
      problems: [],
      notices: [],
    });
    const { stdout } = await mustCli(workspace, 'validate');
    expect(stdout).toContain('policy .github/stagegate.yml: 1 model, stages Staging, Production, 1 gate\n');
    expect(stdout).toContain('registry models.yaml (manifest): 1 model, 4 versions, 1 history line\n');
    expect(workspace.files()).toEqual(before);
  });

  test.each([
    ['', 'none of their versions can be promoted'],
    ['  "*": {stages: {Production: {}}}\n', 'the rules for "*" apply'],
  ])('tells which names only one of the two has', async (rest, rules) => {
    const workspace = makeChurn({
      '.github/stagegate.yml': `${POLICY}  fraud: {stages: {Production: {}}}\n${rest}`,
    });
    await mustCli(workspace, 'register prices --new-model');
    const { status, json } = await cliJson(workspace, 'validate');
    expect(status).toBe(0);
    expect(json['notices']).toEqual([
      `the registry has "prices", which the policy doesn't name: ${rules}`,
      'the policy names "fraud", which the registry doesn\'t have',
    ]);
  });

  test('names reports that count for all versions', async () => {
    const shared = POLICY.replace('{version}', 'newest');
    const notices = async (policy: string) =>
      (await cliJson(makeChurn({ '.github/stagegate.yml': policy }), 'validate')).json['notices'];
    expect(shared).not.toBe(POLICY);
    expect(await notices(shared)).toEqual([
      expect.stringMatching(
        /^"churn" has one report for all versions, \S*newest\S*: .*required} for Production$/,
      ),
    ]);
    const required = shared.replace(
      'Production:\n',
      'Production:\n        evidence: { version: required }\n',
    );
    expect(required).not.toBe(shared);
    expect(await notices(required)).toEqual([]);
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'a wrong policy',
      { '.github/stagegate.yml': POLICY.replace('min: 0.90', 'mn: 0.90') },
      '.github/stagegate.yml:12:13: ',
    ],
    [
      'a wrong manifest',
      { 'models.yaml': MANIFEST.replace('stage: None', 'stage: Nowhere') },
      'models.yaml:8:',
    ],
    ['a history that is not chained', { 'models.history.jsonl': '{}\n' }, 'models.history.jsonl:1:1: '],
  ])('%s is 2, with its place', async (_name, files, place) => {
    const { status, stderr } = await cli(makeChurn(files), 'validate');
    expect(status).toBe(2);
    expect(stderr).toContain(`stagegate: ${place}`);
  });

  test('no policy is 2', async () => {
    const workspace = makeWorkspace({ 'models.yaml': MANIFEST });
    const { status, stderr } = await cli(workspace, 'validate');
    expect(status).toBe(2);
    expect(stderr).toContain('there is no policy');
  });

  test('is about the checkout, in a workflow for a pull request too', async () => {
    const workspace = makeChurn({ '.github/stagegate.yml': POLICY.replace('min: 0.90', 'mn: 0.90') });
    const env = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' };
    const wrong = await runCli(['validate'], { cwd: workspace.root, env });
    expect(wrong).toMatchObject({ status: 2, stderr: expect.stringContaining('stagegate.yml:12:13: ') });
    workspace.write('.github/stagegate.yml', POLICY);
    expect(await runCli(['validate'], { cwd: workspace.root, env })).toMatchObject({ status: 0, stderr: '' });
  });

  test('takes the policy and the registry that are given', async () => {
    const workspace = makeWorkspace({ 'p.yml': POLICY, 'registry/churn.yaml': MANIFEST });
    const { status, json } = await cliJson(workspace, 'validate --policy p.yml --registry registry');
    expect({ status, json }).toMatchObject({
      status: 0,
      json: { policy: { file: 'p.yml' }, registry: { kind: 'folder', location: 'registry', versions: 4 } },
    });
  });
});
