import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { makeWorkspace } from '../support/workspace.js';
import {
  changedLines,
  CHURN,
  cli,
  cliJson,
  historyOf,
  makeChurn,
  mustCli,
  stagesOf,
} from './support/churn.js';
import { expectOutputs } from './support/outputs.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('register', () => {
  test('adds the next version in None, and only lines for it', async () => {
    const workspace = makeChurn({ 'model.bin': 'weights' }, { git: 'repository' });
    const { status, json, stderr } = await cliJson(
      workspace,
      'register --model churn --source model.bin --report reports/2.json --tag team=growth --tag run=7 --alias next',
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expectOutputs(json);
    expect(json).toMatchObject({
      decision: 'registered',
      promoted: true,
      version: '5',
      stage: 'None',
      gates: [],
    });
    const lines = changedLines(workspace, 'models.yaml');
    expect(lines.filter((line) => line.startsWith('-'))).toEqual([
      '-    aliases: {champion: 1, candidate: 2}',
    ]);
    expect(lines.find((line) => line.startsWith('+      5:'))).toContain(sha256('weights'));
    const list = await cliJson(workspace, 'list-versions --model-name churn');
    expect(list.json['aliases']).toEqual({ champion: '1', candidate: '2', next: '5' });
    expect((list.json['versions'] as unknown[]).at(-1)).toEqual({
      version: '5',
      stage: 'None',
      source: 'model.bin',
      sha256: sha256('weights'),
      metrics: { accuracy: 0.95 },
      tags: { team: 'growth', run: '7' },
      'registered-at': expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    expect(historyOf(workspace)).toMatchObject([
      { action: 'register', version: '5', from: null, to: 'None' },
    ]);
    await mustCli(workspace, 'verify');
  });

  test.each([
    ['a file', 'models.yaml', 'models.yaml', '', 'models.history.jsonl'],
    ['a JSON file', 'models.json', 'models.json', '', 'models.history.jsonl'],
    ['a folder', 'registry', 'registry/new-model.yaml', '', 'registry/new-model.history.jsonl'],
  ])(
    'starts a model in %s that is not there yet, without a policy',
    async (_name, registry, file, _text, history) => {
      const workspace = makeWorkspace({});
      const { json } = await cliJson(
        workspace,
        `register --model new-model --source s3://models/1 --new-model --registry ${registry}`,
      );
      const started = `the registry ${registry} didn't exist before: this starts it`;
      expect(json).toMatchObject({ decision: 'registered', version: '1', notices: [started] });
      expect(Object.keys(workspace.files()).sort()).toEqual([history, file].sort());
      const list = await mustCli(workspace, `list-versions --model-name new-model --registry ${registry}`);
      expect(list.stdout).toBe('Version  Stage\n1        None\n');
      await mustCli(workspace, `verify --registry ${registry}`);
    },
  );

  test.each([
    ['', ''],
    ['with rules for every other model', '  "*": {stages: {Production: {}}}\n'],
  ])('a model that nobody names is 2, with the nearest and what to add%s', async (_name, rest) => {
    const workspace = makeChurn({ '.github/stagegate.yml': `${CHURN['.github/stagegate.yml']!}${rest}` });
    const before = workspace.files();
    const { status, stderr } = await cli(workspace, 'register --model chrun --source s3://m');
    expect(status).toBe(2);
    expect(stderr).toContain('there is no model "chrun": neither models.yaml nor the policy has it');
    expect(stderr).toContain('Did you mean churn?');
    expect(stderr).toContain('add --new-model to the command, or new-model: true to the workflow step');
    expect(workspace.files()).toEqual(before);
    const { stdout } = await mustCli(workspace, 'register --model chrun --source s3://m --new-model');
    expect(stdout).not.toContain("didn't exist before");
    await mustCli(workspace, 'register --model chrun --source s3://n');
    await mustCli(workspace, 'register --model chrun --source s3://o --new-model');
  });

  test('a model that the policy names needs no flag', async () => {
    const workspace = makeWorkspace({ '.github/stagegate.yml': CHURN['.github/stagegate.yml']! });
    await mustCli(workspace, 'register --model churn --source s3://m');
  });

  test('a gap in the numbers is told', async () => {
    const { stdout } = await mustCli(makeChurn(), 'register --model churn --version 10');
    expect(stdout).toContain('! version 10 skips 5 to 9: the highest number so far is 4');
  });

  test('takes the version that is given, and never overwrites one', async () => {
    const workspace = makeChurn();
    expect((await cliJson(workspace, 'register --model churn --version 12')).json).toMatchObject({
      version: '12',
    });
    expect((await cliJson(workspace, 'register --model churn')).json).toMatchObject({ version: '13' });
    const before = workspace.files();
    const { status, stderr } = await cli(workspace, 'register --model churn --version 2 --source s3://other');
    expect(status).toBe(2);
    expect(stderr).toContain('version 2 of "churn" is already registered');
    expect(workspace.files()).toEqual(before);
  });

  test.each([
    ['a digest of other files', '--source model.bin --sha256 ' + '0'.repeat(64), "source's SHA-256 is"],
    ['a digest that is none', '--sha256 abc', '"abc" is not a SHA-256'],
    ['a source that is not there', '--source missing.bin', 'source "missing.bin" is not in the workspace'],
    ['a source outside', '--source ../x', 'source "../x" is outside the workspace'],
    ['a tag without a value', '--tag team', 'key=value'],
    ['a report that is not there', '--report reports/9.json', 'reports/9.json'],
    ['an alias that is a number', '--alias 7', '"7"'],
  ])('%s is bad input and changes nothing', async (_name, words, message) => {
    const workspace = makeChurn({ 'model.bin': 'weights' });
    const before = workspace.files();
    const { status, stderr } = await cli(workspace, `register --model churn ${words}`);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(workspace.files()).toEqual(before);
    expect(await stagesOf(workspace)).not.toHaveProperty('5');
  });
});
