import { expect, test } from '@jest/globals';
import { stagesAfter } from '../../../src/history/replay.js';
import { makeSite } from '../../../src/site/site.js';
import { makeChange, makeTime } from '../mlflow/support/changes.js';
import { MemoryServer } from '../mlflow/support/memory-server.js';
import { openRegistry } from '../mlflow/support/promoter.js';
import { contextOver } from '../support/command.js';

const HOUR = 3_600_000;

const POLICY = `stages: [Staging, Production]
models:
  "*":
    stages:
      Staging: {}
      Production: {from: [Staging], soak: 24h}
`;

/** Version 1 was in Production, 2 replaced it and was rolled back, 3 is in Staging, 4 is new. */
async function makeServer() {
  const server = new MemoryServer().add('churn', ['None', 'None', 'None', 'None']).add('new', ['None']);
  const time = makeTime();
  for (const version of ['1', '2']) {
    await makeChange(server, time, { version, to: 'Staging' });
    await time.sleep(HOUR);
    await makeChange(server, time, { version });
    await time.sleep(HOUR);
  }
  await makeChange(server, time, { action: 'rollback', version: null });
  await time.sleep(HOUR);
  await makeChange(server, time, { version: '3', to: 'Staging' });
  await time.sleep(HOUR);
  return { server, time, now: () => new Date(Date.parse('2026-11-01T00:00:00Z') + time.now()) };
}

test('a registry on MLflow has the stages that the server has, its history and its notices', async () => {
  const { server, time, now } = await makeServer();
  const registry = openRegistry(server, time);
  const site = await makeSite(
    { version: '1.2.3', repository: null },
    contextOver(registry, { policy: POLICY, now }),
  );
  const { index, history, badges } = site;
  expect(index.registry).toBe(registry.label);
  expect(index.models.map(({ name, versions, problems }) => [name, versions, problems])).toEqual([
    ['churn', 4, 0],
    ['new', 1, 0],
  ]);
  const holds = index.models[0]!.holds;
  for (const stage of index.stages)
    expect(holds.filter((held) => held.stage === stage).map(({ version }) => version)).toEqual(
      server.inStage('churn', stage),
    );
  const [{ history: lines } = { history: [] }] = await registry.readAll(() => undefined);
  expect(new Map([...stagesAfter(lines)].filter(([, stage]) => stage !== 'Archived'))).toEqual(
    new Map(holds.map(({ version, stage }) => [version, stage])),
  );
  expect([index.lines, history.lines.length]).toEqual([lines.length, lines.length]);
  expect(index.notices.map(({ kind, version, until }) => [kind, version, until?.slice(0, 13)])).toEqual([
    ['soaking', '3', '2026-11-02T05'],
  ]);
  expect(badges.map(({ model, stage, badge }) => [model, stage, badge.message])).toEqual([
    ['churn', 'Staging', 'v3'],
    ['churn', 'Production', 'v1'],
    ['new', 'Staging', 'empty'],
    ['new', 'Production', 'empty'],
  ]);
  const [churn] = site.details();
  expect(churn!.events.map(({ outcome, version, to }) => `${outcome} ${version} ${to}`)).toEqual([
    'promoted 3 Staging',
    'rolled back 1 Production',
    'promoted 2 Production',
    'promoted 2 Staging',
    'promoted 1 Production',
    'promoted 1 Staging',
  ]);
  expect(churn!.versions.find(({ version }) => version === '2')?.out).toMatchObject([
    { stage: 'Production' },
  ]);
  // nothing here can be mistaken for a place in a repository
  expect(churn!.events.flatMap(({ links }) => Object.values(links))).toEqual([]);
});

test('a model on MLflow whose history was altered says so, and the others are shown', async () => {
  const { server, time, now } = await makeServer();
  server.held.get('churn')?.versions.get('1')?.tags.set('stagegate.history.1', 'altered');
  const { index } = await makeSite(
    { version: '1.2.3', repository: null },
    contextOver(openRegistry(server, time), { policy: POLICY, now }),
  );
  expect(index.models.map(({ name, unread }) => [name, unread?.slice(0, 40)])).toEqual([
    ['churn', 'version 1 of churn, tag stagegate.histor'],
    ['new', undefined],
  ]);
  expect(index.notices.map(({ kind, model }) => [kind, model])).toEqual([['unread', 0]]);
});
