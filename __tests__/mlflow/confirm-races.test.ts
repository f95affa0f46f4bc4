import { expect, test } from '@jest/globals';
import { confirm, liveOf, openDisturbedModel, promote } from './support/disturbed-model.js';
import { SERVER_TIMEOUT } from './support/servers.js';

/* A newer promotion while confirm judges the version before it. What each of them does alone is in the contract. */

const ROUNDS = 4;

test.each([
  ['failing', 0.2, 'rollback 1'],
  ['passing', 0.001, 'confirm 2'],
])(
  'beside a %s confirm, a newer promotion stays, whichever comes first',
  async (_name, rate, line) => {
    const rounds = Array.from({ length: ROUNDS }, async () => {
      const options = { rules: 'live', files: liveOf('2', rate) } as const;
      const model = await openDisturbedModel('sqlite-3', [promote('1'), promote('2')], options);
      const [judged, promoted] = await Promise.all([
        model.undisturbed(confirm('2')),
        model.undisturbed(promote('3')),
      ]);
      return { judged, promoted, left: await model.look() };
    });
    for (const { judged, promoted, left } of await Promise.all(rounds)) {
      expect({ judged, promoted }).toMatchObject({
        judged: { status: 0 },
        promoted: { status: 0, decision: 'promoted' },
      });
      const judgedFirst = judged.decision !== 'unconfirmed';
      expect(left).toEqual({
        versions: ['1', '2', '3'],
        production: ['3'],
        aliases: { Production: '3' },
        history: ['promote 1', 'promote 2', ...(judgedFirst ? [line] : []), 'promote 3'],
        problems: [],
        announced: [],
      });
    }
  },
  SERVER_TIMEOUT,
);
