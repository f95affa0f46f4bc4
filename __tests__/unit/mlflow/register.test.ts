import { describe, expect, test } from '@jest/globals';
import { verifyModel } from '../../../src/history/verify.js';
import { decideRegistration } from '../../../src/promotion/register.js';
import type { RegisterRequest } from '../../../src/promotion/request.js';
import type { Applied } from '../../../src/model/registry.js';
import { makeChange, makeTime } from './support/changes.js';
import { failing, once, refusing } from './support/hooks.js';
import { lost, MemoryServer, refused } from './support/memory-server.js';
import { openRegistry } from './support/promoter.js';

const RUN = { actor: null, run: null, ref: null, commits: [] };

async function register(server: MemoryServer, parts: Partial<RegisterRequest> = {}): Promise<Applied> {
  const registry = openRegistry(server, makeTime());
  const interest = { version: parts.version ?? 'latest', rollback: null };
  const snapshot = await registry.read('churn', interest);
  const request = {
    model: 'churn',
    version: null,
    source: 's3://models/new',
    sha256: null,
    tags: {},
    aliases: [],
    reason: null,
    ...parts,
  };
  const basis = { snapshot, policy: null, now: new Date('2026-11-02T00:00:00Z'), run: RUN };
  const { plan } = decideRegistration(request, basis, []);
  if (plan === null) throw new TypeError('nothing to register');
  return registry.apply(plan, snapshot);
}

function held(server: MemoryServer, version: string) {
  const { source, runId, tags } = server.held.get('churn')?.versions.get(version) ?? {};
  return { source, runId, tags: Object.fromEntries(tags ?? []) };
}

function makeServer(): MemoryServer {
  return new MemoryServer().add('churn', ['None', 'Production']);
}

/** Who registers between one's reading and its writing. */
function overtaken(server: MemoryServer): MemoryServer {
  return server.as(
    once({ request: /^create version/ }, async () => {
      await server.createVersion('churn', { source: 's3://models/other', tags: {} });
    }),
  );
}

describe('a registration', () => {
  test('gets the next number, and stands in the history beside the chain', async () => {
    const server = makeServer();
    expect(await register(server)).toEqual({ commit: null, version: '3' });
    const snapshot = await openRegistry(server, makeTime()).read('churn');
    expect(snapshot.history.map(({ entry }) => [entry.action, entry.version])).toEqual([['register', '3']]);
    expect(snapshot.head).toBeNull();
    expect(verifyModel(snapshot).problems).toEqual([]);
  });

  test('is one request besides the reading', async () => {
    const server = makeServer();
    await register(server);
    const read = ['tagged churn', 'all churn'];
    expect(server.requests).toEqual([...read, 'create version of churn']);
  });

  test('of a new model makes the model', async () => {
    const server = new MemoryServer();
    expect(await register(server)).toMatchObject({ version: '1' });
    expect(server.requests.slice(-2)).toEqual(['create churn', 'create version of churn']);
  });

  test('of a new model takes no number but the first', async () => {
    const server = new MemoryServer();
    await expect(register(server, { version: '5' })).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(/the next version is 1, not 5$/),
    });
    expect(await register(server, { version: '1' })).toMatchObject({ version: '1' });
  });

  test('that the server does not take is wrong input, and leaves no empty model behind', async () => {
    const server = new MemoryServer();
    const picky = server.as(refusing(/^create version/, () => refused(400, 'INVALID_PARAMETER_VALUE')));
    await expect(register(picky, { source: '/home/me/model' })).rejects.toMatchObject({
      code: 'input',
      hint: expect.stringContaining('not a path on this machine'),
    });
    expect([...server.held.keys()]).toEqual([]);
  });

  test('after the newest promoted version was deleted', async () => {
    const server = makeServer();
    await makeChange(server, makeTime(), { version: '1' });
    await makeChange(server, makeTime(3_600_000), { version: '2' });
    server.delete('churn', '2');
    await makeChange(server, makeTime(7_200_000), { version: '1', to: 'Staging' });
    expect(await register(server)).toMatchObject({ version: '3' });
  });

  test('that gets another number than the one that was asked for says so, and has no alias', async () => {
    const server = makeServer();
    server.delete('churn', '2');
    await expect(register(server, { version: '2', aliases: ['best'] })).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(/^version 3 of "churn" was registered instead of 2: memory numbers/),
    });
    expect(server.held.get('churn')?.aliases.size).toBe(0);
    const { history } = await openRegistry(server, makeTime()).read('churn');
    expect(history.map(({ entry }) => entry.version)).toEqual(['3']);
  });

  test('after the history began', async () => {
    const server = makeServer();
    await makeChange(server, makeTime(), { version: '1' });
    expect(await register(server)).toMatchObject({ version: '3' });
    expect(await register(server, { source: 's3://models/newer' })).toMatchObject({ version: '4' });
    const snapshot = await openRegistry(server, makeTime()).read('churn');
    expect(verifyModel(snapshot).problems).toEqual([]);
  });

  test.each<[string, Partial<RegisterRequest>, object]>([
    ['its source', { source: 's3://a/b' }, { source: 's3://a/b', runId: null }],
    [
      'its run, where the source names one',
      { source: `runs:/${'a1'.repeat(16)}/model` },
      { runId: 'a1'.repeat(16) },
    ],
    ['no run of what only looks like one', { source: 'runs:/a1/model' }, { runId: null }],
    [
      'its digest',
      { sha256: 'f'.repeat(64) },
      { tags: expect.objectContaining({ 'stagegate.sha256': 'f'.repeat(64) }) },
    ],
    ['its tags', { tags: { team: 'risk' } }, { tags: expect.objectContaining({ team: 'risk' }) }],
  ])('keeps %s', async (_name, parts, expected) => {
    const server = makeServer();
    await register(server, parts);
    expect(held(server, '3')).toMatchObject(expected);
  });

  test('points its aliases', async () => {
    const server = makeServer();
    await register(server, { aliases: ['best', 'candidate'] });
    expect(Object.fromEntries(server.held.get('churn')?.aliases ?? [])).toEqual({
      best: '3',
      candidate: '3',
    });
  });

  test.each<[string, Partial<RegisterRequest>, RegExp]>([
    ['without a source', { source: null, sha256: 'f'.repeat(64) }, /no source is given/],
    ['with a number that is not the next', { version: '7' }, /the next version is 3, not 7$/],
    [
      'with a tag that stands for a history line',
      { tags: { 'stagegate.history.1': 'x' } },
      /^the tag "stagegate.history.1" is reserved/,
    ],
  ])('%s is wrong input, and nothing is sent', async (_name, parts, message) => {
    const server = makeServer();
    await expect(register(server, parts)).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(message),
    });
    expect(server.requests.filter((request) => request.startsWith('create'))).toEqual([]);
  });
});

describe('a registration that another one overtook', () => {
  test('has its line written for the number that it got', async () => {
    const server = makeServer();
    expect(await register(overtaken(server))).toMatchObject({ version: '4' });
    const snapshot = await openRegistry(server, makeTime()).read('churn');
    expect(snapshot.history.map(({ entry }) => entry.version)).toEqual(['4']);
    expect(Object.keys(snapshot.history[0]?.entry.artifacts ?? {})).toEqual(['4']);
  });

  test('also where the line takes several tags', async () => {
    const server = makeServer();
    server.features = { ...server.features, tagValue: 120 };
    const client = overtaken(server);
    expect(await register(client)).toMatchObject({ version: '4' });
    expect(client.requests.filter((request) => request.startsWith('tag 4')).length).toBeGreaterThan(1);
    const snapshot = await openRegistry(server, makeTime()).read('churn');
    expect(snapshot.history.map(({ entry }) => entry.version)).toEqual(['4']);
  });
});

describe('a registration whose answer was lost', () => {
  const request = /^create version/;

  test('that the server has done: found again by its line', async () => {
    const server = makeServer();
    expect(await register(server.as(failing({ request, when: 'after' }, lost)))).toMatchObject({
      version: '3',
    });
    expect(server.held.get('churn')?.versions.size).toBe(3);
  });

  test('that it has not done', async () => {
    const server = makeServer();
    await expect(register(server.as(failing({ request }, lost)))).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(server.held.get('churn')?.versions.size).toBe(2);
  });

  test('that it has not done, while another one was: the other is not taken for it', async () => {
    const server = makeServer();
    const client = server.as(
      once({ request }, async () => {
        await register(server, { source: 's3://models/other' });
        throw lost();
      }),
    );
    await expect(register(client)).rejects.toMatchObject({ code: 'unavailable' });
    expect(held(server, '3').source).toBe('s3://models/other');
  });

  test('refused is refused: nobody looks for it', async () => {
    const server = makeServer();
    const client = server.as(failing({ request }, () => refused(403)));
    await expect(register(client)).rejects.toMatchObject({ code: 'unavailable', status: 403 });
    expect(client.requests.filter((sent) => sent === 'newest')).toEqual([]);
  });
});
