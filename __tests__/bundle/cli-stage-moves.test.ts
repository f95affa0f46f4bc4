import { describe, expect, test } from '@jest/globals';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { cli, cliJson, historyOf, mustCli, stagesOf } from './support/churn.js';

const POLICY = `models:
  churn:
    report: reports/{version}.json
    stages:
      Staging: {}
      Production:
        gates:
          - metric: accuracy
            min: 0.85
            max-regression: 0.5%
`;

/** Versions 1, 2, … of churn, with these accuracies in their reports, in these stages. */
function makeVersions(
  accuracies: readonly number[],
  stages: readonly string[] = [],
  policy = POLICY,
): Workspace {
  const versions = accuracies.map((_, at) => `${at + 1}: {stage: ${stages[at] ?? 'None'}}`);
  return makeWorkspace({
    '.github/stagegate.yml': policy,
    'models.yaml': `models: {churn: {versions: {${versions.join(', ')}}}}\n`,
    ...Object.fromEntries(
      accuracies.map((accuracy, at) => [`reports/${at + 1}.json`, `{"accuracy": ${accuracy}}\n`]),
    ),
  });
}

const to = (version: string | number, stage = 'Production') =>
  `promote --model churn --version ${version} --stage ${stage}`;
const ROLLBACK = 'rollback --model churn --stage Production --reason alerts';

/** What one run blocks with: `taken-out`, `max-regression`. */
async function blockedBy(workspace: Workspace, words: string, ...more: string[]): Promise<string[]> {
  const { status, json } = await cliJson(workspace, words, ...more);
  expect([status, json['decision'], json['promoted']]).toEqual([1, 'blocked', false]);
  const gates = json['gates'] as { check: string; verdict: string }[];
  return gates.filter(({ verdict }) => verdict === 'fail').map(({ check }) => check);
}

describe('a move down', () => {
  test.each([
    ['promote', to('latest', 'Staging')],
    ['promote --force', `${to('latest', 'Staging')} --force --reason x`],
    ['check', 'check --model churn --version 1 --stage staging'],
    ['transition-stage', 'transition-stage --model-name churn --version 1 --stage Staging'],
  ])('%s leaves the version in the later stage, and says where it is', async (_name, words) => {
    const workspace = makeVersions([0.95], ['Production']);
    const before = workspace.files();
    const { status, stdout } = await cli(workspace, words);
    expect(status).toBe(0);
    expect(stdout).toContain('churn 1 stays in Production');
    expect(stdout).toContain('Production comes after Staging: a promotion never moves a version down.');
    expect(stdout).not.toContain('transitioned');
    const { json } = await cliJson(workspace, words);
    expect(json).toMatchObject({ decision: 'unchanged', promoted: false, 'previous-stage': 'Production' });
    expect(workspace.files()).toEqual(before);
  });

  test('a rollback takes no version out of a later stage either', async () => {
    const workspace = makeVersions([0.95, 0.96]);
    for (const words of [to(1, 'Staging'), to(1), to(2, 'Staging')]) await mustCli(workspace, words);
    const { status, stderr } = await cli(
      workspace,
      'rollback --model churn --stage Staging --version 1 --reason x',
    );
    expect(status).toBe(2);
    expect(stderr).toContain(
      'version 1 is in Production, and rolling Staging back to it would take it out of Production',
    );
    expect(await stagesOf(workspace)).toMatchObject({ 1: 'Production', 2: 'Staging' });
  });
});

describe('an emptied stage keeps its bar', () => {
  test.each<[string, (workspace: Workspace) => unknown]>([
    ['a withdrawal', (workspace) => mustCli(workspace, 'promote --model churn --version 1 --stage Archived')],
    [
      'an edit by hand',
      (workspace) => {
        workspace.write('models.yaml', 'models: {churn: {versions: {1: {stage: Staging}, 2: {}}}}\n');
      },
    ],
    [
      'a deletion',
      (workspace) => {
        workspace.write('models.yaml', 'models: {churn: {versions: {2: {}}}}\n');
      },
    ],
  ])('emptied by %s', async (_name, empty) => {
    const workspace = makeVersions([0.95, 0.9]);
    await mustCli(workspace, to(1));
    await empty(workspace);
    expect(await blockedBy(workspace, to(2))).toEqual(['max-regression']);
    const { stdout } = await cli(workspace, to(2));
    expect(stdout).toContain(
      'accuracy is 0.9 against 0.95 of version 1 (held the stage last; recorded when it was promoted)',
    );
    expect(stdout).toContain('Production has been empty since version 1 left it: compared with version 1');
  });

  test('when-empty: skip takes it for a first promotion, and says so', async () => {
    const skip = POLICY.replace('gates:', 'when-empty: skip\n        gates:');
    const workspace = makeVersions([0.95, 0.9], [], skip);
    await mustCli(workspace, to(1));
    await mustCli(workspace, 'promote --model churn --version 1 --stage None');
    const { stdout } = await mustCli(workspace, to(2));
    expect(stdout).toContain('comparisons were skipped (when-empty: skip)');
  });
});

describe('a version that was taken out of a stage', () => {
  test.each([
    ['a rollback', ROLLBACK],
    ['a withdrawal', 'promote --model churn --version 2 --stage Archived --reason alerts'],
  ])('by %s stays out of it, by its number and as latest', async (_name, takeOut) => {
    const workspace = makeVersions([0.9, 0.95]);
    for (const words of [to(1), to(2), takeOut]) await mustCli(workspace, words);
    for (const version of ['2', 'latest']) {
      expect(await blockedBy(workspace, to(version))).toEqual(['taken-out']);
      expect(
        (await cliJson(workspace, `check --model churn --version ${version} --stage Production`)).status,
      ).toBe(1);
    }
    const { stdout } = await cli(workspace, to(2));
    expect(stdout).toMatch(
      /version 2 was taken out of Production by .+ on \d{4}-\d\d-\d\d, with a .+“alerts”/,
    );
  });

  test('comes back with --allow-taken-out and a reason, and the history says so', async () => {
    const workspace = makeVersions([0.9, 0.95]);
    for (const words of [to(1), to(2), ROLLBACK]) await mustCli(workspace, words);
    const refused = await cli(workspace, `${to(2)} --allow-taken-out`);
    expect([refused.status, refused.stderr]).toEqual([
      2,
      expect.stringContaining('allow-taken-out needs a reason'),
    ]);
    await mustCli(workspace, `${to(2)} --allow-taken-out --reason mended`);
    expect(historyOf(workspace).at(-1)).toMatchObject({
      ...{ action: 'promote', version: '2', reason: 'mended', forced: false },
      gates: [{ gate: 'taken-out', verdict: 'pass' }, {}, {}],
    });
    // it holds the stage again like any other
    await mustCli(workspace, to(2));
    await mustCli(workspace, 'verify');
  });

  test('goes to other stages, and back by a rollback that names it', async () => {
    const workspace = makeVersions([0.9, 0.95]);
    for (const words of [to(1), to(2), ROLLBACK, to(2, 'Staging'), `${ROLLBACK} --version 2`])
      await mustCli(workspace, words);
    expect(await stagesOf(workspace)).toMatchObject({ 1: 'Archived', 2: 'Production' });
  });

  test('comes back unasked where the policy says taken-out: allow', async () => {
    const allow = POLICY.replace('gates:', 'taken-out: allow\n        gates:');
    const workspace = makeVersions([0.9, 0.95], [], allow);
    for (const words of [to(1), to(2), ROLLBACK, to(2)]) await mustCli(workspace, words);
  });
});

describe('several versions in a stage', () => {
  test('a comparison holds against each', async () => {
    const workspace = makeVersions([0.95, 0.91, 0.92], ['Production', 'Production']);
    const { status, json } = await cliJson(workspace, to(3));
    expect(status).toBe(1);
    expect(json['gates']).toMatchObject([
      { check: 'min', verdict: 'pass' },
      { check: 'max-regression', against: '1', champion: 0.95, verdict: 'fail' },
      { check: 'max-regression', against: '2', champion: 0.91, verdict: 'pass' },
    ]);
    const { stdout } = await cli(workspace, to(3));
    expect(stdout).toContain('version 1: 0.95');
    expect(stdout).toContain('Production is still versions 1, 2.');
  });

  test('small losses do not add up where versions stay side by side', async () => {
    const beside = POLICY.replace('gates:', 'archive-existing: false\n        gates:');
    const workspace = makeVersions([0.95, 0.946, 0.9425], [], beside);
    await mustCli(workspace, to(1));
    await mustCli(workspace, to(2));
    expect(await blockedBy(workspace, to(3))).toEqual(['max-regression']);
  });
});
