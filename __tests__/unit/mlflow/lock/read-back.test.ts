import { describe, expect, test } from '@jest/globals';
import { promotion, makeEntry } from '../../support/history-builder.js';
import type { Plan } from '../../../../src/model/registry.js';
import { makeChange, makeTime, type Change } from '../support/changes.js';
import { pausing } from '../support/hooks.js';
import { MemoryServer } from '../support/memory-server.js';
import { openRegistry } from '../support/promoter.js';

type Kind = 'stages' | 'aliases';

async function makeServer(kind: Kind, changes: readonly Change[]): Promise<MemoryServer> {
  const server = new MemoryServer().add('churn', ['None', 'None', 'None']);
  if (kind === 'aliases') server.features = { ...server.features, stages: false };
  for (const [at, change] of changes.entries()) await makeChange(server, makeTime(at * 3_600_000), change);
  server.requests.length = 0;
  return server;
}

function planOf(version: string, to = 'Production', exclusive = true): Plan {
  const entry = makeEntry(promotion(version, [], to));
  return { model: 'churn', registration: null, transitions: [], exclusive, entry, title: '' };
}

function set(server: MemoryServer, version: string, stage: string | null): void {
  const versions = server.held.get('churn')?.versions;
  const held = versions?.get(version);
  if (stage === null) versions?.delete(version);
  else if (held !== undefined) held.stage = stage;
}

function point(server: MemoryServer, alias: string, version: string | null): void {
  const aliases = server.held.get('churn')?.aliases;
  if (version === null) aliases?.delete(alias);
  else aliases?.set(alias, version);
}

const BOTH: Change[] = [{ version: '1' }, { version: '2' }];

describe('what is read back after a promotion', () => {
  test.each<[string, Change[], string, (server: MemoryServer) => void, string | null, string | null]>([
    ['it holds the stage', BOTH, '2', () => undefined, 'Production', null],
    ['another holds it', BOTH, '1', () => undefined, 'Archived', 'version 2 holds it now'],
    [
      'it was moved, and nobody holds it',
      BOTH,
      '2',
      (server) => set(server, '2', 'None'),
      'None',
      'it is in None',
    ],
    ['it was deleted', BOTH, '2', (server) => set(server, '2', null), null, 'it was deleted'],
  ])('%s', async (_name, changes, version, disturb, stage, lostTo) => {
    const server = await makeServer('stages', changes);
    disturb(server);
    expect(await openRegistry(server, makeTime()).readBack(planOf(version))).toEqual({ stage, lostTo });
    expect(server.requests).toEqual(['tagged churn']);
  });

  test.each<[string, Change[], string, (server: MemoryServer) => void, string | null, string | null]>([
    ['its alias points at it', BOTH, '2', () => undefined, 'Production', null],
    ['its alias points at another', BOTH, '1', () => undefined, 'None', 'version 2 holds it now'],
    [
      'its alias is gone',
      BOTH,
      '2',
      (server) => point(server, 'Production', null),
      'None',
      'the alias Production is gone',
    ],
    ['it was deleted', BOTH, '2', (server) => set(server, '2', null), null, 'it was deleted'],
  ])('aliases only: %s', async (_name, changes, version, disturb, stage, lostTo) => {
    const server = await makeServer('aliases', changes);
    disturb(server);
    expect(await openRegistry(server, makeTime()).readBack(planOf(version))).toEqual({ stage, lostTo });
  });

  test('aliases only: a withdrawal never loses to another run', async () => {
    const server = await makeServer('aliases', [...BOTH, { version: '2', to: 'Archived' }]);
    const standing = await openRegistry(server, makeTime()).readBack(planOf('2', 'Archived', false));
    expect(standing).toEqual({ stage: 'Archived', lostTo: null });
  });
});

describe('two versions in one stage', () => {
  const ARCHIVED = 'version 1 was put into Production without stagegate, so it was archived';
  test.each([
    [
      'seen by the one that the history has there',
      '2',
      { stage: 'Production', lostTo: null, notices: [ARCHIVED] },
    ],
    ['seen by the other', '1', { stage: 'Archived', lostTo: 'version 2 holds it now' }],
  ])('the one in the history stays: %s', async (_name, version, standing) => {
    const server = await makeServer('stages', BOTH);
    set(server, '1', 'Production');
    expect(await openRegistry(server, makeTime()).readBack(planOf(version))).toEqual(standing);
    expect(server.inStage('churn', 'Production')).toEqual(['2']);
    expect(server.inStage('churn', 'Archived')).toEqual(['1']);
  });

  test('the other is archived under the lock, with a line that says why', async () => {
    const server = await makeServer('stages', BOTH);
    set(server, '1', 'Production');
    await openRegistry(server, makeTime()).readBack(planOf('2'));
    expect(server.requests.map((request) => request.replace(/next\..*/, 'next'))).toEqual([
      'tagged churn',
      'tag 2 stagegate.next',
      'tagged churn',
      'move 1 to Archived',
      'tag 1 stagegate.history.2',
      'tagged churn',
    ]);
    const { history } = await openRegistry(server, makeTime()).read('churn');
    expect(history.at(-1)?.entry).toMatchObject({
      action: 'archive',
      version: '1',
      from: 'Production',
      to: 'Archived',
      reason: expect.stringContaining('without stagegate'),
    });
  });

  test('nothing is archived while another run changes the model', async () => {
    const server = await makeServer('stages', BOTH);
    const slow = pausing({ request: /^tag 1 stagegate.history/ });
    const back = { action: 'rollback', version: '1', exclusive: false } as const;
    const rollback = makeChange(server.as(slow.between), makeTime(2 * 3_600_000), back);
    await slow.reached;
    set(server, '2', 'Production');
    await expect(openRegistry(server, tooBusy()).readBack(planOf('2'))).rejects.toThrow('busy');
    expect(server.inStage('churn', 'Production')).toEqual(['1', '2']);
    slow.resume();
    await rollback;
  });

  test('both stay if the plan allows others', async () => {
    const server = await makeServer('stages', BOTH);
    set(server, '1', 'Production');
    const plan = planOf('2', 'Production', false);
    expect(await openRegistry(server, makeTime()).readBack(plan)).toEqual({
      stage: 'Production',
      lostTo: null,
    });
    expect(server.inStage('churn', 'Production')).toEqual(['1', '2']);
  });

  test('both stay and are reported if the history has both there', async () => {
    const server = await makeServer('stages', [{ version: '1' }, { version: '2', exclusive: false }]);
    expect(await openRegistry(server, makeTime()).readBack(planOf('1'))).toEqual({
      stage: 'Production',
      lostTo: null,
      notices: ['version 2 is in Production as well'],
    });
  });

  test('stops archiving one that somebody keeps putting back', async () => {
    const server = await makeServer('stages', BOTH);
    set(server, '1', 'Production');
    const stubborn = server.as((request, when) => {
      if (request.startsWith('tag 1 stagegate.history') && when === 'after') set(server, '1', 'Production');
      return Promise.resolve();
    });
    const standing = await openRegistry(stubborn, makeTime()).readBack(planOf('2'));
    expect(standing.stage).toBe('Production');
    expect(standing.notices?.at(-1)).toBe('version 1 is in Production as well');
    expect(stubborn.requests.filter((request) => request.startsWith('move'))).toHaveLength(3);
  });
});

/** Of somebody who does not wait. */
function tooBusy() {
  return { ...makeTime(), sleep: () => Promise.reject(new Error('busy')) };
}
