import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { PROJECT } from '../support/project.js';
import type { Finished } from '../support/spawn.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { cli, cliJson, historyOf, stagesOf } from './support/churn.js';

const POLICY = `models:
  churn:
    report: reports/{version}.json
    stages:
      Production:
        gates:
          - metric: accuracy
            min: 0.90
`;

const TIMEOUT = 300_000;

const seconds: Record<string, number> = {};

describe.each([5, 32])('%i promoters at once, each with a version of its own', (count) => {
  const versions = Array.from({ length: count }, (_, at) => String(at + 1));

  test(
    'on one file on disk: all are in, one after the other',
    async () => {
      const workspace = makeFleet(versions, 'none');
      const runs = await timed(`${count} on one file`, () =>
        Promise.all(versions.map((version) => promote(workspace, version, ''))),
      );
      expect(runs.filter(({ status }) => status !== 0)).toEqual([]);
      await expectAllIn(workspace, versions);
      expect(Object.keys(workspace.files()).sort()).toEqual(
        [
          '.github/stagegate.yml',
          'models.history.jsonl',
          'models.yaml',
          ...versions.map((version) => `reports/${version}.json`),
        ].sort(),
      );
    },
    TIMEOUT,
  );

  test(
    'on one remote from clones: all are in, one commit each',
    async () => {
      const workspace = makeFleet(versions, 'remote');
      const clones = versions.map((version) => ({ version, clone: workspace.clone() }));
      const runs = await timed(`${count} on one remote`, () =>
        Promise.all(clones.map(({ version, clone }) => promote(clone, version, '--commit push'))),
      );
      expect(runs.filter(({ status }) => status !== 0)).toEqual([]);
      const after = workspace.clone();
      await expectAllIn(after, versions);
      const commits = runs.map(({ stdout }) => (JSON.parse(stdout) as { commit: string }).commit);
      const log = after.git('log', '--format=%H', 'HEAD').split('\n');
      expect(log).toHaveLength(count + 1);
      expect([...commits].sort()).toEqual(log.slice(0, -1).sort());
    },
    TIMEOUT,
  );
});

/** Seconds are for people to read; a busy machine must not fail a test. */
afterAll(() => {
  mkdirSync(join(PROJECT, 'build'), { recursive: true });
  writeFileSync(join(PROJECT, 'build', 'parallel.json'), `${JSON.stringify(seconds, null, 2)}\n`);
});

function makeFleet(versions: readonly string[], git: 'none' | 'remote'): Workspace {
  const lines = versions.map((version) => `      ${version}: {stage: None}\n`).join('');
  const reports = versions.map((version) => [`reports/${version}.json`, '{"accuracy": 0.95}\n'] as const);
  return makeWorkspace(
    {
      '.github/stagegate.yml': POLICY,
      'models.yaml': `models:\n  churn:\n    versions:\n${lines}`,
      ...Object.fromEntries(reports),
    },
    { git },
  );
}

function promote(workspace: Workspace, version: string, more: string): Promise<Finished> {
  return cli(workspace, `promote --model churn --version ${version} --stage Production --json ${more}`);
}

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  seconds[name] = Math.round((performance.now() - start) / 100) / 10;
  return result;
}

async function expectAllIn(workspace: Workspace, versions: readonly string[]): Promise<void> {
  const history = historyOf(workspace);
  const order = history.map(({ version }) => String(version));
  expect([...order].sort()).toEqual([...versions].sort());
  // each one archived exactly the one before it
  expect(history.map(({ archived }) => archived)).toEqual(order.map((_, at) => order.slice(at - 1, at)));
  const last = order.at(-1);
  expect(await stagesOf(workspace)).toEqual(
    Object.fromEntries(versions.map((version) => [version, version === last ? 'Production' : 'Archived'])),
  );
  const { status, json } = await cliJson(workspace, 'verify');
  expect(status).toBe(0);
  expect(json).toEqual({
    verified: true,
    models: [{ model: 'churn', lines: versions.length, problems: [], notes: [], acknowledged: [] }],
  });
}
