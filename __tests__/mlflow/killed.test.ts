import { expect, test } from '@jest/globals';
import { mapAtOnce } from '../../src/registry/mlflow/map-at-once.js';
import { DEAD_AFTER } from '../../src/registry/mlflow/turn.js';
import {
  ALIAS_BEHIND,
  openDisturbedModel,
  promote,
  type DisturbedModel,
  type Remains,
} from './support/disturbed-model.js';
import type { Moment } from './support/faults.js';
import { promoteAndKill } from './support/killed-run.js';
import { SERVER_TIMEOUT } from './support/servers.js';

/** Of a promotion over a champion; faults.test.ts has which they are. */
const REQUESTS = 8;

/** Processes at once. */
const AT_ONCE = 4;

interface Kill {
  readonly at: number;
  readonly moment: Moment;
}

const KILLS: readonly Kill[] = Array.from({ length: REQUESTS }, (_, at) => at + 1).flatMap((at) => [
  { at, moment: 'before' },
  { at, moment: 'after' },
]);

/** From here on the promotion is in effect, whoever comes next. */
const MOVED: Kill = { at: 5, moment: 'after' };

interface Dead {
  readonly kill: Kill;
  readonly name: string;
  readonly model: DisturbedModel;
  /** What it left. */
  readonly left: Remains;
}

/** Version 2 of a model whose version 1 is in Production is being promoted when its process is killed. */
function killAll(): Promise<Dead[]> {
  return mapAtOnce(KILLS, AT_ONCE, async (kill) => {
    const model = await openDisturbedModel('sqlite-3', [promote('1')]);
    expect(await promoteAndKill(model, { version: '2', ...kill })).toBe('SIGKILL');
    return { kill, name: `${kill.moment} request ${kill.at}`, model, left: await model.look() };
  });
}

function isMoved({ at, moment }: Kill): boolean {
  return at > MOVED.at || (at === MOVED.at && moment === MOVED.moment);
}

/** What a killed run leaves is one version in Production, and a history that tells which. */
function expectedLeft({ kill, left }: Dead): Partial<Remains> {
  const aliasBehind = isMoved(kill) && left.aliases['Production'] === '1';
  return {
    production: [isMoved(kill) ? '2' : '1'],
    history: isMoved(kill) ? ['promote 1', 'promote 2'] : ['promote 1'],
    problems: aliasBehind ? [ALIAS_BEHIND] : [],
  };
}

const table = <T>(dead: readonly Dead[], of: (one: Dead, at: number) => T): Record<string, T> =>
  Object.fromEntries(dead.map((one, at) => [one.name, of(one, at)]));

test.each([
  { name: 'the same version', version: '2' },
  { name: 'another version', version: '3' },
])(
  `killed at any request, it lets a promotion of $name wait ${DEAD_AFTER / 1000} s, and no longer`,
  async ({ version }) => {
    const dead = await killAll();
    expect(table(dead, ({ left }) => left)).toMatchObject(table(dead, expectedLeft));
    const ends = await Promise.all(dead.map(({ model }) => model.undisturbed(promote(version))));
    expect(table(dead, (_, at) => ends[at])).toEqual(
      table(dead, ({ kill, left }) => ({
        status: 0,
        decision: isMoved(kill) && version === '2' ? 'unchanged' : 'promoted',
        version,
        message: null,
        hint: null,
        waits:
          left.announced.length === 0 ? [] : expect.arrayContaining([expect.stringContaining('version 2')]),
      })),
    );
    const after = await mapAtOnce(dead, AT_ONCE, ({ model }) => model.look());
    expect(table(dead, (_, at) => after[at])).toEqual(
      table(dead, ({ kill }) => ({
        versions: ['1', '2', '3'],
        production: [version],
        aliases: { Production: version },
        history: [
          'promote 1',
          ...(isMoved(kill) || version === '2' ? ['promote 2'] : []),
          ...(version === '3' ? ['promote 3'] : []),
        ],
        problems: [],
        announced: [],
      })),
    );
  },
  SERVER_TIMEOUT + 2 * DEAD_AFTER,
);
