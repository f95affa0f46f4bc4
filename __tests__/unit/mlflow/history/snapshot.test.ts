import { describe, expect, test } from '@jest/globals';
import type { Snapshot } from '../../../../src/model/registry.js';
import { makeChange, makeTime, type Change } from '../support/changes.js';
import { dying } from '../support/hooks.js';
import { MemoryServer } from '../support/memory-server.js';
import { openRegistry } from '../support/promoter.js';
import { seal, type Tags } from '../support/tagged.js';

const HOUR = 3_600_000;

async function makeServer(changes: readonly Change[] = []): Promise<MemoryServer> {
  const server = new MemoryServer().add('churn', ['None', 'None', 'None']);
  for (const [at, change] of changes.entries()) await makeChange(server, makeTime(at * HOUR), change);
  return server;
}

function read(server: MemoryServer): Promise<Snapshot> {
  return openRegistry(server, makeTime()).read('churn');
}

function tag(server: MemoryServer, version: string, tags: Tags): void {
  for (const [key, value] of Object.entries(tags))
    server.held.get('churn')?.versions.get(version)?.tags.set(key, value);
}

const versionsIn = ({ history }: Snapshot) => history.map(({ entry }) => `${entry.version} to ${entry.to}`);

describe('a version in a snapshot', () => {
  test.each<[string, Tags, object]>([
    ['without tags', {}, { sha256: null, metrics: {}, tags: {} }],
    ['tags that are not ours', { team: 'risk' }, { tags: { team: 'risk' } }],
    [
      'what was registered with it',
      { 'stagegate.sha256': 'ab', 'stagegate.metrics': '{"auc":0.9}' },
      { sha256: 'ab', metrics: { auc: 0.9 }, tags: {} },
    ],
    [
      'numbers only, of its metrics',
      { 'stagegate.metrics': '{"auc":0.9,"f1":"0.8","n":null,"x":1e999}' },
      { metrics: { auc: 0.9 } },
    ],
    ['metrics that are no JSON', { 'stagegate.metrics': '{' }, { metrics: {} }],
    ['metrics that are no object', { 'stagegate.metrics': 'null' }, { metrics: {} }],
    ['metrics that are a list', { 'stagegate.metrics': '["a"]' }, { metrics: {} }],
  ])('%s', async (_name, tags, expected) => {
    const server = await makeServer();
    tag(server, '1', tags);
    expect((await read(server)).versions[0]).toMatchObject({ version: '1', stage: 'None', ...expected });
  });

  test.each([
    ['READY', undefined],
    ['PENDING_REGISTRATION', 'is PENDING_REGISTRATION on the server'],
    ['FAILED_REGISTRATION', 'is FAILED_REGISTRATION on the server'],
    [null, undefined],
  ])('of status %s', async (status, unready) => {
    const server = await makeServer();
    const whole = server.versions.bind(server);
    server.versions = async (...asked) => (await whole(...asked)).map((held) => ({ ...held, status }));
    expect((await read(server)).versions[0]?.unready).toBe(unready);
  });

  test('by ascending number, not by text', async () => {
    const server = new MemoryServer().add('churn', Array<string>(11).fill('None'));
    expect((await read(server)).versions.map(({ version }) => version).slice(-3)).toEqual(['9', '10', '11']);
  });
});

describe('the history in a snapshot', () => {
  test('an intent that is done but not recorded counts as done', async () => {
    const server = await makeServer([{ version: '1' }]);
    const dies = server.as(dying({ request: /^tag 2 stagegate.history/ }));
    void makeChange(dies, makeTime(HOUR), { version: '2' });
    await new Promise((resolve) => setImmediate(resolve));
    const snapshot = await read(server);
    expect(versionsIn(snapshot)).toEqual(['1 to Production', '2 to Production']);
    expect(snapshot.head).toBe(snapshot.history.at(-1)?.sha256);
  });

  test("an intent that is not done doesn't count", async () => {
    const server = await makeServer([{ version: '1' }]);
    void makeChange(server.as(dying({ request: /^move 2/ })), makeTime(HOUR), { version: '2' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(versionsIn(await read(server))).toEqual(['1 to Production']);
  });

  test.each([
    ['before', '2026-10-01T00:00:00.000Z', ['3 to None', '1 to Production', '2 to Production']],
    ['between', '2026-11-01T00:30:00.000Z', ['1 to Production', '3 to None', '2 to Production']],
    ['after', '2026-12-01T00:00:00.000Z', ['1 to Production', '2 to Production', '3 to None']],
  ])('a registration is sorted by its time: %s', async (_name, time, expected) => {
    const server = await makeServer([{ version: '1' }, { version: '2' }]);
    const [line = ''] = seal({ action: 'register', version: '3', from: null, to: 'None', time });
    tag(server, '3', { 'stagegate.registered': line });
    const snapshot = await read(server);
    expect(versionsIn(snapshot)).toEqual(expected);
    expect(snapshot.head).toBe(snapshot.history.filter(({ entry }) => entry.version !== '3').at(-1)?.sha256);
  });

  test('without lines, there is no head', async () => {
    expect(await read(await makeServer())).toMatchObject({
      history: [],
      head: null,
      problems: [],
      complete: true,
    });
  });
});

describe('an alias and its stage', () => {
  test.each<[string, Change[], (server: MemoryServer) => void, RegExp[]]>([
    ['both name one version', [{ version: '1' }], () => undefined, []],
    ['before the history, nobody has promised one', [], (server) => stage(server, '1', 'Production'), []],
    [
      'it was taken away',
      [{ version: '1' }],
      (server) => alias(server).delete('Production'),
      [/^the alias Production is not set, but version 1 is in Production$/],
    ],
    [
      'it was moved',
      [{ version: '1' }],
      (server) => alias(server).set('Production', '2'),
      [/^the alias Production points at version 2, but version 1 is in Production$/],
    ],
    [
      'the stage was emptied',
      [{ version: '1' }],
      (server) => stage(server, '1', 'None'),
      [/points at version 1, but no version is in Production$/],
    ],
    [
      'on the way up, the alias below stays',
      [{ version: '1', to: 'Staging' }, { version: '1' }],
      () => undefined,
      [],
    ],
    [
      'other aliases are nobody’s business',
      [{ version: '1' }],
      (server) => alias(server).set('best', '3'),
      [],
    ],
  ])('%s', async (_name, changes, disturb, messages) => {
    const server = await makeServer(changes);
    disturb(server);
    const { problems } = await read(server);
    expect(problems.map(({ message }) => message)).toEqual(messages.map((one) => expect.stringMatching(one)));
  });
});

describe('a prompt', () => {
  test.each(['true', 'True'])("marked %s is refused: it isn't a model", async (mark) => {
    const server = await makeServer();
    server.held.get('churn')?.tags.set('mlflow.prompt.is_prompt', mark);
    await expect(read(server)).rejects.toMatchObject({
      code: 'input',
      message: '"churn" is a prompt, not a registered model',
    });
  });

  test("is also refused by its version's tag", async () => {
    const server = await makeServer();
    tag(server, '2', { 'mlflow.prompt.is_prompt': 'true' });
    const asked = openRegistry(server, makeTime()).read('churn', { version: '2', rollback: null });
    await expect(asked).rejects.toMatchObject({ code: 'input' });
  });
});

function alias(server: MemoryServer): Map<string, string> {
  return server.held.get('churn')?.aliases ?? new Map<string, string>();
}

function stage(server: MemoryServer, version: string, to: string): void {
  const held = server.held.get('churn')?.versions.get(version);
  if (held !== undefined) held.stage = to;
}
