import { describe, expect, test } from '@jest/globals';
import { aimRollback, decideOvertaken } from '../../../src/promotion/rollback.js';
import type { Snapshot } from '../../../src/model/registry.js';
import { makeChange, makeTime } from './support/changes.js';
import { pausing } from './support/hooks.js';
import { MemoryServer } from './support/memory-server.js';
import { openRegistry } from './support/promoter.js';

const HOUR = 3_600_000;
const BACK = { action: 'rollback', version: null } as const;

async function prepare(): Promise<MemoryServer> {
  const server = new MemoryServer().add('churn', ['None', 'None', 'None', 'None']);
  for (const at of [1, 2, 3]) await makeChange(server, makeTime(at * HOUR), { version: String(at) });
  return server;
}

const MODES = ['auto', 'stages', 'aliases'] as const;

describe('two rollbacks without a version at once', () => {
  test.each(MODES)('go back by one version, not by two (%s)', async (mode) => {
    const server = new MemoryServer().add('churn', ['None', 'None', 'None', 'None']);
    for (const at of [1, 2, 3]) await makeChange(server, makeTime(at * HOUR), { mode, version: String(at) });
    const slow = pausing({ request: /^tag . stagegate.next/ });
    const late = makeChange(server.as(slow.between), makeTime(5 * HOUR), { mode, ...BACK });
    await slow.reached;
    await makeChange(server, makeTime(5 * HOUR), { mode, ...BACK });
    slow.resume();
    const { decision, applied } = await late;
    expect(applied).toBeNull();
    expect(decision).toMatchObject({
      verdict: 'unchanged',
      version: '2',
      notices: ['another run took version 3 out of Production first'],
    });
    const { versions } = await openRegistry(server, makeTime(), mode).read('churn');
    expect(versions.find(({ stage }) => stage === 'Production')?.version).toBe('2');
  });

  test('with a version named, each goes where it was sent', async () => {
    const server = await prepare();
    const slow = pausing({ request: /^tag . stagegate.next/ });
    const late = makeChange(server.as(slow.between), makeTime(5 * HOUR), { ...BACK, version: '1' });
    await slow.reached;
    await makeChange(server, makeTime(5 * HOUR), BACK);
    slow.resume();
    expect((await late).applied).not.toBeNull();
    expect(server.inStage('churn', 'Production')).toEqual(['1']);
  });
});

describe('a rollback that another run overtook', () => {
  const look = async (server: MemoryServer) => openRegistry(server, makeTime()).read('churn');
  const request = { model: 'churn', stage: 'Production', version: null, reason: 'bad' };

  test.each<[string, { version: string; to?: string }, string]>([
    ['by a promotion', { version: '4' }, 'version 4 is there now'],
    ['by a withdrawal', { version: '3', to: 'Archived' }, 'the stage is empty'],
  ])('%s loses, and says so', async (_name, change, there) => {
    const server = await prepare();
    const first = await look(server);
    const aimAt = (snapshot: Snapshot) =>
      aimRollback(request, 'Production', { first, snapshot, begun: null });
    expect(aimAt(first)).toMatchObject({ target: { version: '2' }, overtaken: null });
    await makeChange(server, makeTime(5 * HOUR), change);
    const snapshot = await look(server);
    const { target, overtaken } = aimAt(snapshot);
    expect(target).toBeNull();
    if (overtaken === null) throw new TypeError('not overtaken');
    expect(decideOvertaken({ snapshot }, 'Production', overtaken).lost?.message).toBe(
      `another run took version 3 out of Production before this rollback: ${there}`,
    );
  });
});
