import { describe, expect, test } from '@jest/globals';
import { verifyModel } from '../../../src/history/verify.js';
import { decideRegistration } from '../../../src/promotion/register.js';
import type { Snapshot } from '../../../src/model/registry.js';
import type { StageStorageMode } from '../../../src/registry/mlflow/stage-storage.js';
import { DEAD_AFTER } from '../../../src/registry/mlflow/lock/lock.js';
import { makeChange, makeTime, type Change } from './support/changes.js';
import { MemoryServer } from './support/memory-server.js';
import { openRegistry } from './support/promoter.js';

const HOUR = 3_600_000;
const MODES: readonly StageStorageMode[] = ['auto', 'aliases'];

const both = (version: string): Change[] => [{ version, to: 'Staging' }, { version }];

interface Case {
  readonly name: string;
  readonly changes: readonly Change[];
  readonly deleted: string;
  /**
   * Lines that only verify tells of: while one version alone has a history, a copy of the next line has no other place
   * where every run would see it.
   */
  readonly gone?: readonly string[];
}

const CASES: readonly Case[] = [
  { name: 'an old one of three that came by Staging', changes: ['1', '2', '3'].flatMap(both), deleted: '2' },
  { name: 'the newest of three that came by Staging', changes: ['1', '2', '3'].flatMap(both), deleted: '3' },
  {
    name: 'the first of three that came by Staging',
    changes: ['1', '2', '3'].flatMap(both),
    deleted: '1',
    gone: ['1 to Staging', '1 to Production'],
  },
  {
    name: 'an old one of three',
    changes: [{ version: '1' }, { version: '2' }, { version: '3' }],
    deleted: '2',
  },
  {
    name: 'the newest of three',
    changes: [{ version: '1' }, { version: '2' }, { version: '3' }],
    deleted: '3',
  },
  {
    name: 'the first of three',
    changes: [{ version: '1' }, { version: '2' }, { version: '3' }],
    deleted: '1',
  },
  {
    name: 'the first in Production',
    changes: [{ version: '1', to: 'Staging' }, { version: '2' }],
    deleted: '2',
  },
  { name: 'the only one ever promoted', changes: [{ version: '1' }], deleted: '1' },
];

async function prepare({ changes, deleted }: Case, mode: StageStorageMode): Promise<MemoryServer> {
  const server = new MemoryServer().add('churn', ['None', 'None', 'None', 'None', 'None']);
  for (const [at, change] of changes.entries())
    await makeChange(server, makeTime(at * HOUR), { mode, ...change });
  server.delete('churn', deleted);
  return server;
}

const look = (server: MemoryServer, mode: StageStorageMode): Promise<Snapshot> =>
  openRegistry(server, makeTime(), mode).read('churn');

function linesOf({ history }: Snapshot): string[] {
  return history.map(({ entry: { version, to } }) => `${version} to ${to}`);
}

function problemsOf(snapshot: Snapshot): string[] {
  return verifyModel(snapshot).problems.map(({ message }) => message);
}

const TABLE = CASES.flatMap((one) => MODES.map((mode) => ({ ...one, mode })));

describe.each(TABLE)('a version deleted, $name ($mode)', (one) => {
  const { mode, changes, deleted, gone = [] } = one;
  const lines = changes.map(({ version, to = 'Production' }) => `${version} to ${to}`);

  test('is reported by verify', async () => {
    expect(problemsOf(await look(await prepare(one, mode), mode)).join('\n')).toMatch(
      new RegExp(`version ${deleted}\\b.*(gone|deleted)`),
    );
  });

  test('keeps its lines in the history, from the next two promotions on', async () => {
    const server = await prepare(one, mode);
    await makeChange(server, makeTime(20 * HOUR), { mode, version: '4', to: 'Staging' });
    await makeChange(server, makeTime(21 * HOUR), { mode, version: '4' });
    const snapshot = await look(server, mode);
    const kept = lines.filter((line) => !gone.includes(line));
    expect(linesOf(snapshot)).toEqual([...kept, '4 to Staging', '4 to Production']);
    expect(problemsOf(snapshot).filter((message) => /^version \d+ is in/.test(message))).toEqual([]);
  });

  test('makes promotions wait at most once', async () => {
    const server = await prepare(one, mode);
    const waits: number[] = [];
    for (const [at, change] of [
      { version: '4', to: 'Staging' },
      { version: '5' },
      { version: '4' },
    ].entries()) {
      const time = makeTime((20 + at) * HOUR);
      await makeChange(server, time, { mode, ...change });
      waits.push(time.now() - (20 + at) * HOUR);
    }
    expect(waits.reduce((all, each) => all + each)).toBeLessThan(DEAD_AFTER + 15_000);
    expect(waits.at(-1)).toBeLessThan(1_000);
  });

  test('allows a new registration', async () => {
    const server = await prepare(one, mode);
    const registry = openRegistry(server, makeTime(), mode);
    const snapshot = await registry.read('churn', { version: 'latest', rollback: null });
    const request = {
      model: 'churn',
      version: null,
      source: 's3://m/6',
      sha256: null,
      tags: {},
      aliases: [],
    };
    const run = { actor: null, run: null, ref: null, commits: [] };
    const basis = { snapshot, policy: null, now: new Date(0), run };
    const { plan } = decideRegistration({ ...request, reason: null }, basis, []);
    expect(plan === null ? null : await registry.apply(plan, snapshot)).toMatchObject({ version: '6' });
  });
});

test('an ordinary clean-up makes no run wait', async () => {
  const server = await prepare(CASES[0]!, 'auto');
  const time = makeTime(20 * HOUR);
  await makeChange(server, time, { version: '4', to: 'Staging' });
  expect(time.now() - 20 * HOUR).toBeLessThan(1_000);
});

describe('a first line of a version that somebody deleted', () => {
  const damage = async (value: string | null): Promise<MemoryServer> => {
    const server = new MemoryServer().add('churn', ['None', 'None', 'None', 'None']);
    const changes = [...both('1'), ...both('2'), { version: '3' }];
    for (const [at, change] of changes.entries()) await makeChange(server, makeTime(at * HOUR), change);
    const tags = server.held.get('churn')?.versions.get('2')?.tags;
    if (value === null) tags?.delete('stagegate.history.1');
    else tags?.set('stagegate.history.1', value);
    return server;
  };

  test('set to gone, as the hint says: no run waits, and verify reports it', async () => {
    const server = await damage('gone');
    const time = makeTime(20 * HOUR);
    await makeChange(server, time, { version: '4' });
    expect(time.now() - 20 * HOUR).toBeLessThan(1_000);
    const snapshot = await look(server, 'auto');
    expect(problemsOf(snapshot).join('\n')).toContain('its tag stagegate.history.1 says so');
    expect(linesOf(snapshot)).toEqual(expect.arrayContaining(['2 to Production', '3 to Production']));
  });

  test('deleted: no other line is lost, and no run waits twice', async () => {
    const server = await damage(null);
    await makeChange(server, makeTime(20 * HOUR), { version: '4', to: 'Staging' });
    const time = makeTime(21 * HOUR);
    await makeChange(server, time, { version: '4' });
    expect(time.now() - 21 * HOUR).toBeLessThan(1_000);
    expect(linesOf(await look(server, 'auto'))).toEqual([
      '1 to Staging',
      '1 to Production',
      '2 to Staging',
      '2 to Production',
      '3 to Production',
      '4 to Staging',
      '4 to Production',
    ]);
  });
});
