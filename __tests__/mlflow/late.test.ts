import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { DEAD_AFTER } from '../../src/registry/mlflow/lock/lock.js';
import { openDisturbedModel, promote, type Command } from './support/disturbed-model.js';
import { refuse } from './support/faults.js';
import type { Rule } from './support/proxy.js';
import { SERVER_TIMEOUT } from './support/servers.js';

/** Seconds for which the server asks to wait: longer than others wait for a run. */
const LONG = 75;

const FROM_STAGING: readonly Command[] = [promote('1'), promote('2', 'Staging')];

const LATE: readonly {
  readonly name: string;
  readonly mode: 'auto' | 'aliases';
  readonly matching: Rule['matching'] & object;
}[] = [
  { name: 'its stage', mode: 'auto', matching: { path: /transition-stage/ } },
  { name: 'its alias', mode: 'auto', matching: { method: 'POST', path: /registered-models\/alias/ } },
  {
    name: 'its alias, aliases only',
    mode: 'aliases',
    matching: { method: 'POST', path: /registered-models\/alias/ },
  },
  {
    name: 'the alias that it leaves',
    mode: 'aliases',
    matching: { method: 'DELETE', path: /registered-models\/alias/ },
  },
  { name: 'its record', mode: 'auto', matching: { path: /set-tag/ } },
];

/** How both runs end, and what is there then. */
async function runLate({ name, mode, matching }: (typeof LATE)[number]): Promise<unknown> {
  const model = await openDisturbedModel('sqlite-3', FROM_STAGING, { mode });
  // the first tag announces
  const at = name === 'its record' ? 2 : 1;
  model.proxy.arm({ matching, at, fault: refuse(503, { retryAfter: LONG }) });
  const late = model.disturbed(promote('2'));
  while (!model.proxy.requests.some(({ status }) => status === 503)) await pause(50);
  const next = await model.undisturbed(promote('3'));
  const sent = model.proxy.requests.length;
  const { status } = await late;
  const written = model.proxy.requests.slice(sent).filter(({ method }) => method !== 'GET');
  return { name, next: next.decision, late: status, written: written.length, ...(await model.look()) };
}

test(
  `a promotion that is told to wait ${LONG} s does not write over the next one`,
  async () => {
    const ends = await Promise.all(LATE.map(runLate));
    expect(ends).toMatchObject(
      LATE.map(({ name }) => ({
        name,
        next: 'promoted',
        late: 3,
        written: 0,
        production: ['3'],
        aliases: { Production: '3' },
        problems: [],
        announced: [],
      })),
    );
  },
  SERVER_TIMEOUT + 3 * DEAD_AFTER,
);
