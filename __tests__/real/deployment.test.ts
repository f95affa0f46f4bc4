import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Stagegate } from '../../src/engine.js';
import type { Outcome } from '../../src/promotion/outcome.js';
import { html } from '../mlflow/support/faults.js';
import { startGitHub, type GitHub } from '../support/github/github.js';
import { makeWorkspace } from '../support/workspace.js';

const FILES = {
  '.github/stagegate.yml':
    'stages: [Staging, Production]\nmodels: {"*": {stages: {Staging: {}, Production: {gates: [{metric: ok, min: 1}]}}}}\n',
  'models.yaml':
    'models:\n  churn: {versions: {1: {stage: None}, 2: {stage: None}}}\n  fraud: {versions: {1: {stage: None}}}\n',
  'good.json': '{"ok": 1}',
  'bad.json': '{"ok": 0}',
};

let github: GitHub;
beforeEach(async () => (github = await startGitHub({ files: FILES })));
afterEach(() => github.close());

interface Run {
  readonly report?: string;
  readonly token?: string;
}

/** An engine in a workflow on main, which commits by the API and records deployments. */
async function engineOn({ report = 'good.json', token = github.token }: Run = {}): Promise<Stagegate> {
  return new Stagegate({
    workspace: makeWorkspace(FILES).root,
    reports: [report],
    commit: 'api',
    deployment: true,
    token,
    env: {
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_API_URL: github.apiUrl,
      GITHUB_SERVER_URL: github.url,
      GITHUB_REPOSITORY: 'octo-org/models',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: (await github.repository.head())!,
      GITHUB_RUN_ID: '42',
    },
  });
}

async function promote(
  version: string,
  given: Run & { model?: string; stage?: string } = {},
): Promise<Outcome> {
  const { model = 'churn', stage = 'Production' } = given;
  return (await engineOn(given)).promote({ model, version, stage, reason: null, force: false });
}

/** The deployments as GitHub holds them, the oldest first, each with the state that it is in. */
const deployed = () =>
  github.repository.deployments.map(({ task, environment, payload, statuses }) => {
    const { version } = payload as { version: string };
    return `${task} ${version} ${environment} ${statuses.at(-1)?.state ?? 'pending'}`;
  });

test('a promotion is a deployment of the commit that recorded it', async () => {
  const outcome = await promote('1');
  expect(outcome.notices).toEqual([]);
  expect(github.repository.deployments).toMatchObject([
    {
      id: Number(outcome.deploymentId),
      sha: await github.repository.head(),
      environment: 'Production',
      production: true,
      description: 'churn 1 is in Production',
      payload: { model: 'churn', version: '1', stage: 'Production', 'previous-version': null },
      statuses: [{ state: 'success', logUrl: `${github.url}/octo-org/models/actions/runs/42` }],
    },
  ]);
});

test('a version has at most one active deployment, in its current stage', async () => {
  await promote('1', { stage: 'Staging' });
  await promote('1');
  await promote('1', { model: 'fraud' });
  await promote('2');
  expect(deployed()).toEqual([
    'stagegate:churn 1 Staging inactive',
    'stagegate:churn 1 Production inactive',
    'stagegate:fraud 1 Production success',
    'stagegate:churn 2 Production success',
  ]);
  const engine = await engineOn();
  await engine.rollback({ model: 'churn', version: null, stage: 'Production', reason: 'slow' });
  expect(deployed().slice(1)).toEqual([
    'stagegate:churn 1 Production inactive',
    'stagegate:fraud 1 Production success',
    'stagegate:churn 2 Production inactive',
    'stagegate:churn 1 Production success',
  ]);
  await promote('1', { stage: 'Archived' });
  expect(deployed().slice(1)).toEqual([
    'stagegate:churn 1 Production inactive',
    'stagegate:fraud 1 Production success',
    'stagegate:churn 2 Production inactive',
    'stagegate:churn 1 Production inactive',
  ]);
});

test("others' deployments are left alone", async () => {
  const client = github.addToken({ permissions: { deployments: 'write', contents: 'read' } });
  await promote('1');
  for (const payload of ['{"model": "churn", "version": "1"', { model: 'fraud', version: '1' }, '"churn"']) {
    await fetch(`${github.apiUrl}/repos/octo-org/models/deployments`, {
      method: 'POST',
      headers: { authorization: `token ${client}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ref: 'main',
        task: 'stagegate:churn',
        environment: 'Production',
        required_contexts: [],
        payload,
      }),
    });
  }
  await promote('2');
  expect(github.repository.deployments.map(({ statuses }) => statuses.at(-1)?.state ?? 'pending')).toEqual([
    'inactive',
    'pending',
    'pending',
    'pending',
    'success',
  ]);
});

describe('no deployment is made', () => {
  test.each<[string, () => Promise<Outcome>]>([
    ['by a blocked promotion', () => promote('1', { report: 'bad.json' })],
    [
      'by a registration',
      async () => {
        const request = { source: null, sha256: null, tags: {}, aliases: [], reason: null };
        return (await engineOn()).register({ model: 'churn', version: null, ...request });
      },
    ],
    [
      'by a check',
      async () =>
        (await engineOn()).check({
          model: 'churn',
          version: '1',
          stage: 'Production',
          reason: null,
          force: false,
        }),
    ],
  ])('%s', async (_name, run) => {
    expect(await run()).toMatchObject({ deploymentId: null, notices: [] });
    expect(deployed()).toEqual([]);
  });
});

describe('a failed deployment leaves the promotion, and is reported', () => {
  test('when the job lacks the permission', async () => {
    const token = github.addToken({ permissions: { contents: 'write' } });
    const outcome = await promote('1', { token });
    expect(outcome).toMatchObject({ decision: 'promoted', promoted: true, deploymentId: null });
    expect(outcome.notices).toEqual([expect.stringContaining('deployments: write')]);
    expect(await github.repository.read('models.yaml')).toContain('1: {stage: Production}');
  });

  test('when GitHub fails after creating it', async () => {
    github.arm({ matching: { operation: /\/statuses/ }, fault: html(502) });
    const outcome = await promote('1');
    expect(outcome).toMatchObject({ promoted: true, deploymentId: expect.stringMatching(/^\d+$/) });
    expect(outcome.notices).toEqual([expect.stringContaining('The registry was changed anyway')]);
  });

  test('without a token', async () => {
    const engine = new Stagegate({
      workspace: makeWorkspace(FILES, { git: 'repository' }).root,
      reports: ['good.json'],
      deployment: true,
      env: {},
    });
    const request = { model: 'churn', version: '1', stage: 'Production', reason: null, force: false };
    expect(await engine.promote(request)).toMatchObject({
      promoted: true,
      deploymentId: null,
      notices: [expect.stringContaining('a deployment needs a GitHub token')],
    });
  });
});
