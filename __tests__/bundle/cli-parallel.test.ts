import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { PROJECT } from '../support/project.js';
import { IS_FULL } from '../support/full.js';
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

const COUNTS = IS_FULL ? [5, 32] : [10];

const seconds: Record<string, number> = {};

describe.each(COUNTS)('%i promoters at once, each with a version of its own', (count) => {
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

describe.each(['none', 'remote'] as const)('confirm at once (git: %s)', (git) => {
  const more = git === 'remote' ? '--commit push' : '';
  const live = (rate: number) => JSON.stringify({ error_rate: rate, time: new Date().toISOString() });

  /** Version 2 is in Production, and shows this error rate in use. */
  async function start(rate: number): Promise<Workspace> {
    const policy = `${POLICY}        live: {report: "live/{version}.json", within: 24h, gates: [{metric: error_rate, max: 0.01}]}\n`;
    const made = makeFleet(['1', '2', '3'], 'none', policy);
    for (const version of ['1', '2']) await promote(made, version, '');
    made.write('live/2.json', live(rate));
    return git === 'none' ? made : makeWorkspace(made.files(), { git });
  }

  /** In a clone of its own, where there is a remote. */
  const own = (workspace: Workspace) => (git === 'remote' ? workspace.clone() : workspace);
  const confirm = (workspace: Workspace) =>
    cliJson(own(workspace), `confirm --model churn --version 2 --stage Production ${more}`);

  async function end(workspace: Workspace) {
    const after = own(workspace);
    expect((await cliJson(after, 'verify')).status).toBe(0);
    const stages = Object.entries(await stagesOf(after));
    return {
      lines: historyOf(after).map(({ action, version }) => `${String(action)} ${String(version)}`),
      holders: stages.filter(([, stage]) => stage === 'Production').map(([version]) => version),
    };
  }

  test.each([
    ['confirmed', 0.001, 'confirm 2', '2'],
    ['rolled-back', 0.2, 'rollback 1', '1'],
  ])(
    'of five, one writes that it is %s',
    async (decision, rate, line, holder) => {
      const workspace = await start(rate);
      const runs = await Promise.all(Array.from({ length: 5 }, () => confirm(workspace)));
      expect(runs.filter(({ json }) => json['promoted'] === true)).toMatchObject([{ json: { decision } }]);
      const others = decision === 'confirmed' ? 'confirmed' : 'unconfirmed';
      expect(
        runs.filter(({ json }) => json['decision'] === others && json['promoted'] === false),
      ).toHaveLength(4);
      expect(await end(workspace)).toEqual({ lines: ['promote 1', 'promote 2', line], holders: [holder] });
    },
    TIMEOUT,
  );

  test(
    'and a newer promotion: it stays, whichever comes first',
    async () => {
      for (let round = 1; round <= 3; round += 1) {
        const workspace = await start(0.2);
        const [promoted, ...confirmed] = await Promise.all([
          promote(own(workspace), '3', more),
          confirm(workspace),
          confirm(workspace),
        ]);
        expect(promoted.status).toBe(0);
        const { lines, holders } = await end(workspace);
        expect(holders).toEqual(['3']);
        const wentBack = confirmed.filter(({ json }) => json['decision'] === 'rolled-back').length;
        expect(lines).toEqual([
          ...['promote 1', 'promote 2'],
          ...(wentBack === 0 ? [] : ['rollback 1']),
          'promote 3',
        ]);
        expect(wentBack).toBeLessThan(2);
      }
    },
    TIMEOUT,
  );
});

/** Seconds are for people to read; a busy machine must not fail a test. */
afterAll(() => {
  mkdirSync(join(PROJECT, 'build'), { recursive: true });
  writeFileSync(join(PROJECT, 'build', 'parallel.json'), `${JSON.stringify(seconds, null, 2)}\n`);
});

function makeFleet(versions: readonly string[], git: 'none' | 'remote', policy = POLICY): Workspace {
  const lines = versions.map((version) => `      ${version}: {stage: None}\n`).join('');
  const reports = versions.map((version) => [`reports/${version}.json`, '{"accuracy": 0.95}\n'] as const);
  return makeWorkspace(
    {
      '.github/stagegate.yml': policy,
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
