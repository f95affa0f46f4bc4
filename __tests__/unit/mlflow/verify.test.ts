import { describe, expect, test } from '@jest/globals';
import type { StagegateError } from '../../../src/errors.js';
import { failVerification, verifyModel } from '../../../src/history/verify.js';
import { reportVerification } from '../../../src/cli/read-reports.js';
import { renderVerification } from '../../../src/render/terminal-reports.js';
import { chooseStyle } from '../../../src/render/terminal-parts.js';
import { makeChange, makeTime } from './support/changes.js';
import { failing } from './support/hooks.js';
import { lost, MemoryServer, refused } from './support/memory-server.js';
import { openRegistry } from './support/promoter.js';

const PLAIN = chooseStyle({ NO_COLOR: '1' }, false);

async function verify(server: MemoryServer) {
  const unread: { model: string; error: StagegateError }[] = [];
  const snapshots = await openRegistry(server, makeTime()).readAll((model, error) =>
    unread.push({ model, error }),
  );
  const failed = unread.map(({ model, error }) => failVerification(model, error));
  return [...snapshots.map(verifyModel), ...failed].sort((a, b) => (a.model < b.model ? -1 : 1));
}

async function twoModels(): Promise<MemoryServer> {
  const server = new MemoryServer().add('another', ['Production']).add('churn', ['None', 'None']);
  await makeChange(server, makeTime(), { version: '1' });
  return server;
}

test('an empty registry has no models to verify', () => {
  expect([...renderVerification([], PLAIN)]).toEqual(['The registry has no models to verify.\n']);
});

describe('one bad model', () => {
  test('whose history was altered: the others are verified, and the status is 2', async () => {
    const server = await twoModels();
    server.held.get('churn')?.versions.get('1')?.tags.set('stagegate.history.1', 'altered');
    const results = await verify(server);
    expect(results).toMatchObject([
      { model: 'another', problems: [] },
      { model: 'churn', unread: 'history', problems: [{ version: null }] },
    ]);
    expect(reportVerification(results).status).toBe(2);
    expect([...renderVerification(results, PLAIN)].join('')).toMatch(
      /^✔ another: .*\n.*\n✖ churn: could not be read\n {4}✖ version 1 of churn, tag stagegate\.history\.1: /,
    );
  });

  test('that the server keeps back: the others are verified, and the status is 3', async () => {
    const server = await twoModels();
    const results = await verify(server.as(failing({ request: /^all another/ }, () => refused(403))));
    expect(results).toMatchObject([
      { model: 'another', unread: 'unavailable' },
      { model: 'churn', lines: 1 },
    ]);
    expect(reportVerification(results).status).toBe(3);
  });

  test('a server that is not reached any more ends it', async () => {
    const server = (await twoModels()).as(failing({ request: /^all another/ }, lost));
    await expect(verify(server)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe("lines of another model's name", () => {
  const move = (server: MemoryServer, source: string): void => {
    const held = server.held.get('churn')?.versions.get('1');
    if (held === undefined) return;
    held.source = source;
    server.add('risk', []).held.get('risk')?.versions.set('1', held);
    server.held.delete('churn');
  };

  test('a model that was renamed has lost its history, which is told', async () => {
    const server = await twoModels();
    move(server, 's3://models/churn/1');
    const [, risk] = await verify(server);
    expect(risk?.problems.map(({ message }) => message)).toEqual([
      'version 1 has history lines of the model "churn": it was renamed, and its history did not come along',
    ]);
  });

  test("a version that was copied has its origin's, which are not its own", async () => {
    const server = await twoModels();
    move(server, 'models:/churn/1');
    expect((await verify(server))[1]?.problems).toEqual([]);
  });
});
