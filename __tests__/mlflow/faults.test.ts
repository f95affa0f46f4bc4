import { expect, test } from '@jest/globals';
import { DEAD_AFTER } from '../../src/registry/mlflow/lock/lock.js';
import { openDisturbedModel, promote, register } from './support/disturbed-model.js';
import { cellsAt, type Cell } from './support/fault-cells.js';
import { REGISTRATION, testWorks, WORKS, type Work } from './support/fault-works.js';
import { refuse } from './support/faults.js';
import { IS_FULL } from '../support/full.js';
import { SERVER_TIMEOUT } from './support/servers.js';

/*
 * Faults on real servers: one at each request of each command, and all of them in the full run. The whole matrix is tried
 * on the server in memory each time (__tests__/exhaustive/mlflow-faults.test.ts).
 */

/** Every fault, once and lasting. */
const ALL = cellsAt(1);

/**
 * Steps from one request's fault to the next one's, and from one command's to the next one's: so that all faults come up,
 * and each of them at a write, too.
 */
const STEPS = { request: 11, work: 6 };

const CELLS = new Map<Work, readonly Cell[]>();
for (const [place, work] of WORKS.entries()) {
  const before = WORKS.slice(0, place).reduce((sum, { requests }) => sum + requests.length, 0);
  const cells = work.requests.map((_, at) => {
    const turn = STEPS.request * (before + at) + STEPS.work * place;
    return { ...ALL[turn % ALL.length]!, at: at + 1 };
  });
  CELLS.set(work, IS_FULL ? cells.flatMap(({ at }) => cellsAt(at)) : cells);
}

test('every fault strikes a real server, once and lasting, and a write of it', () => {
  const struck = [...CELLS].flatMap(([{ requests }, cells]) =>
    cells.map((cell) => ({ ...cell, writes: !requests[cell.at - 1]!.startsWith('GET ') })),
  );
  const told = struck.map(({ name, lasting }) => `${name} ${lasting}`);
  expect(new Set(told)).toEqual(new Set(ALL.map(({ name, lasting }) => `${name} ${lasting}`)));
  const writes = struck.filter((cell) => cell.writes).map(({ name }) => name);
  expect(new Set(writes)).toEqual(new Set(ALL.map(({ name }) => name)));
});

testWorks({
  cells: CELLS,
  open: ({ server, before, ...options }) => openDisturbedModel(server, before, options),
  atOnce: 6,
  // who waits for a dead run does so for a minute: all in the same one, where they are few
  worksAtOnce: IS_FULL ? 'one' : 'all',
  hanging: IS_FULL ? 1 : 3,
  draws: IS_FULL,
  timeout: SERVER_TIMEOUT + WORKS.length * 10 * DEAD_AFTER,
});

test("a version whose alias can't be set is reported as registered", async () => {
  const model = await openDisturbedModel('sqlite-3', [promote('1')]);
  model.proxy.arm({ matching: { path: /registered-models\/alias/ }, times: Infinity, fault: refuse(503) });
  expect(await model.disturbed(register(null, ['challenger']))).toMatchObject({
    status: 3,
    message: expect.stringMatching(/^version 4 is registered, but setting its alias challenger failed: /),
    hint: expect.stringContaining('would register another version'),
  });
  expect(await model.look()).toEqual(REGISTRATION.end);
});
