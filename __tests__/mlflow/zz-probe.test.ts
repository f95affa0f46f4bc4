import { expect, test } from '@jest/globals';
import { openDisturbedModel, promote } from './support/disturbed-model.js';
import { interrupt } from './support/faults.js';
import { SERVER_TIMEOUT } from './support/servers.js';

test.each([
  { at: 4, moment: 'after', next: ['2'] },
  { at: 5, moment: 'before', next: ['2'] },
  { at: 5, moment: 'after', next: ['2'] },
  { at: 6, moment: 'before', next: ['2'] },
  { at: 7, moment: 'before', next: ['2'] },
  { at: 7, moment: 'after', next: ['2'] },
  { at: 5, moment: 'after', next: ['2', '3'] },
  { at: 6, moment: 'before', next: ['2', '3'] },
  { at: 7, moment: 'before', next: ['2', '3'] },
] as const)('twin', async ({ at, moment, next }) => {
  const model = await openDisturbedModel('sqlite-3', [promote('1')]);
  const others: unknown[] = [];
  model.proxy.arm({ at, fault: interrupt(moment, async () => {
    for (const version of next) others.push(await model.undisturbed(promote(version)));
  }) });
  const first = await model.disturbed(promote('2'));
  console.info(at, moment, next, JSON.stringify(first), JSON.stringify(others), JSON.stringify(await model.look()));
}, SERVER_TIMEOUT);
