import { describe, expect, test } from '@jest/globals';
import { makeChange, makeTime, type Change } from './support/changes.js';
import { once } from './support/hooks.js';
import { MemoryServer } from './support/memory-server.js';
import { openRegistry } from './support/promoter.js';

const HOUR = 3_600_000;

async function prepare(changes: readonly Change[]): Promise<MemoryServer> {
  const server = new MemoryServer().add('churn', ['None', 'None', 'None', 'None']);
  for (const [at, change] of changes.entries()) await makeChange(server, makeTime(at * HOUR), change);
  return server;
}

/** Somebody who points aliases past us, at one moment of a client's traffic. */
function meddling(
  server: MemoryServer,
  request: RegExp,
  aliases: Readonly<Record<string, string>>,
): MemoryServer {
  return server.as(
    once({ request, when: 'after' }, async () => {
      for (const [alias, version] of Object.entries(aliases))
        await server.setAlias({ name: 'churn', version }, alias);
    }),
  );
}

function aliasesOf(server: MemoryServer): Record<string, string> {
  return Object.fromEntries(server.held.get('churn')?.aliases ?? []);
}

describe('aliases only: an alias that somebody points elsewhere', () => {
  const mode = 'aliases';
  const before: Change[] = [
    { version: '1', mode },
    { version: '2', to: 'Staging', mode },
  ];

  test.each<[string, RegExp]>([
    ['before the announcement', /^model churn/],
    ['at the announcement', /^tag . stagegate.next/],
  ])('%s: it is decided again, against the champion that there is now', async (_name, moment) => {
    const server = await prepare(before);
    const client = meddling(server, moment, { Production: '4', Staging: '3' });
    const settled = await makeChange(client, makeTime(5 * HOUR), { version: '2', mode });
    expect(settled.attempts).toBeGreaterThan(1);
    expect(settled.decision.holders).toEqual(['4']);
    const { history } = await openRegistry(server, makeTime(), mode).read('churn');
    expect(history.at(-1)?.entry).toMatchObject({ version: '2', archived: ['4'] });
  });

  test("another version's alias is not removed", async () => {
    const server = await prepare(before);
    const client = meddling(server, /^tag . stagegate.next/, { Staging: '3' });
    await makeChange(client, makeTime(5 * HOUR), { version: '2', mode });
    expect(aliasesOf(server)).toEqual({ Production: '2', Staging: '3' });
  });
});

describe('stages and aliases: an alias that somebody points elsewhere meanwhile', () => {
  test.each<[string, Change]>([
    ['a withdrawal', { version: '1', to: 'Archived' }],
    ['a way down', { version: '1', to: 'Staging' }],
  ])('is not removed by %s', async (_name, change) => {
    const server = await prepare([{ version: '1' }]);
    const client = meddling(server, /^tag . stagegate.next/, { Production: '4' });
    await makeChange(client, makeTime(5 * HOUR), change);
    expect(aliasesOf(server)['Production']).toBe('4');
  });

  test('is not removed by a rollback', async () => {
    const staged = (version: string): Change[] => [{ version, to: 'Staging' }, { version }];
    const server = await prepare([...staged('1'), ...staged('2')]);
    expect(aliasesOf(server)).toEqual({ Production: '2', Staging: '2' });
    const client = meddling(server, /^tag . stagegate.next/, { Staging: '4' });
    await makeChange(client, makeTime(5 * HOUR), { action: 'rollback', version: '1' });
    expect(aliasesOf(server)).toEqual({ Production: '1', Staging: '4' });
  });
});
