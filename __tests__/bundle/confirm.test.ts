import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Stagegate } from '../../src/index.js';
import { IS_FULL, rowsFor } from '../support/full.js';
import { interrupt, type Moment } from '../support/github/faults.js';
import type { GitHub } from '../support/github/github.js';
import type { Workspace } from '../support/workspace.js';
import { cli, cliJson, historyOf, makeChurn, mustCli, POLICY, PROMOTE, stagesOf } from './support/churn.js';
import { act, historyOn, startChurn } from './support/on-github.js';
import { expectOutputs } from './support/outputs.js';

const LIVE = `        live:
          report: live/{version}.json
          within: 24h
          gates:
            - metric: error_rate
              max: 0.01
`;
const FILES = { '.github/stagegate.yml': POLICY + LIVE };
const CONFIRM = 'confirm --model churn --stage Production';

const shown = (rate: number) => `${JSON.stringify({ error_rate: rate, time: new Date().toISOString() })}\n`;
const [GOOD, BAD] = [0.001, 0.2];

describe('on the command line', () => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = makeChurn(FILES);
    await mustCli(workspace, PROMOTE);
  });

  const actions = () =>
    historyOf(workspace).map(({ action, version }) => `${String(action)} ${String(version)}`);

  test('a version that passes is confirmed, once', async () => {
    workspace.write('live/2.json', shown(GOOD));
    const { status, json } = await cliJson(workspace, CONFIRM);
    expectOutputs(json);
    expect({ status, json }).toMatchObject({
      status: 0,
      json: { decision: 'confirmed', promoted: true, 'in-stage': true, version: '2' },
    });
    expect((await cliJson(workspace, CONFIRM)).json).toMatchObject({
      decision: 'confirmed',
      promoted: false,
    });
    expect(actions()).toEqual(['promote 2', 'confirm 2']);
    await mustCli(workspace, 'verify');
    expect((await mustCli(workspace, 'history')).stdout).toMatch(/ confirm +churn 2 in Production\n/);
  });

  test('one that fails is rolled back, and a second confirm moves nothing', async () => {
    workspace.write('live/2.json', shown(BAD));
    const { status, json } = await cliJson(workspace, CONFIRM);
    expectOutputs(json);
    expect({ status, json }).toMatchObject({
      status: 1,
      json: { decision: 'rolled-back', version: '1', 'previous-version': '2', 'archived-versions': ['2'] },
    });
    expect(await stagesOf(workspace)).toMatchObject({ 1: 'Production', 2: 'Archived' });
    const files = workspace.files();
    for (const words of [CONFIRM, `${CONFIRM} --version 2`]) {
      const again = await cliJson(workspace, words);
      expect(again).toMatchObject({ status: 1, json: { decision: 'unconfirmed', promoted: false } });
    }
    expect(workspace.files()).toEqual(files);
    await mustCli(workspace, 'verify');
    const { stdout } = await cli(workspace, PROMOTE);
    expect(stdout).toContain('version 2 was not confirmed: error_rate is 0.2, must be at most 0.01');
  });

  test.each<[string, string | null, string]>([
    ['no report', null, 'no usable live evidence yet'],
    ['an unreadable one', '{"error_rate": ', 'live/2.json is cut off'],
    ['one without a time', '{"error_rate": 0}', 'live/2.json does not say when it was made'],
    [
      'one from before',
      '{"error_rate": 0, "time": "2020-01-01T00:00:00Z"}',
      'before the version came to the stage',
    ],
  ])('with %s it is unconfirmed, and nothing moves', async (_name, report, told) => {
    if (report !== null) workspace.write('live/2.json', report);
    const files = workspace.files();
    const { status, stdout } = await cli(workspace, CONFIRM);
    expect(status).toBe(1);
    expect(stdout).toContain(told);
    expect(stdout).toContain('It must be confirmed by ');
    expect(workspace.files()).toEqual(files);
  });

  test('a report given by hand must say which version it is about', async () => {
    workspace.write('out.json', shown(GOOD));
    const unsaid = await cli(workspace, `${CONFIRM} --report out.json`);
    expect(unsaid.stdout).toContain('out.json does not say that it is about version 2');
    workspace.write('out.json', shown(GOOD).replace('{', '{"model_version": 2, '));
    await mustCli(workspace, `${CONFIRM} --report out.json`);
  });

  test('a dry run only tells', async () => {
    workspace.write('live/2.json', shown(BAD));
    const files = workspace.files();
    expect(await cliJson(workspace, `${CONFIRM} --dry-run`)).toMatchObject({
      status: 1,
      json: { decision: 'unconfirmed', version: '2', 'in-stage': true },
    });
    expect(workspace.files()).toEqual(files);
  });

  test('the library gives the same', async () => {
    workspace.write('live/2.json', shown(GOOD));
    const stagegate = new Stagegate({ cwd: workspace.root, env: {} });
    const outcome = await stagegate.confirm({ model: 'churn', stage: 'Production', version: 2 });
    expect(outcome).toMatchObject({ decision: 'confirmed', version: '2' });
  });

  test('list-versions keeps its two columns', async () => {
    const { stdout, stderr } = await mustCli(workspace, 'list-versions --model-name churn');
    expect({ stdout: stdout.split('\n')[0], stderr }).toEqual({ stdout: 'Version  Stage', stderr: '' });
    const { json } = await cliJson(workspace, 'list-versions --model-name churn');
    expect(json['versions']).toContainEqual(
      expect.objectContaining({
        version: '2',
        live: { confirmed: null, due: expect.any(String), overdue: false },
      }),
    );
  });
});

describe('disturbed by hand', () => {
  const words = `${CONFIRM} --version 2`;
  const start = async (files: Readonly<Record<string, string>> = {}) => {
    const workspace = makeChurn({ ...FILES, ...files });
    await mustCli(workspace, PROMOTE);
    return workspace;
  };

  test("a test set that is gone doesn't matter: it was for the promotion", async () => {
    const counting = POLICY.replace(
      /gates:[^]*/,
      `false-promotions: 5%
        test-set: data/test.csv
        gates:
          - {metric: accuracy, min: 0.9, confidence: 95%, samples: n}
`,
    );
    const files = {
      '.github/stagegate.yml': counting + LIVE,
      'data/test.csv': 'x\n1\n',
      'reports/2.json': '{"accuracy": 0.95, "n": 1000}\n',
    };
    for (const [rate, decision] of [
      [GOOD, 'confirmed'],
      [BAD, 'rolled-back'],
    ] as const) {
      const workspace = await start(files);
      rmSync(workspace.path('data'), { recursive: true });
      workspace.write('live/2.json', shown(rate));
      expect((await cliJson(workspace, CONFIRM)).json).toMatchObject({ decision });
      // another promotion needs it
      expect((await cli(workspace, 'promote --model churn --version 3 --stage Production')).stdout).toContain(
        'the test set data/test.csv',
      );
    }
  });

  test.each([
    ['good and bad', GOOD, BAD],
    ['equal and good', GOOD, GOOD],
    ['equal and bad', BAD, BAD],
  ])("two files with the same metric, %s, can't be used: nothing moves", async (_name, one, other) => {
    const live = LIVE.replace('live/{version}.json', '["live/{version}.json", "smoke/{version}.json"]');
    const workspace = await start({ '.github/stagegate.yml': POLICY + live });
    workspace.write('live/2.json', shown(one));
    workspace.write('smoke/2.json', shown(other));
    const files = workspace.files();
    const { status, stdout } = await cli(workspace, CONFIRM);
    expect(stdout).toContain('error_rate is in both live/2.json and smoke/2.json: keep it in one of them');
    expect(stdout).toContain('no usable live evidence yet');
    expect(status).toBe(1);
    expect(workspace.files()).toEqual(files);
  });

  test('of two files, one is unusable: nothing moves', async () => {
    const live = LIVE.replace('live/{version}.json', '["live/{version}.json", "smoke/{version}.json"]');
    const workspace = await start({ '.github/stagegate.yml': POLICY + live });
    workspace.write('live/2.json', shown(GOOD));
    for (const text of [
      '{"error_rate": ',
      shown(BAD).replace('{', '{"model_version": 1, '),
      '{"error_rate": 0.2, "time": "2020-01-01T00:00:00Z"}',
    ]) {
      workspace.write('smoke/2.json', text);
      const files = workspace.files();
      expect((await cliJson(workspace, CONFIRM)).json).toMatchObject({ decision: 'unconfirmed' });
      expect(workspace.files()).toEqual(files);
    }
  });

  test.each<[string, (workspace: Workspace) => unknown, number, RegExp]>([
    [
      'the stage was emptied',
      (workspace) => mustCli(workspace, 'promote --model churn --version 2 --stage Archived'),
      1,
      /version 2 has left Production, taken out at .*: Production is empty/,
    ],
    [
      'the stage was emptied by an edit',
      (workspace) => edit(workspace, '2: {stage: Production}', '2: {stage: None}'),
      1,
      /version 2 has left Production: Production is empty/,
    ],
    [
      'the version was removed by an edit',
      (workspace) => edit(workspace, / {6}2: .*\n/, '', / {4}aliases.*\n/),
      2,
      /has no version 2/,
    ],
    [
      'the model was renamed by an edit',
      (workspace) => edit(workspace, 'churn:', 'churned:'),
      2,
      /there is no model "churn"/,
    ],
    [
      'the manifest is empty',
      (workspace) => workspace.write('models.yaml', 'models: {}\n'),
      2,
      /there is no model "churn"/,
    ],
    [
      'the history is gone',
      (workspace) => rmSync(workspace.path('models.history.jsonl')),
      2,
      /the history doesn't say when version 2 came to Production/,
    ],
    [
      'a line of the history was altered',
      (workspace) => {
        const text = workspace.read('models.history.jsonl');
        workspace.write('models.history.jsonl', text.replace(/"time":"\d+/, '"time":"2000'));
      },
      2,
      /history/,
    ],
  ])('%s: nothing moves', async (_name, disturb, status, told) => {
    for (const rate of [GOOD, BAD]) {
      const workspace = await start();
      workspace.write('live/2.json', shown(rate));
      await disturb(workspace);
      const files = workspace.files();
      const run = await cli(workspace, words);
      expect(run.stdout + run.stderr).toMatch(told);
      expect(run.status).toBe(status);
      expect(workspace.files()).toEqual(files);
    }
  });

  function edit(workspace: Workspace, from: string | RegExp, to: string, also?: RegExp): void {
    const text = workspace.read('models.yaml');
    const edited = text.replace(from, to).replace(also ?? '\0', '');
    expect(edited).not.toBe(text);
    workspace.write('models.yaml', edited);
  }
});

describe('bad input', () => {
  test.each<[string, string, RegExp]>([
    [
      'no live',
      POLICY,
      /stagegate\.yml:8:7: the policy doesn't say what confirms a version in Production\n {2}.*\n +live:/,
    ],
    [
      'live without gates',
      `${POLICY}${LIVE.slice(0, LIVE.indexOf('          gates'))}`,
      /stagegate\.yml:\d+:\d+: .*live\.gates is missing/,
    ],
    [
      'no gate in it',
      `${POLICY}${LIVE.replace(/gates:[^]*/, 'gates: []\n')}`,
      /live\.gates must not be empty/,
    ],
    [
      'a misspelt key',
      `${POLICY}${LIVE.replace('within', 'witin')}`,
      /unknown key "witin" in models\.churn\.stages\.Production\.live\. Did you mean within\?/,
    ],
  ])('%s is exit 2', async (_name, policy, told) => {
    const { status, stderr } = await cli(makeChurn({ '.github/stagegate.yml': policy }), CONFIRM);
    expect(stderr).toMatch(told);
    expect(status).toBe(2);
  });
});

describe('on GitHub', () => {
  let at: { github: GitHub; workspace: Workspace };
  beforeEach(async () => {
    at = await startChurn(FILES);
  });
  afterEach(() => at.github.close());

  const attempt = (number: number) => ({ env: { GITHUB_RUN_ID: '77', GITHUB_RUN_ATTEMPT: String(number) } });
  const inputs = (mode: string) => ({
    ...{
      command: 'confirm',
      model: 'churn',
      stage: 'Production',
      commit: mode,
      deployment: 'true',
      comment: 'never',
    },
  });
  const promoted = async (mode = 'api') => {
    await act(
      at,
      { model: 'churn', version: '2', stage: 'Production', commit: mode, deployment: 'true' },
      attempt(1),
    );
  };
  const end = async () => ({
    history: (await historyOn(at.github)).map(
      ({ action, version }) => `${String(action)} ${String(version)}`,
    ),
    manifest: await at.github.repository.read('models.yaml'),
    deployments: at.github.repository.deployments.map(({ statuses }) => statuses.at(-1)?.state),
  });

  /** The command's requests after which it may be killed, by a run of its own. */
  async function countRequests(rate: number): Promise<{ requests: number; undisturbed: object }> {
    at.github.clear();
    at.workspace.write('live/2.json', shown(rate));
    await act(at, inputs('api'), attempt(1));
    const requests = at.github.requests.length;
    return { requests, undisturbed: await end() };
  }

  // before a request GitHub is as it was after the one before
  const moments: readonly Moment[] = IS_FULL ? ['after', 'before'] : ['after'];
  const decisions = [
    ['confirmed', GOOD],
    ['rolled-back', BAD],
  ] as const;

  test.each(moments.flatMap((moment) => decisions.map((decided) => [...decided, moment] as const)))(
    '%s (%d): killed %s its requests and run again, it ends the same',
    async (decision, rate, moment) => {
      await promoted();
      const { requests, undisturbed } = await countRequests(rate);
      const all = Array.from({ length: requests }, (_, before) => before + 1);
      const own = { at: rate === GOOD ? 0 : 1, of: decisions.length };
      for (const request of rowsFor(all, own)) {
        await at.github.close();
        at = await startChurn(FILES);
        await promoted();
        at.workspace.write('live/2.json', shown(rate));
        at.github.clear();
        let kill = (): Promise<void> => Promise.resolve();
        at.github.arm({ at: request, fault: interrupt(moment, () => kill()) });
        const dead = await act(at, inputs('api'), { ...attempt(1), onStart: (end) => (kill = end) });
        expect(dead.status).toBe(null);
        at.github.clear();
        const again = await act(at, inputs('api'), attempt(2));
        expect(again).toMatchObject({ status: decision === 'confirmed' ? 0 : 1, outputs: { decision } });
        expect({ request, ...(await end()) }).toEqual({ request, ...undisturbed });
      }
    },
    300_000,
  );

  test('with pull-request it is proposed, and counts once it is merged', async () => {
    await promoted();
    at.workspace.write('live/2.json', shown(BAD));
    const back = await act(at, inputs('pull-request'), attempt(1));
    expect(back).toMatchObject({
      status: 1,
      outputs: { decision: 'unconfirmed', version: '2', 'in-stage': 'true', 'pull-request': '1' },
    });
    at.workspace.write('live/2.json', shown(GOOD));
    const kept = await act(at, inputs('pull-request'), attempt(1));
    expect(kept).toMatchObject({ status: 0, outputs: { decision: 'allowed', 'pull-request': '2' } });
    expect((await end()).history).toEqual(['promote 2']);
    await at.github.repository.mergePull(2);
    expect((await end()).history).toEqual(['promote 2', 'confirm 2']);
    const now = await act(at, inputs('pull-request'), attempt(1));
    expect(now).toMatchObject({ status: 0, outputs: { decision: 'confirmed', promoted: 'false' } });
  });

  test('a comment and the step tell why', async () => {
    await promoted();
    at.workspace.write('live/2.json', shown(BAD));
    const run = await act(at, { ...inputs('api'), 'fail-on-block': 'false' }, attempt(1));
    expect(run).toMatchObject({ status: 0, outputs: { decision: 'rolled-back' } });
    expect(run.summary).toContain(
      '### ⛔ `churn` 2 is not confirmed, and Production is back on version 1: 1 of 2 gates failed',
    );
    expect(run.annotations.map(({ message }) => message)).toContain(
      'error_rate is 0.2, must be at most 0.01',
    );
  });
});
