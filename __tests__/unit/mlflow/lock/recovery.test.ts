import { describe, expect, test } from '@jest/globals';
import { verifyModel } from '../../../../src/history/verify.js';
import { decideRegistration } from '../../../../src/promotion/register.js';
import type { Snapshot } from '../../../../src/model/registry.js';
import { dying, pausing, refusing } from '../support/hooks.js';
import { makeChange, makeTime, type Change } from '../support/changes.js';
import { MemoryServer, refused, type Between } from '../support/memory-server.js';
import { openRegistry } from '../support/promoter.js';

const ALIASES = { mode: 'aliases' } as const;
const LATER = 11 * 60_000;

function staged(): MemoryServer {
  return new MemoryServer().add('churn', ['None', 'None', 'None', 'None']);
}

function aliased(): MemoryServer {
  const server = staged();
  server.features = { ...server.features, stages: false };
  return server;
}

/** One after another, nobody else at it, each an hour after the one before. */
async function inTurn(server: MemoryServer, changes: readonly Change[], from = 0): Promise<void> {
  for (const [at, change] of changes.entries())
    await makeChange(server, makeTime((from + at) * 3_600_000), change);
}

async function look(server: MemoryServer, mode?: 'aliases'): Promise<Snapshot> {
  return openRegistry(server, makeTime(), mode ?? 'auto').read('churn');
}

function promotedIn({ history }: Snapshot): string[] {
  return history.map(({ entry: { version, to } }) => `${version} to ${to}`);
}

function told(snapshot: Snapshot): string[] {
  return verifyModel(snapshot).problems.map(({ message }) => message);
}

/** What becomes of it, for runs that may fail. */
function ended(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'done',
    (error: unknown) => error,
  );
}

/** Lets everything go on that waits for nothing but its promises. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('a live run that is slow', () => {
  test('does not point the alias if its transition is answered after it counts as dead', async () => {
    const server = staged();
    const time = makeTime();
    const slow = pausing({ request: /^move 1/, when: 'after' });
    const a = ended(makeChange(server.as(slow.between), time, { version: '1' }));
    await slow.reached;
    await makeChange(server, makeTime(1_000), { version: '2' }); // waits a minute, finishes it, goes on
    await time.sleep(70_000);
    slow.resume();
    await a;
    expect((await look(server)).aliases).toEqual({ Production: '2' });
  });

  test("is waited for even if its machine's clock is eleven minutes slow", async () => {
    const server = staged();
    const slow = pausing({ request: /^move 1/ });
    const a = ended(makeChange(server.as(slow.between), makeTime(), { version: '1', skew: -LATER }));
    await slow.reached;
    const time = makeTime();
    await makeChange(server, time, { version: '2' });
    const waited = time.now();
    slow.resume();
    await a;
    expect(waited).toBeGreaterThanOrEqual(60_000);
  });

  test('two runs of one version leave no intent that others wait for', async () => {
    const server = staged();
    const time = makeTime();
    const slow = pausing({ request: /^move 1/ });
    const a = ended(makeChange(server.as(slow.between), time, { version: '1' }));
    await slow.reached;
    await makeChange(server, time, { version: '1' });
    slow.resume();
    await a;
    const before = time.now();
    await makeChange(server, time, { version: '2' });
    expect(time.now() - before).toBeLessThan(60_000);
    expect(told(await look(server))).toEqual([]);
  });
});

describe('two runs that find a run that died after its change', () => {
  async function dead(hook: Between): Promise<MemoryServer> {
    const server = staged();
    void makeChange(server.as(hook), makeTime(), { version: '1' });
    await settled();
    return server;
  }

  test('record its line once', async () => {
    const server = await dead(dying({ request: /^tag 1 stagegate.history/ }));
    const one = pausing({ request: /^tag 1 stagegate.history/, when: 'after' });
    const two = pausing({ request: /^version 1/ });
    const first = ended(makeChange(server.as(one.between), makeTime(LATER), { version: '2' }));
    const second = ended(makeChange(server.as(two.between), makeTime(LATER), { version: '3' }));
    await Promise.all([one.reached, two.reached]);
    two.resume();
    await second;
    one.resume();
    await first;
    expect(promotedIn(await look(server)).filter((line) => line === '1 to Production')).toHaveLength(1);
  });
});

describe('a user who may not delete', () => {
  const mayNot = refusing(/^(untag|unpoint)/, () => refused(403));

  test("a withdrawal whose alias can't be removed is in the history and blocks no later run", async () => {
    const server = staged();
    await inTurn(server, [{ version: '1' }]);
    const editor = server.as(mayNot);
    await ended(makeChange(editor, makeTime(3_600_000), { version: '1', to: 'Archived' }));
    expect(await ended(makeChange(editor, makeTime(7_200_000), { version: '2' }))).toBe('done');
    expect(promotedIn(await look(server))).toEqual(['1 to Production', '1 to Archived', '2 to Production']);
  });

  test('aliases only: a refused alias changes nothing, and no run waits', async () => {
    const server = aliased();
    const refuses = server.as(refusing(/^point/, () => refused(403)));
    await ended(makeChange(refuses, makeTime(), { version: '1', ...ALIASES }));
    const time = makeTime(1_000);
    await makeChange(server, time, { version: '2', ...ALIASES });
    expect(time.now()).toBeLessThan(60_000);
  });
});

describe('"Run it again: it completes what was begun"', () => {
  test('a half-done rollback without a version does not go back twice', async () => {
    const server = staged();
    await inTurn(server, [{ version: '1' }, { version: '2' }, { version: '3' }]);
    const rollback = { action: 'rollback', version: null } as const;
    const refuses = server.as(refusing(/^point/, () => refused(403)));
    await ended(makeChange(refuses, makeTime(4 * 3_600_000), rollback));
    expect(server.inStage('churn', 'Production')).toEqual(['2']);
    await ended(makeChange(server, makeTime(5 * 3_600_000), rollback));
    expect(server.inStage('churn', 'Production')).toEqual(['2']);
  });

  test('a promotion of the current version, which only archives the others, gets its line', async () => {
    const server = new MemoryServer().add('churn', ['Production', 'Production']);
    const refuses = server.as(refusing(/^tag 1 stagegate.history/, () => refused(503)));
    await ended(makeChange(refuses, makeTime(), { version: '1' }));
    expect(server.inStage('churn', 'Archived')).toEqual(['2']);
    await ended(makeChange(server, makeTime(3_600_000), { version: '1' }));
    expect(promotedIn(await look(server))).toEqual(['1 to Production']);
  });

  test('a half-done rollback beside others (archive-existing: false) archives its own version only', async () => {
    const server = staged();
    await inTurn(server, [{ version: '1' }, { version: '2' }]);
    const dies = server.as(dying({ request: /^move 1/, when: 'after' }));
    void makeChange(dies, makeTime(3 * 3_600_000), { action: 'rollback', version: '1', exclusive: false });
    await settled();
    expect(server.inStage('churn', 'Production')).toEqual(['1', '2']);
    await inTurn(server, [{ version: '3', to: 'Staging' }], 4);
    expect(told(await look(server))).toEqual([]);
  });

  test('aliases only: a withdrawal that crashed before its line', async () => {
    const server = aliased();
    await inTurn(server, [{ version: '1', ...ALIASES }]);
    const dies = server.as(dying({ request: /^tag 1 stagegate.history/ }));
    void makeChange(dies, makeTime(3_600_000), { version: '1', to: 'Archived', ...ALIASES });
    await settled();
    await inTurn(server, [{ version: '1', to: 'Archived', ...ALIASES }], 2);
    expect(told(await look(server, 'aliases'))).toEqual([]);
  });
});

describe('a change that was refused in part', () => {
  test('the part that was made is in the history, or undone', async () => {
    const server = staged();
    await inTurn(server, [{ version: '1' }, { version: '2' }]);
    const refuses = server.as(refusing(/^move 2 to Archived/, () => refused(429)));
    const rollback = { action: 'rollback', version: '1', exclusive: false } as const;
    await ended(makeChange(refuses, makeTime(3 * 3_600_000), rollback));
    await inTurn(server, [{ version: '3', to: 'Staging' }], 4);
    const snapshot = await look(server);
    expect(told(snapshot).filter((message) => message.startsWith('version 1 is in'))).toEqual([]);
  });
});

describe('a history that somebody changed', () => {
  test('deleting an altered line, as its hint says, leaves a model that can be promoted', async () => {
    const server = staged();
    await inTurn(server, [{ version: '1' }, { version: '2' }, { version: '1', to: 'Production' }]);
    server.held.get('churn')?.versions.get('1')?.tags.delete('stagegate.history.1');
    expect(await ended(makeChange(server, makeTime(4 * 3_600_000), { version: '3' }))).toBe('done');
  });

  test('the same for the only version with a history', async () => {
    const server = staged();
    await inTurn(server, [{ version: '1', to: 'Staging' }, { version: '1' }]);
    server.held.get('churn')?.versions.get('1')?.tags.delete('stagegate.history.1');
    expect(await ended(makeChange(server, makeTime(3 * 3_600_000), { version: '3' }))).toBe('done');
  });

  test('deleting the version of the last line does not silently remove its promotion from the history', async () => {
    const server = staged();
    await inTurn(server, [{ version: '1' }, { version: '2' }]);
    server.held.get('churn')?.versions.delete('2');
    await inTurn(server, [{ version: '3' }], 3);
    expect(promotedIn(await look(server))).toEqual(['1 to Production', '2 to Production', '3 to Production']);
  });

  test("MLflow's copy_model_version copies the tags too: the new model can be read and promoted", async () => {
    const server = staged();
    await inTurn(server, [{ version: '1' }]);
    const tags = new Map(server.held.get('churn')?.versions.get('1')?.tags);
    server.add('other', ['None']);
    for (const [key, value] of tags) server.held.get('other')?.versions.get('1')?.tags.set(key, value);
    expect(await ended(openRegistry(server, makeTime()).read('other'))).toBe('done');
  });

  test("copy_model_version within the model: the copy's tags don't count and block no run", async () => {
    const server = staged();
    await inTurn(server, [{ version: '1' }]);
    const tags = new Map(server.held.get('churn')?.versions.get('1')?.tags);
    for (const [key, value] of tags) server.held.get('churn')?.versions.get('3')?.tags.set(key, value);
    expect(await ended(makeChange(server, makeTime(3_600_000), { version: '2' }))).toBe('done');
  });
});

describe('a registration that crashes after another one overtook it', () => {
  test('leaves a model that can be read', async () => {
    const server = staged();
    const register = async (client: MemoryServer) => {
      const registry = openRegistry(client, makeTime());
      const snapshot = await registry.read('churn');
      const request = {
        model: 'churn',
        version: null,
        source: 's3://m/5',
        sha256: null,
        tags: {},
        aliases: [],
      };
      const run = { actor: null, run: null, ref: null, commits: [] };
      const basis = { snapshot, policy: null, now: new Date(0), run };
      const { plan } = decideRegistration({ ...request, reason: null }, basis, []);
      if (plan === null) throw new TypeError('nothing to register');
      return registry.apply(plan, snapshot);
    };
    const slow = pausing({ request: /^create version/ });
    const gone = dying({ request: /^tag/ });
    void register(
      server.as(async (request, when) => {
        await slow.between(request, when);
        await gone(request, when);
      }),
    );
    await slow.reached;
    await register(server);
    slow.resume();
    await settled();
    expect(await ended(look(server))).toBe('done');
  });
});

describe('aliases only', () => {
  test('after the usual way through Staging, a rollback leaves history and registry in agreement', async () => {
    const server = aliased();
    await inTurn(server, [
      { version: '1', to: 'Staging', ...ALIASES },
      { version: '1', ...ALIASES },
      { version: '2', to: 'Staging', ...ALIASES },
      { version: '2', ...ALIASES },
      { action: 'rollback', version: null, ...ALIASES },
    ]);
    expect(told(await look(server, 'aliases'))).toEqual([]);
  });

  test('a promotion beside others (archive-existing: false) is refused: an alias holds one version', async () => {
    const server = aliased();
    await inTurn(server, [{ version: '1', ...ALIASES }]);
    const beside = makeChange(server, makeTime(3_600_000), { version: '2', exclusive: false, ...ALIASES });
    await expect(beside).rejects.toMatchObject({ code: 'policy' });
    expect((await look(server, 'aliases')).aliases).toEqual({ Production: '1' });
  });

  test('the first two promotions at once: neither reads a mix of before and after the other', async () => {
    const server = aliased();
    const torn = pausing({ request: /^model churn/, when: 'after' });
    const a = ended(makeChange(server.as(torn.between), makeTime(), { version: '2', ...ALIASES }));
    await torn.reached;
    await makeChange(server, makeTime(), { version: '1', ...ALIASES });
    torn.resume();
    await a;
    expect(told(await look(server, 'aliases'))).toEqual([]);
  });
});

describe('stages and aliases', () => {
  test('decides again when another client moves a version without a history into the stage', async () => {
    const server = staged();
    await inTurn(server, [{ version: '1' }]);
    const slow = pausing({ request: /^tag 1 stagegate.next/ });
    const a = makeChange(server.as(slow.between), makeTime(3_600_000), { version: '2' });
    await slow.reached;
    await server.transition({ name: 'churn', version: '3' }, { stage: 'Production', archiveExisting: true });
    slow.resume();
    expect((await a).attempts).toBeGreaterThan(1);
    expect(promotedIn(await look(server))).toHaveLength(2);
  });

  test('of two versions in the stage, one that a newer alias names does not keep it', async () => {
    const server = staged();
    await inTurn(server, [
      { version: '1', to: 'Staging' },
      { version: '1' },
      { version: '2', to: 'Staging' },
      { version: '2' },
      { action: 'rollback', version: null },
    ]);
    // version 2 is Archived: nobody should be served it as Staging
    expect((await look(server)).aliases['Staging']).toBeUndefined();
  });
});

describe('an intent', () => {
  test('that was written although its answer was lost keeps no run waiting', async () => {
    const server = staged();
    const at = { request: /^tag \d stagegate.next/, when: 'after' } as const;
    const { failing } = await import('../support/hooks.js');
    const { lost } = await import('../support/memory-server.js');
    await ended(makeChange(server.as(failing(at, lost)), makeTime(), { version: '1' }));
    const time = makeTime(1_000);
    await makeChange(server, time, { version: '2' });
    expect(time.now()).toBeLessThan(60_000);
  });
});
