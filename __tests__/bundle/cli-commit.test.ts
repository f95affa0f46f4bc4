import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startProxy } from '../real/support/forward-proxy.js';
import type { GitHub } from '../support/github/github.js';
import { runCli, type CliOptions } from '../support/run-cli.js';
import type { Workspace } from '../support/workspace.js';
import { CHURN, PROMOTE, type Json } from './support/churn.js';
import { historyOn, startChurn } from './support/on-github.js';

let at: { github: GitHub; workspace: Workspace };

beforeEach(async () => {
  at = await startChurn();
});
afterEach(() => at.github.close());

const variables = (): Record<string, string> => ({
  GITHUB_TOKEN: at.github.token,
  GITHUB_API_URL: at.github.apiUrl,
  GITHUB_SERVER_URL: at.github.url,
  GITHUB_REPOSITORY: at.github.repository.fullName,
});

/** What a person has checked out: a branch of the repository, and in it the place where they are. */
function checkOut(branch = 'main'): void {
  at.workspace.git('init', '--quiet', `--initial-branch=${branch}`);
  at.workspace.git('remote', 'add', 'origin', at.github.gitUrl);
}

async function run(
  words: string,
  { cwd = at.workspace.root, env = {} }: Partial<CliOptions> = {},
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return runCli(words.split(' '), { cwd, env: { ...variables(), ...env } });
}

describe('--commit api', () => {
  test('commits to the branch that is checked out', async () => {
    await at.github.repository.setBranch('topic', 'main');
    checkOut('topic');
    const { status, stdout, stderr } = await run(`${PROMOTE} --commit api --json`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect((JSON.parse(stdout) as Json)['commit']).toBe(await at.github.repository.head('topic'));
    expect(await historyOn(at.github, 'topic')).toMatchObject([{ version: '2', run: null }]);
    expect(await historyOn(at.github)).toEqual([]);
  });

  test('from a folder of the repository commits into that folder', async () => {
    const files = Object.entries(CHURN).map(([path, text]) => [`ml/${path}`, text] as const);
    await at.github.repository.commit(Object.fromEntries(files));
    for (const [path, text] of files) at.workspace.write(path, text);
    checkOut();
    expect(await run(`${PROMOTE} --commit api`, { cwd: at.workspace.path('ml') })).toMatchObject({
      status: 0,
    });
    expect(await at.github.repository.read('ml/models.history.jsonl')).toContain('"version":"2"');
    expect(await historyOn(at.github)).toEqual([]);
  });

  test.each([
    [
      'without a branch',
      'api',
      () => undefined,
      {},
      'needs a branch to commit to, but this runs on an unknown branch',
    ],
    [
      'without a token',
      'api',
      () => checkOut(),
      { GITHUB_TOKEN: '' },
      'needs a GitHub token, but none is set',
    ],
    [
      'without a repository',
      'pull-request',
      () => checkOut(),
      { GITHUB_REPOSITORY: '' },
      'needs a GitHub repository, but GITHUB_REPOSITORY is not owner/name',
    ],
    [
      'with an address that is none',
      'api',
      () => checkOut(),
      { GITHUB_API_URL: 'github' },
      'GITHUB_API_URL is not a URL',
    ],
  ])('%s is bad input', async (_name, commit, arrange, env, says) => {
    arrange();
    const { status, stderr } = await run(`${PROMOTE} --commit ${commit}`, { env });
    expect(stderr).toContain(says);
    expect(status).toBe(2);
    expect(at.github.requests).toEqual([]);
  });

  test('is the refusal of a server, exit 3', async () => {
    checkOut();
    const token = at.github.addToken({ permissions: { contents: 'read' } });
    const { status, stderr } = await run(`${PROMOTE} --commit api`, { env: { GITHUB_TOKEN: token } });
    expect(status).toBe(3);
    expect(stderr).toContain('permissions: {contents: write}');
  });

  test("goes through the environment's proxy", async () => {
    checkOut();
    const { port } = new URL(at.github.apiUrl);
    const api = `http://github.example:${port}`;
    const proxy = await startProxy({ 'github.example': '127.0.0.1' });
    try {
      const env = { GITHUB_API_URL: api, http_proxy: proxy.url };
      expect(await run(`${PROMOTE} --commit api`, { env })).toMatchObject({ status: 0, stderr: '' });
      expect(new Set(proxy.seen.map(({ line }) => line))).toEqual(
        new Set([`CONNECT github.example:${port}`]),
      );
      const { length } = proxy.seen;
      const around = await run(`${PROMOTE} --commit api`, { env: { ...env, no_proxy: 'github.example' } });
      expect(around).toMatchObject({
        status: 3,
        stderr: expect.stringContaining('Check the connection to github.example'),
      });
      expect(proxy.seen).toHaveLength(length);
    } finally {
      await proxy.close();
    }
  });
});

describe('--commit pull-request', () => {
  test('is told in full, also where the tutorials have one sentence', async () => {
    checkOut();
    const words = 'transition-stage --model-name churn --version 2 --stage Production --commit pull-request';
    const { status, stdout } = await run(words);
    expect(status).toBe(0);
    expect(stdout).toContain('churn 2 for Production is proposed in #1');
    expect(stdout).not.toContain('transitioned');
  });
});

test('an MLflow registry has nothing to commit', async () => {
  const { status, stderr } = await run(
    `${PROMOTE} --commit pull-request --registry https://mlflow.example.com`,
  );
  expect(status).toBe(2);
  expect(stderr).toContain('commit: pull-request is for a manifest in the repository');
});
