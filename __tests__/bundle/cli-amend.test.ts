import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import {
  changedLines,
  CHURN,
  cli,
  cliJson,
  historyOf,
  makeChurn,
  MANIFEST,
  mustCli,
  POLICY,
  PROMOTE,
  stagesOf,
} from './support/churn.js';
import { expectOutputs } from './support/outputs.js';

const DIFFERED = [
  'version 1 is in Production, but the history has it in Archived',
  'version 2 is in Archived, but the history has it in Production',
];

/** What somebody does in an editor: the promotion of version 2 is taken back. */
function swapByHand(workspace: Workspace, file: string): void {
  const text = workspace.read(file);
  const isJson = file.endsWith('.json');
  const manifest = parse(text) as { models: { churn: { versions: Record<string, { stage: string }> } } };
  const { versions } = manifest.models.churn;
  [versions['1']!.stage, versions['2']!.stage] = ['Production', 'Archived'];
  workspace.write(file, isJson ? JSON.stringify(manifest, null, 2) : stringify(manifest));
}

async function movedByHand(registry = 'models.yaml', file = registry): Promise<Workspace> {
  const manifest = file.endsWith('.json') ? JSON.stringify(parse(MANIFEST), null, 2) : MANIFEST;
  const workspace = makeWorkspace(
    {
      ...CHURN,
      '.github/stagegate.yml': POLICY.replace('models.yaml', registry),
      [file]: manifest,
    },
    { git: 'repository' },
  );
  await mustCli(workspace, PROMOTE);
  swapByHand(workspace, file);
  return workspace;
}

describe('acknowledge', () => {
  test.each([
    ['a file', 'models.yaml', 'models.yaml', 'models.history.jsonl'],
    ['a JSON file', 'models.json', 'models.json', 'models.history.jsonl'],
    ['a folder', 'registry', 'registry/churn.yaml', 'registry/churn.history.jsonl'],
  ])('takes %s as it stands: verify is green, and still shows it', async (_name, registry, file, history) => {
    const workspace = await movedByHand(registry, file);
    const red = await cliJson(workspace, 'verify');
    expect({ status: red.status, verified: red.json['verified'] }).toEqual({ status: 2, verified: false });
    const before = workspace.read(file);

    const { status, json, stderr } = await cliJson(
      workspace,
      'acknowledge churn',
      '--reason',
      'on call, at 3',
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { differed, ...outputs } = json;
    expectOutputs(outputs);
    expect(outputs).toMatchObject({ decision: 'acknowledged', promoted: true, model: 'churn', gates: [] });
    expect(differed).toEqual(DIFFERED);
    expect(workspace.read(file)).toBe(before);
    expect(historyOf(workspace, history).at(-1)).toMatchObject({
      action: 'acknowledge',
      actor: expect.any(String),
      reason: 'on call, at 3',
      differed: DIFFERED,
      beginning: { 1: 'Production', 2: 'Archived', 3: 'Staging' },
    });

    const green = await cliJson(workspace, 'verify');
    expect(green.status).toBe(0);
    expect(green.json['models']).toMatchObject([
      {
        problems: [],
        acknowledged: [{ actor: expect.any(String), reason: 'on call, at 3', differed: DIFFERED, line: 2 }],
      },
    ]);
    const told = (await mustCli(workspace, 'verify')).stdout;
    expect(told).toContain('✔ churn: registry and history agree (2 history lines)');
    expect(told).toMatch(/changed by hand, acknowledged by \S.* at 2.*Z: “on call, at 3”/);
    for (const difference of DIFFERED) expect(told).toContain(difference);
    expect((await mustCli(workspace, 'history churn')).stdout).toMatch(/acknowledge +churn as it is/);
  });

  test('leaves the stages as of its time: what came before is still told', async () => {
    const workspace = await movedByHand();
    const [first] = historyOf(workspace);
    await mustCli(workspace, 'acknowledge churn --reason x');
    const then = await cliJson(workspace, `history churn --at ${String(first?.['time'])}`);
    expect(then.json['versions']).toMatchObject([
      { version: '1' },
      { version: '2', stage: 'Production' },
      {},
    ]);
    const now = await cliJson(workspace, 'history churn --at 2099-01-01');
    expect(now.json['versions']).toMatchObject([
      { version: '1', stage: 'Production' },
      { version: '2', stage: 'Archived' },
      { version: '3', stage: 'Staging' },
    ]);
  });

  test('what was taken out by hand stays out, and the next move by hand is found', async () => {
    const workspace = await movedByHand();
    await mustCli(workspace, 'acknowledge churn --reason', 'the new one was slow');
    await mustCli(workspace, 'promote churn 2 Staging');
    const again = await cli(workspace, 'promote churn 2 Production');
    expect(again.status).toBe(1);
    expect(again.stdout).toContain('version 2 was taken out of Production by hand');
    expect(again.stdout).toContain('the new one was slow');
    workspace.write('models.yaml', workspace.read('models.yaml').replace('stage: None', 'stage: Production'));
    const red = await cli(workspace, 'verify');
    expect(red.status).toBe(2);
    expect(red.stdout).toContain('version 4 is in Production, but the history has it in None');
  });

  test('mends what no later promotion can: a line that moved from elsewhere', async () => {
    const workspace = await movedByHand();
    await mustCli(workspace, 'promote churn 3 Production --force --reason x');
    swapByHand(workspace, 'models.yaml');
    const stages = parse(workspace.read('models.yaml')) as {
      models: { churn: { versions: Record<string, { stage: string }> } };
    };
    stages.models.churn.versions['1']!.stage = 'Archived';
    workspace.write('models.yaml', stringify(stages));
    expect((await cli(workspace, 'verify')).status).toBe(2);
    const { json } = await cliJson(workspace, 'acknowledge churn --reason x');
    expect((json['differed'] as string[]).join('\n')).toMatch(/^models\.history\.jsonl:2: this line moves/m);
    await mustCli(workspace, 'verify');
  });

  test('with nothing to acknowledge changes nothing', async () => {
    const workspace = makeChurn();
    await mustCli(workspace, PROMOTE);
    const before = workspace.files();
    const { status, json } = await cliJson(workspace, 'acknowledge churn --reason x');
    expect({ status, json }).toMatchObject({ status: 0, json: { decision: 'unchanged', differed: [] } });
    expect((await mustCli(workspace, 'acknowledge churn --reason x')).stdout).toContain(
      'nothing to acknowledge',
    );
    expect(workspace.files()).toEqual(before);
  });

  test('--dry-run shows what it would take, and changes nothing', async () => {
    const workspace = await movedByHand();
    const before = workspace.files();
    const { status, json } = await cliJson(workspace, 'acknowledge churn --reason x --dry-run');
    expect({ status, json }).toMatchObject({ status: 0, json: { decision: 'allowed', differed: DIFFERED } });
    expect(workspace.files()).toEqual(before);
  });

  test('a model that somebody took out altogether', async () => {
    const workspace = await movedByHand();
    workspace.write('models.yaml', 'models: {}\n');
    expect((await cli(workspace, 'verify')).status).toBe(2);
    await mustCli(workspace, 'acknowledge churn --reason', 'it is not used any more');
    await mustCli(workspace, 'verify');
    expect(workspace.read('models.yaml')).toBe('models: {}\n');
  });

  test.each<[string, string, (workspace: Workspace) => void, string, string]>([
    ['without a reason', 'churn', () => undefined, 'acknowledge needs a reason', '--reason'],
    [
      'of a model that is not there',
      'chrun --reason x',
      () => undefined,
      'no model "chrun"',
      'Did you mean churn?',
    ],
    [
      'of an altered line',
      'churn --reason x',
      (workspace) => {
        const file = 'models.history.jsonl';
        workspace.write(file, workspace.read(file).replace('"to":"Production"', '"to":"Staging"'));
      },
      'the history was altered',
      'Restore it from git',
    ],
  ])('%s is 2, says what to do and changes nothing', async (_name, words, change, message, hint) => {
    const workspace = await movedByHand();
    change(workspace);
    const before = workspace.files();
    const { status, stderr } = await cli(workspace, `acknowledge ${words}`);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
    expect(workspace.files()).toEqual(before);
  });

  test('of files that were exchanged is 2: they are another version', async () => {
    const workspace = makeWorkspace({
      '.github/stagegate.yml': POLICY.replace('from: [Staging]', 'from: [None]'),
    });
    await mustCli(workspace, 'register churn --source s3://a');
    workspace.write('models.yaml', workspace.read('models.yaml').replace('s3://a', 's3://b'));
    const { status, stderr } = await cli(workspace, 'acknowledge churn --reason x');
    expect(status).toBe(2);
    expect(stderr).toContain('Restore the original source, and register the other files as a new version');
  });

  test('several at once write one line', async () => {
    const workspace = await movedByHand();
    const runs = await Promise.all([1, 2, 3].map(() => cliJson(workspace, 'acknowledge churn --reason x')));
    const decisions = runs.map(({ json }) => json['decision']).sort();
    expect(decisions).toEqual(['acknowledged', 'unchanged', 'unchanged']);
    expect(historyOf(workspace)).toHaveLength(2);
  });

  test('goes to the branch with --commit push', async () => {
    const workspace = makeChurn({}, { git: 'remote' });
    await mustCli(workspace, `${PROMOTE} --commit push`);
    swapByHand(workspace, 'models.yaml');
    workspace.git('commit', '--quiet', '--all', '--message=fix: by hand');
    workspace.git('push', '--quiet');
    await mustCli(workspace, 'acknowledge churn --commit push --reason', 'on call');
    await mustCli(workspace, 'unregister churn 4 --commit push');
    const clone = workspace.clone();
    expect(clone.git('log', '-2', '--format=%s').split('\n')).toEqual([
      'stagegate: unregister churn 4',
      'stagegate: acknowledge churn as it is',
    ]);
    expect(historyOf(clone).map(({ action }) => action)).toEqual(['promote', 'acknowledge', 'unregister']);
    await mustCli(clone, 'verify');
  });
});

describe('unregister', () => {
  test('takes out the lines of the version and no others, and its number is not given again', async () => {
    const workspace = makeChurn({}, { git: 'repository' });
    const { status, json, stderr } = await cliJson(workspace, 'unregister churn 4 --reason junk');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expectOutputs(json);
    expect(json).toMatchObject({ decision: 'unregistered', promoted: true, version: '4', stage: 'None' });
    expect(changedLines(workspace, 'models.yaml')).toEqual(['-      4: {stage: None}']);
    expect(historyOf(workspace)).toMatchObject([{ action: 'unregister', version: '4', reason: 'junk' }]);
    await mustCli(workspace, 'verify');
    expect((await cliJson(workspace, 'register churn')).json).toMatchObject({ version: '5' });
    const taken = await cli(workspace, 'register churn 4');
    expect(taken.status).toBe(2);
    expect(taken.stderr).toContain('version 4 of "churn" was removed, and its number can\'t be used again');
    expect((await mustCli(workspace, 'history churn')).stdout).toMatch(/unregister +churn 4 from None/);
  });

  test('--dry-run changes nothing', async () => {
    const workspace = makeChurn();
    const before = workspace.files();
    const { json } = await cliJson(workspace, 'unregister churn 4 --dry-run');
    expect(json).toMatchObject({ decision: 'allowed', promoted: false });
    expect(workspace.files()).toEqual(before);
  });

  test('of the only version takes a misspelt model back altogether', async () => {
    const workspace = makeChurn();
    await mustCli(workspace, 'register chrun --new-model');
    await mustCli(workspace, 'unregister chrun 1');
    expect(workspace.read('models.yaml')).toBe(MANIFEST);
    await mustCli(workspace, 'verify');
    expect((await cli(workspace, 'register chrun')).status).toBe(2);
  });

  test.each([
    [
      'one in a stage',
      'churn 2',
      'version 2 of "churn" was promoted to Staging',
      '--version 2 --stage Archived',
    ],
    ['one that is not there', 'churn 9', 'has no version 9', 'It has versions 1, 2, 3, 4.'],
    ['an unknown model', 'chrun 4', 'no model "chrun"', 'Did you mean churn?'],
    ['latest', 'churn latest', 'takes the number of a version', 'list-versions'],
    ['no version', 'churn', 'unregister needs a version', '--version'],
    ['one with an alias', 'new 1', 'the alias "first" points at version 1', 'remove it'],
  ])('%s is 2, says what to do and changes nothing', async (_name, words, message, hint) => {
    const workspace = makeChurn();
    await mustCli(workspace, 'register new --new-model --alias first');
    const before = workspace.files();
    const { status, stderr } = await cli(workspace, `unregister ${words}`);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
    expect(workspace.files()).toEqual(before);
  });

  test('one that was promoted and withdrawn stays', async () => {
    const workspace = makeChurn();
    await mustCli(workspace, 'promote churn 4 Staging');
    await mustCli(workspace, 'promote churn 4 None');
    const { status, stderr } = await cli(workspace, 'unregister churn 4');
    expect(status).toBe(2);
    expect(stderr).toContain('version 4 of "churn" was promoted to Staging, so it stays registered');
    expect(await stagesOf(workspace)).toHaveProperty('4');
  });
});
