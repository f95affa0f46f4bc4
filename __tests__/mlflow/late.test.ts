import { expect, test } from '@jest/globals';
import { DEAD_AFTER } from '../../src/registry/mlflow/turn.js';
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

test.concurrent.each(LATE)(
  `a promotion that is told to wait ${LONG} s with $name does not write over the next one`,
  async ({ mode, matching, name }) => {
    const model = await openDisturbedModel('sqlite-3', FROM_STAGING, { mode });
    // the first tag announces
    const at = name === 'its record' ? 2 : 1;
    model.proxy.arm({ matching, at, fault: refuse(503, { retryAfter: LONG }) });
    const late = model.disturbed(promote('2'));
    while (!model.proxy.requests.some(({ status }) => status === 503)) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const next = await model.undisturbed(promote('3'));
    expect(next).toMatchObject({ status: 0, decision: 'promoted' });
    const sent = model.proxy.requests.length;
    expect(await late).toMatchObject({ status: 3 });
    expect(model.proxy.requests.slice(sent).filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(await model.look()).toMatchObject({
      production: ['3'],
      aliases: { Production: '3' },
      problems: [],
      announced: [],
    });
  },
  SERVER_TIMEOUT + 3 * DEAD_AFTER,
);
