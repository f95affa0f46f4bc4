import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Stagegate, toOutputs } from '../../src/index.js';
import { html } from '../support/github/faults.js';
import type { GitHub } from '../support/github/github.js';
import { runAction } from '../support/run-action.js';
import { runCli } from '../support/run-cli.js';
import type { Workspace } from '../support/workspace.js';
import { historyOf, makeChurn } from './support/churn.js';
import { act, historyOn, startChurn } from './support/on-github.js';

/* "Re-run jobs" starts the same run again: it does nothing twice, and tells what it did. */

const BETTER = { model: 'churn', version: '2', stage: 'Production' };
const BACK = { command: 'rollback', model: 'churn', stage: 'Production', reason: 'slow' };
const attempt = (number: number, run = '77') => ({
  env: { GITHUB_RUN_ID: run, GITHUB_RUN_ATTEMPT: String(number) },
});

let at: { github: GitHub; workspace: Workspace };
beforeEach(async () => {
  at = await startChurn();
});
afterEach(() => at.github.close());

/** The outputs but for the notices, which say which attempt did it. */
const lasting = ({ outputs }: { outputs: Record<string, unknown> }) => ({ ...outputs, notices: null });
const documentOf = ({ stdout }: { stdout: string }) =>
  lasting({ outputs: JSON.parse(stdout) as Record<string, unknown> });

const actions = async () => (await historyOn(at.github)).map(({ action, version }) => [action, version]);

describe('attempt 2 of a promotion', () => {
  test.each(['2', 'latest', '@candidate'])('of %s gives the outputs of the first', async (version) => {
    at.workspace.write('reports/4.json', '{"accuracy": 0.95}\n');
    const open =
      'models: {churn: {report: "reports/{version}.json", stages: {Production: {gates: [{metric: accuracy, min: 0.9}]}}}}\n';
    at.workspace.write('.github/stagegate.yml', open);
    await at.github.repository.commit({ '.github/stagegate.yml': open });
    const first = await act(at, { ...BETTER, version }, attempt(1));
    expect(first.outputs).toMatchObject({ decision: 'promoted', promoted: 'true', 'in-stage': 'true' });
    const head = await at.github.repository.head();
    const second = await act(at, { ...BETTER, version }, attempt(2));
    expect(second).toMatchObject({ status: 0, stderr: '' });
    expect(lasting(second)).toEqual(lasting(first));
    expect(JSON.parse(second.outputs['notices'] ?? '')).toEqual([
      expect.stringMatching(/^attempt 1 of this run already promoted version \d to Production at /),
    ]);
    expect(second.stdout).toMatch(
      /attempt 1 of this run already promoted version \d to Production at 2\d{3}-/,
    );
    expect(await at.github.repository.head()).toBe(head);
  });

  test('makes the deployment that the first could not make, and none twice', async () => {
    const deploying = { ...BETTER, deployment: 'true' };
    at.github.arm({
      matching: { operation: 'POST /repos/{owner}/{repo}/deployments' },
      fault: html(500),
      times: 9,
    });
    const first = await act(at, deploying, attempt(1));
    expect(first.outputs).toMatchObject({ promoted: 'true', 'in-stage': 'true', 'deployment-id': '' });
    at.github.clear();
    const second = await act(at, deploying, attempt(2));
    expect(at.github.repository.deployments).toMatchObject([
      {
        id: Number(second.outputs['deployment-id']),
        sha: first.outputs['commit'],
        statuses: [{ state: 'success' }],
      },
    ]);
    const [third, other] = [await act(at, deploying, attempt(3)), await act(at, deploying)];
    expect(other.outputs).toMatchObject({ decision: 'unchanged', promoted: 'false', 'in-stage': 'true' });
    for (const { outputs } of [third, other])
      expect(outputs['deployment-id']).toBe(second.outputs['deployment-id']);
    expect(at.github.repository.deployments).toHaveLength(1);
    expect(at.github.repository.deployments[0]?.statuses).toHaveLength(1);
  });

  test('after somebody rolled back tells who and when, and touches nothing', async () => {
    const first = await act(at, BETTER, attempt(1));
    await act(at, BACK, { actor: 'hubot', ...attempt(1, '78') });
    const head = await at.github.repository.head();
    const second = await act(at, { ...BETTER, deployment: 'true' }, attempt(2));
    expect(lasting(second)).toEqual({
      ...lasting(first),
      'in-stage': 'false',
      headline: 'churn 2 was promoted to Production, and has left it since',
    });
    expect(second.stdout).toContain('churn 2 was promoted to Production, and has left it since');
    expect(second.stdout).toMatch(
      /version 2 has since left Production: hubot rolled back to version 1 in Production at 2/,
    );
    for (const text of [second.stdout, second.summary]) expect(text).not.toContain('is in Production');
    expect([await at.github.repository.head(), at.github.repository.deployments]).toEqual([head, []]);
  });

  test('that the first blocked is judged like any other', async () => {
    at.workspace.write('reports/2.json', '{"accuracy": 0.5}\n');
    expect((await act(at, BETTER, attempt(1))).outputs).toMatchObject({ decision: 'blocked' });
    at.workspace.write('reports/2.json', '{"accuracy": 0.95}\n');
    expect((await act(at, BETTER, attempt(2))).outputs).toMatchObject({ decision: 'promoted' });
  });

  test('is not that of another run, and a check is judged anew', async () => {
    await act(at, BETTER, attempt(1));
    expect((await act(at, BETTER, attempt(2, '78'))).outputs).toMatchObject({ decision: 'unchanged' });
    const check = await act(at, { ...BETTER, command: 'check' }, attempt(2));
    expect(check.outputs).toMatchObject({ decision: 'unchanged', promoted: 'false', 'in-stage': 'true' });
  });

  test('of a withdrawal gives the outputs of the first', async () => {
    const away = { ...BETTER, version: '1', stage: 'Archived' };
    const first = await act(at, away, attempt(1));
    expect(first.outputs).toMatchObject({ decision: 'promoted', 'in-stage': 'true' });
    expect(lasting(await act(at, away, attempt(2)))).toEqual(lasting(first));
    expect(await historyOn(at.github)).toHaveLength(1);
  });
});

describe('attempt 2 of a rollback', () => {
  beforeEach(async () => {
    at.workspace.write('reports/4.json', '{"accuracy": 0.99}\n');
    await act(at, BETTER);
    await act(at, { ...BETTER, version: '4', force: 'true', reason: 'x' });
  });

  test('goes no further back', async () => {
    const first = await act(at, BACK, attempt(1));
    expect(first.outputs).toMatchObject({ decision: 'rolled-back', version: '2', 'previous-version': '4' });
    const second = await act(at, BACK, attempt(2));
    expect(lasting(second)).toEqual(lasting(first));
    expect(second.stdout).toContain('attempt 1 of this run already rolled back to version 2 in Production');
    expect(await historyOn(at.github)).toHaveLength(3);
  });

  test('goes on where the steps are of one attempt, or of another run', async () => {
    await act(at, BACK, attempt(1));
    expect((await act(at, BACK, attempt(1))).outputs).toMatchObject({ version: '1' });
    expect(await actions()).toEqual([
      ['promote', '2'],
      ['promote', '4'],
      ['rollback', '2'],
      ['rollback', '1'],
    ]);
  });
});

describe('attempt 2 of a registration', () => {
  const add = { command: 'register', model: 'churn' };

  test.each<[string, Record<string, string>]>([
    ['without a number', add],
    ['with a number alone', { ...add, version: '5' }],
    ['with a source', { ...add, source: 's3://models/churn/new' }],
  ])('%s makes no second version', async (_name, inputs) => {
    const first = await act(at, inputs, attempt(1));
    expect(first.outputs).toMatchObject({ decision: 'registered', version: '5', 'in-stage': 'false' });
    await act(at, { ...add, source: 's3://models/churn/theirs' });
    const second = await act(at, inputs, attempt(2));
    expect(lasting(second)).toEqual(lasting(first));
    expect(await actions()).toEqual([
      ['register', '5'],
      ['register', '6'],
    ]);
  });

  test('of a new model passes with the same inputs, and needs them', async () => {
    const inputs = { ...add, model: 'prices', source: 's3://prices/1' };
    const refused = await act(at, inputs, attempt(1));
    expect(refused.status).toBe(1);
    expect(refused.annotations[0]?.message).toContain('new-model: true to the workflow step');
    const meant = { ...inputs, 'new-model': 'true' };
    const first = await act(at, meant, attempt(2));
    expect(first.outputs).toMatchObject({ decision: 'registered', model: 'prices', version: '1' });
    for (const again of [meant, inputs])
      expect(lasting(await act(at, again, attempt(3)))).toEqual(lasting(first));
  });

  test('of other files is a new version, and says so', async () => {
    const inputs = { ...add, source: 'out/model.bin' };
    at.workspace.write('out/model.bin', 'one');
    await act(at, inputs, attempt(1));
    expect((await act(at, inputs, attempt(2))).outputs).toMatchObject({ version: '5' });
    at.workspace.write('out/model.bin', 'two');
    const third = await act(at, inputs, attempt(3));
    expect(third.outputs).toMatchObject({ decision: 'registered', version: '6' });
    expect(third.stdout).toContain(
      'attempt 1 of this run registered version 5 from other files, so these get a new version',
    );
    const fixed = await act(at, { ...inputs, version: '5' }, attempt(3));
    expect(fixed.annotations[0]?.message).toContain('version 5 of "churn" is already registered');
  });
});

describe('attempt 2 of a proposal', () => {
  const propose = { ...BETTER, commit: 'pull-request' };

  test('finds it open, and once it is merged its line', async () => {
    const first = await act(at, propose, attempt(1));
    expect(lasting(await act(at, propose, attempt(2)))).toEqual(lasting(first));
    await at.github.repository.mergePull(1);
    const third = await act(at, propose, attempt(3));
    expect(third.outputs).toMatchObject({
      decision: 'promoted',
      promoted: 'true',
      'in-stage': 'true',
      'previous-version': '1',
      commit: first.outputs['commit'],
    });
    expect(await historyOn(at.github)).toHaveLength(1);
  });
});

test('a push is repeated as well', async () => {
  const workspace = makeChurn({}, { git: 'remote' });
  const step = (number: string) =>
    runAction({
      workspace: workspace.root,
      inputs: { ...BETTER, commit: 'push' },
      env: { GITHUB_RUN_ATTEMPT: number },
    });
  const first = await step('1');
  expect(first.outputs).toMatchObject({ decision: 'promoted', commit: workspace.git('rev-parse', 'HEAD') });
  expect(lasting(await step('2'))).toEqual(lasting(first));
  expect(historyOf(workspace)).toHaveLength(1);
});

test('the command line and the library repeat it too', async () => {
  const { env, token } = await at.github.run();
  const known = { ...env, GITHUB_ACTIONS: 'true', GITHUB_TOKEN: token };
  const words = [
    'rollback',
    '--model',
    'churn',
    '--stage',
    'Production',
    '--reason',
    'slow',
    '--commit',
    'api',
  ];
  await act(at, BETTER);
  const cli = (number: string) =>
    runCli([...words, '--json'], { cwd: at.workspace.root, env: { ...known, GITHUB_RUN_ATTEMPT: number } });
  const [first, second] = [await cli('1'), await cli('2')];
  expect(JSON.parse(first.stdout)).toMatchObject({ decision: 'rolled-back', version: '1', promoted: true });
  expect(documentOf(second)).toEqual(documentOf(first));
  const engine = new Stagegate({
    workspace: at.workspace.root,
    commit: 'api',
    env: { ...known, GITHUB_RUN_ATTEMPT: '3' },
  });
  const outcome = await engine.rollback({
    model: 'churn',
    version: null,
    stage: 'Production',
    reason: 'slow',
  });
  expect(lasting({ outputs: { ...toOutputs(outcome) } })).toEqual(documentOf(first));
  expect(await historyOn(at.github)).toHaveLength(2);
});
