import { afterEach, describe, expect, test } from '@jest/globals';
import { IS_FULL } from '../support/full.js';
import { startGitHub, type GitHub } from '../support/github/github.js';
import { runCli } from '../support/run-cli.js';
import { baseEnvironment, runProcess } from '../support/spawn.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { historyOn } from './support/on-github.js';
import { cli, stagesOf, type Json } from './support/churn.js';

const POLICY = `models:
  churn:
    report: reports/{version}.json
    stages:
      Production:
        gates:
          - metric: accuracy
            min: 0.90
`;
const TIMEOUT = 500_000;

const MANY = IS_FULL ? 32 : 10;

let github: GitHub;
afterEach(() => github.close());

/** A GitHub whose `main` has a model with so many versions, none of which has a stage; and a place to promote from. */
async function startFleet(versions: readonly string[]): Promise<Workspace> {
  const lines = versions.map((version) => `      ${version}: {stage: None}\n`).join('');
  const reports = versions.map((version) => [`reports/${version}.json`, '{"accuracy": 0.95}\n'] as const);
  const files = { '.github/stagegate.yml': POLICY, ...Object.fromEntries(reports) };
  github = await startGitHub({
    files: { ...files, 'models.yaml': `models:\n  churn:\n    versions:\n${lines}` },
  });
  return makeWorkspace(files);
}

/** Each a process of its own, as jobs of workflows are. */
function promote(workspace: Workspace, version: string, commit: 'api' | 'push'): ReturnType<typeof runCli> {
  const args = `promote --model churn --version ${version} --stage Production --json --commit ${commit}`;
  return runCli(args.split(' '), {
    cwd: workspace.root,
    env: {
      GITHUB_TOKEN: github.token,
      GITHUB_API_URL: github.apiUrl,
      GITHUB_REPOSITORY: github.repository.fullName,
      GITHUB_REF: 'refs/heads/main',
    },
  });
}

async function expectAllIn(versions: readonly string[], runs: readonly { stdout: string }[]): Promise<void> {
  const history = await historyOn(github);
  const order = history.map(({ version }) => String(version));
  expect([...order].sort()).toEqual([...versions].sort());
  // each one archived exactly the one before it
  expect(history.map(({ archived }) => archived)).toEqual(order.map((_, at) => order.slice(at - 1, at)));
  const log = await github.repository.log();
  expect(log).toHaveLength(versions.length + 1);
  const commits = runs.map(({ stdout }) => (JSON.parse(stdout) as Json)['commit']);
  expect([...commits].sort()).toEqual(
    log
      .slice(0, -1)
      .map(({ sha }) => sha)
      .sort(),
  );
  const files = ['models.yaml', 'models.history.jsonl'];
  const texts = await Promise.all(
    files.map(async (file) => [file, (await github.repository.read(file))!] as const),
  );
  const after = makeWorkspace({ '.github/stagegate.yml': POLICY, ...Object.fromEntries(texts) });
  const last = order.at(-1);
  expect(await stagesOf(after)).toEqual(
    Object.fromEntries(versions.map((version) => [version, version === last ? 'Production' : 'Archived'])),
  );
  expect(await cli(after, 'verify')).toMatchObject({ status: 0 });
}

describe('promoters at once on one branch of GitHub, each with a version of its own', () => {
  test(
    'many with commit: api: all are in, one after the other, a commit each',
    async () => {
      const versions = Array.from({ length: MANY }, (_, at) => String(at + 1));
      const workspace = await startFleet(versions);
      const runs = await Promise.all(versions.map((version) => promote(workspace, version, 'api')));
      expect(runs.filter(({ status }) => status !== 0)).toEqual([]);
      await expectAllIn(versions, runs);
    },
    TIMEOUT,
  );

  test(
    'some with commit: api, some with commit: push',
    async () => {
      const versions = Array.from({ length: 6 }, (_, at) => String(at + 1));
      const workspace = await startFleet(versions);
      const runs = await Promise.all(
        versions.map(async (version, at) =>
          at % 2 === 0 ? promote(workspace, version, 'api') : promote(await clone(), version, 'push'),
        ),
      );
      expect(runs.filter(({ status }) => status !== 0)).toEqual([]);
      await expectAllIn(versions, runs);
    },
    TIMEOUT,
  );
});

/** Not by the workspace's own git, which waits for git to end: this process is the server. */
async function clone(): Promise<Workspace> {
  const workspace = makeWorkspace();
  const args = ['clone', '--quiet', github.repository.gitUrl(github.token), '.'];
  expect(await runProcess('git', args, { cwd: workspace.root, env: baseEnvironment() })).toMatchObject({
    status: 0,
  });
  return workspace;
}
