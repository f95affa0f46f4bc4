import { describe, expect, test } from '@jest/globals';
import { DEAD_AFTER } from '../../src/registry/mlflow/lock/lock.js';
import { openDisturbedModel, promote, register } from './support/disturbed-model.js';
import { openJudge } from './support/judge.js';
import { SERVER_TIMEOUT } from './support/servers.js';

const staged = (version: string) => [promote(version, 'Staging'), promote(version)];

const MODES = ['auto', 'aliases'] as const;

describe.each(MODES)('mode %s: a version that somebody deleted', (mode) => {
  test(
    'as an ordinary clean-up: its lines stay, no run waits, and a new one can be registered',
    async () => {
      const before = ['1', '2', '3'].flatMap(staged);
      const model = await openDisturbedModel('sqlite-3', before, { mode, versions: 4 });
      await (await openJudge('sqlite-3')).deleteVersion(model.name, '2');
      expect(await model.undisturbed(promote('4', 'Staging'))).toMatchObject({ status: 0, waits: [] });
      expect(await model.undisturbed(register(null))).toMatchObject({ status: 0, version: '5' });
      const { history, problems } = await model.look();
      const lines = ['1', '1', '2', '2', '3', '3', '4'].map((version) => `promote ${version}`);
      expect(history).toEqual([...lines, 'register 5']);
      expect(
        problems.filter((message) => !/^(version 2 is gone|the history line .* version 2)/.test(message)),
      ).toEqual([]);
    },
    SERVER_TIMEOUT,
  );

  test(
    'that was the newest promoted one: the next is registered under the number that the server gives',
    async () => {
      const model = await openDisturbedModel('sqlite-3', [promote('1'), promote('2'), promote('3')], {
        mode,
      });
      await (await openJudge('sqlite-3')).deleteVersion(model.name, '3');
      expect(await model.undisturbed(register(null))).toMatchObject({ status: 0, version: '4' });
      expect(await model.undisturbed(register('3'))).toMatchObject({ status: 2 });
    },
    SERVER_TIMEOUT,
  );
});

test(
  'a version that somebody deleted, that was the first in Production: verify tells, and the next promotion keeps its line',
  async () => {
    // both wait for a minute in which nothing is heard of the deleted one
    const ends = await Promise.all(
      MODES.map(async (mode) => {
        const before = [promote('1', 'Staging'), promote('2')];
        const model = await openDisturbedModel('sqlite-3', before, { mode, versions: 3 });
        await (await openJudge('sqlite-3')).deleteVersion(model.name, '2');
        const { problems } = await model.look();
        const { status } = await model.undisturbed(promote('3'));
        return { mode, problems: problems.join(), status, history: (await model.look()).history };
      }),
    );
    expect(ends).toEqual(
      MODES.map((mode) => ({
        mode,
        problems: expect.stringContaining('version 2 was deleted'),
        status: 0,
        history: ['promote 1', 'promote 2', 'promote 3'],
      })),
    );
  },
  SERVER_TIMEOUT + 2 * DEAD_AFTER,
);
