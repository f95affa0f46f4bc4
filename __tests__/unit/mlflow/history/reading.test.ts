import { describe, expect, test } from '@jest/globals';
import type { Interest } from '../../../../src/model/registry.js';
import { StageStorage } from '../../../../src/registry/mlflow/stage-storage.js';
import { ModelReader } from '../../../../src/registry/mlflow/history/reading.js';
import { makeChange, makeTime, type Change } from '../support/changes.js';
import { MemoryServer } from '../support/memory-server.js';
import { STAGES } from '../support/promoter.js';

type Kind = 'stages' | 'aliases';

/** Ten versions, and what was done with them. */
async function makeServer(kind: Kind, changes: readonly Change[]): Promise<MemoryServer> {
  const server = new MemoryServer().add('churn', Array<string>(10).fill('None'));
  if (kind === 'aliases') server.features = { ...server.features, stages: false };
  for (const [at, change] of changes.entries()) await makeChange(server, makeTime(at * 3_600_000), change);
  return server;
}

function readerOf(server: MemoryServer): ModelReader {
  const storage = new StageStorage({ mode: 'auto', aliases: {}, stages: STAGES, features: server.features });
  return new ModelReader({ server, storage, stages: STAGES });
}

/** A read's requests, its versions and what it took the asked one to be. */
async function read(server: MemoryServer, interest: Interest) {
  server.requests.length = 0;
  const found = await readerOf(server).read('churn', interest);
  const { asked, complete, exists } = found;
  return { requests: [...server.requests], versions: [...found.versions.keys()], asked, complete, exists };
}

const TWICE: Change[] = [{ version: '3' }, { version: '5' }];
const BACK: Change[] = [...TWICE, { action: 'rollback', version: null }];
const of = (version: string | null, rollback: string | null = null): Interest => ({ version, rollback });

describe('the requests of a read, on a server with stages', () => {
  test.each<[string, Change[], Interest, string[], string[], string | null]>([
    ['a version without a history', TWICE, of('7'), ['tagged churn', 'version 7'], ['3', '5', '7'], '7'],
    ['a version with one', TWICE, of('3'), ['tagged churn', 'model churn'], ['3', '5'], '3'],
    ['latest', TWICE, of('latest'), ['tagged churn', 'model churn'], ['3', '5', '10'], '10'],
    ['Latest, in any spelling', TWICE, of('LATEST'), ['tagged churn', 'model churn'], ['3', '5', '10'], '10'],
    ['an alias', TWICE, of('@Production'), ['tagged churn', 'alias Production'], ['3', '5'], '5'],
    ['a rollback', BACK, of(null, 'Production'), ['tagged churn', 'model churn'], ['3', '5'], null],
    [
      'a rollback to a version',
      BACK,
      of('3', 'Production'),
      ['tagged churn', 'model churn'],
      ['3', '5'],
      '3',
    ],
  ])('%s', async (_name, changes, interest, requests, versions, asked) => {
    const server = await makeServer('stages', changes);
    expect(await read(server, interest)).toEqual({
      requests,
      versions,
      asked,
      complete: false,
      exists: true,
    });
  });
});

describe('the requests of a read, with aliases only', () => {
  test.each<[string, Change[], Interest, string[], string[], string | null]>([
    [
      'a version without a history',
      TWICE,
      of('7'),
      ['tagged churn', 'model churn', 'version 7'],
      ['3', '5', '7'],
      '7',
    ],
    ['a version with one', TWICE, of('5'), ['tagged churn', 'model churn'], ['3', '5'], '5'],
    ['an alias', TWICE, of('@Production'), ['tagged churn', 'model churn'], ['3', '5'], '5'],
  ])('%s', async (_name, changes, interest, requests, versions, asked) => {
    const server = await makeServer('aliases', changes);
    expect(await read(server, interest)).toEqual({
      requests,
      versions,
      asked,
      complete: false,
      exists: true,
    });
  });
});

describe('the whole model is read', () => {
  const ALL = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'];

  test.each<[string, Kind, Interest, string[], string | null]>([
    ['a version', 'stages', of('7'), ['tagged churn', 'all churn'], '7'],
    ['latest', 'stages', of('latest'), ['tagged churn', 'all churn'], '10'],
    ['an alias that is not set', 'stages', of('@best'), ['tagged churn', 'all churn', 'model churn'], null],
    ['a version that is not there', 'stages', of('77'), ['tagged churn', 'all churn', 'model churn'], null],
    ['where only aliases are kept', 'aliases', of('7'), ['tagged churn', 'all churn', 'model churn'], '7'],
  ])('before its first line: %s', async (_name, kind, interest, requests, asked) => {
    const server = await makeServer(kind, []);
    expect(await read(server, interest)).toEqual({
      requests,
      versions: ALL,
      asked,
      complete: true,
      exists: true,
    });
  });

  test.each<[string, Kind, Interest, (server: MemoryServer) => void]>([
    ['a version that does not exist was asked for', 'stages', of('77'), () => undefined],
    ['an alias that is not set', 'stages', of('@best'), () => undefined],
    ['what is no version', 'stages', of('seven'), () => undefined],
    ['its holder was moved past us', 'stages', of('7'), (server) => move(server, '5', 'Archived')],
    [
      'a version without a history was moved into a stage',
      'stages',
      of('3'),
      (server) => move(server, '8', 'Production'),
    ],
    ['the one asked for was moved past us', 'stages', of('7'), (server) => move(server, '7', 'Staging')],
    ['the alias was moved past us', 'aliases', of('7'), (server) => point(server, 'Production', '8')],
    ['the alias was taken away past us', 'aliases', of('7'), (server) => point(server, 'Production', null)],
  ])('%s', async (_name, kind, interest, disturb) => {
    const server = await makeServer(kind, TWICE);
    disturb(server);
    const { requests, versions, complete } = await read(server, interest);
    expect(requests.slice(-2)).toEqual(['all churn', 'model churn']);
    expect(versions).toEqual(ALL);
    expect(complete).toBe(true);
  });

  test('but not for a move between Archived and None', async () => {
    const server = await makeServer('stages', TWICE);
    move(server, '3', 'None');
    expect((await read(server, of('7'))).complete).toBe(false);
  });
});

describe('what is not there', () => {
  test('a model', async () => {
    const server = new MemoryServer();
    const found = await read(server, of('1'));
    expect(found).toMatchObject({ versions: [], exists: false, complete: true, asked: null });
  });

  test('any version of a model', async () => {
    const server = new MemoryServer().add('churn', []);
    expect(await read(server, of('latest'))).toMatchObject({ versions: [], exists: true, asked: null });
  });

  test('the version that held the stage: it was deleted', async () => {
    const server = await makeServer('stages', TWICE);
    server.held.get('churn')?.versions.delete('5');
    const { versions, asked } = await read(server, of('7'));
    expect(versions).toContain('7');
    expect(versions).not.toContain('5');
    expect(asked).toBe('7');
  });
});

describe('the other versions that a decision needs', () => {
  test('holders from before the history began are fetched one by one', async () => {
    const server = new MemoryServer().add('churn', ['Production', 'None', 'None', 'None']);
    await makeChange(server, makeTime(), { version: '2', to: 'Staging' });
    const { requests, versions } = await read(server, of('3', 'Production'));
    expect(requests).toEqual(['tagged churn', 'version 3', 'version 1']);
    expect(versions).toEqual(expect.arrayContaining(['1', '2', '3']));
  });

  test('the versions that a rollback may go to', async () => {
    const server = new MemoryServer().add('churn', ['Production', 'None', 'None']);
    await makeChange(server, makeTime(), { version: '2' });
    const { requests, versions } = await read(server, of(null, 'Production'));
    expect(requests).toEqual(['tagged churn', 'model churn', 'version 1']);
    expect(versions).toEqual(expect.arrayContaining(['1', '2']));
  });
});

describe('a look', () => {
  test.each([
    [false, 'tagged churn', ['3', '5']],
    [true, 'all churn', ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']],
  ])('whole: %s, is one request', async (whole, request, versions) => {
    const server = await makeServer('stages', TWICE);
    server.requests.length = 0;
    const found = await readerOf(server).look('churn', whole);
    expect(server.requests).toEqual([request]);
    expect([...found.versions.keys()]).toEqual(versions);
  });
});

function move(server: MemoryServer, version: string, stage: string): void {
  const held = server.held.get('churn')?.versions.get(version);
  if (held !== undefined) held.stage = stage;
}

function point(server: MemoryServer, alias: string, version: string | null): void {
  const aliases = server.held.get('churn')?.aliases;
  if (version === null) aliases?.delete(alias);
  else aliases?.set(alias, version);
}
